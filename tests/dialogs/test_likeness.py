"""An answer in other words is read by its likeness to examples, and never against what it plainly says."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.model import ASK_BACK, Choice, Flow, Question
from dialogs.typed.likeness import likest, read_alike
from dialogs.typed.reading import read
from dialogs.typed.spelling import spelt

YES = ("min syster driver firman", "min syster jobbar där", "jag jobbar där ibland", "min bror driver firman")
NO = ("ingen av oss jobbar där", "jag känner ingen i firman", "ingen i firman är släkt med mig")
ASK = ("min syster jobbar på sjukhuset", "jag jobbar på skolan", "firman ligger i Norrland")


def question(*examples: tuple[str, tuple[str, ...]]) -> Question:
    choices = tuple(Choice(value=value, label=value) for value in ("yes", "no"))
    return Question(
        fact="tie",
        kind="choice",
        text="Har du, eller någon nära dig, en koppling?",
        why="Därför.",
        choices=choices,
        examples=examples,
    )


TIE = question(("yes", YES), ("no", NO), (ASK_BACK, ASK))


def test_what_shares_its_words_with_one_answer_alone_is_likest_that_answer() -> None:
    found = likest(TIE, spelt("min bror jobbar där"))
    assert found is not None
    assert (found.value, found.unknown) == ("yes", 0)
    assert read_alike(TIE, spelt("min bror jobbar där ibland")) == "yes"


def test_a_word_that_no_example_has_is_counted_and_in_a_short_text_it_is_asked_about() -> None:
    found = likest(TIE, spelt("min bror driver ladugården"))
    assert found is not None
    assert found.unknown == 1
    assert read_alike(TIE, spelt("min bror driver ladugården")) is None


def test_what_is_like_examples_of_no_answer_is_asked_back() -> None:
    assert read_alike(TIE, spelt("min syster jobbar på skolan")) is None


def test_without_examples_of_two_values_nothing_is_like() -> None:
    assert likest(question(), spelt("min bror jobbar där")) is None
    assert likest(question(("yes", YES)), spelt("min bror jobbar där")) is None


@pytest.mark.parametrize(
    "text",
    [
        "min bror jobbar inte där",
        "nej min bror driver firman",
        "jobbar min bror där eller inte",
        "vad driver min bror",
    ],
)
def test_no_likeness_goes_against_a_denial_a_no_or_a_question(text: str) -> None:
    assert read_alike(TIE, spelt(text)) is None


@given(text=st.text(max_size=60))
def test_any_text_is_like_a_value_or_nothing(text: str) -> None:
    assert read_alike(TIE, spelt(text)) in ("yes", "no", None)


READ = [
    ("direktupphandling", "agreement_covers_need", "nej, jag har letat men det finns inget avtal", "no"),
    ("direktupphandling", "agreement_covers_need", "avtalet löpte ut i våras så nej", "no"),
    ("direktupphandling", "agreement_covers_need", "avtalet löpte ut i våras, sa chefen", None),
    ("direktupphandling", "connected_to_supplier", "nej ingen av oss har någon koppling till dem", "no"),
    ("direktupphandling", "connected_to_supplier", "ja, min svåger äger firman", "yes"),
    ("direktupphandling", "connected_to_supplier", "nej, min svåger äger firman", None),
    (
        "direktupphandling",
        "special_ground",
        "vi annonserade men ingen lämnade anbud",
        "failed_advertising",
    ),
    ("direktupphandling", "possible_exception", "nej, det är ett vanligt köp av stolar", "none"),
    ("direktupphandling", "possible_exception", "nej, tomten ska köpas", None),
    ("direktupphandling", "connected_to_supplier", "ja, chefen känner ägaren", None),
    ("direktupphandling", "agreement_covers_need", "tyvärr ja, vi har ett ramavtal", "yes"),
    ("direktupphandling", "whole_need_included", "ja frakten är med", None),
    ("jav", "gain_or_harm", "vet inte hur mycket men huset går upp i värde", None),
    ("jav", "close_relation", "osäker, min bror har jobbat där men kanske slutat", None),
    ("jav", "party_or_owner", "ja jag förstår vad företaget vill", None),
    ("jav", "outside_work", "min pappa jobbar hos leverantören", None),
    ("jav", "gift_or_benefit", "min kollega fick en gåva av dem", None),
    ("jav", "supplier_helped_with_requirements", "nej, vi fick texten av säljaren", None),
    ("jav", "supervises_own_activity", "nej ärendet handlar inte om tillsyn", "no"),
    ("jav", "gift_or_benefit", "jag blev erbjuden en resa men sa nej", None),
    ("jav", "gift_or_benefit", "nej, vi har inte fått någonting av dem", "no"),
    ("jav", "recent_or_coming_job", "osäker, det är så länge sedan", "unsure"),
    ("ansvar", "matter", "vi har fått en överprövning på halsen", "supplier_complaint"),
]


@pytest.mark.parametrize(("flow", "fact", "text", "value"), READ)
def test_an_answer_with_its_reason_is_read_when_the_reason_goes_with_it(
    flows: Mapping[str, Flow], flow: str, fact: str, text: str, value: str | None
) -> None:
    assert read(flows[flow], fact, text) == value

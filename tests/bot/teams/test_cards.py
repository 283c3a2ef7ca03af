"""Every card becomes a valid Adaptive Card that shows each text as it was written."""

import json
import runpy
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.card import (
    Answered,
    Bullets,
    Button,
    Card,
    Checklist,
    ChoiceInput,
    Details,
    Given,
    Link,
    LinkButton,
    Paragraph,
    Rows,
    Sources,
    Steps,
    Talk,
    TextInput,
    Tone,
)
from bot.conversation.turn import Person
from bot.teams.cards.render import to_adaptive_card, to_attachment, utf16_size
from bot.teams.cards.text import shown

# Ours use nothing of what Teams adds to the schema (root msteams, filtered choices), so it is taken as it is.
SCHEMA = json.loads(files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.Draft6Validator(SCHEMA)
EXAMPLES: dict[str, Card] = runpy.run_path(str(Path(__file__).parents[2] / "cards/examples.py"))["EXAMPLES"]

TYPICAL_LIMIT = 28_000
"""Bytes; what the strictest of Teams' doors takes (bots/how-to/includes/agent-message-size-limit.md)."""

texts = st.text(max_size=60) | st.sampled_from(
    [
        "**fet**",
        "[länk](https://example.org)",
        "1. först",
        "- rad",
        "<at>Alla</at>",
        "{{DATE(2026-01-01T00:00:00Z)}}",
        "https://example.org/å (1)",
    ]
)
lines = st.lists(texts, max_size=4).map(tuple)
pairs = st.lists(st.tuples(texts, texts), max_size=7).map(tuple)
ids = st.uuids().map(str)
changes = st.builds(Button, texts, st.just("change"), st.dictionaries(texts, texts, max_size=2))
blocks = st.one_of(
    st.builds(Paragraph, texts, st.booleans()),
    st.builds(Steps, texts, lines),
    st.builds(Bullets, texts, lines),
    st.builds(Rows, pairs),
    st.builds(Sources, texts, st.lists(st.builds(Link, texts, texts, texts), max_size=3).map(tuple)),
    st.builds(Details, texts, texts),
    st.builds(Checklist, texts, pairs),
    st.builds(Talk, pairs),
    st.builds(
        Answered, texts, st.lists(st.builds(Given, texts, texts, changes), max_size=3).map(tuple), texts
    ),
    st.builds(TextInput, ids, texts, texts, st.integers(1, 9), st.booleans(), st.integers(1, 4000), texts),
    st.builds(ChoiceInput, ids, texts, pairs, texts),
)
presses = st.builds(
    Button,
    texts,
    st.sampled_from(["show", "answer", "back"]),
    st.dictionaries(texts, texts, max_size=3),
    st.booleans(),
    st.booleans(),
)
cards = st.builds(
    Card,
    title=texts,
    blocks=st.lists(blocks, max_size=5).map(tuple),
    buttons=st.lists(presses | st.builds(LinkButton, texts, texts), max_size=8).map(tuple),
    label=texts,
    footnote=texts,
    tone=st.sampled_from(Tone),
)


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside *value*, itself included, with a type."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def of_type(value: Any, *types: str) -> list[dict[str, Any]]:
    return [part for part in parts(value) if part["type"] in types]


def check(drawn: dict[str, Any]) -> None:
    """What the schema says, and what it leaves out."""
    errors = [f"{error.instance_path}: {error.message}" for error in VALIDATOR.iter_errors(drawn)]
    assert errors == []
    assert drawn["version"] == "1.5"
    used = [part["id"] for part in parts(drawn) if "id" in part]
    assert len(used) == len(set(used))
    assert all(block["wrap"] for block in of_type(drawn, "TextBlock", "Input.ChoiceSet"))
    for field in of_type(drawn, "Input.Text", "Input.ChoiceSet"):
        assert field["label"]
        assert field["errorMessage"] if field.get("isRequired") else "errorMessage" not in field
    for action in of_type(drawn, "Action.Execute"):
        assert action["fallback"] == {
            "type": "Action.Submit",
            **{name: value for name, value in action.items() if name not in {"type", "verb", "fallback"}},
        }
        assert action["data"]["action"] == action["verb"]
    for action_set in of_type(drawn, "ActionSet"):
        assert 1 <= len(action_set["actions"]) <= 6
    positive = [action for action in of_type(drawn, "Action.Execute") if action.get("style") == "positive"]
    assert len(positive) <= 1


@given(cards)
def test_every_card_is_valid(card):
    check(to_adaptive_card(card))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_valid_and_small(name):
    drawn = to_adaptive_card(EXAMPLES[name])
    check(drawn)
    assert utf16_size(drawn) < TYPICAL_LIMIT


def lines_of(text: str) -> list[str]:
    return [part for part in shown(text).split("\n\n") if part]


@given(texts, pairs)
def test_nothing_that_is_said_is_lost(text, rows):
    said = [line for words in (text, *(word for row in rows for word in row)) for line in lines_of(words)]
    drawn = to_adaptive_card(Card(title="", blocks=(Paragraph(text), Rows(rows))))
    assert [part["text"] for part in of_type(drawn, "TextBlock", "TextRun")] == said


def test_the_schema_refuses_a_card_that_is_not_one():
    """So that a schema that accepts everything would be noticed."""
    assert not VALIDATOR.is_valid({"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock"}]})


@given(st.text(alphabet="*_[]()<>#`~|\\{}&-+=.:/!1a \n", min_size=1, max_size=30))
def test_markdown_in_a_text_block_means_nothing(text):
    """A text block is only used for texts in which no Markdown reader finds anything."""
    for block in of_type(to_adaptive_card(Card(title=text)), "TextBlock"):
        assert not set(block["text"]) & set("*_[]<>#`~|\\{}&+=\n")
        assert not block["text"].startswith(("-", "1. ", "1) "))
        assert "://" not in block["text"]


@pytest.mark.parametrize(
    "text",
    ["**fet**", "[länk](https://example.org)", "1. först", "H&M", '"citat"', "rad\nrad", "www.example.org"],
)
def test_text_that_markdown_could_change_is_shown_letter_by_letter(text):
    drawn = to_adaptive_card(Card(title="Fråga", blocks=(Paragraph(text),)))
    assert [part["text"] for part in of_type(drawn, "TextRun")] == [text]


def test_text_that_a_client_would_compute_is_left_alone():
    drawn = to_adaptive_card(Card(title="{{DATE(2026-01-01T00:00:00Z)}}"))
    assert "{{" not in json.dumps(drawn)


def test_the_fallback_text_escapes_the_markdown_that_old_clients_read_in_it():
    assert to_adaptive_card(Card(title="[här](https://example.org)"))["fallbackText"].startswith(r"\[här\](")


def test_an_amount_is_never_broken_over_two_lines():
    assert to_adaptive_card(Card(title="Högst 1 200 000 kr, 7 §"))["body"][0]["text"] == (
        "Högst 1\u00a0200\u00a0000 kr, 7\u00a0§"
    )


def test_a_running_text_keeps_its_paragraphs():
    drawn = to_adaptive_card(Card(title="", blocks=(Paragraph("Ett.\n\nTvå."),)))
    assert [element["text"] for element in drawn["body"]] == ["Ett.", "Två."]


def test_a_press_sends_the_action_its_data_and_their_version():
    button = Button("Visa", "show", {"entry": "avrop", "action": "other", "v": "9"})
    (action,) = of_type(to_adaptive_card(Card(title="", buttons=(button,))), "Action.Execute")
    assert action["data"] == {"entry": "avrop", "action": "show", "v": "1"}
    assert action["associatedInputs"] == "none"


def test_only_a_button_that_asks_for_it_sends_the_fields():
    button = Button("Skicka", "send", sends_inputs=True)
    (action,) = of_type(to_adaptive_card(Card(title="", buttons=(button,))), "Action.Execute")
    assert action["associatedInputs"] == action["fallback"]["associatedInputs"] == "auto"


def test_the_answers_to_a_question_are_rows_and_the_rest_are_buttons():
    drawn = to_adaptive_card(EXAMPLES["question"])
    rows = [part["selectAction"]["title"] for part in of_type(drawn, "Container") if "selectAction" in part]
    assert rows[:2] == ["Ja", "Nej"]
    assert len(rows) == 3
    buttons = [action["title"] for action in drawn["body"][-2]["actions"]]
    assert buttons == ["Tillbaka", "Avbryt"]


def test_a_label_too_long_for_a_button_is_a_row():
    drawn = to_adaptive_card(Card(title="", buttons=(Button("Visa allt som står om ramavtal", "show"),)))
    assert [part["type"] for part in drawn["body"]] == ["Container"]


def test_yes_and_no_stay_together_when_a_line_of_buttons_is_full():
    drawn = to_adaptive_card(EXAMPLES["answer"])
    lines = [[action["title"] for action in part["actions"]] for part in of_type(drawn["body"], "ActionSet")]
    assert lines[1:] == [["Pröva mitt köp"], ["Det hjälpte", "Det hjälpte inte"], ["Fråga en upphandlare"]]


def test_an_address_that_does_not_lead_to_a_page_is_nothing_to_press():
    card = Card(
        title="",
        blocks=(Sources("Källor", (Link("Policy", "javascript:alert(1)"),)),),
        buttons=(LinkButton("Öppna", "file:///etc/passwd"),),
    )
    drawn = json.dumps(to_adaptive_card(card)["body"])
    assert "javascript" not in drawn
    assert "Action" not in drawn


def test_a_source_is_a_link_whose_address_cannot_end_it():
    link = Link("LOU 19 a kap.", "https://example.org/a)b c", "läst i dag")
    drawn = to_adaptive_card(Card(title="", blocks=(Sources("", (link,)),)))
    line, note = of_type(drawn, "TextBlock")
    assert line["text"] == "[LOU 19 a kap.](https://example.org/a%29b%20c)"
    assert note["text"] == "läst i dag"


def test_a_source_that_markdown_could_change_is_linked_without_markdown():
    link = Link("F&U [utkast]", "https://example.org")
    drawn = to_adaptive_card(Card(title="", blocks=(Sources("", (link,)),)))
    (run,) = of_type(drawn, "TextRun")
    assert run["text"] == "F&U [utkast]"
    assert run["selectAction"]["url"] == "https://example.org"


def test_details_are_folded_until_asked_for():
    drawn = to_adaptive_card(Card(title="", blocks=(Details("Mer", "Optioner ingår."),)))
    (unfold,) = of_type(drawn, "Action.ShowCard")
    assert unfold["title"] == "Mer"
    assert [element["text"] for element in unfold["card"]["body"]] == ["Optioner ingår."]


@pytest.mark.parametrize(
    ("tone", "style"), [(Tone.GOOD, "good"), (Tone.CAUTION, "warning"), (Tone.STOP, "attention")]
)
def test_a_tone_colours_the_title_and_nothing_else(tone, style):
    drawn = to_adaptive_card(Card(title="Resultat", blocks=(Paragraph("Text."),), tone=tone))
    assert [element.get("style") for element in drawn["body"]] == [style, None]


def test_a_long_list_of_choices_folds_and_keeps_what_is_chosen():
    choices = tuple((str(number), f"Val {number}") for number in range(9))
    drawn = to_adaptive_card(Card(title="", blocks=(ChoiceInput("unit", "Enhet", choices, "3"),)))
    assert (drawn["body"][0]["style"], drawn["body"][0]["value"]) == ("compact", "3")


def test_a_small_card_in_full():
    card = Card(title="Tack!", buttons=(Button("Börja om", "restart", primary=True),), footnote="Utkast")
    sent = {
        "title": "Börja om",
        "data": {"action": "restart", "v": "1"},
        "associatedInputs": "none",
        "style": "positive",
    }
    assert to_attachment(card) == {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "content": {
            "type": "AdaptiveCard",
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "version": "1.5",
            "lang": "sv",
            "fallbackText": "Tack!\n\nUtkast",
            "body": [
                {
                    "type": "TextBlock",
                    "text": "Tack!",
                    "wrap": True,
                    "spacing": "default",
                    "size": "large",
                    "weight": "bolder",
                    "style": "heading",
                },
                {
                    "type": "ActionSet",
                    "spacing": "medium",
                    "actions": [
                        {
                            "type": "Action.Execute",
                            "verb": "restart",
                            **sent,
                            "fallback": {"type": "Action.Submit", **sent},
                        }
                    ],
                },
                {
                    "type": "TextBlock",
                    "text": "Utkast",
                    "wrap": True,
                    "spacing": "medium",
                    "size": "small",
                    "isSubtle": True,
                },
            ],
        },
    }


def test_size_is_counted_in_utf_16():
    assert utf16_size({"a": "å😀"}) == 2 * len('{"a": "å"}') + 4


def test_each_answer_stands_beside_the_word_that_changes_it():
    """Read aloud, the word says which answer it changes; a press carries the place."""
    change = Button("Ändra", "dialog.change", {"run": "r", "place": "0"})
    drawn = to_adaptive_card(Card("", (Answered("Dina svar hittills", (Given("Avtal", "Nej", change),)),)))
    [unfold] = of_type(drawn, "Action.ShowCard")
    assert unfold["title"] == "Dina svar hittills"
    [press] = of_type(unfold, "Action.Execute")
    assert press["title"] == "Ändra: Avtal"
    assert press["data"] == {"run": "r", "place": "0", "action": "dialog.change", "v": "1"}
    assert [block["text"] for block in of_type(unfold, "TextBlock")] == ["Avtal", "Nej", "Ändra"]


def test_a_holder_is_called_by_a_name_that_is_no_markup():
    """Only the person whose id is given is called, whatever their name looks like."""
    holder = Person("29:eva", "Eva <at>Alla</at> **Ek**")
    drawn = to_adaptive_card(Card("Anna svarade", (Paragraph("<at>Alla</at> hej"),), calls=(holder,)))
    (entity,) = drawn["msteams"]["entities"]
    assert entity["mentioned"]["id"] == "29:eva"
    assert entity["text"] == "<at>Eva atAllaat Ek</at>"
    assert drawn["body"][0]["text"] == entity["text"]
    assert "msteams" not in to_adaptive_card(Card("Anna svarade", (Paragraph("<at>Alla</at> hej"),)))

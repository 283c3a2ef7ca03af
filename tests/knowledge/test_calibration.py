"""The confidence is fitted to the content by asking it its own wordings, and holds for this content alone."""

import random
from dataclasses import replace
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calibration import USUAL, as_keywords, calibrated, examples, slip
from knowledge.confidence import Found, decide
from knowledge.loader import Knowledge, read
from knowledge.matcher import Matcher

SUBJECTS = {
    "jav": [
        "är jag jävig",
        "min bror äger firman",
        "kan jag vara partisk",
        "släkting lämnar anbud",
        "jäv vid inköp",
    ],
    "avtal": ["hur skriver vi avtal", "skriva kontrakt", "avtalet ska undertecknas", "vem skriver på avtal"],
    "annons": ["måste jag annonsera", "annons i databas", "var annonserar vi", "hur länge ligger annonsen"],
}


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory) -> Knowledge:
    folder = tmp_path_factory.mktemp("innehall")
    sections = {
        "organisation": {"name": "Exempelkommunen", "unit": "enheten"},
        "contacts": [
            {"id": "enheten", "name": "Enheten", "about": "Hjälper.", "checked": date(2026, 11, 25)}
        ],
        "elsewhere": [
            {"id": id_, "title": f"Om {id_}", "where": "Där.", "wordings": wordings}
            for id_, wordings in SUBJECTS.items()
        ],
        "outside": [
            {"id": "annat", "questions": ["när går bussen hem", "recept på våfflor", "vem vann matchen"]}
        ],
    }
    for layer in ("landet", "kommunen"):
        (folder / layer).mkdir()
    (folder / "landet" / "a.yaml").write_text(yaml.safe_dump(sections, allow_unicode=True), encoding="utf-8")
    (folder / "kommunen" / "b.yaml").write_text("synonyms: []\n", encoding="utf-8")
    return read(folder / "landet", folder / "kommunen").knowledge


def test_each_wording_is_asked_without_itself_and_without_its_subject(knowledge):
    """So what is fitted has not seen the answer."""
    found = list(examples(knowledge, Matcher.of(knowledge)))
    kinds = [one.kind for one in found]
    assert kinds.count("wording") == kinds.count("no subject") == 13
    assert kinds.count("outside") == 3
    assert not any(one.ranked[0].verbatim for one in found)
    for one in found:
        if one.kind != "wording":
            assert not one.right


def test_what_was_fitted_is_sure_of_wordings_and_not_of_the_rest(knowledge):
    """And it says which content it holds for, with the usual bands."""
    matcher = Matcher.of(knowledge)
    fitted = calibrated(knowledge, list(examples(knowledge, matcher)), None)
    assert fitted.fitted_to == knowledge.wording_version
    assert (fitted.sure, fitted.unsure, fitted.meaning) == (USUAL.sure, USUAL.unsure, None)
    assert isinstance(decide(matcher.rank("är jag jävig"), fitted), Found)
    assert not isinstance(decide(matcher.rank("när går bussen hem"), fitted), Found)


def test_the_bands_that_somebody_chose_stay(knowledge):
    """Weights are computed; what is sure enough is for people to say."""
    chosen = knowledge.confidence.model_copy(update={"sure": 0.95, "unsure": 0.2})
    choosing = replace(knowledge, confidence=chosen)
    again = calibrated(choosing, list(examples(choosing, Matcher.of(choosing))), None)
    assert (again.sure, again.unsure) == (0.95, 0.2)


@given(st.text(min_size=1, max_size=60).filter(str.strip), st.integers())
def test_a_slip_changes_places_and_letters_stay(text, seed):
    """Nothing is lost but the order of two letters, and never all words."""
    assert sorted(slip(text, random.Random(seed))) == sorted(text)
    assert as_keywords(text)

"""Labelled questions are judged fairly: a wrong answer is never counted as a right one."""

import pytest

from knowledge.asking import Asked
from knowledge.evaluation import calibration_error, figures, judge, read_questions
from knowledge.yaml_reader import ContentError

QUESTIONS = """
- q: vad är jäv
  style: plain
  expect: [jav-vad-ar-det]
- q: annonsera?
  style: short
  expect: [annonsering, upphandling]
- q: när är kantinen öppen
  style: foreign
  expect: []
- q: hej
  style: smalltalk
  expect: ["@smalltalk"]
"""


ENTRIES = {"jav-vad-ar-det", "annonsering", "upphandling", "annat"}


def answered(entry: str) -> Asked:
    return Asked("answer", entry, 0.9, ((entry, 0.9), ("annat", 0.1)))


@pytest.fixture
def questions(tmp_path):
    file = tmp_path / "questions.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return read_questions(file, ENTRIES)


def test_right_wrong_and_silent_are_told_apart(questions):
    """An answer to a foreign question is wrong, however sure it is."""
    replies = {
        "vad är jäv": answered("jav-vad-ar-det"),
        "annonsera?": answered("annat"),
        "när är kantinen öppen": answered("annat"),
        "hej": Asked("smalltalk", None, 1.0, ()),
    }
    judged = list(judge(questions, replies.__getitem__))
    assert [one.right for one in judged] == [True, False, False, True]
    assert [one.wrong for one in judged] == [False, True, True, False]
    table = {row.name: row for row in figures(judged)}
    assert (table["alla våra"].questions, table["alla våra"].first, table["alla våra"].wrong) == (2, 1, 1)
    assert (table["inte våra"].answered, table["inte våra"].silent) == (1, 0)


def test_any_listed_entry_is_right(questions):
    """The first label is best; the others are right too."""
    judged = list(judge(questions[1:2], lambda _: answered("upphandling")))
    assert judged[0].right


@pytest.mark.parametrize(
    "text",
    [
        "- {q: x, style: y}",
        "- {style: y, expect: []}",
        "- {q: no, style: y, expect: []}",
        "- {q: x, style: y, expect: [annonserin]}",
        "a: 1",
        "- [",
    ],
)
def test_a_faulty_file_is_refused(tmp_path, text):
    """Half a measure is none."""
    file = tmp_path / "fel.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        read_questions(file, ENTRIES)
    assert raised.value.faults[0].file == "fel.yaml"


def test_a_right_choice_is_useful_and_sending_on_is_not(questions):
    """Choices help when a right one is among them; taking what is ours for another's never does."""
    near = (("annat", 0.4), ("upphandling", 0.3))
    replies = {
        "vad är jäv": Asked("none", "arbetstid", 0.9, (("arbetstid", 0.9),)),
        "annonsera?": Asked("choose", None, 0.4, near),
    }
    judged = list(judge(questions[:2], replies.__getitem__))
    assert [(one.useful, one.sent_on) for one in judged] == [(False, True), (True, False)]


def test_the_calibration_error_is_how_far_the_confidence_is_from_the_truth(questions):
    """Sure of ten and right in half of them is half wrong; what no label judges does not count."""
    replies = {
        "vad är jäv": Asked("answer", "jav-vad-ar-det", 1.0, (("jav-vad-ar-det", 1.0),)),
        "annonsera?": Asked("answer", "annat", 1.0, (("annat", 1.0),)),
        "när är kantinen öppen": Asked("none", "mat", 0.9, (("mat", 0.9),)),
        "hej": Asked("smalltalk", None, 1.0, (("annat", 0.3),)),
    }
    judged = list(judge(questions, replies.__getitem__))
    assert calibration_error(judged, ENTRIES) == pytest.approx(0.5)
    assert calibration_error(judged[2:], ENTRIES) == 0

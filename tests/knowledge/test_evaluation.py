"""Labelled questions are judged fairly: a wrong answer is never counted as a right one."""

import pytest

from knowledge.asking import Asked
from knowledge.evaluation import figures, judge, read_questions
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


def answered(entry: str) -> Asked:
    return Asked("answer", entry, 0.9, ((entry, 0.9), ("annat", 0.1)))


@pytest.fixture
def questions(tmp_path):
    file = tmp_path / "questions.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return read_questions(file)


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


@pytest.mark.parametrize("text", ["- {q: x, style: y}", "- {q: no, style: y, expect: []}", "a: 1", "- ["])
def test_a_faulty_file_is_refused(tmp_path, text):
    """Half a measure is none."""
    file = tmp_path / "fel.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        read_questions(file)
    assert raised.value.faults[0].file == "fel.yaml"

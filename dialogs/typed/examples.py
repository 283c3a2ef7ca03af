"""Examples of answers to a question, from a text file: a value in brackets, and below it a line for each."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dialogs.model import ASK_BACK, Examples, Flow, Question
from dialogs.question_checks import no_such
from dialogs.typed.spelling import spelt
from dialogs.typed.vocabulary import Words
from knowledge.yaml_reader import Fault


def with_examples(flow: Flow, folder: Path, name: str) -> tuple[Flow, list[Fault]]:
    """*flow* with the examples in *folder*, a file for each fact, and the faults in them.

    *name* is what the folder is called in a fault. Labels and listed wordings are examples too.
    """
    faults: list[Fault] = []
    read: dict[str, Examples] = {}
    facts = [question.fact for question in flow.contract]
    for file in sorted(folder.glob("*.txt")):
        called = f"{name}/{file.name}"
        if file.stem not in facts:
            faults.append(Fault(called, 1, "", no_such("frågan", file.stem, facts)))
            continue
        try:
            written = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            faults.append(Fault(called, 1, "", "filen är inte UTF-8 – spara den som UTF-8"))
            continue
        examples, found = _examples(flow.question(file.stem), written, called)
        read[file.stem] = examples
        faults.extend(found)
    questions = tuple(
        question.model_copy(update={"examples": read.get(question.fact, ())}) for question in flow.questions
    )
    return flow.model_copy(update={"questions": questions}), faults


def _examples(question: Question, written: str, name: str) -> tuple[Examples, list[Fault]]:
    texts = {choice.value: [choice.label, *choice.also] for choice in question.choices} | {ASK_BACK: []}
    faults: list[Fault] = []
    under: dict[Words, str] = {}
    value = ""  # before the first heading, and below one that is no value
    for number, line in _lines(written):
        problem = ""
        if line.startswith("[") or line.endswith("]"):
            value, problem = _heading(line, texts)
        elif value:
            problem = _twice(under.setdefault(spelt(line), value), value)
            texts[value].append(line)
        elif not faults:
            problem = "svaret saknas – skriv det inom hakparentes på en egen rad före"
        if problem:
            faults.append(Fault(name, number, "", problem))
    return tuple((value, tuple(found)) for value, found in texts.items()), faults


def _heading(line: str, values: Iterable[str]) -> tuple[str, str]:
    """The value that *line* says the next lines mean, or what is wrong with it."""
    value = line.strip("[]")
    if line != f"[{value}]":
        return "", "en hakparentes saknas – skriv svaret som [yes]"
    return (value, "") if value in values else ("", no_such("svaret", value, values))


def _twice(elsewhere: str, value: str) -> str:
    """What is wrong with an example under *value* that stands first under *elsewhere*; empty: nothing."""
    return "" if elsewhere == value else f"står också under [{elsewhere}] – behåll en av dem"


def _lines(written: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, without empty ones and remarks."""
    for number, line in enumerate(written.splitlines(), start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield number, text

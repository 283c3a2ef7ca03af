"""Examples of answers to a question, from a text file: a value in brackets, and below it a line for each."""

from collections.abc import Iterator
from pathlib import Path

from dialogs.model import ASK_BACK, Examples, Flow, Question
from dialogs.question_checks import no_such
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
        examples, found = _examples(flow.question(file.stem), file.read_text(encoding="utf-8"), called)
        read[file.stem] = examples
        faults.extend(found)
    questions = tuple(
        question.model_copy(update={"examples": read.get(question.fact, ())}) for question in flow.questions
    )
    return flow.model_copy(update={"questions": questions}), faults


def _examples(question: Question, written: str, name: str) -> tuple[Examples, list[Fault]]:
    texts = {choice.value: [choice.label, *choice.also] for choice in question.choices} | {ASK_BACK: []}
    faults, value = [], ""
    for number, line in _lines(written):
        if line.startswith("[") and line.endswith("]"):
            value = line[1:-1]
            if value not in texts:
                faults.append(Fault(name, number, "", no_such("svaret", value, texts)))
                value = ""
        elif value:
            texts[value].append(line)
        elif not faults:
            faults.append(
                Fault(name, number, "", "svaret saknas – skriv det inom hakparentes på en egen rad före")
            )
    return tuple((value, tuple(found)) for value, found in texts.items()), faults


def _lines(written: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, without empty ones and remarks."""
    for number, line in enumerate(written.splitlines(), start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield number, text

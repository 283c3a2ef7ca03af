"""How people answer a flow's questions in their own words: from a file beside the flow into its choices."""

from collections.abc import Mapping

from dialogs.model import Fact, Flow, Question
from dialogs.question_checks import Found, no_such
from knowledge.model import Content, Text


class Wordings(Content):
    """What people type, by question and answer."""

    answers: Mapping[Fact, Mapping[Fact, tuple[Text, ...]]]
    frames: Mapping[Fact, tuple[Text, ...]] = {}
    """Words around an answer to the question: see ``Question.frame``."""
    spans: Mapping[Fact, Mapping[Fact, tuple[tuple[Text, ...], ...]]] = {}
    """Lists of words: see ``Choice.spans``."""
    endings: Mapping[Fact, Mapping[Fact, tuple[Text, ...]]] = {}
    """Endings of words: see ``Choice.endings``."""


def worded(flow: Flow, wordings: Wordings) -> Flow:
    """*flow* with *wordings* added to its questions and choices."""
    questions = tuple(_question(question, wordings) for question in flow.questions)
    return flow.model_copy(update={"questions": questions})


def faults_in_wordings(wordings: Wordings, flow: Flow) -> Found:
    """Questions and answers that *flow* does not have."""
    questions = {question.fact: question for question in flow.questions}
    for part in ("answers", "frames", "spans", "endings"):
        for fact, said in getattr(wordings, part).items():
            if fact not in questions:
                yield (part, fact), no_such("frågan", fact, questions)
                continue
            values = [choice.value for choice in questions[fact].choices]
            for value in said if part != "frames" else ():
                if value not in values:
                    yield (part, fact, value), no_such("svaret", value, values)


def _question(question: Question, wordings: Wordings) -> Question:
    said = wordings.answers.get(question.fact, {})
    spans = wordings.spans.get(question.fact, {})
    endings = wordings.endings.get(question.fact, {})
    choices = tuple(
        choice.model_copy(
            update={
                "also": (*choice.also, *said.get(choice.value, ())),
                "spans": spans.get(choice.value, choice.spans),
                "endings": endings.get(choice.value, choice.endings),
            }
        )
        for choice in question.choices
    )
    return question.model_copy(
        update={"choices": choices, "frame": wordings.frames.get(question.fact, question.frame)}
    )

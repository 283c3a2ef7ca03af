"""An answer that is understood to the last word."""

from dialogs.model import UNKNOWN, UNSURE, Question
from dialogs.typed.amounts import read_amount
from dialogs.typed.one_of import one_of
from dialogs.typed.phrases import gist, gists_of, phrases_of
from dialogs.typed.unsure import is_unsure
from dialogs.typed.vocabulary import Words
from dialogs.typed.yes_or_no import yes_or_no


def read_whole(question: Question, said: Words, text: str) -> str | int | None:
    """What *said*, the words of *text*, says in answer to *question* when all of it is understood."""
    if not said:
        return None
    exact = _exactly(question, said)
    if exact is not None:
        return exact
    unsure = unsure_of(question)
    if question.choice(unsure) and is_unsure(said, question):
        return unsure
    if question.kind == "amount":
        return read_amount(text)
    if question.choice("yes"):
        return yes_or_no(question, said)
    return one_of(question, said)


def unsure_of(question: Question) -> str:
    """The value that says that one does not know."""
    return UNKNOWN if question.kind == "amount" else UNSURE


def _exactly(question: Question, said: Words) -> str | None:
    """The one choice whose label or phrase is just what was said, or but for small words."""
    found = [choice.value for choice in question.choices if said in phrases_of(choice)]
    if not found and gist(said):
        found = [choice.value for choice in question.choices if gist(said) in gists_of(choice)]
    return found[0] if len(found) == 1 else None

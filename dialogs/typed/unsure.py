"""An answer that says that one does not know: ``vet inte än om det finns ett avtal``."""

from dialogs.model import Question
from dialogs.typed.phrases import phrases_of, place_of
from dialogs.typed.vocabulary import AFTER_UNSURE, FRAME, NO, OFTEN_BETWEEN, TURNS, UNSURE_PHRASES, YES, Words
from knowledge.swedish import words

_LONGEST_FIRST = sorted(UNSURE_PHRASES, key=len, reverse=True)
_YET = frozenset({"an", "annu"})


def is_unsure(said: Words, question: Question) -> bool:
    """Whether all of *said* is that one does not know, and what it is that one does not know."""
    if not OFTEN_BETWEEN.isdisjoint(said):
        without = tuple(word for word in said if word not in OFTEN_BETWEEN)
        if without and is_unsure(without, question):
            return True
    empty = FRAME.union(words(question.text))
    for phrase in _LONGEST_FIRST:
        place = place_of(said, phrase)
        if place is None:
            continue
        before, after = said[:place], said[place + len(phrase) :]
        if not all(word in empty or (word in TURNS and not after) for word in before):
            return False
        return all(word in empty | _YET for word in after) or _is_what_is_not_known(after, question)
    return False


def _is_what_is_not_known(rest: Words, question: Question) -> bool:
    """``… om det finns ett avtal``, ``… summan``: no turn, no figure, and no other answer."""
    if not (TURNS | YES | NO).isdisjoint(rest) or any(word.isdigit() for word in rest):
        return False
    answers = {word for choice in question.choices for phrase in phrases_of(choice) for word in phrase}
    return rest[0] in AFTER_UNSURE or (len(rest) == 1 and rest[0] not in answers)

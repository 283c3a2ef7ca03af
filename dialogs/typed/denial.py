"""A no that is followed by what is denied: ``nej jag äger inget``."""

from dialogs.model import Question
from dialogs.typed.phrases import gist
from dialogs.typed.vocabulary import FRAME, FRIENDS, LIMITING, NO, NOT, RELATIVES, TURNS, YES, Words
from knowledge.swedish import words

_LONGEST = 6
"""Words. A longer answer tells a story."""


def denied(question: Question, said: Words) -> bool:
    """Whether *said* is a no and then one denial in the question's own words, and nothing else.

    Nobody else than the one who answers is named, and the denial does not begin what follows: "nej, inte nu"
    and "nej, inte nära" leave something open.
    """
    no, *rest = said
    if question.strict or no not in NO or not rest or rest[0] in NOT or len(rest) > _LONGEST:
        return False
    if not (RELATIVES | FRIENDS | TURNS | LIMITING | YES | NO | {"vet"}).isdisjoint(rest):
        return False
    texts = (question.text, *(text for choice in question.choices for text in (choice.label, *choice.also)))
    own = FRAME.union(*(words(text) for text in texts))
    stems = {gist((word,)) for word in own}
    return sum(word in NOT for word in rest) == 1 and all(
        word in NOT or word in own or gist((word,)) in stems for word in rest
    )

"""Whether a message goes on from the question before it, and what the two ask together."""

from collections.abc import Sequence

from knowledge.asking import Asked
from knowledge.confidence import CHOICES
from knowledge.model import Content, Text
from knowledge.swedish import tokens, words

LONGEST = 9
"""Words. What is longer says by itself what it is about."""
FEW_WORDS = 2
"""Telling words. With so few, what goes on is not understood alone, however well they fit something."""


class FollowUpSigns(Content):
    """Words that show that a message goes on from the one before."""

    begins: tuple[Text, ...]
    ends: tuple[Text, ...]
    refers: tuple[Text, ...]
    """Words for something that has been named."""


class FollowUps:
    """Tells messages that go on from those that stand alone."""

    def __init__(self, signs: FollowUpSigns) -> None:
        self._begins = [words(sign) for sign in signs.begins]
        self._ends = [words(sign) for sign in signs.ends]
        self._refers = {word for sign in signs.refers for word in words(sign)}

    def goes_on(self, text: str) -> bool:
        """Whether *text* may go on from the question before: short, and with a sign of it."""
        said = words(text)
        return 0 < len(said) <= LONGEST and (self._is_framed(said) or not self._refers.isdisjoint(said))

    def leans(self, text: str) -> bool:
        """Whether *text* says next to nothing without the question before: "och konsulter då?"."""
        return self._is_framed(words(text)) and len(tokens(text)) <= FEW_WORDS

    def _is_framed(self, said: Sequence[str]) -> bool:
        """Whether *said* begins or ends as what goes on does."""
        return any(said[: len(sign)] == sign for sign in self._begins) or any(
            said[-len(sign) :] == sign for sign in self._ends
        )

    def taken_together(self, text: str, alone: Asked, both: Asked, before: str | None) -> Asked:
        """What *text*, which goes on, is taken for; *alone* itself where the question before tells nothing.

        *alone* is what it asks by itself, and *both* with the question before it, which *before* answered.
        Another answer than that one is shown; the same one is offered beside what the text may ask alone.
        """
        agree = both.entry == alone.entry
        if alone.kind == "answer" and (agree or not self.leans(text)):
            return alone
        if both.kind == "answer" and both.entry != before and alone.kind != "answer":
            return both
        if both.kind == "none" or not both.candidates:
            return alone
        likely = both.candidates[:1] if both.kind == "answer" else both.candidates
        own = {"answer": alone.candidates[:1], "choose": alone.candidates}.get(alone.kind, ())
        offered: dict[str, float] = {}
        for subject, sure in (*likely, *own):
            offered.setdefault(subject, sure)
        return Asked("choose", None, both.confidence, tuple(offered.items())[:CHOICES])


def first_question(question: str) -> str:
    """What a question that others have gone on from was about."""
    return question.partition("\n")[0]


def with_follow_up(question: str, text: str) -> str:
    """*question* and what went on from it, as a person who takes over reads them."""
    return f"{first_question(question)}\n{text}"

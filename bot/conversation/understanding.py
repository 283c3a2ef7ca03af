"""What a message is before anything is answered: small talk, a command, a wish for a person, a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import Indel

from knowledge.swedish import stem, words

LONGEST_PHRASE = 9
"""Words. What is longer is a question, whatever it begins with."""
LONGEST_GREETING = 3
"""Words: "hej på dig"."""
NEARLY_SAME = 0.88
"""Indel similarity from which a phrase counts as misspelt."""
SHORTEST_MISSPELT = 5
"""Letters. Shorter phrases must be written right, so that "tack" is not "tak"."""


class Said(StrEnum):
    """What was said without asking anything."""

    GREETING = "greeting"
    THANKS = "thanks"
    BYE = "bye"
    HELP = "help"
    HUMAN = "human"
    MINE = "mine"
    """A wish to see one's own tickets."""
    CANCEL = "cancel"
    BACK = "back"
    RESTART = "restart"
    RESUME = "resume"
    STRAY = "stray"
    """A yes, a no or the like when nothing has been asked."""


ANSWERED_IN_A_LINE: Mapping[Said, str] = {
    Said.GREETING: "greeting",
    Said.THANKS: "thanks",
    Said.BYE: "bye",
    Said.STRAY: "stray",
    Said.CANCEL: "nothing_to_stop",
    Said.BACK: "nothing_to_go_back_in",
    Said.RESTART: "nothing_to_restart",
    Said.RESUME: "nothing_to_resume",
}
"""The text that answers what was said, where no dialog runs and no card is needed."""


@dataclass(frozen=True)
class Start:
    """A wish to start the guided dialog *flow*."""

    flow: str


IN_PASSING = frozenset({Said.GREETING, Said.THANKS, Said.STRAY})
"""What people begin with before they say what they want: hej, tack, nej …"""


class Phrases:
    """The phrases that are understood, from ``understands`` in the bot's wording."""

    def __init__(self, understands: Mapping[str, Sequence[str]], openings: Sequence[str] = ()) -> None:
        """Names that are not of ``Said`` are names of guided dialogs; *openings* begin a wish."""
        self._openings = sorted((" ".join(words(opening)) for opening in openings), key=len, reverse=True)
        said = {str(one) for one in Said}
        self._meaning: dict[str, Said | Start] = {}
        for name, phrases in understands.items():
            for phrase in phrases:
                self._meaning[" ".join(words(phrase))] = Said(name) if name in said else Start(name)
        self._misspelling = [phrase for phrase in self._meaning if len(phrase) >= SHORTEST_MISSPELT]

    def meaning(self, text: str) -> Said | Start | None:
        """What *text* says; None where it is something else, which is to be answered."""
        found = words(text)
        if not found or len(found) > LONGEST_PHRASE:
            return None
        phrase = " ".join(found)
        return self._known(phrase) or self._greeted(found) or self._misspelt(phrase)

    def after_greeting(self, text: str) -> str:
        """*text* without the greeting that it begins with; all of it where it is nothing else."""
        written = text.split()
        for length in range(min(LONGEST_GREETING, len(written) - 1), 0, -1):
            begins = " ".join(words(" ".join(written[:length])))
            if self._meaning.get(begins) is Said.GREETING:
                return text.split(maxsplit=length)[length]
        return text

    def _known(self, phrase: str) -> Said | Start | None:
        """The phrase itself, or what is left of it after the words that a wish begins with."""
        for opening in ("", *self._openings):
            known = self._meaning.get(phrase.removeprefix(opening).strip())
            if known:
                return known
        return None

    def _greeted(self, found: Sequence[str]) -> Said | Start | None:
        """The rest of a message that begins with a word in passing: ``hej, jag vill prata med någon``."""
        if len(found) > 1 and self._meaning.get(found[0]) in IN_PASSING:
            return self._known(" ".join(found[1:]))
        return None

    def _misspelt(self, phrase: str) -> Said | Start | None:
        near = process.extractOne(
            phrase, self._misspelling, scorer=Indel.normalized_similarity, score_cutoff=NEARLY_SAME
        )
        return self._meaning[near[0]] if near else None


def name_after(verbs: Sequence[str], text: str, names: Sequence[str]) -> int | None:
    """The place in *names* of the one that ``ändra värdet`` names whole; None where none is."""
    match words(text):
        case [verb, *rest] if verb in verbs and rest:
            found = [place for place, name in enumerate(names) if _are_same(rest, words(name))]
            return found[0] if len(found) == 1 else None
    return None


def _are_same(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the words are the same but for endings: ``värdet`` and ``värde``."""
    return len(some) == len(others) and all(
        not _stems(one).isdisjoint(_stems(other)) for one, other in zip(some, others, strict=True)
    )


def _stems(word: str) -> set[str]:
    """The stems that *word* may have, with and without a definite ending."""
    return {stem(word.removesuffix(ending)) for ending in ("", "t", "n", "et", "en")}


def number_after(verbs: Sequence[str], text: str) -> int | None:
    """The number in ``ändra 3`` or ``ändra svar 3``; 0 for a verb alone, None for anything else."""
    match words(text):
        case [verb, *between, number] if verb in verbs and number.isdigit() and len(number) < 4:  # noqa: PLR2004
            return int(number) if set(between) <= _BEFORE_NUMBER else None
        case [verb, *rest] if verb in verbs and set(rest) <= _BEFORE_NUMBER:
            return 0
    return None


_BEFORE_NUMBER = {"svar", "svaret", "nr", "nummer", "fraga", "fragan", "ett", "mitt"}

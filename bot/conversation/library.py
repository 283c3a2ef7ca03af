"""All content in one consistent piece: what the bot knows, what it can guide through, and the index."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.conversation.understanding import Phrases, Said
from dialogs.loader import load_flows
from dialogs.model import Flow
from knowledge.asking import Asked, Kind
from knowledge.confidence import CHOICES, Found, Match, Unclear, decide
from knowledge.loader import ORGANISATION, Knowledge, load
from knowledge.matcher import Candidate, Matcher
from knowledge.meaning import Meant
from knowledge.parts import questions
from knowledge.years import year_without_amounts

MOST_QUESTIONS = 8
"""Questions of one message that are looked at; more are for a person."""


@dataclass(frozen=True)
class Library:
    """Content that passed every check, ready to be asked."""

    knowledge: Knowledge
    flows: Mapping[str, Flow]
    index: Callable[[], Matcher]
    """Gives the index of the words, made when it is first asked for: in a second, and 90 MB for the time."""
    meant: Callable[[str], Meant] | None = None
    """What a language model makes of a question, where there is one."""

    @property
    def matcher(self) -> Matcher:
        """What finds entries by words."""
        return self.index()

    def knows(self, subject: str) -> bool:
        """Whether *subject* is an entry, or something that is not ours."""
        return subject in self.knowledge.entries or subject in self.knowledge.elsewhere

    def match(self, question: str) -> Match:
        """Which entry, or which matter that is not ours, the words of the question are about."""
        return decide(self.matcher.rank(question), self.knowledge.confidence)

    def match_closely(self, question: str) -> Match:
        """The same, with the meaning where the words leave it open; some 20 ms with a model."""
        return decide(self.ranked_closely(question)[0], self.knowledge.confidence)

    def ranked_closely(self, question: str) -> tuple[list[Candidate], bool]:
        """The candidates, best first, and whether the meaning was asked."""
        ranked = self.matcher.rank(question)
        settled = isinstance(decide(ranked, self.knowledge.confidence), Found)
        if self.meant is None or settled or not ranked:
            return ranked, False
        return self.matcher.rank(question, self.meant(question)), True

    def ask(self, question: str, phrases: Phrases) -> Asked:
        """What the bot makes of *question* in a fresh conversation, by its words."""
        question = phrases.after_greeting(question)
        return self._asked(self.match(question), question, phrases)

    def ask_closely(self, question: str, phrases: Phrases) -> Asked:
        """The same, by its words, and its meaning where they leave it open."""
        question = phrases.after_greeting(question)
        return self._asked(self.match_closely(question), question, phrases)

    def is_open(self, asked: Asked) -> bool:
        """Whether a closer look may tell more."""
        return self.meant is not None and asked.entry is None and asked.kind in {"choose", "none"}

    def _asked(self, match: Match, question: str, phrases: Phrases) -> Asked:
        candidates = tuple((likely.subject, round(likely.confidence, 4)) for likely in match.candidates)
        said = phrases.meaning(question)
        if said is Said.HUMAN:
            return Asked("human", None, 1.0, candidates)
        if isinstance(said, Said):
            return Asked("smalltalk", None, 1.0, candidates)
        best = candidates[0][1] if candidates else 0.0
        several = self._several(question)
        if len(several) > 1:
            return Asked("choose", None, several[0][1], several, several=True)
        match match:
            case Found(best=found) if year := self._unknown_year(question, found.subject):
                return Asked("none", None, best, candidates, unknown_year=year)
            case Found(best=found):
                kind: Kind = "answer" if found.subject in self.knowledge.entries else "none"
                return Asked(kind, found.subject, best, candidates)
            case Unclear():
                return Asked("choose", None, best, candidates)
        return Asked("none", None, best, candidates)

    def _unknown_year(self, question: str, subject: str) -> int | None:
        entry = self.knowledge.entries.get(subject)
        return year_without_amounts(question, entry, self.knowledge) if entry else None

    def _several(self, message: str) -> tuple[tuple[str, float], ...]:
        """The entries that are sure to answer the questions in *message*, each once, in their order."""
        parts = questions(message)[:MOST_QUESTIONS]
        if len(parts) < 2:  # noqa: PLR2004 - the message itself, which has been matched
            return ()
        found = [match.best for part in parts if isinstance(match := self.match(part), Found)]
        ours = [one for one in found if one.subject in self.knowledge.entries]
        return tuple({one.subject: (one.subject, round(one.confidence, 4)) for one in ours}.values())[
            :CHOICES
        ]


def open_library(organisation: Path | None = None) -> Library:
    """Load all content, with *organisation* as its own layer. Raises ``ContentError`` with every fault."""
    return library_of(load(organisation=organisation or ORGANISATION))


def library_of(knowledge: Knowledge) -> Library:
    """*knowledge* with the flows and its index. Raises ``ContentError`` with every fault in the flows."""
    return Library(knowledge, load_flows(knowledge), cache(lambda: Matcher.of(knowledge)))

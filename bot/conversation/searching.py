"""Answers to look up and put into any chat, outside a conversation: nothing is remembered."""

from dataclasses import dataclass
from datetime import date

from bot.conversation.answers import Answers
from bot.conversation.card import Card, Paragraph
from bot.conversation.understanding import Phrases
from knowledge.model import Entry

PREVIEW_LENGTH = 120
"""Characters of an answer beside its title in a list."""


@dataclass(frozen=True)
class Hit:
    """An answer that was found: how it stands in the list, and the card that it becomes."""

    title: str
    preview: str
    card: Card


@dataclass(frozen=True)
class Searching:
    """Looks up answers by what somebody types."""

    answers: Answers
    phrases: Phrases

    def hits(self, text: str, day: date) -> list[Hit]:
        """The best answers to *text* as they hold on *day*, best first; to nothing, what many ask."""
        if text.strip():
            found = [subject for subject, _ in self.answers.library.ask(text, self.phrases).candidates]
        else:
            common = self.answers.texts.items("welcome.suggestions")
            asked = (self.answers.library.ask(question, self.phrases).candidates for question in common)
            found = [candidates[0][0] for candidates in asked if candidates]
        entries = self.answers.library.knowledge.entries
        return [self._hit(entries[key], day) for key in dict.fromkeys(found) if key in entries]

    def _hit(self, entry: Entry, day: date) -> Hit:
        body = self.answers.body(entry, day)
        first = next((block.text for block in body if isinstance(block, Paragraph)), "")
        line = " ".join(first.split())
        preview = line if len(line) <= PREVIEW_LENGTH else line[: PREVIEW_LENGTH - 1].rsplit(" ", 1)[0] + "…"
        return Hit(
            entry.title, preview, Card(entry.title, tuple(body), footnote=self.answers.approval(entry))
        )

"""What the bot says of itself: the first words in a place, and help."""

from dataclasses import dataclass

from bot.conversation.answers import Answers
from bot.conversation.card import Bullets, Button, Card, Paragraph, Reply
from bot.conversation.turn import Person, Place, Scope


@dataclass(frozen=True)
class Introduction:
    """Says what can be asked for, with a button for each guided dialog."""

    answers: Answers

    def welcome(self, place: Place, added_by: Person) -> Reply:
        """The first words in a place where the bot was just added; others are told who did it."""
        texts = self.answers.texts
        if place.scope is not Scope.PERSONAL:
            by = texts("welcome.added_by", name=added_by.name) if added_by.name else ""
            return Reply(f"{by} {texts('welcome.channel')}".strip())
        unit = self.answers.library.knowledge.unit.name
        card = Card(
            texts("welcome.title"),
            (Paragraph(texts("welcome.text", unit=unit)), Paragraph(texts("welcome.note"), quiet=True)),
            tuple(self._starts()),
        )
        return Reply(card, suggestions=texts.items("welcome.suggestions"))

    def help(self) -> Reply:
        """What the bot does, and the way to a person."""
        texts = self.answers.texts
        card = Card(
            texts("help.title"),
            (Bullets("", texts.items("help.items")), Paragraph(texts("welcome.note"), quiet=True)),
            (*self._starts(), Button(texts("button.ask_expert"), "handover.open", {"draft": ""})),
        )
        return Reply(card, {"kind": "smalltalk"})

    def _starts(self) -> list[Button]:
        """A button for each guided dialog."""
        texts, flows = self.answers.texts, self.answers.library.flows
        in_order = [name for name in texts.understands if name in flows]
        return [
            Button(texts(f"button.start.{name}"), "dialog.start", {"flow": name}, wide=True)
            for name in in_order
        ]

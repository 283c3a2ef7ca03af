"""The terminal as a channel: replies as text, buttons as numbers, forms as questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.conversation.card import Button, Card, ChoiceInput, Reply, TextInput
from bot.conversation.plain import plain_text, printable
from bot.conversation.turn import Action, Place
from bot.tickets.postman import Postman

CHANNEL = "terminal"

Ask = Callable[[str], str]
Show = Callable[[str], None]


@dataclass(frozen=True)
class PastTerminals:
    """A postman who leaves out terminals, where nobody can be reached: they look for news themselves."""

    postman: Postman

    async def post(self, place: Place, reply: Reply, thread: str = "") -> str:
        """Post where somebody can be reached."""
        return "" if place.channel == CHANNEL else await self.postman.post(place, reply, thread)

    async def update(self, place: Place, message_id: str, reply: Reply) -> None:
        """Update where somebody can be reached."""
        if place.channel != CHANNEL:
            await self.postman.update(place, message_id, reply)


@dataclass
class Terminal:
    """Shows replies and turns what is typed into texts and actions. *ask* reads a line, *show* writes one."""

    ask: Ask
    show: Show
    _buttons: list[tuple[Button, Card]] = field(default_factory=list)

    def render(self, replies: Sequence[Reply]) -> None:
        """Show *replies*. The numbers to press are those of these replies; earlier ones are gone.

        The last card's come first, so that a check's question keeps its numbers whatever stands before it.
        """
        cards = [reply.content for reply in replies if isinstance(reply.content, Card)]
        self._buttons = [
            (button, card)
            for card in (*cards[-1:], *cards[:-1])
            for button in card.buttons
            if isinstance(button, Button)
        ]
        places = {id(button): number for number, (button, _) in enumerate(self._buttons, 1)}
        for reply in replies:
            if isinstance(reply.content, str):
                self.show(f"\n{printable(reply.content)}")
                continue
            card = reply.content
            self.show(f"\n{plain_text(card)}")
            for block in card.blocks:
                if isinstance(block, TextInput) and block.value:
                    self.show(f"\n{printable(block.label)}: {printable(block.value)}")
            for button in card.buttons:
                if isinstance(button, Button):
                    self.show(f"  [{places[id(button)]}] {printable(button.label)}")

    def render_news(self, replies: Sequence[Reply]) -> None:
        """Show *replies* that nobody asked for just now; the buttons on the screen keep their numbers."""
        for reply in replies:
            text = reply.content if isinstance(reply.content, str) else plain_text(reply.content)
            self.show(f"\n{printable(text)}")

    def read(self, line: str) -> str | Action:
        """What *line* is: the action of a button's number, after its form has been filled in, or a text."""
        if not line.strip().isdigit() or not 1 <= int(line) <= len(self._buttons):
            return line
        button, card = self._buttons[int(line) - 1]
        if self._may_be_an_answer(button, card) and not self._is_meant(button, line.strip()):
            return line
        values = dict(button.data)
        if button.sends_inputs:
            values |= {
                block.id: self._fill_in(block) for block in card.blocks if isinstance(block, TextInput)
            }
            values |= {
                block.id: self._choose(block) for block in card.blocks if isinstance(block, ChoiceInput)
            }
        return Action(button.action, values)

    def _may_be_an_answer(self, button: Button, card: Card) -> bool:
        """Whether a number may answer a check's question as well as press *button*."""
        asks = any(isinstance(block, TextInput) for block in card.blocks)
        return asks and button.action.startswith("dialog.") and not button.sends_inputs

    def _is_meant(self, button: Button, number: str) -> bool:
        label = printable(button.label)
        meant = self.ask(
            f"Menar du knappen ”{label}”? Skriv j för ja. Annars läser jag {number} som ett svar: "
        )
        return meant.strip().casefold() in {"j", "ja"}

    def _fill_in(self, block: TextInput) -> str:
        """Enter alone keeps what stood in the field."""
        kept = " (Enter behåller texten)" if block.value else ""
        return self.ask(f"{printable(block.label)}{kept}: ") or block.value

    def _choose(self, block: ChoiceInput) -> str:
        for number, (_, label) in enumerate(block.choices, 1):
            self.show(f"  ({number}) {printable(label)}")
        typed = self.ask(f"{printable(block.label)}: ").strip()
        if typed.isdigit() and 1 <= int(typed) <= len(block.choices):
            return block.choices[int(typed) - 1][0]
        return block.value

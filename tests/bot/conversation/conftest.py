"""A real conversation over the shipped content and a real database, with a person on the other side."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.app import NoRoster, Talk, build_talk
from bot.conversation.card import Button, Card, Reply
from bot.conversation.expert_desk import Roster
from bot.conversation.library import Library
from bot.conversation.plain import plain_text
from bot.conversation.turn import Action, Person, Place, Scope, Turn
from bot.settings import Settings
from bot.store.store import Store, open_store

EXPERTS = "19:experts@thread.tacv2"
DAY = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@dataclass
class Chat:
    """One person in one place, talking with the bot."""

    talk: Talk
    person: Person
    place: Place
    at: datetime = DAY
    seen: list[Reply] = field(default_factory=list)
    _ids: count = field(default_factory=count)

    async def say(self, text: str) -> str:
        """Write *text*; all that the bot says to it, as plain text."""
        return await self._turn(text=text)

    async def press(self, label: str, **inputs: str) -> str:
        """Press the newest button that is called *label*, with its form filled in."""
        button = self.button(label)
        values = {**button.data, **inputs} if button.sends_inputs else dict(button.data)
        return await self.act(button.action, **values)

    async def act(self, action: str, **values: str) -> str:
        """Send a button's data as a client would, whatever card it stood on."""
        return await self._turn(action=Action(action, values))

    def button(self, label: str) -> Button:
        for reply in reversed(self.seen):
            if isinstance(reply.content, Card):
                for button in reply.content.buttons:
                    if isinstance(button, Button) and button.label == label:
                        return button
        raise AssertionError(f"no button {label!r} in {[b.label for b in self.last.buttons]}")

    @property
    def last(self) -> Card:
        """The newest card."""
        return next(r.content for r in reversed(self.seen) if isinstance(r.content, Card))

    def facts(self) -> dict[str, object]:
        """What a test client sees of the newest reply that says anything of itself."""
        return dict(next(reply.facts for reply in reversed(self.seen) if reply.facts))

    def later(self, **passed: float) -> None:
        self.at += timedelta(**passed)

    async def _turn(self, text: str = "", action: Action | None = None) -> str:
        turn = Turn(
            f"t{next(self._ids)}", self.person, self.place, self.at, text=text, action=action, card="card-1"
        )
        replies = await self.talk.conversation.turn(turn)
        self.seen += replies
        return "\n\n".join(
            r.content if isinstance(r.content, str) else plain_text(r.content) for r in replies
        )


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def enter(enter_with: Callable[[Roster], Callable[..., Chat]]) -> Callable[..., Chat]:
    """Somebody enters a place; the same *talk* may be entered by several."""
    return enter_with(NoRoster())


@pytest.fixture
def enter_with(library: Library, store: Store) -> Callable[[Roster], Callable[..., Chat]]:
    """``enter``, where the experts' team is as a roster says."""
    talks: dict[str, Talk] = {}
    teams: list[Roster] = []

    def enter(
        name: str = "Beställare",
        scope: Scope = Scope.PERSONAL,
        conversation: str = "",
        channel: str = EXPERTS,
    ) -> Chat:
        if channel not in talks:
            talks[channel] = build_talk(
                library,
                store,
                settings=Settings(expert_channel_id=channel, expert_service_url="http://localhost:1/"),
                kick=lambda: None,
                observe=lambda *_: None,
                roster=teams[-1],
            )
        place = Place("msteams", conversation or f"a:{name}", scope, "http://localhost:1/")
        return Chat(talks[channel], Person(f"29:{name}", name), place)

    def with_team(team: Roster) -> Callable[..., Chat]:
        teams.append(team)
        return enter

    return with_team


@pytest.fixture
def chat(enter: Callable[..., Chat]) -> Chat:
    return enter()


@pytest.fixture
def expert(enter: Callable[..., Chat]) -> Chat:
    return enter("Upphandlare", Scope.CHANNEL, f"{EXPERTS};messageid=1")

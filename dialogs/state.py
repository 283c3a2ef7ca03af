"""Where a conversation is: its answers in the order they were given. And what can go wrong in it."""

import json
from dataclasses import dataclass, field
from datetime import date

Answer = tuple[str, str | int]
"""A fact and what was answered. A choice that opens another question is kept too: it shows the way taken."""


class DialogError(Exception):
    """Base of what can go wrong in a conversation."""


class StateError(DialogError):
    """The state cannot be read, or does not fit the flow. Start again."""


class FlowChangedError(DialogError):
    """The flow or its amounts have changed since the conversation began. Say so, and ``renew`` it."""


class NotAskedError(DialogError):
    """The answer is to a question neither asked now nor answered before: an old button, for instance."""


class NotAChoiceError(DialogError):
    """The answer is none that the question offers."""


@dataclass(frozen=True)
class DialogState:
    """Where a conversation is. Shows no answers when printed: they may be about a conflict of interest."""

    flow: str
    version: int
    day: date
    """The day the case is decided for; the flow never asks for it."""
    answers: tuple[Answer, ...] = field(default=(), repr=False)
    waiting: tuple[Answer, ...] = field(default=(), repr=False)
    """Answers given before, to questions that come again."""
    amounts: str = ""
    """The mark of the dated amounts that the conversation goes by."""


def to_json(state: DialogState) -> str:
    """*state* as JSON text."""
    return json.dumps(
        {
            "flow": state.flow,
            "version": state.version,
            "day": state.day.isoformat(),
            "answers": state.answers,
            "waiting": state.waiting,
            "amounts": state.amounts,
        },
        ensure_ascii=False,
    )


def from_json(text: str) -> DialogState:
    """The state that ``to_json`` wrote. Raises ``StateError`` on anything else."""
    try:
        match json.loads(text):
            case {
                "flow": str(flow),
                "version": int(version),
                "day": str(day),
                "answers": list(answers),
                "waiting": list(waiting),
                "amounts": str(amounts),
                **rest,
            } if not rest and not isinstance(version, bool):
                given, again = tuple(map(_answer, answers)), tuple(map(_answer, waiting))
                return DialogState(flow, version, date.fromisoformat(day), given, again, amounts)
    except ValueError:
        pass
    raise StateError("samtalets läge går inte att läsa – börja om")


def _answer(raw: object) -> Answer:
    match raw:
        case [str(fact), str(value)]:
            return fact, value
        case [str(fact), int(value)] if not isinstance(value, bool):
            return fact, value
    raise ValueError(raw)

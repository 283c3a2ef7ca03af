"""The bot's own wording is complete: what the code says exists, and what exists is said."""

import re
from pathlib import Path

from bot.conversation.understanding import Said
from bot.texts import swedish
from bot.tickets.model import PostKind, Resolution, TicketState
from bot.tickets.moves import MoveName
from bot.tickets.sensitive import Kind
from dialogs.typed.amount_doubts import Doubt
from dialogs.whole_value import PARTS, VAT_RATES

BOT = Path(__file__).parent.parent.parent / "bot"
CODE = "\n".join(file.read_text(encoding="utf-8") for file in BOT.rglob("*.py"))


def keys() -> set[str]:
    return set(swedish()._says)


def said_by_the_code() -> set[str]:
    """Keys written out, and those put together from a state, a dialog or a word of small talk."""
    whole = {key for key in keys() if f'"{key}"' in CODE or f"'{key}'" in CODE}
    parts = {
        f"{what}.{state}" for what in ("ticket.state", "ticket.title", "case.title") for state in TicketState
    }
    parts |= {f"{what}.{move}" for what in ("move", "thread") for move in MoveName}
    parts |= {f"post.{kind}" for kind in PostKind} | {
        f"ticket.{what}.{one}" for what in ("resolution", "why") for one in Resolution
    }
    parts |= {f"digest.{count}" for count in ("open", "unheld", "overdue", "waiting")}
    parts |= {f"handover.seen.{kind}" for kind in Kind}
    parts |= {f"ticket.helped.{said}" for said in ("true", "false")}
    parts |= {str(one) for one in Said}
    parts |= {f"button.start.{name}" for name in ("direktupphandling", "jav", "ansvar")}
    parts |= {f"button.{move}" for move in re.findall(r'_button\(\s*"([a-z_]+)"', CODE)}
    parts |= {f"amount.{doubt}" for doubt in Doubt}
    parts |= {f"counting.{part}" for part in PARTS} | {f"counting.vat.{rate}" for rate in VAT_RATES}
    parts |= {f"counting.wrong.{part}" for part in (*PARTS, "total")}
    return whole | (parts & keys())


def test_every_text_is_said_somewhere():
    """A text that nothing says is removed."""
    assert keys() - said_by_the_code() == set()


def test_every_key_in_the_code_exists():
    """A missing text would be found by a reader, in the middle of a turn."""
    used = set(re.findall(r'texts\(\s*"([a-z_.]+)"', CODE)) | set(re.findall(r'items\("([a-z_.]+)"\)', CODE))
    assert used - keys() == set()


def test_phrases_are_about_something_the_bot_can_do():
    """Each group of phrases is small talk, a command or a dialog."""
    known = {str(one) for one in Said} | {"direktupphandling", "jav", "ansvar"}
    assert set(swedish().understands) == known

"""Blocks that editors have written: the same ones are shown again and again, so they are written out once.

What somebody wrote or answered stands in blocks of other kinds, and of those nothing is kept.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from bot.conversation.card import Block, Checklist, Details, Sources, Steps

T = TypeVar("T")

KEPT = 512
"""Blocks that are kept as they were written out last; some 400 make up all answers."""


def once_if_edited(write: Callable[[Block], T]) -> Callable[[Block], T]:
    """*write*, which gives what it gave before for a block of the content; nobody may change that."""
    kept = lru_cache(maxsize=KEPT)(write)

    @wraps(write)
    def written(block: Block) -> T:
        return kept(block) if isinstance(block, Steps | Checklist | Sources | Details) else write(block)

    return written

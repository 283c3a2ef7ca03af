"""What takes long is done aside, so that no other turn waits for it."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Aside(Protocol):
    """Does *heavy* where no other turn waits for it, or gives *light* when there is no time for it."""

    def __call__(self, heavy: Callable[[], T], light: T) -> Awaitable[T]: ...  # noqa: D102

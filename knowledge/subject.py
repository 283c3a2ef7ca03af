"""What can be asked about, seen by the matcher: an entry, or a matter that is not ours."""

from collections.abc import Sequence
from typing import Protocol


class Subject(Protocol):
    """Something with a title, and the ways people ask for it."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def wordings(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def keywords(self) -> Sequence[str]: ...  # noqa: D102

"""What the bot makes of a question: the kind of its reply, what it shows and what came near."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["answer", "choose", "none", "smalltalk", "human"]


@dataclass(frozen=True)
class Asked:
    """A question, understood."""

    kind: Kind
    entry: str | None
    """What is shown: an entry, or a matter that is not ours."""
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    """The best three in every kind, also where nothing was shown."""
    unknown_year: int | None = None
    """The year that was asked about, where the best candidate's amounts are not known for it."""
    several: bool = False
    """The message held several questions, and the candidates answer one each."""

    @property
    def shown(self) -> tuple[tuple[str, float], ...]:
        """Which of the candidates the reader was shown."""
        if self.kind == "choose":
            return self.candidates
        return self.candidates[:1] if self.kind == "answer" else ()

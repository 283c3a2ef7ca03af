"""From scores to a decision: answer, offer choices, or say that nothing fits.

A wrong answer costs more than an honest "vet inte", so an answer takes a high confidence, while a list of
choices, which always holds "inget av dessa", takes a low one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.matcher import Candidate
from knowledge.model import Confidence

CHOICES = 3
"""How many candidates are offered or told at most."""


@dataclass(frozen=True)
class Likely:
    """A subject and the probability, 0 to 1, that it is what was asked for."""

    subject: str
    confidence: float


@dataclass(frozen=True)
class Found:
    """One subject is what was asked for."""

    best: Likely
    candidates: tuple[Likely, ...]


@dataclass(frozen=True)
class Unclear:
    """Several subjects may be what was asked for; ask the user to choose."""

    candidates: tuple[Likely, ...]


@dataclass(frozen=True)
class NothingFound:
    """Nothing fits; *candidates* are the nearest all the same, for a person who takes over."""

    candidates: tuple[Likely, ...]


Match = Found | Unclear | NothingFound


def decide(ranked: Sequence[Candidate], bands: Confidence) -> Match:
    """The decision for *ranked* candidates, best first."""
    likely = tuple(
        Likely(candidate.subject, probability(ranked, position, bands))
        for position, candidate in enumerate(ranked[:CHOICES])
    )
    if not likely or likely[0].confidence < bands.unsure:
        return NothingFound(likely)
    if likely[0].confidence >= bands.sure:
        return Found(likely[0], likely)
    return Unclear(likely)


def probability(ranked: Sequence[Candidate], position: int, bands: Confidence) -> float:
    """How likely it is that the candidate at *position* is right; one that is not first trails."""
    score = ranked[position].score
    rivals = [candidate.score for i, candidate in enumerate(ranked) if i != position]
    lead = score - max(rivals, default=0.0)
    return 1 / (1 + math.exp(-(bands.intercept + bands.score * score + bands.margin * lead)))

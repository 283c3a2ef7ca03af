"""From scores to a decision: answer, offer choices, or say that nothing fits.

A wrong answer costs more than an honest "vet inte", so an answer takes a high confidence, while a list of
choices, which always holds "inget av dessa", takes a low one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge.matcher import Candidate
from knowledge.model import Confidence, Weights

CHOICES = 3
"""How many candidates are offered or told at most."""

VERBATIM = 0.99
"""How sure it is that somebody who writes a wording word for word means its subject."""


@dataclass(frozen=True)
class Likely:
    """A subject and the probability, 0 to 1, that it is what was asked for."""

    subject: str
    confidence: float


@dataclass(frozen=True)
class Readings:
    """What is seen of a candidate: see ``knowledge.model.Weights``."""

    score: float
    lead: float
    coverage: float
    length: float
    nearness: float | None


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


def decide(ranked: Sequence[Candidate], confidence: Confidence) -> Match:
    """The decision for *ranked* candidates, best first; none is surer than the one before it."""
    sure = accumulate((probability(ranked, at, confidence) for at in range(len(ranked[:CHOICES]))), min)
    likely = tuple(Likely(one.subject, how) for one, how in zip(ranked, sure, strict=False))
    if not likely or likely[0].confidence < confidence.unsure:
        return NothingFound(likely)
    if likely[0].confidence >= confidence.sure:
        return Found(likely[0], likely)
    return Unclear(likely)


def probability(ranked: Sequence[Candidate], position: int, confidence: Confidence) -> float:
    """How likely it is that the candidate at *position* is right."""
    if ranked[position].verbatim:
        return VERBATIM
    read = readings(ranked, position)
    weights = confidence.words if read.nearness is None else confidence.meaning or confidence.words
    return 1 / (1 + math.exp(-weighed(read, weights)))


def readings(ranked: Sequence[Candidate], position: int = 0) -> Readings:
    """What the probability is read from."""
    candidate = ranked[position]
    rivals = [other.score for at, other in enumerate(ranked) if at != position]
    lead = candidate.score - max(rivals, default=0.0)
    length = math.log1p(candidate.telling)
    return Readings(candidate.score, lead, candidate.coverage, length, candidate.nearness)


def weighed(read: Readings, weights: Weights) -> float:
    """The logarithm of the odds that a candidate with these readings is right."""
    return (
        weights.intercept
        + weights.score * read.score
        + weights.lead * read.lead
        + weights.coverage * read.coverage
        + weights.length * read.length
        + weights.nearness * (read.nearness or 0.0)
    )

"""Fits the confidence to the content itself, by asking the content its own wordings.

Three kinds of questions: each wording with that wording left out (as written, with a slip of the keyboard,
and as keywords), which should find its subject; each wording with its subject left out, which should find
nothing; and what is not ours, which must not find an entry.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.matcher import Candidate, Matcher, Subject
from knowledge.model import Confidence
from knowledge.swedish import STOP_WORDS, words

ROUNDS = 25
"""Newton steps; the fit has three unknowns and settles in fewer than ten."""


@dataclass(frozen=True)
class Example:
    """What the matcher said to one question, and whether its first candidate was right."""

    question: str
    score: float
    lead: float
    right: bool
    expected: str
    found: str


def examples(
    matcher: Matcher, entries: Sequence[Subject], elsewhere: Sequence[Subject], seed: int = 1
) -> Iterator[Example]:
    """Every wording asked in its forms. The same content and seed give the same examples."""
    chance = random.Random(seed)  # noqa: S311 - slips of the keyboard, not secrets
    forms: tuple[Callable[[str], str], ...] = (str, lambda text: slip(text, chance), as_keywords)
    ours = {entry.id for entry in entries}
    for subject in (*entries, *elsewhere):
        for wording in subject.wordings:
            for form in forms if subject.id in ours else forms[:1]:
                asked = form(wording)
                ranked = matcher.rank(asked, hide_row=wording)
                yield from _example(asked, ranked, subject.id)
            yield from _example(wording, matcher.rank(wording, hide=subject.id), "")


def _example(question: str, ranked: Sequence[Candidate], expected: str) -> Iterator[Example]:
    if ranked:
        lead = ranked[0].score - (ranked[1].score if len(ranked) > 1 else 0.0)
        found = ranked[0].subject
        yield Example(question, ranked[0].score, lead, found == expected, expected, found)


def fit(found: Sequence[Example]) -> Confidence:
    """The logistic that fits *found* best, with a touch of ridge so that few examples do not run away."""
    features = np.array([[1.0, example.score, example.lead] for example in found])
    right = np.array([float(example.right) for example in found])
    coefficients = np.zeros(3)
    ridge = np.diag([0.0, 1e-3, 1e-3])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-features @ coefficients))
        slope = features.T @ (right - likely) - ridge @ coefficients
        curve = (features * (likely * (1 - likely))[:, None]).T @ features + ridge
        coefficients += np.linalg.solve(curve, slope)
    intercept, score, margin = (round(float(value), 3) for value in coefficients)
    return Confidence(intercept=intercept, score=score, margin=margin)


def slip(text: str, chance: random.Random) -> str:
    """*text* with two neighbouring letters of its longest word changed places."""
    longest = max(text.split(), key=len)
    if len(longest) < 4:  # noqa: PLR2004 - shorter words must be written right
        return text
    at = chance.randrange(1, len(longest) - 2)
    return text.replace(longest, longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :], 1)


def as_keywords(text: str) -> str:
    """*text* as somebody in a hurry writes it: the telling words alone."""
    return " ".join(word for word in words(text) if word not in STOP_WORDS) or text

"""Fits the confidence to the content itself, by asking the content its own wordings.

Three kinds of questions: each wording with that wording left out (as written, with a slip of the keyboard,
and as keywords), which should find its subject; each wording with its subject left out, which should find
nothing; and what nothing here answers, which should find nothing either. The entries' test questions are not
among them: they measure what is fitted here.
"""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.confidence import CHOICES, Found, Readings, decide, readings
from knowledge.loader import Knowledge
from knowledge.matcher import Candidate, Matcher
from knowledge.meaning import Meaning, Meant
from knowledge.model import Confidence, LeftOut, Weights
from knowledge.swedish import STOP_WORDS, words

ROUNDS = 25
"""Newton steps; the fit has six unknowns at most and settles in fewer than ten."""
SHARES: Mapping[str, float] = {"wording": 0.8, "no subject": 0.02, "outside": 0.18}
"""What each kind of question counts in the fit, however many there are.

Most of what is asked is ours, some is not, and little is ours without having an answer yet. With these shares
the confidence lies near how often it is right, on the entries' test questions and on what nothing answers."""

USUAL = Confidence(sure=0.9, unsure=0.1)
"""The bands of content that has not chosen its own."""


@dataclass(frozen=True)
class Example:
    """What the matcher said to one question: candidates, best first, at least one."""

    kind: str
    question: str
    ranked: Sequence[Candidate]
    expected: str
    """The id of the subject; empty where nothing fits."""

    @property
    def readings(self) -> Readings:
        """What the confidence is read from."""
        return readings(self.ranked)

    @property
    def right(self) -> bool:
        """Whether the first candidate is right."""
        return self.ranked[0].subject == self.expected


def examples(knowledge: Knowledge, matcher: Matcher, seed: int = 1) -> Iterator[Example]:
    """Every wording in its forms, words alone. The same content and seed give the same examples."""
    chance = random.Random(seed)  # noqa: S311 - slips of the keyboard, not secrets
    forms: tuple[Callable[[str], str], ...] = (str, lambda text: slip(text, chance), as_keywords)
    for subject in knowledge.subjects:
        for wording in subject.wordings:
            for form in forms if subject.id in knowledge.entries else forms[:1]:
                asked = form(wording)
                yield from _example("wording", asked, matcher.rank(asked, hide_row=wording), subject.id)
            yield from _example("no subject", wording, matcher.rank(wording, hide=subject.id), "")
    for question in knowledge.foreign:
        yield from _example("outside", question, matcher.rank(question), "")


def examples_with_meaning(
    knowledge: Knowledge, matcher: Matcher, meaning: Meaning, foreign: Sequence[Meant]
) -> Iterator[Example]:
    """Every wording as written, words and meaning. *foreign* is what ``knowledge.foreign`` means."""
    left_out = meaning.left_out()
    for subject in knowledge.subjects:
        for sentence in dict.fromkeys([subject.title, *subject.wordings]):
            meant = next(left_out)
            if sentence in subject.wordings:
                found = matcher.rank(sentence, meant, hide_row=sentence)
                yield from _example("wording", sentence, found, subject.id)
                yield from _example(
                    "no subject", sentence, matcher.rank(sentence, meant, hide=subject.id), ""
                )
    for question, meant in zip(knowledge.foreign, foreign, strict=True):
        yield from _example("outside", question, matcher.rank(question, meant), "")


def _example(kind: str, question: str, ranked: Sequence[Candidate], expected: str) -> Iterator[Example]:
    if ranked:
        yield Example(kind, question, ranked, expected)


def calibrated(
    knowledge: Knowledge, by_words: Sequence[Example], by_meaning: Sequence[Example] | None
) -> Confidence:
    """The confidence that fits the examples; the bands are those that the content has chosen."""
    chosen = knowledge.confidence
    if chosen == Confidence():
        chosen = USUAL
    fitted = Confidence(
        sure=chosen.sure,
        unsure=chosen.unsure,
        fitted_to=knowledge.wording_version,
        words=fit(by_words),
        meaning=fit(by_meaning) if by_meaning else None,
    )
    words_alone = {(one.expected, one.question): one for one in by_words if _is_own_wording(one, knowledge)}
    measured = {"words_left_out": left_out(words_alone.values(), fitted)}
    if by_meaning:
        closely = (
            words if isinstance(decide(words.ranked, fitted), Found) else one
            for one in by_meaning
            if one.kind == "wording" and (words := words_alone.get((one.expected, one.question)))
        )
        measured["meaning_left_out"] = left_out(list(closely), fitted)
    return fitted.model_copy(update=measured)


def _is_own_wording(example: Example, knowledge: Knowledge) -> bool:
    """Whether the question is a wording of an entry, as it is written."""
    entry = knowledge.entries.get(example.expected)
    return example.kind == "wording" and entry is not None and example.question in entry.wordings


def left_out(asked: Collection[Example], confidence: Confidence) -> LeftOut:
    """How questions that were *asked* with their own wording left out are decided with *confidence*."""
    shown = [example for example in asked if isinstance(decide(example.ranked, confidence), Found)]
    three = sum(any(one.subject == example.expected for one in example.ranked[:CHOICES]) for example in asked)
    return LeftOut(
        first=_share(sum(example.right for example in asked), asked),
        three=_share(three, asked),
        answered=_share(len(shown), asked),
        wrong=_share(sum(not example.right for example in shown), shown),
    )


def _share(part: int, of: Collection[Example]) -> float:
    return round(part / max(len(of), 1), 4)


def fit(found: Sequence[Example]) -> Weights:
    """The logistic that fits *found* best, with a touch of ridge so that few examples do not run away."""
    features = np.array([_features(example.readings) for example in found])
    right = np.array([float(example.right) for example in found])
    kinds = Counter(example.kind for example in found)
    weight = np.array([SHARES[example.kind] * len(found) / kinds[example.kind] for example in found])
    coefficients = np.zeros(features.shape[1])
    ridge = np.diag([0.0, *[1e-2] * (len(coefficients) - 1)])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-features @ coefficients))
        slope = features.T @ (weight * (right - likely)) - ridge @ coefficients
        curve = (features * (weight * likely * (1 - likely))[:, None]).T @ features + ridge
        coefficients += np.linalg.solve(curve, slope)
    rounded = [round(float(value), 3) for value in coefficients]
    return Weights(**dict(zip(Weights.model_fields, rounded, strict=False)))


def _features(read: Readings) -> list[float]:
    nearness = [] if read.nearness is None else [read.nearness]
    return [1.0, read.score, read.lead, read.coverage, read.length, *nearness]


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

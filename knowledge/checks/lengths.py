"""Too few ways of asking, and too much to read."""

from collections.abc import Iterator

from knowledge.checks.finding import Examined, Finding

FEWEST_WORDINGS = 12
FEWEST_KEYWORDS = 8
LONGEST_ANSWER = 60
"""Words; what is more belongs under ``steps`` or ``details``."""


def few_wordings(examined: Examined) -> Iterator[Finding]:
    """Entries that are asked for in too few ways to be found by the words of people who differ."""
    for entry in examined.knowledge.entries.values():
        missing = FEWEST_WORDINGS - len(entry.wordings)
        if missing > 0:
            problem = f"{len(entry.wordings)} formuleringar – skriv minst {missing} till"
            yield Finding("entries", entry.id, ("wordings",), problem)


def few_keywords(examined: Examined) -> Iterator[Finding]:
    """Entries with too few keywords to be found by a word alone."""
    for entry in examined.knowledge.entries.values():
        missing = FEWEST_KEYWORDS - len(entry.keywords)
        if missing > 0:
            problem = f"{len(entry.keywords)} nyckelord – skriv minst {missing} till"
            yield Finding("entries", entry.id, ("keywords",), problem)


def long_answers(examined: Examined) -> Iterator[Finding]:
    """Answers that are no longer short. An amount counts as one word."""
    for entry in examined.knowledge.entries.values():
        length = len(entry.answer.split())
        if length > LONGEST_ANSWER:
            problem = (
                f"{length} ord, högst {LONGEST_ANSWER} får plats – korta, eller flytta något till 'details'"
            )
            yield Finding("entries", entry.id, ("answer",), problem)


def too_large_to_show(examined: Examined) -> Iterator[Finding]:
    """What cannot be sent, for it is larger than a message may be."""
    knowledge = examined.knowledge
    for section, subjects in (("entries", knowledge.entries), ("elsewhere", knowledge.elsewhere)):
        for subject in subjects:
            over = examined.bytes_over(subject)
            if over > 0:
                problem = f"svaret är {over} byte för stort för att kunna skickas – korta texterna"
                yield Finding(section, subject, (), problem)

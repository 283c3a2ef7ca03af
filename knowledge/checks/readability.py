"""How hard a text is to read."""

import re
from collections.abc import Iterator, Sequence

from knowledge.checks.finding import Examined, Finding
from knowledge.loader import PLACEHOLDER
from knowledge.swedish import words

HARDEST = 55
"""LIX; from 50 on a text is called hard, from 60 very hard."""
LONG_WORD = 6
"""Letters; a word is long when it has more."""

_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÅÄÖ])")
"""Between sentences. A full stop before a small letter or a number ends none: "19 a kap. 2 §", "t.ex."."""


def hard_texts(examined: Examined) -> Iterator[Finding]:
    """Entries whose answer and steps are hard to read, with the sentence to begin with."""
    for entry in examined.knowledge.entries.values():
        sentences = [one for text in (entry.answer, *entry.steps) for one in _sentences(text)]
        measure = round(lix(sentences))
        if measure > HARDEST:
            longest = max(sentences, key=lambda sentence: len(words(sentence)))
            problem = f"svårläst, LIX {measure} (högst {HARDEST}) – korta den längsta meningen: {longest!r}"
            yield Finding("entries", entry.id, ("answer",), problem)


def lix(sentences: Sequence[str]) -> float:
    """The readability index LIX: words per sentence, and long words per hundred words.

    Carl-Hugo Björnsson, *Läsbarhet* (1968). 0 for no words.
    """
    said = [word for sentence in sentences for word in words(sentence)]
    if not said:
        return 0.0
    long_words = sum(len(word) > LONG_WORD for word in said)
    return len(said) / len(sentences) + 100 * long_words / len(said)


def _sentences(text: str) -> list[str]:
    """The sentences of *text*, with each amount as a word."""
    return _END.split(PLACEHOLDER.sub("belopp", text))

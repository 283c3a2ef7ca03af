"""What is wrong with content though each file is right: rules that texts keep, whoever writes them."""

import re
from collections.abc import Iterator

from knowledge.model import Entry

_AMOUNT = re.compile(
    r"\d[\d\s.,]*(?:kr|kronor|euro|sek|eur|tkr|mkr|miljon|miljoner|tusen)\b", flags=re.IGNORECASE
)


Place = tuple[str | int, ...]


def faults_in(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Where *entry* breaks a rule, and the mend: an amount has a date and a source; it is never typed."""
    texts: list[tuple[Place, str]] = [(("answer",), entry.answer), (("details",), entry.details or "")]
    texts += [(("steps", number), step) for number, step in enumerate(entry.steps)]
    for place, text in texts:
        typed = _AMOUNT.search(text)
        if typed:
            yield place, f"{typed[0]!r} är skrivet för hand – skriv beloppet som {{namnet på parametern}}"

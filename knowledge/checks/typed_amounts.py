"""An amount has a date and a source, so it is never typed."""

import re
from collections.abc import Iterator

from knowledge.model import Entry
from knowledge.yaml_reader import Path_

_AMOUNT = re.compile(
    r"\d[\d\s.,]*(?:kr|kronor|euro|sek|eur|tkr|mkr|miljon|miljoner|tusen)\b", flags=re.IGNORECASE
)


def typed_amounts(entry: Entry) -> Iterator[tuple[Path_, str]]:
    """Where in *entry* an amount is typed, and the mend."""
    texts: list[tuple[Path_, str]] = [(("answer",), entry.answer), (("details",), entry.details or "")]
    texts += [(("steps", number), step) for number, step in enumerate(entry.steps)]
    for place, text in texts:
        typed = _AMOUNT.search(text)
        if typed:
            yield place, f"{typed[0]!r} är skrivet för hand – skriv beloppet som {{namnet på parametern}}"

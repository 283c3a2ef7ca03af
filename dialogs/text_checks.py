"""What can be wrong in the words of a flow: marks that a card shows as they are, gaps that nothing fills."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from dialogs.model import Flow
from dialogs.question_checks import Found
from knowledge.yaml_reader import Path_

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MARKS = re.compile(r"\*\*|__|`|</?[a-z][^>]*>|\]\(", re.IGNORECASE)
_SHOWN = frozenset(
    {
        "title",
        "intro",
        "short",
        "text",
        "why",
        "explain",
        "unsure",
        "label",
        "reason",
        "reason_in_euro",
        "next_steps",
    }
)


def in_texts(flow: Flow) -> Found:
    """Every text that cannot be shown as it stands. What rows and outcomes fill in is checked there."""
    for path, text in _texts(flow, ()):
        if found := _MARKS.search(text):
            yield path, f"{found[0]!r} visas som det står – skriv utan märkning"
        if path[0] in ("title", "intro", "questions"):
            for name in PLACEHOLDER.findall(text):
                yield path, f"{{{name}}} fylls inte i här – belopp hör hemma i radens 'reason'"


def _texts(part: object, path: Path_) -> Iterator[tuple[Path_, str]]:
    match part:
        case BaseModel():
            for name in type(part).model_fields:
                value = getattr(part, name)
                if not isinstance(value, str) or name in _SHOWN:
                    yield from _texts(value, (*path, name))
        case tuple():
            for i, item in enumerate(part):
                if not isinstance(item, str) or path[-1] in _SHOWN:
                    yield from _texts(item, (*path, i))
        case str():
            yield path, part

"""What ``inkopsbot dialog`` shows of a flow itself: drawn, or as the list of every path."""

import json
from collections.abc import Iterator
from enum import StrEnum

from dialogs.drawing.graph import graph
from dialogs.drawing.mermaid import to_mermaid
from dialogs.drawing.page import to_markdown
from dialogs.drawing.svg import to_svg
from dialogs.listing import as_data, explanation, flag_lines, path_groups
from dialogs.model import Flow
from knowledge.loader import Knowledge


class Drawing(StrEnum):
    """How a flow is drawn."""

    SVG = "svg"
    MERMAID = "mermaid"
    PAGE = "page"
    """Markdown: the drawing with every path."""


def drawn(flow: Flow, knowledge: Knowledge, as_: Drawing) -> str:
    """*flow* as SVG, as Mermaid text, or as a whole page."""
    match as_:
        case Drawing.SVG:
            return to_svg(graph(flow, knowledge))
        case Drawing.MERMAID:
            return to_mermaid(graph(flow, knowledge))
        case Drawing.PAGE:
            return to_markdown(flow, knowledge)


def listed(flow: Flow, knowledge: Knowledge, *, as_json: bool) -> str:
    """Every path to an outcome, to be read or as JSON."""
    if as_json:
        return json.dumps(as_data(flow, knowledge), ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(flow, knowledge)) + "\n"


def _lines(flow: Flow, knowledge: Knowledge) -> Iterator[str]:
    groups = path_groups(flow, knowledge)
    yield flow.title
    yield explanation(flow, sum(len(group.items) for group in groups))
    for group in groups:
        yield ""
        if group.after:
            yield group.after
        for item in group.items:
            yield f"{item.number:>3}. {item.answers}"
            yield f"     ⇒ {item.end}"
    flags = list(flag_lines(flow, knowledge))
    if flags:
        yield from ("", "Det som läggs till")
        yield from (f"   – {line}" for line in flags)

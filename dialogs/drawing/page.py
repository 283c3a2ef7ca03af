"""A page about a flow for whoever reviews it: the drawing, every path, and what is added to outcomes."""

from collections.abc import Iterator

from dialogs.drawing.graph import DASHES_MEAN, graph
from dialogs.drawing.mermaid import to_mermaid
from dialogs.listing import explanation, flag_lines, path_groups
from dialogs.model import Flow
from knowledge.loader import Knowledge


def to_markdown(flow: Flow, knowledge: Knowledge) -> str:
    """The page as Markdown. It shows ``NAME.svg``, which is expected beside it."""
    return "\n".join(_lines(flow, knowledge)) + "\n"


def _lines(flow: Flow, knowledge: Knowledge) -> Iterator[str]:
    yield f"# {flow.title}"
    yield ""
    drawn_from = f"`dialogs/flows/{flow.name}.yaml`, version {flow.version}"
    yield f"Ritad ur {drawn_from}, med `make drawings`. Ändra inte här."
    yield ""
    yield f"![{flow.title}]({flow.name}.svg)"
    groups = path_groups(flow, knowledge)
    yield from ("", "## Alla vägar", "")
    yield explanation(flow, sum(len(group.items) for group in groups))
    for group in groups:
        if group.after:
            yield from ("", f"**{group.after}**")
        yield ""
        for item in group.items:
            indent = " " * (len(str(item.number)) + 2)
            yield f"{item.number}. {item.answers}\\"
            yield f"{indent}⇒ {item.end}"
    flags = list(flag_lines(flow, knowledge))
    if flags:
        yield from ("", "## Det som läggs till", "")
        yield from (f"- {line}" for line in flags)
    drawn = graph(flow, knowledge)
    yield from ("", "## Samma ritning som text", "")
    if any(arrow.goes_on for arrow in drawn.arrows):
        yield from (DASHES_MEAN, "")
    yield from ("```mermaid", to_mermaid(drawn).rstrip(), "```")

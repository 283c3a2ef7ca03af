"""A drawing as SVG: one file without fonts or scripts, to be read on a screen or printed and hung up."""

from collections.abc import Iterator
from html import escape

from dialogs.drawing.graph import DASHES_MEAN, AskedBox, Graph
from dialogs.drawing.layout import (
    HEADING,
    LINE,
    MARGIN,
    SMALL_LINE,
    Box,
    Laid,
    Line,
    laid_out,
    outcome_lines,
    question_lines,
)

_COLOURS = {
    "good": ("#e7f3ec", "#2f7d57"),
    "caution": ("#fdf3dc", "#b07d12"),
    "stop": ("#fbe6e4", "#b23b32"),
    "neutral": ("#edf1f6", "#57708c"),
}
"""Fill and edge of an outcome, by its tone."""
_COLOURS_MEAN = {"good": "Grönt: gå vidare.", "caution": "Gult: fråga först.", "stop": "Rött: stanna upp."}
_INK, _QUIET, _EDGE, _PAPER = "#1f2933", "#616e7c", "#52606d", "#ffffff"
_FONT = "'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"

_STYLE = f"""
text {{ font-family: {_FONT}; fill: {_INK}; font-size: 13px; }}
.title {{ font-size: 24px; font-weight: 600; }}
.quiet {{ fill: {_QUIET}; font-size: 12px; }}
.name {{ font-size: 14px; font-weight: 600; }}
.label {{ font-size: 12px; }}
.rule {{ fill: {_QUIET}; font-size: 10.5px; }}
.line {{ fill: none; stroke: {_EDGE}; stroke-width: 1.3; }}
.on {{ stroke-dasharray: 5 4; }}
"""
_TIP = f"""<defs>
<marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto">
<path d="M0 0.8 L7.5 4 L0 7.2 z" fill="{_EDGE}"/>
</marker>
</defs>"""


def to_svg(graph: Graph) -> str:
    """*graph* drawn, with a line under its title on how to read it."""
    laid = laid_out(graph)
    tones = {outcome.tone for outcome in graph.outcomes}
    legend = [f"Version {graph.version}.", *(says for tone, says in _COLOURS_MEAN.items() if tone in tones)]
    if any(arrow.goes_on for arrow in graph.arrows):
        legend.append(DASHES_MEAN)
    size = f"{laid.width:g} {laid.height:g}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{laid.width:g}" role="img">',
        f"<title>{escape(graph.title)}</title>",
        f"<style>{_STYLE}</style>",
        _TIP,
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>',
        _text(MARGIN, MARGIN + 22, graph.title, "title"),
        _text(MARGIN, HEADING + 2, " ".join(legend), "quiet"),
        *_drawn(laid),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _drawn(laid: Laid) -> Iterator[str]:
    for line in laid.lines:
        yield _path(line)
    for box in laid.boxes:
        yield from _box(box)
    for line in laid.lines:
        yield from _words(line)


def _path(line: Line) -> str:
    corners = " L".join(f"{int(x) + 0.5} {int(y) + 0.5}" for x, y in line.corners)  # half: sharp on a screen
    kind = "line on" if line.arrow.goes_on else "line"
    return f'<path class="{kind}" d="M{corners}" marker-end="url(#tip)"/>'


def _words(line: Line) -> Iterator[str]:
    x, y = line.label_at
    for i, text in enumerate(reversed(line.label)):
        yield _text(x, y - i * SMALL_LINE, text, "label", "end" if line.to_the_left else "")
    if line.rules_at and line.arrow.rules:
        yield _text(*line.rules_at, ", ".join(line.arrow.rules), "rule")


def _box(box: Box) -> Iterator[str]:
    fill, edge = ("#ffffff", _EDGE)
    if not isinstance(box.content, AskedBox):
        fill, edge = _COLOURS[box.content.tone]
    yield (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="8" '
        f'fill="{fill}" stroke="{edge}" stroke-width="1.4"/>'
    )
    if isinstance(box.content, AskedBox):
        yield from _question(box, box.content)
        return
    lines = outcome_lines(box.content)
    y = box.middle - (len(lines) - 1) * LINE / 2 + 5
    for i, text in enumerate(lines):
        yield _text(box.x + box.width / 2, y + i * LINE, text, "name", "middle")


def _question(box: Box, question: AskedBox) -> Iterator[str]:
    text, note = question_lines(question)
    y = box.y + 12 + 14
    yield _text(box.x + 14, y, question.name, "name")
    y += 4
    for line in text:
        y += LINE
        yield _text(box.x + 14, y, line)
    y += 4
    for line in note:
        y += SMALL_LINE
        yield _text(box.x + 14, y, line, "quiet")


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "") -> str:
    attributes = (f' class="{kind}"' if kind else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:g}" y="{y:g}"{attributes}>{escape(text)}</text>'

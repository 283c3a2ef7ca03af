"""A drawing as Mermaid text, which GitHub and many wikis show as a picture."""

from collections.abc import Iterator

from dialogs.drawing.graph import Graph

_TONES = {
    "good": "fill:#e7f3ec,stroke:#2f7d57,color:#1f2933",
    "caution": "fill:#fdf3dc,stroke:#b07d12,color:#1f2933",
    "stop": "fill:#fbe6e4,stroke:#b23b32,color:#1f2933",
    "neutral": "fill:#edf1f6,stroke:#57708c,color:#1f2933",
}


def to_mermaid(graph: Graph) -> str:
    """*graph* as a flowchart from the top down."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield "flowchart TD"
    for question in graph.questions:
        yield f'  ask_{question.id}["<b>{_safe(question.name)}</b><br/>{_safe(question.text)}"]'
    for outcome in graph.outcomes:
        yield f'  end_{outcome.id}(["{_safe(outcome.title)}"]):::{outcome.tone}'
    for arrow in graph.arrows:
        target = f"ask_{arrow.target}" if arrow.target in graph.asks else f"end_{arrow.target}"
        label = f'|"{_safe(arrow.label)}"|' if arrow.label else ""
        yield f"  ask_{arrow.source} {'-.->' if arrow.goes_on else '-->'}{label} {target}"
    for tone in sorted({outcome.tone for outcome in graph.outcomes}):
        yield f"  classDef {tone} {_TONES[tone]}"


def _safe(text: str) -> str:
    """*text* with nothing that Mermaid or HTML reads as its own."""
    for sign, entity in (("&", "&amp;"), ("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(sign, entity)
    return text

"""Where everything stands on a drawing: the questions down the middle, the outcomes beside them.

A flow is a row of questions with ways out, so it is laid out as one. An outcome that one question leads to
stands to the right of it. The outcome that most questions lead to becomes a tall box on the left that they
all reach, and a second one a tall box on the right where nothing is in its way; any further is drawn once for
each question. No line crosses a box. Measures are pixels, from the top left.
"""

import textwrap
from dataclasses import dataclass

from dialogs.drawing.graph import Arrow, AskedBox, EndBox, Graph

MARGIN = 32
HEADING = 74
SPINE, SIDE, GUTTER = 320, 208, 196
LINE = 17
SMALL_LINE = 15
_PAD = 12
_BETWEEN = 26
_NARROW_LABEL = 28
"""Characters that a line in the gutter holds."""


@dataclass(frozen=True)
class Box:
    """A rectangle with lines of text in it."""

    x: float
    y: float
    width: float
    height: float
    content: AskedBox | EndBox

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Line:
    """An arrow: its corners from start to end, and where its label stands."""

    arrow: Arrow
    corners: tuple[tuple[float, float], ...]
    label: tuple[str, ...]
    label_at: tuple[float, float]
    """Where the last line of the label begins, or ends if it is to the left."""
    to_the_left: bool = False
    rules_at: tuple[float, float] | None = None


@dataclass(frozen=True)
class Laid:
    """The whole drawing."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def laid_out(graph: Graph) -> Laid:
    """*graph* with a place for everything."""
    return _Layout(graph).laid()


def question_lines(question: AskedBox) -> tuple[list[str], list[str]]:
    """The question's text and its note, in lines that fit its box."""
    return textwrap.wrap(question.text, 47), textwrap.wrap(question.note, 50)


def outcome_lines(outcome: EndBox) -> list[str]:
    """The outcome's title in lines that fit its box."""
    return textwrap.wrap(outcome.title, 24)


def _height(outcome: EndBox) -> float:
    return 2 * _PAD + len(outcome_lines(outcome)) * LINE


def wrapped(label: str) -> tuple[str, ...]:
    """A label in lines that fit between the boxes."""
    return tuple(textwrap.wrap(label, _NARROW_LABEL))


class _Layout:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.order = [question.id for question in graph.questions]
        self.ends = {outcome.id: outcome for outcome in graph.outcomes}
        self.out = {id_: [a for a in graph.arrows if a.source == id_] for id_ in self.order}
        self.left, self.right = self._tall()
        self.spine_x = MARGIN + (SIDE + GUTTER if self.left else 0)
        self.side_x = self.spine_x + SPINE + GUTTER
        self.boxes: dict[str, Box] = {}
        self.beside: list[Box] = []
        self.lines: list[Line] = []

    def laid(self) -> Laid:
        y: float = HEADING + MARGIN
        for id_ in self.order:
            y = self._row(id_, y)
        for tall in filter(None, (self.left, self.right)):
            self._tall_box(tall)
        for id_ in self.order:
            self._lines_of(id_)
        boxes = (*self.boxes.values(), *self.beside)
        bottom = max(box.bottom for box in boxes)
        return Laid(self.side_x + SIDE + MARGIN, bottom + MARGIN, boxes, tuple(self.lines))

    def _tall(self) -> tuple[str | None, str | None]:
        """The outcomes that are tall boxes, on the left and on the right."""
        rows = {
            id_: [i for i, source in enumerate(self.order) if any(a.target == id_ for a in self.out[source])]
            for id_ in self.ends
        }
        many = sorted((id_ for id_ in rows if len(rows[id_]) > 1), key=lambda id_: -len(rows[id_]))
        left = many[0] if many else None
        for id_ in many[1:]:
            span = range(rows[id_][0], rows[id_][-1] + 1)
            if all(a.target in (left, id_, *self.order) for i in span for a in self.out[self.order[i]]):
                return left, id_
        return left, None

    def _beside(self, id_: str) -> list[Arrow]:
        """The arrows from a question to outcomes of its own on the right."""
        tall = (self.left, self.right)
        return [arrow for arrow in self.out[id_] if arrow.target in self.ends and arrow.target not in tall]

    def _row(self, id_: str, y: float) -> float:
        question = next(question for question in self.graph.questions if question.id == id_)
        text, note = question_lines(question)
        height = 2 * _PAD + LINE + 4 + len(text) * LINE + (len(note) * SMALL_LINE + 4 if note else 0)
        slots = [(arrow, self._slot(arrow)) for arrow in self._beside(id_)]
        if len(slots) == 1:  # a straight arrow, level with the question
            slots = [(arrow, (max(space), max(space))) for arrow, space in slots]
        room = max(height, sum(above + below for _, (above, below) in slots))
        self.boxes[id_] = Box(self.spine_x, y + (room - height) / 2, SPINE, height, question)
        top = y + (room - sum(above + below for _, (above, below) in slots)) / 2
        for arrow, (above, below) in slots:
            outcome = self.ends[arrow.target]
            tall = _height(outcome)
            self.beside.append(Box(self.side_x, top + above - tall / 2, SIDE, tall, outcome))
            top += above + below
        return y + room + self._gap(id_)

    def _slot(self, arrow: Arrow) -> tuple[float, float]:
        """What an outcome and the label of its arrow take, above and below the arrow."""
        half = _height(self.ends[arrow.target]) / 2 + 8
        return max(half, len(wrapped(arrow.label)) * SMALL_LINE + 12), max(half, 24)

    def _gap(self, id_: str) -> float:
        down = [arrow for arrow in self.out[id_] if arrow.target in self.order]
        lines = max((len(self._down_label(arrow)) for arrow in down), default=0)
        return _BETWEEN + lines * SMALL_LINE

    def _down_label(self, arrow: Arrow) -> tuple[str, ...]:
        return tuple(textwrap.wrap(arrow.label, 44 if self._is_next(arrow) else _NARROW_LABEL - 4))

    def _is_next(self, arrow: Arrow) -> bool:
        return self.order.index(arrow.target) == self.order.index(arrow.source) + 1

    def _tall_box(self, id_: str) -> None:
        rows = [self.boxes[a.source] for a in self.graph.arrows if a.target == id_]
        top, bottom = min(box.y for box in rows), max(box.bottom for box in rows)
        x = MARGIN if id_ == self.left else self.side_x
        self.boxes[id_] = Box(x, top, SIDE, bottom - top, self.ends[id_])

    def _lines_of(self, id_: str) -> None:
        box, beside = self.boxes[id_], self._beside(id_)
        for arrow in self.out[id_]:
            if arrow.target in self.order:
                self.lines.append(self._down(arrow) if self._is_next(arrow) else self._past(arrow))
            elif arrow.target == self.left:
                tall = self.boxes[arrow.target]
                self.lines.append(self._across(arrow, (box.x, tall.right), (box.middle,) * 2, mirrored=True))
            elif arrow.target == self.right:
                self.lines.append(self._across(arrow, (box.right, self.side_x), (box.middle,) * 2))
        for arrow, other in zip(beside, self._boxes_beside(id_), strict=True):
            self.lines.append(self._across(arrow, (box.right, other.x), (box.middle, other.middle)))

    def _boxes_beside(self, id_: str) -> list[Box]:
        before = sum(len(self._beside(other)) for other in self.order[: self.order.index(id_)])
        return self.beside[before : before + len(self._beside(id_))]

    def _across(
        self, arrow: Arrow, xs: tuple[float, float], ys: tuple[float, float], *, mirrored: bool = False
    ) -> Line:
        """From a question to an outcome beside it; a corner where the outcome stands higher or lower."""
        bend = xs[0] + 18
        corners = [(xs[0], ys[0]), (xs[1], ys[1])]
        if abs(ys[0] - ys[1]) > 1:
            corners[1:1] = [(bend, ys[0]), (bend, ys[1])]
        label = wrapped(arrow.label)
        start = xs[1] + 14 if mirrored else bend + 8
        return Line(arrow, tuple(corners), label, (start, ys[1] - 7), rules_at=(start, ys[1] + 15))

    def _down(self, arrow: Arrow) -> Line:
        box, below = self.boxes[arrow.source], self.boxes[arrow.target]
        x = self.spine_x + SPINE / 2
        label = self._down_label(arrow)
        last = (box.bottom + below.y) / 2 + 4 + (len(label) - 1) * SMALL_LINE / 2 - 3
        return Line(arrow, ((x, box.bottom), (x, below.y)), label, (x + 10, last))

    def _past(self, arrow: Arrow) -> Line:
        """To a question further down: beside those between, on the side where fewer arrows leave."""
        first, last = self.order.index(arrow.source), self.order.index(arrow.target)
        between = self.order[first + 1 : last]
        leaving_left = sum(a.target == self.left for id_ in between for a in self.out[id_])
        leaving_right = sum(
            a.target != self.left and a.target in self.ends for id_ in between for a in self.out[id_]
        )
        box, below = self.boxes[arrow.source], self.boxes[arrow.target]
        left = leaving_left < leaving_right
        edge = self.spine_x if left else self.spine_x + SPINE
        lane = edge - 22 if left else edge + 22
        start, end = box.bottom - 16, below.y + 16
        label = self._down_label(arrow)
        at = (lane - 8 if left else lane + 8, box.bottom + 6 + len(label) * SMALL_LINE)
        corners = ((edge, start), (lane, start), (lane, end), (edge, end))
        return Line(arrow, corners, label, at, to_the_left=left)

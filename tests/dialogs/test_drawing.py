"""The drawings show the flow as it is, and are readable: nothing lies over anything else."""

from collections.abc import Mapping
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dialogs.drawing.graph import Arrow, AskedBox, EndBox, Graph, graph
from dialogs.drawing.layout import Box, laid_out, outcome_lines, question_lines
from dialogs.drawing.mermaid import to_mermaid
from dialogs.drawing.page import to_markdown
from dialogs.drawing.svg import to_svg
from dialogs.model import Flow
from knowledge.loader import Knowledge

KEPT = Path(__file__).parents[2] / "docs" / "dialogs"
NAMES = ["ansvar", "direktupphandling", "jav"]

QUESTION = "En fråga som är så lång att den tar två rader i sin ruta?"
CROWDED = Graph(
    "Prov",
    1,
    tuple(AskedBox(f"q{i}", f"Fråga {i}", QUESTION) for i in range(5)),
    (EndBox("a", "Utfall a", "good"), EndBox("b", "Utfall b", "caution"), EndBox("c", "Utfall c", "stop")),
    (
        *(Arrow(f"q{i}", id_, f"Svar {id_}", ("XX-01",)) for i in range(4) for id_ in "abc"),
        *(Arrow(f"q{i}", f"q{i + 1}", "Nej") for i in range(4)),
        Arrow("q0", "q2", "Hoppa över en"),
        Arrow("q4", "a", "Ja"),
    ),
)
"""More outcomes in common than a drawing has sides."""


@pytest.fixture(params=[*NAMES, "crowded"])
def drawn(request: pytest.FixtureRequest, flows: Mapping[str, Flow], knowledge: Knowledge) -> Graph:
    return CROWDED if request.param == "crowded" else graph(flows[request.param], knowledge)


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_drawing_and_page_are_the_flows(
    flows: Mapping[str, Flow], knowledge: Knowledge, name: str
) -> None:
    """When this fails: make drawings."""
    assert (KEPT / f"{name}.svg").read_text(encoding="utf-8") == to_svg(graph(flows[name], knowledge))
    assert (KEPT / f"{name}.md").read_text(encoding="utf-8") == to_markdown(flows[name], knowledge)


def test_each_question_is_drawn_once_and_each_outcome_at_least_once(drawn: Graph) -> None:
    contents = [box.content for box in laid_out(drawn).boxes]
    assert [content for content in contents if isinstance(content, AskedBox)] == list(drawn.questions)
    assert set(drawn.outcomes) <= {content for content in contents if isinstance(content, EndBox)}
    assert {line.arrow for line in laid_out(drawn).lines} == set(drawn.arrows)


def test_a_question_in_two_steps_has_its_own_text_beside_its_name(
    flows: Mapping[str, Flow], knowledge: Knowledge
) -> None:
    """The broader one, which is asked first, stands in the note."""
    (box,) = graph(flows["ansvar"], knowledge).questions
    assert (box.name, box.text) == ("Sak", "Vad stämmer bäst?")
    assert box.note == "Frågas i två steg. Först: Vad handlar det om?"


def test_no_box_lies_over_another(drawn: Graph) -> None:
    laid = laid_out(drawn)
    for one, other in combinations(laid.boxes, 2):
        apart = one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y
        assert apart, (one, other)
    assert all(box.right < laid.width and box.bottom < laid.height for box in laid.boxes)


def inside(box: Box, first: tuple[float, float], last: tuple[float, float]) -> bool:
    """Whether a level or upright line from *first* to *last* goes through the box."""
    (left, right), (top, bottom) = sorted([first[0], last[0]]), sorted([first[1], last[1]])
    return left < box.right - 1 and right > box.x + 1 and top < box.bottom - 1 and bottom > box.y + 1


def test_no_line_goes_through_a_box(drawn: Graph) -> None:
    laid = laid_out(drawn)
    for line in laid.lines:
        for first, last in pairwise(line.corners):
            assert first[0] == last[0] or first[1] == last[1]
            assert not [box for box in laid.boxes if inside(box, first, last)], line


def test_words_have_room_in_their_boxes(drawn: Graph) -> None:
    for box in laid_out(drawn).boxes:
        if isinstance(box.content, AskedBox):
            text, note = question_lines(box.content)
            assert box.height >= 17 * (1 + len(text)) + 15 * len(note)
        else:
            assert box.height >= 17 * len(outcome_lines(box.content))
            assert max(map(len, outcome_lines(box.content))) * 8 < box.width


def text_of(svg: str) -> str:
    return " ".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own drawing


def test_the_svg_is_sound_and_says_every_label_and_rule(drawn: Graph) -> None:
    words = text_of(to_svg(drawn)).split()
    for arrow in drawn.arrows:
        assert set(arrow.label.split()) <= set(words)
        assert {rule.rstrip(",") for rule in arrow.rules} <= {word.rstrip(",") for word in words}


def test_what_text_means_to_a_drawing_is_shown_as_text() -> None:
    odd = Graph("A & <b>", 1, (AskedBox("q", 'Är "x" < 5 & #1?', "Text"),), (EndBox("e", "<i>", "good"),), ())
    assert "A & <b>" in text_of(to_svg(odd))
    assert 'Är #quot;x#quot; #lt; 5 &amp; #35;1?' in to_mermaid(odd)  # fmt: skip


def test_mermaid_has_every_arrow_between_boxes_that_exist(drawn: Graph) -> None:
    text = to_mermaid(drawn)
    assert text.startswith("flowchart TD\n")
    for arrow in drawn.arrows:
        target = f"ask_{arrow.target}" if arrow.target in drawn.asks else f"end_{arrow.target}"
        assert f"  ask_{arrow.source} " in text
        assert f"  {target}[" in text or f"  {target}([" in text
        assert text.count(f" {target}\n") >= 1


def test_a_dashed_line_is_an_answer_that_counts_while_more_is_asked(jav: Flow, knowledge: Knowledge) -> None:
    noted = {arrow.target for arrow in graph(jav, knowledge).arrows if arrow.goes_on}
    assert noted == {"risk"}


def test_an_answer_whose_way_depends_on_earlier_ones_says_so(
    flows: Mapping[str, Flow], knowledge: Knowledge
) -> None:
    """A drawing has each question once; what it cannot show it does not hide."""
    purchase = flows["direktupphandling"]
    rows = list(purchase.rows)
    odd = rows[6].model_copy(
        update={
            "when": {**rows[6].when, "law": rows[6].when["law"].model_copy(update={"one_of": ("lou", "luf")})}
        }
    )
    lufs = rows[6].model_copy(
        update={
            "outcome": "needs_unit",
            "when": {**rows[6].when, "law": rows[6].when["law"].model_copy(update={"one_of": ("lufs",)})},
        }
    )
    changed = purchase.model_copy(update={"rows": (*rows[:6], odd, lufs, *rows[7:])})
    labels = [arrow.label for arrow in graph(changed, knowledge).arrows if arrow.source == "kind"]
    assert labels.count("Vet inte (beror på tidigare svar)") == 2

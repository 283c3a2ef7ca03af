"""A flow that cannot be right is refused with file, line, field and mend; all faults at once."""

from pathlib import Path

import pytest

from dialogs.loader import FLOWS, load_flows
from knowledge.loader import Knowledge
from knowledge.yaml_reader import ContentError, Fault

SMALL = """\
name: liten
version: 1
title: "Liten"
intro: "En fråga."
dated: true
decide: first
questions:
  - fact: value
    kind: amount
    text: "Vad kostar det?"
    why: "Värdet avgör."
    unsure: "Gör en uppskattning."
    choices:
      - {value: unknown, label: "Vet inte"}
limits:
  - id: limit
    choose:
      - {when: {}, parameter: direktupphandlingsgrans_lou}
rows:
  - row: XX-01
    when: {value: [unknown]}
    outcome: ask
    reason: "Värdet är inte känt."
    sources: [{source: lou}]
    facts: [D-03]
  - row: XX-02
    when: {value: {below: limit}}
    outcome: small
    reason: "Värdet, {value}, är under {limit}."
    sources: [{source: lou}]
    facts: [D-03]
  - row: XX-03
    when: {value: {at_least: limit}}
    outcome: ask
    reason: "Värdet, {value}, är inte under {limit}."
    sources: [{source: lou}]
    facts: [D-03]
  - row: XX-04
    when: {value: {undecided_by: limit}}
    outcome: ask
    reason: "Ingen gräns gäller den dagen."
    sources: [{source: lou}]
    facts: [D-03]
flags:
  - id: mind
    title: "Tänk på"
    text: "Något."
    sources: [{source: lou}]
    facts: [D-03]
outcomes:
  - {id: ask, tone: caution, title: "Fråga", text: "Fråga.", sources: [{source: lou}], facts: [D-03]}
  - {id: small, tone: good, title: "Litet", text: "Litet.", sources: [{source: lou}], facts: [D-03]}
"""
IDLE = '  - {id: idle, tone: good, title: "X", text: "X", sources: [{source: lou}], facts: [D-03]}\n'


def faults_of(folder: Path, text: str, knowledge: Knowledge) -> list[Fault]:
    (folder / "liten.yaml").write_text(text, encoding="utf-8")
    try:
        load_flows(knowledge, folder)
    except ContentError as error:
        return list(error.faults)
    return []


def test_the_flows_that_ship_are_right(knowledge: Knowledge) -> None:
    assert set(load_flows(knowledge, FLOWS)) == {"ansvar", "direktupphandling", "jav"}


def test_a_small_flow_is_right(tmp_path: Path, knowledge: Knowledge) -> None:
    assert faults_of(tmp_path, SMALL, knowledge) == []


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (("name: liten", "name: stor"), (1, "name"), "'liten'"),
        (("version: 1", "version: 1\nversion: 2"), (3, "version"), "två gånger"),
        (("[unknown]}", "[unknwon]}"), (21, "rows[0].when.value"), "menade du 'unknown'?"),
        (("{value: [unknown]}", "{valeu: [unknown]}"), (21, "rows[0].when.valeu"), "menade du 'value'?"),
        (("{value: [unknown]}", "{value: [yes]}"), (21, "rows[0].when.value.one_of[0]"), "citattecken"),
        (("{below: limit}", "{below: limti}"), (27, "rows[1].when.value"), "menade du 'limit'?"),
        (
            ("{below: limit}", "{below: limit, above: limit}"),
            (27, "rows[1].when.value"),
            "en enda jämförelse",
        ),
        (("outcome: ask", "outcome: aks"), (22, "rows[0].outcome"), "menade du 'ask'?"),
        (("outcomes:\n", f"outcomes:\n{IDLE}"), (51, "outcomes[0]"), "ingen rad leder till 'idle'"),
        (('är under {limit}."', 'är under {gräns}."'), (29, "rows[1].reason"), "{value} och {limit}"),
        (
            ('"Värdet är inte känt."', '"Under {limit}."'),
            (23, "rows[0].reason"),
            "jämför inte med någon gräns",
        ),
        (
            ('är under {limit}."', 'är under {limit}."\n    reason_in_euro: "Under {gräns}."'),
            (30, "rows[1].reason_in_euro"),
            "{value} och {limit}",
        ),
        (
            ("direktupphandlingsgrans_lou}", "direktupphandlingsgrans_lo}"),
            (18, "limits[0].choose[0].parameter"),
            "menade",
        ),
        (("dated: true", "dated: false"), (15, "limits"), "dated: true"),
        (
            ('    text: "Något."', '    text: "Något."\n    added_to: [smal]'),
            (48, "flags[0].added_to"),
            "'small'",
        ),
        (
            ("- {id: ask, tone: caution", "- {id: ask, leads_to: jav, tone: caution"),
            (51, "outcomes[0].leads_to"),
            "'jav'",
        ),
        (('text: "Fråga."', 'text: "Upp till {x}."'), (51, "outcomes[0]"), "fylls inte i här"),
        (("tone: good", "tone: bra"), (52, "outcomes[1].tone"), "'bra'"),
        (("decide: first", "decide: strictest"), (1, "otherwise"), "strictest"),
        (("decide: first", "decide: first\notherwise: ask"), (7, "otherwise"), "strictest"),
        (('    unsure: "Gör en uppskattning."\n', ""), (12, "questions[0].choices"), "unsure:"),
        (("    kind: amount", "    kind: choice"), (27, "rows[1].when.value"), "inget belopp"),
        (
            ("    kind: amount", "    kind: amount\n    assume: nothing"),
            (10, "questions[0].assume"),
            "nothing",
        ),
        (
            ("    kind: amount", "    kind: amount\n    about: nothing"),
            (10, "questions[0].about"),
            "nothing",
        ),
        (('label: "Vet inte"}', 'label: "Vet inte", asks: x}'), (14, "questions[0].choices[0].asks"), "'x'"),
        (
            ('label: "Vet inte"}', 'label: "Vet inte", offers: [a]}'),
            (14, "questions[0].choices[0].offers"),
            "narrows",
        ),
        (("  - id: mind", "  - id: mind\n    colour: red"), (46, "flags[0].colour"), "okänt fält"),
        (
            ('Vet inte"}', 'Vet inte"}\n      - {value: other, label: "vet inte"}'),
            (15, "questions[0].choices[1].label"),
            "'unknown'",
        ),
        (
            ('Vet inte"}', 'Vet inte", also: [oklart]}\n      - {value: other, label: "X", also: [Oklart!]}'),
            (15, "questions[0].choices[1].also"),
            "'Oklart!' står också på 'unknown'",
        ),
        (("Vet inte", "Vet inte " * 12), (14, "questions[0].choices[0].label"), "högst 80"),
        (("Vad kostar det?", "Vad **kostar** det?"), (10, "questions[0].text"), "'**'"),
        (("Värdet avgör.", "<b>Värdet</b> avgör."), (11, "questions[0].why"), "'<b>'"),
        (("En fråga.", "[En](https://a.b) fråga."), (4, "intro"), "utan märkning"),
        (('"Fråga.", sources', '"__Fråga__.", sources'), (51, "outcomes[0].text"), "'__'"),
        (("Vad kostar det?", "Mer än {limit}?"), (10, "questions[0].text"), "{limit} fylls inte i här"),
    ],
)
def test_each_fault_says_where_it_is_and_how_to_mend_it(
    tmp_path: Path, knowledge: Knowledge, change: tuple[str, str], place: tuple[int, str], words: str
) -> None:
    written, instead = change
    assert written in SMALL
    faults = faults_of(tmp_path, SMALL.replace(written, instead, 1), knowledge)
    problems = [fault.problem for fault in faults if (fault.line, fault.field) == place]
    assert any(words in problem for problem in problems), faults
    assert all(fault.file == f"{tmp_path.name}/liten.yaml" for fault in faults)


def test_a_row_that_is_missing_is_told_with_the_case_that_it_would_decide(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    """Not only that its outcome is left without a row, which is told once."""
    before, row, after = SMALL.partition("  - row: XX-03")
    text = before + after[after.index("  - row: XX-04") :].replace("outcomes:\n", f"outcomes:\n{IDLE}")
    assert row
    problems = [fault.problem for fault in faults_of(tmp_path, text, knowledge)]
    assert ["ingen rad avgör det här fallet" in problem for problem in problems].count(True) == 1
    assert ["'idle'" in problem for problem in problems].count(True) == 1


def test_a_source_that_does_not_exist_is_named_wherever_it_is_cited(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    faults = faults_of(tmp_path, SMALL.replace("source: lou}", "source: luo}"), knowledge)
    assert {fault.field.split("[")[0] for fault in faults} == {"rows", "flags", "outcomes"}
    assert all("'luo' finns inte" in fault.problem for fault in faults)


def test_a_list_too_long_for_a_card_must_be_narrowed(tmp_path: Path, knowledge: Knowledge) -> None:
    more = "".join(f'\n      - {{value: v{i}, label: "{i}"}}' for i in range(6))
    text = SMALL.replace('{value: unknown, label: "Vet inte"}', '{value: unknown, label: "Vet inte"}' + more)
    assert ["för många" in fault.problem for fault in faults_of(tmp_path, text, knowledge)] == [True]


def test_a_narrowing_question_must_lead_to_every_answer(tmp_path: Path, knowledge: Knowledge) -> None:
    narrowing = """\
questions:
  - fact: area
    narrows: value
    kind: choice
    text: "Vad?"
    why: "För att korta listan."
    choices:
      - {value: one, label: "Ett", offers: [unknwon]}
      - {value: two, label: "Två"}
"""
    faults = faults_of(tmp_path, SMALL.replace("questions:\n", narrowing), knowledge)
    assert [fault.field for fault in faults] == [
        "questions[0].choices",
        "questions[0].choices[0].offers",
        "questions[0].choices[1]",
    ]


def test_a_flag_may_not_fall_silent_while_cases_are_still_decided(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    """A warning whose limit has run out would just not be given."""
    text = SMALL.replace(
        "limits:\n", "limits:\n  - {id: annex, choose: [{when: {}, parameter: PARAMETER}]}\n"
    )
    text = text.replace('    text: "Något."', '    text: "Något."\n    when: [{value: {above: annex}}]')
    gap = faults_of(tmp_path, text.replace("PARAMETER", "direktupphandlingsgrans_lou_bilaga2"), knowledge)
    assert ["2028-01-01" in fault.problem for fault in gap] == [True]
    assert faults_of(tmp_path, text.replace("PARAMETER", "dokumentationsgrans_lou"), knowledge) == []


def test_a_folder_without_flows_is_a_fault(tmp_path: Path, knowledge: Knowledge) -> None:
    with pytest.raises(ContentError):
        load_flows(knowledge, tmp_path)


@pytest.mark.parametrize(
    ("wordings", "field", "words"),
    [
        ("answers: {valeu: {unknown: [dunno]}}", "answers.valeu", "menade du 'value'?"),
        ("answers: {value: {unknwon: [dunno]}}", "answers.value.unknwon", "menade du 'unknown'?"),
        ("answers: {value: {unknown: [no]}}", "answers.value.unknown[0]", "citattecken"),
        ("answers: {}\nframes: {x: [a]}", "frames.x", "'x'"),
        ("answers: {}\nspans: {value: {x: [[a]]}}", "spans.value.x", "'x'"),
        ("colour: red", "colour", "okänt fält"),
    ],
)
def test_a_fault_in_the_wordings_is_told_like_any_other(
    tmp_path: Path, knowledge: Knowledge, wordings: str, field: str, words: str
) -> None:
    (tmp_path / "wordings").mkdir()
    (tmp_path / "wordings/liten.yaml").write_text(wordings, encoding="utf-8")
    faults = faults_of(tmp_path, SMALL, knowledge)
    assert any(words in fault.problem for fault in faults if fault.field == field), faults
    assert {fault.file for fault in faults} == {f"{tmp_path.name}/wordings/liten.yaml"}


def test_wordings_are_added_to_the_choices(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / "wordings").mkdir()
    (tmp_path / "wordings/liten.yaml").write_text("answers: {value: {unknown: [nja]}}", encoding="utf-8")
    assert faults_of(tmp_path, SMALL, knowledge) == []
    assert load_flows(knowledge, tmp_path)["liten"].question("value").choices[0].also == ("nja",)


@pytest.mark.parametrize(
    ("file", "written", "told"),
    [
        ("valeu.txt", "[unknown]\nvet ej", (1, "menade du 'value'?")),
        ("value.txt", "# Svar\n[unknwon]\nvet ej", (2, "menade du 'unknown'?")),
        ("value.txt", "vet ej\n[unknown]", (1, "hakparentes")),
        ("value.txt", "[unknown\nvet ej", (1, "en hakparentes saknas")),
        ("value.txt", "[unknown]\nmycket\n[ask_back]\nMycket!", (4, "står också under [unknown]")),
    ],
)
def test_a_fault_in_the_examples_is_told_with_its_line(
    tmp_path: Path, knowledge: Knowledge, file: str, written: str, told: tuple[int, str]
) -> None:
    (tmp_path / "examples/liten").mkdir(parents=True)
    (tmp_path / "examples/liten" / file).write_text(written, encoding="utf-8")
    [fault] = faults_of(tmp_path, SMALL, knowledge)
    assert (fault.file, fault.line) == (f"{tmp_path.name}/examples/liten/{file}", told[0])
    assert told[1] in fault.problem


def test_examples_stand_with_the_question_beside_its_labels(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / "examples/liten").mkdir(parents=True)
    (tmp_path / "examples/liten/value.txt").write_text(
        "# Svar\n[unknown]\nvi har inte räknat\n\n[ask_back]\nmycket\n", encoding="utf-8"
    )
    assert faults_of(tmp_path, SMALL, knowledge) == []
    examples = load_flows(knowledge, tmp_path)["liten"].question("value").examples
    assert examples == (("unknown", ("Vet inte", "vi har inte räknat")), ("ask_back", ("mycket",)))


def test_examples_that_are_not_utf8_or_of_no_check_are_faults(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / "examples/liten").mkdir(parents=True)
    (tmp_path / "examples/liten/value.txt").write_bytes("[unknown]\nvet ej \xe5".encode("latin-1"))
    (tmp_path / "examples/litn").mkdir()
    told = {fault.file: fault.problem for fault in faults_of(tmp_path, SMALL, knowledge)}
    assert "spara den som UTF-8" in told[f"{tmp_path.name}/examples/liten/value.txt"]
    assert "menade du 'liten'?" in told[f"{tmp_path.name}/examples/litn"]


def test_examples_written_on_another_system_are_read_alike(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / "examples/liten").mkdir(parents=True)
    (tmp_path / "examples/liten/value.txt").write_bytes(b"\xef\xbb\xbf[unknown]\r\nvet ej\r\n")
    assert faults_of(tmp_path, SMALL, knowledge) == []
    assert load_flows(knowledge, tmp_path)["liten"].question("value").examples[0][1] == ("Vet inte", "vet ej")

"""What an editor misses: each rule finds its fault at the line to mend, and none where there is none."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.checks.alike import same_titles, same_wordings, similar_wordings
from knowledge.checks.days import amounts_that_end, amounts_without_kronor, overdue_reviews
from knowledge.checks.finding import Examined, Finding
from knowledge.checks.fitting import confidence_not_fitted, stale_confidence
from knowledge.checks.lengths import few_keywords, few_wordings, long_answers, too_large_to_show
from knowledge.checks.questions import copied_questions, not_found, not_left, rivals, without_questions
from knowledge.checks.readability import hard_texts, lix
from knowledge.checks.rules import RULES, Weight, broken
from knowledge.confidence import Found, Likely, Match, NothingFound, Unclear
from knowledge.loader import read

TODAY = date(2026, 11, 25)

Look = Callable[[Examined], Iterator[Finding]]


def entry(id_: str = "annonsering", /, **changes: object) -> dict[str, object]:
    """An entry that keeps every rule that looks at one entry alone."""
    return {
        "id": id_,
        "title": f"Om {id_}",
        "basis": "law",
        "answer": "Du annonserar i en databas.",
        "wordings": [f"{id_} på sätt nummer {number}" for number in "abcdefghijkl"],
        "keywords": [f"{id_}{number}" for number in range(8)],
        "sources": [{"source": "lou"}],
        "facts": ["P-01"],
        "owner": "enheten",
        "review_by": date(2027, 5, 31),
        **changes,
    }


def parameter(*values: Mapping[str, object], review_by: date = date(2027, 5, 31)) -> dict[str, object]:
    dated = [{"source": "lou", "facts": ["T-20"], **value} for value in values]
    return {"id": "grans", "name": "Gränsen", "law": "LOU", "review_by": review_by, "values": dated}


@pytest.fixture
def examine(tmp_path: Path):
    """Write content with the given sections, and make it ready to be looked at."""
    (tmp_path / "landet").mkdir()
    (tmp_path / "kommunen").mkdir()
    shared = {
        "organisation": {"name": "Exempelkommunen", "unit": "enheten"},
        "contacts": [{"id": "enheten", "name": "Enheten", "about": "Hjälper.", "checked": TODAY}],
        "sources": [
            {"id": "lou", "title": "Lagen", "short": "LOU", "url": "https://example.org", "checked": TODAY}
        ],
    }
    (tmp_path / "kommunen" / "egen.yaml").write_text(yaml.safe_dump(shared, allow_unicode=True), "utf-8")

    def examine(
        match: Mapping[str, Match] | None = None,
        bytes_over: Mapping[str, int] | None = None,
        **sections: object,
    ) -> Examined:
        text = yaml.safe_dump(sections or {"entries": [entry()]}, allow_unicode=True, sort_keys=False)
        (tmp_path / "landet" / "svar.yaml").write_text(text, "utf-8")
        written = read(tmp_path / "landet", tmp_path / "kommunen")
        answered = match or {}
        return Examined(
            written,
            TODAY,
            lambda question: answered.get(question, NothingFound(())),
            lambda subject: (bytes_over or {}).get(subject, 0),
        )

    return examine


def told(look: Look, examined: Examined) -> list[str]:
    """What *look* finds, as the command shows it."""
    return [
        str(examined.written.fault(one.section, one.id, one.field, one.problem)) for one in look(examined)
    ]


def sure_of(subject: str) -> Match:
    likely = Likely(subject, 0.9)
    return Found(likely, (likely,))


def golden(id_: str, *leaves: tuple[str, str], finds: tuple[str, ...] = ("ett", "två", "tre")) -> object:
    neighbours = [{"ask": ask, "to": to} for ask, to in leaves or [("fyra", "annat")]]
    return {"id": id_, "finds": list(finds), "leaves": neighbours}


def test_content_that_keeps_the_rules_breaks_none(examine):
    """An ordinary pair of entries with their questions is found to be without fault."""
    match = {ask: sure_of("annonsering") for ask in ("ett", "två", "tre")} | {"fyra": sure_of("annat")}
    match |= {ask: sure_of("annat") for ask in ("fem", "sex", "sju")} | {"åtta": sure_of("annonsering")}
    fitted = examine(entries=[entry(), entry("annat")]).knowledge.wording_version
    examined = examine(
        match,
        confidence={"fitted_to": fitted},
        entries=[entry(), entry("annat")],
        tests=[
            golden("annonsering", ("fyra", "annat")),
            golden("annat", ("åtta", "annonsering"), finds=("fem", "sex", "sju")),
        ],
        parameters=[parameter({"from": date(2026, 1, 1), "sek": 700000})],
    )
    assert [list(broken(examined, weight)) for weight in Weight] == [[], []]


def test_faults_and_warnings_are_told_under_what_they_are_about(examine):
    """Each list holds the rules of its own weight alone."""
    examined = examine(entries=[entry(keywords=["ett"], review_by=date(2026, 11, 24))])
    faults, warnings = ([about for about, _ in broken(examined, weight)] for weight in Weight)
    assert faults == ["För få nyckelord", "Svar utan provfrågor"]
    assert warnings == ["Säkerhet som inte är uträknad", "Granskning som är försenad"]


def test_each_rule_stands_once_in_the_table():
    """What a rule costs is decided in one place."""
    assert len({rule.look for rule in RULES}) == len({rule.about for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("look", "changes", "place", "problem"),
    [
        (few_wordings, {"wordings": ["a b", "c d"]}, "wordings", "2 formuleringar – skriv minst 10 till"),
        (few_keywords, {"keywords": ["a"] * 7}, "keywords", "7 nyckelord – skriv minst 1 till"),
        (long_answers, {"answer": "ord " * 61}, "answer", "61 ord, högst 60"),
        (overdue_reviews, {"review_by": date(2026, 11, 24)}, "review_by", "granskats senast 2026-11-24"),
    ],
)
def test_what_an_entry_lacks_is_told_at_its_line(examine, look, changes, place, problem):
    """The field, its line and how much is missing."""
    [line] = told(look, examine(entries=[entry("annat"), entry(**changes)]))
    assert line.startswith("landet/svar.yaml:")
    assert f": entries[1].{place}: " in line
    assert problem in line
    assert told(look, examine(entries=[entry()])) == []


def test_an_answer_too_large_to_send_is_told(examine):
    """What the channel cannot take is a fault, also where the bot only says where to turn."""
    matter = {"id": "lon", "title": "Lön", "where": "Fråga HR.", "wordings": ["när kommer lönen"]}
    examined = examine(bytes_over={"annonsering": 7, "lon": 1}, entries=[entry()], elsewhere=[matter])
    first, second = told(too_large_to_show, examined)
    assert "entries[0]: svaret är 7 byte för stort" in first
    assert "elsewhere[0]: svaret är 1 byte för stort" in second


def test_the_same_title_twice_is_told(examine):
    """Two choices must not read the same."""
    [line] = told(
        same_titles, examine(entries=[entry(title="Hur gör jag?"), entry("annat", title="Hur gör JAG")])
    )
    assert "entries[1].title: samma rubrik har 'annonsering'" in line


def test_the_same_wording_in_two_places_is_told_where_it_stands(examine):
    """Signs, capitals and diacritics do not make it another; lists of more wordings and titles count too."""
    examined = examine(
        entries=[entry(wordings=["Får jag köpa själv?"]), entry("annat")],
        wordings=[{"id": "annat", "wordings": ["om annonsering", "far jag kopa sjalv"]}],
    )
    title, wording = told(same_wordings, examined)
    assert "wordings[0].wordings[0]: 'om annonsering' står också under 'annonsering'" in title
    assert "wordings[0].wordings[1]: 'far jag kopa sjalv' står också under 'annonsering'" in wording


def test_the_same_wording_twice_for_one_entry_is_no_matter(examine):
    """It leads to the same answer."""
    assert told(same_wordings, examine(entries=[entry(wordings=["får jag köpa", "Får jag köpa?"])])) == []


def test_wordings_that_hardly_differ_are_told(examine):
    """Another order, or a letter more; short ones may differ by the word that matters."""
    near = ["måste jag annonsera alla våra inköp", "vad är lou"]
    far = ["måste alla inköpen våra jag annonsera", "vad är luf", "hur länge gäller ett avtal hos oss"]
    [line] = told(similar_wordings, examine(entries=[entry(wordings=near), entry("annat", wordings=far)]))
    assert "'måste alla inköpen våra jag annonsera' liknar 'måste jag annonsera alla våra inköp'" in line or (
        "'måste jag annonsera alla våra inköp' liknar 'måste alla inköpen våra jag annonsera'" in line
    )


def test_an_entry_without_test_questions_is_told(examine):
    """Nobody has said what it should find."""
    examined = examine(entries=[entry(), entry("annat")], tests=[golden("annonsering")])
    [line] = told(without_questions, examined)
    assert "entries[1].id: saknar provfrågor" in line


def test_a_test_question_that_is_a_wording_is_told(examine):
    """It would be found by being there, and measure nothing."""
    examined = examine(
        entries=[entry(wordings=["får jag köpa", "vad gäller"]), entry("annat")],
        tests=[golden("annonsering", ("Vad gäller?", "annat"), finds=("Får jag köpa?", "två", "tre"))],
    )
    first, second = told(copied_questions, examined)
    assert "tests[0].finds[0]: 'Får jag köpa?' är redan en formulering" in first
    assert "tests[0].leaves[0].ask: 'Vad gäller?' är redan en formulering" in second


def test_a_neighbours_question_that_is_answered_is_told(examine):
    """The worst that can happen: a sure answer that is wrong. It is told once, under its own heading."""
    examined = examine(
        {"fyra": sure_of("annonsering")} | {ask: sure_of("annonsering") for ask in ("ett", "två", "tre")},
        entries=[entry(), entry("annat")],
        tests=[golden("annonsering")],
    )
    [line] = told(not_left, examined)
    assert "tests[0].leaves[0].ask: 'fyra' besvaras här men hör till 'annat'" in line
    assert told(not_found, examined) == []


def test_a_question_that_finds_another_or_nothing_is_told(examine):
    """An unsure choice counts too, since the right answer does not come first."""
    other = Unclear((Likely("annat", 0.5), Likely("annonsering", 0.4)))
    match = {"ett": other, "två": sure_of("annonsering"), "fyra": Unclear((Likely("annonsering", 0.5),))}
    lines = told(not_found, examine(match, entries=[entry(), entry("annat")], tests=[golden("annonsering")]))
    assert [line.split(": ", 1)[1].split(" – ")[0] for line in lines] == [
        "tests[0].finds[0]: 'ett' hittar först 'annat'",
        "tests[0].finds[2]: 'tre' hittar ingenting",
        "tests[0].leaves[0].ask: 'fyra' hittar först 'annonsering'",
    ]


def test_two_entries_that_take_each_others_questions_are_told_once(examine):
    """A pair is one thing to mend; a single question that goes astray is told by itself."""
    match = {"ett": sure_of("annat"), "två": sure_of("annat"), "fem": sure_of("annonsering")}
    sections = {
        "entries": [entry(), entry("annat")],
        "tests": [
            golden("annonsering"),
            golden("annat", ("åtta", "annonsering"), finds=("fem", "sex", "sju")),
        ],
    }
    [line] = told(rivals, examine(match, **sections))
    assert "antal provfrågor om 'annat' som hamnar hos 'annonsering': 1, och tvärtom: 2" in line
    assert told(rivals, examine({"ett": sure_of("annat")}, **sections)) == []


@pytest.mark.parametrize(
    ("values", "told_of"),
    [
        ([{"from": date(2026, 1, 1), "sek": 1}], ""),
        ([{"from": date(2026, 1, 1), "to": date(2027, 1, 25), "sek": 1}], ""),
        (
            [{"from": date(2026, 1, 1), "to": date(2027, 1, 24), "sek": 1}],
            "values[0].to: gäller bara till 2027-01-24",
        ),
        (
            [{"from": date(2025, 1, 1), "to": date(2026, 11, 24), "sek": 1}],
            "values[0].to: slutade gälla 2026-11-24",
        ),
        ([{"from": date(2027, 1, 1), "sek": 1}], "values: inget belopp gäller 2026-11-25"),
        (
            [
                {"from": date(2026, 1, 1), "to": date(2026, 12, 31), "sek": 1},
                {"from": date(2027, 1, 1), "sek": 1},
            ],
            "",
        ),
    ],
)
def test_amounts_that_end_are_told_in_time(examine, values, told_of):
    """Sixty days before the last known day, and for as long as nothing follows."""
    lines = told(amounts_that_end, examine(parameters=[parameter(*values)]))
    assert len(lines) == bool(told_of)
    assert told_of in "".join(lines)


def test_an_amount_without_kronor_is_told_while_it_holds(examine):
    """Euro alone is less than a reader needs; other periods than today's do not matter."""
    euro = {"from": date(2026, 1, 1), "eur": 1}
    [line] = told(amounts_without_kronor, examine(parameters=[parameter(euro)]))
    assert "parameters[0].values[0]: beloppet i kronor är inte känt" in line
    known = [
        {"from": date(2026, 1, 1), "to": date(2026, 12, 31), "sek": 1},
        {"from": date(2027, 1, 1), "eur": 1},
    ]
    assert told(amounts_without_kronor, examine(parameters=[parameter(*known)])) == []
    assert (
        told(amounts_without_kronor, examine(parameters=[parameter({"from": date(2027, 1, 1), "eur": 1})]))
        == []
    )


def test_an_amounts_overdue_review_is_told(examine):
    """Amounts are read again like entries are."""
    late = parameter({"from": date(2026, 1, 1), "sek": 1}, review_by=date(2026, 11, 24))
    assert "parameters[0].review_by" in told(overdue_reviews, examine(parameters=[late]))[0]


def test_lix_is_words_per_sentence_and_long_words_per_hundred():
    """Two sentences of three words, two of six long ones: 3 + 33."""
    assert round(lix(["Vi köper stolar", "Upphandlingen annonseras snart"])) == 36
    assert lix([]) == 0


def test_a_hard_text_is_told_with_its_longest_sentence(examine):
    """Where to begin; a full stop in a paragraph of law ends no sentence, and steps count."""
    hard = "Upphandlande myndigheter offentliggör tilldelningsbeslut enligt 19 a kap. 2 § upphandlingslagen."
    [line] = told(hard_texts, examine(entries=[entry(answer="Undersök marknaden noggrant.", steps=[hard])]))
    assert f"den längsta meningen: {hard!r}" in line
    assert told(hard_texts, examine(entries=[entry()])) == []


def test_a_confidence_fitted_to_other_wordings_is_told(examine):
    """How sure the bot was of other content says nothing about this one; without any it is never sure."""
    assert told(stale_confidence, examine()) == []
    [never] = told(confidence_not_fitted, examine())
    assert "kör inkopsbot calibrate" in never
    stale = examine(entries=[entry()], confidence={"fitted_to": "andra", "sure": 0.9})
    [one] = told(stale_confidence, stale)
    assert one.startswith("landet/svar.yaml:")
    assert one.endswith("andra formuleringar än de som finns nu – kör inkopsbot calibrate")
    version = stale.knowledge.wording_version
    fresh = examine(entries=[entry()], confidence={"fitted_to": version, "sure": 0.9})
    assert told(stale_confidence, fresh) == told(confidence_not_fitted, fresh) == []

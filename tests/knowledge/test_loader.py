"""Content is loaded whole or not at all, and an editor is told everything that is wrong at once."""

from pathlib import Path

import pytest

from knowledge.loader import Knowledge, load
from knowledge.yaml_reader import ContentError

COUNTRY = """
sources:
  - id: lou
    title: "Lagen om offentlig upphandling"
    short: "LOU"
    url: "https://example.org/lou"
    checked: 2026-11-22
parameters:
  - id: grans
    name: "Gränsen"
    law: LOU
    review_by: 2027-01-31
    values:
      - {from: 2022-02-01, sek: 700000, source: lou, facts: [T-20]}
entries:
  - id: annonsering
    title: "Hur annonserar jag?"
    basis: law
    answer: "I en annonsdatabas, från {grans}."
    wordings: ["var annonserar jag"]
    sources: [{source: lou, at: "10 kap. 1 §"}]
    facts: [P-01]
    owner: enheten
    review_by: 2027-05-31
"""

ORGANISATION = """
organisation: {name: "Exempelkommunen", unit: enheten}
contacts:
  - id: enheten
    name: "Inköpsenheten"
    about: "Hjälper till."
    checked: 2026-11-22
"""


@pytest.fixture
def layers(tmp_path: Path):
    """Write the two layers and load them; a layer given as a dict is file name → text."""

    def write(country: str | dict[str, str] = COUNTRY, organisation: str = ORGANISATION) -> Knowledge:
        files = country if isinstance(country, dict) else {"innehall.yaml": country}
        for layer, texts in (("landet", files), ("kommunen", {"egen.yaml": organisation})):
            (tmp_path / layer).mkdir(exist_ok=True)
            for name, text in texts.items():
                (tmp_path / layer / name).write_text(text, encoding="utf-8")
        return load(tmp_path / "landet", tmp_path / "kommunen")

    return write


def faults(call, *args) -> list[str]:
    with pytest.raises(ContentError) as raised:
        call(*args)
    return [str(fault) for fault in raised.value.faults]


def test_both_layers_become_one(layers):
    """What the country and the organisation say stands together, with the unit's contact at hand."""
    knowledge = layers()
    assert knowledge.entries["annonsering"].sources[0].source == "lou"
    assert knowledge.unit.name == "Inköpsenheten"


def test_the_organisation_replaces_an_entry(layers):
    """An id that both layers have is the organisation's."""
    own = ORGANISATION + COUNTRY[COUNTRY.index("entries:") :].replace(
        "Hur annonserar jag?", "Så annonserar vi"
    )
    assert layers(organisation=own).entries["annonsering"].title == "Så annonserar vi"


@pytest.mark.parametrize(
    ("written", "instead", "line", "told"),
    [
        ('"Hur annonserar jag?"', "NO", 17, "väntade text men fann false – sätt texten inom citattecken"),
        ('"Hur annonserar jag?"', "12:30", 17, "väntade text men fann 750"),
        ("    basis: law", "    basis: law\n    basis: law", 19, "står två gånger, först på rad 18"),
        ("    basis: law", "    basis: lag", 18, "'lag' går inte här – skriv 'law'"),
        ("    wordings:", "    wording:", 20, "okänt fält – menade du 'wordings'?"),
        ("    wordings:", "    wording:", 16, "saknas – lägg till fältet"),
        ("owner: enheten", "owner: enhetn", 23, "'enhetn' finns inte – menade du 'enheten'?"),
        ("source: lou, at", "source: luo, at", 21, "'luo' finns inte – menade du 'lou'?"),
        ("{grans}", "{gräns}", 19, "'gräns' finns inte – menade du 'grans'?"),
        ("review_by: 2027-05-31", 'review_by: "maj"', 24, "väntade ett datum som 2026-01-31 men fann 'maj'"),
        ("sek: 700000", "sek: 700 000", 14, "väntade ett heltal utan mellanslag"),
        ("sek: 700000, ", "", 14, "beloppet saknas – skriv 'sek', 'eur' eller båda"),
        ("från {grans}", "från 700 000 kr", 19, "är skrivet för hand – skriv beloppet som"),
        ("entries:", "entris:", 15, "okänt avsnitt"),
        ('["var annonserar jag"]', '"var"', 20, "väntade en lista"),
        ('    title: "Hur', '    title "Hur', 18, "går inte att läsa som YAML"),
    ],
)
def test_a_fault_names_line_and_mend(layers, written, instead, line, told):
    """An editor's slip is pointed out with its line and what to do about it."""
    with pytest.raises(ContentError) as raised:
        layers(COUNTRY.replace(written, instead, 1))
    assert [fault for fault in raised.value.faults if fault.line == line and told in fault.problem]


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("entries:", "entries: x: y", "ett kolon för mycket"),
        ('["var annonserar jag"]', '["var annonserar jag"', "avslutas"),
        ('["var annonserar jag"]', "@var", "inom citattecken"),
    ],
)
def test_what_is_no_yaml_is_told_in_swedish(layers, written, instead, told):
    """As an editor sees it, not as the parser says it."""
    [fault] = faults(layers, COUNTRY.replace(written, instead, 1))
    assert told in fault
    assert not [word for word in (" not ", " found ", "expected") if word in fault]


def test_a_day_that_does_not_exist_is_told_once(layers):
    """It is no missing day as well."""
    [fault] = faults(layers, COUNTRY.replace("review_by: 2027-05-31", "review_by: 2027-02-30", 1))
    assert "2027-02-30" in fault


def test_all_faults_in_all_files_are_told_at_once(layers):
    """One run tells everything, so that an editor need not mend and try again fault by fault."""
    broken = COUNTRY.replace("basis: law", "basis: lag")
    found = faults(layers, {"a.yaml": broken, "b.yaml": "entries: [", "c.yaml": "- en lista"})
    assert {fault.split(":")[0] for fault in found} == {"landet/a.yaml", "landet/b.yaml", "landet/c.yaml"}


def test_an_unreadable_file_makes_no_false_faults(layers):
    """What stands in it is not called missing in the others: there is one thing to mend."""
    sources, rest = COUNTRY.split("parameters:")
    broken = sources.replace('short: "LOU"', 'short: "LOU')
    assert len(faults(layers, {"a.yaml": broken, "b.yaml": f"parameters:{rest}"})) == 1


def test_a_fault_does_not_make_others_that_are_not_there(layers):
    """An entry with a fault of its own still exists for those that refer to it."""
    second = COUNTRY[COUNTRY.index("entries:") :].replace(
        "id: annonsering", "id: andra\n    see_also: [annonsering]"
    )
    found = faults(layers, {"a.yaml": COUNTRY.replace("basis: law", "basis: lag"), "b.yaml": second})
    assert len(found) == 1


def test_more_wordings_join_their_entry(layers):
    """Ways of asking can stand in a file of their own; one for no entry is a fault."""
    more = 'wordings:\n  - id: annonsering\n    wordings: ["måste det lysas ut"]\n'
    entry = layers({"a.yaml": COUNTRY, "b.yaml": more}).entries["annonsering"]
    assert entry.wordings == ("var annonserar jag", "måste det lysas ut")
    assert (
        "menade du 'annonsering'?"
        in faults(layers, {"a.yaml": COUNTRY, "b.yaml": more.replace("annonsering", "anonsering")})[0]
    )


def test_the_same_id_twice_in_a_layer_is_a_fault(layers):
    """Which of two would win is nobody's guess."""
    again = COUNTRY[COUNTRY.index("entries:") :]
    assert "finns redan i samma lager" in faults(layers, {"a.yaml": COUNTRY, "b.yaml": again})[0]


def test_periods_that_overlap_are_a_fault(layers):
    """On any day at most one value is in force."""
    two = COUNTRY.replace(
        "facts: [T-20]}", "facts: [T-20]}\n      - {from: 2024-01-01, sek: 1, source: lou, facts: [T-20]}"
    )
    assert "två perioder gäller samtidigt från 2024-01-01" in faults(layers, two)[0]


def test_the_version_follows_the_text(layers):
    """Any change of the content gives another version; the same content gives the same."""
    first = layers().version
    assert layers().version == first
    assert layers(COUNTRY.replace("annonsdatabas", "databas")).version != first


def test_an_empty_layer_is_said_so(layers, tmp_path):
    """A folder that points nowhere stops the start with a sentence, not a stack trace."""
    layers()
    (told,) = faults(load, tmp_path / "landet", tmp_path / "finns-inte")
    assert "inga YAML-filer" in told

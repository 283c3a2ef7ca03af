"""Two layers of content into one ``Knowledge``: the country's, and the organisation's on top of it.

A file holds one or more sections (``entries:``, ``parameters:`` …) and its name is for the editor alone. What
the upper layer says of an id replaces what the lower one says. Nothing is loaded unless everything is right.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from knowledge.checks.typed_amounts import typed_amounts
from knowledge.model import (
    Citation,
    Confidence,
    Contact,
    Content,
    Elsewhere,
    Entry,
    Golden,
    Organisation,
    Outside,
    Parameter,
    Responsibility,
    Source,
    SynonymSet,
    Wordings,
)
from knowledge.routing import dead_end
from knowledge.working_hours import WorkingHours
from knowledge.yaml_reader import ContentError, Document, Fault, Path_, parse, read_yaml

CONTENT = Path(__file__).parent / "content"
COUNTRY = CONTENT / "sverige"
ORGANISATION = CONTENT / "haninge"
"""The layer that ships; a deployment may point to its own."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

_SECTIONS: Mapping[str, type[Content]] = {
    "entries": Entry,
    "wordings": Wordings,
    "tests": Golden,
    "elsewhere": Elsewhere,
    "outside": Outside,
    "parameters": Parameter,
    "sources": Source,
    "contacts": Contact,
    "responsibilities": Responsibility,
    "synonyms": SynonymSet,
}


@dataclass(frozen=True)
class Knowledge:
    """All that the bot knows, consistent in itself. Mappings go from id."""

    organisation: Organisation
    entries: Mapping[str, Entry]
    tests: Mapping[str, Golden]
    elsewhere: Mapping[str, Elsewhere]
    outside: Mapping[str, Outside]
    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Source]
    contacts: Mapping[str, Contact]
    responsibilities: Mapping[str, Responsibility]
    synonyms: tuple[SynonymSet, ...]
    confidence: Confidence
    working_hours: WorkingHours | None
    """The experts' calendar; nothing: no time is promised."""
    version: str
    """A fingerprint of the files; the same files give the same one."""

    @property
    def unit(self) -> Contact:
        """The procurement experts, offered wherever the bot cannot answer."""
        return self.contacts[self.organisation.unit]

    @property
    def subjects(self) -> tuple[Entry | Elsewhere, ...]:
        """All that can be asked about: the entries, then what is not ours."""
        return (*self.entries.values(), *self.elsewhere.values())

    @property
    def foreign(self) -> tuple[str, ...]:
        """Questions that nothing here answers."""
        return tuple(question for matter in self.outside.values() for question in matter.questions)

    @cached_property
    def wording_version(self) -> str:
        """A fingerprint of all that a question is compared with: what is fitted to it holds as long."""
        rows = [[one.id, one.title, *one.wordings, *one.keywords] for one in self.subjects]
        said = [[group.word, *group.also] for group in self.synonyms]
        return hashlib.sha256(json.dumps([rows, said, self.foreign]).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Written:
    """Knowledge, and where each item in it is written."""

    knowledge: Knowledge
    places: Mapping[tuple[str, str], tuple[Document, Path_]]
    """From section and id to the file, and the item's place in it; ``confidence`` has no id, and
    stands with the organisation where it has not been written yet."""

    def fault(self, section: str, key: str, field: Path_, problem: str) -> Fault:
        """*problem* in the item *key* of *section*, at the line of its *field*."""
        document, path = self.places[section, key]
        return document.fault((*path, *field), problem)


@dataclass
class _Gathered:
    """What has been read so far. *declared* also holds the ids of items that have faults of their own."""

    items: dict[str, dict[str, tuple[Content, Document, Path_]]] = field(
        default_factory=lambda: {section: {} for section in _SECTIONS}
    )
    declared: dict[str, set[str]] = field(default_factory=lambda: {section: set() for section in _SECTIONS})
    organisation: tuple[Organisation, Document] | None = None
    confidence: Confidence = field(default_factory=Confidence)
    confidence_place: tuple[Document, Path_] | None = None
    working_hours: WorkingHours | None = None
    faults: list[Fault] = field(default_factory=list)
    unreadable: bool = False

    def of(self, section: str) -> dict[str, Content]:
        return {key: item for key, (item, _, _) in self.items[section].items()}

    def declared_in(self, section: str) -> set[str]:
        """The ids of *section*; ``subjects`` are entries and what is not ours together."""
        if section == "subjects":
            return self.declared["entries"] | self.declared["elsewhere"]
        return self.declared[section]


def load(country: Path = COUNTRY, organisation: Path = ORGANISATION) -> Knowledge:
    """Read both layers. Raises ``ContentError`` with every fault in every file."""
    return read(country, organisation).knowledge


def read(country: Path = COUNTRY, organisation: Path = ORGANISATION) -> Written:
    """The same as ``load``, for whoever points at lines."""
    gathered = _Gathered()
    fingerprint = hashlib.sha256()
    for layer in (country, organisation):
        files = sorted(layer.rglob("*.yaml"))
        if not files:
            fault = Fault(str(layer), 1, "", "här finns inga YAML-filer – peka ut rätt mapp")
            raise ContentError([fault])  # rather than each that follows from it
        seen: set[tuple[str, str]] = set()
        for file in files:
            name = f"{layer.name}/{file.relative_to(layer).as_posix()}"
            fingerprint.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
            _read_file(read_yaml(file, name), seen, gathered)
    gathered.faults.extend(_unstaffed(gathered))
    if not gathered.unreadable:  # what an unreadable file holds would seem to be missing everywhere
        gathered.faults.extend(_dangling(gathered))
    if gathered.organisation is None:
        gathered.faults.append(Fault(organisation.name, 1, "organisation", "saknas – skriv vems boten är"))
    if gathered.faults or gathered.organisation is None:
        raise ContentError(gathered.faults)
    knowledge = Knowledge(
        organisation=gathered.organisation[0],
        entries=_with_more_wordings(gathered),
        tests=gathered.of("tests"),  # type: ignore[arg-type]  # each section holds its own model
        elsewhere=gathered.of("elsewhere"),  # type: ignore[arg-type]
        outside=gathered.of("outside"),  # type: ignore[arg-type]
        parameters=gathered.of("parameters"),  # type: ignore[arg-type]
        sources=gathered.of("sources"),  # type: ignore[arg-type]
        contacts=gathered.of("contacts"),  # type: ignore[arg-type]
        responsibilities=gathered.of("responsibilities"),  # type: ignore[arg-type]
        synonyms=tuple(gathered.of("synonyms").values()),  # type: ignore[arg-type]
        confidence=gathered.confidence,
        working_hours=gathered.working_hours,
        version=fingerprint.hexdigest()[:12],
    )
    places = {
        (section, key): (document, path)
        for section, items in gathered.items.items()
        for key, (_, document, path) in items.items()
    }
    if gathered.confidence_place or gathered.organisation:
        places["confidence", ""] = gathered.confidence_place or (gathered.organisation[1], ("organisation",))
    return Written(knowledge, places)


def _with_more_wordings(gathered: _Gathered) -> dict[str, Entry]:
    entries: dict[str, Entry] = gathered.of("entries")  # type: ignore[assignment]
    more: dict[str, Wordings] = gathered.of("wordings")  # type: ignore[assignment]
    for key, entry in entries.items():
        if key in more:
            wordings = dict.fromkeys((*entry.wordings, *more[key].wordings))
            entries[key] = entry.model_copy(update={"wordings": tuple(wordings)})
    return entries


def _read_file(document: Document, seen: set[tuple[str, str]], gathered: _Gathered) -> None:
    gathered.faults.extend(document.faults)
    if document.data is None:
        gathered.unreadable = True
        return
    if not isinstance(document.data, dict):
        gathered.faults.append(document.fault((), "väntade avsnitt som 'entries:' överst i filen"))
        return
    for section, content in document.data.items():
        if section == "organisation":
            organisation, faults = parse(document, (section,), Organisation)
            gathered.faults.extend(faults)
            gathered.organisation = (organisation, document) if organisation else gathered.organisation
        elif section == "confidence":
            confidence, faults = parse(document, (section,), Confidence)
            gathered.faults.extend(faults)
            if confidence:
                gathered.confidence, gathered.confidence_place = confidence, (document, (section,))
        elif section == "working_hours":
            hours, faults = parse(document, (section,), WorkingHours)
            gathered.faults.extend(faults)
            gathered.working_hours = hours or gathered.working_hours
        elif section not in _SECTIONS:
            known = ", ".join([*_SECTIONS, "organisation", "confidence", "working_hours"])
            gathered.faults.append(document.fault((section,), f"okänt avsnitt – de som finns är {known}"))
        elif not isinstance(content, tuple):
            gathered.faults.append(document.fault((section,), "väntade en lista – skriv varje post med '- '"))
        else:
            for position in range(len(content)):
                _read_item(document, section, position, seen, gathered)


def _read_item(
    document: Document, section: str, position: int, seen: set[tuple[str, str]], gathered: _Gathered
) -> None:
    path: Path_ = (section, position)
    raw = document.at(path)
    name = "word" if section == "synonyms" else "id"
    key = raw.get(name) if isinstance(raw, dict) else None
    if isinstance(key, str):
        gathered.declared[section].add(key)
        if (section, key) in seen:
            problem = f"{key!r} finns redan i samma lager – ge den ett annat namn eller ta bort den ena"
            gathered.faults.append(document.fault((*path, name), problem))
        seen.add((section, key))
    item, faults = parse(document, path, _SECTIONS[section])
    gathered.faults.extend(faults)
    if isinstance(item, Entry):
        gathered.faults.extend(document.fault((*path, *place), told) for place, told in typed_amounts(item))
    if item is not None and isinstance(key, str):
        gathered.items[section][key] = (item, document, path)


def _unstaffed(gathered: _Gathered) -> Iterator[Fault]:
    """Every contact that nobody stands in for on some day of an absence."""
    contacts: dict[str, Contact] = gathered.of("contacts")  # type: ignore[assignment]
    for key, contact in contacts.items():
        _, document, path = gathered.items["contacts"][key]
        if problem := dead_end(contact, contacts):
            yield document.fault((*path, "away" if contact.away else "deputy"), problem)


def _dangling(gathered: _Gathered) -> Iterator[Fault]:
    """Every reference to something that does not exist."""
    found: Iterable[tuple[Content, Document, Path_]] = (
        item for section in gathered.items.values() for item in section.values()
    )
    if gathered.organisation:
        organisation, document = gathered.organisation
        found = (*found, (organisation, document, ("organisation",)))
    for item, document, path in found:
        for place, key, section in _references(item):
            declared = gathered.declared_in(section)
            if key not in declared:
                near = get_close_matches(key, declared, n=1)
                within = "entries" if section == "subjects" else section
                mend = f"menade du {near[0]!r}?" if near else f"lägg till det under '{within}:'"
                yield document.fault((*path, *place), f"{key!r} finns inte – {mend}")


def _references(item: Content) -> Iterator[tuple[Path_, str, str]]:
    """What *item* refers to: where in it, the id, and the section that must hold the id."""
    match item:
        case Entry():
            yield from _cited(item.sources)
            yield from ((("see_also", i), key, "entries") for i, key in enumerate(item.see_also))
            yield ("owner",), item.owner, "contacts"
            yield from _placed(("answer",), item.answer)
            yield from _placed(("details",), item.details or "")
            for i, step in enumerate(item.steps):
                yield from _placed(("steps", i), step)
        case Wordings():
            yield ("id",), item.id, "entries"
        case Golden():
            yield ("id",), item.id, "entries"
            yield from ((("leaves", i, "to"), near.to, "subjects") for i, near in enumerate(item.leaves))
        case Parameter():
            yield from (
                (("values", i, "source"), value.source, "sources") for i, value in enumerate(item.values)
            )
        case Responsibility():
            yield from _cited(item.sources)
            if item.contact:
                yield ("contact",), item.contact, "contacts"
        case Contact() if item.deputy:
            yield ("deputy",), item.deputy, "contacts"
        case Organisation():
            yield ("unit",), item.unit, "contacts"


def _cited(citations: Sequence[Citation]) -> Iterator[tuple[Path_, str, str]]:
    return ((("sources", i, "source"), citation.source, "sources") for i, citation in enumerate(citations))


def _placed(path: Path_, text: str) -> Iterator[tuple[Path_, str, str]]:
    return ((path, name, "parameters") for name in PLACEHOLDER.findall(text))

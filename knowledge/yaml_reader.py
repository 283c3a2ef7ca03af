"""Strict YAML: every fault with file, line, field and mend; all faults at once, none swallowed.

YAML bites: ``NO`` becomes false, ``12:30`` becomes 750, and of a repeated key the last silently wins. Here a
repeated key is a fault, and a text that YAML reads as something else is a fault that says: put it in quotes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Path_ = tuple[str | int, ...]
"""Where in a document: keys and positions from its top, such as ``("entries", 2, "answer")``."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same loader in C where PyYAML was built with it; five times as fast."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in the content, in words that say what to change. Lines count from 1."""

    file: str
    line: int
    field: str
    problem: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return f"{place}: {self.field}: {self.problem}" if self.field else f"{place}: {self.problem}"


class ContentError(Exception):
    """The content cannot be used; *faults* says all that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Document:
    """A YAML file as plain values (dict, tuple, str, int, float, bool, date, None) and the line of each."""

    file: str
    data: Any
    lines: Mapping[Path_, int]
    faults: tuple[Fault, ...] = ()

    def fault(self, path: Path_, problem: str) -> Fault:
        """A fault at *path*, or at the nearest place around it that has a line."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Fault(self.file, self.lines.get(known, 1), written_path(path), problem)

    def at(self, path: Path_) -> Any:
        """The value at *path*."""
        value = self.data
        for step in path:
            value = value[step]
        return value


def written_path(path: Path_) -> str:
    """``("entries", 2, "answer")`` as ``entries[2].answer``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def read_yaml(path: Path, name: str) -> Document:
    """Read the file at *path*. *name* is what faults call it. Faults are in the document, none is raised."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except UnicodeDecodeError:
        return Document(name, None, {}, (Fault(name, 1, "", "filen är inte UTF-8 – spara den som UTF-8"),))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Document(name, None, {}, (Fault(name, line, "", _no_yaml(error.problem)),))
    except yaml.YAMLError:
        return Document(name, None, {}, (Fault(name, 1, "", _no_yaml(None)),))
    if root is None:
        return Document(name, None, {}, (Fault(name, 1, "", "filen är tom – ta bort den eller fyll den"),))
    lines: dict[Path_, int] = {}
    faults: list[Fault] = []
    data = _value(root, (), name, lines, faults)
    return Document(name, data, lines, tuple(faults))


_NO_YAML = {
    "mapping values are not allowed": "ett kolon för mycket, eller fel indrag – sätt texten inom citattecken",
    "expected ','": "en lista eller grupp avslutas inte – sätt ut ] eller }",
    "expected node content": "en lista eller grupp avslutas inte – sätt ut ] eller }",
    "end of stream": "ett citattecken saknas – avsluta texten",
    "cannot start any token": "texten börjar med ett tecken som YAML läser – sätt den inom citattecken",
    "expected '-' indicator": "en rad i listan saknar '- ' eller har fel indrag",
    "expected key": "en rad har fel indrag, eller saknar namn och kolon",
    "could not find expected ':'": "ett kolon saknas efter ett namn, eller ett citattecken",
    "undefined alias": "en hänvisning med * saknar sitt & – sätt text som börjar med * inom citattecken",
}
"""What is likely wrong, by what the parser says, which is in English and of its own parts."""


def _no_yaml(problem: str | None) -> str:
    """What to look at where the parser has *problem*."""
    likely = (mend for said, mend in _NO_YAML.items() if said in (problem or ""))
    return f"går inte att läsa som YAML: {next(likely, 'se över indrag och citattecken')}"


def _value(node: yaml.Node, path: Path_, name: str, lines: dict[Path_, int], faults: list[Fault]) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_value(item, (*path, i), name, lines, faults) for i, item in enumerate(node.value))
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            at = key_node.start_mark.line + 1
            if key in mapping:
                first = lines[(*path, key)]
                problem = f"står två gånger, först på rad {first} – behåll en av dem"
                faults.append(Fault(name, at, written_path((*path, key)), problem))
                continue
            lines[(*path, key)] = at
            mapping[key] = _value(value_node, (*path, key), name, lines, faults)
        return mapping
    try:
        value = yaml.SafeLoader("").construct_object(node)
    except (yaml.YAMLError, ValueError):
        problem = f"går inte att förstå: {node.value!r} – en dag ska finnas, och text stå inom citattecken"
        faults.append(Fault(name, line, written_path(path), problem))
        return None
    return value


def parse(document: Document, path: Path_, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """The part of *document* at *path* as a *model*, or None and every fault in it that it has not told."""
    try:
        return model.model_validate(document.at(path)), []
    except ValidationError as error:
        fields = _field_names(model)
        found = error.errors(include_url=False)
        told = {fault.field for fault in document.faults}
        faults = [
            document.fault((*path, *details["loc"]), _in_swedish(details, fields))
            for details in found
            if not _follows(details, found)
        ]
        return None, [fault for fault in faults if fault.field not in told]


def _follows(details: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """Whether a list counts as too short only because of faults in its own items."""
    place = details["loc"]
    inner = (other["loc"] for other in found if len(other["loc"]) > len(place))
    return details["type"] == "too_short" and any(loc[: len(place)] == place for loc in inner)


def _field_names(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}


def _in_swedish(details: ErrorDetails, fields: set[str]) -> str:
    kind, found, context = details["type"], details["input"], details.get("ctx", {})
    match kind:
        case "missing":
            return "saknas – lägg till fältet"
        case "extra_forbidden":
            near = get_close_matches(str(details["loc"][-1]), fields, n=1)
            return f"okänt fält – menade du {near[0]!r}?" if near else "okänt fält – ta bort det"
        case "string_type":
            return f"väntade text men fann {_as_written(found)} – sätt texten inom citattecken"
        case "string_too_short" | "too_short":
            return "får inte vara tomt – fyll i det"
        case "string_pattern_mismatch":
            return f"{_as_written(found)} har fel form – den ska passa {context.get('pattern')}"
        case "date_type" | "date_from_datetime_parsing" | "date_parsing":
            return f"väntade ett datum som 2026-01-31 men fann {_as_written(found)}"
        case "int_type":
            return f"väntade ett heltal utan mellanslag men fann {_as_written(found)}"
        case "tuple_type":
            return f"väntade en lista men fann {_as_written(found)} – skriv varje rad med '- '"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"väntade fält med namn och värde men fann {_as_written(found)}"
        case "literal_error":
            allowed = str(context.get("expected")).replace(" or ", " eller ")
            return f"{_as_written(found)} går inte här – skriv {allowed}"
        case "value_error":
            return str(context.get("error", details["msg"]))
    return f"{details['msg']} (fann {_as_written(found)})"


def _as_written(value: object) -> str:
    """*value* roughly as it stands in the file, cut to a line's worth."""
    match value:
        case None:
            return "ingenting"
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case str():
            return repr(value if len(value) <= 40 else value[:39] + "…")  # noqa: PLR2004 - a line's worth
        case tuple():
            return "en lista"
        case dict():
            return "fält med namn"
    return str(value)

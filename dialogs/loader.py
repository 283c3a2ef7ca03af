"""The flows from their files, checked against the knowledge they lean on, and proven; every fault at once."""

from collections.abc import Mapping, Set
from pathlib import Path

from dialogs.checks import faults_in, loose_ends
from dialogs.model import Flow
from dialogs.proof.proving import unproven
from dialogs.question_checks import no_such
from dialogs.typed.examples import with_examples
from dialogs.typed.wordings import Wordings, faults_in_wordings, worded
from knowledge.loader import Knowledge
from knowledge.yaml_reader import ContentError, Document, Fault, Path_, parse, read_yaml

FLOWS = Path(__file__).parent / "flows"


def load_flows(knowledge: Knowledge, folder: Path = FLOWS) -> Mapping[str, Flow]:
    """Every flow in *folder*, by name. Raises ``ContentError`` with every fault in every file."""
    faults: list[Fault] = []
    read: dict[str, tuple[Flow, Document]] = {}
    files = sorted(folder.glob("*.yaml"))
    if not files:
        faults.append(Fault(folder.name, 1, "", "här finns inga flöden – peka ut rätt mapp"))
    for file in files:
        document = read_yaml(file, f"{folder.name}/{file.name}")
        faults.extend(document.faults)
        if document.data is None:
            continue
        flow, found = parse(document, (), Flow)
        faults.extend(found)
        if flow is not None:
            flow, found = _with_wordings(flow, folder)
            faults.extend(found)
            flow, found = with_examples(
                flow, folder / "examples" / flow.name, f"{folder.name}/examples/{flow.name}"
            )
            faults.extend(found)
            read[file.stem] = flow, document
    names = {file.stem for file in files}
    faults.extend(
        Fault(f"{folder.name}/examples/{stray.name}", 1, "", no_such("kontrollen", stray.name, names))
        for stray in sorted((folder / "examples").glob("*"))
        if stray.name not in names
    )
    for stem, (flow, document) in read.items():
        if flow.name != stem:
            faults.append(
                document.fault(("name",), f"filen heter {stem}.yaml – skriv {stem!r} eller byt filnamn")
            )
        loose = [*loose_ends(flow)]
        wrong = [*faults_in(flow, names, knowledge)] or _proven(flow, knowledge, {path for path, _ in loose})
        faults.extend(document.fault(path, problem) for path, problem in (*loose, *wrong))
    if faults:
        raise ContentError(faults)
    return {name: flow for name, (flow, _) in read.items()}


def _proven(flow: Flow, knowledge: Knowledge, told: Set[Path_]) -> list[tuple[Path_, str]]:
    """What the proof finds beside what has been *told*: of an outcome without a row it would say it again."""
    return [(path, problem) for path, problem in unproven(flow, knowledge.parameters) if path not in told]


def _with_wordings(flow: Flow, folder: Path) -> tuple[Flow, list[Fault]]:
    """*flow* with what people type, from ``wordings/NAME.yaml`` if there is one, and the faults in it."""
    file = folder / "wordings" / f"{flow.name}.yaml"
    if not file.exists():
        return flow, []
    document = read_yaml(file, f"{folder.name}/wordings/{file.name}")
    if document.data is None:
        return flow, list(document.faults)
    wordings, faults = parse(document, (), Wordings)
    if wordings is None:
        return flow, [*document.faults, *faults]
    wrong = [document.fault(path, problem) for path, problem in faults_in_wordings(wordings, flow)]
    return worded(flow, wordings), [*document.faults, *wrong]

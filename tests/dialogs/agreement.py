"""A hundred thousand cases of each check, decided by the flow and by the contract's second writing.

``make bench`` runs it and says how long it takes. The cases are the same each time.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from json import dumps
from pathlib import Path
from typing import Any

import contract_reference as reference
from dialog_cases import BELOW, DAYS, TURNING_POINTS

from dialogs.facts import decide, parse_facts
from dialogs.loader import load_flows
from dialogs.model import Flow
from dialogs.proof.diagram import diagram
from dialogs.proof.proving import unproven
from knowledge.loader import Knowledge, load

CASES = 100_000
BATCH_WITHIN = 20.0
"""Seconds that a batch of as many purchases may take on the command line."""
DECIDE = {
    "direktupphandling": reference.direktupphandling,
    "jav": reference.jav,
    "ansvar": reference.ansvar,
}


def cases(name: str, count: int) -> Iterable[dict[str, Any]]:
    """*count* cases of the check *name*; of purchases most come as far as to the value."""
    chance = random.Random(name)
    for _ in range(count):
        if name == "ansvar":
            yield {"matter": chance.choice(list(reference.ANSVAR))}
        elif name == "jav":
            yield {fact: chance.choice(values) for fact, values in reference.JAV.items()}
        else:
            yield _purchase(chance)


def _purchase(chance: random.Random) -> dict[str, Any]:
    case: dict[str, Any] = {fact: chance.choice(values) for fact, values in reference.PURCHASE.items()}
    if chance.random() < 0.7:
        case |= {fact: BELOW[fact] for fact in list(BELOW)[1:4]}
    at_a_limit = chance.choice(TURNING_POINTS) + chance.choice((-1, 0, 1))
    amount = at_a_limit if chance.random() < 0.7 else chance.randrange(10**8)
    unknown = chance.random() < 0.1
    return case | {"date": chance.choice(DAYS), "total_value_sek": "unknown" if unknown else amount}


def disagreements(flow: Flow, knowledge: Knowledge, found: Iterable[Mapping[str, Any]]) -> list[Any]:
    """The cases of *found* that the flow decides otherwise than the contract."""
    decided = DECIDE[flow.name]
    return [
        case
        for case in found
        if decide(flow, parse_facts(flow, case), knowledge).to_json() != decided(dict(case))
    ]


def main() -> int:
    """Compare, time and tell; 1 where something disagrees or takes too long."""
    knowledge = load()
    wrong = 0
    for name, flow in load_flows(knowledge).items():
        begun = time.perf_counter()
        assert not list(unproven(flow, knowledge.parameters))
        proven = time.perf_counter() - begun
        drawn = diagram(flow, knowledge.parameters)
        cells = sum(len(place.ways) for place in drawn.places())
        print(f"{name}: proven in {proven:.3f} s, {cells} cells in {len(list(drawn.places()))} places")  # noqa: T201
        begun = time.perf_counter()
        apart = disagreements(flow, knowledge, cases(name, CASES))
        took = time.perf_counter() - begun
        print(f"{name}: {len(apart)} of {CASES} cases disagree, in {took:.1f} s")  # noqa: T201
        wrong += len(apart)
    took = _batch()
    print(f"inkopsbot dialog direktupphandling --batch: {CASES} lines in {took:.1f} s")  # noqa: T201
    return 1 if wrong or took > BATCH_WITHIN else 0


def _batch() -> float:
    """Seconds for the command line to decide as many purchases."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.jsonl"
        file.write_text("\n".join(map(dumps, cases("direktupphandling", CASES))), encoding="utf-8")
        command = [sys.executable, "-m", "bot", "dialog", "direktupphandling", "--batch", str(file)]
        begun = time.perf_counter()
        ran = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own command
        assert ran.stdout.count(b"\n") == CASES
        return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())

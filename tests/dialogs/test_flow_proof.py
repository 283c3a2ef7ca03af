"""Each proof can fail: a flow broken in one way is refused, with line and the way that shows it."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogs.loader import FLOWS, load_flows
from dialogs.model import Flow
from dialogs.proof.diagram import diagram
from knowledge.loader import Knowledge
from knowledge.yaml_reader import ContentError

BROKEN = yaml.safe_load((Path(__file__).parent / "broken_flows.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("broken", BROKEN, ids=[broken["fault"] for broken in BROKEN])
def test_a_flow_that_is_not_proven_is_refused(
    tmp_path: Path, knowledge: Knowledge, broken: dict[str, Any]
) -> None:
    shutil.copytree(FLOWS, tmp_path, dirs_exist_ok=True)
    file = tmp_path / f"{broken['flow']}.yaml"
    text = file.read_text(encoding="utf-8")
    for change in broken["change"]:
        assert text.count(change["from"]) == 1, change
        text = text.replace(change["from"], change["to"])
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_flows(knowledge, tmp_path)
    told = [fault for fault in error.value.faults if fault.field == broken["at"]]
    assert told, error.value
    for fault in told:
        assert (fault.file, fault.line > 1) == (f"{tmp_path.name}/{file.name}", True)
    words = " ".join(fault.problem for fault in told).replace("\N{NO-BREAK SPACE}", " ")
    assert broken["says"] in words
    assert broken.get("way", "") in words


@pytest.mark.parametrize("name", ["ansvar", "direktupphandling", "jav"])
def test_a_proof_stays_small_enough_for_every_start(
    flows: Mapping[str, Flow], knowledge: Knowledge, name: str
) -> None:
    """Each place costs a question to the engine: a thousand of them is about a tenth of a second."""
    assert sum(1 for _ in diagram(flows[name], knowledge.parameters).places()) < 1_000

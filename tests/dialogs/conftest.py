import shutil
from collections.abc import Mapping

import pytest

from dialogs.loader import load_flows
from dialogs.model import Flow
from knowledge.loader import COUNTRY, ORGANISATION, Knowledge, load

FILES = ("sources*", "parameters*", "contacts*", "responsibilities*", "organisation*")


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """What the flows lean on, without the answers: a fault in an answer is no fault in a dialog."""
    folder = tmp_path_factory.mktemp("content")
    for layer in (COUNTRY, ORGANISATION):
        (folder / layer.name).mkdir()
        for file in (file for pattern in FILES for file in layer.glob(f"{pattern}.yaml")):
            shutil.copy(file, folder / layer.name)
    return load(folder / COUNTRY.name, folder / ORGANISATION.name)


@pytest.fixture(scope="session")
def flows(knowledge: Knowledge) -> Mapping[str, Flow]:
    return load_flows(knowledge)


@pytest.fixture(scope="session")
def purchase(flows: Mapping[str, Flow]) -> Flow:
    return flows["direktupphandling"]


@pytest.fixture(scope="session")
def jav(flows: Mapping[str, Flow]) -> Flow:
    return flows["jav"]


@pytest.fixture(scope="session")
def ansvar(flows: Mapping[str, Flow]) -> Flow:
    return flows["ansvar"]

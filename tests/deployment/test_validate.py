"""The validator of ``deployment/`` says what is wrong, before a cluster or Azure would."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BROKEN = [
    ("docker/Dockerfile", "USER 10001:10001", "", "Dockerfile: the bot would run as root"),
    ("docker/Dockerfile", "python:3.11-slim-bookworm", "python:latest", "Dockerfile: "),
    ("docker/compose.yaml", "env_file: .env", "env_fil: .env", "compose.yaml: "),
    (
        "docker/settings.example",
        "INKOPSBOT_TENANT_ID",
        "INKOPSBOT_TENANT",
        "the bot has no setting INKOPSBOT_TENANT",
    ),
    (
        "kubernetes/inkopsbot/templates/deployment.yaml",
        "enableServiceLinks: false",
        "",
        "write enableServiceLinks: false",
    ),
    ("kubernetes/inkopsbot/templates/service.yaml", "targetPort", "tragetPort", "tragetPort"),
    ("azure/main.bicep", "scope: registry", "scope: registri", "nothing declares registri"),
    ("azure/main.bicep", "param image string", "param image string =", "is not Bicep"),
    ("azure/app.bicep", "env: settings", "env: setings", "app.bicep: line 49: nothing"),
    ("azure/app.bicep", "param image string", "param image string =", "is not Bicep"),
    ("azure/app.bicep", "param image string", "param picture string", "image is no parameter of app.bicep"),
    ("azure/main.bicep", "    image: image\n", "", "main.bicep: image is missing"),
    ("azure/main.bicep", "'app.bicep'", "'ap.bicep'", "main.bicep: there is no ap.bicep"),
    ("azure/main.bicep", "@secure()\n", "", "would stand in the deployment's log"),
    ("azure/main.bicep", "msaAppType: 'UserAssignedMSI'", "msaAppType: 'MultiTenant'", "of one tenant"),
    ("azure/example.bicepparam", "param linkKey", "param linkkey", "example.bicepparam: linkKey is missing"),
]


def validate(folder: Path) -> tuple[int, str]:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "build" / "validators")))
    }
    command = [sys.executable, str(ROOT / "deployment" / "validate.py"), str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


@pytest.fixture
def deployment(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "deployment", tmp_path / "deployment")


def test_what_ships_has_no_fault(deployment: Path) -> None:
    assert validate(deployment) == (0, "")


@pytest.mark.parametrize(("file", "right", "wrong", "told"), BROKEN)
def test_a_fault_is_told(deployment: Path, file: str, right: str, wrong: str, told: str) -> None:
    text = (deployment / file).read_text(encoding="utf-8")
    assert right in text
    (deployment / file).write_text(text.replace(right, wrong), encoding="utf-8")

    status, output = validate(deployment)

    assert status == 1
    assert told in output

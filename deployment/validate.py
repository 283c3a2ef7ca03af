"""Whether ``deployment/`` is what Docker, Kubernetes and Azure take: ``make check`` runs it.

Nothing is started, and no account is needed. What these tools cannot see is said in ``deployment/README.md``.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import helm_python
import kubernetes_validate
import pycep
import yaml

from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
DEPLOYMENT = ROOT / "deployment"
DOCKER = DEPLOYMENT / "docker"
CHART = DEPLOYMENT / "kubernetes" / "inkopsbot"
AZURE = DEPLOYMENT / "azure"
BIN = ROOT / "build" / "validators" / "bin"
KUBERNETES = "1.33"
SETTING = re.compile(rf"\b{PREFIX}[A-Z_]*[A-Z]\b")
WITHOUT_INGRESS = {"ingress": {"enabled": False}, "networkPolicy": {"enabled": False}}


def faults() -> Iterator[str]:
    """Everything that is wrong, in a sentence each."""
    yield from _settings()
    yield from _docker()
    yield from _helm()
    yield from _azure()


def _settings() -> Iterator[str]:
    """A setting that the bot does not know stops its start."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for file in sorted(DEPLOYMENT.rglob("*")):
        if file.is_file() and file.suffix not in {".py", ".pyc"}:
            for name in sorted(set(SETTING.findall(file.read_text(encoding="utf-8"))) - known):
                yield f"{file.relative_to(ROOT)}: the bot has no setting {name}"


def _docker() -> Iterator[str]:
    yield from _run("Dockerfile", BIN / "hadolint", DOCKER / "Dockerfile")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("compose.yaml", "Caddyfile", "Dockerfile"):
            Path(folder, name).write_bytes((DOCKER / name).read_bytes())
        filled = (DOCKER / "settings.example").read_text(encoding="utf-8") + "POSTGRES_PASSWORD=x\n"
        Path(folder, "settings.env").write_text(filled, encoding="utf-8")
        composed = ("--file", Path(folder, "compose.yaml"), "--env-file", Path(folder, "settings.env"))
        yield from _run("compose.yaml", BIN / "docker-compose", *composed, "config", "--quiet")


def _helm() -> Iterator[str]:
    told = helm_python.lint(str(CHART))
    yield from (f"chart: {error}" for error in told["errors"])
    chart = helm_python.Chart.load(str(CHART))
    for values in ({}, WITHOUT_INGRESS):
        for name, text in chart.render(values, name="inkopsbot", namespace="inkopsbot").items():
            for resource in yaml.safe_load_all(text):
                try:
                    if resource:
                        kubernetes_validate.validate(resource, KUBERNETES, strict=True)
                except kubernetes_validate.ValidationError as error:
                    yield f"{name}: {error.message}"


def _azure() -> Iterator[str]:
    try:
        main = pycep.BicepParser().parse(text=(AZURE / "main.bicep").read_text(encoding="utf-8"))
    except Exception as error:
        yield f"main.bicep: {error}"
        return
    given = set(re.findall(r"^param (\w+)", (AZURE / "main.bicepparam").read_text(encoding="utf-8"), re.M))
    declared = main["parameters"]
    needed = {name for name, parameter in declared.items() if parameter.get("default") is None}
    yield from (f"main.bicepparam: {name} is no parameter of main.bicep" for name in given - set(declared))
    yield from (f"main.bicepparam: {name} is missing" for name in sorted(needed - given))
    registration = main["resources"]["bot"]["config"]["properties"]
    if registration["msaAppType"] not in ("UserAssignedMSI", "SingleTenant"):
        yield "main.bicep: new bots are of one tenant, or have a managed identity"
    for name in ("databasePassword", "linkKey", "smtpUrl"):
        if not any("secure" in str(one) for one in declared[name]["decorators"]):
            yield f"main.bicep: {name} would stand in the deployment's log; write @secure() over it"


def _run(what: str, *command: object) -> Iterator[str]:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        yield f"{what}: {(done.stdout + done.stderr).strip()}"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found), end="\n" if found else "")  # noqa: T201 - a check says what it found
    sys.exit(1 if found else 0)

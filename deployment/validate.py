"""Whether ``deployment/`` is what Docker, Kubernetes and Azure take: ``make check`` runs it.

``validate.py FOLDER`` looks at another. Nothing is started, and no account is needed; what these tools cannot
see is said in ``deployment/README.md``.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import helm_python
import kubernetes_validate
import tree_sitter_bicep
import yaml
from tree_sitter import Language, Node, Parser

from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
BIN = ROOT / "build" / "validators" / "bin"
BICEP = Parser(Language(tree_sitter_bicep.language()))
KUBERNETES = "1.33"
SETTING = re.compile(rf"\b{PREFIX}[A-Z_]*[A-Z]\b")
WITHOUT_INGRESS = {"ingress": {"enabled": False}, "networkPolicy": {"enabled": False}}
WITH_ALL = {
    "imagePullSecrets": [{"name": "registry"}],
    "networkPolicy": {"metricsNamespace": {"kubernetes.io/metadata.name": "monitoring"}},
    "volumes": [{"name": "content", "persistentVolumeClaim": {"claimName": "content"}}],
    "volumeMounts": [{"name": "content", "mountPath": "/content", "readOnly": True}],
}


def faults(deployment: Path) -> Iterator[str]:
    """Everything that is wrong in the folder, in a sentence each."""
    yield from _settings(deployment)
    yield from _docker(deployment / "docker")
    yield from _helm(deployment / "kubernetes" / "inkopsbot")
    yield from _azure(deployment / "azure")


def _settings(deployment: Path) -> Iterator[str]:
    """A setting that the bot does not know stops its start."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for file in sorted(deployment.rglob("*")):
        if file.is_file() and file.suffix not in {".py", ".pyc"}:
            for name in sorted(set(SETTING.findall(file.read_text(encoding="utf-8"))) - known):
                yield f"{file.relative_to(deployment)}: the bot has no setting {name}"


def _docker(docker: Path) -> Iterator[str]:
    yield from _run("Dockerfile", BIN / "hadolint", docker / "Dockerfile")
    last_stage = (docker / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[2]
    if not re.search(r"^USER [1-9]\d*", last_stage, re.M):
        yield "Dockerfile: the bot would run as root; end with USER and a number"
    with tempfile.TemporaryDirectory() as folder:
        for name in ("compose.yaml", "Caddyfile", "Dockerfile"):
            Path(folder, name).write_bytes((docker / name).read_bytes())
        filled = (docker / "settings.example").read_text(encoding="utf-8") + "POSTGRES_PASSWORD=x\n"
        Path(folder, ".env").write_text(filled, encoding="utf-8")
        composed = ("--project-directory", folder)
        yield from _run("compose.yaml", BIN / "docker-compose", *composed, "config", "--quiet")


def _helm(folder: Path) -> Iterator[str]:
    told = helm_python.lint(str(folder))
    yield from (f"chart: {error}" for error in told["errors"])
    chart = helm_python.Chart.load(str(folder))
    for values in ({}, WITHOUT_INGRESS, WITH_ALL):
        for name, text in chart.render(values, name="inkopsbot", namespace="inkopsbot").items():
            for resource in filter(None, yaml.safe_load_all(text)):
                try:
                    kubernetes_validate.validate(resource, KUBERNETES, strict=True)
                except kubernetes_validate.ValidationError as error:
                    yield f"{name}: {error.message}"
                pod = resource.get("spec", {}).get("template", {}).get("spec")
                # Beside a Service named inkopsbot Kubernetes sets INKOPSBOT_PORT too, unless told not to:
                # https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
                if pod and pod.get("enableServiceLinks") is not False:
                    yield f"{name}: service variables look like settings: write enableServiceLinks: false"


def _azure(azure: Path) -> Iterator[str]:
    """What can be seen without Azure's own types: syntax, names that nothing declares, and parameters."""
    files = {file.name: BICEP.parse(file.read_bytes()).root_node for file in sorted(azure.glob("*.bicep"))}
    broken = [(name, node) for name, root in files.items() if (node := _not_bicep(root))]
    if broken:
        yield from (f"{name}: line {node.start_point.row + 1} is not Bicep" for name, node in broken)
        return
    for name, root in files.items():
        yield from _undeclared(name, root)
        yield from _modules(name, root, files)
    template = files["main.bicep"]
    given = set(re.findall(r"^param (\w+)", (azure / "example.bicepparam").read_text(encoding="utf-8"), re.M))
    yield from _parameters("example.bicepparam", given, "main.bicep", template)
    if not re.search(r"msaAppType: '(UserAssignedMSI|SingleTenant)'", _text(template)):
        yield "main.bicep: new bots are of one tenant, or have a managed identity"
    parameters = _declared_parameters(template)
    for name in ("databasePassword", "linkKey", "smtpUrl"):
        before = parameters[name].prev_named_sibling
        if before is None or before.type != "decorators" or "@secure()" not in _text(before):
            yield f"main.bicep: {name} would stand in the deployment's log; write @secure() over it"


def _not_bicep(root: Node) -> Node | None:
    return next((node for node in _all(root) if node.is_error or node.is_missing), None)


def _undeclared(file: str, root: Node) -> Iterator[str]:
    declared = {_text(node.named_children[0]) for node in _all(root) if node.type.endswith("_declaration")}
    for node in _all(root):
        if node.type == "identifier" and not _is_key_or_function(node) and _text(node) not in declared:
            yield f"{file}: line {node.start_point.row + 1}: nothing declares {_text(node)}"


def _modules(file: str, root: Node, files: dict[str, Node]) -> Iterator[str]:
    """Whether each module is there, and is given the parameters that it takes."""
    for module in (node for node in root.named_children if node.type == "module_declaration"):
        _, path, body = module.named_children
        called = _text(path).strip("'")
        if called not in files:
            yield f"{file}: there is no {called}"
            continue
        params = next((value for key, value in _properties(body) if key == "params"), None)
        given = {key for key, _ in _properties(params)} if params else set()
        yield from _parameters(file, given, called, files[called])


def _parameters(file: str, given: set[str], template: str, root: Node) -> Iterator[str]:
    """Whether *file* gives what *template* takes: nothing else, and all that has no default."""
    parameters = _declared_parameters(root)
    needed = {name for name, node in parameters.items() if node.named_children[-1].type == "type"}
    yield from (f"{file}: {name} is no parameter of {template}" for name in sorted(given - set(parameters)))
    yield from (f"{file}: {name} is missing" for name in sorted(needed - given))


def _declared_parameters(root: Node) -> dict[str, Node]:
    return {
        _text(node.named_children[0]): node
        for node in root.named_children
        if node.type == "parameter_declaration"
    }


def _properties(container: Node) -> Iterator[tuple[str, Node]]:
    for node in container.named_children:
        if node.type == "object_property":
            key, value = node.named_children
            yield _text(key), value


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def _is_key_or_function(identifier: Node) -> bool:
    parent = identifier.parent
    return (
        parent is not None
        and parent.type in {"object_property", "call_expression", "target_scope_assignment"}
        and parent.named_children[0] == identifier
    )


def _run(what: str, *command: object) -> Iterator[str]:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        yield f"{what}: {(done.stdout + done.stderr).strip()}"


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "deployment"))
    print("\n".join(found), end="\n" if found else "")  # noqa: T201 - a check says what it found
    sys.exit(1 if found else 0)

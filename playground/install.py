"""Install the pinned Playground beside this file, and Node from PyPI first where the machine has none.

Both come from locks with hashes: ``package-lock.json`` and ``requirements-node.lock``. With ``--lock`` the
first of them is written anew from ``package.json``, and nothing is installed but Node.
"""

import subprocess
import sys
from pathlib import Path

from node_tools import find_node

HERE = Path(__file__).parent


def main() -> int:
    """Do what the module says; return an exit status."""
    if find_node() is None:
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", HERE / "requirements-node.lock"], check=True)  # noqa: S603
    tools = find_node()
    if tools is None:
        sys.stderr.write(
            "Node 18 eller senare saknas och kunde inte installeras: installera Node från nodejs.org.\n"
        )
        return 1
    command = ["install", "--package-lock-only"] if "--lock" in sys.argv else ["ci"]
    done = subprocess.run(  # noqa: S603
        [*tools.npm, *command, "--loglevel=error"],
        cwd=HERE,
        stdout=subprocess.DEVNULL,  # "added 1 package"; faults are written to stderr
        check=False,
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

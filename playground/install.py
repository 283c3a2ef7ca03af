"""Install the pinned Playground beside this file, and Node from PyPI first where the machine has none.

Both come from locks with hashes: ``package-lock.json`` and ``requirements-node.lock``. With ``--lock`` the
first of them is written anew from ``package.json``, and nothing is installed but Node.
"""

import os
import subprocess
import sys
from pathlib import Path

from node_tools import path_with_node

HERE = Path(__file__).parent


def main() -> int:
    """Do what the module says; return an exit status."""
    if path_with_node() is None:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", HERE / "requirements-node.lock"], check=True)  # noqa: S603
    path = path_with_node()
    if path is None:
        sys.stderr.write(
            "Node 18 eller senare saknas och kunde inte installeras: installera Node från nodejs.org.\n"
        )
        return 1
    command = ["install", "--package-lock-only"] if "--lock" in sys.argv else ["ci"]
    npm = ["npm", *command, "--loglevel=error"]
    done = subprocess.run(  # noqa: S603
        npm,
        cwd=HERE,
        env={**os.environ, "PATH": path},
        stdout=subprocess.DEVNULL,  # "added 1 package"; faults are written to stderr
        check=False,
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

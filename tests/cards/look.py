"""Draws the example cards with Microsoft's own renderer, to look at: ``python tests/cards/look.py FOLDER``.

Writes FOLDER/NAME-WIDTH-THEME.png and fails with the renderer's complaints if it has any; ``--kept OTHER``
also tells where pictures of another time look different. Needs npm and Chromium.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from compare import differences
from examples import EXAMPLES
from playwright.sync_api import sync_playwright

from bot.teams.cards.render import to_adaptive_card

PACKAGES = ("adaptivecards@3.0.6", "markdown-it@14.1.0", "axe-core@4.10.3")
SCRIPTS = (
    "adaptivecards/dist/adaptivecards.min.js",
    "markdown-it/dist/markdown-it.min.js",
    "axe-core/axe.min.js",
)
SERIOUS = """async () => (await axe.run("#card")).violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes[0].html}`)"""
"""What axe finds of faults that keep somebody from reading or pressing."""
WIDTHS = (320, 480, 800)
THEMES = ("light", "dark")
PAGE = Path(__file__).with_name("look.html")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def renderer(folder: Path) -> list[Path]:
    """Fetch the renderer and a Markdown reader to go with it into *folder*; return their scripts."""
    npm = shutil.which("npm") or sys.exit("npm saknas: installera Node.")
    subprocess.run(  # noqa: S603 - the command and its arguments are fixed
        [npm, "install", "--no-audit", "--no-fund", "--silent", *PACKAGES], cwd=folder, check=True
    )
    return [folder / "node_modules" / script for script in SCRIPTS]


def draw(target: Path, scripts: list[Path], chromium: str, kept: Path | None = None) -> list[str]:
    """Draw every example in every width and theme into *target*; return what the renderer complains about.

    And what is not as in the pictures of *kept*, where there are any.
    """
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for theme in THEMES:
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 200}, device_scale_factor=2)
                page.goto(PAGE.as_uri())
                for script in scripts:
                    page.add_script_tag(path=script)
                for name, card in EXAMPLES.items():
                    shown: dict[str, Any] = to_adaptive_card(card)
                    found: list[str] = page.evaluate("([card, theme]) => draw(card, theme)", [shown, theme])
                    found += page.evaluate(SERIOUS)
                    complaints += [f"{name}, {theme}: {complaint}" for complaint in found]
                    page.screenshot(path=target / f"{name}-{width}-{theme}.png", full_page=True)
                page.close()
        if kept:
            complaints += differences(browser.new_page(), kept, target)
        browser.close()
    return complaints


def main() -> None:
    """Draw the examples into the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kept", type=Path, help="pictures of another time to compare with")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    with tempfile.TemporaryDirectory() as folder:
        complaints = draw(given.folder, renderer(Path(folder)), chromium, given.kept)
    if complaints:
        sys.exit(json.dumps(sorted(set(complaints)), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""Draws each step of a walk through each check, for docs: ``python tests/cards/steps.py docs/dialogs``.

Writes FOLDER/steps/FLOW-N.png, as they stand on a telephone, and FOLDER/steps.md with all in order. Needs npm
and Chromium, as ``look.py`` does.
"""

import asyncio
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from look import FLAGS, PAGE, renderer
from playwright.sync_api import sync_playwright

from bot.app import build_talk
from bot.conversation.card import Button, Card
from bot.conversation.library import open_library
from bot.conversation.turn import Action, Person, Place, Scope, Turn
from bot.settings import Settings
from bot.store.store import open_store
from bot.teams.cards.render import to_adaptive_card

WALKS = {
    "direktupphandling": ("nej", "ett vanligt köp", "nej", "varor", "640 000", "ja, allt är med"),
    "jav": ("", *["nej"] * 12),
    "ansvar": (),
}
"""What is answered, one after the other; where it says nothing, the question's first answer."""
MOST_STEPS = 16
WIDTH = 360
DAY = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


async def walk(flow: str) -> list[Card]:
    """The cards of one walk through *flow*, in order, the outcome last."""
    store = await open_store("sqlite://")
    library = open_library()
    talk = build_talk(library, store, settings=Settings(), kick=lambda: None, observe=lambda *_: None)
    person, place = Person("29:a", "Beställare"), Place("docs", f"a:{flow}", Scope.PERSONAL)
    answers, cards = iter(WALKS[flow]), list[Card]()
    action: Action | None = Action("dialog.start", {"flow": flow})
    text = ""
    for step in range(MOST_STEPS):
        turn = Turn(f"{flow}-{step}", person, place, DAY, text=text, action=action, card="card")
        drawn = [one.content for one in await talk.conversation.turn(turn) if isinstance(one.content, Card)]
        cards += drawn[-1:]
        asked = [
            one for one in cards[-1].buttons if isinstance(one, Button) and one.action == "dialog.answer"
        ]
        if not asked and not any(block.__class__.__name__ == "TextInput" for block in cards[-1].blocks):
            break
        text, action = next(answers, ""), None
        if not text:
            action = Action(asked[0].action, dict(asked[0].data))
    await store.close()
    return cards


def draw(folder: Path, walks: dict[str, list[Card]], scripts: list[Path], chromium: str) -> None:
    """Write a picture of each card."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = browser.new_page(viewport={"width": WIDTH, "height": 200})
        page.goto(PAGE.as_uri())
        for script in scripts:
            page.add_script_tag(path=script)
        for flow, cards in walks.items():
            for number, card in enumerate(cards, 1):
                drawn = [to_adaptive_card(card), "light"]
                complaints = page.evaluate("([card, theme]) => draw(card, theme)", drawn)
                if complaints:
                    sys.exit(f"{flow} {number}: {complaints}")
                page.screenshot(path=folder / f"{flow}-{number}.png", full_page=True)
        browser.close()


def main() -> None:
    """Draw all walks into the folder that the command line names, and write the page about them."""
    target = Path(sys.argv[1])
    walks = {flow: asyncio.run(walk(flow)) for flow in WALKS}
    with tempfile.TemporaryDirectory() as folder:
        chromium = shutil.which("chromium") or "/usr/bin/chromium"
        draw(target / "steps", walks, renderer(Path(folder)), chromium)
    lines = [
        "# A walk through each check, on a telephone",
        "",
        "Drawn by `python tests/cards/steps.py docs/dialogs`.",
        "",
    ]
    for flow, cards in walks.items():
        lines += [f"## {flow}", ""]
        lines += [f"![{card.title}](steps/{flow}-{number}.png)" for number, card in enumerate(cards, 1)]
        lines += [""]
    (target / "steps.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

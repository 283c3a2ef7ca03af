"""Draw the icons anew from their SVG: ``python tests/bot/packaging/draw_icons.py``, with Chromium."""

import asyncio
import shutil
from pathlib import Path

from playwright.async_api import async_playwright

ICONS = Path(__file__).parents[3] / "bot" / "packaging" / "icons"
SIZES = {"color": 192, "outline": 32}


async def draw() -> None:
    """Write each PNG beside its SVG, in the size that Teams wants."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, size in SIZES.items():
            page = await browser.new_page(viewport={"width": size, "height": size})
            svg = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
            await page.set_content(f"<style>body{{margin:0}} svg{{display:block}}</style>{svg}")
            await page.screenshot(path=ICONS / f"{name}.png", omit_background=True)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(draw())

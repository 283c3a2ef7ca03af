"""The real bot and Microsoft's Agents Playground, started as ``make run`` starts them, and a real browser."""

import asyncio
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playground_page import PlaygroundPage
from playwright.async_api import Request, Route, async_playwright, expect

ROOT = Path(__file__).parents[2]
START_WITHIN = 90.0
"""Seconds for both programs; three are usual, but two cores may be busy."""
ANSWER_WITHIN = 15_000
"""Milliseconds that an expected text may take to appear."""
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Running:
    """The two programs: the Playground's address, and the folder that the bot keeps its data and logs in."""

    address: str
    data: Path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; without one the suite fails: nothing else shows that the bot works in a client."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.fail("The end-to-end tests need Chromium: apt-get install chromium", pytrace=False)
    return found


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """The bot with an empty database, and the Playground."""
    port, playground_port = _free_ports(2)
    own_settings = {name: value for name, value in os.environ.items() if not name.startswith("INKOPSBOT_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "playground/start.py", "--no-browser"),
        *("--port", str(port), "--playground-port", str(playground_port)),
        cwd=ROOT,
        env={**own_settings, "INKOPSBOT_DATA_DIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    try:
        said = await asyncio.wait_for(_until_ready(process.stdout), START_WITHIN)
        if process.stdout.at_eof():
            pytest.fail(f"The bot and the Playground did not start:\n{said}", pytrace=False)
        yield Running(address=f"http://localhost:{playground_port}", data=tmp_path)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


@pytest.fixture
async def playground(running: Running, chromium: str) -> AsyncIterator[PlaygroundPage]:
    """The Playground's page, open in the personal chat."""
    expect.set_options(timeout=ANSWER_WITHIN)
    folder = Path(os.environ.get("INKOPSBOT_SCREENSHOTS", Path(__file__).parent / "screenshots"))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        page = await browser.new_page(viewport={"width": 1280, "height": 1200}, locale="sv-SE")
        page.set_default_timeout(ANSWER_WITHIN)
        await page.route(lambda url: not url.startswith(running.address), _refuse)
        opened = PlaygroundPage(page, folder)
        await opened.open(running.address)
        yield opened
        await browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the end of the logs under a test that failed."""
    report = yield
    running = getattr(item, "funcargs", {}).get("running")
    if report.failed and running is not None:
        for log in sorted(running.data.glob("*.log")):
            report.sections.append((log.name, log.read_text(encoding="utf-8", errors="replace")[-8_000:]))
    return report


async def _until_ready(output: asyncio.StreamReader) -> str:
    """Read what the start says up to its last line, or all of it when it ends before."""
    said = ""
    while line := (await output.readline()).decode():
        said += line
        if "Ctrl-C" in line:
            break
    return said


async def _refuse(route: Route, request: Request) -> None:
    """The page asks Office's servers for fonts; the tests need nothing from outside the machine."""
    await route.abort()


def _free_ports(count: int) -> list[int]:
    """Return ports that nothing listened on a moment ago."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()

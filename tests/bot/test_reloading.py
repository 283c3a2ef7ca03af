"""New content is put into use when it is whole and right; until then the old one stays."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import structlog

from bot.conversation.library import Library
from bot.reloading import Reloading, look
from knowledge.yaml_reader import ContentError, Fault

OFTEN = 0.02
WITHIN = 5.0


@dataclass
class Editing:
    """A folder that is watched, what has been put into use from it, and what was told."""

    folder: Path
    library: Library
    reloading: Reloading = field(init=False)
    put: list[Library] = field(default_factory=list)
    faults: list[int] = field(default_factory=list)
    read: int = 0
    _noted: asyncio.Event = field(default_factory=asyncio.Event)

    def write(self, text: str, name: str = "svar.yaml") -> None:
        (self.folder / name).write_text(text, "utf-8")

    def opened(self) -> Library:
        """Like ``open_fit``, in a moment: a text with "fel" is faulty, and "trasig" breaks the reader."""
        self.read += 1
        text = "".join(file.read_text("utf-8") for file in self.folder.rglob("*.yaml"))
        if "trasig" in text:
            raise RecursionError
        if "fel" in text:
            raise ContentError(
                [Fault("svar.yaml", 1, "answer", "fel"), Fault("svar.yaml", 2, "title", "fel")]
            )
        return self.library

    def note(self, faults: int) -> None:
        """Hear how many faults a reading found."""
        self.faults.append(faults)
        self._noted.set()

    async def told(self, times: int) -> None:
        """Wait until *times* readings have been told of."""
        async with asyncio.timeout(WITHIN):
            while len(self.faults) < times:
                self._noted.clear()
                await self._noted.wait()


@pytest.fixture
async def edit(tmp_path, library) -> AsyncIterator[Callable[..., Editing]]:
    """Begin to watch a folder with right content, looking *every* so many seconds."""
    tasks = []

    def begin(every: float = OFTEN) -> Editing:
        editing = Editing(tmp_path, library)
        editing.write("rätt")
        editing.reloading = Reloading(
            [tmp_path],
            editing.opened,
            editing.put.append,
            editing.note,
            in_use=look([tmp_path]),
            every=every,
        )
        tasks.append(asyncio.create_task(editing.reloading.run()))
        return editing

    yield begin
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def editing(edit) -> Editing:
    return edit()


async def test_a_change_is_put_into_use(editing):
    """A new file, a changed one and one that is gone are all seen."""
    editing.write("mer", "mer.yaml")
    await editing.told(1)
    editing.write("ännu mer", "mer.yaml")
    await editing.told(2)
    (editing.folder / "mer.yaml").unlink()
    await editing.told(3)
    assert editing.faults == [0, 0, 0]
    assert editing.put == [editing.library] * 3


async def test_nothing_is_read_while_nothing_changes(editing):
    """Looking costs no reading."""
    await asyncio.sleep(5 * OFTEN)
    assert editing.read == 0


async def test_faulty_content_is_told_once_and_the_old_stays(editing):
    """Each fault stands in the log, once for each change, and the count is told."""
    with structlog.testing.capture_logs() as logged:
        editing.write("fel")
        await editing.told(1)
        await asyncio.sleep(5 * OFTEN)
    assert editing.faults == [2]
    assert editing.put == []
    assert [line["fault"] for line in logged if line["event"] == "content fault"] == [
        "svar.yaml:1: answer: fel",
        "svar.yaml:2: title: fel",
    ]
    editing.write("rätt igen")
    await editing.told(2)
    assert (editing.faults, editing.put) == ([2, 0], [editing.library])


async def test_whatever_stands_in_a_file_the_bot_goes_on(editing):
    """A file that breaks the reader itself is a fault like others, and the next change is read."""
    editing.write("trasig")
    await editing.told(1)
    editing.write("lagad")
    await editing.told(2)
    assert editing.faults == [1, 0]


async def test_files_that_are_still_changing_are_let_be(edit):
    """What is being copied is read when it has stood still from one look to the next."""
    editing = edit(every=0.1)
    for size in range(1, 21):
        editing.write("x" * size)
        await asyncio.sleep(0.02)
    assert editing.read == 0
    await editing.told(1)
    assert editing.read == 1


async def test_who_asks_is_answered_at_once_though_nothing_changed(edit):
    """An operator need not wait for the next look."""
    editing = edit(every=60)
    editing.reloading.ask()
    await editing.told(1)
    assert editing.put == [editing.library]


@pytest.mark.parametrize("name", ["flows/jav.yaml", "flows/examples/jav/role.txt"])
def test_a_new_file_of_content_is_seen(tmp_path, name):
    before = look([tmp_path])
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("", encoding="utf-8")
    assert {Path(path).name for path, _, _ in look([tmp_path]) - before} == {Path(name).name}


def test_a_file_of_the_same_size_and_name_is_seen_by_its_time(tmp_path):
    """A corrected digit changes nothing but the time."""
    file = tmp_path / "svar.yaml"
    file.write_text("5", "utf-8")
    os.utime(file, ns=(1, 1))
    before = look([tmp_path])
    file.write_text("6", "utf-8")
    assert look([tmp_path]) != before


def test_a_folder_that_is_gone_looks_empty(tmp_path):
    """The look goes on; reading is what says that the folder is missing."""
    assert look([tmp_path / "borta"]) == frozenset()

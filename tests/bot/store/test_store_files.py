"""A copy that is taken while the bot writes is whole, and can be started from."""

import asyncio
import sqlite3
import stat

import pytest
from ticket_rows import submit

from bot.store.errors import StoreError
from bot.store.files import copy
from bot.store.store import open_store


async def test_what_was_saved_before_the_copy_began_is_in_it(sqlite_url, tmp_path, at):
    """Writers go on meanwhile, and none of them fails."""
    store = await open_store(sqlite_url)
    saved: list[int] = []

    async def write():
        for n in range(150):
            saved.append((await submit(store, at, f"form-{n}")).number)

    writing = asyncio.create_task(write())
    copies = []
    while len(saved) < 150:
        before = len(saved)
        to = tmp_path / f"copy-{len(copies)}.db"
        await asyncio.to_thread(copy, store.database.file, to)
        copies.append((to, before, len(saved)))
    await writing
    await store.close()
    assert len(copies) > 1
    for to, before, after in copies:
        restored = await open_store(f"sqlite:///{to}")
        numbers = [listed.ticket.number for listed in await restored.tickets.find((), 1_000)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert before <= len(numbers) <= after + 1
        assert [row.after for row in await restored.tickets.history(1)] == ["new"] if numbers else True
        await restored.close()
        with sqlite3.connect(to) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_restored_copy_goes_on_where_it_was(sqlite_url, tmp_path, at):
    store = await open_store(sqlite_url)
    await submit(store, at)
    copy(store.database.file, tmp_path / "copy.db")
    await submit(store, at, "form-2")
    await store.close()
    for file in (tmp_path / "data").iterdir():
        file.unlink()
    (tmp_path / "copy.db").rename(tmp_path / "data" / "bot.db")
    restored = await open_store(sqlite_url)
    assert [listed.ticket.number for listed in await restored.tickets.find((), 10)] == [1]
    assert (await submit(restored, at, "form-1")).number == 1
    assert (await submit(restored, at, "form-3")).number == 2
    await restored.close()


async def test_a_copy_is_for_its_owner_alone(sqlite_url, tmp_path):
    await (await open_store(sqlite_url)).close()
    copy(tmp_path / "data" / "bot.db", tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_no_file_is_written_over(tmp_path):
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(StoreError, match="finns redan"):
        copy(tmp_path / "bot.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


@pytest.mark.parametrize("contents", [None, "no database " * 200])
def test_a_copy_that_cannot_be_made_leaves_nothing_behind(tmp_path, contents):
    if contents:
        (tmp_path / "bot.db").write_text(contents)
    with pytest.raises(StoreError):
        copy(tmp_path / "bot.db", tmp_path / "copy.db")
    assert sorted(file.name for file in tmp_path.iterdir()) == (["bot.db"] if contents else [])

"""Opening a store makes what is missing, quickly and quietly, or says in one sentence what to do."""

import asyncio
import logging
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from bot.store.errors import StoreError
from bot.store.migrating import MIGRATIONS
from bot.store.store import open_store
from bot.store.tables import SCHEMA, conversations, metadata


async def test_the_folder_and_the_tables_are_made(sqlite_url, tmp_path):
    store = await open_store(sqlite_url)
    await store.close()
    assert (tmp_path / "data" / "bot.db").is_file()
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0, "what people asked is for the bot alone"


async def test_the_migrations_make_the_tables_that_the_code_knows(store):
    async with store.database.reading() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )
    assert differences == []


def test_the_code_knows_the_newest_migration():
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [SCHEMA]


async def test_sqlite_is_set_up_to_lose_nothing(sqlite_url):
    store = await open_store(sqlite_url)
    async with store.database.reading() as connection:
        found = {
            pragma: (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar()
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    await store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


async def test_an_existing_store_opens_fast_and_quietly(url, caplog, capfd):
    caplog.set_level(logging.DEBUG, "alembic")
    await (await open_store(url)).close()
    began = time.perf_counter()
    await (await open_store(url)).close()
    assert time.perf_counter() - began < 0.3
    assert [record for record in caplog.records if record.name.startswith("alembic")] == []
    assert capfd.readouterr() == ("", "")


OPEN_AND_TELL = """
import asyncio, sys
from bot.store.store import open_store

async def open_and_close():
    await (await open_store(sys.argv[1])).close()

asyncio.run(open_and_close())
print("alembic" in sys.modules)
"""


def test_only_a_store_that_is_not_current_pays_for_alembic(sqlite_url):
    command = [sys.executable, "-c", OPEN_AND_TELL, sqlite_url]
    said = [
        subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        for _ in range(2)
    ]
    assert [run.stdout.strip() for run in said] == ["True", "False"]


async def test_what_was_stored_is_there_when_the_store_opens_again(url, at):
    first = await open_store(url)
    await first.conversations.save_state("chat", "asker-1", "{}", at)
    await first.close()
    second = await open_store(url)
    assert await second.conversations.load_state("chat", "asker-1") == "{}"
    await second.close()


async def test_a_store_of_a_newer_version_is_left_alone(url):
    store = await open_store(url)

    async def age(connection):
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    await store.database.write(age)
    await store.close()
    with pytest.raises(StoreError, match="nyare version"):
        await open_store(url)


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://localhost/bot", "sqlite", "postgresql://bot:hemligt@localhost:port/bot"]
)
async def test_a_url_of_another_kind_is_refused_with_a_hint(url):
    with pytest.raises(StoreError, match="sqlite:///") as raised:
        await open_store(url)
    assert "hemligt" not in str(raised.value)


async def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="file"):
        await open_store(f"sqlite:///{tmp_path}/file/bot.db")


async def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "bot.db").write_text("Detta är ingen databas. " * 100)
    with pytest.raises(StoreError, match="not a database"):
        await open_store(f"sqlite:///{tmp_path}/bot.db")


async def test_replicas_that_start_at_the_same_moment_make_the_tables_once(new_database, at):
    stores = await asyncio.gather(*(open_store(new_database) for _ in range(8)))
    await stores[0].conversations.save_state("chat", "asker-1", "{}", at)
    assert await stores[7].conversations.load_state("chat", "asker-1") == "{}"
    await asyncio.gather(*(store.close() for store in stores))


async def test_a_file_that_somebody_else_holds_for_a_moment_is_waited_for(sqlite_url):
    """SQLite itself does not wait with the change of journal that a new file needs."""
    file = Path(make_url(sqlite_url).database or "")
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opening = asyncio.create_task(open_store(sqlite_url))
        await asyncio.sleep(0.2)
        other.execute("COMMIT")
        store = await opening
    await store.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://bot@127.0.0.1:1/bot", "Connect call failed"),
        ("postgres://bot@127.0.0.1:1/bot?sslmode=require", "Connect call failed"),
        ("postgresql://bot@127.0.0.1:1/bot?nonsense=1", r"efter '\?' .* \(nonsense\)"),
        ("postgresql://bot@127.0.0.1:1/bot?statement_cache_size=0", r"\(statement_cache_size\)"),
        ("postgresql://bot@127.0.0.1:1/bot?prepared_statement_cache_size=x", "prepared_statement_cache_size"),
    ],
)
async def test_a_server_that_cannot_be_used_is_told_in_a_sentence(url, says):
    with pytest.raises(StoreError, match=says):
        await open_store(url)


async def test_a_database_that_is_not_there_is_told_by_name(postgres):
    with pytest.raises(StoreError, match="nowhere"):
        await open_store(postgres.url("nowhere"))


async def test_of_two_transactions_that_wait_for_each_other_both_are_done(store, at):
    """PostgreSQL ends one of them, which begins anew; SQLite takes them one by one."""
    for person in ("asker-1", "asker-2"):
        await store.conversations.save_state("chat", person, "", at)

    def append(mark, *persons):
        async def work(connection):
            for person in persons:
                row = sa.and_(conversations.c.conversation == "chat", conversations.c.person == person)
                state = conversations.c.state.concat(mark)
                await connection.execute(conversations.update().where(row).values(state=state))
                await asyncio.sleep(0.02)

        return store.database.write(work)

    await asyncio.gather(append("a", "asker-1", "asker-2"), append("b", "asker-2", "asker-1"))
    for person in ("asker-1", "asker-2"):
        assert sorted(await store.conversations.load_state("chat", person)) == ["a", "b"]


async def test_one_bot_serves_an_sqlite_file_and_commands_use_it_meanwhile(sqlite_url):
    first = await open_store(sqlite_url, to_serve=True)
    with pytest.raises(StoreError, match="en annan bot"):
        await open_store(sqlite_url, to_serve=True)
    await (await open_store(sqlite_url)).close()
    await first.close()
    await (await open_store(sqlite_url, to_serve=True)).close()


HOLD_AND_WAIT = """
import asyncio, sys
from bot.store.store import open_store

async def serve():
    await open_store(sys.argv[1], to_serve=True)
    print("serving", flush=True)
    await asyncio.sleep(60)

asyncio.run(serve())
"""


async def test_a_bot_that_was_killed_keeps_no_other_out(sqlite_url):
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD_AND_WAIT, sqlite_url, stdout=subprocess.PIPE
    )
    assert other.stdout
    assert await other.stdout.readline() == b"serving\n"
    with pytest.raises(StoreError, match="en annan bot"):
        await open_store(sqlite_url, to_serve=True)
    other.kill()
    await other.wait()
    await (await open_store(sqlite_url, to_serve=True)).close()


async def test_several_bots_serve_a_server(postgres_url):
    first = await open_store(postgres_url, to_serve=True)
    await (await open_store(postgres_url, to_serve=True)).close()
    await first.close()


async def test_a_store_in_memory_works_too(at):
    store = await open_store("sqlite://")
    await store.conversations.save_state("chat", "asker-1", "{}", at)
    assert await store.conversations.load_state("chat", "asker-1") == "{}"
    await store.close()

"""A store on each of the two databases."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from databases import ENGINES

from bot.store.store import Store, open_store


@pytest.fixture
async def store(url) -> AsyncIterator[Store]:
    store = await open_store(url)
    yield store
    await store.close()


@pytest.fixture
def sqlite_url(tmp_path) -> str:
    return f"sqlite:///{tmp_path}/data/bot.db"


@pytest.fixture(params=ENGINES)
def new_database(request, sqlite_url) -> Iterator[str]:
    """A database without any tables."""
    if request.param == "sqlite":
        yield sqlite_url
        return
    with request.getfixturevalue("postgres").new_database() as found:
        yield found


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

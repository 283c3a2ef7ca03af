"""A store on a real SQLite file."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.store.store import Store, open_store


@pytest.fixture
def url(tmp_path) -> str:
    return f"sqlite:///{tmp_path}/data/bot.db"


@pytest.fixture
async def store(url) -> AsyncIterator[Store]:
    store = await open_store(url)
    yield store
    await store.close()


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

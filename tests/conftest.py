"""What several packages' tests share."""

from collections.abc import Iterator

import pytest
from databases import ENGINES, PostgresServer, postgres_server

from bot.conversation.library import Library, open_library


@pytest.fixture(scope="session")
def library() -> Library:
    """The content that ships, loaded once."""
    return open_library()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, started by the first test that needs it."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres) -> Iterator[str]:
    """A PostgreSQL database of the test's own, for what concerns several replicas."""
    with postgres.database() as found:
        yield found


@pytest.fixture(params=ENGINES)
def url(request, tmp_path) -> Iterator[str]:
    """A database of the test's own. What a store promises, it promises on both engines."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/data/bot.db"
        return
    yield request.getfixturevalue("postgres_url")

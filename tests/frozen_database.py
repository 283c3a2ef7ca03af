"""A database that goes silent: connections stay, new ones are taken, and nothing comes through any more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.engine import make_url


class Freezer:
    """Stands between the bot and the PostgreSQL server at *url*, which has a socket in the file system."""

    def __init__(self, url: str) -> None:
        self._behind = make_url(url)
        self._flows = asyncio.Event()
        self._flows.set()
        self._tasks: set[asyncio.Task[None]] = set()

    def freeze(self) -> None:
        """Let nothing through from now on."""
        self._flows.clear()

    @asynccontextmanager
    async def standing(self) -> AsyncIterator[str]:
        """Stand there while the body runs; the URL that the bot finds the database at."""
        server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            yield f"postgresql://{self._behind.username}@127.0.0.1:{port}/{self._behind.database}"
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take(self, bot: asyncio.StreamReader, to_bot: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.create_task(self._between(bot, to_bot)))

    async def _between(self, bot: asyncio.StreamReader, to_bot: asyncio.StreamWriter) -> None:
        socket = f"{self._behind.query['host']}/.s.PGSQL.{self._behind.port or 5432}"
        database, to_database = await asyncio.open_unix_connection(socket)
        try:
            await asyncio.gather(self._pass_on(bot, to_database), self._pass_on(database, to_bot))
        finally:
            to_database.close()
            to_bot.close()

    async def _pass_on(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65_536):
                await self._flows.wait()
                to.write(data)
                await to.drain()
            to.close()

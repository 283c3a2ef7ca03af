"""Rows that several turns write at the same moment, put on the disk together.

What costs in a small write is the transaction and its way to the disk, not the row: four rows in one take
hardly longer than one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.errors import StoreError

Row = tuple[sa.Executable, Mapping[str, Any]]
"""A statement, and the values of its parameters."""
Work = Callable[[AsyncConnection], Awaitable[None]]


class Together:
    """Writes single rows; those that come while others are written share the next transaction."""

    def __init__(self, write: Callable[[Work], Awaitable[None]]) -> None:
        """*write* does a piece of work in a transaction, and may raise ``StoreError``."""
        self._write = write
        self._waiting: list[tuple[Row, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def put(self, statement: sa.Executable, values: Mapping[str, Any]) -> None:
        """Run *statement* with *values*, safe on the disk when this returns. May raise ``StoreError``.

        Who stops waiting may have the row stored all the same.
        """
        stored = asyncio.get_running_loop().create_future()
        self._waiting.append(((statement, values), stored))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        await stored

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                if not await self._tried(batch) and len(batch) > 1:
                    for one in batch:
                        await self._tried([one])
        finally:
            self._writing = None

    async def _tried(self, batch: Sequence[tuple[Row, asyncio.Future[None]]]) -> bool:
        """Write *batch* and say so to those who wait; whether nobody's values stood in the others' way."""
        failed: Exception | None = None
        try:
            await self._write(lambda connection: _run(connection, [row for row, _ in batch]))
        except Exception as error:  # whatever it is, those who wait are told: nobody else is there to
            if len(batch) > 1 and _lies_in_the_values(error):
                return False
            failed = error
        for _, stored in batch:
            if stored.done():  # nobody waits for it any more
                continue
            if failed:
                stored.set_exception(failed)
            else:
                stored.set_result(None)
        return True


async def _run(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    for _, alike in groupby(rows, key=lambda row: id(row[0])):
        first, *others = alike
        statement, values = first
        await connection.execute(statement, [values, *(more for _, more in others)] if others else values)


def _lies_in_the_values(error: Exception) -> bool:
    """Whether the database can be reached and has room, so that one row alone may be what it refused."""
    cause = error.__cause__ if isinstance(error, StoreError) else None
    return isinstance(cause, UnicodeError | SQLAlchemyError) and not isinstance(cause, OperationalError)

"""What version every layer has, asked of the database a few times a second, so that a cached answer costs no query.

A version only rises. What was read from the database at version v is fresh as long as the version polled last is not
above v.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

import asyncpg

from api.database import Database

POLL_SECONDS = 0.25
OVERVIEW_SECONDS = 1.0

_log = logging.getLogger(__name__)
_ALL = "SELECT layer, sum(statements)::bigint AS version FROM layers.layer_versions GROUP BY layer"
_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)


class Versions:
    """The versions of all tables as polled last; `generation` rises whenever one of them has changed."""

    def __init__(self, database: Database) -> None:
        self._pool = database.pool
        self._versions: dict[str, int] = {}
        self._task: asyncio.Task[None] | None = None
        self.generation = 0

    def of(self, tables: Iterable[str]) -> int:
        """The version of what is read from `tables`: the sum of theirs, as `layers.layer_version` gives it."""
        return sum(self._versions.get(table, 0) for table in tables)

    async def poll(self) -> None:
        """Ask once."""
        rows = await self._pool.fetch(_ALL)
        found: dict[str, int] = {row["layer"]: row["version"] for row in rows}
        if found != self._versions:
            self._versions = found
            self.generation += 1

    async def start(self) -> None:
        """Ask once, then keep asking in the background until `stop`; the server may be away when it begins."""
        try:
            await self.poll()
        except _ERRORS as error:
            _log.warning("layer versions not read at the start: %s", error)
        self._task = asyncio.create_task(self._run(), name="layer versions")

    async def stop(self) -> None:
        """End the background poll."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        away = False
        since_overview = 0.0
        while True:
            await asyncio.sleep(POLL_SECONDS)
            since_overview += POLL_SECONDS
            try:
                await self.poll()
                if since_overview >= OVERVIEW_SECONDS:
                    since_overview = 0.0
                    await self._refresh()
                away = False
            except _ERRORS as error:
                if not away:
                    _log.warning("layer versions not read, trying again: %s", error)
                away = True

    async def _refresh(self) -> None:
        """Draw a few changed cells of the overviews again; a reader may, as the function does only that."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute("SET TRANSACTION READ WRITE; SET LOCAL statement_timeout = '60s'")
            await connection.execute("SELECT layers.refresh_overviews(4)")

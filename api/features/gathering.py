"""Features asked for at the same time are read by one statement.

While a statement runs, requests for more features of the same kind wait and share the next one. No answer is older than its
request: what is asked while a statement runs is read by the one after it.
"""

from __future__ import annotations

import asyncio
from typing import NamedTuple
from uuid import UUID

from api.database import Database
from layers.core.statement import Statement

_MOST = 200


class Found(NamedTuple):
    """A feature that was read: its version and its text."""

    version: int
    feature: bytes


_Waiting = dict[UUID, list[asyncio.Future[Found | None]]]


class Gathering:
    """Gathers the ids that are asked for, by the statement that reads them."""

    def __init__(self) -> None:
        self._waiting: dict[str, _Waiting] = {}
        self._running: dict[str, asyncio.Task[None]] = {}

    async def feature(self, database: Database, sql: str, identifier: UUID) -> Found | None:
        """The feature, None when there is none; errors as `Database.rows`.

        `sql` gives `id`, `version` and `feature` for the ids in $1.
        """
        asked: asyncio.Future[Found | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(sql, {}).setdefault(identifier, []).append(asked)
        if sql not in self._running:
            self._running[sql] = asyncio.create_task(self._run(database, sql), name="gathered features")
        return await asked

    async def _run(self, database: Database, sql: str) -> None:
        try:
            while waiting := self._waiting.pop(sql, None):
                now = dict(list(waiting.items())[:_MOST])
                if len(now) < len(waiting):
                    self._waiting[sql] = {key: asked for key, asked in waiting.items() if key not in now}
                await _read(database, sql, now)
        finally:
            del self._running[sql]


async def _read(database: Database, sql: str, waiting: _Waiting) -> None:
    try:
        rows = await database.rows(Statement(sql, (list(waiting),)))
    except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to those who wait
        for asked in (asked for many in waiting.values() for asked in many if not asked.done()):
            asked.set_exception(error)
        return
    found = {row["id"]: Found(row["version"], row["feature"]) for row in rows}
    for identifier, many in waiting.items():
        for asked in many:
            if not asked.done():
                asked.set_result(found.get(identifier))

"""Connections kept out of a pool for good and handed from request to request.

The pool's own way costs a task and a reset each time; ours change nothing in their session that outlives a transaction.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque

import asyncpg

type Connection = asyncpg.Connection | asyncpg.pool.PoolConnectionProxy

ACQUIRE_SECONDS = 5.0
"""How long a request waits for a free connection."""

AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.OutOfMemoryError,
    OSError,
    TimeoutError,
)
"""What is raised when the server is away or has no connection for us."""

_log = logging.getLogger(__name__)


class Leases:
    """At most `most` connections of `pool`, each used by one task at a time."""

    def __init__(self, pool: asyncpg.Pool, most: int) -> None:
        self.pool = pool
        self._most = most
        self._leased = 0
        self._free: list[Connection] = []
        self._waiting: deque[asyncio.Future[Connection | None]] = deque()

    async def take(self) -> Connection:
        """A free connection; TimeoutError when none becomes free in time, others of `AWAY` when the server is away."""
        while self._free:
            connection = self._free.pop()
            if _stands(connection):
                return connection
            await self.lose(connection)
        async with asyncio.timeout(ACQUIRE_SECONDS):
            while True:
                if self._leased < self._most:
                    return await self._leased_anew()
                given: asyncio.Future[Connection | None] = asyncio.get_running_loop().create_future()
                self._waiting.append(given)
                connection = await self._given(given)
                if connection is not None:
                    return connection

    def back(self, connection: Connection) -> None:
        """Give back a connection that is fit for the next task."""
        while self._waiting:
            given = self._waiting.popleft()
            if not given.done():
                given.set_result(connection)
                return
        self._free.append(connection)

    async def lose(self, connection: Connection) -> None:
        """Give up a connection that broke or was left in the middle of something; a new one may take its place."""
        self._lost()
        with contextlib.suppress(asyncpg.PostgresError, *AWAY):
            await self.pool.release(connection)

    async def warm(self) -> None:
        """Open the connections before they are asked for; when the server is away, the first requests will."""
        held: list[Connection] = []
        try:
            while self._leased < self._most:
                held.append(await self.take())
        except (asyncpg.PostgresError, *AWAY) as error:
            _log.warning("database away at the start: %s", error)
        finally:
            for connection in held:
                self.back(connection)

    async def close(self) -> None:
        """Give all free connections back to the pool."""
        while self._free:
            await self.pool.release(self._free.pop())

    async def _leased_anew(self) -> Connection:
        self._leased += 1
        try:
            return await self.pool.acquire()
        except BaseException:
            self._lost()
            raise

    async def _given(self, given: asyncio.Future[Connection | None]) -> Connection | None:
        try:
            return await given
        except asyncio.CancelledError:
            if given.done() and not given.cancelled() and (connection := given.result()) is not None:
                self.back(connection)
            raise

    def _lost(self) -> None:
        """One lease fewer: who waits longest may open a new one."""
        self._leased -= 1
        while self._waiting:
            given = self._waiting.popleft()
            if not given.done():
                given.set_result(None)
                return


def _stands(connection: Connection) -> bool:
    """Whether an idle connection is still there; the pool takes back by itself what the server has dropped."""
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        return False

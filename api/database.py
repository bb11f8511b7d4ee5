"""The web's connections: asyncpg, as the role of everybody, with everything a client may cause translated."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from layers.core.db import READER_ROLE, SEARCH_PATH
from layers.core.errors import Busy, DonghaError, InvalidGeometry, OutOfRange, TooSlow
from layers.core.settings import Settings
from layers.core.statement import Statement

type Connection = asyncpg.Connection | asyncpg.pool.PoolConnectionProxy

ACQUIRE_SECONDS = 5.0
"""How long a request waits for a free connection."""

_AWAY = (
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
_SPARE = 2
_log = logging.getLogger(__name__)


class Database:
    """Runs statements of readers; every error is one of `layers.core.errors` or a fault of ours.

    Connections are leased from the pool for good and handed from request to request here: the pool's own way costs a task
    and a reset each time, and readers change nothing in their session that had to be reset. `pool` is for the rare rest.
    """

    def __init__(self, pool: asyncpg.Pool, size: int) -> None:
        self.pool = pool
        self._most = size
        self._leased = 0
        self._free: list[Connection] = []
        self._waiting: deque[asyncio.Future[Connection | None]] = deque()

    async def row(self, statement: Statement) -> asyncpg.Record | None:
        """The first row of the answer.

        Busy when no connection is free or the server is away, TooSlow at the statement timeout, OutOfRange and
        InvalidGeometry for what only the database can find out about the values of a request.
        """
        try:
            connection = await self._lease()
            try:
                row = await connection.fetchrow(statement.sql, *statement.values)
            except BaseException as error:
                await self._after(error, connection)
                raise
        except (asyncpg.PostgresError, *_AWAY) as error:
            raise translated(error) from error
        self._back(connection)
        return row

    async def rows(self, statement: Statement) -> list[asyncpg.Record]:
        """All rows of the answer; errors as `row`."""
        try:
            connection = await self._lease()
            try:
                rows = await connection.fetch(statement.sql, *statement.values)
            except BaseException as error:
                await self._after(error, connection)
                raise
        except (asyncpg.PostgresError, *_AWAY) as error:
            raise translated(error) from error
        self._back(connection)
        return rows

    async def warm(self) -> None:
        """Open the connections before they are asked for; when the server is away, the first requests will."""
        held: list[Connection] = []
        try:
            while self._leased < self._most:
                held.append(await self._lease())
        except (asyncpg.PostgresError, *_AWAY) as error:
            _log.warning("database away at the start: %s", error)
        finally:
            for connection in held:
                self._back(connection)

    async def close(self) -> None:
        """Give all free connections back to the pool."""
        while self._free:
            await self.pool.release(self._free.pop())

    async def _lease(self) -> Connection:
        if self._free:
            return self._free.pop()
        async with asyncio.timeout(ACQUIRE_SECONDS):
            while True:
                if self._leased < self._most:
                    return await self._leased_anew()
                given: asyncio.Future[Connection | None] = asyncio.get_running_loop().create_future()
                self._waiting.append(given)
                connection = await self._given(given)
                if connection is not None:
                    return connection

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
                self._back(connection)
            raise

    def _back(self, connection: Connection) -> None:
        while self._waiting:
            given = self._waiting.popleft()
            if not given.done():
                given.set_result(connection)
                return
        self._free.append(connection)

    async def _after(self, error: BaseException, connection: Connection) -> None:
        """A connection whose statement merely failed stays; one that broke or was left in the middle goes."""
        if isinstance(error, asyncpg.PostgresError) and not isinstance(error, _AWAY):
            self._back(connection)
            return
        self._lost()
        with contextlib.suppress(asyncpg.PostgresError, *_AWAY):
            await self.pool.release(connection)

    def _lost(self) -> None:
        """One lease fewer: who waits longest may open a new one."""
        self._leased -= 1
        while self._waiting:
            given = self._waiting.popleft()
            if not given.done():
                given.set_result(None)
                return


def translated(error: BaseException) -> BaseException:
    """The error of the house for an error of the database; the error itself when it is a fault of ours."""
    match error:
        case asyncpg.QueryCanceledError():
            return TooSlow()
        case asyncpg.DataError():
            return OutOfRange()
        case asyncpg.InternalServerError() if _geometric(str(error)):
            return InvalidGeometry()
        case asyncpg.StatementTooComplexError() | asyncpg.ProgramLimitExceededError():
            return TooSlow()
        case DonghaError():
            return error
        case _ if isinstance(error, _AWAY):
            _log.warning("database away: %s: %s", type(error).__name__, error)
            return Busy()
        case _:
            return error


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Database]:
    """A pool of `settings.pool_size` connections and a spare one while the block runs; the server may be away at first.

    Plans are generic: values are always bound, every spatial test has an index, and planning the long statements anew for
    each request costs several times what running them does.
    """
    async with asyncpg.create_pool(
        settings.database_url,
        min_size=0,
        max_size=settings.pool_size + _SPARE,
        max_queries=10_000_000,
        max_inactive_connection_lifetime=0,
        statement_cache_size=512,
        max_cached_statement_lifetime=0,
        max_cacheable_statement_size=0,
        init=_prepare,
        reset=_keep,
        server_settings={
            "application_name": "dongha-web",
            "role": READER_ROLE,
            "search_path": SEARCH_PATH,
            "statement_timeout": str(settings.statement_timeout_ms),
            "idle_in_transaction_session_timeout": "30000",
            "default_transaction_read_only": "on",
            "max_parallel_workers_per_gather": "0",
            "jit": "off",
            "plan_cache_mode": "force_generic_plan",
            "TimeZone": "UTC",
        },
    ) as pool:
        database = Database(pool, settings.pool_size)
        warming = asyncio.create_task(database.warm(), name="warm connections")
        try:
            yield database
        finally:
            await asyncio.gather(warming, return_exceptions=True)
            await database.close()


async def _prepare(connection: asyncpg.Connection) -> None:
    """Geometries go as EWKB; the first projection of a connection costs tens of milliseconds, so it is made here."""
    await connection.set_type_codec("geometry", schema="ext", encoder=bytes, decoder=bytes, format="binary")
    await connection.execute(
        "SELECT ext.ST_AsGeoJSON(ext.ST_Transform(ext.ST_Transform(ext.ST_SetSRID(ext.ST_MakePoint(590508, 1860206), 9212),"
        " 4326), 3857))"
    )


async def _keep(_: asyncpg.Connection) -> None:
    """Readers change nothing in their session, so nothing is reset."""


def _geometric(message: str) -> bool:
    return any(word in message for word in ("GEOS", "Topology", "geometry", "transform", "lwgeom", "projection"))

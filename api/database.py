"""The web's connections: asyncpg, as the role of everybody, with everything a client may cause translated."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from layers.core.db import READER_ROLE, SEARCH_PATH
from layers.core.errors import Busy, DonghaError, InvalidGeometry, OutOfRange, TooSlow
from layers.core.settings import Settings
from layers.core.statement import Statement

ACQUIRE_SECONDS = 5.0
"""How long a request waits for a free connection."""

_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.OutOfMemoryError,
    OSError,
    TimeoutError,
)
_log = logging.getLogger(__name__)


class Database:
    """Runs statements of readers; every error is one of `layers.core.errors` or a fault of ours."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def row(self, statement: Statement) -> asyncpg.Record | None:
        """The first row of the answer.

        Busy when no connection is free or the server is away, TooSlow at the statement timeout, OutOfRange and
        InvalidGeometry for what only the database can find out about the values of a request.
        """
        try:
            async with self.pool.acquire(timeout=ACQUIRE_SECONDS) as connection:
                return await connection.fetchrow(statement.sql, *statement.values)
        except (asyncpg.PostgresError, *_AWAY) as error:
            raise translated(error) from error

    async def rows(self, statement: Statement) -> list[asyncpg.Record]:
        """All rows of the answer; errors as `row`."""
        try:
            async with self.pool.acquire(timeout=ACQUIRE_SECONDS) as connection:
                return await connection.fetch(statement.sql, *statement.values)
        except (asyncpg.PostgresError, *_AWAY) as error:
            raise translated(error) from error


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
    """A pool of `settings.pool_size` connections while the block runs; the server may be away when it begins."""
    async with asyncpg.create_pool(
        settings.database_url,
        min_size=0,
        max_size=settings.pool_size,
        max_queries=10_000_000,
        max_inactive_connection_lifetime=0,
        statement_cache_size=512,
        max_cached_statement_lifetime=0,
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
            "TimeZone": "UTC",
        },
    ) as pool:
        warming = asyncio.create_task(_warm(pool, settings.pool_size), name="warm connections")
        try:
            yield Database(pool)
        finally:
            warming.cancel()
            await asyncio.gather(warming, return_exceptions=True)


async def _prepare(connection: asyncpg.Connection) -> None:
    """Geometries go as EWKB; the first projection of a connection costs tens of milliseconds, so it is made here."""
    await connection.set_type_codec("geometry", schema="ext", encoder=bytes, decoder=bytes, format="binary")
    await connection.execute(
        "SELECT ext.ST_AsGeoJSON(ext.ST_Transform(ext.ST_Transform(ext.ST_SetSRID(ext.ST_MakePoint(590508, 1860206), 9212),"
        " 4326), 3857))"
    )


async def _keep(_: asyncpg.Connection) -> None:
    """Readers change nothing in their session, so nothing is reset: that would cost a statement for every request."""


async def _warm(pool: asyncpg.Pool, size: int) -> None:
    """Open the connections before they are asked for; when the server is away, the first requests will."""
    try:
        connections = [await pool.acquire(timeout=ACQUIRE_SECONDS) for _ in range(size)]
    except (asyncpg.PostgresError, *_AWAY) as error:
        _log.warning("database away at the start: %s", error)
        return
    for connection in connections:
        await pool.release(connection)


def _geometric(message: str) -> bool:
    return any(word in message for word in ("GEOS", "Topology", "geometry", "transform", "lwgeom", "projection"))

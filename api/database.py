"""The web's connections: asyncpg, as the role of everybody, with everything a client may cause translated."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import asyncpg

from api.leases import AWAY, Connection, Leases
from layers.core.db import READER_ROLE, SEARCH_PATH
from layers.core.errors import Busy, DonghaError, InvalidGeometry, OutOfRange, TooSlow
from layers.core.settings import Settings
from layers.core.statement import Statement

_SPARE = 2
_log = logging.getLogger(__name__)


class Database:
    """Runs statements of readers; every error is one of `layers.core.errors` or a fault of ours.

    `pool` is for the rare rest.
    """

    def __init__(self, pool: asyncpg.Pool, size: int) -> None:
        self.pool = pool
        self._leases = Leases(pool, size)

    async def row(self, statement: Statement) -> asyncpg.Record | None:
        """The first row of the answer.

        Busy when no connection is free or the server is away, TooSlow at the statement timeout, OutOfRange and
        InvalidGeometry for what only the database can find out about the values of a request.
        """
        try:
            connection = await self._leases.take()
            try:
                row = await connection.fetchrow(statement.sql, *statement.values)
            except BaseException as error:
                await self._after(error, connection)
                raise
        except (asyncpg.PostgresError, *AWAY) as error:
            raise translated(error) from error
        self._leases.back(connection)
        return row

    async def rows(self, statement: Statement) -> list[asyncpg.Record]:
        """All rows of the answer; errors as `row`."""
        try:
            connection = await self._leases.take()
            try:
                rows = await connection.fetch(statement.sql, *statement.values)
            except BaseException as error:
                await self._after(error, connection)
                raise
        except (asyncpg.PostgresError, *AWAY) as error:
            raise translated(error) from error
        self._leases.back(connection)
        return rows

    async def warm(self) -> None:
        """Open the connections before they are asked for; when the server is away, the first requests will."""
        await self._leases.warm()

    async def close(self) -> None:
        """Give all free connections back to the pool."""
        await self._leases.close()

    async def _after(self, error: BaseException, connection: Connection) -> None:
        """A connection whose statement merely failed stays; one that broke or was left in the middle goes."""
        if isinstance(error, asyncpg.PostgresError) and not isinstance(error, AWAY):
            self._leases.back(connection)
        else:
            await self._leases.lose(connection)


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
        case asyncpg.TransactionRollbackError() | asyncpg.LockNotAvailableError():
            return Busy()
        case DonghaError():
            return error
        case _ if isinstance(error, AWAY):
            _log.warning("database away: %s: %s", type(error).__name__, error)
            return Busy()
        case _:
            return error


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Database]:
    """A pool of `settings.pool_size` connections and a spare one while the block runs; the server may be away at first."""
    size = settings.pool_size
    async with pool(settings, READER_ROLE, size + _SPARE, default_transaction_read_only="on") as opened:
        database = Database(opened, size)
        warming = asyncio.create_task(database.warm(), name="warm connections")
        try:
            yield database
        finally:
            await asyncio.gather(warming, return_exceptions=True)
            await database.close()


def pool(settings: Settings, role: str, most: int, **server_settings: str) -> asyncpg.Pool:
    """A pool, not opened yet, of at most that many connections that act as `role`.

    Plans are generic: values are always bound, every spatial test has an index, and planning the long statements anew for
    each request costs several times what running them does.
    """
    surroundings: Mapping[str, str] = {
        "application_name": "dongha-web",
        "role": role,
        "search_path": SEARCH_PATH,
        "statement_timeout": str(settings.statement_timeout_ms),
        "idle_in_transaction_session_timeout": "30000",
        "max_parallel_workers_per_gather": "0",
        "jit": "off",
        "plan_cache_mode": "force_generic_plan",
        "TimeZone": "UTC",
        **server_settings,
    }
    return asyncpg.create_pool(
        settings.database_url,
        min_size=0,
        max_size=most,
        max_queries=10_000_000,
        max_inactive_connection_lifetime=0,
        statement_cache_size=512,
        max_cached_statement_lifetime=0,
        max_cacheable_statement_size=0,
        init=_prepare,
        reset=_keep,
        server_settings=dict(surroundings),
    )


async def _prepare(connection: asyncpg.Connection) -> None:
    """Geometries go as EWKB; the first projection of a connection costs tens of milliseconds, so it is made here."""
    await connection.set_type_codec("geometry", schema="ext", encoder=bytes, decoder=bytes, format="binary")
    await connection.execute(
        "SELECT ext.ST_AsGeoJSON(ext.ST_Transform(ext.ST_Transform(ext.ST_SetSRID(ext.ST_MakePoint(590508, 1860206), 9212),"
        " 4326), 3857))"
    )


async def _keep(_: asyncpg.Connection) -> None:
    """Nothing in a session outlives its transaction, so nothing is reset."""


def _geometric(message: str) -> bool:
    return any(word in message for word in ("GEOS", "Topology", "geometry", "transform", "lwgeom", "projection"))

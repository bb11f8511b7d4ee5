"""Connections that write, and that read with the rights of somebody who has logged in.

Whatever is done for a person is done in one transaction that runs as the group role of that person; PostgreSQL's grants and
row policies decide. The login of the web may become any of those roles, and nobody else.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import NoReturn

import asyncpg
from starlette.requests import Request

from api.auth.identity import Identity, identity_of
from api.database import Database, pool, translated
from api.leases import AWAY, Connection, Leases
from layers.core.errors import Forbidden, LoginNeeded, SessionEnded
from layers.core.roles import PUBLIC, SERVICE_GROUP
from layers.core.settings import Settings
from layers.core.statement import Statement

STALE = "DH401"
"""SQLSTATE of `auth.confirm`: the account has changed since it was looked up."""

_SPARE = 3


class Working:
    """Transactions of people and the service's own statements.

    `pool` is for the rare rest: connections as the service that somebody keeps for long. `on_stale` is called when an account
    turns out to have changed since it was looked up.
    """

    def __init__(self, pool: asyncpg.Pool, size: int) -> None:
        self.pool = pool
        self.on_stale: Callable[[], None] = lambda: None
        self._leases = Leases(pool, size)

    @asynccontextmanager
    async def transaction(
        self, identity: Identity | None, *, read_only: bool = False, client: str = ""
    ) -> AsyncIterator[Connection]:
        """A READ COMMITTED transaction as `identity` (None: as the public); commits when the block ends well.

        What the database refuses is raised as `api.database.translated` has it, LoginNeeded or Forbidden where a right is
        missing, SessionEnded when the account was changed or disabled; the database's own error is the `__cause__`.
        Deferred constraints are raised at the end of the block.
        """
        try:
            connection = await self._leases.take()
            try:
                await connection.execute(_begin(identity, read_only, client))
                yield connection
                if (done := await connection.execute("COMMIT")) != "COMMIT":
                    raise RuntimeError(f"a transaction ended with {done}: an error in it was passed over")
            except BaseException as error:
                await self._undo(error, connection)
                raise
            self._leases.back(connection)
        except (asyncpg.PostgresError, *AWAY) as error:
            self._refuse(error, identity)

    @asynccontextmanager
    async def service(self) -> AsyncIterator[Connection]:
        """A connection as the service, each statement a transaction of its own; for short work. Errors as above."""
        try:
            connection = await self._leases.take()
            try:
                yield connection
            except BaseException as error:
                await self._undo(error, connection)
                raise
            self._leases.back(connection)
        except (asyncpg.PostgresError, *AWAY) as error:
            raise translated(error) from error

    async def close(self) -> None:
        """Give all free connections back to the pool."""
        await self._leases.close()

    def _refuse(self, error: BaseException, identity: Identity | None) -> NoReturn:
        if isinstance(error, asyncpg.InsufficientPrivilegeError):
            raise (LoginNeeded if identity is None else Forbidden)() from error
        if getattr(error, "sqlstate", None) == STALE:
            self.on_stale()
            raise SessionEnded from error
        raise translated(error) from error

    async def _undo(self, error: BaseException, connection: Connection) -> None:
        """Roll back; a connection that broke, or was left in the middle of a statement, is closed."""
        if isinstance(error, Exception) and not isinstance(error, AWAY) and not connection.is_closed():
            try:
                if connection.is_in_transaction():
                    await connection.execute("ROLLBACK")
            except BaseException:
                await self._end(connection)
                raise
            self._leases.back(connection)
        else:
            await self._end(connection)

    async def _end(self, connection: Connection) -> None:
        connection.terminate()
        await self._leases.lose(connection)


class Reading:
    """Reads with the rights of `identity`, statement by statement, as `Database` reads with everybody's."""

    def __init__(self, working: Working, identity: Identity) -> None:
        self._working = working
        self.identity = identity

    async def row(self, statement: Statement) -> asyncpg.Record | None:
        """The first row of the answer; errors as `Working.transaction`."""
        async with self._working.transaction(self.identity, read_only=True) as connection:
            return await connection.fetchrow(statement.sql, *statement.values)

    async def rows(self, statement: Statement) -> list[asyncpg.Record]:
        """All rows of the answer; errors as `Working.transaction`."""
        async with self._working.transaction(self.identity, read_only=True) as connection:
            return await connection.fetch(statement.sql, *statement.values)


def reader(request: Request) -> Database | Reading:
    """What reads for the sender of a request: the public's pool, or transactions with the sender's own rights."""
    identity = identity_of(request)
    state = request.app.state
    return state.database if identity is None else Reading(state.working, identity)


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[Working]:
    """Connections as the service while the block runs, opened when they are needed."""
    size = settings.pool_size
    async with pool(settings, SERVICE_GROUP, size + _SPARE, standard_conforming_strings="on") as opened:
        made = Working(opened, size)
        try:
            yield made
        finally:
            await made.close()


@lru_cache(maxsize=1024)
def _begin(identity: Identity | None, read_only: bool, client: str) -> str:
    """One message that begins a transaction with the rights and the name of somebody; costs no further round trip."""
    access = "READ ONLY" if read_only else "READ WRITE"
    begin = f"BEGIN ISOLATION LEVEL READ COMMITTED {access}; "
    if identity is None:
        return f"{begin}SET LOCAL ROLE {PUBLIC.group}; SET LOCAL dongha.client = {_literal(client or 'web')}"
    return (
        f"{begin}SELECT auth.confirm({_literal(identity.name)}, {identity.stamp:d}); "
        f"SET LOCAL dongha.actor = {_literal(identity.name)}; "
        f"SET LOCAL dongha.client = {_literal(client or identity.client)}; "
        f"SET LOCAL dongha.ward = {_literal(identity.ward or '')}; "
        f"SET LOCAL ROLE {identity.role.group}"
    )


def _literal(text: str) -> str:
    """`text` as a string constant of SQL."""
    if "\0" in text:
        raise ValueError("no NUL in a string of the database")
    return "'" + text.replace("'", "''") + "'"

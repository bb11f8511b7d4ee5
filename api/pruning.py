"""What history no longer keeps is forgotten, hour by hour, by one of the web processes."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from api.leases import AWAY
from api.working import Working

_SECONDS = 3600
_log = logging.getLogger(__name__)


@asynccontextmanager
async def pruning(working: Working) -> AsyncIterator[None]:
    """Prune every hour or so while the block runs; of several processes one does it, the database sees to that."""
    task = asyncio.create_task(_prune_for_ever(working), name="prune history")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _prune_for_ever(working: Working) -> None:
    while True:
        await asyncio.sleep(_SECONDS * random.uniform(0.5, 1.5))  # noqa: S311 - processes need not all wake at once
        try:
            async with working.pool.acquire() as connection, connection.transaction():
                await connection.execute("SET LOCAL statement_timeout = 0")
                forgotten = await connection.fetchval("SELECT layers.prune_history()")
        except (asyncpg.PostgresError, *AWAY) as error:
            _log.warning("history not pruned: %s", error)
        else:
            if forgotten:
                _log.info("history: %s lines forgotten", forgotten)

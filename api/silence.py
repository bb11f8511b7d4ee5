"""What has been silent too long is emptied every few seconds, by one of the web processes: silence is a state."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from api.leases import AWAY
from api.working import Working

_log = logging.getLogger(__name__)


@asynccontextmanager
async def silencing(working: Working, seconds: int) -> AsyncIterator[None]:
    """Empty values that are older than they may be, every `seconds` or so (0: never) while the block runs.

    Of several processes one does it, the database sees to that. The change log tells what was emptied.
    """
    task = asyncio.create_task(_silence_for_ever(working, seconds), name="silence") if seconds else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _silence_for_ever(working: Working, seconds: int) -> None:
    away = False
    while True:
        await asyncio.sleep(seconds * random.uniform(0.8, 1.2))  # noqa: S311 - processes need not all wake at once
        try:
            async with working.pool.acquire() as connection:
                await connection.execute("SELECT layers.silence()")
            away = False
        except (asyncpg.PostgresError, *AWAY) as error:
            if not away:
                _log.warning("silence not looked for, trying again: %s: %s", type(error).__name__, error)
            away = True

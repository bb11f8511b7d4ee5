"""The courier: one process at a time fills the outbox and delivers from it, each receiver's messages in order.

Who holds the advisory lock is the courier; when its process dies, PostgreSQL lets go of the lock and another one goes on.
A message that was sent but not ticked off is sent again with the same id, by which receivers know it. Errors of the database
are logged by their name alone, because their texts may hold whole rows, secrets too.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import httpx

from api.database import Database
from api.leases import Connection
from api.webhooks.delivery import GONE, Message, Outcome, send, sender
from api.webhooks.outbox import Outbox
from api.working import Working
from layers.core.declared import Declared
from layers.core.errors import DonghaError
from layers.core.settings import Settings

LOOK_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 6 * 3600.0
PATIENCE_DAYS = 3
"""A receiver that has taken nothing for so long is told nothing more until somebody asks for it."""

DELIVERED_KEPT_DAYS = 7
DEAD_KEPT_DAYS = 30

_STANDBY_SECONDS = 2.0
_PRUNE_SECONDS = 3600.0
_FILLS = 20
_AWAY = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError, DonghaError)
_log = logging.getLogger(__name__)

_LOCK = "SELECT pg_try_advisory_lock(hashtext('layers.webhook_deliveries'))"
_ACTIVE = "SELECT id FROM layers.webhook_subscriptions WHERE active ORDER BY created_at, id"
_NEXT = """
SELECT d.number, d.id, d.body, d.tries, s.url, s.secret
FROM layers.webhook_subscriptions s
JOIN LATERAL (SELECT * FROM layers.webhook_deliveries o WHERE o.subscription = s.id AND o.status = 'pending'
              ORDER BY o.number LIMIT 1) d ON d.next_try <= clock_timestamp()
WHERE s.id = $1::uuid AND s.active
"""
_TAKEN = """
WITH done AS (
    UPDATE layers.webhook_deliveries SET status = 'delivered', tries = tries + 1, answer = $3, trouble = NULL, done_at = now()
    WHERE number = $2::bigint AND status = 'pending' RETURNING subscription
)
UPDATE layers.webhook_subscriptions SET failures = 0, failing_since = NULL
WHERE id = $1::uuid AND EXISTS (SELECT FROM done) AND failures > 0
"""
_FAILED = f"""
WITH tried AS (
    UPDATE layers.webhook_deliveries SET tries = tries + 1, answer = $3, trouble = $4,
        status = CASE WHEN $6::boolean THEN 'dead' ELSE 'pending' END,
        done_at = CASE WHEN $6::boolean THEN now() END,
        next_try = clock_timestamp() + make_interval(secs => $5::float8)
    WHERE number = $2::bigint AND status = 'pending'
), verdict AS (
    SELECT CASE WHEN $7::boolean THEN 'gone'
        WHEN failing_since < now() - interval '{PATIENCE_DAYS} days' THEN 'failing' END AS why
    FROM layers.webhook_subscriptions WHERE id = $1::uuid
)
UPDATE layers.webhook_subscriptions s SET failures = failures + 1, failing_since = coalesce(failing_since, now()),
    active = v.why IS NULL, disabled_at = CASE WHEN v.why IS NOT NULL THEN now() END, disabled_why = v.why
FROM verdict v WHERE s.id = $1::uuid AND s.active
"""
_PRUNE = f"""
DELETE FROM layers.webhook_deliveries
WHERE status = 'delivered' AND done_at < now() - interval '{DELIVERED_KEPT_DAYS} days'
   OR status = 'dead' AND done_at < now() - interval '{DEAD_KEPT_DAYS} days'
"""


@asynccontextmanager
async def delivering(
    working: Working, database: Database, layers: Mapping[str, Declared], settings: Settings
) -> AsyncIterator[None]:
    """Be the courier, or stand by for it, until the block is left."""
    courier = Courier(working, Outbox(working, database, layers), settings)
    task = asyncio.create_task(courier.run(), name="webhooks")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Courier:
    """Delivers while it holds the lock."""

    def __init__(self, working: Working, outbox: Outbox, settings: Settings) -> None:
        self._working = working
        self._outbox = outbox
        self._private = settings.webhook_private
        self._tries = settings.webhook_tries
        self._retry = settings.webhook_retry_ms / 1000
        self._rounds: dict[UUID, asyncio.Task[None]] = {}
        self._pruned = 0.0

    async def run(self) -> None:
        """Work for ever; a database that is away is waited for."""
        away = False
        while True:
            try:
                async with self._working.pool.acquire() as connection:
                    try:
                        if await connection.fetchval(_LOCK):
                            away = False
                            await self._work(connection)
                    finally:
                        # The lock is one of the connection: nobody else may get it with that.
                        connection.terminate()
            except _AWAY as error:
                if not away:
                    _log.warning("webhooks wait for the database: %s", type(error).__name__)
                away = True
            await asyncio.sleep(_STANDBY_SECONDS)

    async def _work(self, lock: Connection) -> None:
        async with sender() as client:
            try:
                while True:
                    # The statement fails when the connection, and with it the lock, is gone.
                    for row in await lock.fetch(_ACTIVE):
                        await self._tend(client, row["id"])
                    if time.monotonic() - self._pruned > _PRUNE_SECONDS or not self._pruned:
                        self._pruned = time.monotonic()
                        await lock.execute(_PRUNE)
                    await asyncio.sleep(LOOK_SECONDS)
            finally:
                for task in self._rounds.values():
                    task.cancel()
                await asyncio.gather(*self._rounds.values(), return_exceptions=True)
                self._rounds.clear()

    async def _tend(self, client: httpx.AsyncClient, subscription: UUID) -> None:
        """Fill, and have the messages delivered beside: who answers slowly keeps nobody else waiting."""
        try:
            for _ in range(_FILLS):
                if not await self._outbox.fill(subscription):
                    break
        except _AWAY as error:
            _log.warning("webhook %s is not filled: %s", subscription, type(error).__name__)
        if subscription not in self._rounds:
            task = asyncio.create_task(self._round(client, subscription), name=f"webhook {subscription}")
            self._rounds[subscription] = task
            task.add_done_callback(lambda _: self._rounds.pop(subscription, None))

    async def _round(self, client: httpx.AsyncClient, subscription: UUID) -> None:
        """Deliver what is due to one receiver, the oldest first, until one message is not taken."""
        try:
            while True:
                async with self._working.service() as connection:
                    row = await connection.fetchrow(_NEXT, subscription)
                if row is None:
                    return
                message = Message(row["id"], row["url"], row["secret"], row["body"])
                outcome = await send(client, message, private=self._private)
                async with self._working.service() as connection:
                    await self._note(connection, subscription, row["number"], row["tries"] + 1, outcome)
                if not outcome.taken:
                    return
        except _AWAY as error:
            _log.warning("webhook %s is not delivered: %s", subscription, type(error).__name__)

    async def _note(
        self, connection: Connection, subscription: UUID, number: int, tries: int, outcome: Outcome
    ) -> None:
        if outcome.taken:
            await connection.execute(_TAKEN, subscription, number, outcome.status)
            return
        gone = outcome.status == GONE
        dead = gone or tries >= self._tries
        delay = self._delay(tries)
        await connection.execute(_FAILED, subscription, number, outcome.status, outcome.trouble, delay, dead, gone)

    def _delay(self, tries: int) -> float:
        """Seconds until the next try: four times as long each time, up to six hours, and never in step with others."""
        longest = min(LONGEST_DELAY_SECONDS, self._retry * 4 ** min(tries - 1, 20))
        return longest * random.uniform(0.8, 1.2)  # noqa: S311 - no secret

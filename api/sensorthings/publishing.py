"""What has been kept, published over MQTT as SensorThings has it (OGC 18-088 §14): public Observations of chosen layers.

It follows the change log, so it hears of observations by whichever door they came. One process publishes: the one that holds
the advisory lock. What came late changes no state and is not told.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import asyncpg
import orjson

from api.database import Database
from api.feed import Batch, Feed
from api.sensorthings.model import OBSERVATION
from api.sensorthings.observation_id import to_id
from api.working import Working
from ingest.mqtt.endpoint import Endpoint
from ingest.mqtt.outbound import Outbound
from layers.core.errors import DonghaError
from layers.core.settings import Settings
from layers.core.statement import Statement

LOOK_SECONDS = 0.25
EVERY_LAYER = "*"

_STANDBY_SECONDS = 2.0
_LOOK_BACK = dt.timedelta(minutes=10)
_MOST_OF_A_SERIES = 200
_AWAY = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError, DonghaError)
_LOCK = "SELECT pg_try_advisory_lock(hashtext('sensorthings over mqtt'))"
_RESULT = OBSERVATION.fields["result"].json.format(a="r")
_NEW = f"""SELECT r.datastream, r.phenomenon_time, r.result_time, ({_RESULT})::text AS result, d.protocol
FROM layers.datastreams s JOIN layers.observed_properties p ON p.id = s.observed_property
JOIN layers.devices d ON d.fid = s.device
CROSS JOIN LATERAL (SELECT o.*, p.kind FROM layers.observations o
    WHERE o.datastream = s.id AND o.phenomenon_time > $3::timestamptz ORDER BY o.phenomenon_time LIMIT {_MOST_OF_A_SERIES}) r
WHERE s.layer = $1::text AND ($2::bigint[] IS NULL OR s.fid = ANY ($2::bigint[]))
ORDER BY r.phenomenon_time"""
_log = logging.getLogger(__name__)


@asynccontextmanager
async def publishing(
    working: Working, database: Database, feed: Feed, layers: Iterable[str], settings: Settings
) -> AsyncIterator[None]:
    """Publish while the block runs, if the settings ask for it; `layers` are those that devices report for."""
    asked = frozenset(settings.sensorthings_mqtt)
    chosen = frozenset(name for name in layers if asked & {name, EVERY_LAYER})
    if not chosen:
        yield
        return
    out = Outbound(Endpoint.of(settings.mqtt_url, os.environ.get("MQTT_CA")))
    follower = _Follower(working, database, out, chosen)
    leave = feed.subscribe(follower.hear)
    out.start()
    task = asyncio.create_task(follower.run(), name="sensorthings over mqtt")
    try:
        yield
    finally:
        leave()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.to_thread(out.stop)


class _Follower:
    def __init__(self, working: Working, database: Database, out: Outbound, layers: frozenset[str]) -> None:
        self._working = working
        self._database = database
        self._out = out
        self._layers = layers
        self._told: dict[int, dt.datetime] = {}
        self._begun = dt.datetime.now(dt.UTC)
        self._touched: dict[str, set[int] | None] = {}

    def hear(self, batch: Batch) -> None:
        """Note which features have a new state; None are all of a layer."""
        for change in batch.changes:
            if change.operation != "state" or change.layer not in self._layers:
                continue
            known = self._touched.setdefault(change.layer, set())
            if not change.fids:
                self._touched[change.layer] = None
            elif known is not None:
                known.update(change.fids)

    async def run(self) -> None:
        """Publish, whenever this process holds the lock."""
        while True:
            try:
                async with self._working.pool.acquire() as connection:
                    while not await connection.fetchval(_LOCK):
                        self._touched.clear()
                        await asyncio.sleep(_STANDBY_SECONDS)
                    while True:
                        await self._tell()
                        await asyncio.sleep(LOOK_SECONDS)
                        if connection.is_closed():
                            break
            except _AWAY as error:
                _log.warning("not published, trying again: %s", type(error).__name__)
            await asyncio.sleep(_STANDBY_SECONDS)

    async def _tell(self) -> None:
        touched, self._touched = self._touched, {}
        now = dt.datetime.now(dt.UTC)
        since = max(self._begun, now - _LOOK_BACK)
        for layer, fids in touched.items():
            values = (layer, None if fids is None else sorted(fids), since)
            for row in await self._database.rows(Statement(_NEW, values)):
                self._publish(row)
        self._told = {series: at for series, at in self._told.items() if at > since} if touched else self._told

    def _publish(self, row: asyncpg.Record) -> None:
        series, at = row["datastream"], row["phenomenon_time"]
        if at <= self._told.get(series, self._begun):
            return
        self._told[series] = at
        said = {
            "@iot.id": to_id(series, at),
            "phenomenonTime": at,
            "resultTime": row["result_time"],
            "result": orjson.Fragment(row["result"]),
            "Datastream": {"@iot.id": series},
        }
        payload = orjson.dumps(said)
        self._out.publish("v1.1/Observations", payload)
        if row["protocol"] != "sensorthings":
            self._out.publish(f"v1.1/Datastreams({series})/Observations", payload)

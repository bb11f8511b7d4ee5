"""The one tailer of the change log in a process: what has been committed, told within a tenth of a second or so.

It reads by snapshot difference (`api.position`): sequence numbers are given out before a transaction commits, so a reader
that only follows them misses what commits late. What follows the log in this process subscribes here.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from api.leases import Connection
from api.position import Position
from api.working import Working
from layers.core.errors import DonghaError

type Box = tuple[float, float, float, float]
type Hear = Callable[[Batch], None]

READ_SECONDS = 0.1
REDRAW_SECONDS = 1.0
MOST_ROWS = 5_000
"""Changes that are told one by one; what comes at once beyond that is told as one change for each layer."""

_MOST_STATE_LINES = 100
_AGAIN_SECONDS = 0.5
_START_SECONDS = 2.0
_PAUSE_SECONDS = 0.02
_REDRAWN_CELLS = 4
_AWAY = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError, DonghaError)
_log = logging.getLogger(__name__)

_NOW = "(SELECT pg_current_snapshot()::text AS snapshot, layers.log_epoch() AS epoch) now"
_COLUMNS = "layer, operation, feature_id, fid, fids, version, bbox, bbox_before, seq"
# $1 the transactions that were open at the last read, $2 the first that had not begun, $3 most rows.
_NEW = f"""
SELECT now.snapshot, now.epoch, c.*
FROM {_NOW} LEFT JOIN (
  (SELECT late.* FROM unnest($1::text[]) opened(txid) CROSS JOIN LATERAL (
     SELECT {_COLUMNS} FROM layers.changes WHERE txid = opened.txid::xid8 ORDER BY txid, seq LIMIT $3::int) late
   LIMIT $3::int)
  UNION ALL
  (SELECT {_COLUMNS} FROM layers.changes WHERE txid >= $2::text::xid8 ORDER BY txid, seq LIMIT $3::int)
) c ON true ORDER BY c.seq"""
_SUMMED = f"""
SELECT now.snapshot, now.epoch, c.*
FROM {_NOW} LEFT JOIN (
  SELECT layer, CASE WHEN operation IN ('state', 'overview') THEN operation ELSE 'many' END AS operation,
    CASE WHEN NOT bool_or(operation IN ('truncate', 'state', 'overview') AND bbox IS NULL)
      AND bool_or(bbox IS NOT NULL OR bbox_before IS NOT NULL) THEN ARRAY[
        min(least(bbox[1], bbox_before[1])), min(least(bbox[2], bbox_before[2])),
        max(greatest(bbox[3], bbox_before[3])), max(greatest(bbox[4], bbox_before[4]))] END AS bbox
  FROM layers.changes WHERE txid = ANY ($1::text[]::xid8[]) OR txid >= $2::text::xid8 GROUP BY 1, 2
) c ON true"""
# The tables of $3 that have changed since a position ($1, $2, as above).
_CHANGED = f"""
SELECT now.snapshot, now.epoch, ARRAY(SELECT DISTINCT layer FROM (
  SELECT layer, operation FROM layers.changes WHERE txid = ANY ($1::text[]::xid8[])
  UNION ALL SELECT layer, operation FROM layers.changes WHERE txid >= $2::text::xid8) c
  WHERE operation <> 'overview' AND layer = ANY ($3::text[])) AS changed
FROM {_NOW}"""
# What was missed between two positions: visible in the second, $3, and new after the first.
_BETWEEN = """
  SELECT * FROM layers.changes WHERE txid = ANY ($1::text[]::xid8[])
    AND pg_visible_in_snapshot(txid, $3::text::pg_snapshot)
  UNION ALL
  SELECT * FROM layers.changes WHERE txid >= $2::text::xid8 AND pg_visible_in_snapshot(txid, $3::text::pg_snapshot)
"""
_MISSED = f"""
SELECT {_COLUMNS} FROM ({_BETWEEN}) c WHERE operation <> 'state' ORDER BY seq LIMIT $4::int"""
# Of each of the layers $4 the features whose state was told since; null when they are too many to be counted up.
_MISSED_STATES = f"""
WITH told AS MATERIALIZED (
  SELECT layer, fids FROM ({_BETWEEN}) c WHERE operation = 'state' AND layer = ANY ($4::text[]))
SELECT layer, CASE WHEN count(*) <= $5::int AND bool_and(fids IS NOT NULL) THEN (
  SELECT array_agg(DISTINCT fid) FROM told one CROSS JOIN unnest(one.fids) fid WHERE one.layer = told.layer) END AS fids
FROM told GROUP BY layer"""
# Whether lines after a position are kept no longer, and whether the position is younger than the states that are kept (a day,
# `layers.prune_history`): the last line that was seen from there tells how old it is at most.
_KEPT = """
SELECT EXISTS (SELECT FROM layers.log_pruned WHERE txid = ANY ($1::text[]::xid8[]) OR txid >= $2::text::xid8) AS pruned,
  coalesce((SELECT at FROM layers.changes WHERE txid < $2::text::xid8 AND txid <> ALL ($1::text[]::xid8[])
    ORDER BY txid DESC, seq DESC LIMIT 1) > now() - interval '1 day', false) AS states"""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the change log, or many in one.

    `operation` is one of create, update, delete, truncate, state, overview, or `many`: a bulk load of a layer. Boxes are
    west, south, east, north in EPSG:3857; a change without any is one of the whole layer when `operation` speaks of more
    than one feature, and one of a feature without a place otherwise. `version` of an overview is the level that was drawn.
    """

    layer: str
    operation: str
    feature_id: UUID | None = None
    fid: int | None = None
    fids: tuple[int, ...] = ()
    version: int | None = None
    bbox: Box | None = None
    bbox_before: Box | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Where it was and where it is."""
        return tuple(box for box in (self.bbox, self.bbox_before) if box is not None)


@dataclass(frozen=True, slots=True)
class Batch:
    """What was committed between the positions `since` (None: nobody knows) and `position`, in the order of its writing."""

    changes: list[Change]
    position: Position
    since: Position | None


class Feed:
    """Reads the log while the block of `running` is open and tells subscribers, in order, on the event loop.

    A database that is away is waited for; reading goes on where it was. At the first read, and when the log has begun another
    life (a restore), everything may have changed, which is told as a change `many` of every table known here.
    """

    def __init__(self, working: Working, tables: Iterable[str]) -> None:
        self._working = working
        self._tables = tuple(tables)
        self._hearing: list[Hear] = []
        self._generations: dict[str, int] = {}
        self._lives = 0
        self._position: Position | None = None
        self._last_read = time.monotonic()
        self._begun = 0
        self._done = asyncio.Condition()
        self._read_to = 0

    @property
    def position(self) -> Position | None:
        """Up to where the log has been read and told; None until the database has answered once."""
        return self._position

    @property
    def age(self) -> float:
        """Seconds since the last good read."""
        return time.monotonic() - self._last_read

    def generation(self, tables: Iterable[str]) -> int:
        """A number that rises whenever one of `tables` has changed."""
        return self._lives + sum(self._generations.get(table, 0) for table in tables)

    def subscribe(self, hear: Hear) -> Callable[[], None]:
        """Have `hear` called with every batch, until what is returned is called. It must be quick; it cannot wait."""
        self._hearing.append(hear)
        return lambda: self._hearing.remove(hear)

    async def caught_up(self) -> None:
        """Wait for the end of a read that begins after this call."""
        wanted = self._begun + 1
        async with self._done:
            await self._done.wait_for(lambda: self._read_to >= wanted)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Read, and have overviews drawn again, until the block is left; the database may be away when it begins."""
        tasks = [
            asyncio.create_task(self._follow(), name="change log"),
            asyncio.create_task(self._redraw(), name="overviews"),
        ]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.caught_up(), _START_SECONDS)
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def missed(
        self, since: Position, until: Position, most: int, observed: Iterable[str] = ()
    ) -> list[Change] | None:
        """What was committed between two positions of one life of the log; None when it is more than `most` lines, or when
        some of it is kept no longer.

        Of new states those of the layers `observed` are told, as one change for each layer: of all its features when the log
        does not reach back so far. Busy when the database is away.
        """
        span = since.open, since.next, until.snapshot
        layers = list(observed)
        async with self._working.service() as connection:
            rows = await connection.fetch(_MISSED, *span, most + 1)
            states = await connection.fetch(_MISSED_STATES, *span, layers, _MOST_STATE_LINES)
            kept = await connection.fetchrow(_KEPT, since.open, since.next)
        assert kept is not None
        if len(rows) > most or kept["pruned"]:
            return None
        told = (
            {row["layer"]: tuple(row["fids"] or ()) for row in states} if kept["states"] else dict.fromkeys(layers, ())
        )
        return [_change(row) for row in rows] + [Change(layer, "state", fids=fids) for layer, fids in told.items()]

    async def changed(self, tables: Iterable[str], since: Position | None) -> tuple[Position, frozenset[str]]:
        """Where the log stands now, asked of the database, and which of `tables` have changed since a position (None: all).

        Busy when the database is away.
        """
        wanted = list(tables)
        async with self._working.service() as connection:
            if since is None:
                row = await connection.fetchrow(f"SELECT * FROM {_NOW}")
            else:
                row = await connection.fetchrow(_CHANGED, since.open, since.next, wanted)
        assert row is not None
        position = Position(row["epoch"], row["snapshot"])
        if since is None or since.epoch != position.epoch:
            return position, frozenset(wanted)
        return position, frozenset(row["changed"])

    async def _follow(self) -> None:
        away = False
        while True:
            try:
                async with self._working.pool.acquire() as connection:
                    while True:
                        began = time.monotonic()
                        await self._read(connection)
                        away = False
                        await asyncio.sleep(max(began + READ_SECONDS - time.monotonic(), _PAUSE_SECONDS))
            except Exception as error:  # noqa: BLE001 - whatever it is, nobody may be left without the log for good
                if not away:
                    unknown = None if isinstance(error, _AWAY) else error
                    _log.warning(
                        "change log not read, trying again: %s: %s", type(error).__name__, error, exc_info=unknown
                    )
                away = True
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _read(self, connection: Connection) -> None:
        self._begun += 1
        turn = self._begun
        before = self._position
        if before is None:
            rows = await connection.fetch(f"SELECT * FROM {_NOW}")
        else:
            rows = await connection.fetch(_NEW, before.open, before.next, MOST_ROWS + 1)
            if len(rows) > MOST_ROWS:
                rows = await connection.fetch(_SUMMED, before.open, before.next)
        position = Position(rows[0]["epoch"], rows[0]["snapshot"])
        if before is None or before.epoch != position.epoch:
            self._lives += 1
            changes = [Change(table, "many") for table in self._tables]
        else:
            changes = [_change(row) for row in rows if row["layer"] is not None]
        self._position = position
        self._last_read = time.monotonic()
        if changes:
            self._tell(Batch(changes, position, before))
        async with self._done:
            self._read_to = turn
            self._done.notify_all()

    def _tell(self, batch: Batch) -> None:
        for layer in {change.layer for change in batch.changes}:
            self._generations[layer] = self._generations.get(layer, 0) + 1
        for hear in tuple(self._hearing):
            try:
                hear(batch)
            except Exception:  # noqa: BLE001 - one follower that fails keeps nothing from the others
                _log.exception("a follower of the change log failed")

    async def _redraw(self) -> None:
        """Draw a few changed cells of the overviews again, one process at a time; the log tells what has been drawn."""
        while True:
            await asyncio.sleep(REDRAW_SECONDS)
            with contextlib.suppress(*_AWAY):
                async with self._working.pool.acquire() as connection, connection.transaction():
                    await connection.execute("SET LOCAL statement_timeout = '60s'")
                    await connection.execute(f"SELECT layers.refresh_overviews({_REDRAWN_CELLS})")


def _change(row: Any) -> Change:
    known = dict(row)
    bbox, before = known.get("bbox"), known.get("bbox_before")
    return Change(
        row["layer"],
        row["operation"],
        known.get("feature_id"),
        known.get("fid"),
        tuple(known.get("fids") or ()),
        known.get("version"),
        tuple(bbox) if bbox else None,
        tuple(before) if before else None,
    )

"""Where and when the features of each layer are, measured from the data and kept as long as the layer is unchanged."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from api.auth.identity import Identity, identity_of
from api.database import Database
from api.feed import Feed
from api.scope import scope_of, sources
from api.working import Reading, reader
from layers.core.crs import STORAGE_SRID
from layers.core.declared import Declared
from layers.core.statement import Statement

_MOST = 10_000

BBox = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Extent:
    """The reach of a layer: west, south, east, north in CRS84 degrees, begin and end as RFC 3339, number of features.

    `bbox` is None when no feature has a place, `interval` without a time property; an open begin or end is None.
    `synthetic` tells sample data.
    """

    count: int
    bbox: BBox | None
    interval: tuple[str | None, str | None] | None
    synthetic: bool


class Extents:
    """The extents of all layers, as everybody sees them and as some do; only what has changed is measured again."""

    def __init__(self, database: Database, feed: Feed) -> None:
        self._database = database
        self._feed = feed
        self._known: dict[tuple[str, str], tuple[int, Extent]] = {}
        self._measuring = asyncio.Lock()

    async def of(self, layers: Iterable[Declared]) -> dict[str, Extent]:
        """The extent of each layer by name as everybody sees it; Busy or TooSlow when the database does not answer."""
        return await self._measured(list(layers), None, self._database)

    async def for_sender(self, request: Request, layers: Iterable[Declared]) -> dict[str, Extent]:
        """The extent of each layer by name as the sender of a request sees it, who may read all of them; errors as `of`."""
        return await self._measured(list(layers), identity_of(request), reader(request))

    async def _measured(
        self, layers: list[Declared], identity: Identity | None, reads: Database | Reading
    ) -> dict[str, Extent]:
        found: dict[str, Extent] = {}
        for layer in layers:
            scope = scope_of(identity, [layer])
            found[layer.name] = await self._extent((scope, layer.name), layer, reads if scope else self._database)
        return found

    async def _extent(self, key: tuple[str, str], layer: Declared, reads: Database | Reading) -> Extent:
        async with self._measuring:
            known = self._known.get(key)
            generation = self._feed.generation(sources(layer))
            if known is None or known[0] != generation:
                if len(self._known) >= _MOST:
                    self._known.clear()
                row = await reads.row(Statement(_statement(layer), ()))
                known = self._known[key] = generation, _extent(layer, row)
            return known[1]


def _statement(layer: Declared) -> str:
    columns = [layer.by_name[name].column for name in layer.time]
    times = "NULL AS begins, NULL AS ends"
    if columns:
        begin, end = columns[0], columns[-1]
        open_end = f"bool_or({end} IS NULL)" if len(columns) == 2 else "false"
        times = f"min({begin}) AS begins, CASE WHEN {open_end} THEN NULL ELSE max({end}) END AS ends"
    # The box is cut into kilometres before it is turned: its straight sides in 9212 are not straight in degrees.
    box = f"ST_Transform(ST_Segmentize(ST_SetSRID(ST_Extent(f.geom)::geometry, {STORAGE_SRID}), 1000), 4326)"
    return f"""
        SELECT count, synthetic, begins, ends,
               ST_XMin(box) AS w, ST_YMin(box) AS s, ST_XMax(box) AS e, ST_YMax(box) AS n
        FROM (SELECT count(*) AS count, {box} AS box,
                     coalesce(bool_or(f.source LIKE 'synthetic%'), false) AS synthetic, {times}
              FROM {layer.from_sql}) measured"""


def _extent(layer: Declared, row: Any) -> Extent:
    bbox = None
    if row["w"] is not None:
        bbox = (_down(row["w"]), _down(row["s"]), -_down(-row["e"]), -_down(-row["n"]))
    interval = (_instant(row["begins"]), _instant(row["ends"])) if layer.time and row["count"] else None
    return Extent(
        count=row["count"],
        bbox=bbox,
        interval=interval,
        synthetic=row["synthetic"],
    )


def _down(degrees: float) -> float:
    """The next lower 1e-5 degree, about a metre: the rounded box must hold everything, along its bent sides too."""
    return math.floor(degrees * 1e5) / 1e5


def _instant(value: dt.date | dt.datetime | None) -> str | None:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return f"{value.isoformat()}T00:00:00Z" if value else None

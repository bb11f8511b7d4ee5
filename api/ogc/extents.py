"""Where and when the features of each layer are, measured from the data and kept as long as the layer is unchanged."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from api.database import Database
from api.versions import Versions
from layers.core.crs import STORAGE_SRID
from layers.core.declared import Declared
from layers.core.statement import Statement

BBox = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Extent:
    """The reach of a layer: west, south, east, north in CRS84 degrees, begin and end as RFC 3339, number of features.

    `bbox` is None when no feature has a place, `interval` without a time property; an open begin or end is None.
    `synthetic` tells sample data.
    """

    version: int
    count: int
    bbox: BBox | None
    interval: tuple[str | None, str | None] | None
    synthetic: bool


class Extents:
    """The extents of all layers; only those whose layer has changed are measured again."""

    def __init__(self, database: Database, versions: Versions) -> None:
        self._database = database
        self._versions = versions
        self._known: dict[str, Extent] = {}
        self._measuring = asyncio.Lock()

    async def of(self, layers: Iterable[Declared]) -> dict[str, Extent]:
        """The extent of each layer by name; Busy or TooSlow when the database does not answer."""
        wanted = list(layers)
        async with self._measuring:
            for layer in wanted:
                known = self._known.get(layer.name)
                if known is None or known.version < self._versions.of(layer.tables):
                    row = await self._database.row(Statement(_statement(layer), ()))
                    self._known[layer.name] = _extent(layer, row)
        return {layer.name: self._known[layer.name] for layer in wanted}


def _version(layer: Declared) -> str:
    return "layers.layer_version({})".format(", ".join(f"'{table}'" for table in layer.tables))


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
        SELECT version, count, synthetic, begins, ends,
               ST_XMin(box) AS w, ST_YMin(box) AS s, ST_XMax(box) AS e, ST_YMax(box) AS n
        FROM (SELECT {_version(layer)} AS version, count(*) AS count, {box} AS box,
                     coalesce(bool_or(f.source LIKE 'synthetic%'), false) AS synthetic, {times}
              FROM {layer.from_sql}) measured"""


def _extent(layer: Declared, row: Any) -> Extent:
    bbox = None
    if row["w"] is not None:
        bbox = (_down(row["w"]), _down(row["s"]), -_down(-row["e"]), -_down(-row["n"]))
    interval = (_instant(row["begins"]), _instant(row["ends"])) if layer.time and row["count"] else None
    return Extent(
        version=row["version"],
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

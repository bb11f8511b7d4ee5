"""A tile address becomes SQL.

A tile holds, of each layer, what its style and label need and nothing more: the card on the map fetches the feature.
From `FULL_ZOOM` on every feature is there as it is. Below, points are thinned to one per class and cell of a few
pixels, so that no class vanishes from a place; lines and polygons come from the layer's overview, or are simplified
by half a pixel. Zoom levels are those of Web Mercator here; a grid of another CRS tells its offset.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from layers.core.declared import Declared, Property
from layers.core.history import as_of_sql
from layers.core.overview import FINE_ZOOM, FULL_ZOOM, has_overview, overview_level
from layers.core.statement import Statement
from layers.core.tile_matrix_sets import TileMatrixSet

EXTENT = 4096
"""Units along the side of a tile."""

BUFFER = 64
"""Units around a tile in which features are kept too, so that symbols and outlines meet at its edge."""

MAX_BYTES = 500_000
"""What no tile may exceed, uncompressed."""

_PIXELS = 512
_POINT_CELL_PIXELS = 4
_AREA_CELL_PIXELS = 3
_MOMENT = "$5::timestamptz"
_LAST_LABEL_ZOOM = 17
_LARGE_POINT = 5


def label_zoom(declared: Declared) -> int:
    """The first level at which a layer's label is written: late for codes, small points and what is shown late itself."""
    first = declared.zoom[0]
    small = declared.geometry.kind.endswith("Point") and declared.style.size < _LARGE_POINT
    if small or declared.style.label == "code":
        return max(first, _LAST_LABEL_ZOOM)
    return min(first + (3 if first <= FINE_ZOOM else 4), max(first, _LAST_LABEL_ZOOM))


def tile_properties(declared: Declared, zoom: int) -> tuple[Property, ...]:
    """The properties a tile carries at a level: what colours the layer, and from `label_zoom` on what labels it."""
    names = [declared.style.by]
    if zoom >= label_zoom(declared):
        names.append(declared.style.label)
    found = (declared.public_by_name.get(name) for name in dict.fromkeys(names) if name)
    return tuple(p for p in found if p is not None)


def overview_label(declared: Declared) -> str | None:
    """The label that the layer's overview keeps: only one that is written while the overview is shown."""
    label = declared.public_by_name.get(declared.style.label or "")
    return label.name if label and label_zoom(declared) < FULL_ZOOM else None


def shown(declared: Declared, zoom: int) -> bool:
    """Whether the layer is shown at a level; what is shown at its last level stays when one zooms on."""
    return zoom >= declared.zoom[0]


class TileRecipe:
    """How tiles of some layers are made; keeps the text of its statements, one for each range of levels.

    With `as_of` the tiles are of the layers as they stood at that moment; views have no past. Without `observed` nothing that
    devices keep is in them, so that they stay as they are whatever is heard.
    """

    def __init__(self, layers: Sequence[Declared], as_of: dt.datetime | None = None, *, observed: bool = True) -> None:
        self._observed = observed
        self._layers = tuple(layers)
        self._as_of = as_of
        self._texts: dict[tuple[int, int, bool], str] = {}
        self._steps = sorted(
            {0, FINE_ZOOM, FULL_ZOOM}.union(*({layer.zoom[0], label_zoom(layer)} for layer in self._layers)),
            reverse=True,
        )

    def statement(self, grid: TileMatrixSet, level: int, row: int, col: int, *, coarse: bool = False) -> Statement:
        """The statement of a tile: one row `(tile bytea)`.

        The text is the same for all tiles of a range of levels, so that it is prepared once. `coarse` takes from every
        layer what lower levels show of it: the way out where a tile grows beyond `MAX_BYTES`.
        """
        zoom = next(step for step in self._steps if step <= level + grid.zoom_offset)
        key = (grid.srid, zoom, coarse)
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = self._text(*key)
        values = grid.box(level, row, col)
        return Statement(text, values if self._as_of is None else (*values, self._as_of))

    def _text(self, srid: int, zoom: int, coarse: bool) -> str:
        column = "geom_3857" if srid == 3857 else "geom"
        past = self._as_of is not None
        drawn = [self._drawn(layer, column, zoom, coarse, past) for layer in self._layers if shown(layer, zoom)]
        return f"""WITH tile AS MATERIALIZED (
  SELECT b AS inside, b::box2d AS bounds, ST_Expand(b, w / {EXTENT} * {BUFFER}) AS wide, w / {_PIXELS} AS pixel
    {f", {_MOMENT} AS moment" if past else ""}
  FROM (SELECT ST_MakeEnvelope($1::float8, $2::float8, $3::float8, $4::float8, {srid}) AS b,
    $3::float8 - $1::float8 AS w) AS box)
SELECT {" || ".join(drawn) or "''::bytea"} AS tile"""

    def _drawn(self, declared: Declared, column: str, zoom: int, coarse: bool, past: bool) -> str:
        properties = tuple(p for p in tile_properties(declared, zoom) if self._observed or not p.observed)
        return _layer(declared, properties, column, zoom, coarse, past)


def tile_statement(layers: Sequence[Declared], grid: TileMatrixSet, level: int, row: int, col: int) -> Statement:
    """The statement of one tile of `layers`; who makes many keeps a `TileRecipe`."""
    return TileRecipe(layers).statement(grid, level, row, col)


def _layer(
    declared: Declared, properties: tuple[Property, ...], column: str, zoom: int, coarse: bool, past: bool
) -> str:
    rows = as_of_sql(declared, _MOMENT) if past else declared.from_sql
    simple = f"ST_Simplify(f.{column}, (SELECT pixel / 2 FROM tile), true)"
    if declared.view:
        drawn = _newest(declared, properties, column)
    elif zoom >= FULL_ZOOM and not coarse:
        drawn = _full(declared, properties, column, rows)
    elif declared.geometry.kind == "Point":
        drawn = _thinned(declared, properties, column, rows)
    elif has_overview(declared):
        level = overview_level(zoom)
        drawn = _largest(declared, properties, column, rows) if past else _overview(declared, properties, column, level)
    else:
        drawn = _full(declared, properties, column, rows, geometry=simple)
    return f"(SELECT ST_AsMVT(t, '{declared.name}', {EXTENT}, 'geom', 'fid') FROM ({drawn}) t)"


def _full(
    declared: Declared, properties: tuple[Property, ...], column: str, rows: str, geometry: str | None = None
) -> str:
    values = "".join(f", {_labelled(declared, p, _value(p), f'f.{column}')} AS {p.name}" for p in properties)
    return (
        f"SELECT f.fid{values}, {_mvt(geometry or f'f.{column}')} AS geom "
        f"FROM {rows} WHERE f.{column} && (SELECT wide FROM tile)"
    )


def _newest(declared: Declared, properties: tuple[Property, ...], column: str) -> str:
    """A view lays many values on the same ground: the newest known one is drawn, the first by code among equals."""
    place = f"f.{column}::box2d::text"
    by = next((p for p in properties if p.name == declared.style.by), None)
    order = [f"{by.column} IS NULL"] if by else []
    order += [f"{declared.by_name[name].column} DESC NULLS FIRST" for name in reversed(declared.time)]
    names = "".join(f", {_labelled(declared, p, f'kept.{p.name}', 'place')} AS {p.name}" for p in properties)
    values = "".join(f", {_value(p)} AS {p.name}" for p in properties)
    return (
        f"SELECT fid{names}, {_mvt('ST_Simplify(place, (SELECT pixel / 4 FROM tile), true)')} AS geom "
        f"FROM (SELECT DISTINCT ON ({place}) f.fid{values}, f.{column} AS place FROM {declared.from_sql} "
        f"WHERE f.{column} && (SELECT wide FROM tile) ORDER BY {', '.join([place, *order, 'f.code', 'f.fid'])}) kept"
    )


def _thinned(declared: Declared, properties: tuple[Property, ...], column: str, rows: str) -> str:
    values = "".join(f", {_value(p)} AS {p.name}" for p in properties)
    by = next((p for p in properties if p.name == declared.style.by), None)
    cell = f"(SELECT pixel * {_POINT_CELL_PIXELS} FROM tile)"
    keys = [f"floor(ST_X(f.{column}) / {cell})", f"floor(ST_Y(f.{column}) / {cell})"]
    if by is not None:
        keys.append(_class(declared, by))
    distinct = ", ".join(keys)
    names = "".join(f", {p.name}" for p in properties)
    return (
        f"SELECT fid{names}, {_mvt('place')} AS geom FROM (SELECT DISTINCT ON ({distinct}) f.fid{values}, "
        f"f.{column} AS place FROM {rows} WHERE f.{column} && (SELECT wide FROM tile) "
        f"ORDER BY {distinct}, f.fid) kept"
    )


def _largest(declared: Declared, properties: tuple[Property, ...], column: str, rows: str) -> str:
    """The past has no overview: of each class the largest feature of every cell of a few pixels stands for the others."""
    values = "".join(f", {_value(p)} AS {p.name}" for p in properties)
    by = next((p for p in properties if p.name == declared.style.by), None)
    cell = f"(SELECT pixel * {_AREA_CELL_PIXELS} FROM tile)"
    keys = [f"floor((ST_{axis}Min(f.{column}) + ST_{axis}Max(f.{column})) / 2 / {cell})" for axis in "XY"]
    if by is not None:
        keys.append(_class(declared, by))
    distinct = ", ".join(keys)
    names = "".join(f", {_labelled(declared, p, f'kept.{p.name}', 'place')} AS {p.name}" for p in properties)
    return (
        f"SELECT fid{names}, {_mvt('ST_Simplify(place, (SELECT pixel / 2 FROM tile), true)')} AS geom "
        f"FROM (SELECT DISTINCT ON ({distinct}) f.fid{values}, f.{column} AS place FROM {rows} "
        f"WHERE f.{column} && (SELECT wide FROM tile) "
        f"ORDER BY {distinct}, ST_Area(f.{column}::box2d::geometry) DESC, f.fid) kept"
    )


def _overview(declared: Declared, properties: tuple[Property, ...], column: str, level: int) -> str:
    values = "".join(f", {_restored(declared, p, f'o.{column}')} AS {p.name}" for p in properties)
    return (
        f"SELECT o.fid{values}, {_mvt(f'o.{column}')} AS geom FROM layers.overviews o "
        f"WHERE o.layer = '{declared.name}' AND o.level = {level} AND o.{column} && (SELECT wide FROM tile)"
    )


def _mvt(geometry: str) -> str:
    return f"ST_AsMVTGeom({geometry}, (SELECT bounds FROM tile), {EXTENT}, {BUFFER})"


def _value(p: Property) -> str:
    """The property as a value that a tile can carry: text, number or boolean."""
    if p.kind in ("date", "datetime", "uuid"):
        return f"{p.column}::text"
    if p.kind in ("codes", "strings"):
        return f"array_to_string({p.column}, ', ')"
    return p.column


def _restored(declared: Declared, p: Property, geometry: str) -> str:
    """The property out of the overview, with its own type again."""
    casts = {"integer": "::bigint", "number": "::float8", "boolean": "::boolean"}
    stored = ("o.class" if p.name == declared.style.by else "o.label") + casts.get(p.kind, "")
    return _labelled(declared, p, stored, geometry)


def _labelled(declared: Declared, p: Property, value: str, geometry: str) -> str:
    """The label of a polygon, in the one tile in which a point on it lies: a map writes a label per tile and feature."""
    if p.name != declared.style.label or p.name == declared.style.by or not declared.geometry.kind.endswith("Polygon"):
        return value
    return (
        f"CASE WHEN {geometry} @ (SELECT inside FROM tile) "
        f"OR ST_PointOnSurface({geometry}) && (SELECT inside FROM tile) THEN {value} END"
    )


def _class(declared: Declared, by: Property) -> str:
    breaks = ", ".join(f"{low:.15g}" for low, _ in declared.style.breaks)
    return f"width_bucket({by.column}, ARRAY[{breaks}]::float8[])" if breaks else by.column

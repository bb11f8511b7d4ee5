"""A tile address becomes SQL.

A tile holds, of each layer, what its style and label need and nothing more: the card on the map fetches the feature.
From `FULL_ZOOM` on every feature is there as it is. Below, points are thinned to one per class and cell of a few
pixels, so that no class vanishes from a place; lines and polygons come from the layer's overview, or are simplified
by half a pixel. Zoom levels are those of Web Mercator here; a grid of another CRS tells its offset.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from layers.core.declared import Declared, Property
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
_LAST_LABEL_ZOOM = 17
_LARGE_POINT = 5


def label_zoom(declared: Declared) -> int:
    """The first level at which a layer's label is written: late for small points and for what is shown late itself."""
    first = declared.zoom[0]
    if declared.geometry.kind.endswith("Point") and declared.style.size < _LARGE_POINT:
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


def tile_statement(
    layers: Sequence[Declared], grid: TileMatrixSet, level: int, row: int, col: int, *, coarse: bool = False
) -> Statement:
    """The statement of a tile of `layers`: one row `(tile bytea, version bigint)`.

    Both come from one snapshot: the tile is what the layers were at that version, the sum of theirs. The text is the same
    for all tiles of a range of levels, so that it is prepared once. `coarse` takes from every layer what lower levels
    show of it: the way out where a tile grows beyond `MAX_BYTES`.
    """
    chosen = tuple(layers)
    sql = _sql(chosen, grid.srid, _band(chosen, level + grid.zoom_offset), coarse)
    return Statement(sql, grid.box(level, row, col))


@lru_cache(maxsize=1024)
def _sql(layers: tuple[Declared, ...], srid: int, zoom: int, coarse: bool) -> str:
    column = "geom_3857" if srid == 3857 else "geom"
    drawn = [_layer(d, column, zoom, coarse) for d in layers if shown(d, zoom)]
    versions = " + ".join(f"layers.layer_version({', '.join(map(_quoted, d.tables))})" for d in layers)
    return f"""WITH tile AS MATERIALIZED (
  SELECT b AS inside, b::box2d AS bounds, ST_Expand(b, w / {EXTENT} * {BUFFER}) AS wide, w / {_PIXELS} AS pixel
  FROM (SELECT ST_MakeEnvelope($1::float8, $2::float8, $3::float8, $4::float8, {srid}) AS b,
    $3::float8 - $1::float8 AS w) AS box)
SELECT {" || ".join(drawn) or "''::bytea"} AS tile, {versions} AS version"""


@lru_cache(maxsize=8192)
def _band(layers: tuple[Declared, ...], zoom: int) -> int:
    """The lowest level whose statement serves `zoom` as well."""
    steps = {0, FINE_ZOOM, FULL_ZOOM}
    for d in layers:
        steps |= {d.zoom[0], label_zoom(d)}
    return max(step for step in steps if step <= zoom)


def _layer(declared: Declared, column: str, zoom: int, coarse: bool) -> str:
    properties = tile_properties(declared, zoom)
    if zoom >= FULL_ZOOM and not coarse:
        rows = _full(declared, properties, column)
    elif has_overview(declared):
        rows = _overview(declared, properties, column, overview_level(zoom))
    elif declared.geometry.kind == "Point":
        rows = _thinned(declared, properties, column)
    else:
        simple = f"ST_Simplify(f.{column}, (SELECT pixel / 2 FROM tile), true)"
        rows = _full(declared, properties, column, geometry=simple)
    return f"(SELECT ST_AsMVT(t, '{declared.name}', {EXTENT}, 'geom', 'fid') FROM ({rows}) t)"


def _full(declared: Declared, properties: tuple[Property, ...], column: str, geometry: str | None = None) -> str:
    values = "".join(f", {_labelled(declared, p, _value(p), f'f.{column}')} AS {p.name}" for p in properties)
    return (
        f"SELECT f.fid{values}, {_mvt(geometry or f'f.{column}')} AS geom "
        f"FROM {declared.from_sql} WHERE f.{column} && (SELECT wide FROM tile)"
    )


def _thinned(declared: Declared, properties: tuple[Property, ...], column: str) -> str:
    values = "".join(f", {_value(p)} AS {p.name}" for p in properties)
    by = declared.public_by_name.get(declared.style.by or "")
    cell = f"(SELECT pixel * {_POINT_CELL_PIXELS} FROM tile)"
    keys = [f"floor(ST_X(f.{column}) / {cell})", f"floor(ST_Y(f.{column}) / {cell})"]
    if by is not None:
        keys.append(_class(declared, by))
    distinct = ", ".join(keys)
    names = "".join(f", {p.name}" for p in properties)
    return (
        f"SELECT fid{names}, {_mvt('place')} AS geom FROM (SELECT DISTINCT ON ({distinct}) f.fid{values}, "
        f"f.{column} AS place FROM {declared.from_sql} WHERE f.{column} && (SELECT wide FROM tile) "
        f"ORDER BY {distinct}, f.fid) kept"
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


def _quoted(value: str) -> str:
    return f"'{value}'"

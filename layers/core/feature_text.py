"""One feature as GeoJSON text, made by the database: an SQL expression per layer, CRS and choice of properties.

Pieces of text are glued rather than handed to PostgreSQL's JSON functions, which look up every column's type again for
every row. The geometry stands last and the pieces are bracketed in halves, so that little text is copied twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import orjson

from layers.core.crs import CRS84, STORAGE_SRID, Crs
from layers.core.declared import Declared, Property

FEATURE_BEGIN = b',{"type":"Feature","id":"'
"""What stands between two features of a list and nowhere else: inside a value its quotes would be escaped, and jsonb is
written with blanks."""


def feature_text(layer: Declared, crs: Crs, properties: Sequence[Property] | None, geometry: bool) -> str:
    """The text of a Feature over `layer.from_sql`, without links.

    `properties` None means all public ones; every one is present, null where unknown. The identifier is the feature's `id`,
    not a property. Coordinates are in `crs` with its axis order and decimals.
    """
    key = (id(layer), crs.uri, None if properties is None else tuple(p.name for p in properties), geometry)
    found = _MADE.get(key)
    if found is None:
        if len(_MADE) >= _MOST:
            _MADE.clear()
        found = _MADE[key] = (layer, _made(layer, crs, properties, geometry))
    return found[1]


_PLAIN_PATTERN = re.compile(r"\^(?:(?:\\d|\[[0-9A-Za-z./_-]+\]|[0-9A-Za-z/_-])(?:[+*?]|\{\d+(?:,\d*)?\})?)+\$")
_MOST = 4_000
_MADE: dict[tuple[int, str, tuple[str, ...] | None, bool], tuple[Declared, str]] = {}


def _made(layer: Declared, crs: Crs, properties: Sequence[Property] | None, geometry: bool) -> str:
    chosen = [p for p in (layer.public if properties is None else properties) if p.name != "id"]
    pieces = ["""'{"type":"Feature","id":"'||f.id||'","properties":{'"""]
    for i, p in enumerate(chosen):
        pieces.append(f"""'{"," if i else ""}"{p.name}":'||{value_text(p)}""")
    pieces.append(f"""'}},"geometry":'||{geometry_text(layer, crs) if geometry else "'null'"}||'}}'""")
    return _halved(pieces)


def geometry_text(layer: Declared, crs: Crs) -> str:
    """The geometry as GeoJSON text in `crs`; `null` where there is none. CRS84 is kept ready, others are made at read."""
    if crs.uri == CRS84.uri:
        made = "f.geojson"
    else:
        stored = {3857: "f.geom_3857", STORAGE_SRID: "f.geom"}
        placed = stored.get(crs.srid, f"ext.ST_Transform(f.geom, {crs.srid})")
        if crs.lat_first:
            placed = f"ext.ST_FlipCoordinates({placed})"
        made = f"ext.ST_AsGeoJSON({placed}, {crs.decimals}, 0)"
    return f"coalesce({made}, 'null')"


def value_text(p: Property) -> str:
    """The value of a property as JSON text: whole numbers of kind number keep a decimal, times are RFC 3339 in UTC."""
    column = p.column
    match p.kind:
        case "integer" | "boolean" | "object":
            text = f"{column}::text"
        case "number":
            # What is finite reads in SQL as in JSON, at half the price of asking `to_json`.
            text = (
                f"CASE WHEN abs({column}) < 1e15"
                f" THEN CASE WHEN {column} = trunc({column}) THEN {column}::bigint||'.0' ELSE {column}::text END"
                f" ELSE to_json({column})::text END"
            )
        case "date" | "uuid":
            text = f"""'"'||{column}||'"'"""
        case "string" | "code" if _needs_no_escape(p):
            text = f"""'"'||{column}||'"'"""
        case "codes" if _needs_no_escape(p):
            text = f"""CASE {column} WHEN '{{}}' THEN '[]' ELSE '["'||array_to_string({column}, '","')||'"]' END"""
        case _:
            text = f"to_json({column})::text"
    return f"coalesce({text}, 'null')" if p.nullable else f"({text})"


def _needs_no_escape(p: Property) -> bool:
    """Whether the database's own CHECK keeps quotes, backslashes and control characters out of the values."""
    if p.codes:
        return not p.codes.editable and all(orjson.dumps(m.value) == f'"{m.value}"'.encode() for m in p.codes)
    return p.pattern is not None and _PLAIN_PATTERN.fullmatch(p.pattern) is not None


def _halved(pieces: list[str]) -> str:
    if len(pieces) == 1:
        return pieces[0]
    middle = len(pieces) // 2
    return f"({_halved(pieces[:middle])}||{_halved(pieces[middle:])})"

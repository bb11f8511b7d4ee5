"""Edits of one layer as statements: which columns are written is text, what is written are values.

An update names the version it is based on in its own condition, so that nothing can come between the look and the write.
Columns that are not written are not mentioned: PostgreSQL would make the stored forms of a mentioned geometry anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from layers.core.crs import CRS84, STORAGE_SRID, Crs
from layers.core.declared import Declared, Property
from layers.core.given_geometry import GivenGeometry
from layers.core.statement import Statement
from layers.core.values import PARAMETER_TYPES

GEOMETRY = "geom"
_JSON_TYPES = PARAMETER_TYPES | {"object": "jsonb"}


class Kept(Enum):
    """Stands for a geometry that is not written."""

    GEOMETRY = "geometry"


def insertion(layer: Declared, names: Sequence[str], rows: Iterable[dict[str, Any]], crs: Crs) -> Statement:
    """Add features; rows give `id` and `version` of those that were added.

    `rows` hold `id`, `geom` (GivenGeometry or None) and the values of the properties `names`; what is not among the names
    gets its default (the database fills `ward_code` by the place). A row whose id is there already is passed over.
    """
    document = orjson.dumps([_json_row(row) for row in rows]).decode()
    return Statement(_insertion(layer.name, _typed(layer, names), crs.srid), (document,))


def repeated(layer: Declared, names: Sequence[str], rows: Iterable[dict[str, Any]], crs: Crs) -> Statement:
    """Of features that were to be added, `id` and `version` of those that stand there already with the same content."""
    document = orjson.dumps([_json_row(row) for row in rows]).decode()
    same = "".join(f' AND f."{name}" IS NOT DISTINCT FROM r."{name}"' for name in names)
    sql = (
        f'SELECT f.id, f.version FROM {_record(_typed(layer, names))} JOIN layers."{layer.name}" f ON f.id = r.id'
        f" WHERE {_unchanged(crs, 'r.geom')}{same}"
    )
    return Statement(sql, (document,))


def change(
    layer: Declared,
    identifier: UUID,
    versions: Sequence[int] | None,
    values: dict[str, Any],
    geometry: GivenGeometry | Kept | None,
    crs: Crs,
) -> Statement:
    """Change one feature, based on one of `versions` (None: on whichever); a row with `version` and `fid`, or none.

    `values` are properties by name; geometry None is no geometry.
    """
    given: list[Any] = [identifier]
    if versions is not None:
        given.append(list(versions))
    given += [_bound(layer.by_name[name], value) for name, value in values.items()]
    written = not isinstance(geometry, Kept)
    flat = False
    if written:
        flat = geometry is not None and geometry.flat
        given.append(geometry.ewkb if geometry else None)
    sql = _change(layer.name, _typed(layer, values), versions is not None, written, flat, crs.srid)
    return Statement(sql, tuple(given))


def removal(layer: Declared, identifier: UUID, versions: Sequence[int] | None) -> Statement:
    """Delete one feature, based on one of `versions`; a row with its `version`, or none."""
    based = "" if versions is None else " AND f.version = ANY($2::integer[])"
    sql = f'DELETE FROM layers."{layer.name}" AS f WHERE f.id = $1::uuid{based} RETURNING f.version'
    return Statement(sql, (identifier,) if versions is None else (identifier, list(versions)))


def standing(
    layer: Declared,
    identifier: UUID,
    geometry: GivenGeometry | None = None,
    crs: Crs = CRS84,
    objects: Sequence[str] = (),
) -> Statement:
    """The feature as it stands: `version`, `fid`, `same` (whether its geometry, as served in `crs`, is `geometry`), and the
    `objects` (properties of kind object) as JSON text; no row when there is none.
    """
    kept = "".join(f', f."{name}"::text AS "{name}"' for name in objects)
    where = f'FROM layers."{layer.name}" f WHERE f.id = $1::uuid'
    if geometry is None:
        return Statement(f"SELECT f.version, f.fid, false AS same{kept} {where}", (identifier,))
    test = _unchanged(crs, _raised("$2::ext.geometry", geometry.flat))
    return Statement(f"SELECT f.version, f.fid, ({test}) AS same{kept} {where}", (identifier, geometry.ewkb))


def invalidity(geometry: GivenGeometry, crs: Crs) -> Statement:
    """What is wrong with a geometry that the database found invalid: `reason` (GEOS' words), `x` and `y` in `crs`."""
    placed = f"ext.ST_Transform($1::ext.geometry, {STORAGE_SRID})"
    located = f"ext.ST_Transform(ext.ST_SetSRID(d.location, {STORAGE_SRID}), {crs.srid})"
    sql = (
        f"SELECT d.reason, ext.ST_X(p.place) AS x, ext.ST_Y(p.place) AS y FROM ext.ST_IsValidDetail({placed}) d,"
        f" LATERAL (SELECT {located} AS place) p WHERE NOT d.valid"
    )
    return Statement(sql, (geometry.ewkb,))


def _bound(p: Property, value: Any) -> Any:
    return orjson.dumps(value).decode() if p.kind == "object" and value is not None else value


def _json_row(row: dict[str, Any]) -> dict[str, Any]:
    geometry: GivenGeometry | None = row[GEOMETRY]
    return row | {GEOMETRY: geometry.ewkb.hex() if geometry else None}


def _typed(layer: Declared, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _JSON_TYPES[layer.by_name[name].kind]) for name in names)


def _record(typed: tuple[tuple[str, str], ...]) -> str:
    columns = ", ".join(f'"{name}" {type_name}' for name, type_name in typed)
    return f"jsonb_to_recordset($1::jsonb) AS r(id uuid, geom ext.geometry{', ' if columns else ''}{columns})"


@lru_cache(maxsize=2_048)
def _insertion(table: str, typed: tuple[tuple[str, str], ...], srid: int) -> str:
    names = [name for name, _ in typed]
    columns = "".join(f', "{name}"' for name in names)
    values = "".join(f', r."{name}"' for name in names)
    return (
        f'INSERT INTO layers."{table}" AS f (id, geom{columns})'
        f" SELECT r.id, g.geom{values} FROM {_record(typed)}"
        # OFFSET keeps PostgreSQL from projecting the geometry once for each place where it stands.
        f" CROSS JOIN LATERAL (SELECT {_projected('r.geom', srid)} AS geom OFFSET 0) g"
        " ON CONFLICT (id) DO NOTHING RETURNING f.id, f.version"
    )


@lru_cache(maxsize=2_048)
def _change(table: str, typed: tuple[tuple[str, str], ...], based: bool, geometry: bool, flat: bool, srid: int) -> str:
    first = 3 if based else 2
    sets = [f'"{name}" = ${place}::{type_name}' for place, (name, type_name) in enumerate(typed, first)]
    if geometry:
        given = _raised(f"${first + len(typed)}::ext.geometry", flat)
        sets.append(f"geom = {_projected(given, srid)}")
    sets += ["version = f.version + 1", "updated_at = clock_timestamp()"]
    return (
        f'UPDATE layers."{table}" AS f SET {", ".join(sets)} WHERE f.id = $1::uuid'
        f"{' AND f.version = ANY($2::integer[])' if based else ''} RETURNING f.version, f.fid"
    )


def _projected(geometry: str, srid: int) -> str:
    return geometry if srid == STORAGE_SRID else f"ext.ST_Transform({geometry}, {STORAGE_SRID})"


def _raised(geometry: str, flat: bool) -> str:
    """A geometry without heights at the height at which the feature stands."""
    return f"ext.ST_Force3D({geometry}, ext.ST_ZMax(f.geom))" if flat else geometry


def _unchanged(crs: Crs, geometry: str) -> str:
    """Whether a geometry, written as we write geometries in `crs`, is what we serve of the feature."""
    if crs.srid == 4326:
        served, decimals = "f.geojson", CRS84.decimals
    else:
        placed = {STORAGE_SRID: "f.geom", 3857: "f.geom_3857"}.get(crs.srid, f"ext.ST_Transform(f.geom, {crs.srid})")
        served, decimals = f"ext.ST_AsGeoJSON({placed}, {crs.decimals}, 0)", crs.decimals
    return f"{served} IS NOT DISTINCT FROM ext.ST_AsGeoJSON({geometry}, {decimals}, 0)"

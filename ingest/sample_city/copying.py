"""Writing sheets to the tables of their layers: checked against the declaration, then COPYed."""

import math
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

import numpy as np
import psycopg
import shapely
from psycopg import sql

from ingest.sample_city.sheet import SOURCE, Sheet
from layers.core.crs import STORAGE_SRID
from layers.core.declared import Property, Recorded

_GIVEN: Final = ("fid", "id", "code", "ward_code", "source", "version", "updated_at")
_PIECE: Final = 4_000
_NULL: Final = "\\N"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class UnfitSheet(ValueError):
    """A sheet and its layer's declaration do not agree: the message names the layer and the property."""


def hilbert_order(geom: np.ndarray) -> np.ndarray:
    """An order that puts what lies close together on the ground close together on the disk."""
    import geopandas

    return np.argsort(geopandas.GeoSeries(geom).hilbert_distance().to_numpy(), kind="stable")


def _scalar(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return _NULL
    if isinstance(value, (bool, np.bool_)):
        return "t" if value else "f"
    if isinstance(value, (float, np.floating)):
        return _NULL if math.isnan(value) else repr(float(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value).translate(_ESCAPES)


def _array(value: Any) -> str:
    if value is None:
        return _NULL
    quoted = ",".join('"' + str(member).replace("\\", "\\\\").replace('"', '\\"') + '"' for member in value)
    return ("{" + quoted + "}").translate(_ESCAPES)


def _object(value: Any) -> str:
    import json

    return _NULL if value is None else json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _texts(kind: str, values: Any) -> list[str]:
    if isinstance(values, np.ndarray) and values.dtype != object:
        values = values.tolist()
    write = {"codes": _array, "strings": _array, "object": _object}.get(kind, _scalar)
    return [write(value) for value in values]


def _fit(name: str, sheet: Sheet, properties: Iterable[Property]) -> None:
    """Refuse a sheet with a property its layer does not know, or without one the layer needs."""
    known = {p.name: p for p in properties}
    strange = sorted(set(sheet.columns) - set(known))
    if strange:
        raise UnfitSheet(f"{name}: không có thuộc tính / no such property: {', '.join(strange)}")
    for p in known.values():
        if p.name in _GIVEN or p.nullable or p.server_default:
            continue
        if p.name not in sheet.columns:
            raise UnfitSheet(f"{name}.{p.name}: thiếu giá trị / a value is needed")
        if any(value is None for value in sheet.columns[p.name]):
            raise UnfitSheet(f"{name}.{p.name}: có ô trống / some values are missing")


def _copy(cursor: psycopg.Cursor[Any], table: str, columns: list[tuple[str, list[str]]]) -> None:
    names = sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns)
    statement = sql.SQL("COPY layers.{} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with cursor.copy(statement) as copy:
        lines = ["\t".join(row) for row in zip(*(values for _, values in columns), strict=True)]
        for start in range(0, len(lines), _PIECE):
            copy.write("\n".join(lines[start : start + _PIECE]) + "\n")


def write_layer(cursor: psycopg.Cursor[Any], feature: Any, sheet: Sheet) -> int:
    """Write a sheet to its layer and the present state beside it; the number of rows. UnfitSheet if it does not fit."""
    declared = feature.declared
    name = declared.name
    _fit(name, sheet, declared.properties)
    assert sheet.geom is not None
    order = hilbert_order(sheet.geom)
    row = cursor.execute(sql.SQL("SELECT coalesce(max(fid), 0) FROM layers.{}").format(sql.Identifier(name))).fetchone()
    first = (row[0] if row else 0) + 1
    fid = [str(first + k) for k in range(len(order))]
    geom = shapely.set_srid(sheet.geom[order], STORAGE_SRID)
    columns: list[tuple[str, list[str]]] = [
        ("fid", fid),
        ("id", sheet.id[order].tolist()),
        ("code", _texts("string", np.array(sheet.code, dtype=object)[order])),
        ("source", [SOURCE] * len(order)),
        ("geom", shapely.to_wkb(geom, hex=True, include_srid=True).tolist()),
    ]
    if sheet.ward_code is not None:
        columns.append(("ward_code", _texts("string", np.asarray(sheet.ward_code, dtype=object)[order])))
    state: list[tuple[str, list[str]]] = []
    for p in declared.properties:
        if p.name in sheet.columns:
            values = _ordered(sheet.columns[p.name], order)
            (state if p.observed else columns).append((p.name, _texts(p.kind, values)))
    _copy(cursor, name, columns)
    cursor.execute(
        "SELECT setval(pg_get_serial_sequence(%s, 'fid'), %s)", (f"layers.{name}", first + max(len(order) - 1, 0))
    )
    if declared.observed:
        heard = _texts("datetime", _ordered(sheet.heard, order)) if sheet.heard is not None else [_NULL] * len(order)
        told = [k for k, text in enumerate(heard) if text != _NULL]
        kept = [("fid", fid), ("phenomenon_time", heard), *state]
        _copy(cursor, f"{name}_state", [(column, [texts[k] for k in told]) for column, texts in kept])
    return len(order)


def _ordered(values: Any, order: np.ndarray) -> Any:
    if isinstance(values, np.ndarray):
        return values[order]
    return [values[k] for k in order]


def write_record(cursor: psycopg.Cursor[Any], record: Recorded, sheet: Sheet) -> int:
    """Write a sheet of rows without a place; the number of rows. UnfitSheet if it does not fit."""
    properties = record.properties
    _fit(record.name, sheet, properties)
    columns = [("id", sheet.id.tolist())]
    columns += [(p.name, _texts(p.kind, sheet.columns[p.name])) for p in properties if p.name in sheet.columns]
    _copy(cursor, record.name, columns)
    return len(sheet)

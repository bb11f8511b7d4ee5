"""The history of a layer: the table of its superseded versions, as SQL text.

A version was valid from its `updated_at` until its `gone_at`. What stands now is in the layer's own table alone. Generated
columns are not kept: they are made again when a version is read.
"""

from __future__ import annotations

from datetime import timedelta

from layers.core.crs import STORAGE_SRID
from layers.core.declared import Declared, Kind, Recorded

GONE_AT = "gone_at"
"""The column of a history table that says when the version ceased to be."""

COLUMN_TYPES: dict[Kind, str] = {
    "string": "text",
    "integer": "integer",
    "number": "double precision",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamptz",
    "uuid": "uuid",
    "code": "text",
    "codes": "text[]",
    "strings": "text[]",
    "object": "jsonb",
}
"""The type of a stored property, by its kind."""

_STATEMENT_END = ";\n"
_GEOM_3857 = "ext.st_transform({}geom, 3857)"
_KEPT = timedelta(days=730)


def history_table(layer: str) -> str:
    """The table that keeps the superseded versions of a layer."""
    return f"{layer}_history"


def stored_columns(declared: Declared) -> tuple[str, ...]:
    """The columns of a layer that are kept of a version: all but the generated ones, the geometry last."""
    return (*(p.name for p in declared.properties if not p.observed), "geom")


def script(declared: Declared) -> str:
    """The history table of a layer, and how long it is kept; nothing for a view."""
    if declared.view:
        return ""
    name = history_table(declared.name)
    types = {p.name: COLUMN_TYPES[p.kind] for p in declared.properties} | {"fid": "bigint", "geom": _geometry(declared)}
    columns = "".join(f'    "{column}" {types[column]},\n' for column in stored_columns(declared))
    title = f"{declared.title.vi}: các phiên bản đã qua / {declared.title.en}: superseded versions".replace("'", "''")
    return (
        f'CREATE TABLE layers."{name}" (\n{columns}    {GONE_AT} timestamptz NOT NULL,\n'
        f'    CONSTRAINT "{name}_pkey" PRIMARY KEY (id, version)\n){_STATEMENT_END}'
        f'CREATE INDEX "{name}_gone_idx" ON layers."{name}" ({GONE_AT}){_STATEMENT_END}'
        f'CREATE INDEX "{name}_geom_3857_idx" ON layers."{name}" USING gist ({_GEOM_3857.format("")}){_STATEMENT_END}'
        f"COMMENT ON TABLE layers.\"{name}\" IS '{title}'{_STATEMENT_END}"
        f"INSERT INTO layers.history_kept VALUES ('{declared.name}',"
        f" '{declared.layer.history.total_seconds():.0f} seconds', true){_STATEMENT_END}"
    )


def as_of_sql(declared: Declared, place: str) -> str:
    """The FROM item of a read of the layer as it stood at the moment `place` (an SQL expression): features as `f`, the
    public properties of `declared` only. What devices said then is no part of a version: present state, as `s`, is null.
    """
    columns = [f'"{p.name}"' for p in declared.public if not p.observed]
    made = ["geom", "geom_3857", "geojson", *(["search"] if declared.searchable else [])]
    again = ["h.geom", _GEOM_3857.format("h."), "ext.st_asgeojson(ext.st_transform(h.geom, 4326), 7)"]
    if declared.searchable:
        again.append(declared.search_sql("h."))
    now = ", ".join(f"n.{c}" for c in (*columns, *made))
    then = ", ".join([*(f"h.{c}" for c in columns), *(f"{sql} AS {c}" for sql, c in zip(again, made, strict=True))])
    features = (
        f'(SELECT {now} FROM layers."{declared.name}" n WHERE n.updated_at <= {place} UNION ALL SELECT {then} FROM'
        f' layers."{history_table(declared.name)}" h WHERE h.updated_at <= {place} AND h.{GONE_AT} > {place}) f'
    )
    if not declared.observed:
        return features
    unknown = ", ".join(f'NULL::{COLUMN_TYPES[p.kind]} AS "{p.name}"' for p in declared.observed)
    return f"{features} CROSS JOIN (SELECT {unknown}) s"


def _geometry(declared: Declared) -> str:
    kind = declared.geometry.kind + ("Z" if declared.geometry.z else "")
    return f"ext.geometry({kind}, {STORAGE_SRID})"


def record_script(recorded: Recorded) -> str:
    """How long the change log keeps the lines of a table of records, which has no history table: as long as a layer's."""
    seconds = f"{_KEPT.total_seconds():.0f} seconds"
    return f"INSERT INTO layers.history_kept VALUES ('{recorded.name}', '{seconds}', false){_STATEMENT_END}"

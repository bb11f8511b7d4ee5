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
        f"COMMENT ON TABLE layers.\"{name}\" IS '{title}'{_STATEMENT_END}"
        f"INSERT INTO layers.history_kept VALUES ('{declared.name}',"
        f" '{declared.layer.history.total_seconds():.0f} seconds', true){_STATEMENT_END}"
    )


def _geometry(declared: Declared) -> str:
    kind = declared.geometry.kind + ("Z" if declared.geometry.z else "")
    return f"ext.geometry({kind}, {STORAGE_SRID})"


def record_script(recorded: Recorded) -> str:
    """How long the change log keeps the lines of a table of records, which has no history table: as long as a layer's."""
    seconds = f"{_KEPT.total_seconds():.0f} seconds"
    return f"INSERT INTO layers.history_kept VALUES ('{recorded.name}', '{seconds}', false){_STATEMENT_END}"

"""The whole declared schema as SQL: what an empty database must become.

The first migration is this script, frozen; a test compares the two through the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyproj import CRS
from sqlalchemy import MetaData, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import (
    CreateIndex,
    CreateTable,
    SetColumnComment,
    SetTableComment,
)

from layers.core import apart, changes, desktop, grants, history, observing, overview
from layers.core.crs import PROJ_9212, STORAGE_SRID
from layers.core.db import SEARCH_PATH
from layers.core.declared import Declared, Recorded, codes_table_name
from layers.core.tiles import overview_label

_DIALECT = postgresql.dialect()  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType, reportAttributeAccessIssue]
_SQL = Path(__file__).resolve().parents[1] / "sql"
_STATEMENT_END = ";\n"


def script(layers: Iterable[Declared], records: Iterable[Recorded], metadata: MetaData) -> str:
    """Every statement of the schema, in order, from an empty database."""
    declared, recorded = list(layers), list(records)
    parts = [
        _preamble(),
        identity(),
        *(_file(name) for name in ("fold", "versions")),
        *(_table(table) for table in metadata.sorted_tables),
        *(_view(d) for d in declared if d.view),
        *(_triggers(table) for table in metadata.sorted_tables),
        *(_seed_codes(table) for table in metadata.sorted_tables),
        _file("overview"),
        *(overview.script(d, overview_label(d)) for d in declared),
        door(declared, recorded),
        observing.script(declared),
    ]
    return "\n".join(part for part in parts if part)


def addition(layer: Declared, layers: Iterable[Declared], metadata: MetaData) -> str:
    """What one more layer adds to a database that has all the others of `layers`: the text of its migration."""
    every = list(layers)
    others = {p.codes for d in every if d.name != layer.name for p in d.properties}
    lists = {p.codes for p in layer.properties if p.codes and p.codes.editable} - others
    names = [*map(codes_table_name, lists), layer.name, f"{layer.name}_state"]
    tables = [table for table in metadata.sorted_tables if table.name in names]
    parts = [f"SET LOCAL search_path = {SEARCH_PATH};\n", *map(_table, tables)]
    if layer.view:
        return "\n".join((*parts, _view(layer), grants.layer(layer), desktop.layer(layer)))
    parts += [
        *map(_triggers, tables),
        *map(_seed_codes, tables),
        overview.script(layer, overview_label(layer)),
        history.script(layer),
        changes.script(layer),
        _filled_ward(layer),
        apart.script(layer),
        apart.check(every) if layer.layer.apart else "",
        grants.TRIGGERS_FOR_NOBODY,
        grants.history(layer, history.history_table(layer.name), (history.GONE_AT,)),
        grants.layer(layer),
        *(grants.code_list(codes) for codes in lists),
        grants.unsummed(layer),
        desktop.layer(layer),
        *(desktop.code_list(codes) for codes in lists),
        observing.addition(layer, every),
    ]
    return "\n".join(part for part in parts if part)


def identity() -> str:
    """Who there is: roles, accounts, and the functions that tell who is at work; column defaults call them."""
    return "\n".join(
        (
            grants.roles(),
            _file("auth"),
            _file("identity"),
            grants.own_department(),
            f"CREATE SEQUENCE layers.made_codes{_STATEMENT_END}",
        )
    )


def door(layers: list[Declared], records: list[Recorded]) -> str:
    """What stands between the tables and everybody: change log, history, what may not overlap, rights, views for desktops."""
    tables = [d for d in layers if d.view is None]
    parts = [
        _file("changes"),
        changes.KEEPER_OWNS,
        *(_file(name) for name in ("history", "overview_log", "wards", "webhooks")),
        *(history.script(d) for d in tables),
        *(history.record_script(r) for r in records),
        *(changes.script(d) for d in tables),
        *(changes.record_script(r) for r in records),
        apart.cells(),
        *map(_filled_ward, tables),
        *(apart.script(d) for d in tables),
        apart.check(tables),
        *(grants.history(d, history.history_table(d.name), (history.GONE_AT,)) for d in tables),
        grants.rights(layers, records),
        desktop.script(layers, records),
    ]
    return "\n".join(part for part in parts if part)


def _preamble() -> str:
    wkt = CRS.from_epsg(STORAGE_SRID).to_wkt("WKT1_GDAL")
    return f"""CREATE SCHEMA IF NOT EXISTS ext;
CREATE EXTENSION IF NOT EXISTS postgis SCHEMA ext;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA ext;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA ext;
CREATE SCHEMA layers;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = layers, ext', current_database()); END $$;
SET LOCAL search_path = layers, ext;
INSERT INTO ext.spatial_ref_sys (srid, auth_name, auth_srid, srtext, proj4text)
VALUES ({STORAGE_SRID}, 'EPSG', {STORAGE_SRID}, {_literal(wkt)}, {_literal(PROJ_9212)})
ON CONFLICT (srid) DO UPDATE SET srtext = excluded.srtext, proj4text = excluded.proj4text;
"""


def _file(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _table(table: Table) -> str:
    statements = [str(CreateTable(table).compile(dialect=_DIALECT)).strip()]
    if "geojson" in table.c:
        statements.append(f'ALTER TABLE layers."{table.name}" ALTER COLUMN geojson SET COMPRESSION lz4')
    statements += [
        str(CreateIndex(index).compile(dialect=_DIALECT))
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    if table.comment:
        statements.append(_compiled_comment(SetTableComment(table)))
    statements += [_compiled_comment(SetColumnComment(column)) for column in table.columns if column.comment]
    return "".join(statement + _STATEMENT_END for statement in statements)


def _compiled_comment(comment: SetTableComment | SetColumnComment) -> str:
    return str(comment.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))


def _view(d: Declared) -> str:
    comment = _literal(f"{d.title.vi} / {d.title.en}. {d.description.vi} / {d.description.en}")
    return (
        f'CREATE VIEW layers."{d.name}" WITH (security_invoker = true) AS\n{d.view}{_STATEMENT_END}'
        f'COMMENT ON VIEW layers."{d.name}" IS {comment}{_STATEMENT_END}'
    )


def _triggers(table: Table) -> str:
    """Statement triggers that count rows and versions; a state table speaks for its layer and adds no rows."""
    if "codes" in table.info:
        return ""
    declared: Declared | None = table.info.get("declared")
    layer = declared.name if declared else table.name
    counts = int(table.name == layer)
    arguments = f"('{layer}', '{counts}')"
    events = (
        ("insert", "INSERT", " REFERENCING NEW TABLE AS changed"),
        ("update", "UPDATE", ""),
        ("delete", "DELETE", " REFERENCING OLD TABLE AS changed"),
        ("truncate", "TRUNCATE", ""),
    )
    triggers = "".join(
        f'CREATE TRIGGER note_{name} AFTER {event} ON layers."{table.name}"{referencing} '
        f"FOR EACH STATEMENT EXECUTE FUNCTION layers.note_{name}{arguments}{_STATEMENT_END}"
        for name, event, referencing in events
    )
    if not counts:
        return triggers
    return (
        f"INSERT INTO layers.layer_versions VALUES ('{layer}', 0, extract(epoch FROM clock_timestamp())::bigint)"
        f"{_STATEMENT_END}{triggers}"
    )


def _filled_ward(d: Declared) -> str:
    """What is added without a ward gets that of its place; the wards themselves are what places are found by."""
    if d.name == "wards":
        return ""
    return (
        f'CREATE TRIGGER fill_ward BEFORE INSERT ON layers."{d.name}" FOR EACH ROW'
        f" WHEN (NEW.ward_code IS NULL AND NOT layers.in_bulk()) EXECUTE FUNCTION layers.fill_ward(){_STATEMENT_END}"
    )


def _seed_codes(table: Table) -> str:
    codes = table.info.get("codes")
    if codes is None:
        return ""
    rows = ",\n".join(
        f"    ({_literal(m.value)}, {_literal(m.title.vi)}, {_literal(m.title.en)}, "
        f"{_literal(m.color) if m.color else 'NULL'}, {position}, {_literal(codes.source)})"
        for position, m in enumerate(codes, 1)
    )
    return (
        f'INSERT INTO layers."{table.name}" (code, title_vi, title_en, color, position, source) VALUES\n{rows}'
        f"{_STATEMENT_END}"
    )


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

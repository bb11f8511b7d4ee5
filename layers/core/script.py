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

from layers.core import overview
from layers.core.crs import PROJ_9212, STORAGE_SRID
from layers.core.db import READER_ROLE
from layers.core.declared import Declared, Recorded
from layers.core.tiles import overview_label

_DIALECT = postgresql.dialect()  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType, reportAttributeAccessIssue]
_SQL = Path(__file__).resolve().parents[1] / "sql"
_STATEMENT_END = ";\n"


def script(layers: Iterable[Declared], metadata: MetaData) -> str:
    """Every statement of the schema, in order, from an empty database."""
    declared = list(layers)
    views = [d for d in declared if d.view]
    parts = [
        _preamble(),
        *(_file(name) for name in ("fold", "versions")),
        *(_table(table) for table in metadata.sorted_tables),
        *(_view(d) for d in views),
        *(_triggers(table) for table in metadata.sorted_tables),
        *(_seed_codes(table) for table in metadata.sorted_tables),
        *(_grants(d) for d in declared),
        *(_grant_plain(table) for table in metadata.sorted_tables),
        *(_file(path.stem) for path in sorted(_SQL.glob("*.sql")) if path.stem not in ("fold", "versions")),
        *(overview.script(d, overview_label(d)) for d in declared),
        overview.grants(),
        f"GRANT SELECT ON layers.layer_versions TO {READER_ROLE};\n",
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
DO $$ BEGIN CREATE ROLE {READER_ROLE} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT USAGE ON SCHEMA layers, ext TO {READER_ROLE};
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


def _grants(d: Declared) -> str:
    """SELECT on the public columns only; a view runs with its reader's rights, so its tables are granted as well."""
    served = ["geom", "geom_3857", "geojson", *(["search"] if d.searchable else [])]
    edited = [p.name for p in d.public if not p.observed]
    statements = [_grant(d.name, [*edited, *served])]
    if d.observed and not d.view:
        state = [p.name for p in d.observed if not p.private]
        statements.append(_grant(f"{d.name}_state", ["fid", *state]))
    return "".join(statements)


def _grant(table: str, columns: list[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f'GRANT SELECT ({names}) ON layers."{table}" TO {READER_ROLE}{_STATEMENT_END}'


def _grant_plain(table: Table) -> str:
    """SELECT on code lists, and on the public columns of records."""
    if "codes" in table.info:
        return _grant(table.name, [column.name for column in table.columns])
    recorded: Recorded | None = table.info.get("recorded")
    if recorded:
        return _grant(table.name, ["id", *(p.name for p in recorded.properties if not p.private)])
    return ""


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

"""What the peers stand on: the schema `bench` of the same database, made for one run and dropped after it.

For items a table holds a layer's public properties and its geometry as the city keeps it; for tiles a table holds
just the attributes that our own tile carries at that zoom, and the same geometry. Where the city keeps readings apart,
so do they: a view joins them. Rows keep the order of ours; keys and spatial indexes are as our own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg.rows import TupleRow

from layers.core.crs import STORAGE_SRID
from layers.core.db import connect
from layers.core.declared import Declared, Property
from layers.core.tiles import BUFFER, EXTENT

SCHEMA: Final = "bench"
KEY = "fid"


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the peers: items of a layer, or (with a zoom) what one of its tiles carries."""

    name: str
    layer: str
    attributes: tuple[str, ...]
    zoom: int | None = None
    key: str = KEY
    srid: int = STORAGE_SRID
    extent: int = EXTENT
    buffer: int = BUFFER


@contextlib.contextmanager
def laid(database_url: str, tables: Sequence[Table], declared: dict[str, Declared]) -> Iterator[None]:
    """Make the schema and fill `tables` until the block is left; the schema is dropped whatever ends the block."""
    with connect(database_url, autocommit=True) as connection:
        try:
            connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
            for table in tables:
                _fill(connection, table, declared[table.layer])
            yield
        finally:
            connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def rows(database_url: str, query: str, parameters: Sequence[Any] = ()) -> list[TupleRow]:
    """The rows of one query of the owner."""
    with connect(database_url) as connection:
        return connection.execute(query.encode(), parameters).fetchall()


def _fill(connection: psycopg.Connection[TupleRow], table: Table, declared: Declared) -> None:
    """One table, or (where the layer's present state is kept apart) two and a view that joins them as our own reads do."""
    chosen = [declared.public_by_name[name] for name in table.attributes if name != KEY]
    fixed = [p for p in chosen if not p.observed]
    observed = [p for p in chosen if p.observed]
    kept = _name(f"{table.name}_kept" if observed else table.name)
    layer = f"layers.{_quoted(table.layer)}"
    statements = [
        f"CREATE TABLE {kept} AS SELECT f.{KEY}{_columns(fixed)}, f.geom FROM {layer} f ORDER BY f.{KEY}",
        f"ALTER TABLE {kept} ADD PRIMARY KEY ({KEY})",
        f"CREATE INDEX ON {kept} USING gist (geom)",
        f"VACUUM ANALYZE {kept}",
    ]
    if observed:
        state = _name(f"{table.name}_state")
        statements += [
            f"CREATE TABLE {state} AS SELECT s.{KEY}{_columns(observed)} FROM layers.{_quoted(f'{table.layer}_state')} s",
            f"ALTER TABLE {state} ADD PRIMARY KEY ({KEY})",
            f"VACUUM ANALYZE {state}",
            (
                f"CREATE VIEW {_name(table.name)} AS SELECT f.{KEY}{_columns(chosen)}, f.geom "
                f"FROM {kept} f LEFT JOIN {state} s ON s.{KEY} = f.{KEY}"
            ),
        ]
    for statement in statements:
        connection.execute(statement.encode())


def _columns(properties: Sequence[Property]) -> str:
    return "".join(f", {p.column}" for p in properties)


def _name(table: str) -> str:
    return f"{SCHEMA}.{_quoted(table)}"


def _quoted(name: str) -> str:
    return f'"{name}"'

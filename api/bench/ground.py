"""What the peers stand on: the schema `bench` of the same database, made for one run and dropped after it.

For items a table holds a layer's public properties and its geometry as the city keeps it; for tiles a table holds
just the attributes that our own tile carries at that zoom, and the same geometry. Rows keep the order of ours, keys
and spatial indexes are as our own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from layers.core.crs import STORAGE_SRID
from layers.core.db import connect
from layers.core.declared import Declared
from layers.core.tiles import BUFFER, EXTENT

SCHEMA = "bench"
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
            connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            connection.execute(f"CREATE SCHEMA {SCHEMA}")
            for table in tables:
                _fill(connection, table, declared[table.layer])
            yield
        finally:
            connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def rows(database_url: str, query: str, parameters: Sequence[Any] = ()) -> list[TupleRow]:
    """The rows of one query of the owner."""
    with connect(database_url) as connection:
        return connection.execute(query, parameters).fetchall()  # type: ignore[arg-type]


def _fill(connection: psycopg.Connection[TupleRow], table: Table, declared: Declared) -> None:
    known = declared.public_by_name
    columns = ", ".join(known[name].column for name in table.attributes if name != table.key)
    target = sql.Identifier(SCHEMA, table.name)
    connection.execute(
        sql.SQL("CREATE TABLE {} AS SELECT f.fid{} , f.geom FROM {} WHERE f.geom IS NOT NULL ORDER BY f.fid").format(
            target, sql.SQL(f", {columns}" if columns else ""), sql.SQL(declared.from_sql)  # type: ignore[arg-type]
        )
    )
    connection.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (fid)").format(target))
    connection.execute(sql.SQL("CREATE INDEX ON {} USING gist (geom)").format(target))
    connection.execute(sql.SQL("VACUUM ANALYZE {}").format(target))

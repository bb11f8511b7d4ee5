"""Columns packed by hand are what PostgreSQL reads."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import psycopg
import pytest

from ingest.mqtt.arrays import adapt, packed
from layers.core.statement import Statement
from tests.conftest import Databases, with_database

NOON = dt.datetime(2026, 11, 22, 12, 0, 0, 123_456, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("boolean", [True, None, False]),
        ("smallint", [-32_768, None, 32_767]),
        ("integer", [-(2**31), None, 2**31 - 1]),
        ("bigint", [-(2**63), None, 2**63 - 1]),
        ("double precision", [0.1, None, -1e300, 5e-324]),
        ("timestamptz", [NOON, None, NOON, dt.datetime(1999, 12, 31, tzinfo=dt.UTC)]),
        ("text", ["", None, 'Đông Hà "{},\\']),
        ("bytea", [b"", None, b"\x00\xff"]),
        ("uuid", [UUID(int=0), None, UUID(int=2**128 - 1)]),
        ("integer", []),
        ("text", [None, None]),
    ],
)
def test_a_packed_array_is_read_as_it_was(databases: Databases, name: str, values: list[object]):
    with psycopg.connect(with_database(databases.url, "postgres"), cursor_factory=psycopg.RawCursor) as connection:
        adapt(connection)
        statement = Statement(f"SELECT $1::{name}[]", (values,))
        row = connection.execute(statement.sql.encode(), packed(statement)).fetchone()
    assert row
    assert row[0] == values

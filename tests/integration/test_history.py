"""Superseded versions: kept as they were, as long as was declared, and the log knows what it has forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, LiteralString

import orjson
import psycopg
import pytest

from layers.core.access import CULTURE, PUBLIC, SERVICE_GROUP
from layers.core.db import connect
from layers.core.declared import Declared
from layers.core.feature_text import FEATURE_BEGIN
from layers.core.history import history_table
from layers.core.query import FeatureQuery
from layers.registry import LAYERS
from tests.conftest import Databases

KEPT = [cls.declared for cls in LAYERS.values() if not cls.declared.view]


@pytest.fixture(scope="module")
def catalogue(databases: Databases, empty_template: str) -> Iterator[psycopg.Connection[Any]]:
    with databases.lent(empty_template) as url, connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def city(databases: Databases, city_template: str) -> Iterator[psycopg.Connection[Any]]:
    with databases.lent(city_template) as url, connect(url, cursor_factory=psycopg.RawCursor) as connection:
        yield connection


@pytest.fixture
def database(empty_url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(empty_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO wifi_points (code, location, ssid, reach_m, geom)"
            " VALUES ('a', 'Chợ', 'net 1', 50, ST_SetSRID(ST_MakePoint(590000, 1860000), 9212))"
        )
        connection.execute("UPDATE wifi_points SET ssid = 'net 2'")
        yield connection


_FIRST = "SELECT fid, id, version, source, code, st_astext(geom) FROM {} ORDER BY fid LIMIT 1"


def rows(connection: psycopg.Connection[Any], statement: str, *values: Any) -> list[tuple[Any, ...]]:
    return connection.execute(statement.encode(), values or None).fetchall()


@pytest.mark.parametrize("layer", KEPT, ids=lambda d: d.name)
def test_every_layer_keeps_its_versions_with_the_types_of_its_columns(
    catalogue: psycopg.Connection[Any], layer: Declared
) -> None:
    columns = (
        "SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
    )
    now = rows(catalogue, columns, layer.name)
    then = rows(catalogue, columns, history_table(layer.name))
    assert set(then) - set(now) == {("gone_at", "timestamp with time zone")}
    assert set(now) <= set(then)
    kept = rows(catalogue, "SELECT kept FROM history_kept WHERE layer = %s", layer.name)
    assert kept == [(layer.layer.history,)]
    assert layer.layer.history >= dt.timedelta(days=730)


@pytest.mark.parametrize("layer", KEPT, ids=lambda d: d.name)
def test_an_edit_of_any_layer_leaves_what_was_there(city: psycopg.Connection[Any], layer: Declared) -> None:
    name = layer.name
    with city.transaction(force_rollback=True):
        (began,) = rows(city, "SELECT clock_timestamp()")[0]
        before = rows(city, _FIRST.format(name))
        city.execute(f"UPDATE {name} SET source = 'x' WHERE fid = (SELECT min(fid) FROM {name})".encode())
        fid, identifier, version, *_ = before[0]
        assert rows(city, _FIRST.format(name))[0][:4] == (fid, identifier, version + 1, "x")
        columns = "fid, id, version, source, code, st_astext(geom)"
        assert rows(city, f"SELECT {columns} FROM {history_table(name)}") == before
        logged = (
            "SELECT operation, feature_id, fid, version, bbox_before FROM changes"
            " WHERE layer = $1 AND txid = pg_current_xact_id() ORDER BY seq"
        )
        assert rows(city, logged, name) == [("update", identifier, fid, version + 1, None)]
        statement = FeatureQuery(layer=layer, as_of=began, limit=1).statement()
        (feature,) = orjson.loads(
            b"[" + rows(city, statement.sql, *statement.values)[0][0].split(FEATURE_BEGIN)[0] + b"]"
        )
        assert (feature["id"], feature["properties"]["version"]) == (str(identifier), version)


def test_truncating_a_layer_keeps_what_was_there(database: psycopg.Connection[Any]) -> None:
    database.execute("TRUNCATE wifi_points CASCADE")
    assert rows(database, "SELECT version, ssid FROM wifi_points_history ORDER BY 1") == [(1, "net 1"), (2, "net 2")]
    assert rows(database, "SELECT operation FROM changes WHERE operation <> 'state' ORDER BY seq DESC LIMIT 1") == [
        ("truncate",)
    ]


@pytest.mark.parametrize("role", [PUBLIC, CULTURE])
@pytest.mark.parametrize("statement", ["DELETE FROM wifi_points_history", "UPDATE wifi_points_history SET ssid = ''"])
def test_nobody_rewrites_history(database: psycopg.Connection[Any], role: Any, statement: LiteralString) -> None:
    database.execute(f"SET ROLE {role.group}".encode())
    assert rows(database, "SELECT version, ssid FROM wifi_points_history") == [(1, "net 1")]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute(statement)


def test_pruning_forgets_what_is_older_than_is_kept(database: psycopg.Connection[Any]) -> None:
    database.execute("UPDATE wifi_points SET ssid = 'net 3'")
    assert rows(database, "SELECT layers.prune_history()") == [(0,)]
    database.execute("UPDATE wifi_points_history SET gone_at = now() - interval '3 years' WHERE version = 1")
    database.execute("UPDATE changes SET at = now() - interval '3 years' WHERE version <= 2")
    mark = rows(database, "SELECT layer, txid, seq FROM changes WHERE version = 2")
    assert rows(database, "SELECT layers.prune_history()") == [(3,)]
    assert rows(database, "SELECT version FROM wifi_points_history") == [(2,)]
    assert rows(database, "SELECT version FROM changes") == [(3,)]
    assert rows(database, "SELECT layer, txid, seq FROM log_pruned") == mark
    assert rows(database, "SELECT version, ssid FROM wifi_points") == [(3, "net 3")]


def test_lines_of_readings_are_kept_for_a_day_and_leave_no_mark(database: psycopg.Connection[Any]) -> None:
    database.execute("INSERT INTO wifi_points_state (fid, status) SELECT fid, 'online' FROM wifi_points")
    database.execute("UPDATE changes SET at = now() - interval '2 days'")
    assert rows(database, "SELECT layers.prune_history()") == [(1,)]
    assert rows(database, "SELECT operation FROM changes ORDER BY seq") == [("create",), ("update",)]
    assert rows(database, "SELECT * FROM log_pruned") == []


def test_the_web_prunes_and_the_public_does_not(database: psycopg.Connection[Any]) -> None:
    database.execute(f"SET ROLE {SERVICE_GROUP}".encode())
    assert rows(database, "SELECT layers.prune_history()") == [(0,)]
    database.execute(f"SET ROLE {PUBLIC.group}".encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute("SELECT layers.prune_history()")


def test_one_prunes_at_a_time(database: psycopg.Connection[Any], empty_url: str) -> None:
    with connect(empty_url) as other:
        other.execute("SELECT layers.prune_history()")
        assert rows(database, "SELECT layers.prune_history()") == [(None,)]


def test_a_renewed_log_is_another_and_all_of_it_is_past(
    database: psycopg.Connection[Any], databases: Databases, empty_url: str
) -> None:
    before = rows(database, "SELECT layers.log_epoch()")
    assert rows(database, "SELECT layers.log_epoch()") == before
    database.close()
    with databases.lent(empty_url.rsplit("/", 1)[1]) as url, connect(url, autocommit=True) as copy:
        assert rows(copy, "SELECT layers.log_epoch()") != before
        renewed = rows(copy, "SELECT layers.renew_log()")
        assert renewed == rows(copy, "SELECT layers.log_epoch()")
        assert rows(copy, "SELECT DISTINCT txid::text FROM changes") == [("3",)]
        copy.execute("UPDATE wifi_points SET ssid = 'net 3'")
        assert rows(copy, "SELECT version FROM changes ORDER BY txid, seq") == [(1,), (2,), (3,)]

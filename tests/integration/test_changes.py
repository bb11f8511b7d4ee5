"""The change log: whoever writes, however, every change stands in it once, and versions rise one by one."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, LiteralString
from urllib.parse import urlsplit

import orjson
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.core.access import CULTURE
from layers.core.crs import OFFERED, STORAGE_SRID
from layers.core.db import connect
from layers.core.query import FeatureQuery
from layers.registry import LAYERS
from tests.conftest import Databases
from tests.integration.wifi import SPOTS, Edit, Model, Operation, Spot, edits, run

WIFI = LAYERS["wifi_points"].declared
METRES = next(crs for crs in OFFERED if crs.srid == STORAGE_SRID)
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def url(databases: Databases, empty_template: str) -> Iterator[str]:
    with databases.lent(empty_template) as url:
        yield url


@pytest.fixture
def database(url: str) -> Iterator[psycopg.Connection[Any]]:
    """The owner's connection; the layer, its history and the log are empty."""
    with connect(url, autocommit=True) as connection:
        _empty(connection)
        yield connection


def _empty(connection: psycopg.Connection[Any]) -> None:
    connection.execute("TRUNCATE wifi_points CASCADE")
    connection.execute("TRUNCATE wifi_points_history, changes")


def rows(connection: psycopg.Connection[Any], statement: LiteralString, *values: Any) -> Rows:
    return connection.execute(statement, values or None).fetchall()


def logged(connection: psycopg.Connection[Any]) -> list[Operation]:
    return [
        (operation, identifier, version, moved)
        for operation, identifier, version, moved in rows(
            connection,
            "SELECT operation, feature_id, version, bbox_before IS NOT NULL FROM changes"
            " WHERE layer = 'wifi_points' AND operation <> 'state' ORDER BY txid, seq",
        )
    ]


def add(connection: psycopg.Connection[Any], *codes: str) -> list[uuid.UUID]:
    return [
        row[0]
        for code in codes
        for row in rows(
            connection,
            "INSERT INTO wifi_points (code, location, ssid, reach_m, geom)"
            " VALUES (%s, 'Chợ', 'net', 50, ST_SetSRID(ST_MakePoint(590000, 1860000), 9212)) RETURNING id",
            code,
        )
    ]


def standing(url: str, at: dt.datetime | None) -> dict[uuid.UUID, Spot]:
    """The layer as it stood at a moment, or as it stands, by the statement that the API runs."""
    statement = FeatureQuery(layer=WIFI, as_of=at, limit=1000, crs=METRES).statement()
    with connect(url, cursor_factory=psycopg.RawCursor) as connection:
        row = connection.execute(statement.sql.encode(), statement.values).fetchone()
    assert row is not None
    features: list[dict[str, Any]] = orjson.loads(b"[" + (row[0] or b"") + b"]")
    assert row[2] == len(features)
    assert at is None or all(feature["properties"]["status"] is None for feature in features)
    return {
        uuid.UUID(feature["id"]): Spot(
            feature["properties"]["version"],
            feature["properties"]["ssid"],
            feature["geometry"]["coordinates"][0] - 590_000,
        )
        for feature in features
    }


@given(transactions=edits(), ids=st.lists(st.uuids(), min_size=SPOTS, max_size=SPOTS, unique=True))
@settings(max_examples=40)
def test_log_and_past_are_what_was_done(
    url: str, database: psycopg.Connection[Any], transactions: list[tuple[list[Edit], bool]], ids: list[uuid.UUID]
) -> None:
    _empty(database)
    model = Model(ids)
    seen: list[tuple[dt.datetime, dict[uuid.UUID, Spot]]] = []
    for statements, committed in transactions:
        trial = model.copy()
        with database.transaction(force_rollback=not committed):
            for edit in statements:
                run(database, trial, edit)
                trial.apply(edit)
        model = trial if committed else model
        seen.append((rows(database, "SELECT clock_timestamp()")[0][0], dict(model.now)))
    assert standing(url, None) == model.now
    for at, then in seen:
        assert standing(url, at) == then
    entries = logged(database)
    for statement in model.log:
        assert set(entries[: len(statement)]) == statement
        entries = entries[len(statement) :]
    assert entries == []


def test_a_version_begins_when_the_one_before_ends(database: psycopg.Connection[Any]) -> None:
    (identifier,) = add(database, "a")
    with database.transaction():
        for name in ("b", "c", "d"):
            database.execute("UPDATE wifi_points SET ssid = %s", [name])
    database.execute("DELETE FROM wifi_points")
    database.execute(
        "INSERT INTO wifi_points (id, code, location, ssid, reach_m, geom)"
        " VALUES (%s, 'a', 'Chợ', 'e', 50, ST_SetSRID(ST_MakePoint(590000, 1860000), 9212))",
        [identifier],
    )
    chain = rows(
        database,
        "SELECT version, ssid, updated_at, gone_at FROM wifi_points_history"
        " UNION ALL SELECT version, ssid, updated_at, NULL FROM wifi_points ORDER BY version",
    )
    assert [(version, ssid) for version, ssid, _, _ in chain] == [(1, "net"), (2, "b"), (3, "c"), (4, "d"), (5, "e")]
    assert all(began < gone for _, _, began, gone in chain[:-1])
    assert [gone for *_, gone in chain[:3]] == [began for _, _, began, _ in chain[1:4]]
    assert chain[3][3] < chain[4][2]


def test_what_is_logged_of_one_edit(database: psycopg.Connection[Any]) -> None:
    (identifier,) = add(database, "a")
    database.execute("SELECT set_config('dongha.actor', 'lan', false), set_config('dongha.client', 'map', false)")
    database.execute("UPDATE wifi_points SET geom = ST_Translate(geom, 100, 50)")
    before, after, txid, actor, client, fid, at = rows(
        database,
        "SELECT bbox_before, bbox, txid::text::bigint, actor, client, fid, at FROM changes WHERE operation = 'update'",
    )[0]
    wanted = rows(
        database,
        "SELECT st_xmin(geom_3857), st_ymin(geom_3857), st_xmax(geom_3857), st_ymax(geom_3857), fid, updated_at"
        " FROM wifi_points",
    )[0]
    assert tuple(after) == wanted[:4]
    assert before[0] < after[0]
    assert before[1] < after[1]
    assert (actor, client, fid) == ("lan", "map", wanted[4])
    assert at == wanted[5]
    assert 0 < txid < rows(database, "SELECT pg_current_xact_id()::text::bigint")[0][0]
    assert rows(database, "SELECT version FROM changes WHERE feature_id = %s ORDER BY seq", identifier) == [(1,), (2,)]


def test_an_import_of_thousands_raises_no_version_and_logs_each_once(database: psycopg.Connection[Any]) -> None:
    database.execute(
        "INSERT INTO wifi_points (code, location, ssid, reach_m, geom) SELECT 'w' || n, 'Chợ', 'net', 50,"
        " ST_SetSRID(ST_MakePoint(590000 + n, 1860000), 9212) FROM generate_series(1, 5000) n"
    )
    database.execute("UPDATE wifi_points SET ssid = 'one'")
    database.execute("UPDATE wifi_points SET ssid = 'one'")
    assert rows(database, "SELECT operation, version, count(*) FROM changes GROUP BY 1, 2 ORDER BY 1") == [
        ("create", 1, 5000),
        ("update", 2, 5000),
    ]
    assert rows(database, "SELECT DISTINCT version FROM wifi_points") == [(2,)]


def test_psql_of_a_planner_is_logged_with_login_and_program(url: str, database: psycopg.Connection[Any]) -> None:
    add(database, "a")
    login = f"test_{uuid.uuid4().hex[:12]}"
    database.execute(f"CREATE ROLE {login} LOGIN PASSWORD 'x' IN ROLE {CULTURE.group}".encode())
    at = urlsplit(url)
    try:
        psql = subprocess.run(
            ["psql", "-XAtq"],
            input="SET dongha.actor = 'somebody else'; UPDATE layers.wifi_points SET ssid = 'mạng'; TABLE layers.changes;",
            env={
                **os.environ,
                "PGHOST": at.hostname or "",
                "PGPORT": str(at.port),
                "PGDATABASE": at.path[1:],
                "PGUSER": login,
                "PGPASSWORD": "x",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert "permission denied for table changes" in psql.stderr
        assert rows(database, "SELECT version, actor, client FROM changes WHERE operation = 'update'") == [
            (2, login, "psql")
        ]
        assert rows(database, "SELECT version, ssid FROM wifi_points") == [(2, "mạng")]
    finally:
        database.execute(f"DROP ROLE {login}".encode())


def test_nobody_stamps_by_hand(database: psycopg.Connection[Any]) -> None:
    database.execute(f"SET ROLE {CULTURE.group}".encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute("SELECT layers.stamp('wifi_points', '{}', '{}', '{}')")


@pytest.mark.parametrize("change", ["id = gen_random_uuid()", "fid = fid + 1000000"])
def test_identity_never_changes(database: psycopg.Connection[Any], change: LiteralString) -> None:
    add(database, "a")
    with pytest.raises(psycopg.Error) as refused:
        database.execute("UPDATE wifi_points SET " + change)
    assert refused.value.sqlstate == "DH003"
    database.execute("UPDATE wifi_points SET id = id, fid = fid, ssid = 'b'")
    assert rows(database, "SELECT version FROM wifi_points") == [(2,)]


def test_a_code_that_is_renamed_changes_its_features(database: psycopg.Connection[Any]) -> None:
    database.execute("DELETE FROM land_parcels")
    database.execute(
        "INSERT INTO land_parcels (code, map_sheet, parcel_no, sheet_parcel, area_m2, use_code, use_codes, completeness,"
        " valid_from, geom) SELECT 'p' || n, '1', n::text, '1/' || n, 100, 'ODT', '{ODT}', 'full', '2020-01-01',"
        " ST_Multi(ST_MakeEnvelope(590000 + 20 * n, 1860000, 590010 + 20 * n, 1860010, 9212)) FROM generate_series(1, 3) n"
    )
    database.execute("UPDATE land_use_codes SET code = 'ODX' WHERE code = 'ODT'")
    database.execute("UPDATE land_use_codes SET code = 'ODT' WHERE code = 'ODX'")
    entries = rows(
        database,
        "SELECT operation, version, count(*) FROM changes WHERE layer = 'land_parcels' GROUP BY 1, 2 ORDER BY 2",
    )
    assert entries == [("create", 1, 3), ("update", 2, 3), ("update", 3, 3)]
    assert rows(database, "SELECT DISTINCT use_code FROM land_parcels_history WHERE version = 2") == [("ODX",)]
    database.execute("DELETE FROM land_parcels")


def test_readings_are_one_line_a_statement(database: psycopg.Connection[Any]) -> None:
    add(database, "a", "b", "c")
    database.execute("INSERT INTO wifi_points_state (fid, status) SELECT fid, 'online' FROM wifi_points")
    database.execute("UPDATE wifi_points_state SET user_count = 3")
    database.execute("UPDATE wifi_points_state SET user_count = 3 WHERE false")
    database.execute("DELETE FROM wifi_points_state WHERE fid = (SELECT min(fid) FROM wifi_points_state)")
    database.execute("DELETE FROM wifi_points WHERE code = 'c'")
    database.execute("TRUNCATE wifi_points_state")
    entries = rows(
        database,
        "SELECT operation, cardinality(fids), version FROM changes WHERE operation <> 'create' ORDER BY txid, seq",
    )
    assert entries == [
        ("state", 3, None),
        ("state", 3, None),
        ("state", 1, None),
        ("delete", None, 1),
        ("state", None, None),
    ]
    assert rows(database, "SELECT DISTINCT version FROM wifi_points") == [(1,)]


def test_records_are_logged_under_the_name_of_their_table(database: psycopg.Connection[Any]) -> None:
    database.execute(
        "INSERT INTO wards (code, name, division, valid_from, area_km2, geom) VALUES ('W', 'Phường', 'two', '2025-07-01', 1,"
        " ST_Multi(ST_MakeEnvelope(590000, 1860000, 591000, 1861000, 9212)))"
    )
    database.execute(
        "INSERT INTO indicator_values (indicator, ward_id, period, period_kind, period_from, period_to, value, source)"
        " SELECT 'L1.N1.PN1.01', id, '2025', 'year', '2025-01-01', '2025-12-31', 1, 'x' FROM wards"
    )
    database.execute("UPDATE indicator_values SET value = 2")
    database.execute("DELETE FROM indicator_values")
    entries = rows(
        database,
        "SELECT operation, version, feature_id IS NOT NULL FROM changes WHERE layer = 'indicator_values' ORDER BY txid, seq",
    )
    assert entries == [("create", 1, True), ("update", 2, True), ("delete", 2, True)]
    database.execute("DELETE FROM wards")


def test_writers_at_once_lose_nothing_and_versions_stay_in_order(url: str, database: psycopg.Connection[Any]) -> None:
    ids = add(database, "a", "b", "c")
    plain = "UPDATE wifi_points SET reach_m = reach_m + 1 WHERE id = %s"
    said = "UPDATE wifi_points SET reach_m = reach_m + 1, version = version + 1, updated_at = clock_timestamp() WHERE id = %s"

    def write(seed: int) -> None:
        with connect(url, autocommit=True) as connection:
            for turn in range(40):
                connection.execute((plain, said)[(seed + turn) % 2], [ids[(seed * 7 + turn) % 3]])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert rows(database, "SELECT sum(reach_m)::int, sum(version) FROM wifi_points") == [(150 + 160, 3 + 160)]
    for identifier in ids:
        versions = rows(database, "SELECT version FROM changes WHERE feature_id = %s ORDER BY version", identifier)
        assert [version for (version,) in versions] == list(range(1, len(versions) + 1))
        chain = rows(
            database,
            "SELECT version, updated_at, gone_at, reach_m FROM wifi_points_history WHERE id = %s ORDER BY version",
            identifier,
        )
        assert [(version, reach) for version, _, _, reach in chain] == [(n + 1, 50 + n) for n in range(len(chain))]
        assert all(began < gone for _, began, gone, _ in chain)
        assert [gone for _, _, gone, _ in chain[:-1]] == [began for _, began, _, _ in chain[1:]]

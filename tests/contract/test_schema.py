"""What every layer's table promises, read back from PostgreSQL's own catalogue."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from layers.core import ddl
from layers.core.access import EVERYONE, seen_by, writable
from layers.core.crs import BOUNDS
from layers.core.db import connect
from layers.core.declared import Declared, Recorded
from layers.core.script import addition
from layers.core.script import script as whole
from layers.migrations.schema import METADATA, script
from layers.registry import LAYERS, RECORDS
from tests.conftest import Databases, with_database

TABLES = [c.declared for c in LAYERS.values() if not c.declared.view]
EVERY = [c.declared for c in LAYERS.values()]


def _pg(program: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(found[-1]) if found else shutil.which(program) or program


def _dump(url: str, *options: str) -> str:
    done = subprocess.run(
        [_pg("pg_dump"), "--dbname", url, "--no-owner", *options], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def catalogue(databases: Databases, empty_template: str) -> Iterator[psycopg.Connection[Any]]:
    with databases.lent(empty_template) as url, connect(url) as connection:
        yield connection


def test_migrating_an_empty_database_gives_exactly_the_declared_schema(databases: Databases, empty_url: str) -> None:
    databases.drop("test_declared")
    databases.run("CREATE DATABASE {}", "test_declared")
    try:
        url = empty_url.rsplit("/", 1)[0] + "/test_declared"
        with psycopg.connect(url) as connection:
            connection.execute(script().encode())
        options = ("--schema-only", "--schema=layers", "--schema=city")
        declared, migrated = (_statements(_dump(u, *options)) for u in (url, empty_url))
        assert migrated == declared
        codes = ("--data-only", "--inserts", "--table=layers.*_codes")
        assert _statements(_dump(empty_url, *codes)) == _statements(_dump(url, *codes))
    finally:
        databases.drop("test_declared")


@pytest.mark.parametrize("name", ["planning_zones", "rain_gauges", "wifi_points"])
def test_a_layer_that_comes_later_by_its_own_migration_gives_the_same_schema(databases: Databases, name: str) -> None:
    layers, records = [c.declared for c in LAYERS.values()], [c.recorded for c in RECORDS.values()]
    earlier = [d for d in layers if d.name != name]
    parts = ("test_whole", (script(),)), ("test_added", _by_and_by(name, earlier, layers, records))
    dumps: list[list[str]] = []
    try:
        for database, scripts in parts:
            databases.drop(database)
            databases.run("CREATE DATABASE {}", database)
            with psycopg.connect(with_database(databases.url, database)) as connection:
                for text in scripts:
                    connection.execute(text.encode())
            options = ("--schema=layers", "--schema=city", "--schema-only")
            dumps.append(_statements(_dump(with_database(databases.url, database), *options)))
    finally:
        for database, _ in parts:
            databases.drop(database)
    assert sorted(dumps[0]) == sorted(dumps[1])


def _by_and_by(name: str, earlier: list[Declared], layers: list[Declared], records: list[Recorded]) -> tuple[str, str]:
    return (
        whole(earlier, records, ddl.metadata(earlier, records)),
        addition(LAYERS[name].declared, layers, METADATA),
    )


def _statements(dump: str) -> list[str]:
    return [
        line for line in dump.splitlines() if line and not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog"))
    ]


def test_9212_is_there_and_right(catalogue: psycopg.Connection[Any]) -> None:
    row = catalogue.execute(
        "SELECT st_x(p), st_y(p), auth_name, auth_srid, srtext FROM ext.spatial_ref_sys,"
        " st_transform(st_setsrid(st_makepoint(107.1010378, 16.8172845), 4326), 9212) p WHERE srid = 9212"
    ).fetchone()
    assert row is not None
    assert (round(row[0], 3), round(row[1], 3)) == (590508.771, 1860206.459)
    assert row[2:4] == ("EPSG", 9212)
    assert 'PROJCS["VN-2000 / TM-3 106-15"' in row[4]


@pytest.mark.parametrize("layer", TABLES, ids=lambda d: d.name)
def test_table_has_its_columns_keys_and_indexes(catalogue: psycopg.Connection[Any], layer: Declared) -> None:
    columns = dict(
        catalogue.execute(
            "SELECT attname::text, col_description(attrelid, attnum) FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [f"layers.{layer.name}"],
        ).fetchall()
    )
    edited = {p.name for p in layer.properties if not p.observed}
    assert edited | {"geom", "geom_3857", "geojson"} <= set(columns)
    for p in layer.properties:
        if not p.observed:
            assert p.title.vi in columns[p.name]
            assert p.title.en in columns[p.name]
    indexes = [
        row[0]
        for row in catalogue.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'layers' AND tablename = %s", [layer.name]
        )
    ]
    for column in ("geom", "geom_3857"):
        assert any(f"USING gist ({column})" in index for index in indexes)
    for p in layer.properties:
        if p.references or p.index:
            assert any(f"({p.name})" in index for index in indexes), p.name


@pytest.mark.parametrize("layer", TABLES, ids=lambda d: d.name)
def test_the_database_refuses_what_the_declaration_forbids(catalogue: psycopg.Connection[Any], layer: Declared) -> None:
    tables = [f"layers.{layer.name}", *([f"layers.{layer.name}_state"] if layer.observed else [])]
    checks = dict(
        catalogue.execute(
            "SELECT conname::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ANY (%s::regclass[])",
            [tables],
        ).fetchall()
    )
    for p in layer.properties:
        table = f"{layer.name}_state" if p.observed else layer.name
        if any(limit is not None for limit in (p.ge, p.le, p.gt, p.lt)):
            assert f"{table}_{p.name}_range" in checks
        if p.codes and p.kind == "code":
            definition = checks[f"{table}_{p.name}_code"]
            if p.codes.editable:
                assert definition.startswith("FOREIGN KEY")
            else:
                assert all(f"'{member.value}'" in definition for member in p.codes)
        if p.references:
            assert f"REFERENCES {p.references}(id)" in checks[f"{table}_{p.name}_fkey"].replace("layers.", "")
    assert f"{layer.name}_geom_bounds" in checks
    assert str(BOUNDS[0]) in checks[f"{layer.name}_geom_bounds"]


@pytest.mark.parametrize("layer", EVERY, ids=lambda d: d.name)
def test_a_role_reads_and_writes_the_columns_it_may_and_no_others(
    catalogue: psycopg.Connection[Any], layer: Declared
) -> None:
    tables = [f"layers.{layer.name}{'_state' if p.observed and not layer.view else ''}" for p in layer.properties]
    found = catalogue.execute(
        "SELECT role, name, has_column_privilege(role, tab::regclass, name, 'SELECT'),"
        " has_column_privilege(role, tab::regclass, name, 'INSERT')"
        " FROM unnest(%s::text[]) role, unnest(%s::text[], %s::text[]) c(name, tab)",
        [[role.group for role in EVERYONE], [p.name for p in layer.properties], tables],
    ).fetchall()
    expected: list[tuple[str, str, bool, bool]] = []
    for role in EVERYONE:
        seen, given = seen_by(layer, role), {p.name for p in writable(layer, role)}
        readable = set(seen.public_by_name) if seen else set[str]()
        given |= {"id", "ward_code", "version", "updated_at"} if given else set[str]()
        expected += [(role.group, p.name, p.name in readable, p.name in given) for p in layer.properties]
    assert sorted(found) == sorted(expected)


def test_rows_and_versions_are_counted_exactly(empty_url: str) -> None:
    """The counters agree with count(*) in every snapshot, whatever writers do, and the version rises with each."""
    insert = (
        "INSERT INTO layers.trees (code, source, geom, species, is_protected)"
        " SELECT 'T' || g, 'test', st_setsrid(st_makepoint(590000 + g, 1860000), 9212), 'x', false"
        " FROM generate_series(%s::int, %s::int) g"
    )
    look = "SELECT layers.layer_total('trees'), (SELECT count(*) FROM layers.trees), layers.layer_version('trees')"
    versions: list[int] = []

    def see(connection: psycopg.Connection[Any]) -> int:
        row = connection.execute(look).fetchone()
        assert row is not None
        assert row[0] == row[1]
        versions.append(row[2])
        return int(row[0])

    with connect(empty_url, autocommit=True) as one, connect(empty_url) as two:
        assert see(one) == 0
        for batch in range(100):
            one.execute(insert, [batch * 10 + 1, batch * 10 + 10])
        assert see(one) == 1000
        two.execute(insert, [2001, 2005])
        assert see(one) == 1000
        one.execute("DELETE FROM layers.trees WHERE code = 'T1'")
        two.commit()
        assert see(one) == 1004
        one.execute("UPDATE layers.trees SET species = 'y' WHERE code = 'T2'")
        assert see(one) == 1004
        one.execute("TRUNCATE layers.trees CASCADE")
        assert see(one) == 0
    assert versions == sorted(versions)
    assert versions[-1] > versions[1]
    assert versions[0] > 1_700_000_000


def test_a_plain_restore_into_an_empty_database_keeps_every_row(
    databases: Databases, city_url: str, tmp_path: Path
) -> None:
    """Generated columns that transform to 9212 need its row first: `ext` sorts before `layers`, so it comes first."""
    dump = tmp_path / "city.dump"
    subprocess.run([_pg("pg_dump"), "-Fc", "-Z1", "--dbname", city_url, "-f", str(dump)], check=True)
    databases.drop("test_restored")
    databases.run("CREATE DATABASE {}", "test_restored")
    restored = city_url.rsplit("/", 1)[0] + "/test_restored"
    try:
        subprocess.run(
            [_pg("pg_restore"), "--exit-on-error", "--dbname", restored, str(dump)], check=True, capture_output=True
        )
        for name in METADATA.tables:
            counts = []
            for url in (city_url, restored):
                with connect(url) as connection:
                    row = connection.execute(f"SELECT count(*) FROM {name}".encode()).fetchone()
                    assert row is not None
                    counts.append(row[0])
            assert counts[0] == counts[1], name
    finally:
        databases.drop("test_restored")

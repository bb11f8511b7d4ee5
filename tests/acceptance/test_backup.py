"""Backup and restore by the command line: another server gets everything back, and an earlier moment can be gone back to."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.cli.broker_certificate import Certificates
from api.cli.database import end_lease, lease, private
from api.cli.device import NewDevice, add
from api.cli.places import Places
from api.cli.postgres import Cluster
from api.cli.service_folder import service_account, service_folder
from layers.core.settings import ROOT
from layers.migrations.run import upgrade

pytestmark = pytest.mark.acceptance

TREE = (
    "INSERT INTO layers.trees (code, species, is_protected, geom)"
    " SELECT 'T' || g, 'Bàng', false, ext.ST_SetSRID(ext.ST_MakePoint(590000 + g, 1860000), 9212)"
    " FROM generate_series(%s::int, %s::int) g"
)

LAMP = (
    "INSERT INTO layers.street_lamps (code, pole_ref, lamp_type, control_link, rated_power_w, geom) VALUES"
    " ('L-1', 'L-1', 'led', 'radio', 100, ext.ST_SetSRID(ext.ST_MakePoint(590000, 1860000), 9212))"
)
_SERIES = "(SELECT id FROM layers.datastreams WHERE layer = 'street_lamps' AND property = 'power_w')"
READINGS = (
    "SELECT layers.ensure_partition(date '2026-11-20'), layers.ensure_partition(date '2026-11-21');"
    " INSERT INTO layers.observations (datastream, phenomenon_time, result) VALUES"
    f" ({_SERIES}, '2026-11-20T01:00Z', 10), ({_SERIES}, '2026-11-20T02:00Z', 20), ({_SERIES}, '2026-11-21T01:00Z', 30)"
)
MORE = (
    "SELECT layers.ensure_partition(date '2026-11-22');"
    f" INSERT INTO layers.observations (datastream, phenomenon_time, result) VALUES ({_SERIES}, '2026-11-22T01:00Z', 40)"
)


def _house(folder: Path) -> Places:
    for name in ("log", "run"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    return Places(folder)


def _dongha(places: Places, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "MQTT_URL", "API_URL")}
    return subprocess.run(
        [ROOT / "dongha", *words],
        env={**kept, "DONGHA_VAR": str(places.var)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@contextmanager
def _running(places: Places) -> Iterator[Cluster]:
    lease(places, "test")
    try:
        yield private(places).start()
    finally:
        end_lease(places, "test")
        private(places).stop()


def _ask(cluster: Cluster, query: Any) -> Any:
    with psycopg.connect(cluster.url) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def _archives(cluster: Cluster) -> None:
    """The piece of the log that is being written now reaches the archive, and none was refused."""
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        row = connection.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()
        assert row is not None
        connection.execute("SELECT pg_switch_wal()")
        deadline = time.monotonic() + 30
        while not (cluster.archive / "wal" / row[0]).exists():
            assert time.monotonic() < deadline, "the log is not archived"
            time.sleep(0.05)
        assert connection.execute("SELECT failed_count FROM pg_stat_archiver").fetchone() == (0,)


def _remove(places: Places) -> None:
    """A service folder lies outside `var` where the service's account cannot reach it."""
    for link in (places.var / "postgres", places.var / "mosquitto"):
        if link.is_symlink():
            shutil.rmtree(link.resolve().parent, ignore_errors=True)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Places]:
    places = _house(tmp_path / "nhà một")
    yield places
    _remove(places)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Places]:
    places = _house(tmp_path / "nhà hai")
    yield places
    _remove(places)


def test_another_server_gets_back_rows_rights_policies_and_logins(house: Places, other: Places, tmp_path: Path) -> None:
    with _running(house) as cluster:
        upgrade(cluster.url)
        with psycopg.connect(cluster.url) as connection:
            connection.execute(TREE, [1, 500])
            connection.execute("UPDATE layers.trees SET species = 'Phượng' WHERE code = 'T7'")
            connection.execute("DELETE FROM layers.trees WHERE code = 'T8'")
        added = _dongha(house, "user", "add", "lan", "--role", "police", "--database")
        assert added.returncode == 0, added.stderr
        scrambled = _ask(cluster, "SELECT rolpassword FROM pg_authid WHERE rolname = 'lan'")
        made = _dongha(house, "backup", str(tmp_path / "kept"))
        assert made.returncode == 0, made.stderr
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {"database.dump", "roles.sql", "manifest.json"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "kept").iterdir())

    restored = _dongha(other, "restore", str(tmp_path / "kept"))
    assert restored.returncode == 0, restored.stderr
    with _running(other) as cluster:
        assert _ask(cluster, "SELECT count(*) FROM layers.trees") == 499
        assert (
            _ask(cluster, "SELECT count(*) FROM layers.trees WHERE geom_3857 IS NOT NULL AND geojson IS NOT NULL")
            == 499
        )
        assert _ask(cluster, "SELECT count(*) FROM layers.trees_history") == 2
        assert _ask(cluster, "SELECT count(*) > 100 FROM pg_policies WHERE schemaname = 'layers'")
        assert _ask(
            cluster,
            "SELECT proleakproof FROM pg_proc"
            " WHERE oid = 'ext.geometry_overlaps(ext.geometry, ext.geometry)'::regprocedure",
        )
        assert _ask(cluster, "SELECT rolpassword FROM pg_authid WHERE rolname = 'lan'") == scrambled
        assert _ask(cluster, "SELECT pg_has_role('lan', 'dongha_police', 'MEMBER')")
        with psycopg.connect(cluster.url) as connection:  # the house goes on where it was: versions, log, codes
            connection.execute("UPDATE layers.trees SET species = 'Sao' WHERE code = 'T7'")
            connection.execute(TREE, [600, 600])
        assert _ask(cluster, "SELECT version FROM layers.trees WHERE code = 'T7'") == 3
        assert _ask(cluster, "SELECT count(*) FROM layers.changes WHERE txid > '3'") == 2


def test_devices_their_logins_and_their_readings_come_back(house: Places, other: Places, tmp_path: Path) -> None:
    service_folder(house.var, "mosquitto", service_account(house.var, "mosquitto", "mosquitto"))
    Certificates.of(house).ensure(("localhost",))
    with _running(house) as cluster:
        upgrade(cluster.url)
        with psycopg.connect(cluster.url) as connection:
            connection.execute(LAMP)
        _, login = add(cluster.url, NewDevice(layer="street_lamps", feature="L-1"))
        assert login is not None
        with psycopg.connect(cluster.url) as connection:
            connection.execute(READINGS)
        assert _dongha(house, "backup", str(tmp_path / "kept")).returncode == 0
        hashed = _ask(cluster, "SELECT password_hash FROM layers.broker_logins")
    assert (tmp_path / "kept" / "broker_ca.pem").stat().st_mode & 0o077 == 0

    restored = _dongha(other, "restore", str(tmp_path / "kept"))
    assert restored.returncode == 0, restored.stderr
    assert Certificates.of(other).bundle() == Certificates.of(house).bundle()
    with _running(other) as cluster:
        assert _ask(cluster, "SELECT password_hash FROM layers.broker_logins WHERE name = 'street_lamps/L-1'") == hashed
        assert _ask(cluster, "SELECT sum(result) FROM layers.observations") == 60
        assert _ask(cluster, "SELECT count(*) FROM pg_inherits WHERE inhparent = 'layers.observations'::regclass") >= 2
        with psycopg.connect(cluster.url) as connection:  # the series go on: another day, the same rights
            connection.execute(MORE)
        assert _ask(cluster, "SELECT count(*) FROM layers.observations") == 4
        assert _ask(cluster, "SELECT has_table_privilege('dongha_ingest', 'layers.observations', 'INSERT')")


def test_a_broken_backup_changes_nothing(house: Places, tmp_path: Path) -> None:
    with _running(house) as cluster:
        upgrade(cluster.url)
        with psycopg.connect(cluster.url) as connection:
            connection.execute(TREE, [1, 5])
        kept = tmp_path / "kept"
        assert _dongha(house, "backup", str(kept)).returncode == 0
        refused = _dongha(house, "restore", str(kept))
        assert refused.returncode == 1
        assert "--replace" in refused.stderr
        manifest = (kept / "manifest.json").read_text()
        (kept / "manifest.json").write_text(manifest.replace('"layers.trees": "5"', '"layers.trees": "6"'))
        lost = _dongha(house, "restore", str(kept), "--replace")
        assert lost.returncode == 1
        assert "rows: layers.trees" in lost.stderr
        dump = (kept / "database.dump").read_bytes()
        (kept / "database.dump").write_bytes(dump[: len(dump) // 2])
        assert _dongha(house, "restore", str(kept), "--replace").returncode == 1
        assert _ask(cluster, "SELECT count(*) FROM layers.trees") == 5
        assert _ask(cluster, "SELECT count(*) FROM pg_database WHERE datname LIKE 'dongha%'") == 1
        (kept / "database.dump").write_bytes(dump)
        (kept / "manifest.json").write_text(manifest)
        assert _dongha(house, "restore", str(kept), "--replace").returncode == 0
        assert _ask(cluster, "SELECT count(*) FROM pg_database WHERE datname LIKE 'dongha%before'") == 1


def test_going_back_to_a_moment_undoes_what_came_after_it(house: Places) -> None:
    with _running(house) as cluster:
        upgrade(cluster.url)
        with psycopg.connect(cluster.url) as connection:
            connection.execute(TREE, [1, 5])
        based = _dongha(house, "backup", "--base")
        assert based.returncode == 0, based.stderr
        with psycopg.connect(cluster.url) as connection:
            connection.execute(TREE, [6, 9])
        good = datetime.now(UTC)
        epoch = _ask(cluster, "SELECT layers.log_epoch()")
        with psycopg.connect(cluster.url) as connection:
            connection.execute("DELETE FROM layers.trees")
        refused = _dongha(house, "restore", "--at", "now")
        assert refused.returncode == 1
        assert "down" in refused.stderr
    early = _dongha(house, "restore", "--at", "2020-10-18T00:00:00+07:00")
    assert early.returncode == 1
    assert "no base backup" in early.stderr
    late = _dongha(house, "restore", "--at", "2100-01-01T00:00:00+07:00")
    assert late.returncode == 1
    with _running(house) as cluster:  # nothing was changed, and the log is archived as before
        assert _ask(cluster, "SELECT count(*) FROM layers.trees") == 0
        _archives(cluster)
    back = _dongha(house, "restore", "--at", good.isoformat())
    assert back.returncode == 0, back.stderr
    with _running(house) as cluster:
        assert _ask(cluster, "SELECT count(*) FROM layers.trees") == 9
        assert _ask(cluster, "SELECT layers.log_epoch()") != epoch
        with psycopg.connect(cluster.url) as connection:
            connection.execute(TREE, [10, 10])
    latest = _dongha(house, "restore", "--at", "now")
    assert latest.returncode == 0, latest.stderr
    with _running(house) as cluster:
        assert _ask(cluster, "SELECT count(*) FROM layers.trees") == 10

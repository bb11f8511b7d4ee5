"""What the broker has accepted is in the database exactly once, whatever breaks meanwhile under load."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from api.cli.database import end_lease, lease, private
from api.cli.places import Places
from api.cli.postgres import Cluster
from layers.migrations.run import upgrade
from tests.acceptance.load import Load, Network
from tests.integration.street import Ingest, Street, street, until

pytestmark = pytest.mark.acceptance

SECONDS = 2.0
"""How long something stays broken here; docs/reliability.md tells of longer."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL of our own, which can be stopped."""
    folder = tmp_path_factory.mktemp("reliability")
    for name in ("log", "run"):
        (folder / name).mkdir()
    folder.chmod(0o755)
    places = Places(folder)
    lease(places, "test")
    try:
        made = private(places).start()
        upgrade(made.url)
        yield made
    finally:
        end_lease(places, "test")
        private(places).stop()


@pytest.fixture(scope="module")
def city(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    with street(cluster.url, tmp_path_factory.mktemp("street")) as made:
        yield made


@pytest.fixture
def load(city: Street) -> Load:
    """Devices that will send; nothing of earlier ones is left."""
    city.sql("DELETE FROM layers.observations")
    return Load(city.broker.port)


def _under_load(city: Street, load: Load, ingest: Ingest, breaking: Callable[[], None]) -> None:
    """Have devices send before, while and after something breaks, and see that what was accepted is there once."""
    try:
        _survived(city, load, breaking)
    finally:
        code = ingest.stop()
    assert code == 0, ingest.said
    assert "Traceback" not in ingest.said


def _survived(city: Street, load: Load, breaking: Callable[[], None]) -> None:
    load.start()
    until(lambda: _count(city) > 50, "readings come in")
    breaking()
    _coming_in(city)
    accepted = load.finish()
    until(lambda: _count(city) >= len(accepted), "everything is in", 60)
    kept = city.sql(
        "SELECT round(o.result * 1000)::int, count(*) FROM layers.observations o"
        " JOIN layers.datastreams s ON s.id = o.datastream WHERE s.property = 'voltage_v' GROUP BY 1"
    )
    assert {number for number, _ in kept} == accepted, "what was accepted is there"
    assert {count for _, count in kept} == {1}, "once"
    assert city.value("SELECT count(*) FROM layers.rejected_messages") == 0


def _coming_in(city: Street) -> None:
    """Wait until readings come in again."""
    here = _count(city)
    until(lambda: _count(city) > here, "readings come in again")


def _count(city: Street) -> int:
    return city.value(
        "SELECT count(*) FROM layers.observations o JOIN layers.datastreams s ON s.id = o.datastream"
        " WHERE s.property = 'voltage_v'"
    )


def test_the_ingest_is_killed(city: Street, load: Load):
    ingest = Ingest(city.login, city.broker.url, city.folder).start()

    def breaking() -> None:
        for _ in range(3):
            _coming_in(city)
            ingest.stop(signal.SIGKILL)
            time.sleep(SECONDS / 4)
            ingest.start()

    _under_load(city, load, ingest, breaking)


def test_the_broker_is_restarted(city: Street, load: Load):
    ingest = Ingest(city.login, city.broker.url, city.folder).start()

    def breaking() -> None:
        for _ in range(2):
            city.broker.stop()
            time.sleep(SECONDS / 2)
            city.broker.start()
            until(lambda: ingest.figures["broker"] == "ok", "the ingest is back")

    _under_load(city, load, ingest, breaking)


def test_the_ingest_is_away_while_the_broker_is_restarted(city: Street, load: Load):
    """What waits for it lies on the broker's disk."""
    ingest = Ingest(city.login, city.broker.url, city.folder).start()

    def breaking() -> None:
        ingest.stop(signal.SIGKILL)
        time.sleep(SECONDS)
        city.broker.stop()
        city.broker.start()
        ingest.start()

    _under_load(city, load, ingest, breaking)


@pytest.mark.parametrize("way", ["fast", "immediate"])
def test_postgresql_is_restarted(city: Street, load: Load, cluster: Cluster, way: str):
    """In good order, and as after a power cut."""
    ingest = Ingest(city.login, city.broker.url, city.folder).start()

    def breaking() -> None:
        server = cluster.process()
        assert server
        if way == "fast":
            cluster.stop()
        else:
            cluster._call("pg_ctl", "stop", "-D", cluster.data.resolve(), "-m", "immediate", "-w")
        time.sleep(SECONDS)
        cluster.start()

    _under_load(city, load, ingest, breaking)


def test_the_disk_is_full(city: Street, load: Load):
    """As PostgreSQL says it; docs/reliability.md tells of a disk that really is."""
    ingest = Ingest(city.login, city.broker.url, city.folder).start()

    def breaking() -> None:
        city.sql(
            "CREATE OR REPLACE FUNCTION layers.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'could not extend file: No space left on device'; END $$"
        )
        city.sql("CREATE TRIGGER full_ BEFORE INSERT ON layers.observations EXECUTE FUNCTION layers.full()")
        until(lambda: ingest.figures["database"] == "away", "it says so")
        time.sleep(SECONDS)
        city.sql("DROP TRIGGER full_ ON layers.observations")

    _under_load(city, load, ingest, breaking)


@pytest.mark.parametrize("where", ["broker", "database"])
def test_the_network_is_cut(city: Street, load: Load, cluster: Cluster, where: str, tmp_path: Path):
    network = Network(city.broker.port if where == "broker" else cluster.house.postgres_port)
    parts = urlsplit(city.login)
    database = city.login
    broker = f"mqtt://127.0.0.1:{network.port}"
    if where == "database":
        database = urlunsplit(parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{network.port}"))
        broker = city.broker.url
    ingest = Ingest(database, broker, tmp_path).start()

    def breaking() -> None:
        network.cut()
        time.sleep(SECONDS)
        network.mend()

    try:
        _under_load(city, load, ingest, breaking)
    finally:
        network.close()

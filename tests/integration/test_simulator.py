"""The simulator as a process of its own with a real broker and a real registry, and its edge node."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson
import psycopg
import pytest

from api.cli.places import Places
from api.cli.service_login import SIMULATOR, service_url
from devices.codecs import CODECS
from devices.simulator import roster
from devices.simulator.__main__ import SEED
from devices.simulator.edge import EdgeNode
from devices.simulator.encoding import Message
from devices.simulator.kinds import lighting
from devices.simulator.line import Line
from devices.simulator.moment import DAY_S
from devices.simulator.orders import Desk, Order
from devices.simulator.town import Device, Town
from devices.topics import filters, parse
from ingest.sample_city.sheet import NOW
from layers.core.settings import ROOT
from tests.integration.ear import Ear
from tests.integration.street import PATIENCE, Mosquitto, until


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mosquitto]:
    made = Mosquitto(tmp_path_factory.mktemp("broker")).start()
    yield made
    made.stop()


@contextlib.contextmanager
def simulating(broker: Mosquitto, url: str, folder: Path, *arguments: str) -> Iterator[Path]:
    """The simulator at work; gives its log."""
    log = folder / "simulator.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "devices.simulator", f"--state={folder}", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": url, "MQTT_URL": broker.url},
            stderr=sink,
        )
    try:
        yield log
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0, log.read_text()


def test_every_kind_of_device_speaks_its_protocol_and_obeys(broker: Mosquitto, city_url: str, tmp_path: Path) -> None:
    with psycopg.connect(city_url) as connection:
        spoken = dict(connection.execute("SELECT DISTINCT layer, protocol FROM layers.devices").fetchall())
        lamp = connection.execute("SELECT min(key) FROM layers.devices WHERE layer = 'street_lamps'").fetchone()
        decoders = dict(
            connection.execute("SELECT dev_eui, decoder FROM layers.devices WHERE decoder IS NOT NULL").fetchall()
        )
    assert set(spoken.values()) == set(CODECS)
    assert lamp
    key = str(lamp[0])
    command = _obeyed(key)
    (tmp_path / "run").mkdir()
    login = service_url(city_url, Places(tmp_path), SIMULATOR)
    with Ear(broker, *filters()) as ear, simulating(broker, login, tmp_path, "--rate=900", "--mischief=0") as log:

        def answers() -> list[bytes]:
            return [payload for topic, payload in ear.heard if topic == f"dongha/street_lamps/{key}/answer"]

        def codecs() -> set[str]:
            return {address.codec for topic, _ in ear.heard if (address := parse(topic))}

        until(lambda: codecs() == set(CODECS), "all protocols")
        told = {"v": 1, "command": command, "action": "dim", "value": 35.0, "deadline": "2030-01-01T00:00:00Z"}
        ear.client.publish(f"dongha/street_lamps/{key}/command", orjson.dumps(told), qos=1)
        until(lambda: bool(answers()), "an answer to the command")
        assert orjson.loads(answers()[0])["outcome"] == "done"
        assert orjson.loads(answers()[0])["command"] == command

        def levels() -> list[float]:
            states = [payload for topic, payload in ear.heard if topic == f"dongha/street_lamps/{key}/state"]
            return [orjson.loads(payload)["readings"]["level_pct"] for payload in states]

        until(lambda: 35.0 in levels() or 0.0 in levels(), "the level as told (0 when the lamp is broken)")
        silent = {"junctions", "public_facilities", "monitoring_stations"}
        wanted = {layer for layer, protocol in spoken.items() if protocol in ("dongha", "senml")} - silent
        until(
            lambda: wanted <= {topic.split("/")[1] for topic, _ in ear.heard if topic.startswith("dongha/")},
            "all layers",
        )
    kinds = Counter[str]()
    for topic, payload in ear.heard:
        address = parse(topic)
        assert address, topic
        decoder = decoders.get(address.dev_eui) if address.dev_eui else None
        CODECS[address.codec].decode(address, payload, dt.datetime.now(dt.UTC), decoder=decoder)
        kinds[address.codec] += 1
    assert min(kinds.values()) >= 1
    assert "may not be read" not in log.read_text()
    last = log.read_text().strip().splitlines()[-1]
    assert " refused 0 untaken 0 waiting 0 " in last, last


def test_the_meters_go_on_from_what_the_city_holds(city_url: str) -> None:
    with psycopg.connect(city_url) as connection:
        kept = {
            key: (hours, energy, age_h)
            for key, hours, energy, age_h in connection.execute(
                "SELECT d.key, s.operating_h, s.energy_kwh, 24 * (%s::date - f.installed_on) FROM layers.street_lamps f"
                " JOIN layers.devices d ON d.feature_id = f.id JOIN layers.street_lamps_state s ON s.fid = f.fid"
                " WHERE s.operating_h IS NOT NULL",
                [NOW.date()],
            )
        }
        fed = dict(
            connection.execute(
                "SELECT d.key, s.energy_kwh FROM layers.lighting_cabinets f JOIN layers.devices d ON d.feature_id = f.id"
                " JOIN layers.lighting_cabinets_state s ON s.fid = f.fid WHERE s.energy_kwh IS NOT NULL"
            ).fetchall()
        )
    assert len(kept) > 5000
    town = Town(roster.read(city_url, ["street_lamps", "lighting_cabinets"]), seed=SEED)
    for device in town.devices:
        if device.layer == "street_lamps" and device.key in kept:
            hours, energy, age_h = kept[device.key]
            assert hours <= 0.5 * age_h
            assert (hours, energy) == pytest.approx(lighting.meters(device, NOW.timestamp(), SEED), abs=0.06)
            later = lighting.meters(device, NOW.timestamp() + 3 * DAY_S, SEED)
            assert hours - 0.06 <= later[0] <= hours + 3 * 12.5
        elif device.key in fed:
            told = lighting.fed_kwh(device, town.beside(device), NOW.timestamp(), SEED)
            assert fed[device.key] == pytest.approx(told, abs=0.06)


def _obeyed(key: str) -> str:
    """The id of a command that the device will do at once."""
    device = Device(layer="street_lamps", key=key, x=0, y=0)
    for number in range(100):
        command = f"00000000-0000-4000-8000-{number:012d}"
        reply = Desk([device], seed=461).reply(Order(device, command, "dim", 35))
        if reply and reply.outcome == "done" and reply.after_s < 1:
            return command
    raise AssertionError("no device obeys")


def test_an_edge_node_keeps_what_it_hears_and_forwards_it_in_order(broker: Mosquitto, tmp_path: Path) -> None:
    sent = [Message("edge/one", str(number).encode()) for number in range(1200)]
    line = Line(broker.url, "edge-test")
    line.open()
    with Ear(broker, "edge/#") as ear:
        node = EdgeNode(tmp_path / "edge.sqlite", line)
        node.link_up = False
        node.open()
        until(lambda: line.is_open, "the connection")
        assert all(map(node.put, sent[:500]))
        assert node.waiting == 500
        assert not ear.heard
        node.close()
        again = EdgeNode(tmp_path / "edge.sqlite", line)
        assert again.waiting == 500, "what was kept is there after a restart"
        again.open()
        until(lambda: len(ear.heard) >= 100, "some of it forwarded")
        broker.stop()
        until(lambda: not line.is_open, "the broker is gone")
        assert all(map(again.put, sent[500:]))
        broker.start()
        until(lambda: again.waiting == 0, "everything forwarded")
        again.close()
    line.close()
    numbers = [int(payload) for _, payload in ear.heard]
    once = list(dict.fromkeys(numbers))
    assert once == sorted(once), "forwarded in order"
    missing = set(range(1200)) - set(numbers)
    assert not {number for number in missing if number >= 500}, (
        "nothing that was kept while the broker was away is lost"
    )
    assert again.forwarded >= 700


def test_a_full_edge_node_keeps_the_oldest(tmp_path: Path, broker: Mosquitto) -> None:
    line = Line(broker.url, "edge-full")
    node = EdgeNode(tmp_path / "edge.sqlite", line, limit_bytes=1000)
    taken = [node.put(Message("edge/full", b"x" * 100)) for _ in range(15)]
    assert taken == [True] * 10 + [False] * 5
    assert (node.waiting, node.refused) == (10, 5)
    node.close()

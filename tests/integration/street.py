"""A street with devices: a database with some of them, a real broker, and the ingest as it really runs."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, LiteralString, cast

import paho.mqtt.client as paho
import psycopg
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from psycopg import sql

from api.cli.packages import program
from layers.core.settings import ROOT
from tests.conftest import free_port

PATIENCE = 60.0
"""Seconds within which everything that is waited for must have come."""

LAMPS = 400

_FURNISHED: LiteralString = """
INSERT INTO layers.street_lamps (code, pole_ref, lamp_type, rated_power_w, control_link, geom)
SELECT 'DEN-' || lpad(n::text, 4, '0'), 'T' || n, 'led', 100, 'lorawan',
    ext.st_setsrid(ext.st_makepoint(586000 + 10 * n, 1858000), 9212) FROM generate_series(0, 399) n;
INSERT INTO layers.flood_points (code, name, datum, zero_m, bd1_m, bd2_m, bd3_m, levels_source, levels_valid_from, is_solar,
    geom)
SELECT 'LU-' || n, 'Cầu ' || n, 'hon_dau', 0, 2, 3, 4, 'test', '2020-01-01', true,
    ext.st_setsrid(ext.st_makepoint(586000 + 100 * n, 1859000, 0), 9212) FROM generate_series(0, 4) n;
INSERT INTO layers.monitoring_stations (code, name, kind, owner, geom)
SELECT 'QT-' || n, 'Trạm ' || n, 'air', 'city', ext.st_setsrid(ext.st_makepoint(586000 + 100 * n, 1860000), 9212)
FROM generate_series(0, 1) n;
SELECT layers.register_devices('street_lamps', 'dongha', 900, 'test'),
    layers.register_devices('flood_points', 'chirpstack', 900, 'test'),
    layers.register_devices('monitoring_stations', 'sensorthings', 900, 'test');
UPDATE layers.devices SET dev_eui = lpad(to_hex(fid), 16, '0'), decoder = 'flood_point', application = '1'
WHERE layer = 'flood_points';
"""


def until(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Wait until the condition gives something true, and give it."""
    deadline = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < deadline, f"{what}: not within {patience} s"
        time.sleep(0.02)
    return found


class Mosquitto:
    """A broker with what the house relies on: no limit in messages, everything on disk, no doors."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.port = port or free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "data").mkdir(parents=True, exist_ok=True)
        (folder / "mosquitto.conf").write_text(
            f"user {getpass.getuser()}\nlistener {self.port} 127.0.0.1\nallow_anonymous true\n"
            f"persistence true\npersistence_location {folder / 'data'}/\nautosave_interval 1\n"
            "max_inflight_messages 0\nmax_queued_messages 0\nmax_packet_size 65536\n"
        )

    @property
    def url(self) -> str:
        return f"mqtt://127.0.0.1:{self.port}"

    def start(self) -> Mosquitto:
        found = program("mosquitto")
        assert found, "mosquitto is not installed"
        with (self._folder / "mosquitto.log").open("ab") as log:
            self._process = subprocess.Popen(
                [found, "-c", self._folder / "mosquitto.conf"], stdout=log, stderr=log, start_new_session=True
            )
        until(self._listens, "the broker listens")
        return self

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self._process:
            self._process.send_signal(number)
            self._process.wait(PATIENCE)
            self._process = None

    def forget(self) -> None:
        """Lose everything that was kept on disk."""
        for path in (self._folder / "data").iterdir():
            path.unlink()

    def _listens(self) -> bool:
        client = paho.Client(CallbackAPIVersion.VERSION2)
        with contextlib.suppress(OSError):
            client.connect("127.0.0.1", self.port)
            client.disconnect()
            return True
        return False


class Ingest:
    """One process of the ingest."""

    def __init__(self, database: str, mqtt: str, folder: Path, slot: int = 0) -> None:
        self.log = folder / f"ingest-{slot}.log"
        self.slot = slot
        self._status = folder / f"ingest-{slot}.json"
        self._environment = {
            **os.environ,
            "DATABASE_URL": database,
            "MQTT_URL": mqtt,
            "INGEST_STATUS": str(self._status),
            "PYTHONPATH": str(ROOT),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> Ingest:
        """Start it; it is there when the broker has agreed to tell it of everything."""
        self._status.unlink(missing_ok=True)
        self.launch(*arguments)
        try:
            until(lambda: self.figures.get("subscribed_at"), "the ingest subscribes")
        except AssertionError as late:
            self.stop(signal.SIGKILL)
            raise AssertionError(f"{late}\n{self.said}") from None
        return self

    def launch(self, *arguments: str) -> Ingest:
        """Start it, and wait for nothing."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.mqtt", "--slot", str(self.slot), *arguments],
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Stop it; gives its exit code."""
        if self.process is None:
            return 0
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.process = None
        return code

    @property
    def figures(self) -> dict[str, Any]:
        """What it says of itself."""
        with contextlib.suppress(OSError, ValueError):
            return json.loads(self._status.read_text())
        return {}

    @property
    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""

    @property
    def memory(self) -> int:
        """Resident memory in bytes."""
        assert self.process
        for row in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if row.startswith("VmRSS"):
                return int(row.split()[1]) * 1024
        return 0


class Publisher:
    """A device, or a gateway of many: publishes with QoS 1 and knows what the broker has accepted."""

    def __init__(self, port: int) -> None:
        self.accepted: set[int] = set()
        self.connected = threading.Event()
        self._client = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
        self._client.max_inflight_messages_set(1000)
        self._client.on_publish = lambda _c, _d, mid, _r, _p: self.accepted.add(mid)
        self._client.on_connect = lambda *_: self.connected.set()
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        assert self.connected.wait(PATIENCE)

    def send(self, topic: str, payload: bytes | str | dict[str, Any], mark: tuple[str, str] | None = None) -> int:
        """Publish, with a user property if one is given; gives the number by which `accepted` knows it."""
        content = json.dumps(payload) if isinstance(payload, dict) else payload
        properties = Properties(PacketTypes.PUBLISH)
        if mark:
            properties.UserProperty = mark
        return self._client.publish(topic, content, qos=1, properties=properties).mid

    def settled(self, *mids: int) -> None:
        """Wait until the broker has accepted these."""
        until(lambda: self.accepted.issuperset(mids), "the broker accepts")

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


@dataclass
class Street:
    """The database of the street, and how it is asked."""

    url: str
    login: str
    folder: Path
    broker: Mosquitto

    def sql(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement as the owner; gives its rows."""
        with psycopg.connect(self.url, options="-c search_path=layers,ext") as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def value(self, statement: LiteralString, *values: object) -> Any:
        """The one value that a statement gives; None when there is no row."""
        rows = self.sql(statement, *values)
        return rows[0][0] if rows else None

    def series(self, layer: str, key: str, name: str) -> list[tuple[datetime, float | None, str | None, int]]:
        """Every observation of a device's property: time, number, text, flags."""
        return self.sql(
            "SELECT o.phenomenon_time, o.result, o.result_text, o.flags FROM layers.observations o"
            " JOIN layers.datastreams s ON s.id = o.datastream JOIN layers.devices d ON d.fid = s.device"
            " WHERE d.layer = %s AND d.key = %s AND s.layer = %s AND s.property = %s ORDER BY 1",
            layer,
            key,
            layer,
            name,
        )

    def state(self, layer: str, key: str, name: str) -> Any:
        """The present value of a device's property."""
        query = sql.SQL(
            "SELECT s.{} FROM layers.{} s JOIN layers.devices d ON d.feature_fid = s.fid WHERE d.layer = %s AND d.key = %s"
        ).format(sql.Identifier(name), sql.Identifier(f"{layer}_state"))
        with psycopg.connect(self.url) as connection:
            row = connection.execute(query, [layer, key]).fetchone()
        return row[0] if row else None

    def rejected(self, topic: str) -> list[tuple[str, str, bytes, int]]:
        """What was rejected of a topic: reason, detail, bytes, how often."""
        rows = self.sql(
            "SELECT reason, detail, payload, times FROM layers.rejected_messages WHERE topic = %s ORDER BY id", topic
        )
        return cast(list[tuple[str, str, bytes, int]], rows)


def furnish(url: str) -> None:
    """Put devices into an empty database."""
    with psycopg.connect(url, options="-c search_path=layers,ext") as connection:
        connection.execute(_FURNISHED)


def login(url: str) -> str:
    """The database as the login of the ingest, which is gone with the database."""
    with psycopg.connect(url, autocommit=True) as connection:
        name = f"{connection.info.dbname}_readings"
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'ingest' INHERIT IN ROLE dongha_ingest").format(sql.Identifier(name))
        )
        host, port, database = connection.info.host, connection.info.port, connection.info.dbname
    return f"postgresql://{name}:ingest@{host}:{port}/{database}"


@contextlib.contextmanager
def street(url: str, folder: Path) -> Iterator[Street]:
    """A street on an empty database, with its broker."""
    furnish(url)
    broker = Mosquitto(folder / "broker").start()
    try:
        yield Street(url, login(url), folder, broker)
    finally:
        broker.stop()


def now(seconds: float = 0.0) -> datetime:
    """The present moment and `seconds` more, to the millisecond as devices tell it."""
    moment = time.time() + seconds
    return datetime.fromtimestamp(int(moment * 1000) / 1000, UTC)


def lamp(number: int) -> str:
    """The topic of a lamp."""
    return f"dongha/street_lamps/DEN-{number:04d}/state"


def said(time_: datetime | None, **readings: float | str) -> dict[str, Any]:
    """A message in the platform's own JSON."""
    moment = {} if time_ is None else {"time": time_.isoformat()}
    return {"v": 1, **moment, "readings": readings}

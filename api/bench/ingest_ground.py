"""What the ingest is measured on: a sample city, a broker and an ingest process of the run's own, as `up` sets them up."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from api.bench import ingest_publisher
from api.bench.ground import rows
from api.bench.ingest_publisher import Load, Published
from api.bench.server import resident_mb
from api.cli import broker_access as access
from api.cli.broker import Broker
from api.cli.console import Trouble
from api.cli.places import ROOT, House, Places
from api.cli.process import Identity, spawn, stop
from api.cli.service_login import INGEST, service_url

LAYER = "street_lamps"
_START_S = 60.0
_DRAIN_S = 180.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A database, a broker beside it, and the topics of its lamps. `places` is a folder of the run's own."""

    url: str
    places: Places
    broker: Broker
    topics: tuple[str, ...]

    def environment(self, login: str = access.INGEST) -> dict[str, str]:
        """Of a process that comes to the broker under one of the house's own logins."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "DONGHA_VAR": str(self.places.var),
            "MQTT_URL": self.broker.url_of(login),
        }

    def load(self, messages: int, rate: float = 0) -> Load:
        """So many messages for the publisher."""
        password = access.password_of(self.broker.house.mqtt_password, access.SIMULATOR)
        return Load(
            port=self.broker.house.mqtt_port,
            user=access.SIMULATOR,
            password=password,
            topics=list(self.topics),
            messages=messages,
            rate=rate,
        )


@contextlib.contextmanager
def ground(url: str, folder: Path) -> Iterator[Ground]:
    """A broker for the sample city at `url`; whatever was started is stopped at the end."""
    places = Places(folder / "house")
    for made in (places.var, places.log, places.run):
        made.mkdir(parents=True, exist_ok=True)
    keys = rows(url, "SELECT key FROM layers.devices WHERE layer = %s ORDER BY feature_fid", [LAYER])
    broker, process = Broker(places, House.of(places)).start(gate_open=True)
    with _stopped(process):
        yield Ground(
            url=url, places=places, broker=broker, topics=tuple(f"dongha/{LAYER}/{key}/state" for (key,) in keys)
        )


class Ingest:
    """A running ingest process."""

    def __init__(self, pid: int, status: Path) -> None:
        self.pid = pid
        self._status = status

    def figures(self) -> dict[str, Any]:
        """What it tells of itself; empty before it has told anything."""
        try:
            return json.loads(self._status.read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    @property
    def taken(self) -> int:
        """Readings that are in the database because of it."""
        figures = self.figures()
        return int(figures.get("stored", 0)) + int(figures.get("repeated", 0))

    @property
    def memory_mb(self) -> float:
        """Its resident memory."""
        return max(resident_mb(self.pid), default=0.0)

    @property
    def cpu_s(self) -> float:
        """Seconds of processor time that it has used."""
        with contextlib.suppress(OSError, ValueError):
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / _TICKS
        return 0.0

    def wait_for(self, readings: int, within_s: float = _DRAIN_S) -> None:
        """Until so many readings are in; Trouble when that takes too long."""
        deadline = time.monotonic() + within_s
        while self.taken < readings:
            if time.monotonic() > deadline:
                raise Trouble(
                    "thu nhận không theo kịp", f"the ingest has {self.taken} of {readings} readings: {self.figures()}"
                )
            time.sleep(0.05)


@contextlib.contextmanager
def ingesting(ground: Ground) -> Iterator[Ingest]:
    """An ingest process that has subscribed."""
    status = ground.places.run / "ingest-0.json"
    status.unlink(missing_ok=True)
    environment = ground.environment() | {
        "DATABASE_URL": service_url(ground.url, ground.places, INGEST),
        "INGEST_STATUS": str(status),
    }
    log = ground.places.log / "ingest.log"
    process = spawn([sys.executable, "-P", "-m", "ingest.mqtt"], log, env=environment)
    with _stopped(process):
        ingest = Ingest(process.pid, status)
        deadline = time.monotonic() + _START_S
        while not ingest.figures().get("subscribed_at"):
            if process.poll() is not None or time.monotonic() > deadline:
                raise Trouble("thu nhận không khởi động được", f"the ingest does not start, see {log}")
            time.sleep(0.05)
        yield ingest


def published(load: Load) -> subprocess.Popen[str]:
    """The publisher at work on `load`; `result` waits for it."""
    process = subprocess.Popen(
        [sys.executable, "-P", ingest_publisher.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    process.stdin.write(json.dumps(asdict(load)) + "\n")
    process.stdin.flush()
    return process


def result(process: subprocess.Popen[str]) -> Published:
    """What the publisher did; Trouble when it failed or the broker refused something."""
    out, _ = process.communicate()
    if process.returncode != 0:
        raise Trouble("máy phát tải bị lỗi", f"the publisher failed with code {process.returncode}")
    done = Published(**json.loads(out))
    if done.refused:
        raise Trouble("máy chủ MQTT từ chối", f"the broker refused {done.refused} of {done.messages} messages")
    return done


@contextlib.contextmanager
def _stopped(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        who = Identity.of(process.pid)
        if who:
            stop(who, patience_s=15, reap=process.poll)
        process.wait(5)

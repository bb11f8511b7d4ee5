"""`INGEST_PROCESSES`: several processes share the readings of a running house, and fewer of them later lose none."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from api.cli.places import read_json
from tests.acceptance.devices import DeviceClient, reading
from tests.acceptance.house import House, free_port, until
from tests.conftest import Databases

pytestmark = pytest.mark.acceptance

LAMP = (
    "INSERT INTO layers.street_lamps (code, pole_ref, lamp_type, control_link, rated_power_w, geom) VALUES"
    " ('L-1', 'L-1', 'led', 'radio', 100, ext.ST_SetSRID(ext.ST_MakePoint(590000, 1860000), 9212))"
)
SENT = 60


def test_fewer_processes_take_in_what_waited_for_the_others(
    databases: Databases, empty_template: str, tmp_path: Path
) -> None:
    with databases.lent(empty_template) as url:
        with psycopg.connect(url) as database:
            database.execute(LAMP)
        house = House(tmp_path / "var", free_port(), {"DATABASE_URL": url, "INGEST_PROCESSES": "2"})
        port = free_port()
        words = ("--no-sample", "--mqtt-port", str(port))
        try:
            house.up(*words)
            figures = house.var / "run" / "ingest-1.json"
            until(lambda: read_json(figures).get("subscribed_at") is not None, 60)  # `up` waits for one of them only
            assert "ingest 1: " in house.say("status").stdout
            ca = tmp_path / "ca.pem"
            assert house.say("device", "ca", "--out", str(ca)).returncode == 0
            password = house.say("device", "add", "street_lamps", "L-1").stdout.rpartition("once: ")[2].split()[0]
            web, other = house.pid("web"), house.pid("ingest-2")
            os.kill(other, signal.SIGSTOP)  # its share waits at the broker
            with DeviceClient(port, ca, "street_lamps/L-1", password) as lamp:
                for n in range(SENT):
                    assert lamp.publish("dongha/street_lamps/L-1/state", reading(power_w=float(n))) == "Success"
            assert _kept(url) < SENT
            with ThreadPoolExecutor(1) as beside:
                killed = beside.submit(_killed_after, web, other)
                assert house.say("down").returncode == 0
                killed.result()
            house.given["INGEST_PROCESSES"] = "1"
            house.up(*words)
            until(lambda: _kept(url) == SENT, 60)
            until(lambda: not figures.exists(), 60)
            assert "ingest 1: " not in house.say("status").stdout
        finally:
            house.remove()


def _killed_after(first: int, then: int) -> None:
    """Kill a process as soon as another one is gone: what does not move is waited for long."""
    until(lambda: not Path(f"/proc/{first}/fd/0").exists(), 60)
    os.kill(then, signal.SIGKILL)


def _kept(url: str) -> int:
    with psycopg.connect(url) as database:
        row = database.execute(
            "SELECT count(DISTINCT o.result) FROM layers.observations o JOIN layers.datastreams s ON s.id = o.datastream"
            " WHERE s.property = 'power_w'"
        ).fetchone()
    return row[0] if row else 0

"""The ingest under pressure: a database that stands still, two processes that share, processes that come and go."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import psycopg
import pytest

from ingest.mqtt.process import SLOT_TAKEN
from ingest.mqtt.session import RECEIVE_MAXIMUM
from tests.integration.street import LAMPS, PATIENCE, Ingest, Publisher, Street, lamp, now, said, until


@pytest.fixture(autouse=True)
def emptied(town: Street) -> None:
    """The street without any reading, and a broker that nobody has asked yet."""
    town.sql("DELETE FROM layers.observations")
    town.broker.stop()
    town.broker.forget()
    town.broker.start()


def _kept(town: Street) -> int:
    return town.value(
        "SELECT count(*) FROM layers.observations o JOIN layers.datastreams s ON s.id = o.datastream"
        " WHERE s.layer = 'street_lamps'"
    )


def _send(device: Publisher, count: int) -> None:
    """`count` readings, each of its own moment."""
    begin = now(-60).timestamp()
    device.settled(
        *(device.send(lamp(n % LAMPS), said(now(begin - time.time() + n / 1000), power_w=1.0)) for n in range(count))
    )


def test_memory_is_bounded_while_the_database_stands_still(town: Street, device: Publisher):
    ingest = Ingest(town.login, town.broker.url, town.folder).start()
    try:
        _send(device, 500)
        until(lambda: _kept(town) == 500, "it works")
        before = ingest.memory
        with psycopg.connect(town.url) as blocker:
            blocker.execute("LOCK TABLE layers.observations IN ACCESS EXCLUSIVE MODE")
            filler = "x" * 2_000
            mids = [
                device.send(lamp(n % LAMPS), said(now(), power_w=2.0) | {"note": filler})
                for n in range(3 * RECEIVE_MAXIMUM)
            ]
            device.settled(*mids)
            assert ingest.memory - before < 60_000_000, "a third of it waits here, the rest at the broker"
            blocker.rollback()
        until(lambda: ingest.figures["received"] == 500 + 3 * RECEIVE_MAXIMUM, "all of it comes")
        assert ingest.figures["database"] == "ok"
    finally:
        assert ingest.stop() == 0, ingest.said


def test_two_processes_share_and_nothing_is_twice(town: Street, device: Publisher):
    processes = [Ingest(town.login, town.broker.url, town.folder, slot).start() for slot in (0, 1)]
    try:
        _send(device, 3_000)
        until(lambda: _kept(town) == 3_000, "all of it")
        until(lambda: sum(process.figures["received"] for process in processes) == 3_000, "each message at one of them")
        shares = [process.figures["received"] for process in processes]
        assert min(shares) > 500, shares
        assert processes[1].stop(signal.SIGKILL) == -signal.SIGKILL
        _send(device, 1_000)
        processes[1].start()
        until(lambda: _kept(town) == 4_000, "what lay with the dead one comes with its return")
    finally:
        codes = [process.stop() for process in processes]
    assert codes == [0, 0]


def test_a_slot_that_is_given_up_leaves_nothing_behind(town: Street, device: Publisher):
    processes = [Ingest(town.login, town.broker.url, town.folder, slot).start() for slot in (0, 1)]
    try:
        assert processes[1].stop() == 0
        _send(device, 400)
        retiring = processes[1].launch("--retire")
        assert retiring.process
        assert retiring.process.wait(PATIENCE) == 0
        retiring.process = None
        until(lambda: _kept(town) == 400, "its share is in")
        _send(device, 400)
        until(lambda: _kept(town) == 800, "all goes to the one that is left")
    finally:
        codes = [process.stop() for process in processes]
    assert codes == [0, 0]


def test_a_second_process_does_not_take_a_slot(town: Street, tmp_path: Path):
    first = Ingest(town.login, town.broker.url, town.folder).start()
    try:
        second = Ingest(town.login, town.broker.url, tmp_path).launch()
        assert second.process
        assert second.process.wait(PATIENCE) == SLOT_TAKEN
        assert "another process uses slot 0" in second.said
        assert first.figures["broker"] == "ok"
    finally:
        assert first.stop() == 0


def test_it_starts_before_broker_and_database_and_stops_without_them(town: Street, tmp_path: Path):
    nowhere = Ingest("postgresql://x:x@127.0.0.1:1/x", "mqtt://127.0.0.1:1", tmp_path).launch()
    until(lambda: nowhere.figures.get("database") == "away", "it says so")
    assert nowhere.figures["broker"] == "away"
    began = time.monotonic()
    assert nowhere.stop() == 0
    assert time.monotonic() - began < 15, "sooner than whoever stops it loses patience"


def test_commands_and_housekeeping_are_not_in_the_way(town: Street, device: Publisher):
    """Of several processes one sums up: with readings of an hour ago the ten minutes are there without further ado."""
    _send_old = now(-3_600)
    ingest = Ingest(town.login, town.broker.url, town.folder).start()
    try:
        device.send(lamp(1), said(_send_old, power_w=8.0))
        until(lambda: town.series("street_lamps", "DEN-0001", "power_w"), "it is kept")
        assert ingest.stop() == 0
        ingest.start()
        until(
            lambda: town.value("SELECT count(*) FROM layers.observations_10min WHERE mean = 8.0") == 1,
            "the start of a process sums up what is due",
        )
    finally:
        assert ingest.stop() == 0

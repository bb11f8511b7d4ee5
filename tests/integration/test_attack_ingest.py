"""Attacks by way of what devices send: bad messages, bad times and numbers, floods, answers for others."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
import pytest

from ingest.mqtt.figures import Figures
from ingest.mqtt.inbox import Message
from ingest.mqtt.keeper import Keeper
from ingest.mqtt.writer import Writer
from tests.conftest import Databases
from tests.integration.street import furnish, lamp, login, said


class Hub:
    """The ingest without a network: messages in, as fast as they are given."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.writer = Writer(login(url), "attacked")
        self.acknowledged: list[Message] = []
        stopping = threading.Event()
        self.keeper = Keeper(self.writer, Figures(slot=0), self.acknowledged.extend, stopping)

    def hear(self, *said_: tuple[str, bytes | dict[str, Any]]) -> None:
        now = datetime.now(UTC)
        contents = [(topic, json.dumps(one).encode() if isinstance(one, dict) else one) for topic, one in said_]
        messages = [Message(topic, content, now, n + 1) for n, (topic, content) in enumerate(contents)]
        self.keeper.keep(messages)
        assert len(self.acknowledged) == len(messages)
        self.acknowledged.clear()

    def sql(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url, options="-c search_path=layers,ext") as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def hub(databases: Databases, empty_template: str) -> Iterator[Hub]:
    with databases.lent(empty_template) as url:
        furnish(url)
        made = Hub(url)
        try:
            yield made
        finally:
            made.writer.close()


def _power(hub: Hub, number: int) -> float | None:
    rows = hub.sql(
        "SELECT s.power_w FROM street_lamps_state s JOIN street_lamps f USING (fid) WHERE f.code = %s",
        f"DEN-{number:04d}",
    )
    return rows[0][0] if rows else None


def test_one_bad_message_does_not_stop_the_others(hub: Hub) -> None:
    now = datetime.now(UTC)
    stamp = now.isoformat()
    eui = hub.sql("SELECT dev_eui FROM devices WHERE layer = 'flood_points' LIMIT 1")[0][0]
    about = lamp(0).replace("/state", "/status")
    bad: list[tuple[str, bytes | dict[str, Any]]] = [
        (lamp(0), b""), (lamp(0), b"\0" * 65_536), (lamp(0), b"[" * 60_000), (lamp(0), b'{"v":1e999}'),
        (lamp(0), f'{{"v":1,"time":"{stamp}","readings":{{"power_w":NaN}}}}'.encode()),
        (lamp(0), f'{{"v":1,"time":"{stamp}","readings":{{"power_w":Infinity}}}}'.encode()),
        (lamp(0), b'{"v":1,"time":1e300,"readings":{"power_w":1}}'),
        (lamp(0), said(now, power_w=-5, status="x\0", level_pct=101, nothing=1)),
        (lamp(0), said(now, status="\ud800")), (lamp(0), said(now, energy_kwh=1.7e308)),
        (about, {"v": 1, "time": stamp, "battery_pct": 1000, "rssi_dbm": -1e308, "snr_db": 1e308, "battery_v": -1}),
        (about, {"v": 1, "time": stamp, "firmware": "\0", "battery_pct": 1}),
        (about.replace("status", "answer"), {"v": 1, "time": stamp, "command": str(uuid4()), "outcome": "done"}),
        (about.replace("status", "answer"), {"v": 1, "time": stamp, "command": "x", "outcome": "done"}),
        (f"application/{'x' * 300}/device/{eui}/event/up", {"deviceInfo": {}, "object": {"level_m": 1}, "time": stamp}),
        (f"application/a b/device/{eui}/event/up", {"deviceInfo": {}, "object": {"level_m": 1}, "time": stamp}),
        ("v1.1/Datastreams(999999999)/Observations", {"result": 1}), ("$SYS/x", b"1"), ("dongha/devices/x/state", b"{}"),
        ("dongha/street_lamps/\udcff/state", b"1"), ("x" * 60_000, b"1"),
    ]  # fmt: skip
    hub.hear(*bad, *((lamp(n), said(now, power_w=n)) for n in range(1, 60)))
    assert [_power(hub, n) for n in range(1, 60)] == list(range(1, 60))
    assert _power(hub, 0) is None
    reasons = {reason for (reason,) in hub.sql("SELECT DISTINCT reason FROM rejected_messages")}
    assert "database" not in reasons, hub.sql("SELECT topic, detail FROM rejected_messages WHERE reason = 'database'")


def test_what_is_told_of_the_future_is_not_believed(hub: Hub) -> None:
    """A state that says it is of next year would never be replaced by a true one."""
    now = datetime.now(UTC)
    for ahead in (timedelta(minutes=6), timedelta(days=400), timedelta(days=-4000)):
        hub.hear((lamp(100), said(now + ahead, power_w=9)))
    hub.hear((lamp(100), said(datetime.now(UTC), power_w=5)))
    assert _power(hub, 100) == 5
    ((newest,),) = hub.sql("SELECT max(phenomenon_time) FROM observations")
    assert newest < datetime.now(UTC) + timedelta(minutes=5)


def test_numbers_that_no_sum_can_hold(hub: Hub) -> None:
    """Two of them in ten minutes would make the roll-up of everybody fail for ever."""
    past = datetime.now(UTC) - timedelta(hours=1)
    for n in range(3):
        hub.hear((lamp(200), said(past + timedelta(seconds=n), energy_kwh=1.7e308, operating_h=1e300)))
        hub.hear((lamp(201), said(past + timedelta(seconds=n), energy_kwh=9e15)))
    assert hub.sql("SELECT layers.roll_up(2000, true)") != [(0,)]
    assert hub.sql(
        "SELECT mean FROM observations_daily o JOIN datastreams d ON d.id = o.datastream WHERE property = 'energy_kwh'"
    ) == [(9e15,)]


def test_a_flood_of_rubbish_is_bounded(hub: Hub) -> None:
    for part in range(3):
        hub.hear(*((lamp(300), b"rubbish %d %d" % (part, n)) for n in range(500)))
    ((kept,),) = hub.sql("SELECT count(*) FROM rejected_messages WHERE topic = %s", lamp(300))
    assert kept == 1000


def test_a_device_answers_for_itself_alone(hub: Hub) -> None:
    ((command,),) = hub.sql(
        "INSERT INTO commands (target_layer, target_id, action, value, reason) SELECT layer, feature_id, 'dim', 50, 'thử'"
        " FROM devices WHERE key = 'DEN-0001' RETURNING id"
    )
    now = datetime.now(UTC)
    done = {"v": 1, "time": now.isoformat(), "command": str(command), "outcome": "done"}
    state: LiteralString = (
        "SELECT s.status, s.answered_at <= now() FROM commands_state s JOIN commands c USING (fid) WHERE c.id = %s"
    )
    hub.hear((lamp(2).replace("/state", "/answer"), done))
    assert hub.sql(state, command) == [("queued", None)]
    hub.hear((lamp(1).replace("/state", "/answer"), done | {"time": (now + timedelta(days=9)).isoformat()}))
    assert hub.sql(state, command) == [("done", True)]

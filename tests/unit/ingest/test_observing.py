"""How a batch becomes statements, which clocks are believed, and whose fault an error is."""

from __future__ import annotations

import datetime as dt

import psycopg
import pytest

from ingest import clock
from ingest.mqtt.blame import is_of_data
from ingest.mqtt.endpoint import Endpoint
from ingest.mqtt.inbox import Inbox, Message
from ingest.mqtt.rejected import MOST_AN_HOUR, Rejections
from ingest.mqtt.understanding import Refusal
from ingest.observing import LATE, Batch
from layers.core.settings import MissingSetting
from layers.core.states import kept
from layers.registry import LAYERS

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
KEPT = dt.timedelta(days=35)


def test_every_layer_with_devices_can_be_written():
    bound = [cls.declared for cls in LAYERS.values() if cls.declared.layer.device]
    assert len(bound) > 10
    for declared in bound:
        batch = Batch()
        for p in kept(declared):
            value = {"datetime": "2026-11-22T12:00:00Z", "code": "x", "string": "x"}.get(p.kind, 1.0)
            batch.add(declared.name, 7, 1, p.name, NOON, value)
        observations, state, touched = batch.statements()
        assert f'layers."{declared.name}_state"' in observations.sql
        assert len(state.values) == 1 + 2 * len(kept(declared))
        assert touched.values[0] == [NOON] * len(kept(declared))


def test_the_newest_of_a_batch_is_the_state():
    batch = Batch()
    for minute, value in ((0, 1.0), (2, 3.0), (1, 2.0)):
        batch.add("street_lamps", 7, 11, "power_w", NOON + dt.timedelta(minutes=minute), value)
    batch.add("street_lamps", 3, 12, "status", NOON, "on")
    observations, state, _ = batch.statements()
    assert observations.values[3] == [0, 0, LATE, 0]
    places = {p.name: 1 + 2 * n for n, p in enumerate(kept(LAYERS["street_lamps"].declared))}
    assert state.values[0] == [3, 7], "ascending, so that two writers cannot block each other"
    assert state.values[places["power_w"]] == [None, 3.0]
    assert state.values[places["power_w"] + 1] == [None, NOON + dt.timedelta(minutes=2)]
    assert state.values[places["status"]] == ["on", None]


@pytest.mark.parametrize(
    ("newest", "shift"),
    [
        (dt.timedelta(0), None),
        (dt.timedelta(minutes=4), None),
        (-dt.timedelta(days=34), None),
        (dt.timedelta(minutes=6), -dt.timedelta(minutes=6)),
        (-dt.timedelta(days=36), dt.timedelta(days=36)),
    ],
)
def test_which_clocks_are_believed(newest: dt.timedelta, shift: dt.timedelta | None):
    times = [NOON + newest - dt.timedelta(hours=1), NOON + newest]
    assert clock.shift(times, NOON, KEPT) == shift
    assert clock.shift([], NOON, KEPT) is None


def test_the_inbox_drops_only_what_nobody_wants_acknowledged():
    inbox = Inbox(2)
    for number in range(5):
        inbox.put(Message("t", b"", NOON, mid=0))
        inbox.put(Message("t", b"", NOON, mid=number + 1, connection=1))
    assert inbox.dropped == 4
    assert [m.mid for m in inbox.take(100, 1_000, 0, 0)] == [0, 1, 2, 3, 4, 5]
    inbox.put(Message("t", b"", NOON, mid=9, connection=1))
    inbox.forget()
    assert inbox.take(100, 1_000, 0, 0) == [], "its connection is lost: it comes again"


def test_garbage_of_one_topic_is_bounded():
    rejections = Rejections("test")
    refused = [(Message("t", str(n).encode(), NOON), Refusal("malformed", "no")) for n in range(MOST_AN_HOUR + 50)]
    statement = rejections.statement(refused)
    assert statement
    assert len(statement.values[0]) == MOST_AN_HOUR
    assert rejections.statement(refused[:1]) is None
    assert rejections.statement([(Message("u", b"", NOON), Refusal("malformed", "no"))]), "others are not hindered"


@pytest.mark.parametrize(
    ("error", "of_data"),
    [
        (psycopg.errors.NumericValueOutOfRange(), True),
        (psycopg.errors.CheckViolation(), True),
        (psycopg.errors.ForeignKeyViolation(), True),
        (psycopg.errors.DiskFull(), False),
        (psycopg.errors.AdminShutdown(), False),
        (psycopg.errors.DeadlockDetected(), False),
        (psycopg.errors.UndefinedTable(), False),
        (psycopg.errors.ReadOnlySqlTransaction(), False),
        (psycopg.OperationalError("connection refused"), False),
    ],
)
def test_whose_fault_an_error_is(error: psycopg.Error, of_data: bool):
    assert is_of_data(error) is of_data


def test_where_the_broker_is():
    endpoint = Endpoint.of("mqtt://ng%C6%B0%E1%BB%9Di:p%40ss@broker.example:1884")
    assert (endpoint.host, endpoint.port, endpoint.user, endpoint.password) == ("broker.example", 1884, "người", "p@ss")
    assert Endpoint.of("mqtts://broker.example").port == 8883
    for wrong in (None, "", "http://x", "mqtt://"):
        with pytest.raises(MissingSetting):
            Endpoint.of(wrong)

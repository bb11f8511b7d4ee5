"""The rules of the database for devices, their series and their commands: whoever writes, by whatever way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors as refused

from layers.core.access import ECONOMY, PUBLIC, PUBLIC_UTILITIES, WARD_OFFICER
from layers.core.observing import INGEST_GROUP
from layers.core.roles import Role
from layers.core.states import kept, state_statement
from layers.registry import LAYERS
from tests.conftest import Databases
from tests.contract.asked_as import ran

LAMP = "SELECT feature_id FROM layers.devices WHERE layer = 'street_lamps' ORDER BY fid LIMIT 1"
COMMAND: LiteralString = (
    "INSERT INTO layers.commands (target_layer, target_id, action, value, reason, expires_at, code)"
    " VALUES (%s, %s, %s, %s, %s, now() + %s, %s)"
)


@pytest.fixture(scope="module")
def opened(databases: Databases, city_template: str) -> Iterator[psycopg.Connection[Any]]:
    with (
        databases.lent(city_template) as url,
        psycopg.connect(url, options="-c search_path=layers,ext", autocommit=True) as connection,
    ):
        yield connection


@pytest.fixture
def city(opened: psycopg.Connection[Any]) -> Iterator[psycopg.Connection[Any]]:
    """The sample city in a transaction of the test's own, which leaves nothing."""
    with opened.transaction(force_rollback=True):
        yield opened


def value(city: psycopg.Connection[Any], statement: LiteralString, *given: Any) -> Any:
    return ran(city, statement, *given)[0][0]


def as_role(city: psycopg.Connection[Any], role: Role, statement: LiteralString, *given: Any) -> None:
    with city.transaction():
        city.execute(f"SET LOCAL ROLE {role.group}".encode())
        city.execute(statement, given)
        city.execute("RESET ROLE")


def order(city: psycopg.Connection[Any], role: Role, **said: Any) -> str:
    """Give a command as `role`; its code."""
    code = f"T-{uuid4()}"
    asked = {"layer": "street_lamps", "id": value(city, LAMP), "action": "dim", "value": 50.0, "reason": "thử"} | said
    within = asked.pop("within", dt.timedelta(minutes=2))
    as_role(city, role, COMMAND, *asked.values(), within, code)
    return code


def test_the_seeds_are_what_is_declared(city: psycopg.Connection[Any]) -> None:
    reporting = [cls.declared for cls in LAYERS.values() if cls.declared.layer.device]
    observed = {(layer.name, p.name, p.kind, p.unit) for layer in reporting for p in kept(layer)}
    assert set(ran(city, "SELECT layer, property, kind, unit FROM layers.observed_properties")) == observed
    abilities = {
        (layer.name, a.action, a.property, a.becomes, a.ge, a.le)
        for layer in reporting
        for a in (layer.layer.device.commands if layer.layer.device else ())
    }
    assert set(ran(city, "SELECT layer, action, property, becomes, ge, le FROM layers.abilities")) == abilities


def test_every_feature_that_reports_has_a_device_and_its_series(city: psycopg.Connection[Any]) -> None:
    for cls in LAYERS.values():
        layer = cls.declared
        if layer.layer.device is None or layer.name == "devices":
            continue
        of_layer = f"SELECT count(*) FROM layers.{layer.name}".encode()
        features = (city.execute(of_layer).fetchone() or (0,))[0]
        counted = "SELECT count(*) FROM layers.datastreams WHERE layer = %s"
        assert value(city, counted, layer.name) == features * len(kept(layer)), layer.name


def test_a_device_stands_at_its_feature_and_is_known_as_it_is(city: psycopg.Connection[Any]) -> None:
    camera = ran(city, "SELECT id FROM layers.cameras ORDER BY fid LIMIT 1")[0][0]
    city.execute("DELETE FROM layers.devices WHERE feature_id = %s", [camera])
    city.execute("INSERT INTO layers.devices (layer, feature_id) VALUES ('cameras', %s)", [camera])
    told = ran(
        city,
        "SELECT d.code = 'cameras.' || f.code, d.audience, ST_Equals(d.geom, ST_Force2D(f.geom)), d.feature_fid = f.fid"
        " FROM layers.devices d JOIN layers.cameras f ON f.id = d.feature_id WHERE f.id = %s",
        camera,
    )
    assert told == [(True, "staff", True, True)]
    for layer, feature in (("trees", camera), ("street_lamps", camera)):
        with pytest.raises(psycopg.Error) as error, city.transaction():
            city.execute("INSERT INTO layers.devices (layer, feature_id) VALUES (%s, %s)", [layer, feature])
        assert error.value.sqlstate == "DH010"


def test_a_department_changes_the_devices_of_its_own_layers_only(city: psycopg.Connection[Any]) -> None:
    changed = "UPDATE layers.devices SET model = 'đã sửa' WHERE layer IN ('street_lamps', 'flood_points')"
    counted = "SELECT DISTINCT layer FROM layers.devices WHERE model = 'đã sửa'"
    as_role(city, PUBLIC_UTILITIES, changed)
    assert ran(city, counted) == [("street_lamps",)]
    as_role(city, ECONOMY, changed)
    assert set(ran(city, counted)) == {("street_lamps",), ("flood_points",)}
    gauge = value(city, "SELECT feature_id FROM layers.devices WHERE layer = 'flood_points' LIMIT 1")
    city.execute("DELETE FROM layers.devices WHERE feature_id = %s", [gauge])
    with pytest.raises(refused.InsufficientPrivilege):
        as_role(
            city, PUBLIC_UTILITIES, "INSERT INTO layers.devices (layer, feature_id) VALUES ('flood_points', %s)", gauge
        )


def test_a_series_is_read_by_those_who_read_its_layer(city: psycopg.Connection[Any]) -> None:
    city.execute("SELECT layers.keep_partitions()")
    for layer in ("cameras", "street_lamps"):
        city.execute(
            "INSERT INTO layers.observations (datastream, phenomenon_time, result)"
            " SELECT min(id), now(), 1 FROM layers.datastreams WHERE layer = %s AND property IN ('latency_ms', 'power_w')",
            [layer],
        )
    seen = "SELECT count(*) FROM layers.observations"
    for role, number in ((PUBLIC, 1), (WARD_OFFICER, 2)):
        with city.transaction():
            city.execute(f"SET LOCAL ROLE {role.group}".encode())
            assert value(city, seen) == number
            assert value(city, "SELECT count(*) FROM layers.datastreams WHERE layer = 'cameras'") == (
                0 if number == 1 else 748
            )
            city.execute("RESET ROLE")
        with pytest.raises(refused.InsufficientPrivilege):
            as_role(city, role, "DELETE FROM layers.observations")


def test_a_late_value_never_takes_the_place_of_a_newer_one(city: psycopg.Connection[Any]) -> None:
    """Property by property; and what is out of date when it comes is not shown."""
    lamps = LAYERS["street_lamps"].declared
    fid = value(city, "SELECT min(fid) FROM layers.street_lamps")
    now = dt.datetime.now(dt.UTC)

    def write(at: dt.datetime, **values: Any) -> None:
        given: list[Any] = [[fid]]
        for p in kept(lamps):
            given += [[values.get(p.name)], [at if p.name in values else None]]
        with city.transaction(), psycopg.RawCursor(city) as cursor:
            cursor.execute(f"SET LOCAL ROLE {INGEST_GROUP}".encode())
            cursor.execute(state_statement(lamps).encode(), given)
            cursor.execute("RESET ROLE")

    def state() -> tuple[Any, ...]:
        told = "SELECT status, power_w, voltage_v, phenomenon_time FROM layers.street_lamps_state WHERE fid = %s"
        return ran(city, told, fid)[0]

    write(now, status="on", power_w=80.0)
    write(now - dt.timedelta(minutes=5), status="off", voltage_v=221.0)
    assert state() == ("on", 80.0, 221.0, now), "the voltage is news, the status is not"
    write(now, status="fault", power_w=0.0)
    assert state()[:2] == ("on", 80.0), "the same moment again changes nothing"
    city.execute("UPDATE layers.street_lamps_state SET status_at = now() - interval '2 hours' WHERE fid = %s", [fid])
    city.execute("SELECT layers.silence()")
    assert state()[:3] == (None, 80.0, 221.0), "silence is no data"
    write(now - dt.timedelta(hours=1), status="dimmed")
    assert state()[0] is None, "newer than what was known, but too old to be shown"


def test_late_readings_sum_their_ten_minutes_and_day_up_again(city: psycopg.Connection[Any]) -> None:
    city.execute("SELECT layers.keep_partitions()")
    stream = value(city, "SELECT min(id) FROM layers.datastreams WHERE property = 'level_m'")
    begin = dt.datetime.now(dt.UTC).replace(minute=0, second=0, microsecond=0) - dt.timedelta(hours=3)

    def write(*readings: tuple[int, float]) -> None:
        for minute, level in readings:
            at = begin + dt.timedelta(minutes=minute)
            city.execute(
                "INSERT INTO layers.observations (datastream, phenomenon_time, result) VALUES (%s, %s, %s)",
                [stream, at, level],
            )
            bucket = begin + dt.timedelta(minutes=minute // 10 * 10)
            city.execute("INSERT INTO layers.observation_touched VALUES (%s, %s)", [bucket, [stream]])
        city.execute("SELECT layers.roll_up(at_once => true)")

    def summed() -> list[tuple[Any, ...]]:
        return ran(
            city,
            "SELECT count, mean, min, max, last FROM layers.observations_10min WHERE datastream = %s ORDER BY bucket",
            stream,
        )

    write((1, 1.0), (9, 3.0), (10, 5.0))
    assert summed() == [(2, 2.0, 1.0, 3.0, 3.0), (1, 5.0, 5.0, 5.0, 5.0)]
    write((5, 8.0))
    assert summed()[0] == (3, 4.0, 1.0, 8.0, 3.0)
    days = ran(
        city, "SELECT sum(count), min(min), max(max) FROM layers.observations_daily WHERE datastream = %s", stream
    )
    assert days == [(4, 1.0, 8.0)]


def test_observations_of_days_that_are_not_kept_have_no_table(city: psycopg.Connection[Any]) -> None:
    for day in ("1970-01-01", "2999-01-01"):
        with pytest.raises(psycopg.errors.DatetimeFieldOverflow), city.transaction():
            city.execute("SELECT layers.ensure_partition(%s::date)", [day])
    assert value(city, "SELECT layers.ensure_partition(current_date)") is True
    assert value(city, "SELECT layers.ensure_partition(current_date)") is False


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"action": "explode"}, "commands_action"),
        ({"id": uuid4()}, "commands_target"),
        ({"value": None}, "commands_value"),
        ({"value": 100.5}, "commands_value"),
        ({"value": float("nan")}, "commands_value"),
        ({"action": "automatic", "value": 3.0}, "commands_value"),
        ({"within": dt.timedelta(days=8)}, "commands_expires_at"),
        ({"within": dt.timedelta(minutes=-1)}, "commands_expires_at"),
        ({"reason": "  "}, "commands_reason"),
    ],
    ids=str,
)
def test_a_command_that_cannot_be_given(city: psycopg.Connection[Any], said: dict[str, Any], rule: str) -> None:
    with pytest.raises(psycopg.Error) as error:
        order(city, PUBLIC_UTILITIES, **said)
    assert (error.value.sqlstate, error.value.diag.constraint_name) == ("DH011", rule)


def test_commands_are_for_those_who_are_named(city: psycopg.Connection[Any]) -> None:
    for role in (ECONOMY, WARD_OFFICER, PUBLIC):
        with pytest.raises(refused.InsufficientPrivilege):
            order(city, role)
    code = order(city, PUBLIC_UTILITIES)
    told = (
        "SELECT s.status, s.attempts FROM layers.commands c JOIN layers.commands_state s USING (fid) WHERE c.code = %s"
    )
    assert ran(city, told, code) == [("queued", 0)]
    with pytest.raises(refused.InsufficientPrivilege):
        as_role(city, PUBLIC_UTILITIES, "UPDATE layers.commands_state SET status = 'done'")


def test_only_the_device_itself_says_that_it_is_done(city: psycopg.Connection[Any]) -> None:
    code = order(city, PUBLIC_UTILITIES)
    command, lamp = ran(city, "SELECT id, target_id FROM layers.commands WHERE code = %s", code)[0]
    told = "SELECT s.status FROM layers.commands c JOIN layers.commands_state s USING (fid) WHERE c.code = %s"
    take: LiteralString = (
        "SELECT layers.take_answers(ARRAY[%s]::uuid[], ARRAY[%s], ARRAY[now()], ARRAY['ok'], ARRAY[%s]::uuid[])"
    )
    assert value(city, take, command, "done", uuid4()) == 0
    assert value(city, take, uuid4(), "done", lamp) == 0
    assert value(city, take, command, "received", lamp) == 0
    assert value(city, told, code) == "queued"
    assert value(city, take, command, "done", lamp) == 1
    assert value(city, told, code) == "done"
    assert value(city, take, command, "failed", lamp) == 0, "what has ended stays"
    events = "SELECT e.status FROM layers.command_events e WHERE e.command_id = %s ORDER BY e.at"
    assert [row[0] for row in ran(city, events, command)] == ["queued", "received", "done"]

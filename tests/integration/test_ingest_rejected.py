"""What cannot be used is kept with its reason and its bytes, hinders nothing, and can be read again."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import psycopg
import pytest

from ingest.mqtt.replay import Which, rejected, replay
from layers.core.settings import ROOT
from tests.integration.street import Publisher, Street, lamp, now, said, until

pytestmark = pytest.mark.usefixtures("ingest")


@pytest.mark.parametrize(
    ("topic", "payload", "reason"),
    [
        ("dongha/street_lamps/KHÔNG-CÓ/state", b'{"v":1,"time":1795386000000,"readings":{}}', "unknown_device"),
        ("dongha/no_such_layer/X/state", b"{}", "unknown_device"),
        ("dongha/Street Lamps/X/state", b"{}", "unknown_topic"),
        ("v1.1/Things(3)/Observations", b"{}", "unknown_topic"),
        ("v1.1/Datastreams(99999999)/Observations", b'{"result":1}', "unknown_device"),
        ("application/1/device/ffffffffffffffff/event/up", b"{}", "unknown_device"),
        (lamp(20), b"", "malformed"),
        (lamp(20), b"\x00\xff\xfe garbage", "malformed"),
        (lamp(20), b'{"v":1,"readings":', "malformed"),
        (lamp(20), b'{"v":1,"time":"2026-11-22T10:00:00+07:00","readings":[]}', "schema"),
        (lamp(20), b'{"v":9,"time":1795386000000,"readings":{"power_w":1}}', "version"),
        (lamp(20), b'{"v":1,"time":"yesterday","readings":{"power_w":1}}', "bad_time"),
        (lamp(20), b'{"v":1,"readings":{"power_w":1}}', "no_time"),
        (lamp(20), b"[" * 20_000, "malformed"),
    ],
)
def test_what_is_wrong_is_kept_with_its_reason(
    town: Street, device: Publisher, topic: str, payload: bytes, reason: str
):
    device.send(topic, payload)
    found = until(lambda: [row for row in town.rejected(topic) if bytes(row[2]) == payload], f"{topic} is rejected")
    assert [row[0] for row in found] == [reason]
    vietnamese, _, english = found[0][1].partition(" / ")
    assert vietnamese
    assert english


def test_the_same_again_is_counted(town: Street, device: Publisher):
    for _ in range(3):
        device.send(lamp(21), b"again")
    until(lambda: [row[3] for row in town.rejected(lamp(21))] == [3], "three times")


def test_an_implausible_value_does_not_take_its_neighbours_along(town: Street, device: Publisher):
    device.send(lamp(22), said(now(), power_w=50.0, voltage_v=9999.0, level_pct="much", status="dancing", colour="red"))
    until(lambda: town.state("street_lamps", "DEN-0022", "power_w") == 50.0, "what is right is kept")
    assert town.state("street_lamps", "DEN-0022", "voltage_v") is None
    reasons = {reason: detail for reason, detail, _, _ in town.rejected(lamp(22))}
    assert set(reasons) == {"implausible", "unknown_property"}
    assert all(word in reasons["implausible"] for word in ("voltage_v", "9999", "level_pct", "dancing"))
    assert "colour" in reasons["unknown_property"]


def test_one_message_that_the_database_refuses_stops_no_other(town: Street, device: Publisher):
    town.sql(
        "CREATE FUNCTION layers.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF NEW.result = 66.6 THEN RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'not this one'; END IF;"
        " RETURN NEW; END $$"
    )
    town.sql("CREATE TRIGGER refuse BEFORE INSERT ON layers.observations FOR EACH ROW EXECUTE FUNCTION layers.refuse()")
    mids = [device.send(lamp(n), said(now(), power_w=66.6 if n == 57 else 30.0)) for n in range(30, 80)]
    device.settled(*mids)
    until(lambda: town.rejected(lamp(57)), "the one is rejected")
    until(lambda: all(town.state("street_lamps", f"DEN-{n:04d}", "power_w") == 30.0 for n in range(58, 80)), "the rest")
    assert [row[0] for row in town.rejected(lamp(57))] == ["database"]
    assert "not this one" in town.rejected(lamp(57))[0][1]
    assert all(town.state("street_lamps", f"DEN-{n:04d}", "power_w") == 30.0 for n in range(30, 57))
    town.sql("DROP TRIGGER refuse ON layers.observations")
    outcomes = list(replay(town.login, Which(reason="database")))
    assert [(one.kept, one.refused) for one in outcomes] == [(2, ())], "the reading, and that the device answers"
    assert town.state("street_lamps", "DEN-0057", "power_w") == 66.6


def test_replayed_when_the_device_is_registered(town: Street, device: Publisher):
    topic = "dongha/street_lamps/SAU-1/state"
    moment = now(-30)
    device.send(topic, said(moment, power_w=33.0))
    until(lambda: town.rejected(topic), "nobody knows it")
    which = Which(topic="dongha/street_lamps/+/state", reason="unknown_device")
    assert topic in {row.topic for row in rejected(town.url, which, 100)}
    refused = [one for one in replay(town.login, which) if one.refused]
    assert refused, "nothing is mended yet"
    town.sql(
        "INSERT INTO layers.street_lamps (code, pole_ref, lamp_type, rated_power_w, control_link, geom)"
        " SELECT 'SAU-1', 'T', 'led', 100, 'lorawan', geom FROM layers.street_lamps WHERE code = 'DEN-0000'"
    )
    town.sql("SELECT layers.register_devices('street_lamps', 'dongha', 900, 'test')")
    number = town.value("SELECT id FROM layers.rejected_messages WHERE topic = %s", topic)
    list(replay(town.login, which))
    assert town.series("street_lamps", "SAU-1", "power_w") == [(moment, 33.0, None, 0)]
    assert topic not in {row.topic for row in rejected(town.url, which, 100)}, "it is done"
    (again,) = replay(town.login, Which(ids=(number,)))
    assert (again.kept, again.refused) == (0, ()), "once is once"


def test_the_command_line(town: Street, device: Publisher):
    device.send(lamp(23), b"\xde\xad\xbe\xef")
    until(lambda: town.rejected(lamp(23)), "it is rejected")
    (number,) = town.sql("SELECT id FROM layers.rejected_messages WHERE topic = %s", lamp(23))[0]

    def dongha(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "api.cli", "rejected", *words],
            env={
                **os.environ,
                "DATABASE_URL": town.url,
                "PYTHONPATH": str(ROOT),
                "DONGHA_VAR": str(town.folder / "var"),
            },
            capture_output=True,
            timeout=60,
            check=False,
        )

    listed = dongha("list", "--topic", lamp(23))
    assert listed.returncode == 0, listed.stderr.decode()
    assert f"{number}  " in listed.stdout.decode()
    assert "malformed" in listed.stdout.decode()
    assert "de ad be ef" in dongha("show", str(number)).stdout.decode()
    assert dongha("show", str(number), "--raw").stdout == b"\xde\xad\xbe\xef"
    again = dongha("replay", str(number))
    assert again.returncode == 0, again.stderr.decode()
    assert "1 messages are refused still" in again.stdout.decode()
    assert dongha("show", "999999999").returncode == 1


def test_who_sees_them(town: Street):
    """Raw bytes may hold anything: the public does not read them."""

    def may(role: str) -> Any:
        with psycopg.connect(town.url) as connection:
            row = connection.execute(
                "SELECT has_table_privilege(%s, 'layers.rejected_messages', 'SELECT')", [role]
            ).fetchone()
        return row and row[0]

    assert not may("dongha_public")
    assert not may("dongha_citizen")
    assert may("dongha_operation_centre")

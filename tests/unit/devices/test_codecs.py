"""What real messages say, codec by codec, and why others are refused."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from uuid import UUID

import orjson
import pytest

from devices.codecs import CODECS
from devices.codecs.order import Order, Target, Unencodable
from devices.reading import Answer, BadPayload, Decoded, DeviceReport, Raw
from devices.topics import parse
from tests.unit.devices import messages
from tests.unit.devices.messages import ACK, ANSWER, COMMAND, EUI, LOG, OWN_STATUS, SERIES, STATE, STATUS, UP

ARRIVED = dt.datetime(2026, 11, 22, 3, 0, 10, tzinfo=dt.UTC)
THREE = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
ORDER = Order(id=UUID(COMMAND), action="dim", value=60.0, deadline=THREE)


def said(topic: str, message: Any, decoder: str | None = None) -> Decoded:
    address = parse(topic)
    assert address is not None
    payload = message if isinstance(message, bytes) else json.dumps(message).encode()
    return CODECS[address.codec].decode(address, payload, ARRIVED, decoder)


def own(message: Any, event: str = "state") -> Decoded:
    return said(f"dongha/flood_points/DCB-01/{event}", message)


def chirpstack(message: Any, event: str = "up", decoder: str | None = None) -> Decoded:
    return said(f"application/17/device/{EUI}/event/{event}", message, decoder)


def observation(message: Any) -> Decoded:
    return said("v1.1/Datastreams(12)/Observations", message)


def senml(message: Any) -> Decoded:
    return said("dongha/farms/F-1/senml", message)


def values(decoded: Decoded) -> dict[str, Any]:
    return {raw.name: raw.value for raw in decoded.readings}


def refused(reason: str, read: Any, *arguments: Any) -> BadPayload:
    with pytest.raises(BadPayload) as caught:
        read(*arguments)
    assert caught.value.reason == reason
    return caught.value


def test_own_json_gives_readings_at_their_time():
    assert own(STATE).readings == [Raw("level_m", THREE, 2.31), Raw("battery_v", THREE, 3.61)]
    assert not own(STATE).by_arrival


def test_own_json_takes_milliseconds_and_a_series_of_moments():
    first, second, third = own(SERIES).readings
    assert (first.time, first.value) == (dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC), 2.0)
    assert [second.time - first.time, third.time - second.time] == [dt.timedelta(minutes=1)] * 2


def test_own_json_with_null_says_that_nothing_was_measured():
    assert values(own({**STATE, "readings": {"level_m": None, "battery_v": 3.6}})) == {"battery_v": 3.6}


def test_own_json_lets_members_pass_that_it_does_not_know():
    assert own({**STATE, "seq": 7, "site": {"a": [1]}}) == own(STATE)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (b'{"v":1,"time":0,"readings":{"level_m":2,"level_m":5}}', "malformed"),
        (b'{"v":1,"time":0,"readings":{"level_m":NaN}}', "malformed"),
        (b'{"v":1,"time":0,"readings":{"level_m":1e999}}', "schema"),
        ('{"v":1,"time":0,"readings":{"level_m":"cao"}}'.encode("latin-1"), None),
        ('{"v":1,"time":0,"readings":{"level_m":"đỏ"}}'.encode("utf-16"), "malformed"),
        ({**STATE, "v": 2}, "version"),
        ({**STATE, "v": True}, "version"),
        ({"v": 1, "readings": {"level_m": 2}}, "no_time"),
        ({**STATE, "time": "2026-11-22T10:00:00"}, "bad_time"),
        ({**STATE, "time": 1e300}, "bad_time"),
        ({**STATE, "readings": {}}, "schema"),
        ({**STATE, "readings": {"level_m": [1]}}, "schema"),
        ({**STATE, "series": SERIES["series"]}, "schema"),
        ({"v": 1, "series": SERIES["series"] * 200}, "schema"),
        (b'{"v":1' + b" " * 65_536 + b"}", "too_large"),
    ],
)
def test_own_json_refuses(message: Any, reason: str | None):
    if reason is None:
        own(message)
    else:
        refused(reason, own, message)


def test_own_json_tells_of_the_device_and_answers_commands():
    assert own(OWN_STATUS, "status").device == DeviceReport(time=THREE, battery_pct=87, rssi_dbm=-71, firmware="1.4.2")
    assert own(ANSWER, "answer").answers == [Answer(COMMAND, "done", THREE, "60 %")]
    refused("schema", own, {**ANSWER, "outcome": "transmitted"}, "answer")
    refused("schema", own, {**ANSWER, "command": "17"}, "answer")


def test_chirpstack_reads_bytes_with_the_decoder_of_the_device():
    found = chirpstack(UP, decoder="flood_point")
    assert values(found) == {
        "level_m": 5.36,
        "rain_tips": 3.0,
        "battery_v": 3.6,
        "alarm": "bd1",
        "trend": "rising",
        "status": "online",
    }
    assert not found.strict
    refused("no_decoder", chirpstack, UP)
    refused("no_decoder", chirpstack, UP, "up", "unheard of")
    refused("undecodable", chirpstack, {**UP, "data": "FPA="}, "up", "flood_point")
    refused("schema", chirpstack, {**UP, "data": "***"}, "up", "flood_point")


def test_chirpstack_object_goes_before_the_bytes():
    found = chirpstack({**UP, "object": {"level_m": 5.36, "water": {"temperature_c": 21.5}, "probes": [1, None, 2.5]}})
    assert values(found) == {"level_m": 5.36, "water.temperature_c": 21.5, "probes.0": 1.0, "probes.2": 2.5}


def test_chirpstack_time_is_that_of_the_gateway_that_heard_best():
    assert chirpstack(UP, decoder="flood_point").readings[0].time == THREE.replace(microsecond=500_000)
    untimed = [{key: value for key, value in one.items() if key != "gwTime"} for one in UP["rxInfo"]]
    server = chirpstack({**UP, "rxInfo": untimed}, decoder="flood_point")
    assert server.readings[0].time == THREE.replace(second=1, microsecond=775_023)
    nobody = chirpstack({**UP, "rxInfo": untimed, "time": None}, decoder="flood_point")
    assert (nobody.readings[0].time, nobody.by_arrival) == (ARRIVED, True)


def test_chirpstack_tells_of_link_and_battery():
    link = chirpstack(UP, decoder="flood_point").device
    assert link is not None
    assert (link.rssi_dbm, link.snr_db) == (-36, 7.5)
    zero = [{"gatewayId": "a", "rssi": -80}]  # proto3 leaves a zero out
    link = chirpstack({**UP, "rxInfo": zero}, decoder="flood_point").device
    assert link is not None
    assert (link.rssi_dbm, link.snr_db) == (-80, 0)
    assert chirpstack(STATUS, "status").device == DeviceReport(time=THREE, battery_pct=87.5)
    for unknown in ({"batteryLevelUnavailable": True}, {"externalPowerSource": True, "batteryLevel": 0}):
        assert chirpstack({**STATUS, **unknown}, "status").device == DeviceReport(time=THREE)


def test_chirpstack_says_what_became_of_a_downlink():
    assert chirpstack(ACK, "ack").answers == [Answer(COMMAND, "received", THREE)]
    assert chirpstack({**ACK, "acknowledged": False}, "ack").answers[0].outcome == "undelivered"
    assert chirpstack(messages.TXACK, "txack").answers == [Answer(COMMAND, "transmitted", THREE)]
    assert chirpstack(LOG, "log").answers == [Answer(COMMAND, "undelivered", THREE, "DOWNLINK_PAYLOAD_SIZE")]
    assert chirpstack({**LOG, "level": "INFO"}, "log") == Decoded()
    assert chirpstack({**ACK, "queueItemId": "somebody else's"}, "ack").answers == []
    assert chirpstack(messages.JOIN, "join").device == DeviceReport(time=THREE)


def test_chirpstack_event_of_another_device_is_refused():
    refused("schema", chirpstack, {**UP, "deviceInfo": {**messages.INFO, "devEui": "24e124468b1bf002"}})


def test_sensorthings_observation():
    peak = dt.datetime(2026, 10, 17, 20, 30, tzinfo=dt.UTC)
    assert observation(messages.OBSERVATION).readings == [Raw("result", peak, 5.36)]
    assert observation(messages.PERIOD).readings[0].time == dt.datetime(2026, 10, 18, 3, 10, tzinfo=dt.UTC)
    now = observation({"result": "online"})
    assert (now.readings, now.by_arrival) == ([Raw("result", ARRIVED, "online")], True)
    refused("schema", observation, {"phenomenonTime": "2026-10-18T03:30:00Z"})
    refused("schema", observation, {"result": None})
    refused("schema", observation, {"result": 1, "Datastream": {"@iot.id": 13}})
    refused("bad_time", observation, {"result": 1, "phenomenonTime": "2026-10-18T03:30:00"})
    refused("bad_time", observation, {"result": 1, "phenomenonTime": "2026-10-18T03:30:00Z/2026-10-18T03:00:00Z"})


def test_senml_resolves_base_and_relative_fields():
    found = senml(messages.PACKS[0])
    at = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
    assert found.readings == [
        Raw("level_m", at, 2.31, "m"),
        Raw("battery_v", at - dt.timedelta(seconds=5), 3610.0, "mV"),
        Raw("status", at, "online", "m"),
        Raw("is_tilted", at, False, "m"),
        Raw("raw", at, "8A", "m"),
    ]
    assert not found.by_arrival


def test_senml_time_before_2_to_28_counts_from_now():
    found = senml([{"n": "level_m", "v": 1, "t": -30}, {"n": "level_m", "v": 2}])
    assert [raw.time for raw in found.readings] == [ARRIVED - dt.timedelta(seconds=30), ARRIVED]
    assert found.by_arrival


def test_senml_base_value_is_added():
    pack = [{"bv": 100, "n": "a", "v": 1}, {"n": "b", "v": 2.5}, {"bv": 0, "n": "c", "v": 3}]
    assert values(senml(pack)) == {"a": 101, "b": 102.5, "c": 3}


@pytest.mark.parametrize(
    ("pack", "reason"),
    [
        ([], "schema"),
        ([{"n": "a", "v": 1, "vs": "x"}], "schema"),
        ([{"n": "a b", "v": 1}], "schema"),
        ([{"n": "-a", "v": 1}], "schema"),
        ([{"v": 1}], "schema"),
        ([{"n": "a", "v": 1, "must_": 1}], "schema"),
        ([{"n": "a", "v": True}], "schema"),
        ([{"n": "a", "vd": "a+b"}], "schema"),
        ([{"n": "a", "v": 1, "bver": 11}], "version"),
        ([{"bn": "urn:dev:1:", "n": "a", "v": 1}, {"bn": "urn:dev:2:", "n": "a", "v": 2}], "schema"),
    ],
)
def test_senml_refuses(pack: Any, reason: str):
    refused(reason, senml, pack)


def test_commands_in_our_own_json():
    down = CODECS["dongha"].encode_command(Target(layer="street_lamps", key="L-1"), ORDER)
    assert down.topic == "dongha/street_lamps/L-1/command"
    assert orjson.loads(down.payload) == {
        "v": 1,
        "command": COMMAND,
        "action": "dim",
        "value": 60.0,
        "deadline": "2026-11-22T03:00:00Z",
    }
    for other in ("sensorthings", "senml"):
        assert CODECS[other].encode_command(Target(layer="street_lamps", key="L-1"), ORDER) == down


def test_commands_as_a_confirmed_lorawan_downlink():
    target = Target(layer="flood_sirens", key="S-1", dev_eui=EUI, application="17", decoder="flood_point")
    down = CODECS["chirpstack"].encode_command(target, ORDER)
    assert down.topic == f"application/17/device/{EUI}/command/down"
    assert orjson.loads(down.payload) == {
        "id": COMMAND,
        "devEui": EUI,
        "confirmed": True,
        "fPort": 10,
        "object": {"action": "dim", "value": 60.0},
        "expiresAt": "2026-11-22T03:00:00Z",
    }
    with pytest.raises(Unencodable):
        CODECS["chirpstack"].encode_command(Target(layer="flood_sirens", key="S-1", dev_eui=EUI), ORDER)

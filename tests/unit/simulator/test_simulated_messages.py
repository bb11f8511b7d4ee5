"""What simulated devices send is what the codecs read; what goes wrong goes wrong as often as it should."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import orjson
import pytest

from devices.binding import Binder
from devices.codecs import CODECS
from devices.reading import BadPayload
from devices.simulator import mischief
from devices.simulator.__main__ import chosen
from devices.simulator.clock import SCENARIOS, Clock
from devices.simulator.encoding import Health, Message, answer, messages, sent_as, status
from devices.simulator.moment import Moment
from devices.simulator.orders import Desk, Temper
from devices.simulator.radio import Link, cell_v, link
from devices.simulator.river import Flood
from devices.simulator.town import Device, Readings, Town
from devices.topics import parse
from layers.core.binding import DeviceBinding, Feed
from layers.registry import LAYERS

EPOCH = Moment.at(2026, 11, 22, 10).epoch
ARRIVED = dt.datetime(2026, 11, 22, 3, 0, 1, tzinfo=dt.UTC)
HEALTH = Health(link=Link("a84041ffff000001", -97.0, 6.5), battery_pct=71.0, battery_v=3.5, firmware="1.2.3")
GAUGE: Readings = {"level_m": 2.314, "alarm": "bd1", "trend": "rising", "battery_v": 12.61, "status": "online"}


def decoded(message: Message, decoder: str | None = None) -> Any:
    address = parse(message.topic)
    assert address is not None, message.topic
    return CODECS[address.codec].decode(address, message.payload, ARRIVED, decoder=decoder)


def bound(layer: str, message: Message, decoder: str | None = None, observed: str | None = None) -> Readings:
    declared = LAYERS[layer].declared
    assert declared.layer.device
    found = Binder(declared, declared.layer.device).bind(decoded(message, decoder), observed)
    assert not found.implausible
    assert {reading.time.timestamp() for reading in found.readings} <= {EPOCH}
    return {reading.property: reading.value for reading in found.readings}


def test_own_json_says_what_was_measured() -> None:
    lamp = Device(layer="street_lamps", key="DEN-00001", x=0, y=0)
    told: Readings = {"status": "on", "level_pct": 100.0, "power_w": 118.2}
    (one,) = messages(lamp, EPOCH, told, LAYERS["street_lamps"].declared.layer.device, HEALTH)
    assert one.topic == "dongha/street_lamps/DEN-00001/state"
    assert bound("street_lamps", one) == told
    assert orjson.loads(one.payload)["source"] == "synthetic"
    report = decoded(status(lamp, EPOCH, HEALTH)).device
    assert (report.rssi_dbm, report.snr_db, report.battery_pct, report.firmware) == (-97.0, 6.5, 71.0, "1.2.3")


def test_a_staff_gauge_sends_seven_bytes_over_lorawan() -> None:
    gauge = Device(
        layer="flood_points",
        key="LU-01",
        x=0,
        y=0,
        protocol="chirpstack",
        dev_eui="a840410000000001",
        decoder="flood_point",
    )
    (one,) = messages(gauge, EPOCH, GAUGE, None, HEALTH)
    body = orjson.loads(one.payload)
    assert "object" not in body
    assert body["deviceInfo"]["tags"] == {"source": "synthetic"}
    assert bound("flood_points", one, "flood_point") == GAUGE
    report = decoded(one, "flood_point").device
    assert (report.rssi_dbm, report.snr_db) == (-97, 6.5)
    assert decoded(status(gauge, EPOCH, HEALTH)).device.battery_pct == 71


def test_other_radios_send_an_object() -> None:
    bin_ = Device(layer="waste_bins", key="T-1", x=0, y=0, protocol="chirpstack", dev_eui="a840410000000002")
    told: Readings = {"fill_pct": 63.0, "is_tilted": False, "status": "online"}
    (one,) = messages(bin_, EPOCH, told, None, HEALTH)
    assert bound("waste_bins", one) == told


def test_senml_packs_numbers_texts_and_booleans() -> None:
    zone = Device(layer="irrigation_zones", key="TT-HOA-01-TUOI", x=0, y=0, protocol="senml")
    told: Readings = {"valve": "open", "soil_moisture_pct": 28.4}
    (one,) = messages(zone, EPOCH, told, None, HEALTH)
    assert one.topic == "dongha/irrigation_zones/TT-HOA-01-TUOI/senml"
    assert bound("irrigation_zones", one) == told
    cabinet = Device(layer="lighting_cabinets", key="TDK-001", x=0, y=0, protocol="senml")
    (two,) = messages(cabinet, EPOCH, {"door_open": True, "power_kw": 9.5}, None, HEALTH)
    assert bound("lighting_cabinets", two) == {"door_open": True, "power_kw": 9.5}


def test_sensorthings_sends_an_observation_to_each_datastream() -> None:
    station = Device(
        layer="monitoring_stations",
        key="TQT-01",
        x=0,
        y=0,
        protocol="sensorthings",
        datastreams={"aqi": 12, "pm25_ugm3": 13},
    )
    sent = messages(station, EPOCH, {"aqi": 61, "pm25_ugm3": 30.5}, None, HEALTH)
    assert [one.topic for one in sent] == ["v1.1/Datastreams(12)/Observations", "v1.1/Datastreams(13)/Observations"]
    assert bound("monitoring_stations", sent[1], observed="pm25_ugm3") == {"pm25_ugm3": 30.5}


def test_readings_are_sent_in_the_units_of_the_device() -> None:
    binding = DeviceBinding(
        main="level_m",
        expire_after="x",
        interval=dt.timedelta(minutes=5),
        feeds=(Feed(property="level_m", source="level_mm", scale=0.001, offset=-1),),
    )
    assert sent_as({"level_m": 2.5, "status": "online"}, binding) == {
        "level_mm": pytest.approx(3500),
        "status": "online",
    }


def test_answers_reach_the_command_they_belong_to() -> None:
    command = "5a1f8f0e-58f2-4f6e-9a55-2b8f9f4b0a11"
    lamp = Device(layer="street_lamps", key="DEN-00001", x=0, y=0)
    siren = Device(layer="flood_sirens", key="COI-01", x=0, y=0, protocol="chirpstack", dev_eui="a840410000000003")
    (done,) = decoded(answer(lamp, EPOCH, command, "done")).answers
    assert (done.command, done.outcome) == (command, "done")
    (heard,) = decoded(answer(siren, EPOCH, command, "done")).answers
    assert (heard.command, heard.outcome) == (command, "received")


def test_orders_are_read_and_answered_alike_each_time() -> None:
    lamp = Device(layer="street_lamps", key="DEN-00001", x=0, y=0)
    siren = Device(layer="flood_sirens", key="COI-01", x=0, y=0, dev_eui="a840410000000003")
    desk = Desk([lamp, siren], seed=1, temper=Temper(refused=0.2, never=0.2, deaf=0.1))
    own = desk.read(
        "dongha/street_lamps/DEN-00001/command",
        b'{"v":1,"command":"c1","action":"dim","value":40,"deadline":"2026-11-22T10:00:00Z"}',
    )
    assert own is not None
    assert (own.device, own.action, own.value) == (lamp, "dim", 40)
    down = desk.read(
        "application/1/device/a840410000000003/command/down",
        b'{"id":"c2","devEui":"a840410000000003","object":{"action":"silence"}}',
    )
    assert down is not None
    assert (down.device, down.command, down.action) == (siren, "c2", "silence")
    assert desk.read("dongha/street_lamps/DEN-00001/command", b"{") is None
    assert desk.read("dongha/street_lamps/STRANGER/command", b'{"command":"c","action":"dim"}') is None
    first = Counter[str]()
    for number in range(600):
        order = own._replace(command=f"command {number}")
        replies = [desk.reply(order) for _ in range(3)]
        assert replies[1] == replies[2]
        first[replies[0].outcome if replies[0] else "deaf" if replies[1] else "never"] += 1
    assert 90 <= first["never"] <= 150
    assert 90 <= first["refused"] <= 150
    assert 30 <= first["deaf"] <= 90
    assert first["done"] > 250


def test_things_go_wrong_as_often_as_was_said() -> None:
    odds = mischief.Mischief(late=0.02, twice=0.03, overtaken=0.01, garbled=0.005)
    fates = Counter(odds.fate(3, number) for number in range(100_000))
    for fate, part in (("late", 0.02), ("twice", 0.03), ("overtaken", 0.01), ("garbled", 0.005)):
        assert fates[fate] / 100_000 == pytest.approx(part, rel=0.2)
    assert [odds.fate(3, n) for n in range(500)] == [odds.fate(3, n) for n in range(500)]
    assert {mischief.NONE.fate(3, number) for number in range(1000)} == {None}
    assert mischief.delay_s("overtaken", 300, 1, 1) > 300
    assert 30 <= mischief.delay_s("late", 300, 1, 1) <= 3600
    wrong = [skew for device in range(4000) if (skew := mischief.Mischief(clock=0.01).skew_s(1, device))]
    assert 20 <= len(wrong) <= 70
    assert any(skew > 3600 for skew in wrong)
    assert any(skew < -40 * 86_400 for skew in wrong)


def test_garbled_messages_are_seldom_taken_for_readings() -> None:
    lamp = Device(layer="street_lamps", key="DEN-00001", x=0, y=0)
    (one,) = messages(lamp, EPOCH, {"status": "on", "level_pct": 100.0, "power_w": 118.2}, None, HEALTH)
    refused = 0
    for number in range(200):
        spoilt = one._replace(payload=mischief.garbled(one.payload, 1, number))
        assert spoilt.payload != one.payload
        try:
            decoded(spoilt)
        except BadPayload:
            refused += 1
    assert refused > 100


def test_the_link_is_weaker_far_away_and_in_rain() -> None:
    dry, wet = Town([]), Town([], flood=Flood())
    now, storm = Moment.at(2026, 4, 10, 12), Moment.at(2020, 10, 17, 18)
    near = Device(layer="waste_bins", key="N", x=590_400, y=1_860_900)
    far = Device(layer="waste_bins", key="N", x=586_000, y=1_853_000, number=near.number)
    assert link(near, now, dry).rssi_dbm > link(far, now, dry).rssi_dbm + 20
    assert wet.sky.rain_mmh(storm.shifted(-7 * 3600)) > 10
    rainy = [link(far, storm.shifted(-3600 * k), wet) for k in range(5, 9)]
    clear = [link(far, storm.shifted(86_400 * 7 - 3600 * k), wet) for k in range(5, 9)]
    assert sum(one.rssi_dbm for one in rainy) < sum(one.rssi_dbm for one in clear)
    assert 3.0 <= cell_v(near, now) <= 3.65


def test_a_replay_lives_in_its_own_time_and_hurries_the_water() -> None:
    scenario = SCENARIOS["flood-2020"]
    clock = Clock(began=1000.0, speed=60, scenario=scenario)
    assert clock.moment(1000.0) == scenario.begin
    assert clock.moment(1060.0).epoch == scenario.begin.epoch + 3600
    assert not clock.is_over(1060.0)
    assert clock.is_over(1000.0 + 20_000)
    assert clock.interval_s("flood_points", 300) == 5
    assert clock.interval_s("street_lamps", 900) == 900
    plain = Clock(began=1000.0)
    assert plain.moment(5000.0).epoch == 5000
    assert plain.interval_s("flood_points", 300) == 300


def test_fewer_devices_are_of_every_kind() -> None:
    devices = [Device(layer=f"layer{k % 3}", key=str(k), x=0, y=0) for k in range(300)]
    some = chosen(devices, 60, seed=1)
    assert len(some) == 60
    assert set(Counter(one.layer for one in some)) == {"layer0", "layer1", "layer2"}
    assert some == chosen(devices, 60, seed=1) != chosen(devices, 60, seed=2)
    assert chosen(devices, None, 1) == chosen(devices, 1000, 1) == devices

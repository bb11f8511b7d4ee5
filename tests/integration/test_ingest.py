"""Readings from the broker to the database: each once, whatever order, clock or neighbour they come with."""

from __future__ import annotations

import base64
import itertools
import json
from datetime import timedelta

import pytest

from devices.decoders.flood_point import FloodPoint
from ingest.mqtt.outbound import MARK
from ingest.observing import CLOCK, LATE
from tests.integration.street import Ingest, Publisher, Street, lamp, now, said, until

pytestmark = pytest.mark.usefixtures("ingest")


def test_a_reading_is_kept_shown_and_told(town: Street, device: Publisher):
    moment = now()
    before = town.value("SELECT coalesce(max(seq), 0) FROM layers.changes")
    device.send(lamp(0), said(moment, power_w=55.5, status="on", level_pct=80))
    logged = until(
        lambda: town.sql(
            "SELECT c.fids, f.fid FROM layers.changes c, layers.street_lamps f WHERE c.seq > %s AND c.layer = 'street_lamps'"
            " AND c.operation = 'state' AND f.code = 'DEN-0000'",
            before,
        ),
        "the change log tells of it",
    )
    assert logged[0][0] == [logged[0][1]]
    assert town.series("street_lamps", "DEN-0000", "power_w") == [(moment, 55.5, None, 0)]
    assert town.series("street_lamps", "DEN-0000", "status") == [(moment, None, "on", 0)]
    assert town.state("street_lamps", "DEN-0000", "power_w") == 55.5
    assert town.state("street_lamps", "DEN-0000", "status") == "on"
    assert town.sql(
        "SELECT s.status, s.status_at FROM layers.devices_state s JOIN layers.devices d USING (fid) WHERE d.key = 'DEN-0000'"
    ) == [("online", moment)]
    assert town.value("SELECT count(*) FROM layers.observation_touched") >= 1


def test_the_same_message_twice_is_one_reading(town: Street, device: Publisher, ingest: Ingest):
    message = said(now(), power_w=41.0)
    device.send(lamp(1), message)
    until(lambda: town.series("street_lamps", "DEN-0001", "power_w"), "the reading is there")
    repeated = ingest.figures["repeated"]
    for _ in range(3):
        device.send(lamp(1), message)
    until(lambda: ingest.figures["repeated"] >= repeated + 3, "the repetitions are counted")
    assert len(town.series("street_lamps", "DEN-0001", "power_w")) == 1


def test_a_late_reading_is_kept_and_changes_nothing_that_is_newer(town: Street, device: Publisher):
    device.send(lamp(2), said(now(), power_w=10.0))
    until(lambda: town.state("street_lamps", "DEN-0002", "power_w") == 10.0, "the present")
    device.send(lamp(2), said(now(-600), power_w=99.0, voltage_v=230.0))
    until(lambda: town.state("street_lamps", "DEN-0002", "voltage_v") == 230.0, "what is new of the late message")
    assert town.state("street_lamps", "DEN-0002", "power_w") == 10.0
    flags = [(value, flags) for _, value, _, flags in town.series("street_lamps", "DEN-0002", "power_w")]
    assert flags == [(99.0, LATE), (10.0, 0)]
    assert [row[3] for row in town.series("street_lamps", "DEN-0002", "voltage_v")] == [0], "newest of its own series"


def test_out_of_order_within_a_batch(town: Street, device: Publisher):
    moments = [now(-seconds) for seconds in (30, 0, 20, 10)]
    entries = [{"time": moment.isoformat(), "readings": {"power_w": n}} for n, moment in enumerate(moments)]
    device.send(lamp(3), {"v": 1, "series": entries})
    until(lambda: len(town.series("street_lamps", "DEN-0003", "power_w")) == 4, "all four")
    assert town.state("street_lamps", "DEN-0003", "power_w") == 1.0
    late = [value for _, value, _, flags in town.series("street_lamps", "DEN-0003", "power_w") if flags & LATE]
    assert sorted(filter(None, late)) == [2.0, 3.0]


@pytest.mark.parametrize(("number", "wrong"), [(4, 86_400.0), (5, -40 * 86_400.0)])
def test_a_wrong_clock_gives_the_time_of_arrival(town: Street, device: Publisher, number: int, wrong: float):
    key = f"DEN-{number:04d}"
    before = now()
    message = said(now(wrong), power_w=12.0)
    device.send(lamp(number), message)
    until(lambda: town.series("street_lamps", key, "power_w"), "the reading is there")
    device.send(lamp(number), message)
    device.send(lamp(number), said(now(wrong), power_w=13.0))
    series = until(lambda: len(rows := town.series("street_lamps", key, "power_w")) >= 2 and rows, "the second one")
    assert [(value, flags) for _, value, _, flags in series] == [(12.0, CLOCK), (13.0, CLOCK)], "the repetition is none"
    assert all(before <= moment <= now() for moment, *_ in series)
    skew = town.value(
        "SELECT clock_skew_s FROM layers.devices_state s JOIN layers.devices d USING (fid) WHERE d.key = %s", key
    )
    assert skew == pytest.approx(wrong, abs=5)


def test_what_a_wrong_clock_stored_keeps_its_distances(town: Street, device: Publisher):
    wrong = [now(-50 * 86_400 + seconds) for seconds in (0, 60, 120)]
    entries = [{"time": moment.isoformat(), "readings": {"power_w": n}} for n, moment in enumerate(wrong)]
    device.send(lamp(6), {"v": 1, "series": entries})
    rows = until(lambda: len(rows := town.series("street_lamps", "DEN-0006", "power_w")) == 3 and rows, "all three")
    assert [later[0] - earlier[0] for earlier, later in itertools.pairwise(rows)] == [timedelta(minutes=1)] * 2


def test_what_is_older_than_anything_kept_is_rejected_alone(town: Street, device: Publisher):
    entries = [
        {"time": now(-60 * 86_400).isoformat(), "readings": {"power_w": 1}},
        {"time": now().isoformat(), "readings": {"power_w": 2}},
    ]
    device.send(lamp(7), {"v": 1, "series": entries})
    until(lambda: town.rejected(lamp(7)), "it is rejected")
    assert town.rejected(lamp(7))[0][0] == "too_old"
    assert [row[1] for row in town.series("street_lamps", "DEN-0007", "power_w")] == [2.0]


def test_lorawan_and_sensorthings(town: Street, device: Publisher):
    (eui,) = town.sql("SELECT dev_eui FROM layers.devices WHERE key = 'LU-0'")[0]
    moment = now()
    payload = FloodPoint.uplink(level_m=2.31, rain_tips=0, battery_v=3.6, alarm="none", trend="rising")
    uplink = {
        "deduplicationId": "a",
        "time": moment.isoformat(),
        "deviceInfo": {"devEui": eui},
        "fPort": 2,
        "data": base64.b64encode(payload).decode(),
        "rxInfo": [{"rssi": -101, "snr": 5.5}],
    }
    device.send(f"application/1/device/{eui}/event/up", uplink)
    until(lambda: town.state("flood_points", "LU-0", "level_m") == 2.31, "the level is shown")
    health = town.sql(
        "SELECT s.status, s.rssi_dbm, s.snr_db FROM layers.devices_state s JOIN layers.devices d USING (fid)"
        " WHERE d.key = 'LU-0'"
    )
    assert health == [("online", -101.0, 5.5)]
    stream = town.value(
        "SELECT s.id FROM layers.datastreams s JOIN layers.devices d ON d.fid = s.device"
        " WHERE d.key = 'QT-0' AND s.property = 'pm25_ugm3'"
    )
    device.send(f"v1.1/Datastreams({stream})/Observations", {"phenomenonTime": moment.isoformat(), "result": 17.25})
    until(lambda: town.series("monitoring_stations", "QT-0", "pm25_ugm3") == [(moment, 17.25, None, 0)], "it is kept")


def test_a_device_is_told_online_once_a_minute(town: Street, device: Publisher):
    for n in range(5):
        device.send(lamp(8), said(now(), power_w=float(n)))
        until(lambda n=n: town.state("street_lamps", "DEN-0008", "power_w") == n, "one after the other")
    assert (
        town.value(
            "SELECT count(*) FROM layers.observations o JOIN layers.datastreams s ON s.id = o.datastream"
            " JOIN layers.devices d ON d.fid = s.device WHERE d.key = 'DEN-0008' AND s.layer = 'devices'"
        )
        == 1
    )


def test_what_a_device_says_of_itself_is_in_the_registry(town: Street, device: Publisher):
    report = {"v": 1, "time": now().isoformat(), "battery_pct": 71, "rssi_dbm": -88, "firmware": "2.4.1"}
    device.send("dongha/street_lamps/DEN-0009/status", report)
    until(
        lambda: (
            town.sql(
                "SELECT d.firmware, s.battery_pct, s.rssi_dbm, d.version FROM layers.devices d"
                " JOIN layers.devices_state s USING (fid) WHERE d.key = 'DEN-0009'"
            )
            == [("2.4.1", 71.0, -88.0, 2)]
        ),
        "firmware, battery and link",
    )


def test_a_device_registered_while_it_runs(town: Street, device: Publisher):
    town.sql(
        "INSERT INTO layers.street_lamps (code, pole_ref, lamp_type, rated_power_w, control_link, geom)"
        " SELECT 'MỚI-1', 'T', 'led', 100, 'lorawan', geom FROM layers.street_lamps WHERE code = 'DEN-0000'"
    )
    town.sql("SELECT layers.register_devices('street_lamps', 'dongha', 900, 'test')")
    device.send("dongha/street_lamps/MỚI-1/state", said(now(), power_w=7.0))
    until(lambda: town.state("street_lamps", "MỚI-1", "power_w") == 7.0, "its first message counts")


def test_devices_without_a_clock(town: Street, device: Publisher):
    """SenML with relative times: the same bytes again are the same reading, for half the interval of the layer."""
    pack = json.dumps([{"n": "power_w", "v": 21.5}])
    topic = "dongha/street_lamps/DEN-0010/senml"
    device.send(topic, pack)
    until(lambda: town.series("street_lamps", "DEN-0010", "power_w"), "it is kept")
    device.send(topic, pack)
    device.send(topic, json.dumps([{"n": "power_w", "v": 22.5}]))
    series = until(lambda: len(rows := town.series("street_lamps", "DEN-0010", "power_w")) > 1 and rows, "the next")
    assert [value for _, value, _, _ in series] == [21.5, 22.5]
    town.sql("UPDATE layers.clock_repairs SET arrived = arrived - interval '10 minutes' WHERE device LIKE '%%DEN-0010'")
    device.send(topic, pack)
    until(lambda: len(town.series("street_lamps", "DEN-0010", "power_w")) == 3, "later it is another reading")


def test_what_the_house_publishes_itself_is_not_taken_in(town: Street, device: Publisher):
    stream = town.value("SELECT id FROM layers.datastreams WHERE property = 'noise_db' ORDER BY id LIMIT 1")
    topic = f"v1.1/Datastreams({stream})/Observations"
    device.send(topic, {"phenomenonTime": now(-5).isoformat(), "result": 40.0}, MARK)
    device.send(topic, {"phenomenonTime": now().isoformat(), "result": 41.0})
    kept = until(
        lambda: town.sql("SELECT result FROM layers.observations WHERE datastream = %s", stream),
        "the other one is taken in",
    )
    assert kept == [(41.0,)], "and it came after"

"""What each kind of device measures has physical sense, and is the same for a seed and a moment."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import mean
from typing import Any

import pytest

from devices.simulator.kinds import environment, farming, lighting, waste
from devices.simulator.models import KINDS, readings
from devices.simulator.moment import DAY_S, HOUR_S, Moment, midnight
from devices.simulator.river import Flood
from devices.simulator.roster import bindings
from devices.simulator.sun import dawn_and_dusk
from devices.simulator.town import HEART_XY, Device, Readings, Told, Town
from layers.core.states import kept
from layers.registry import LAYERS

NOVEMBER = Moment.at(2026, 11, 18)
X, Y = HEART_XY


def device(layer: str, key: str = "1", x: float = X, y: float = Y, **facts: Any) -> Device:
    return Device(layer=layer, key=key, x=x, y=y, facts={"id": f"{layer}-{key}", **facts})


def lamps(count: int = 200, **facts: Any) -> list[Device]:
    usual = {"rated_power_w": 120.0, "lamp_type": "led", "control_link": "lorawan"} | facts
    return [device("street_lamps", f"DEN-{k}", **usual) for k in range(count)]


def said(town: Town, one: Device, now: Moment) -> Readings:
    found = readings(one, now, town)
    assert found is not None
    return found


def working(town: Town, now: Moment, days: int = 2, **facts: Any) -> Device:
    """A lamp without a fault or a cut in these days."""
    for lamp in lamps(**facts):
        hours = [now.shifted(k * HOUR_S) for k in range(-24 * days, 24 * days)]
        if not any(lighting.broken(lamp, at, town.seed) or readings(lamp, at, town) is None for at in hours):
            return lamp
    raise AssertionError("every lamp is broken")


def test_lamps_burn_from_dusk_to_dawn() -> None:
    town = Town([])
    lamp = working(town, NOVEMBER, lamp_type="hps")
    dawn, dusk = dawn_and_dusk(NOVEMBER.day)
    states = [(at, said(town, lamp, Moment.of(at))["status"]) for at in (dawn - 60, dawn + 60, dusk - 60, dusk + 60)]
    assert [state for _, state in states] == ["on", "off", "off", "on"]


def test_led_lamps_are_dimmed_late_and_draw_less() -> None:
    town = Town([])
    lamp = working(town, NOVEMBER)
    evening, late, night = (said(town, lamp, NOVEMBER.shifted(h * HOUR_S)) for h in (20, 23, 26))
    assert [evening["level_pct"], late["level_pct"], night["level_pct"]] == [100, 70, 40]
    assert [evening["status"], night["status"]] == ["on", "dimmed"]
    assert float(evening["power_w"]) == pytest.approx(120, rel=0.02)
    assert float(night["power_w"]) == pytest.approx(120 * (0.1 + 0.9 * 0.4), rel=0.02)
    for state in (evening, night):
        assert float(state["current_a"]) == pytest.approx(
            float(state["power_w"]) / float(state["voltage_v"]) / 0.95, rel=0.01
        )
    noon = said(town, lamp, NOVEMBER.shifted(12 * HOUR_S))
    assert float(noon["power_w"]) < 1
    assert float(evening["temperature_c"]) > float(noon["temperature_c"])


def test_the_meter_counts_what_the_lamp_draws() -> None:
    town = Town([])
    lamp = working(town, NOVEMBER)
    steps = [NOVEMBER.shifted(12 * HOUR_S + k * 600) for k in range(145)]
    told = [said(town, lamp, at) for at in steps]
    drawn = mean(float(state["power_w"]) for state in told if float(state["power_w"]) > 1)
    lit_h = sum(float(state["power_w"]) > 1 for state in told) / 6
    counted = float(told[-1]["energy_kwh"]) - float(told[0]["energy_kwh"])
    assert counted == pytest.approx(drawn * lit_h / 1000, rel=0.03)
    assert float(told[-1]["operating_h"]) - float(told[0]["operating_h"]) == pytest.approx(lit_h, abs=0.3)
    meters = [float(state["energy_kwh"]) for state in told]
    assert meters == sorted(meters)


def test_some_lamps_are_broken_dark_and_count_nothing() -> None:
    town = Town([])
    now = NOVEMBER.shifted(20 * HOUR_S)
    every = lamps(800)
    broken = [lamp for lamp in every if lighting.broken(lamp, now, town.seed)]
    assert 2 <= len(broken) <= 60
    states = [state for lamp in broken if (state := readings(lamp, now, town))]
    assert {str(state["status"]) for state in states} == {"fault"}
    assert all(float(state["power_w"]) < 12 and state["level_pct"] == 0 for state in states)
    one = broken[0]
    later = now.shifted(600)
    if lighting.broken(one, later, town.seed):
        before, after = readings(one, now, town), readings(one, later, town)
        assert before
        assert after
        assert before["energy_kwh"] == after["energy_kwh"]


def test_a_cabinet_carries_its_lamps_and_takes_them_down_with_it() -> None:
    cabinet = device("lighting_cabinets", "TDK-1")
    fed = lamps(40, cabinet_id="lighting_cabinets-TDK-1")
    town = Town([cabinet, *fed])
    seen: set[bool] = set()
    for hour in range(24 * 120):
        now = NOVEMBER.shifted(-hour * HOUR_S)
        dead = readings(cabinet, now, town) is None
        assert all((readings(lamp, now, town) is None) == dead for lamp in fed[:2])
        seen.add(dead)
    assert seen == {True, False}
    now = NOVEMBER.shifted(20 * HOUR_S)
    total = sum(float(state["power_w"]) for lamp in fed if (state := readings(lamp, now, town)))
    assert float(said(town, cabinet, now)["power_kw"]) == pytest.approx(total / 1000, abs=0.15)


def test_a_lamp_does_as_it_is_told_until_dawn() -> None:
    town = Town([])
    lamp = working(town, NOVEMBER)
    night = NOVEMBER.shifted(26 * HOUR_S)
    town.told[lamp.number] = Told("dim", 100.0, night.epoch)
    assert said(town, lamp, night)["level_pct"] == 100
    assert said(town, lamp, night.shifted(6 * HOUR_S))["level_pct"] == 0
    assert said(town, lamp, night.shifted(24 * HOUR_S))["level_pct"] == 40
    town.told[lamp.number] = Told("automatic", None, night.epoch + 60)
    assert said(town, lamp, night.shifted(120))["level_pct"] == 40


def test_bins_fill_until_their_round_and_faster_in_the_heart() -> None:
    town = Town([])
    inner, outer = (
        device("waste_bins", "T", x=X + away, volume_l=240, shift="night", days=list(waste._DAYS)) for away in (0, 6000)
    )
    assert waste.fills_pct(inner) > 2 * waste.fills_pct(outer)
    series = [said(town, inner, NOVEMBER.shifted(k * HOUR_S)) for k in range(24 * 14)]
    fills = [float(state["fill_pct"]) for state in series]
    drops = [(a, b) for a, b in pairwise(series) if float(b["fill_pct"]) < float(a["fill_pct"]) - 20]
    assert len(drops) >= 8
    assert all(a["emptied_at"] != b["emptied_at"] for a, b in drops)
    assert max(fills) > 50
    assert min(fills) < 10
    saturday, tuesday = (Moment.at(2026, 11, day) for day in (21, 17))
    gained = [waste.thrown(day.shifted(DAY_S - 1)) - waste.thrown(day) for day in (saturday, tuesday)]
    assert gained[0] > 1.2 * gained[1]


def test_soil_dries_by_day_and_is_watered_when_dry() -> None:
    class Dry:
        def fallen_mm(self, epoch: float) -> float:
            return 0.0

    zone = device(
        "irrigation_zones",
        "Z",
        area_m2=500,
        flow_lh=1500,
        efficiency_pct=85,
        field_capacity_pct=33,
        wilting_point_pct=13,
    )
    town = Town([zone])
    town.sky.rain = Dry()
    day = midnight(Moment.at(2026, 4, 10).day)
    steps = [said(town, zone, Moment.of(day + k * 600)) for k in range(144 * 12)]
    soil = [float(state["soil_moisture_pct"]) for state in steps]
    opened = [k for k, state in enumerate(steps) if state["valve"] == "open"]
    assert opened, "the zone was never watered"
    assert all(Moment.of(day + k * 600).hour < 9 for k in opened)
    first = opened[0]
    assert soil[first + 20] > soil[first - 1] + 2
    assert float(steps[first + 20]["watered_today_mm"]) > 3
    dry_afternoon = [soil[144 * d + 108] < soil[144 * d + 54] for d in range(12)]
    assert all(dry_afternoon)
    assert 13 < min(soil) < max(soil) <= 36


def test_a_zone_is_watered_on_command() -> None:
    zone = device(
        "irrigation_zones",
        "Z2",
        area_m2=500,
        flow_lh=1500,
        efficiency_pct=85,
        field_capacity_pct=33,
        wilting_point_pct=13,
    )
    town = Town([zone])
    noon = next(
        at
        for k in range(60)
        if said(town, zone, at := Moment.at(2026, 3, 1, 11).shifted(k * DAY_S))["valve"] == "closed"
    )
    before = float(said(town, zone, noon)["watered_today_mm"])
    town.told[zone.number] = Told("open_valve", 20.0, noon.epoch)
    assert said(town, zone, noon.shifted(600))["valve"] == "open"
    after = said(town, zone, noon.shifted(1800))
    assert after["valve"] == "closed"
    assert float(after["watered_today_mm"]) - before == pytest.approx(20 * farming.Zone(zone).mm_per_min, abs=0.11)


def test_traffic_has_its_peaks_and_slows_down_in_them() -> None:
    road = device("traffic_flows", "DEM-1", capacity_pcuh=1900)
    town = Town([road])
    night, morning, evening = (said(town, road, Moment.at(2026, 11, 18, hour)) for hour in (3, 7, 17))
    sunday = said(town, road, Moment.at(2026, 11, 22, 7))
    assert float(morning["flow_pcuh"]) > 4 * float(night["flow_pcuh"])
    assert float(evening["flow_pcuh"]) > float(sunday["flow_pcuh"])
    assert float(evening["speed_kmh"]) < float(night["speed_kmh"])
    assert float(evening["density_pcukm"]) == pytest.approx(
        float(evening["flow_pcuh"]) / float(evening["speed_kmh"]), rel=0.01
    )


def test_crossing_streets_are_never_green_together() -> None:
    junction = device("junctions", "J", control="signals", corridor="Lê Duẩn")
    heads = [
        device("traffic_signals", f"H{group}", kind="vehicle", junction_id="junctions-J", signal_group=group)
        for group in (2, 4)
    ]
    town = Town([junction, *heads])
    greens = 0
    for second in range(600):
        now = Moment.at(2026, 11, 18, 8).shifted(second)
        shown = [str(said(town, head, now)["aspect"]) for head in heads]
        assert shown.count("green") + shown.count("yellow") <= 1
        greens += "green" in shown
    assert greens > 400
    assert said(town, heads[0], Moment.at(2026, 11, 18, 2))["aspect"] in ("flashing_yellow", "dark")


def test_stations_stick_break_and_drift() -> None:
    stations = [device("monitoring_stations", f"S{k}", kind="air") for k in range(12)]
    town = Town(stations)
    stuck = broken = silent = 0
    for station in stations:
        last: Readings | None = None
        for hour in range(24 * 60):
            now = NOVEMBER.shifted(-hour * HOUR_S)
            state = readings(station, now, town)
            silent += state is None
            broken += state is not None and state["status"] == "fault"
            stuck += bool(state and last and len(state) > 3 and state == last)
            last = state
    assert min(stuck, broken, silent) > 20
    factors = [environment.drift(stations[0], NOVEMBER.shifted(k * DAY_S), 1) for k in range(90)]
    assert max(abs(b - a) for a, b in pairwise(factors)) > 0.004
    assert min(factors) > 0.9
    assert max(factors) < 1.13


def test_sirens_sound_in_the_flood_and_on_command() -> None:
    facts = {"river": "SONG-HIEU", "bd1_m": 2.0, "bd2_m": 3.0, "bd3_m": 4.0}
    gauge = Device(layer="flood_points", key="LU-01", x=590_243, y=Y, facts={"id": "g", **facts})
    siren = device("flood_sirens", "COI-1", flood_point_id="g", trigger_level="bd2")
    town = Town([gauge, siren], flood=Flood())
    quiet, high = Moment.at(2020, 10, 16, 12), Moment.at(2020, 10, 18, 3)
    assert [said(town, siren, at)["siren_state"] for at in (quiet, high)] == ["quiet", "sounding"]
    town.told[siren.number] = Told("sound", 60.0, quiet.epoch)
    assert said(town, siren, quiet.shifted(30))["siren_state"] == "sounding"
    assert said(town, siren, quiet.shifted(90))["siren_state"] == "quiet"
    town.told[siren.number] = Told("silence", None, high.epoch)
    assert said(town, siren, high.shifted(60))["siren_state"] == "quiet"


def test_offices_have_queues_only_when_open_and_wifi_its_evenings() -> None:
    office = device("public_facilities", "O", kind="one_stop", counter_count=8)
    point = device("wifi_points", "W")
    town = Town([office, point])
    assert float(said(town, office, Moment.at(2026, 11, 16, 9))["queue_length"]) > 3
    assert said(town, office, Moment.at(2026, 11, 22, 9))["queue_length"] == 0
    assert readings(device("public_facilities", "S", kind="school"), NOVEMBER, town) is None
    days = [NOVEMBER.shifted(d * DAY_S) for d in range(20)]
    evening, night = (
        mean(float(said(town, point, day.shifted(h * HOUR_S))["user_count"]) for day in days) for h in (19, 4)
    )
    assert evening > 3 * night


def every_kind() -> Iterator[Device]:
    kinds = ("air", "surface_water", "wastewater", "noise", "soil")
    for layer in bindings():
        for k in range(6):
            facts: dict[str, Any] = {
                "flood_point_id": "flood_points-0",
                "junction_id": "junctions-0",
                "lamp_type": "led",
            }
            if layer == "monitoring_stations":
                facts["kind"] = kinds[k % 5]
            yield device(layer, str(k), x=X + 700 * k, y=Y - 500 * k, **facts)


def test_every_value_is_within_what_its_layer_declares_and_repeats() -> None:
    devices = list(every_kind())
    assert set(bindings()) <= {one.layer for one in devices}
    for flood in (None, Flood()):
        town, again, other = (Town(devices, seed=seed, flood=flood) for seed in (5, 5, 6))
        differ = 0
        for k in range(60):
            now = (Moment.at(2020, 10, 16) if flood else NOVEMBER).shifted(k * 7.3 * HOUR_S)
            for one in devices:
                found = readings(one, now, town)
                assert found == readings(one, now, again)
                differ += found != readings(one, now, other)
                _fits(one, found or {})
        assert differ > 500


def _fits(one: Device, found: Readings) -> None:
    declared = {p.name: p for p in kept(LAYERS[one.layer].declared)}
    binding = bindings()[one.layer]
    assert set(found) <= set(declared)
    for name, value in found.items():
        p = declared[name]
        if p.codes:
            assert value in {code.value for code in p.codes}, (one.layer, name, value)
        elif p.kind in ("number", "integer"):
            assert isinstance(value, (int, float))
            low, high = binding.feed(name).plausible or (p.ge, p.le)
            assert low is None or value >= low, (one.layer, name, value)
            assert high is None or value <= high, (one.layer, name, value)
            assert p.kind == "number" or value == int(value)
        elif p.kind == "boolean":
            assert isinstance(value, bool)


def test_devices_without_a_model_say_something_plausible() -> None:
    town = Town([])
    for k in range(40):
        stranger = device("commands", str(k))
        found = said(town, stranger, NOVEMBER.shifted(k * 5 * HOUR_S))
        assert found == said(town, stranger, NOVEMBER.shifted(k * 5 * HOUR_S))
        declared = {p.name: p for p in kept(LAYERS["commands"].declared)}
        assert str(found["status"]) in {code.value for code in declared["status"].codes or ()}
        assert 0 <= float(found["attempts"]) <= 1000


def test_every_layer_with_devices_has_a_model_of_its_own() -> None:
    assert set(bindings()) <= {*KINDS, "commands"}

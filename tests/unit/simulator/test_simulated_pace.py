"""The street keeps an even pace in simulated time, tells at once what changes, and replays without turning back time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, cast

import orjson
import pytest

from devices.simulator.clock import SCENARIOS, Clock
from devices.simulator.kinds import lighting
from devices.simulator.line import Line
from devices.simulator.mischief import NONE
from devices.simulator.models import readings
from devices.simulator.moment import DAY_S, HOUR_S, Moment
from devices.simulator.roster import bindings
from devices.simulator.street import FIRST_WITHIN_S, NOTICED_WITHIN_S, Street
from devices.simulator.sun import dawn_and_dusk
from devices.simulator.town import HEART_XY, Device, Town
from devices.simulator.turns import Pace, Turns

EVENING = Moment.at(2026, 11, 18, 18.5)
NOON = Moment.at(2026, 11, 18, 12)
KINDS = {"street_lamps": 900, "waste_bins": 180, "traffic_flows": 50, "traffic_signals": 20, "rain_gauges": 20}
X, Y = HEART_XY


class Mouth:
    """A line that keeps what was said, and when."""

    is_open = True

    def __init__(self) -> None:
        self.now = 0.0
        self.said: list[tuple[float, str, dict[str, Any]]] = []

    def publish(self, message: Any) -> None:
        _, layer, key, kind = message.topic.split("/")
        if kind == "state":
            self.said.append((self.now, f"{layer}/{key}", orjson.loads(message.payload)["readings"]))


def some(layer: str, count: int) -> list[Device]:
    facts = {"rated_power_w": 120.0, "lamp_type": "hps", "installed_on": dt.date(2025, 6, 20)}
    return [Device(layer=layer, key=f"{k:04d}", x=X, y=Y, facts=facts) for k in range(count)]


def lived(town: Town, begin: float, seconds: float) -> Mouth:
    """What is said while the street lives through so many seconds."""
    mouth = Mouth()
    street = Street(town, [cast("Line", mouth)], mischief=NONE)
    street.begin(begin)
    mouth.now = begin
    while mouth.now < begin + seconds:
        following = street.step(mouth.now)
        mouth.now = max(following, mouth.now + 0.02)
    return mouth


@pytest.mark.parametrize("layers", [("street_lamps",), ("waste_bins",), tuple(KINDS)])
def test_everybody_is_heard_soon_and_then_at_an_even_pace(layers: tuple[str, ...]) -> None:
    known = bindings()
    every = {layer: known[layer].interval.total_seconds() for layer in layers}
    town = Town([one for layer in layers for one in some(layer, KINDS[layer])], bindings=known)
    longest = max(every.values())
    mouth = lived(town, EVENING.epoch, FIRST_WITHIN_S + 2 * longest)
    soon = {name for at, name, _ in mouth.said if at <= EVENING.epoch + FIRST_WITHIN_S}
    talking = {name for _, name, _ in mouth.said}
    assert soon == talking
    assert len(talking) > 0.95 * len(town.devices)
    minutes = Counter(int((at - EVENING.epoch - FIRST_WITHIN_S) // 60) for at, _, _ in mouth.said)
    usual = sum(60 * KINDS[layer] / every[layer] for layer in layers)
    for minute in range(int(2 * longest // 60)):
        assert minutes[minute] == pytest.approx(usual, rel=0.2, abs=2), (minute, usual, minutes)
    assert sum(minutes[k] for k in range(int(2 * longest // 60))) == pytest.approx(2 * longest / 60 * usual, rel=0.05)


def test_a_device_keeps_its_phase_after_a_restart() -> None:
    pace = Pace(900, 0.37)
    found = []
    for began in (1_000_000.0, 1_000_450.0):
        turns = Turns([pace], began, first_within_s=120)
        assert began <= turns.next_at < began + 120
        list(turns.due(turns.next_at))
        found.append(turns.next_at)
    assert len({at % 900 for at in found}) == 1
    turns = Turns([pace, pace], 0.0, first_within_s=120)
    assert list(turns.due(10_000.0)) == [0, 1], "turns missed by far are left out"
    assert 10_000 < turns.next_at <= 10_900


def test_a_lamp_that_changes_reports_at_once() -> None:
    town = Town(some("street_lamps", 600), bindings=bindings())
    dusk = dawn_and_dusk(EVENING.day)[1]
    mouth = lived(town, dusk - 300, 300 + NOTICED_WITHIN_S)
    lit = {name for at, name, state in mouth.said if at >= dusk and state["status"] == "on"}
    dark = {name for at, name, state in mouth.said if at < dusk and state["status"] == "off"}
    assert dark
    assert dark <= lit
    seconds = Counter(int(at - dusk) for at, _, _ in mouth.said if at >= dusk)
    assert max(seconds.values()) < 3 * 600 / NOTICED_WITHIN_S, "not all of them in one second"


def test_a_lamp_that_breaks_reports_at_once() -> None:
    lamps = some("street_lamps", 600)
    noon, broken = next(
        (at, lamp)
        for at in (NOON.shifted(k * DAY_S) for k in range(20))
        for lamp in lamps
        if lighting.broken(lamp, at.shifted(1), 1) and not lighting.broken(lamp, at.shifted(-1), 1)
    )
    mouth = lived(Town([broken], bindings=bindings()), noon.epoch - 300, 300 + NOTICED_WITHIN_S + 1)
    told = [(at, state["status"]) for at, _, state in mouth.said]
    assert (told[0][1], told[-1][1]) == ("off", "fault")
    assert noon.epoch <= told[-1][0] <= noon.epoch + NOTICED_WITHIN_S


def test_meters_follow_from_age_and_moment_and_never_run_backwards() -> None:
    ages = (dt.date(2005, 1, 1), dt.date(2025, 6, 20), dt.date(2026, 11, 1), dt.date(2030, 1, 1), None)
    lamps = [
        Device(layer="street_lamps", key=f"{k}", x=X, y=Y, facts={"rated_power_w": 150.0, "installed_on": ages[k % 5]})
        for k in range(60)
    ]
    cabinet = Device(layer="lighting_cabinets", key="T", x=X, y=Y, facts={"installed_on": dt.date(2012, 1, 1)})
    before = [(0.0, 0.0)] * len(lamps)
    fed = 0.0
    for hour in range(0, 24 * 400, 7):
        epoch = EVENING.epoch + hour * HOUR_S
        now = [lighting.meters(lamp, epoch, 1) for lamp in lamps]
        assert all(a <= b for old, new in zip(before, now, strict=True) for a, b in zip(old, new, strict=True))
        for lamp, (burned, energy) in zip(lamps, now, strict=True):
            installed = lamp.facts["installed_on"] or dt.date(2020, 1, 1)
            old_h = max(0, (Moment.of(epoch).date - installed).days + 1) * 24
            assert burned <= old_h * 0.5 + 10
            assert energy == pytest.approx(burned * 0.15)
        total = lighting.fed_kwh(cabinet, lamps, epoch, 1)
        assert fed <= total <= sum(energy for _, energy in now)
        before, fed = now, total


@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_a_replay_tells_the_present_time_and_leaves_the_meters_there(speed: float) -> None:
    scenario = SCENARIOS["flood-2020"]
    clock = Clock(began=EVENING.epoch, speed=speed, scenario=scenario)
    lamp, bin_ = some("street_lamps", 1)[0], some("waste_bins", 1)[0]
    town, present = Town([lamp, bin_], flood=scenario.flood, clock=clock), Town([lamp])
    told: list[dict[str, Any]] = []
    for k in range(60):
        wall = EVENING.epoch + k * 120
        state = readings(lamp, clock.moment(wall), town)
        now = readings(lamp, Moment.of(wall), present)
        if state and now:
            told.append(state)
            assert state["operating_h"] == now["operating_h"]
            assert state["energy_kwh"] == now["energy_kwh"]
        filled = readings(bin_, clock.moment(wall), town)
        assert filled
        emptied = dt.datetime.fromisoformat(str(filled["emptied_at"])).timestamp()
        assert wall - 12 * DAY_S < emptied <= wall + 0.001
        assert clock.moment(emptied).epoch <= clock.moment(wall).epoch + 1
    assert len(told) > 30
    assert clock.told(clock.moment(EVENING.epoch + 600).epoch) == pytest.approx(EVENING.epoch + 600)

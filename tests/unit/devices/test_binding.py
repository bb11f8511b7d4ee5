"""From names and units of the street to those of the layer."""

from __future__ import annotations

import datetime as dt

import pytest

from devices.binding import Binder, Implausible, Why
from devices.reading import Decoded, Raw, Reading, Value
from devices.units import UNITS, converted
from layers.core.binding import DeviceBinding, Feed
from layers.registry import LAYERS

AT = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
HOURLY = dt.timedelta(hours=1)


def binder(layer: str, *feeds: Feed) -> Binder:
    binding = DeviceBinding(main="status", expire_after=HOURLY, interval=HOURLY, feeds=feeds)
    return Binder(LAYERS[layer].declared, binding)


def taken(made: Binder, name: str, value: Value, unit: str | None = None) -> Value | Implausible:
    bound = made.bind(Decoded(readings=[Raw(name, AT, value, unit)]))
    (one,) = bound.readings or bound.implausible
    return one.value if isinstance(one, Reading) else one


def test_a_source_is_converted_and_the_own_name_is_not():
    gauge = binder("flood_points", Feed(property="level_m", source="level_mm", scale=0.001, offset=-1))
    assert taken(gauge, "level_mm", 6360.0) == pytest.approx(5.36)
    assert taken(gauge, "level_m", 5.36) == 5.36


def test_a_unit_that_the_message_names_is_what_counts():
    gauge = binder("flood_points", Feed(property="level_m", source="level_mm", scale=0.001))
    assert taken(gauge, "level_m", 536.0, "cm") == pytest.approx(5.36)
    assert taken(gauge, "level_m", 5.36, "m") == 5.36
    assert taken(gauge, "level_m", 536.0, "Cel") == Implausible("level_m", 536.0, "unit")
    assert taken(gauge, "battery_v", 3610.0, "mV") == pytest.approx(3.61)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("level_m", 9.5, "implausible"),
        ("level_m", "2.3", "type"),
        ("level_m", True, "type"),
        ("battery_v", -0.1, "implausible"),
        ("alarm", "BD1", "code"),
        ("alarm", 1.0, "code"),
        ("depth", 1.0, "unknown_property"),
        ("phenomenon_time", "2026-11-22T00:00:00Z", "unknown_property"),
        ("zero_m", 1.0, "unknown_property"),
    ],
)
def test_what_cannot_be_is_refused_alone(name: str, value: Value, why: Why):
    gauge = binder("flood_points", Feed(property="level_m", plausible=(-5, 9)))
    bound = gauge.bind(Decoded(readings=[Raw("trend", AT, "rising"), Raw(name, AT, value)]))
    assert bound.readings == [Reading("trend", AT, "rising")]
    assert bound.implausible == [Implausible(name, value, why)]


def test_names_a_network_adds_are_passed_over():
    bound = binder("flood_points").bind(Decoded(readings=[Raw("rain_tips", AT, 3.0)], strict=False))
    assert bound == ([], [])


def test_kinds_of_values():
    bin_ = binder("waste_bins")
    assert taken(bin_, "is_tilted", True) is True
    assert taken(bin_, "is_tilted", 0.0) is False
    assert taken(bin_, "is_tilted", 2.0) == Implausible("is_tilted", 2.0, "type")
    assert taken(bin_, "emptied_at", "2026-11-22T10:00:00+07:00") == "2026-11-22T03:00:00Z"
    assert taken(bin_, "emptied_at", 1795316400000.0) == "2026-11-22T03:00:00Z"
    assert taken(bin_, "emptied_at", "22/11/2026") == Implausible("emptied_at", "22/11/2026", "type")
    wifi = binder("wifi_points")
    assert taken(wifi, "user_count", 12.4) == 12.0
    assert taken(wifi, "user_count", 1e300) == Implausible("user_count", 1e300, "implausible")


def test_a_datastream_names_the_property():
    gauge = binder("flood_points", Feed(property="level_m", scale=0.001))
    raw = Decoded(readings=[Raw("result", AT, 5.36)])
    assert gauge.bind(raw, "level_m").readings == [Reading("level_m", AT, 5.36)]
    assert gauge.bind(raw, "no such").implausible[0].why == "unknown_property"


def test_a_scale_without_a_source_holds_for_the_own_name():
    gauge = binder("flood_points", Feed(property="level_m", scale=0.001))
    assert taken(gauge, "level_m", 5360.0) == pytest.approx(5.36)


@pytest.mark.parametrize(
    ("value", "unit", "into", "result"),
    [
        (300.0, "K", "Cel", 26.85),
        (0.5, "/", "%", 50),
        (1.0, "S/m", "mS/cm", 10),
        (12.0, "%RH", "%", 12),
        (3.0, "count", None, 3),
        (1.0, "kWh", "kW.h", 1),
        (2.0, "m/s", "km/h", 7.2),
        (1.0, "mg/L", "ug/m3", 1e6),
        (1.0, "parsec", "parsec", 1),
        (1.0, "parsec", "m", None),
        (1.0, "V", "A", None),
    ],
)
def test_units(value: float, unit: str, into: str | None, result: float | None):
    assert converted(value, unit, into) == (pytest.approx(result) if result is not None else None)


def test_units_lead_back():
    for unit, (base, _, _) in UNITS.items():
        for other in (one for one, (same, _, _) in UNITS.items() if same == base):
            there = converted(3.7, unit, other)
            assert there is not None
            assert converted(there, other, unit) == pytest.approx(3.7)

"""Monitoring stations: air that follows traffic, rain and season; muddied water; sensors that drift, stick and break."""

from __future__ import annotations

import math
from bisect import bisect_right

from devices.simulator.chance import between, smooth, spell, struck
from devices.simulator.kinds.traffic import use
from devices.simulator.moment import DAY_S, HOUR_S, Moment, date_of
from devices.simulator.town import Device, Readings, Town

_PM25 = ((0, 0), (25, 50), (50, 100), (80, 150), (150, 200), (250, 300), (350, 400), (500, 500))
_PM10 = ((0, 0), (50, 50), (150, 100), (250, 150), (350, 200), (420, 300), (500, 400), (600, 500))
"""Break points of the Vietnamese index for PM (Decision 1459/QĐ-TCMT of 2019): µg/m³ to index."""
_BANDS = ((50, "good"), (100, "moderate"), (150, "poor"), (200, "bad"), (300, "very_bad"))
CALIBRATED_DAYS = 30
_DRIFT, _STUCK, _BROKEN, _GAP, _PLACE = range(701, 706)
_NOISE_OF = {
    measured: 720 + place
    for place, measured in enumerate(
        ("pm25", "pm10", "no2", "so2", "o3", "co", "ph", "do", "cod", "tss", "nh4", "flow", "noise", "soil")
    )
}


def monitoring_station(device: Device, now: Moment, town: Town) -> Readings | None:
    """A station of one of five kinds; None in the gaps when nothing comes from it."""
    if struck(now.epoch, 12 * DAY_S, HOUR_S, 9 * HOUR_S, 0.5, town.seed, _GAP, device.number):
        return None
    if struck(now.epoch, 40 * DAY_S, 6 * HOUR_S, 3 * DAY_S, 0.6, town.seed, _BROKEN, device.number):
        return {"status": "fault"}
    seen = frozen(device, now, town.seed)
    measured = _KINDS.get(str(device.facts.get("kind")), _noise)(device, seen, town)
    return {"status": "online", **measured}


def frozen(device: Device, now: Moment, seed: int) -> Moment:
    """The moment that a station measures: a stuck sensor keeps telling the one in which it stuck."""
    stuck = spell(now.epoch, 20 * DAY_S, 2 * HOUR_S, 14 * HOUR_S, 0.6, seed, _STUCK, device.number)
    return Moment.of(stuck[0]) if stuck and stuck[0] <= now.epoch < stuck[1] else now


def drift(device: Device, now: Moment, seed: int) -> float:
    """By what a station's readings are too high: grows from one calibration to the next, by up to 12 %."""
    month, day = divmod(now.epoch / DAY_S + CALIBRATED_DAYS * between(0, 1, device.number, _PLACE), CALIBRATED_DAYS)
    return 1 + between(-0.04, 0.12, seed, device.number, int(month), _DRIFT) * day / CALIBRATED_DAYS


def index(value: float, steps: tuple[tuple[int, int], ...]) -> float:
    """The air quality index of a concentration."""
    k = bisect_right([step[0] for step in steps], value) - 1
    if k >= len(steps) - 1:
        return 500.0
    (low, i_low), (high, i_high) = steps[k], steps[k + 1]
    return i_low + (i_high - i_low) * (value - low) / (high - low)


def _air(device: Device, now: Moment, town: Town) -> Readings:
    traffic, washed = use(device, now, town), math.exp(-town.sky.rain_mm(now.epoch - 3 * HOUR_S, now.epoch) / 12)
    still = 1.6 / (0.6 + town.sky.wind_mps(now))
    dry = 1 + 0.25 * math.cos(2 * math.pi * (date_of(now.day).timetuple().tm_yday - 40) / 365)
    warm, off = town.sky.light_lx(now) / 100_000, drift(device, now, town.seed)
    pm25 = (
        22 * dry * (0.55 + 0.9 * traffic) * (0.35 + 0.65 * washed) * min(1.8, still) * _noisy(device, now, "pm25", 0.15)
    )
    pm10 = pm25 * (1.55 + 0.35 * washed) * _noisy(device, now, "pm10", 0.06)
    aqi = round(max(index(pm25 * off, _PM25), index(pm10 * off, _PM10)))
    return {
        "aqi": aqi,
        "air_quality": next((band for top, band in _BANDS if aqi <= top), "hazardous"),
        "pm25_ugm3": round(pm25 * off, 1),
        "pm10_ugm3": round(pm10 * off, 1),
        "no2_ugm3": round((8 + 34 * traffic) * still * off * _noisy(device, now, "no2", 0.1), 1),
        "so2_ugm3": round((5 + 7 * traffic) * off * _noisy(device, now, "so2", 0.15), 1),
        "o3_ugm3": round((26 + 62 * warm) * off * _noisy(device, now, "o3", 0.08), 1),
        "co_ugm3": round((280 + 900 * traffic) * still * off * _noisy(device, now, "co", 0.1)),
        "temperature_c": round(town.sky.warmth_c(now), 1),
        "humidity_pct": round(town.sky.damp_pct(now), 1),
    }


def _surface_water(device: Device, now: Moment, town: Town) -> Readings:
    mud = town.sky.rain_mm(now.epoch - 2 * DAY_S, now.epoch, device.x, device.y)
    off = drift(device, now, town.seed)
    warmth = town.sky.warmth_c(Moment.of(now.epoch - 3 * HOUR_S)) * 0.5 + 12.5
    light = town.sky.light_lx(now) / 100_000
    return {
        "temperature_c": round(warmth, 1),
        "ph": round(7.15 - 0.004 * min(80, mud) + 0.12 * (_noisy(device, now, "ph", 1.0) - 1), 2),
        "dissolved_oxygen_mgl": round((5.2 + 1.3 * light - 0.006 * min(100, mud)) * _noisy(device, now, "do", 0.06), 2),
        "cod_mgl": round((10 + 0.12 * min(150, mud)) * off * _noisy(device, now, "cod", 0.12), 1),
        "tss_mgl": round((28 + 2.2 * min(200, mud)) * off * _noisy(device, now, "tss", 0.2), 1),
        "ammonium_mgl": round((0.22 + 0.002 * min(100, mud)) * off * _noisy(device, now, "nh4", 0.2), 2),
    }


def _wastewater(device: Device, now: Moment, town: Town) -> Readings:
    shift = 0.35 + 0.65 * max(0.0, math.sin(math.pi * (now.hour - 5) / 16)) if 5 <= now.hour <= 21 else 0.35
    work = shift * (0.55 if now.weekday == 6 else 1.0)
    off = drift(device, now, town.seed)
    return {
        "temperature_c": round(26.5 + 2 * work, 1),
        "ph": round(7.3 + 0.3 * (_noisy(device, now, "ph", 1.0) - 1), 2),
        "cod_mgl": round((34 + 38 * work) * off * _noisy(device, now, "cod", 0.15), 1),
        "tss_mgl": round((22 + 24 * work) * off * _noisy(device, now, "tss", 0.15), 1),
        "ammonium_mgl": round((2.6 + 2.6 * work) * off * _noisy(device, now, "nh4", 0.2), 1),
        "flow_m3h": round(60 * work * _noisy(device, now, "flow", 0.12), 1),
    }


def _noise(device: Device, now: Moment, town: Town) -> Readings:
    traffic = use(device, now, town)
    level = 52 + 10 * math.log10(1 + 40 * traffic) + min(6.0, town.sky.rain_mmh(now) / 5)
    return {"noise_db": round(level + 2.5 * (_noisy(device, now, "noise", 1.0) - 1), 1)}


def _soil(device: Device, now: Moment, town: Town) -> Readings:
    wet = town.sky.rain_mm(now.epoch - 4 * DAY_S, now.epoch, device.x, device.y)
    return {
        "soil_moisture_pct": round(24 + 14 * (1 - math.exp(-wet / 40)) + (_noisy(device, now, "soil", 0.6) - 1), 1),
        "temperature_c": round(town.sky.warmth_c(Moment.of(now.epoch - 4 * HOUR_S)) * 0.6 + 9.5, 1),
        "ph": round(6.3 + 0.1 * (_noisy(device, now, "ph", 1.0) - 1), 2),
    }


def _noisy(device: Device, now: Moment, property: str, part: float) -> float:  # noqa: A002  the standard's word
    return 1 + part * smooth(now.epoch, 2400, device.number, _NOISE_OF[property])


_KINDS = {"air": _air, "surface_water": _surface_water, "wastewater": _wastewater, "noise": _noise, "soil": _soil}

"""Farms and their irrigation: the soil dries by evapotranspiration, rain and valves wet it again."""

from __future__ import annotations

import math
from functools import lru_cache

from devices.simulator.chance import between, smooth, struck
from devices.simulator.moment import DAY_S, HOUR_S, Moment, midnight
from devices.simulator.town import Device, Readings, Town

MM_PER_PCT = 3.0
"""Millimetres of water that one per cent of soil moisture is, over 0.3 m of roots."""
DRY_SHARE = 0.45
"""A zone is watered when less than this share of what plants can use is left."""
WATER_H = 5.5
"""When the morning's watering begins."""
_CROP = 1.0
_LONGEST_MIN = 180.0
_MEMORY_DAYS = 30
_FAULT, _SALT, _ACID, _LIGHT = range(801, 805)


class Zone:
    """What an irrigation zone's soil and pipes are like."""

    def __init__(self, device: Device) -> None:
        facts = device.facts
        self.full = float(facts.get("field_capacity_pct") or 33.0)
        self.dead = float(facts.get("wilting_point_pct") or 13.0)
        area = float(facts.get("area_m2") or 500.0)
        self.mm_per_min = (
            float(facts.get("flow_lh") or 1500.0) / 60 * float(facts.get("efficiency_pct") or 85.0) / 100 / area
        )
        self.trigger = self.dead + (self.full - self.dead) * DRY_SHARE * between(0.85, 1.15, device.number)


def daylight(hour: float) -> float:
    """Which part of a day's evaporation has happened by an hour."""
    return 0.0 if hour <= 6 else 1.0 if hour >= 18 else (1 - math.cos(math.pi * (hour - 6) / 12)) / 2


def watering_min(moisture: float, zone: Zone) -> float:
    """Minutes for which the valve opens in the morning: up to 90 % of field capacity; 0 when the soil is wet enough."""
    if moisture >= zone.trigger:
        return 0.0
    wanted = (zone.dead + 0.9 * (zone.full - zone.dead) - moisture) * MM_PER_PCT
    return min(_LONGEST_MIN, wanted / zone.mm_per_min)


def irrigation_zone(device: Device, now: Moment, town: Town) -> Readings | None:
    """A zone: its soil probe and its valve, which does as it is told before it does what is due."""
    zone = Zone(device)
    morning = _at_midnight(device, now.day, town)
    minutes = watering_min(_dried(device, morning, now.day, WATER_H, town), zone)
    begun = midnight(now.day) + WATER_H * HOUR_S
    run = min(max(0.0, (now.epoch - begun) / 60), minutes)
    extra, is_open = _told(device, now, town, zone, is_open=0 < run < minutes)
    wetted = (run * zone.mm_per_min + extra) / MM_PER_PCT
    moisture = min(zone.full + 3, _dried(device, morning, now.day, now.hour, town) + wetted)
    faulty = struck(now.epoch, 60 * DAY_S, 4 * HOUR_S, 2 * DAY_S, 0.5, town.seed, _FAULT, device.number)
    readings: Readings = {
        "valve": "fault" if faulty else "open" if is_open else "closed",
        "soil_moisture_pct": round(moisture, 1),
        "soil_temperature_c": round(town.sky.warmth_c(Moment.of(now.epoch - 3 * HOUR_S)) * 0.6 + 9.5, 1),
        "conductivity_mscm": round(between(0.7, 1.8, device.number, _SALT) * (1.4 - moisture / 90), 2),
        "ph": round(6.2 + 0.3 * smooth(now.epoch, 5 * DAY_S, device.number, _ACID), 1),
        "watered_today_mm": round(run * zone.mm_per_min + extra, 1),
    }
    last = _watered_at(device, now, town, zone)
    if last is not None:
        readings["watered_at"] = town.written(last)
    return readings


def farm(device: Device, now: Moment, town: Town) -> Readings | None:
    """The weather mast of a farm."""
    part = daylight(now.hour)
    return {
        "status": "fault"
        if struck(now.epoch, 90 * DAY_S, 3 * HOUR_S, DAY_S, 0.4, town.seed, _FAULT, device.number)
        else "online",
        "air_temperature_c": round(town.sky.warmth_c(now), 1),
        "humidity_pct": round(town.sky.damp_pct(now), 1),
        "wind_mps": round(town.sky.wind_mps(now), 1),
        "illuminance_lx": float(
            round(town.sky.light_lx(now) * (1 + 0.05 * smooth(now.epoch, 300, device.number, _LIGHT)))
        ),
        "et0_mm": round(town.sky.evaporation_mm(now.day) * part, 1),
    }


def _dried(device: Device, morning: float, day: int, hour: float, town: Town) -> float:
    """Moisture at an hour of a day without watering: less by what evaporates, more by rain."""
    rain = town.sky.rain_mm(midnight(day), midnight(day) + hour * HOUR_S, device.x, device.y)
    lost = _CROP * town.sky.evaporation_mm(day) * daylight(hour)
    return morning + (0.8 * rain - lost) / MM_PER_PCT


def _at_midnight(device: Device, day: int, town: Town) -> float:
    """Moisture at the begin of a day: reckoned on from the first of its thirty days."""
    return _reckoned(_Key(device, town), day)


class _Key:
    """A device in its town as the key of what was reckoned for it."""

    __slots__ = ("device", "town")

    def __init__(self, device: Device, town: Town) -> None:
        self.device, self.town = device, town

    def __hash__(self) -> int:
        return hash((self.device.number, id(self.town)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.device is self.device and other.town is self.town


@lru_cache(maxsize=8192)
def _reckoned(key: _Key, day: int) -> float:
    zone = Zone(key.device)
    if day % _MEMORY_DAYS == 0:
        return zone.dead + (zone.full - zone.dead) * between(0.55, 0.9, key.device.number, day)
    before = _reckoned(key, day - 1)
    minutes = watering_min(_dried(key.device, before, day - 1, WATER_H, key.town), zone)
    after = _dried(key.device, before, day - 1, 24.0, key.town) + minutes * zone.mm_per_min / MM_PER_PCT
    return min(zone.full, max(zone.dead + 1, after))


def _told(device: Device, now: Moment, town: Town, zone: Zone, *, is_open: bool) -> tuple[float, bool]:
    """Millimetres that commands have added today, and whether the valve is open."""
    told = town.order(device, "open_valve", "close_valve")
    if told is None or told.at > now.epoch or Moment.of(told.at).day != now.day:
        return 0.0, is_open
    if told.action == "close_valve":
        return 0.0, False
    wanted = told.value or 10.0
    ran = min(wanted, (now.epoch - told.at) / 60)
    return ran * zone.mm_per_min, is_open or ran < wanted


def _watered_at(device: Device, now: Moment, town: Town, zone: Zone) -> float | None:
    """When the last watering of the last week ended."""
    told = town.order(device, "open_valve")
    if told and told.at + 60 * (told.value or 10.0) <= now.epoch:
        return told.at + 60 * (told.value or 10.0)
    for day in range(now.day, now.day - 7, -1):
        minutes = watering_min(_dried(device, _at_midnight(device, day, town), day, WATER_H, town), zone)
        end = midnight(day) + WATER_H * HOUR_S + 60 * minutes
        if minutes and end <= now.epoch:
            return end
    return None

"""Waste: bins that fill by place, weekday and hour until their round comes by, and sites that take it in."""

from __future__ import annotations

from functools import lru_cache

from devices.simulator.chance import between, share, smooth, struck
from devices.simulator.moment import DAY_S, HOUR_S, Moment, midnight
from devices.simulator.radio import cell_pct
from devices.simulator.town import Device, Readings, Town

_WEEK = (1.0, 0.92, 0.94, 0.97, 1.08, 1.3, 1.22)
"""How much is thrown away on each day of the week."""
_SHIFT_H = {"night": 22.0, "morning": 6.0, "afternoon": 15.0}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ROUND_H = 3.0
_LOOK_BACK_DAYS = 12
_MISSED = 0.05
_TILT, _MISS, _AT, _RATE, _LEFT, _NOISE, _FAULT, _LOAD = range(501, 509)


@lru_cache(maxsize=512)
def _until(day: int) -> float:
    """What a bin has taken in up to a midnight, in days of an even week."""
    weeks, rest = divmod(day, 7)
    return weeks * sum(_WEEK) + sum(_WEEK[(weeks * 7 + k + 3) % 7] for k in range(rest))


def thrown(now: Moment) -> float:
    """What has been thrown away up to a moment, in days of an even week; nearly nothing comes at night."""
    if now.hour < 6:
        part = 0.01 * now.hour
    elif now.hour < 22:
        part = 0.06 + 0.92 * (now.hour - 6) / 16
    else:
        part = 0.98 + 0.01 * (now.hour - 22)
    return _until(now.day) + _WEEK[now.weekday] * part


def fills_pct(device: Device) -> float:
    """How much of a bin fills on an even day, in %: more in the heart of the town and in small bins."""
    size = {120: 1.5, 240: 1.0, 660: 0.75, 1100: 0.6}.get(int(device.facts.get("volume_l") or 240), 1.0)
    return (18 + 62 * device.busy) * size * between(0.7, 1.35, device.number, _RATE)


def emptied(device: Device, now: Moment, seed: int) -> float:
    """Epoch seconds at which a bin was emptied last."""
    days = device.facts.get("days") or _DAYS
    shift = _SHIFT_H.get(str(device.facts.get("shift")), 6.0) + _ROUND_H * share(device.number, _AT)
    for day in range(now.day, now.day - _LOOK_BACK_DAYS, -1):
        at = midnight(day) + shift * HOUR_S + 600 * share(device.number, day, _AT)
        if at <= now.epoch and _DAYS[(day + 3) % 7] in days and share(seed, device.number, day, _MISS) >= _MISSED:
            return at
    return midnight(now.day - _LOOK_BACK_DAYS)


def waste_bin(device: Device, now: Moment, town: Town) -> Readings | None:
    """A bin with an ultrasonic sensor in its lid."""
    since = emptied(device, now, town.seed)
    left = between(0, 6, device.number, int(since), _LEFT)
    fill = left + fills_pct(device) * (thrown(now) - thrown(Moment.of(since)))
    sun = 6 * max(0.0, 1 - abs(now.hour - 14) / 5) * (1 - town.sky.cloud(now))
    return {
        "fill_pct": float(round(min(100.0, max(0.0, fill + 0.8 * smooth(now.epoch, 1800, device.number, _NOISE))))),
        "temperature_c": round(town.sky.warmth_c(now) + 1 + sun, 1),
        "is_tilted": struck(now.epoch, 25 * DAY_S, HOUR_S, 14 * HOUR_S, 0.6, town.seed, _TILT, device.number),
        "emptied_at": town.written(since),
        "battery_pct": cell_pct(device, now),
        "status": "fault"
        if struck(now.epoch, 60 * DAY_S, DAY_S, 3 * DAY_S, 0.6, town.seed, _FAULT, device.number)
        else "online",
    }


def waste_site(device: Device, now: Moment, town: Town) -> Readings | None:
    """A site: what came in since midnight, over the rounds of the day."""
    capacity = float(device.facts.get("capacity_td") or 6.0)
    day = 0.62 * capacity * _WEEK[now.weekday] * between(0.9, 1.1, device.number, now.day, _LOAD)
    steps = ((1.0, 0.35), (6.0, 0.0), (9.5, 0.35), (15.0, 0.0), (18.0, 0.2), (22.0, 0.0), (24.0, 0.1))
    came, before = 0.0, 0.0
    for hour, part in steps:
        came += part * min(1.0, max(0.0, (now.hour - before) / (hour - before)))
        before = hour
    return {"received_today_t": round(day * came, 1)}

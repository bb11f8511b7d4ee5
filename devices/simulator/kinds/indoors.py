"""Cameras, wifi points and the counters of the one-stop offices: people and networks by the hour."""

from __future__ import annotations

import math

from devices.simulator.chance import between, share, smooth, struck
from devices.simulator.moment import DAY_S, HOUR_S, Moment
from devices.simulator.town import Device, Readings, Town

_LINK, _FAULT, _OFF, _USERS, _QUEUE, _ON_TIME, _LIKED = range(901, 908)
_OPEN_H = ((7.5, 11.5), (13.5, 17.0))
"""When the one-stop offices are open, Monday to Friday."""


def camera(device: Device, now: Moment, town: Town) -> Readings | None:
    """A camera as its recorder sees it: it answers late in the evening's traffic, or not."""
    if struck(now.epoch, 30 * DAY_S, 20 * 60, 20 * HOUR_S, 0.8, town.seed, _OFF, device.number):
        return {"status": "offline"}
    if struck(now.epoch, 70 * DAY_S, 6 * HOUR_S, 3 * DAY_S, 0.6, town.seed, _FAULT, device.number):
        return {"status": "fault"}
    evening = 25 * max(0.0, 1 - abs(now.hour - 20) / 3)
    wander = 1 + 0.4 * smooth(now.epoch, 600, town.seed, _LINK, device.number)
    return {"status": "online", "latency_ms": float(round((between(12, 55, device.number, _LINK) + evening) * wander))}


def wifi_point(device: Device, now: Moment, town: Town) -> Readings | None:
    """An access point: most are on it in the evening and at the week's end."""
    if struck(now.epoch, 20 * DAY_S, HOUR_S, 10 * HOUR_S, 0.5, town.seed, _OFF, device.number):
        return {"status": "fault", "user_count": 0}
    day = (
        0.1
        + 0.5 * max(0.0, math.sin(math.pi * (now.hour - 6) / 15))
        + 0.7 * math.exp(-(((now.hour - 19.5) / 1.8) ** 2))
    )
    week = 1.35 if now.weekday >= 5 else 1.0
    rain = 1 - min(0.6, town.sky.rain_mmh(now) / 10)
    users = between(14, 60, device.number, _USERS) * day * week * rain
    return {
        "status": "online",
        "user_count": max(0, round(users * (1 + 0.2 * smooth(now.epoch, 1200, device.number, _USERS)))),
    }


def public_facility(device: Device, now: Moment, town: Town) -> Readings | None:
    """The counters of a one-stop office; other facilities have none and say nothing."""
    if device.facts.get("kind") not in (None, "one_stop"):
        return None
    counters = max(1, int(device.facts.get("counter_count") or 4))
    queue = 0
    is_open = now.weekday < 5 and any(low <= now.hour < high for low, high in _OPEN_H)
    if is_open:
        rush = 1.0 if now.weekday in (0, 4) else 0.65
        shape = math.exp(-(((now.hour - 9) / 1.2) ** 2)) + 0.7 * math.exp(-(((now.hour - 14.8) / 1.1) ** 2))
        queue = round(counters * 2.4 * rush * shape * (1 + 0.35 * smooth(now.epoch, 900, device.number, _QUEUE)))
    month = now.day // 30
    return {
        "queue_length": queue,
        "wait_min": round(queue * 7.5 / counters, 1),
        "on_time_pct": round(90 + 9.5 * share(device.number, month, _ON_TIME), 1),
        "satisfaction_pct": round(82 + 15 * share(device.number, month, _LIKED), 1),
    }

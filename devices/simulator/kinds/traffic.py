"""Roads and signals: flow with two peaks a day, cycles that follow it, heads that turn in their cycle."""

from __future__ import annotations

import math

from devices.simulator.chance import between, name, share, smooth, struck
from devices.simulator.moment import DAY_S, HOUR_S, Moment
from devices.simulator.town import Device, Readings, Told, Town

_PEAKS = ((7.0, 0.9, 0.52), (11.3, 1.0, 0.24), (17.1, 1.1, 0.58), (19.8, 1.4, 0.18))
"""Hour, width in hours and height of the day's peaks."""
_FREE_KMH = 50.0
_STEPS = ((0.3, "A"), (0.5, "B"), (0.68, "C"), (0.82, "D"), (0.93, "E"))
_PCU = 0.45
"""PCU of the mean vehicle where most ride motorbikes."""
YELLOW_S, ALL_RED_S = 3.0, 2.0
_USE, _DETECTOR, _CYCLE, _SHIFT, _FAULT, _MODE = range(601, 607)


def use(device: Device, now: Moment, town: Town) -> float:
    """Share of a road's capacity that is used: by hour, weekday, place and chance; less in heavy rain."""
    shape = 0.06 + sum(height * math.exp(-(((now.hour - at) / width) ** 2)) for at, width, height in _PEAKS)
    if now.weekday == 6:
        shape *= 0.62
    elif now.weekday == 5:
        shape *= 0.84
    wander = 1 + 0.1 * smooth(now.epoch, 900, town.seed, _USE, device.number)
    rain = 1 - min(0.25, town.sky.rain_mmh(now) / 120)
    return min(1.05, shape * between(0.75, 1.3, device.number, _USE) * (0.7 + 0.45 * device.busy) * wander * rain)


def traffic_flow(device: Device, now: Moment, town: Town) -> Readings | None:
    """A counted road, over the last five minutes."""
    capacity = float(device.facts.get("capacity_pcuh") or 1900.0)
    used = use(device, now, town)
    flow = round(used * capacity)
    speed = max(6.0, _FREE_KMH * (1 - 0.72 * min(1.0, used) ** 2.4) - min(8.0, town.sky.rain_mmh(now) / 3))
    dim = 3.5 if now.hour < 5.5 or now.hour > 18 else 0.0
    wet = min(5.0, town.sky.rain_mmh(now) / 3)
    accuracy = (
        between(84, 93, device.number, _DETECTOR) - dim - wet + smooth(now.epoch, HOUR_S, device.number, _DETECTOR)
    )
    return {
        "service_level": next((level for top, level in _STEPS if used < top), "F"),
        "flow_pcuh": float(flow),
        "vehicle_count": round(flow / 12 / _PCU),
        "speed_kmh": round(speed, 1),
        "density_pcukm": round(flow / speed, 1),
        "occupancy_pct": round(min(100.0, used * 48), 1),
        "accuracy_pct": round(accuracy, 1),
    }


def cycle_s(used: float) -> float:
    """Cycle time by how much of the capacity is used, in steps of 5 s."""
    return float(min(120, max(60, 5 * round((45 + 70 * used) / 5))))


def junction(device: Device, now: Moment, town: Town) -> Readings | None:
    """The controller of a junction with signals; others have none and say nothing."""
    if device.facts.get("control") not in (None, "signals"):
        return None
    mode = _mode(device, now, town)
    faulty = struck(now.epoch, 50 * DAY_S, HOUR_S, 8 * HOUR_S, 0.6, town.seed, _FAULT, device.number)
    return {
        "mode": "dark" if faulty else mode,
        "cycle_s": 0.0 if faulty or mode == "flashing" else _cycle(device, now, town, mode),
        "status": "fault" if faulty else "online",
    }


def traffic_signal(device: Device, now: Moment, town: Town) -> Readings | None:
    """A signal head: groups 2 and 4 share the cycle of their junction; who walks crosses while the others stand."""
    owner = town.by_id.get(str(device.facts.get("junction_id")))
    controller = (junction(owner, now, town) if owner else None) or {"mode": "fixed", "cycle_s": 75.0}
    mode = str(controller["mode"])
    if mode in ("dark", "flashing"):
        aspect = "dark" if mode == "dark" or device.facts.get("kind") == "pedestrian" else "flashing_yellow"
        return {"aspect": aspect, "status": "fault" if mode == "dark" else "online"}
    cycle = float(controller["cycle_s"])
    shift = 0.5 if int(device.facts.get("signal_group") or 2) % 4 == 0 else 0.0
    place = (now.epoch / cycle + share(name(str(device.facts.get("junction_id"))), _SHIFT) + shift) % 1 * cycle
    green = cycle / 2 - YELLOW_S - ALL_RED_S
    aspect = "green" if place < green else "yellow" if place < green + YELLOW_S else "red"
    if device.facts.get("kind") == "pedestrian":
        aspect = "green" if cycle / 2 <= place < cycle - 8 else "red"
    lamp_out = struck(now.epoch, 90 * DAY_S, 4 * HOUR_S, 2 * DAY_S, 0.7, town.seed, _FAULT, device.number)
    return {"aspect": aspect, "status": "fault" if lamp_out else "online"}


def _mode(device: Device, now: Moment, town: Town) -> str:
    told: Told | None = town.order(device, "fixed_plan", "flash")
    if told and now.epoch < told.at + HOUR_S:
        return "fixed" if told.action == "fixed_plan" else "flashing"
    if now.hour < 5 or now.hour >= 23:
        return "flashing"
    return "adaptive" if device.facts.get("corridor") and share(device.number, _MODE) < 0.6 else "fixed"


def _cycle(device: Device, now: Moment, town: Town, mode: str) -> float:
    if mode != "adaptive":
        return cycle_s(0.5)
    quarter = Moment.of(now.epoch // 900 * 900)
    return cycle_s(use(device, quarter, town))

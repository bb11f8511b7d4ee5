"""Street lamps, the cabinets that feed them and the streets they light: dusk to dawn, dimmed late, broken now and then."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from devices.simulator.chance import name, share, smooth, spell, struck
from devices.simulator.moment import DAY_S, HOUR_S, Moment, day_of, midnight
from devices.simulator.sun import dawn_and_dusk
from devices.simulator.town import Device, Readings, Town

EARLIEST = Moment.at(1990, 1, 1).day
"""Nothing is counted before this day."""
USUAL = Moment.at(2020, 1, 1).day
"""A lamp or cabinet of unknown age counts from this day."""
FULL, ECONOMY, NIGHT = 100.0, 70.0, 40.0
"""Light levels of the dim programme in %: until 22:00, until midnight, and until 05:00."""
_FAULT_DAYS = 120
_FAULT, _OUT, _VOLT, _PLACE, _DOOR = range(201, 206)


def dims(lamp: Device) -> bool:
    """Whether a lamp follows the dim programme: LED with a link to the centre."""
    return lamp.facts.get("lamp_type") == "led" and lamp.facts.get("control_link") not in (None, "none")


def rated_w(lamp: Device) -> float:
    """The rated power of a lamp in W."""
    return float(lamp.facts.get("rated_power_w") or 100.0)


def programme_pct(now: Moment, *, dimmed: bool) -> float:
    """The level that a lamp is to burn with now: 0 by day."""
    dawn, dusk = dawn_and_dusk(now.day)
    if dawn <= now.epoch < dusk:
        return 0.0
    if not dimmed or 5 <= now.hour < 22:
        return FULL
    return ECONOMY if now.hour >= 22 else NIGHT


def draw(level_pct: float) -> float:
    """Which part of its rated power a lamp draws at a level."""
    return 0.1 + 0.9 * level_pct / 100 if level_pct else 0.0


class _Meter:
    """Hours burned, and hours at full power that they come to, since `EARLIEST`."""

    def __init__(self, *, dimmed: bool) -> None:
        self._dimmed = dimmed
        self._sums: list[tuple[float, float]] = [(0.0, 0.0)]

    def at(self, epoch: float) -> tuple[float, float]:
        """Both counts at a second."""
        now = Moment.of(epoch)
        place = max(0, now.day - EARLIEST)
        while len(self._sums) <= place:
            day = EARLIEST + len(self._sums) - 1
            burned, full = self._within(day, midnight(day + 1))
            before = self._sums[-1]
            self._sums.append((before[0] + burned, before[1] + full))
        burned, full = self._within(now.day, epoch)
        return self._sums[place][0] + burned, self._sums[place][1] + full

    def _within(self, day: int, until: float) -> tuple[float, float]:
        dawn, dusk = dawn_and_dusk(day)
        begin = midnight(day)
        edges = ((begin, dawn), (dusk, begin + DAY_S))
        steps = ((0.0, 5.0, NIGHT), (5.0, 22.0, FULL), (22.0, 24.0, ECONOMY))
        burned = full = 0.0
        for low, high in edges:
            for first, last, level in steps:
                span = min(high, begin + last * HOUR_S, until) - max(low, begin + first * HOUR_S)
                if span > 0:
                    burned += span / HOUR_S
                    full += span / HOUR_S * draw(level if self._dimmed else FULL)
        return burned, full


_METERS = {dimmed: _Meter(dimmed=dimmed) for dimmed in (False, True)}


def cut(cabinet: str, now: Moment, seed: int) -> bool:
    """Whether a cabinet has no power: it and its lamps are silent."""
    return struck(now.epoch, 45 * DAY_S, HOUR_S, 4 * HOUR_S, 0.35, seed, _OUT, name(cabinet))


def broken(lamp: Device, now: Moment, seed: int) -> bool:
    """Whether a lamp is broken: from the noon of one day to that of another."""
    found = _fault(lamp.number, _slot(now.epoch), seed)
    return found is not None and found[0] <= now.epoch < found[1]


def street_lamp(lamp: Device, now: Moment, town: Town) -> Readings | None:
    """A lamp: what it was told or its programme, and the power that goes with it; None while its cabinet has no power."""
    cabinet = str(lamp.facts.get("cabinet_id") or lamp.key)
    if cut(cabinet, now, town.seed):
        return None
    rated, dimmed = rated_w(lamp), dims(lamp)
    level = _wanted(lamp, now, town, dimmed=dimmed)
    dead = broken(lamp, now, town.seed)
    noise = 1 + 0.015 * smooth(now.epoch, 900, town.seed, lamp.number)
    power = 0.4 if dead or not level else rated * draw(level) * noise
    voltage = voltage_v(cabinet, now, town.seed)
    burned, energy = meters(lamp, town.clock.told(now.epoch), town.seed)
    lit = level > 0 and not dead
    return {
        "status": "fault" if dead else "off" if not level else "on" if level >= FULL else "dimmed",
        "level_pct": 0.0 if dead else level,
        "power_w": round(power, 1),
        "voltage_v": round(voltage, 1),
        "current_a": round(power / (voltage * 0.95), 3),
        "energy_kwh": round(energy, 2),
        "temperature_c": round(town.sky.warmth_c(now) + (8 + 26 * level / 100 if lit else 1.0) * noise, 1),
        "operating_h": round(burned, 1),
    }


def lighting_cabinet(cabinet: Device, now: Moment, town: Town) -> Readings | None:
    """A cabinet: the sum of its lamps, and its door; None while it has no power."""
    lamps = town.beside(cabinet)
    identifier = str(cabinet.facts.get("id") or cabinet.key)
    if cut(identifier, now, town.seed):
        return None
    power = 0.0
    for lamp in lamps:
        if not broken(lamp, now, town.seed):
            power += rated_w(lamp) * draw(_wanted(lamp, now, town, dimmed=dims(lamp)))
    working = 7.5 <= now.hour < 17
    opened = working and struck(now.epoch, 20 * DAY_S, 900, 5400, 0.8, town.seed, _DOOR, cabinet.number)
    return {
        "status": "fault" if lamps and _cable(lamps, now, town.seed) else "online",
        "power_kw": round(power / 1000 + 0.02, 2),
        "energy_kwh": round(fed_kwh(cabinet, lamps, town.clock.told(now.epoch), town.seed), 1),
        "door_open": opened,
    }


def lighting_segment(segment: Device, now: Moment, town: Town) -> Readings | None:
    """A lit street: the energy of the night that ended last."""
    dawn, _ = dawn_and_dusk(now.day)
    day = now.day if now.epoch >= dawn else now.day - 1
    begin, end = dawn_and_dusk(day - 1)[1], dawn_and_dusk(day)[0]
    energy = 0.0
    for lamp in town.beside(segment):
        if broken(lamp, Moment.of(end), town.seed):
            continue
        meter = _METERS[dims(lamp)]
        energy += rated_w(lamp) * (meter.at(end)[1] - meter.at(begin)[1]) / 1000
    return {"energy_last_night_kwh": round(energy, 2)}


def shown(lamp: Device, now: Moment, town: Town) -> tuple[bool, float] | None:
    """What of a lamp is told at once when it changes: whether it is broken, and its level; None while it is silent."""
    if cut(str(lamp.facts.get("cabinet_id") or lamp.key), now, town.seed):
        return None
    return broken(lamp, now, town.seed), _wanted(lamp, now, town, dimmed=dims(lamp))


def meters(lamp: Device, epoch: float, seed: int, *, since: int = EARLIEST) -> tuple[float, float]:
    """Hours burned and kWh drawn by a lamp since it was installed, or since the local day `since` when that is later."""
    burned, full = _counted(lamp.number, max(since, _installed(lamp)), epoch, seed, dimmed=dims(lamp))
    return burned, full * rated_w(lamp) / 1000


def fed_kwh(cabinet: Device, lamps: Iterable[Device], epoch: float, seed: int) -> float:
    """The energy that a cabinet has given to its lamps since it was installed."""
    since = _installed(cabinet)
    return sum(meters(lamp, epoch, seed, since=since)[1] for lamp in lamps)


def voltage_v(cabinet: str, now: Moment, seed: int) -> float:
    """Voltage at a cabinet: lower in the evening when everybody cooks."""
    sag = 5 * max(0.0, 1 - abs(now.hour - 19) / 3)
    return 226 + 4 * (share(name(cabinet), _PLACE) - 0.5) - sag + 1.5 * smooth(now.epoch, 600, seed, _VOLT)


def _wanted(lamp: Device, now: Moment, town: Town, *, dimmed: bool) -> float:
    """The level: as the lamp or its cabinet was told last, until the next dusk or dawn, else as the programme has it."""
    cabinet = town.by_id.get(str(lamp.facts.get("cabinet_id")))
    orders = [town.order(lamp, "dim", "automatic"), town.order(cabinet, "switch_on", "switch_off") if cabinet else None]
    told = max((order for order in orders if order), key=lambda order: order.at, default=None)
    if told is None or told.action == "automatic" or now.epoch >= _next_turn(told.at):
        return programme_pct(now, dimmed=dimmed)
    if told.action == "dim":
        return min(100.0, max(0.0, told.value or 0.0))
    return FULL if told.action == "switch_on" else 0.0


def _next_turn(epoch: float) -> float:
    day = Moment.of(epoch).day
    turns = [*dawn_and_dusk(day), dawn_and_dusk(day + 1)[0]]
    return next(turn for turn in turns if turn > epoch)


def _slot(epoch: float) -> int:
    return int(epoch // (_FAULT_DAYS * DAY_S))


@lru_cache(maxsize=32768)
def _fault(number: int, slot: int, seed: int) -> tuple[float, float] | None:
    """The fault of a lamp in a slot of time, from noon to noon."""
    found = spell(
        slot * _FAULT_DAYS * DAY_S + 1, _FAULT_DAYS * DAY_S, 2 * DAY_S, 20 * DAY_S, 0.16, seed, _FAULT, number
    )
    if found is None:
        return None
    begin, end = (midnight(Moment.of(at).day) + 12 * HOUR_S for at in found)
    return begin, end


@lru_cache(maxsize=65536)
def _lost(number: int, since: int, slot: int, seed: int, *, dimmed: bool) -> tuple[float, float]:
    """Hours, and full hours, that faults from a day on and before a slot have taken from a lamp's meters."""
    burned = full = 0.0
    for earlier in range(_slot(midnight(since)), slot):
        more = _dark(number, since, earlier, math.inf, seed, dimmed=dimmed)
        burned, full = burned + more[0], full + more[1]
    return burned, full


def _counted(number: int, since: int, epoch: float, seed: int, *, dimmed: bool) -> tuple[float, float]:
    """Hours, and full hours, that a lamp has burned from a day on."""
    begin, slot = midnight(since), _slot(epoch)
    if epoch <= begin:
        return 0.0, 0.0
    burned, full = _between(begin, epoch, dimmed=dimmed)
    lost = _lost(number, since, slot, seed, dimmed=dimmed)
    losing = _dark(number, since, slot, epoch, seed, dimmed=dimmed)
    return burned - lost[0] - losing[0], full - lost[1] - losing[1]


def _dark(number: int, since: int, slot: int, until: float, seed: int, *, dimmed: bool) -> tuple[float, float]:
    """Hours, and full hours, that the fault of a slot takes from a lamp from a day on and until a second."""
    found = _fault(number, slot, seed)
    begin, end = (max(found[0], midnight(since)), min(found[1], until)) if found else (0.0, 0.0)
    return _between(begin, end, dimmed=dimmed) if begin < end else (0.0, 0.0)


def _installed(device: Device) -> int:
    """The local day from which a device counts."""
    date = device.facts.get("installed_on")
    return max(EARLIEST, day_of(date)) if date else USUAL


def _between(begin: float, end: float, *, dimmed: bool) -> tuple[float, float]:
    low, high = _METERS[dimmed].at(begin), _METERS[dimmed].at(end)
    return max(0.0, high[0] - low[0]), max(0.0, high[1] - low[1])


def _cable(lamps: list[Device], now: Moment, seed: int) -> bool:
    """Whether so many lamps of a cabinet are broken that the fault is the cabinet's."""
    return sum(broken(lamp, now, seed) for lamp in lamps) * 5 > len(lamps)

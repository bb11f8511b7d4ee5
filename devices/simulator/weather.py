"""The sky over the city: rain that adds up, warmth, damp, wind and cloud, the same for every device that stands in it.

Rain is kept as what has fallen since a fixed day, so that the amounts of any two gauges and any two spans agree.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Protocol

from devices.simulator import sun
from devices.simulator.chance import share, smooth
from devices.simulator.moment import DAY_S, HOUR_S, Moment, date_of, midnight

_WARMTH = (19.5, 20.5, 23.0, 26.0, 28.5, 29.8, 29.6, 29.0, 27.0, 25.0, 22.8, 20.0)
_WET = (0.45, 0.40, 0.35, 0.30, 0.35, 0.25, 0.25, 0.35, 0.55, 0.70, 0.70, 0.60)
_DEPTH_MM = (4.0, 3.0, 3.0, 6.0, 10.0, 9.0, 9.0, 14.0, 26.0, 34.0, 22.0, 9.0)
"""By month: mean warmth in °C, odds of a day with rain, mean rain of such a day. A plausible year, not a record."""
_REACH_DAYS = 2
_STEP_S = 10.0
"""The air is reckoned anew so often."""
_RAIN, _SPREAD, _CLOUD, _WIND, _AIR, _DAMP = range(101, 107)


class Rain(Protocol):
    """Where rain comes from: millimetres fallen since some fixed time, never less at a later one."""

    def fallen_mm(self, epoch: float) -> float:
        """Millimetres fallen up to this second."""
        ...


class Storms:
    """Rain of an ordinary year: on a wet day one storm, its hour, length and depth by chance."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._first = Moment.at(2020, 1, 1).day
        self._sums = [0.0]
        self._storm = lru_cache(maxsize=4096)(self._made)

    def fallen_mm(self, epoch: float) -> float:
        """Millimetres fallen since 2020."""
        day = Moment.of(epoch).day
        total = self._sum(day - _REACH_DAYS)
        for number in range(day - _REACH_DAYS, day + _REACH_DAYS + 1):
            depth, middle, spread = self._storm(number)
            if depth:
                total += depth * 0.5 * (1 + math.erf((epoch - middle) / (spread * math.sqrt(2))))
        return total

    def _sum(self, day: int) -> float:
        place = max(0, day - self._first)
        while len(self._sums) <= place:
            self._sums.append(self._sums[-1] + self._storm(self._first + len(self._sums) - 1)[0])
        return self._sums[place]

    def _made(self, day: int) -> tuple[float, float, float]:
        """Depth in mm, middle in epoch seconds and spread in seconds of the storm of a day; depth 0 when it is dry."""
        month = date_of(day).month - 1
        if share(self.seed, _RAIN, day, 1) >= _WET[month]:
            return 0.0, 0.0, 1.0
        depth = min(220.0, -_DEPTH_MM[month] * math.log(1 - share(self.seed, _RAIN, day, 2)))
        middle = midnight(day) + DAY_S * share(self.seed, _RAIN, day, 3)
        return depth, middle, HOUR_S * (0.8 + 2.7 * share(self.seed, _RAIN, day, 4))


class Sky:
    """What the air does at a moment and a place (metres in EPSG:9212)."""

    def __init__(self, seed: int, rain: Rain) -> None:
        self.seed = seed
        self.rain = rain
        self._air = lru_cache(maxsize=512)(self._felt)

    def rain_mm(self, since: float, until: float, x: float = 0.0, y: float = 0.0) -> float:
        """Millimetres that fell at a place between two epoch seconds."""
        fallen = self.rain.fallen_mm(until) - self.rain.fallen_mm(since)
        return max(0.0, fallen * _here(x, y))

    def rain_mmh(self, now: Moment, x: float = 0.0, y: float = 0.0) -> float:
        """Rain of this moment in mm/h, over its last five minutes."""
        return self._air(int(now.epoch // _STEP_S))[0] * _here(x, y)

    def cloud(self, now: Moment) -> float:
        """Share of the sky under cloud, 0 to 1; rain needs cloud."""
        return self._air(int(now.epoch // _STEP_S))[1]

    def warmth_c(self, now: Moment) -> float:
        """Air temperature in °C: the month's, warmest at 14:00, cooler in rain."""
        return self._air(int(now.epoch // _STEP_S))[2]

    def _felt(self, step: int) -> tuple[float, float, float]:
        """Rain in mm/h, cloud and warmth of a step of time."""
        now = Moment.of(step * _STEP_S)
        rain = 12 * (self.rain.fallen_mm(now.epoch) - self.rain.fallen_mm(now.epoch - 300))
        drift = 0.45 + 0.4 * smooth(now.epoch, 5 * HOUR_S, self.seed, _CLOUD)
        cloud = min(1.0, max(0.05, drift + min(0.6, rain / 4)))
        swing = (2.5 + 3.2 * (1 - cloud)) * math.cos(2 * math.pi * (now.hour - 14) / 24)
        wander = 1.6 * smooth(now.epoch, 2.5 * DAY_S, self.seed, _AIR)
        return rain, cloud, _monthly(_WARMTH, now.day) + swing + wander - min(2.5, rain / 5)

    def damp_pct(self, now: Moment) -> float:
        """Relative humidity in %: high at night and in rain, low in the warm hours of a dry day."""
        dry = 12 * (1 - self.cloud(now)) * math.cos(2 * math.pi * (now.hour - 14) / 24)
        wander = 4 * smooth(now.epoch, 7 * HOUR_S, self.seed, _DAMP)
        return min(100.0, max(30.0, 82 - dry + wander + min(14.0, 3 * self.rain_mmh(now))))

    def wind_mps(self, now: Moment) -> float:
        """Wind in m/s at 2 m: a sea breeze by day, gusts with rain."""
        breeze = 1.2 + 1.4 * max(0.0, math.sin(math.pi * (now.hour - 8) / 12))
        return max(0.1, breeze * (1 + 0.5 * smooth(now.epoch, HOUR_S, self.seed, _WIND)) + self.rain_mmh(now) / 15)

    def light_lx(self, now: Moment) -> float:
        """Daylight in lx, 0 to about 110,000."""
        height = sun.height_deg(now)
        if height <= -6:
            return 0.0
        if height <= 0:
            return 400 * (1 + height / 6) ** 3
        return (400 + 110_000 * math.sin(math.radians(height)) ** 1.2) * (1 - 0.78 * self.cloud(now) ** 2)

    def evaporation_mm(self, day: int) -> float:
        """Reference evapotranspiration of a local day in mm (Hargreaves and Samani, FAO-56 equation 52)."""
        low, high = (
            self.warmth_c(Moment.of(midnight(day) + 4 * HOUR_S)),
            self.warmth_c(Moment.of(midnight(day) + 14 * HOUR_S)),
        )
        return 0.0023 * 0.408 * sun.radiation_mj(day) * ((low + high) / 2 + 17.8) * math.sqrt(max(0.5, high - low))


def _here(x: float, y: float) -> float:
    """How much more or less rain falls at a place than in the middle of the town."""
    return 1 + 0.2 * math.sin(x / 1700) * math.cos(y / 2300)


def _monthly(values: tuple[float, ...], day: int) -> float:
    """The value of a day between the middles of two months."""
    date = date_of(day)
    place = date.month - 1 + (date.day - 15) / 30
    low = math.floor(place)
    return values[low % 12] + (values[(low + 1) % 12] - values[low % 12]) * (place - low)

"""The water at the Đông Hà station: what rain brings down and the tide, or a flood that has been.

The peaks of October 2020 are those of the station (5.36 m at 03:30 on the 18th, 4.69 m on the 8th); the 1.64 m of the 16th
and the fall through 5.17 m and 3.70 m are of the province's bulletins. The points between them are drawn, not measured.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from devices.simulator.moment import HOUR_S, Moment
from devices.simulator.weather import Rain

LOW_M = 1.0
"""Level of the river in fair weather."""
RAIN_PER_RISE_MM = 120.0
"""How much rain over the basin lifts the river by a metre."""
RAIN_LEAD_H = 6.0
"""How long before the water the rain falls."""
_TIDE_M, _TIDE_S = 0.22, 12.42 * HOUR_S
_MEMORY_H = 60

_FLOOD_2020 = (
    (Moment.at(2020, 10, 5, 0), 1.00),
    (Moment.at(2020, 10, 6, 12), 1.20),
    (Moment.at(2020, 10, 7, 12), 2.60),
    (Moment.at(2020, 10, 8, 14), 4.69),
    (Moment.at(2020, 10, 9, 12), 3.40),
    (Moment.at(2020, 10, 11, 0), 2.20),
    (Moment.at(2020, 10, 13, 12), 1.95),
    (Moment.at(2020, 10, 16, 7), 1.64),
    (Moment.at(2020, 10, 16, 20), 1.70),
    (Moment.at(2020, 10, 17, 8), 2.90),
    (Moment.at(2020, 10, 17, 18), 4.55),
    (Moment.at(2020, 10, 18, 3.5), 5.36),
    (Moment.at(2020, 10, 18, 9), 5.17),
    (Moment.at(2020, 10, 18, 20), 4.40),
    (Moment.at(2020, 10, 19, 10), 3.70),
    (Moment.at(2020, 10, 21, 0), 2.30),
    (Moment.at(2020, 10, 23, 0), 1.40),
    (Moment.at(2020, 10, 26, 0), 1.00),
)


class Water(Protocol):
    """A river by its level at the Đông Hà station."""

    def level_m(self, epoch: float) -> float:
        """Level in metres at this second."""
        ...


class Weathered:
    """A river that answers to rain hours later, and to the tide while it is low."""

    def __init__(self, rain: Rain) -> None:
        self._rain = rain
        self._weights = [k / RAIN_LEAD_H * math.exp(1 - k / RAIN_LEAD_H) for k in range(_MEMORY_H)]
        self._swollen = lru_cache(maxsize=4096)(self._swell)

    def level_m(self, epoch: float) -> float:
        """Level in metres."""
        place = epoch / HOUR_S
        hour = math.floor(place)
        raised = self._swollen(hour) + (self._swollen(hour + 1) - self._swollen(hour)) * (place - hour)
        tide = _TIDE_M * math.sin(2 * math.pi * epoch / _TIDE_S) * math.exp(-raised)
        return LOW_M + raised + tide

    def _swell(self, hour: int) -> float:
        """Metres that the rain of the last days has raised the river by, at a whole hour."""
        fallen = [self._rain.fallen_mm((hour - k) * HOUR_S) for k in range(_MEMORY_H + 1)]
        raised = sum(w * (fallen[k] - fallen[k + 1]) for k, w in enumerate(self._weights)) / RAIN_PER_RISE_MM
        return 4.5 * (1 - math.exp(-raised / 4.5))


class Flood:
    """A flood that has been: a curve through its points without overshoot, and the rain that must have come before it."""

    def __init__(self, points: tuple[tuple[Moment, float], ...] = _FLOOD_2020) -> None:
        self._at = [moment.epoch for moment, _ in points]
        self._level = [level for _, level in points]
        self._slope = _slopes(self._at, self._level)
        rises = [max(0.0, after - before) for before, after in pairwise(self._level)]
        self._risen = [sum(rises[:k]) for k in range(len(points))]

    def level_m(self, epoch: float) -> float:
        """Level in metres; before and after the flood that of its ends."""
        if epoch <= self._at[0] or epoch >= self._at[-1]:
            return self._level[0] if epoch <= self._at[0] else self._level[-1]
        k = bisect_right(self._at, epoch) - 1
        span = self._at[k + 1] - self._at[k]
        t = (epoch - self._at[k]) / span
        return (
            (1 + 2 * t) * (1 - t) ** 2 * self._level[k]
            + t * (1 - t) ** 2 * span * self._slope[k]
            + t * t * (3 - 2 * t) * self._level[k + 1]
            + t * t * (t - 1) * span * self._slope[k + 1]
        )

    def fallen_mm(self, epoch: float) -> float:
        """Rain since the begin of the flood: as much as the river is to rise, `RAIN_LEAD_H` earlier."""
        later = epoch + RAIN_LEAD_H * HOUR_S
        if later <= self._at[0]:
            return 0.0
        if later >= self._at[-1]:
            return RAIN_PER_RISE_MM * self._risen[-1]
        k = bisect_right(self._at, later) - 1
        return RAIN_PER_RISE_MM * (self._risen[k] + max(0.0, self.level_m(later) - self._level[k]))


def _slopes(at: list[float], level: list[float]) -> list[float]:
    """Slopes for a monotone cubic through the points (Fritsch and Carlson): level at every peak and trough."""
    steps = [(after - before) / (t1 - t0) for before, after, t0, t1 in zip(level, level[1:], at, at[1:], strict=False)]
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(steps)]
    return [0.0, *inner, 0.0]

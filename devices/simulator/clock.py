"""Which moment the street lives in: the present, or a scenario that is replayed, faster if wanted."""

from __future__ import annotations

from dataclasses import dataclass

from devices.simulator.moment import Moment
from devices.simulator.river import Flood

HURRIED = frozenset({"flood_points", "rain_gauges", "flood_sirens"})
"""Layers whose devices report as much more often as a scenario runs faster."""
SHORTEST_S = 1.0


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Something that has been: where it begins, how long it is, and the water of it."""

    begin: Moment
    end: Moment
    flood: Flood


SCENARIOS: dict[str, Scenario] = {
    "flood-2020": Scenario(begin=Moment.at(2020, 10, 16), end=Moment.at(2020, 10, 26), flood=Flood()),
}
"""What can be replayed."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Turns seconds of the wall clock into seconds of the street's life, from `began` on, and back."""

    began: float = 0.0
    speed: float = 1.0
    scenario: Scenario | None = None

    def moment(self, wall: float) -> Moment:
        """The moment in which the street lives at this second; a scenario that is over stays at its end."""
        begin = self.scenario.begin.epoch if self.scenario else self.began
        lived = begin + (wall - self.began) * self.speed
        return Moment.of(min(lived, self.scenario.end.epoch) if self.scenario else lived)

    def told(self, lived: float) -> float:
        """The second of the wall clock at which the street lives in this second: the time that readings carry."""
        begin = self.scenario.begin.epoch if self.scenario else self.began
        return self.began + (lived - begin) / self.speed

    def is_over(self, wall: float) -> bool:
        """Whether the scenario has been told to its end."""
        return self.scenario is not None and self.moment(wall).epoch >= self.scenario.end.epoch

    def interval_s(self, layer: str, normal_s: float) -> float:
        """How often a layer's devices report, in seconds of the wall clock."""
        return max(SHORTEST_S, normal_s / self.speed) if self.speed > 1 and layer in HURRIED else normal_s

"""The sky and the river of the simulator, against facts of the domain."""

from __future__ import annotations

import pytest

from devices.simulator.kinds import water
from devices.simulator.moment import HOUR_S, Moment, written
from devices.simulator.river import RAIN_LEAD_H, Flood, Weathered
from devices.simulator.sun import dawn_and_dusk, height_deg
from devices.simulator.town import Device, Town
from devices.simulator.weather import Sky, Storms

FLOOD = Flood()
PEAK = Moment.at(2020, 10, 18, 3.5)
BEGIN = Moment.at(2020, 10, 5).epoch
HOURS = [BEGIN + k * HOUR_S for k in range(21 * 24)]


@pytest.mark.parametrize(
    ("date", "dawn", "dusk"),
    [((2026, 6, 21), (4, 55), (18, 51)), ((2026, 12, 21), (5, 51), (17, 47))],
)
def test_dusk_and_dawn_are_those_of_the_city(
    date: tuple[int, int, int], dawn: tuple[int, int], dusk: tuple[int, int]
) -> None:
    found = dawn_and_dusk(Moment.at(*date).day)
    for epoch, (hour, minute) in zip(found, (dawn, dusk), strict=True):
        assert abs(Moment.of(epoch).hour - (hour + minute / 60)) < 2 / 60, written(epoch)
        assert height_deg(Moment.of(epoch)) == pytest.approx(-6, abs=0.1)


def test_the_flood_has_its_two_peaks_at_their_times() -> None:
    assert FLOOD.level_m(PEAK.epoch) == pytest.approx(5.36)
    assert max(map(FLOOD.level_m, HOURS)) <= 5.36
    early = [FLOOD.level_m(epoch) for epoch in HOURS if Moment.of(epoch).date.day < 12]
    assert max(early) == pytest.approx(4.69, abs=0.01)
    assert FLOOD.level_m(Moment.at(2020, 10, 16, 7).epoch) == pytest.approx(1.64)
    assert FLOOD.level_m(BEGIN) == pytest.approx(1.0)


def test_rain_comes_before_the_water() -> None:
    def rain_mmh(epoch: float) -> float:
        return FLOOD.fallen_mm(epoch) - FLOOD.fallen_mm(epoch - HOUR_S)

    around = [epoch for epoch in HOURS if abs(epoch - PEAK.epoch) < 36 * HOUR_S]
    wettest = max(around, key=rain_mmh)
    fastest = max(around, key=lambda epoch: FLOOD.level_m(epoch) - FLOOD.level_m(epoch - HOUR_S))
    assert fastest - wettest == pytest.approx(RAIN_LEAD_H * HOUR_S, abs=HOUR_S)
    assert rain_mmh(PEAK.epoch) == 0
    assert all(rain_mmh(epoch) >= 0 for epoch in HOURS)


def test_rain_of_parts_is_the_rain_of_the_whole() -> None:
    sky = Sky(7, Storms(7))
    begin = Moment.at(2026, 10, 1).epoch
    parts = sum(sky.rain_mm(begin + k * 600, begin + (k + 1) * 600) for k in range(144 * 3))
    whole = sky.rain.fallen_mm(begin + 3 * 86_400) - sky.rain.fallen_mm(begin)
    assert parts == pytest.approx(whole, abs=1e-6)


def test_autumn_is_wet_and_june_is_hot() -> None:
    storms = Storms(461)
    sky = Sky(461, storms)

    def month_mm(month: int) -> float:
        return storms.fallen_mm(Moment.at(2026, month, 28).epoch) - storms.fallen_mm(Moment.at(2026, month, 1).epoch)

    assert month_mm(10) > 3 * month_mm(6)
    june, december = Moment.at(2026, 6, 15, 14), Moment.at(2026, 12, 15, 14)
    assert 27 < sky.warmth_c(june) < 40
    assert sky.warmth_c(december) < sky.warmth_c(june) - 5
    assert 3.5 < sky.evaporation_mm(june.day) < 7
    assert sky.light_lx(june) > 20_000
    assert sky.light_lx(Moment.at(2026, 6, 15, 23)) == 0


def test_an_ordinary_river_answers_to_rain_and_falls_again() -> None:
    class Burst:
        """A cloudburst at one hour."""

        at = Moment.at(2026, 10, 10).epoch

        def fallen_mm(self, epoch: float) -> float:
            return 0.0 if epoch < self.at else 100.0

    river = Weathered(Burst())
    levels = {k: river.level_m(Burst.at + k * HOUR_S) for k in (-2, 6, 48)}
    assert levels[6] > levels[-2] + 0.4
    assert levels[48] < levels[6] - 0.4


def point(key: str, x: float, river: str, bd1: float = 2.0) -> Device:
    facts = {"river": river, "bd1_m": bd1, "bd2_m": bd1 + 1, "bd3_m": bd1 + 2}
    return Device(layer="flood_points", key=key, x=x, y=1_860_000, facts=facts)


def test_the_wave_reaches_the_points_in_the_order_of_the_river() -> None:
    town = Town([], flood=FLOOD)
    course = [
        point("up", 587_000, "SONG-HIEU"),
        point("bridge", water.STATION_X, "SONG-HIEU"),
        point("port", 592_500, "SONG-HIEU"),
    ]
    minutes = [PEAK.epoch + 60 * k for k in range(-300, 300)]
    peaks = [max(minutes, key=lambda epoch: water.level_m(one, epoch, town)) for one in course]
    assert peaks == sorted(set(peaks))
    assert peaks[1] == PEAK.epoch
    assert 20 * 60 < peaks[2] - peaks[0] < 3 * 3600
    station = water.flood_point(course[1], PEAK, town)
    assert station is not None
    assert station["level_m"] == pytest.approx(5.36, abs=0.01)
    assert station["alarm"] == "above_bd3"


def test_alarms_follow_the_levels_of_the_point() -> None:
    one = point("a", water.STATION_X, "SONG-HIEU", bd1=2.4)
    assert [water.alarm(one, level) for level in (2.0, 2.4, 3.5, 4.4, 5.4)] == [
        "none",
        "bd1",
        "bd2",
        "bd3",
        "above_bd3",
    ]
    town = Town([], flood=FLOOD)
    rising = water.flood_point(point("b", water.STATION_X, "SONG-HIEU"), PEAK.shifted(-6 * HOUR_S), town)
    assert rising is not None
    assert rising["trend"] == "rising"
    assert float(rising["rise_cmh"]) > 2
    assert 0 < float(rising["next_level_h"]) < 48

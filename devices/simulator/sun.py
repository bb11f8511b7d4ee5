"""The sun over Đông Hà: height, and the civil dusk and dawn that lamps follow (NOAA's general solar equations)."""

from __future__ import annotations

import math
from functools import lru_cache

from devices.simulator.moment import DAY_S, HOUR_S, Moment, date_of, midnight

LATITUDE, LONGITUDE = 16.8173, 107.1010
CIVIL_DEG = -6.0
"""Height of the sun's centre at civil dusk and dawn."""


@lru_cache(maxsize=4096)
def _day(day: int) -> tuple[float, float]:
    """Declination in radians, and epoch seconds of the true noon, of a local day."""
    year_day = date_of(day).timetuple().tm_yday
    turn = 2 * math.pi / 365.25 * (year_day - 1 + 5 / 24)
    declination = (
        0.006918
        - 0.399912 * math.cos(turn)
        + 0.070257 * math.sin(turn)
        - 0.006758 * math.cos(2 * turn)
        + 0.000907 * math.sin(2 * turn)
        - 0.002697 * math.cos(3 * turn)
        + 0.00148 * math.sin(3 * turn)
    )
    equation_min = 229.18 * (
        0.000075
        + 0.001868 * math.cos(turn)
        - 0.032077 * math.sin(turn)
        - 0.014615 * math.cos(2 * turn)
        - 0.040849 * math.sin(2 * turn)
    )
    noon = midnight(day) + 7 * HOUR_S + (720 - 4 * LONGITUDE - equation_min) * 60
    return declination, noon


@lru_cache(maxsize=4096)
def dawn_and_dusk(day: int) -> tuple[float, float]:
    """Epoch seconds of civil dawn and civil dusk of a local day."""
    declination, noon = _day(day)
    latitude = math.radians(LATITUDE)
    cosine = (math.sin(math.radians(CIVIL_DEG)) - math.sin(latitude) * math.sin(declination)) / (
        math.cos(latitude) * math.cos(declination)
    )
    half = math.acos(cosine) / (2 * math.pi) * DAY_S
    return noon - half, noon + half


def height_deg(now: Moment) -> float:
    """Height of the sun above the horizon in degrees, negative at night."""
    declination, noon = _day(now.day)
    angle = 2 * math.pi * (now.epoch - noon) / DAY_S
    latitude = math.radians(LATITUDE)
    sine = math.sin(latitude) * math.sin(declination) + math.cos(latitude) * math.cos(declination) * math.cos(angle)
    return math.degrees(math.asin(sine))


def radiation_mj(day: int) -> float:
    """Radiation above the air on a local day in MJ/m² (FAO-56, equation 21)."""
    declination, _ = _day(day)
    latitude = math.radians(LATITUDE)
    near = 1 + 0.033 * math.cos(2 * math.pi * date_of(day).timetuple().tm_yday / 365)
    setting = math.acos(-math.tan(latitude) * math.tan(declination))
    return (
        24 * 60 / math.pi * 0.0820 * near
        * (
            setting * math.sin(latitude) * math.sin(declination)
            + math.cos(latitude) * math.cos(declination) * math.sin(setting)
        )
    )  # fmt: skip

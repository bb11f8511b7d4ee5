"""How finely a stretch of time is told: which of the kept tables is read, and into what steps its rows are gathered.

Raw observations are kept for weeks, their 10-minute roll-up for longer, the daily one for good; a chart has a few hundred
pixels. So the finest table that the wanted number of points needs is read, and no finer one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Source = Literal["raw", "10min", "daily"]

TEN_MINUTES = dt.timedelta(minutes=10)
DAY = dt.timedelta(days=1)
HERE = dt.timezone(dt.timedelta(hours=7))
"""The time of Đông Hà, in which days begin; Vietnam keeps no summer time."""

ORIGIN = dt.datetime(2000, 1, 1, tzinfo=HERE)
"""Steps are counted from here, so that those of a day begin at midnight in Đông Hà."""

_STEPS = tuple(
    dt.timedelta(seconds=seconds)
    for seconds in (10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200)
)
_DAYS = (1, 2, 5, 10, 30, 90, 365)


@dataclass(frozen=True, slots=True)
class Resolution:
    """`source` is the table that is read; `step` the length into which its rows are gathered, None for every observation."""

    source: Source
    step: dt.timedelta | None

    def __post_init__(self) -> None:
        if (self.step is None) != (self.source == "raw") and self.source != "raw":
            raise ValueError(f"{self.source} is told in steps")


@dataclass(frozen=True, slots=True)
class Kept:
    """For how long observations and their 10-minute roll-up are kept; daily ones stay."""

    raw: dt.timedelta
    ten_minutes: dt.timedelta


def resolution(
    begin: dt.datetime, end: dt.datetime, points: int, interval: dt.timedelta, kept: Kept, now: dt.datetime
) -> Resolution:
    """How to tell the time from `begin` to `end` in about `points` points, when a device reports each `interval`.

    Never more than `points` steps, unless what was finer is no longer kept by something coarser either.
    """
    span = end - begin
    if begin >= now - kept.raw:
        if span <= interval * points:
            return Resolution("raw", None)
        step = _step(span, points)
        if step < TEN_MINUTES:
            return Resolution("raw", step)
    else:
        step = _step(span, points)
    if step < DAY and begin >= now - kept.ten_minutes:
        return Resolution("10min", max(step, TEN_MINUTES))
    return Resolution("daily", max(step, DAY))


def _step(span: dt.timedelta, points: int) -> dt.timedelta:
    """The shortest round step of which `points` cover the span."""
    for step in _STEPS:
        if step * points >= span:
            return step
    for days in _DAYS:
        if DAY * days * points >= span:
            return DAY * days
    return DAY * _DAYS[-1] * (1 + (span // points) // (DAY * _DAYS[-1]))

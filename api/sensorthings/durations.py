"""ISO 8601 durations of days and times, as `duration'...'` writes them."""

from __future__ import annotations

import datetime as dt
import re

_DURATION = re.compile(
    r"(-)?P(?!$)(?:(\d{1,6})D)?(?:T(?!$)(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?)?", re.ASCII
)


def duration(text: str) -> dt.timedelta:
    """`P1DT12H` and the like; ValueError for what is none. Months and years have no fixed length, so they are none."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    sign, *parts = match.groups()
    days, hours, minutes, seconds = (float(part or 0) for part in parts)
    found = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -found if sign else found

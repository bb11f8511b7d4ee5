"""Dates, times and intervals as clients write them.

RFC 3339 is the rule; what QGIS and GDAL are known to send besides is read too: `2005-01-01T`, a date beside a date-time in
one interval, and a `+` of an offset that a URL has turned into a blank. A time without an offset is UTC.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from layers.core.errors import InvalidDatetime

Instant = dt.date | dt.datetime
"""A day, or a moment in UTC."""

_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](?:(\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?([Zz]|[+\- ]\d\d:?\d\d)?)?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval; None is an open end."""

    begin: Instant | None
    end: Instant | None


def parse_instant(text: str) -> Instant:
    """A day or a moment; InvalidDatetime otherwise."""
    match = _INSTANT.fullmatch(text.strip())
    if not match:
        raise InvalidDatetime(value=text)
    day, clock, fraction, offset = match.groups()
    try:
        if clock is None:
            return dt.date.fromisoformat(day)
        moment = dt.datetime.fromisoformat(f"{day}T{clock}")
        moment = moment.replace(microsecond=int((fraction or "0").ljust(6, "0")[:6]))
        return moment.replace(tzinfo=_zone(offset)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise InvalidDatetime(value=text) from None


def parse_interval(text: str) -> Interval:
    """An instant (both ends the same) or `begin/end` with `..` or nothing for an open end; InvalidDatetime otherwise."""
    begin, slash, end = text.partition("/")
    if not slash:
        instant = parse_instant(begin)
        return Interval(instant, instant)
    if text.strip() == "/":
        raise InvalidDatetime(value=text)
    interval = Interval(_open_or_instant(begin), _open_or_instant(end))
    if interval.begin is not None and interval.end is not None and moment(interval.begin) > last_moment(interval.end):
        raise InvalidDatetime(value=text)
    return interval


def moment(instant: Instant) -> dt.datetime:
    """The first moment of `instant`: a day begins at 00:00 UTC."""
    if isinstance(instant, dt.datetime):
        return instant
    return dt.datetime(instant.year, instant.month, instant.day, tzinfo=dt.UTC)


def last_moment(instant: Instant) -> dt.datetime:
    """The last moment (microsecond) of `instant`."""
    if isinstance(instant, dt.datetime):
        return instant
    return dt.datetime(instant.year, instant.month, instant.day, 23, 59, 59, 999999, tzinfo=dt.UTC)


def _open_or_instant(text: str) -> Instant | None:
    return None if text.strip() in ("", "..") else parse_instant(text)


def _zone(offset: str | None) -> dt.timezone:
    if offset is None or offset in "Zz":
        return dt.UTC
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return dt.timezone(dt.timedelta(minutes=-minutes if offset[0] == "-" else minutes))

"""Clocks that are wrong: when the moments that a device sends are not believed, and what is taken in their place. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

AHEAD = dt.timedelta(minutes=5)
"""How far a clock may be ahead."""

SAME_READING = dt.timedelta(minutes=10)
"""Bytes that come again within this time are the same reading, for lack of a clock to tell them apart."""


def shift(times: Iterable[dt.datetime], arrived: dt.datetime, kept: dt.timedelta) -> dt.timedelta | None:
    """What is added to the moments of one message so that the newest is that of its arrival; None when its clock is right:
    not more than AHEAD before its time, and not older than readings are `kept`.
    """
    newest = max(times, default=None)
    if newest is None or arrived - kept <= newest <= arrived + AHEAD:
        return None
    return arrived - newest


def same_within(interval: dt.timedelta) -> dt.timedelta:
    """For how long the same bytes without a right time are one reading, of a device that reports every `interval`."""
    return min(SAME_READING, interval / 2)

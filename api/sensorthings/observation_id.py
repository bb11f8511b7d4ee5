"""The id of an Observation: `<datastream>-<microseconds since 1970>`, which is its key and so needs no column of its own."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_ID = re.compile(r"(\d{1,10})-(-?\d{1,16})", re.ASCII)
_MOST_INTEGER = 2**31 - 1


def to_id(datastream: int, phenomenon_time: dt.datetime) -> str:
    """The id of the observation of a datastream at a moment."""
    return f"{datastream}-{(phenomenon_time - _EPOCH) // dt.timedelta(microseconds=1)}"


def from_id(given: int | str) -> tuple[Any, ...] | None:
    """The datastream and the moment; None when no observation can have that id."""
    match = _ID.fullmatch(str(given))
    if match is None or int(match[1]) > _MOST_INTEGER:
        return None
    try:
        return int(match[1]), _EPOCH + dt.timedelta(microseconds=int(match[2]))
    except OverflowError:
        return None

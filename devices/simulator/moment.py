"""A moment as the street feels it: local day, hour and weekday beside the epoch."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

HANOI = dt.timezone(dt.timedelta(hours=7))
HOUR_S, DAY_S = 3600.0, 86_400.0
_EAST_S = 7 * HOUR_S
_EPOCH = dt.date(1970, 1, 1).toordinal()


class Moment(NamedTuple):
    """`epoch` in seconds, `day` in local days since 1970, `hour` of that day (0 to below 24), `weekday` (Monday is 0)."""

    epoch: float
    day: int
    hour: float
    weekday: int

    @classmethod
    def of(cls, epoch: float) -> Moment:
        """The moment at these seconds since 1970 (UTC)."""
        day, rest = divmod(epoch + _EAST_S, DAY_S)
        return cls(epoch, int(day), rest / HOUR_S, (int(day) + 3) % 7)

    @classmethod
    def at(cls, year: int, month: int, day: int, hour: float = 0.0) -> Moment:
        """The moment of a local date and hour."""
        return cls.of(midnight(dt.date(year, month, day).toordinal() - _EPOCH) + hour * HOUR_S)

    @property
    def date(self) -> dt.date:
        """The local date."""
        return date_of(self.day)

    def shifted(self, seconds: float) -> Moment:
        """The moment so much later."""
        return Moment.of(self.epoch + seconds)


def midnight(day: int) -> float:
    """Epoch seconds at which a local day begins."""
    return day * DAY_S - _EAST_S


def date_of(day: int) -> dt.date:
    """The date of a local day."""
    return dt.date.fromordinal(_EPOCH + day)


def day_of(date: dt.date) -> int:
    """The local day of a date."""
    return date.toordinal() - _EPOCH


def written(epoch: float) -> str:
    """An instant as ISO 8601 with milliseconds and the city's offset."""
    return dt.datetime.fromtimestamp(round(epoch, 3), HANOI).isoformat(timespec="milliseconds")

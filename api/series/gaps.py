"""Silence in a series: where nothing was heard for longer than a value stays true, a chart shows nothing.

A break is a moment with no value; what draws the series lifts its pen there. Times are seconds since 1970.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Series:
    """Columns of one length: moments in ascending order and, at each, a value (None where a break is) or more of them."""

    time: list[float]
    columns: dict[str, list[Any]]
    _names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._names = tuple(self.columns)

    @classmethod
    def empty(cls, names: Sequence[str]) -> Series:
        """A series of no moment yet."""
        return cls([], {name: [] for name in names})

    def add(self, moment: float, values: Sequence[Any] | None) -> None:
        """The values at a later moment, in the order of the columns; None for a break."""
        self.time.append(int(moment) if moment == math.floor(moment) else moment)
        for number, name in enumerate(self._names):
            self.columns[name].append(None if values is None else values[number])


def broken(
    moments: Sequence[float],
    heard: Sequence[float],
    columns: Mapping[str, Sequence[Any]],
    *,
    step: float,
    silent_after: float,
    end: float,
) -> Series:
    """The columns with breaks where nothing was heard for more than `silent_after` seconds, also at the `end`.

    `moments` are those of observations (`step` 0) or where steps of that length begin; `heard` when the last observation
    behind each was made. A break stands where the value ceases to be true, for steps where the step ends.
    """
    series = Series.empty(tuple(columns))
    for number, moment in enumerate(moments):
        series.add(moment, [column[number] for column in columns.values()])
        following = moments[number + 1] if number + 1 < len(moments) else end
        ceases = moment + step if step else heard[number] + silent_after
        if following - heard[number] > silent_after and ceases < following:
            series.add(ceases, None)
    return series

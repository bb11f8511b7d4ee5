"""Whose turn it is: everybody once soon after the start, then each in a phase of its own, spread evenly over its interval."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_BEHIND_S = 5.0
_GOLDEN = (math.sqrt(5) - 1) / 2


def phase(number: int, offset: float = 0.0) -> float:
    """The phase of the one with this number among many: even for any count, and the same when more are added."""
    return (offset + number * _GOLDEN) % 1


class Pace(NamedTuple):
    """How often somebody has a turn, and its phase in that interval (0 to below 1)."""

    every_s: float
    phase: float

    def after(self, epoch: float) -> float:
        """The first turn after a moment; turns hang on the epoch, so that a restart moves nobody."""
        return (math.floor(epoch / self.every_s - self.phase) + 1 + self.phase) * self.every_s


class Turns:
    """The turns of so many, each known by its place; `behind_s` is how late the last one was."""

    def __init__(self, paces: Sequence[Pace], began: float, *, first_within_s: float) -> None:
        self.behind_s = 0.0
        self._paces = paces
        # After the first round everybody waits for its own phase: the hurry of the start is not repeated.
        self._heap = [
            (began + min(pace.every_s, first_within_s) * pace.phase, place, True) for place, pace in enumerate(paces)
        ]
        heapq.heapify(self._heap)

    @property
    def next_at(self) -> float:
        """When the next turn is; never when there is nobody."""
        return self._heap[0][0] if self._heap else math.inf

    def due(self, now: float) -> Iterator[int]:
        """The places whose turn has come, the earliest first; turns that were missed by far are left out."""
        while self._heap and self._heap[0][0] <= now:
            at, place, is_first = self._heap[0]
            pace = self._paces[place]
            self.behind_s = now - at
            late = self.behind_s >= _BEHIND_S
            following = pace.after(max(at, now) if late else at) if is_first or late else at + pace.every_s
            heapq.heapreplace(self._heap, (following, place, False))
            yield place

"""A patch bends a unit square into a block, so that lots follow curved streets and still share every vertex."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import Polygon

from ingest.sample_city.chance import Floats


class Rect(NamedTuple):
    """A piece of the unit square: its limits, what stands on it and the side that faces a street (s, n, w, e, a)."""

    u0: float
    u1: float
    v0: float
    v1: float
    use: str
    facing: str


class Tile(NamedTuple):
    """A piece of a block: its ring, its four corners beginning at the left of the front, use and facing."""

    ring: Floats
    corners: Floats
    use: str
    facing: str


_TURN = {"s": 0, "e": 1, "n": 2, "w": 3, "a": 0}


def _corner_numbers(ring: Floats) -> np.ndarray | None:
    """Places in an open ring of the four corners, in order, the first side a long one; none if it is no four-sided thing."""
    hull = shapely.get_coordinates(Polygon(ring).simplify(min(7.0, 0.02 * Polygon(ring).length)))[:-1]
    if len(hull) < 4:
        return None
    ahead = np.roll(hull, -1, axis=0) - hull
    behind = hull - np.roll(hull, 1, axis=0)
    turn = np.arctan2(behind[:, 0] * ahead[:, 1] - behind[:, 1] * ahead[:, 0], (behind * ahead).sum(1))
    best = np.sort(np.argsort(-turn)[:4])
    if turn[best].min() < 0.5 or turn.min() < -0.75:
        return None
    rest = np.delete(turn, best)
    if len(rest) and np.abs(rest).max() > 0.62:
        return None
    found = np.array([np.argmin(((ring - hull[k]) ** 2).sum(1)) for k in best])
    sides = [_length(_stretch(ring, found[k], found[(k + 1) % 4])) for k in range(4)]
    if sides[1] + sides[3] > sides[0] + sides[2]:
        found = np.roll(found, -1)
    return found


def _stretch(ring: Floats, start: int, stop: int) -> Floats:
    return ring[start : stop + 1] if stop > start else np.vstack([ring[start:], ring[: stop + 1]])


def _length(line: Floats) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


class Patch:
    """The bent square over a four-sided block: u runs along its long side, v across; both 0..1."""

    def __init__(self, ring: Floats, corners: np.ndarray) -> None:
        self._sides = (
            _stretch(ring, corners[0], corners[1]),
            _stretch(ring, corners[1], corners[2]),
            _stretch(ring, corners[2], corners[3])[::-1],
            _stretch(ring, corners[3], corners[0])[::-1],
        )
        self._at = tuple(self._measure(side) for side in self._sides)
        self.length_m = (_length(self._sides[0]) + _length(self._sides[2])) / 2
        self.depth_m = (_length(self._sides[1]) + _length(self._sides[3])) / 2

    @classmethod
    def over(cls, block: Polygon) -> "Patch | None":
        """The patch over a block, or none where the block has not four sides."""
        if len(block.interiors):
            return None
        ring = shapely.get_coordinates(shapely.normalize(block).exterior)[:-1][::-1]
        corners = _corner_numbers(ring)
        return None if corners is None else cls(ring, corners)

    @staticmethod
    def _measure(side: Floats) -> Floats:
        steps = np.hypot(*np.diff(side, axis=0).T)
        return np.concatenate([[0], np.cumsum(steps)]) / steps.sum()

    def _along(self, side: int, t: Floats) -> Floats:
        at, line = self._at[side], self._sides[side]
        return np.column_stack([np.interp(t, at, line[:, 0]), np.interp(t, at, line[:, 1])])

    def points(self, u: Floats, v: Floats) -> Floats:
        """Where the points of the square come to lie."""
        south, east, north, west = (self._along(k, t) for k, t in enumerate((u, v, u, v)))
        a, b, c, d = self._sides[0][0], self._sides[0][-1], self._sides[2][-1], self._sides[2][0]
        u, v = u[:, None], v[:, None]
        flat = (1 - u) * (1 - v) * a + u * (1 - v) * b + u * v * c + (1 - u) * v * d
        return (1 - v) * south + v * north + (1 - u) * west + u * east - flat

    def tiles(self, rects: Sequence[Rect]) -> list[Tile]:
        """The rectangles bent into the block; neighbours share every vertex on their common side."""
        rows: dict[float, set[float]] = {}
        columns: dict[float, set[float]] = {}
        for rect in rects:
            for v in (rect.v0, rect.v1):
                rows.setdefault(v, set()).update((rect.u0, rect.u1))
            for u in (rect.u0, rect.u1):
                columns.setdefault(u, set()).update((rect.v0, rect.v1))
        for levels, low, high in ((rows, 0, 2), (columns, 3, 1)):
            levels[0.0].update(self._at[low].tolist())
            levels[1.0].update(self._at[high].tolist())
        row = {v: sorted(us) for v, us in rows.items()}
        column = {u: sorted(vs) for u, vs in columns.items()}
        us: list[float] = []
        vs: list[float] = []
        starts: list[tuple[int, int, int, int]] = []
        for rect in rects:
            south, north = row[rect.v0], row[rect.v1]
            west, east = column[rect.u0], column[rect.u1]
            a = south[bisect_left(south, rect.u0) : bisect_left(south, rect.u1)]
            b = east[bisect_left(east, rect.v0) : bisect_left(east, rect.v1)]
            c = north[bisect_right(north, rect.u0) : bisect_right(north, rect.u1)][::-1]
            d = west[bisect_right(west, rect.v0) : bisect_right(west, rect.v1)][::-1]
            first = len(us)
            starts.append((first, first + len(a), first + len(a) + len(b), first + len(a) + len(b) + len(c)))
            us += [*a, *[rect.u1] * len(b), *c, *[rect.u0] * len(d)]
            vs += [*[rect.v0] * len(a), *b, *[rect.v1] * len(c), *d]
        xy = np.round(self.points(np.array(us), np.array(vs)), 2)
        ends = [start[0] for start in starts[1:]] + [len(us)]
        found: list[Tile] = []
        for rect, start, end in zip(rects, starts, ends, strict=True):
            turn = _TURN[rect.facing]
            corners = xy[[*start[turn:], *start[:turn]]]
            found.append(Tile(xy[start[0] : end], corners, rect.use, rect.facing))
        return found

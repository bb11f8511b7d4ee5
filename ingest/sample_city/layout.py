"""How a block is divided: rows of lots with alleys between them, in the unit square of a patch."""

from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from ingest.sample_city.blocks import CORE, FIELD, HILL, INDUSTRY, RESERVE, SUBURB, TOWN, VILLAGE, WHOLE
from ingest.sample_city.chance import Floats
from ingest.sample_city.patch import Rect

HOUSE, ALLEY, PLOT, CHANNEL, WOOD, WORKS = "house", "alley", "plot", "channel", "wood", "works"


class Manner(NamedTuple):
    """How lots are cut: depth and width in metres, spread of the width, width of the alley, ends turned to the end street."""

    depth_m: float
    width_m: float
    spread: float
    alley_m: float
    turned: bool
    use: str


MANNERS: Final = {
    CORE: Manner(25.0, 6.2, 0.16, 3.5, True, HOUSE),
    TOWN: Manner(30.0, 8.8, 0.2, 3.5, True, HOUSE),
    SUBURB: Manner(42.0, 21.0, 0.26, 4.0, True, HOUSE),
    VILLAGE: Manner(48.0, 26.0, 0.3, 4.0, False, PLOT),
    FIELD: Manner(62.0, 31.0, 0.28, 3.0, False, PLOT),
    HILL: Manner(150.0, 95.0, 0.35, 0.0, False, WOOD),
    INDUSTRY: Manner(75.0, 60.0, 0.3, 9.0, False, WORKS),
    RESERVE: Manner(90.0, 90.0, 0.2, 0.0, False, RESERVE),
}


_INNER: Final = 1.8
"""How much wider lots on an alley are than lots on a street."""


def _cuts(length_m: float, width_m: float, spread: float, rng: np.random.Generator) -> Floats:
    """Numbers 0..1 that cut a length into lots of about a width."""
    count = max(1, round(length_m / width_m))
    widths = np.exp(rng.normal(0, spread, count))
    return np.concatenate([[0.0], np.cumsum(widths / widths.sum())[:-1], [1.0]])


def _rows(depth_m: float, manner: Manner) -> list[tuple[float, float, str]]:
    """Rows and alleys from one street to the other: (v0, v1, facing), an alley faced by nobody as ''."""
    count = max(1, round(depth_m / manner.depth_m))
    alleys = max(0, (count - 1) // 2) if manner.alley_m else 0
    row = (depth_m - alleys * manner.alley_m) / count
    rows: list[tuple[float, float, str]] = []
    at = 0.0
    for number in range(count):
        facing = "s" if number == 0 else "n" if number == count - 1 or number % 2 else "s"
        rows.append((at, at + row, facing))
        at += row
        if number % 2 and number < count - 1 and len([r for r in rows if not r[2]]) < alleys:
            rows.append((at, at + manner.alley_m, ""))
            at += manner.alley_m
    scaled = [(a / at, b / at, facing) for a, b, facing in rows]
    return [(a, 1.0 if k == len(scaled) - 1 else b, facing) for k, (a, b, facing) in enumerate(scaled)]


def layout(
    fabric: str, lot_use: str, lot_share: float, length_m: float, depth_m: float, rng: np.random.Generator
) -> list[Rect]:
    """The rectangles into which a block of this size and kind is divided; they tile the unit square."""
    rects: list[Rect] = []
    begin = 0.0
    if lot_use in WHOLE:
        if lot_share >= 1 or length_m * (1 - lot_share) < 14:
            return [Rect(0.0, 1.0, 0.0, 1.0, lot_use, "s")]
        begin = lot_share
        rects.append(Rect(0.0, begin, 0.0, 1.0, lot_use, "s"))
    manner = MANNERS[lot_use if lot_use in MANNERS else fabric]
    looseness = float(np.exp(rng.normal(0, 0.13)))
    left_m = length_m * (1 - begin)
    rows = _rows(depth_m, manner)
    west, east = begin, 1.0
    turned = manner.depth_m * 0.92 / length_m
    if manner.turned and left_m > 4.5 * manner.depth_m and depth_m > 1.5 * manner.depth_m:
        west = begin + turned if begin == 0 else begin
        east = 1 - turned
    for v0, v1, facing in rows:
        if not facing:
            rects.append(Rect(begin, 1.0, v0, v1, ALLEY if manner.use in (HOUSE, WORKS) else CHANNEL, "a"))
    stretches = _stretches(rows)
    for side, (u0, u1) in (("w", (begin, west)), ("e", (east, 1.0))):
        if u1 > u0:
            for v0, v1 in stretches:
                cuts = v0 + (v1 - v0) * _cuts((v1 - v0) * depth_m, manner.width_m * looseness, manner.spread, rng)
                cuts[0], cuts[-1] = v0, v1
                rects += [Rect(u0, u1, float(a), float(b), manner.use, side) for a, b in pairwise(cuts)]
    for number, (v0, v1, facing) in enumerate(rows):
        if facing:
            edge = number in (0, len(rows) - 1)
            use = HOUSE if fabric == VILLAGE and edge and manner.use == PLOT else manner.use
            width_m = manner.width_m * (1.0 if edge else _INNER) * looseness
            cuts = west + (east - west) * _cuts((east - west) * length_m, width_m, manner.spread, rng)
            cuts[0], cuts[-1] = west, east
            rects += [Rect(float(a), float(b), v0, v1, use, facing) for a, b in pairwise(cuts)]
    return rects


def _stretches(rows: list[tuple[float, float, str]]) -> list[tuple[float, float]]:
    """The runs of rows between alleys."""
    found: list[tuple[float, float]] = []
    start = 0.0
    for v0, v1, facing in rows:
        if not facing:
            found.append((start, v0))
            start = v1
    return [*found, (start, 1.0)]

"""The shape of the land: a plain of about 3 m, hills up to 100 m in the west and south-west, river beds below zero."""

from functools import cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.chance import Floats, Waves
from ingest.sample_city.ground import project, rivers, smooth
from ingest.sample_city.shapes import points

FOOT_M: Final = 600.0
"""How far the hills reach beyond the drawn foot line: it gives them their share of the city."""


@cache
def _foot() -> BaseGeometry:
    """The area of hills: west and south-west of a winding foot line."""
    line = smooth(
        project(
            [
                (107.0300, 16.8300),
                (107.0520, 16.8190),
                (107.0600, 16.8110),
                (107.0690, 16.8125),
                (107.0740, 16.8040),
                (107.0860, 16.8000),
                (107.0900, 16.7925),
                (107.1010, 16.7915),
                (107.1050, 16.7830),
                (107.1040, 16.7720),
                (107.1100, 16.7600),
            ]
        ),
        60.0,
    )
    line = line + 90 * np.column_stack([Waves("foot.x", 800)(line), Waves("foot.y", 800)(line)])
    west = line[:, 0].min() - 30_000
    area = Polygon(
        np.vstack([line, [(line[-1, 0], line[-1, 1] - 30_000), (west, line[-1, 1] - 30_000), (west, line[0, 1])]])
    ).buffer(FOOT_M)
    shapely.prepare(area)
    return area


@cache
def _foot_line() -> BaseGeometry:
    line = _foot().boundary
    shapely.prepare(line)
    return line


def _climb(t: Floats) -> Floats:
    t = np.clip(t, 0, 1)
    return t * t * (3 - 2 * t)


def hilliness(xy: Floats) -> Floats:
    """Metres from the foot of the hills, positive inside them and negative on the plain."""
    spots = points(xy)
    gap = shapely.distance(_foot_line(), spots)
    return np.where(shapely.contains_properly(_foot(), spots), gap, -gap)


def _to_river(xy: Floats) -> Floats:
    """Metres to the middle of the nearest river that has cut a valley into the hills."""
    spots = points(xy)
    gaps = []
    for river in rivers():
        if river.width_m > 50:
            shapely.prepare(river.middle)
            gaps.append(shapely.distance(river.middle, spots))
    return np.asarray(np.min(gaps, axis=0), float)


def dry_height(xy: Floats) -> Floats:
    """Height in metres without river beds: the plain, and hills with valleys where rivers leave them."""
    level = 3.0 + 0.5 * Waves("plain", 900)(xy) + 0.25 * Waves("plain.fine", 220)(xy)
    depth = hilliness(xy)
    high = np.flatnonzero(depth > 0)
    if len(high):
        inner = depth[high]
        back = _climb(inner / 300) * 6.5 + _climb(inner / 1500) * 13 + _climb((inner - 500) / 3000) * 40
        folds = 1 + 0.5 * Waves("folds", 1150)(xy[high]) + 0.22 * Waves("folds.fine", 390)(xy[high])
        valley = 0.1 + 0.9 * _climb(_to_river(xy[high]) / 850)
        level[high] += np.maximum(back * folds, back * 0.25) * valley
    return np.minimum(level, 90 + 0.1 * level)


def carve(level: Floats, outside: Floats, inside: Floats, width_m: float, bed_m: float) -> Floats:
    """Heights with a river's bed and banks, from the distances to its water and, in it, to its bank (metres)."""
    bank = np.minimum(level, 1.1 + outside / 14)
    bed = 0.6 + (bed_m - 0.6) * _climb(inside / (width_m * 0.36))
    return np.where(outside > 0, bank, np.minimum(bank, bed))


REACH_M: Final = 110.0
"""How far from the water a river shapes its banks."""


def height(xy: Floats) -> Floats:
    """Height in metres above sea level, river beds carved."""
    level = dry_height(xy)
    spots = points(xy)
    for river in rivers():
        west, south, east, north = river.water.buffer(REACH_M).bounds
        boxed = np.flatnonzero((xy[:, 0] > west) & (xy[:, 0] < east) & (xy[:, 1] > south) & (xy[:, 1] < north))
        bank_line = river.water.boundary
        for thing in (river.water, bank_line):
            shapely.prepare(thing)
        near = boxed[shapely.dwithin(river.water, spots[boxed], REACH_M)]
        if len(near):
            outside = shapely.distance(river.water, spots[near])
            inside = np.where(outside == 0, shapely.distance(bank_line, spots[near]), 0)
            level[near] = carve(level[near], outside, inside, river.width_m, river.bed_m)
    return level

"""The shape of the land: a plain of about 3 m, hills up to 100 m in the west and south-west, river beds below zero."""

from functools import cache

import numpy as np
import shapely

from ingest.sample_city.chance import Floats, Waves
from ingest.sample_city.ground import project, rivers, smooth


@cache
def _foot() -> shapely.Geometry:
    """The area of hills: west and south-west of a winding foot line."""
    line = smooth(project([
        (107.0300, 16.8300), (107.0520, 16.8190), (107.0600, 16.8110), (107.0690, 16.8125), (107.0740, 16.8040),
        (107.0860, 16.8000), (107.0900, 16.7925), (107.1010, 16.7915), (107.1050, 16.7830), (107.1040, 16.7720),
        (107.1100, 16.7600),
    ]), 60.0)  # fmt: skip
    line = line + 90 * np.column_stack([Waves("foot.x", 800)(line), Waves("foot.y", 800)(line)])
    west = line[:, 0].min() - 30_000
    return shapely.polygons(np.vstack([line, [(line[-1, 0], line[-1, 1] - 30_000), (west, line[-1, 1] - 30_000),
                                              (west, line[0, 1])]])).buffer(0)  # fmt: skip


def _climb(t: Floats) -> Floats:
    t = np.clip(t, 0, 1)
    return t * t * (3 - 2 * t)


def hilliness(xy: Floats) -> Floats:
    """Metres from the foot of the hills, positive inside them and negative on the plain."""
    points = shapely.points(xy)
    gap = shapely.distance(points, _foot().boundary)
    return np.where(shapely.contains_properly(_foot(), points), gap, -gap)


def dry_height(xy: Floats) -> Floats:
    """Height in metres without the rivers."""
    plain = 3.0 + 0.55 * Waves("plain", 900)(xy) + 0.25 * Waves("plain.fine", 220)(xy)
    depth = hilliness(xy)
    back = _climb(depth / 420) * 6 + _climb(depth / 1500) * 13 + _climb((depth - 500) / 3000) * 42
    folds = 1 + 0.55 * Waves("folds", 1150)(xy) + 0.24 * Waves("folds.fine", 390)(xy)
    return plain + np.maximum(back * folds, back * 0.25)


def height(xy: Floats) -> Floats:
    """Height in metres above sea level, river beds carved."""
    level = dry_height(xy)
    points = shapely.points(xy)
    for river in rivers():
        reach = river.width_m / 2 + 90
        near = np.flatnonzero(shapely.dwithin(points, river.middle, reach + 20))
        if not len(near):
            continue
        shapely.prepare(river.water)
        outside = shapely.distance(points[near], river.water)
        inside = np.where(outside == 0, shapely.distance(points[near], river.water.boundary), 0)
        bank = np.minimum(level[near], 1.1 + outside / 14)
        bed = 0.6 + (river.bed_m - 0.6) * _climb(inside / (river.width_m * 0.36))
        level[near] = np.where(outside > 0, bank, np.minimum(bank, bed))
    return level

"""Buildings: tube houses that fill their lots, garden houses behind a yard, halls and schools on public lots."""

from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.blocks import (
    CEMETERY,
    COMMERCE,
    CORE,
    HEALTH,
    MARKET,
    OFFICE,
    PARK,
    PORT,
    SCHOOL,
    SPORT,
    STATION,
    SUBURB,
    TOWN,
    WORSHIP,
    blocks,
)
from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.land import middles
from ingest.sample_city.layout import HOUSE, WORKS
from ingest.sample_city.parcels import parcels
from ingest.sample_city.relief import height
from ingest.sample_city.shapes import points, polygons
from ingest.sample_city.sheet import Sheet, Town, numbered, places

BUILDINGS: Final = 25_000

_USE: Final = {
    WORKS: "industry",
    SCHOOL: "education",
    HEALTH: "health",
    OFFICE: "office",
    MARKET: "commerce",
    COMMERCE: "commerce",
    WORSHIP: "religion",
    SPORT: "other",
    STATION: "other",
    PORT: "industry",
    PARK: "other",
    CEMETERY: "other",
}

_PLANS: Final[dict[str, tuple[tuple[float, float, float, float], ...]]] = {
    SCHOOL: ((0.08, 0.30, 0.12, 0.34), (0.08, 0.92, 0.72, 0.88), (0.74, 0.92, 0.14, 0.62)),
    HEALTH: ((0.12, 0.88, 0.18, 0.36), (0.12, 0.40, 0.46, 0.84), (0.56, 0.88, 0.54, 0.84)),
    OFFICE: ((0.15, 0.85, 0.30, 0.58), (0.10, 0.38, 0.70, 0.88)),
    MARKET: ((0.10, 0.46, 0.12, 0.88), (0.54, 0.90, 0.12, 0.88)),
    COMMERCE: ((0.08, 0.92, 0.14, 0.84),),
    WORSHIP: ((0.30, 0.70, 0.42, 0.76),),
    SPORT: ((0.08, 0.92, 0.06, 0.18),),
    STATION: ((0.10, 0.90, 0.30, 0.50),),
    PORT: ((0.08, 0.46, 0.20, 0.80), (0.54, 0.92, 0.20, 0.80)),
    WORKS: ((0.10, 0.90, 0.18, 0.82),),
}
"""Where buildings stand on public and works lots: left, right, front, back as shares of width and depth."""


def _quad(corners: Floats, left: Floats, right: Floats, front: Floats, back: Floats) -> np.ndarray:
    """Rectangles of the lots' bent frames as polygons; corners run front left, front right, back right, back left."""

    def at(u: Floats, v: Floats) -> Floats:
        u, v = u[:, None], v[:, None]
        a, b, c, d = (corners[:, k] for k in range(4))
        return (1 - u) * (1 - v) * a + u * (1 - v) * b + u * v * c + (1 - u) * v * d

    ring = np.stack([at(left, front), at(right, front), at(right, back), at(left, back), at(left, front)], axis=1)
    return polygons(np.round(ring, 2))


def _dwellings(rng: np.random.Generator, chosen: np.ndarray) -> np.ndarray:
    """One house on each chosen lot: on a tube lot from wall to wall, on a wide one with a yard round it."""
    lot = parcels()
    corners = lot.corners[chosen]
    fabric = blocks().fabric[lot.block[chosen]]
    count = len(chosen)
    width = np.hypot(*(corners[:, 1] - corners[:, 0]).T)
    depth = np.hypot(*((corners[:, 3] + corners[:, 2] - corners[:, 0] - corners[:, 1]) / 2).T)
    tube = np.isin(fabric, [CORE, TOWN]) & (width < 9.5)
    yard = np.where(fabric == CORE, rng.choice([0.0, 0.6, 1.5, 2.4], count), rng.uniform(0.8, 4.5, count))
    behind = rng.uniform(1.0, 6.5, count)
    side = np.where(tube, 0.04, np.maximum(0.06, rng.uniform(0.05, 0.4, count) * np.maximum(width - 6.5, 0) / 2))
    shift = np.where(tube, 0.0, rng.uniform(-0.8, 0.8, count) * side)
    left, right = np.maximum(side + shift, 0.04) / width, 1 - np.maximum(side - shift, 0.04) / width
    yard = np.where(fabric == SUBURB, rng.uniform(3, 9, count), yard)
    rural = ~np.isin(fabric, [CORE, TOWN, SUBURB])
    yard = np.where(rural, rng.uniform(5, 14, count), yard)
    longest = np.where(tube, rng.uniform(12, 22, count), rng.uniform(9, 15, count))
    front = np.clip(yard / depth, 0.004, 0.5)
    back = np.minimum(1 - behind / depth, front + longest / depth)
    back = np.maximum(back, front + 0.25)
    return _quad(corners, left, right, front, np.minimum(back, 0.99))


def _fitted(shape: np.ndarray, land: np.ndarray) -> np.ndarray:
    """The shapes kept within their land; where one stands out, what is left of it; None where little is."""
    out = ~shapely.covered_by(shape, land)
    shape[out] = shapely.intersection(shape[out], shapely.buffer(land[out], -0.05))
    bad = ~shapely.is_valid(shape) | (shapely.get_type_id(shape) != 3) | (shapely.area(shape) < 12)
    shape[bad] = None
    return shape


def _in_odd_lot(land: np.ndarray, share: Floats) -> np.ndarray:
    """A building amid a lot of odd shape: the lot drawn in towards its middle."""
    inner = shapely.buffer(land, -np.sqrt(shapely.area(land)) * (1 - share) / 3.2, join_style="mitre")
    inner = shapely.simplify(inner, 0.5)
    inner[(shapely.get_type_id(inner) != 3) | (shapely.area(inner) < 20) | ~shapely.is_valid(inner)] = None
    return inner


def _public(rng: np.random.Generator) -> tuple[list[BaseGeometry], list[int]]:
    lot = parcels()
    shapes: list[BaseGeometry] = []
    owner: list[int] = []
    for use, plans in _PLANS.items():
        for number in np.flatnonzero(lot.use == use):
            corners = lot.corners[number][None]
            if np.isnan(corners).any():
                shapes += list(_in_odd_lot(lot.area[[number]], np.array([0.55])))
                owner.append(int(number))
                continue
            limits = np.array(plans) + rng.uniform(-0.02, 0.02, (len(plans), 4))
            shapes += list(_quad(np.repeat(corners, len(plans), 0), *limits.T))
            owner += [int(number)] * len(plans)
    return shapes, owner


def buildings(town: Town) -> Sheet:
    """Every building, each inside one parcel."""
    rng = stream("buildings")
    lot = parcels()
    shapes, owner = _public(rng)
    home = np.flatnonzero(lot.use == HOUSE)
    fabric = blocks().fabric[lot.block[home]]
    wish = rng.random(len(home)) - np.select(
        [fabric == CORE, fabric == TOWN, fabric == SUBURB], [0.5, 0.38, 0.12], -0.12
    )
    order = home[np.argsort(wish)][: BUILDINGS - len(shapes) + 60]
    bent = order[~np.isnan(lot.corners[order, 0, 0])]
    odd = order[np.isnan(lot.corners[order, 0, 0])]
    shape = np.array(
        [*shapes, *_dwellings(rng, bent), *_in_odd_lot(lot.area[odd], rng.uniform(0.6, 0.85, len(odd)))], dtype=object
    )
    parcel = np.concatenate([np.array(owner, int), bent, odd])
    shape = _fitted(shape, lot.area[parcel])
    kept = np.flatnonzero([part is not None for part in shape])[:BUILDINGS]
    shape, parcel = shape[kept], parcel[kept]
    return _described(town, rng, shape, parcel)


def _described(town: Town, rng: np.random.Generator, shape: np.ndarray, parcel: np.ndarray) -> Sheet:
    lot = parcels()
    land = town["land_parcels"]
    count = len(shape)
    fabric = blocks().fabric[lot.block[parcel]]
    size = shapely.area(shape)
    home = lot.use[parcel] == HOUSE
    road = town["roads"]["road_class"][_nearest_road(town, middles()[parcel])]
    busy = np.isin(road, ["national", "main", "collector"])
    shop = home & (
        rng.random(count) < np.select([busy & (fabric == CORE), busy, fabric == CORE], [0.7, 0.4, 0.12], 0.03)
    )
    use = np.array([_USE.get(name, "house") for name in lot.use[parcel]], dtype=object)
    use[shop] = "shophouse"
    use[home & (size > 320) & (fabric == TOWN) & (rng.random(count) < 0.2)] = "apartment"
    use[home & ~shop & (rng.random(count) < 0.012)] = "commerce"
    mean = np.select([fabric == CORE, fabric == TOWN, fabric == SUBURB], [2.7, 2.0, 1.45], 1.15) + 0.5 * shop
    storeys = np.clip(np.round(rng.normal(mean, 0.75)), 1, 7).astype(int)
    storeys = np.where(use == "apartment", rng.integers(5, 12, count), storeys)
    storeys = np.where(np.isin(use, ["education", "health", "office"]), rng.integers(2, 6, count), storeys)
    storeys = np.where(np.isin(use, ["industry", "religion", "other"]), 1, storeys)
    tall = (use == "commerce") & (size > 400) & (rng.random(count) < 0.3)
    storeys = np.where(tall, rng.integers(5, 13, count), storeys)
    address = land["address"][parcel]
    return Sheet(
        "buildings",
        numbered("N-", count, 5),
        shape,
        {
            "name": [None] * count,
            "house_number": [None if a is None else a.split(" ")[0] for a in address],
            "address": address,
            "use": use,
            "storey_count": storeys,
            "height_m": np.round(storeys * rng.uniform(3.3, 3.7, count) + np.where(use == "industry", 5.0, 0.8), 1),
            "floor_level_m": np.round(height(places(shape)) + rng.uniform(0.15, 0.9, count), 2),
            "footprint_m2": np.round(size, 1),
            "built_year": 1975 + np.round(50 * rng.beta(2.6, 1.7, count)).astype(int),
            "parcel_id": land.id[parcel],
        },
        ward_code=np.asarray(land.ward_code)[parcel],
    )


def _nearest_road(town: Town, xy: Floats) -> np.ndarray:
    return np.asarray(shapely.STRtree(town["roads"].geom).nearest(points(xy)))

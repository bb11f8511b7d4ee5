"""Parcels: every block divided into lots that tile it exactly."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from ingest.sample_city.blocks import Blocks, blocks
from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.layout import ALLEY, CHANNEL, layout
from ingest.sample_city.patch import Patch, Rect, Tile
from ingest.sample_city.shapes import polygons


@dataclass(frozen=True)
class Parcels:
    """Parcels in step: land, block, use of the lot, facing, and the four corners beginning at the left of the front.

    `corners` is NaN where a lot has not four sides.
    """

    area: np.ndarray
    block: np.ndarray
    use: np.ndarray
    facing: np.ndarray
    corners: Floats


@cache
def parcels() -> Parcels:
    """Every parcel of the city, block by block."""
    rng = stream("parcels")
    all_blocks = blocks()
    rings: list[Floats] = []
    corners: list[Floats] = []
    owner: list[int] = []
    use: list[str] = []
    facing: list[str] = []
    odd: list[tuple[Polygon, int, str]] = []
    for number, block in enumerate(all_blocks.area):
        tiles = _bent(block, all_blocks, number, rng)
        if tiles is None:
            odd += [(piece, number, name) for piece, name in _clipped(block, all_blocks, number, rng)]
            continue
        for tile in tiles:
            rings.append(tile.ring)
            corners.append(tile.corners)
            owner.append(number)
            use.append(tile.use)
            facing.append(tile.facing)
    area = _polygons(rings)
    none = np.full((len(odd), 4, 2), np.nan)
    return Parcels(
        np.concatenate([area, np.array([piece for piece, _, _ in odd], dtype=object)]),
        np.array(owner + [number for _, number, _ in odd]),
        np.array(use + [name for _, _, name in odd], dtype=object),
        np.array(facing + ["?"] * len(odd), dtype=object),
        np.concatenate([np.array(corners), none]),
    )


def _polygons(rings: list[Floats]) -> np.ndarray:
    sizes = [len(ring) for ring in rings]
    closed = np.vstack([part for ring in rings for part in (ring, ring[:1])])
    return polygons(shapely.linearrings(closed, indices=np.repeat(np.arange(len(rings)), np.array(sizes) + 1)))


def _bent(block: Polygon, all_blocks: Blocks, number: int, rng: np.random.Generator) -> list[Tile] | None:
    """The lots of a four-sided block; none if it has not four sides or the lots would fold."""
    patch = Patch.over(block)
    if patch is None:
        return None
    rects = layout(
        all_blocks.fabric[number],
        all_blocks.lot_use[number],
        all_blocks.lot_share[number],
        patch.length_m,
        patch.depth_m,
        rng,
    )
    tiles = patch.tiles(rects)
    if any(len(tile.ring) < 3 for tile in tiles):
        return None
    lots = _polygons([tile.ring for tile in tiles])
    if not shapely.is_valid(lots).all() or abs(shapely.area(lots).sum() - block.area) > 0.02 * np.sqrt(block.area):
        return None
    if not shapely.is_ccw(shapely.get_exterior_ring(lots)).all() or shapely.area(lots).min() < 4:
        return None
    return tiles


def _clipped(block: Polygon, all_blocks: Blocks, number: int, rng: np.random.Generator) -> list[tuple[Polygon, str]]:
    """The lots of an odd-shaped block: a straight layout cut out of it, scraps joined to their neighbours."""
    frame = shapely.minimum_rotated_rectangle(block)
    patch = Patch.over(frame) if isinstance(frame, Polygon) else None
    if patch is None:
        return [(block, all_blocks.lot_use[number] or "house")]
    rects = layout(
        all_blocks.fabric[number],
        all_blocks.lot_use[number],
        all_blocks.lot_share[number],
        patch.length_m,
        patch.depth_m,
        rng,
    )
    lines = [LineString(np.vstack([tile.ring, tile.ring[:1]])) for tile in patch.tiles(rects)]
    cut = shapely.intersection(shapely.union_all(lines, grid_size=0.01), block)
    pieces = shapely.get_parts(shapely.polygonize([shapely.union_all([cut, block.boundary], grid_size=0.01)]))
    pieces = pieces[shapely.contains_properly(block, shapely.point_on_surface(pieces))]
    use = _uses(pieces, patch, rects)
    usual = float(np.median(shapely.area(pieces)))
    return _joined(pieces, use, 0.35 * usual)


def _uses(pieces: np.ndarray, patch: Patch, rects: list[Rect]) -> np.ndarray:
    lots = _polygons([tile.ring for tile in patch.tiles(rects)])
    inside = shapely.point_on_surface(pieces)
    nearest = shapely.STRtree(lots).nearest(inside)
    return np.array([rect.use for rect in rects], dtype=object)[nearest]


def _joined(pieces: np.ndarray, use: np.ndarray, least_m2: float) -> list[tuple[Polygon, str]]:
    """Pieces with scraps taken into the neighbour of longest common side."""
    found = list(pieces)
    names = list(use)
    scraps = [
        k for k in np.argsort(shapely.area(pieces)) if found[k].area < least_m2 and names[k] not in (ALLEY, CHANNEL)
    ]
    gone: set[int] = set()
    for k in scraps:
        if found[k].area >= least_m2:
            continue
        others = [j for j in range(len(found)) if j != k and j not in gone and found[j].distance(found[k]) < 0.005]
        shared = np.array([found[j].intersection(found[k]).length for j in others])
        shared[[names[j] in (ALLEY, CHANNEL) for j in others]] /= 100
        for best in np.argsort(-shared)[:3]:
            whole = shapely.coverage_union_all([found[others[best]], found[k]])
            if shared[best] > 0 and isinstance(whole, Polygon):
                found[others[best]] = whole
                gone.add(int(k))
                break
    return [(found[k], names[k]) for k in range(len(found)) if k not in gone]

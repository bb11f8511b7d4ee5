"""The street network: skeleton, quarters split between its streets, local grids in each quarter; noded and faced."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.chance import Floats, Warp, stream
from ingest.sample_city.ground import outline, rivers, water
from ingest.sample_city.relief import hilliness
from ingest.sample_city.skeleton import RAIL, streets, urbanity

GRID_M: Final = 0.01
"""All linework is snapped to one centimetre, which makes shared vertices identical."""

BANK_M: Final = 24.0
"""Width of the strip kept free along the water."""

BANK, EDGE = "bank", "edge"

WIDTH_M: Final = {
    "national": 24.0,
    "arterial": 19.0,
    "collector": 13.0,
    "local": 9.0,
    "lane": 6.5,
    "track": 4.5,
    RAIL: 22.0,
    BANK: 0.0,
    EDGE: 0.0,
}
"""Width between property lines by class; a bank and the city's edge are not roads."""

_RANK: Final = {name: rank for rank, name in enumerate(WIDTH_M)}


@dataclass(frozen=True)
class Network:
    """Noded road segments and the faces between them.

    `line`, `road_class`, `parent` and `name` run in step, one per segment; `parent` numbers the drawn line a segment is
    part of. `faces` tile the city to the middles of the roads; `corridor` tells the faces that hold water and its banks.
    """

    line: np.ndarray
    road_class: np.ndarray
    parent: np.ndarray
    names: tuple[str | None, ...]
    faces: np.ndarray
    corridor: np.ndarray

    @property
    def roads(self) -> np.ndarray:
        """Which segments people drive on."""
        return ~np.isin(self.road_class, [RAIL, BANK, EDGE])


@dataclass
class _Drawn:
    line: list[LineString]
    road_class: list[str]
    names: list[str | None]

    def add(self, geometry: BaseGeometry, road_class: str, name: str | None = None) -> None:
        """Take every line of a geometry as a line of its own."""
        for part in shapely.get_parts(geometry):
            if isinstance(part, LineString) and part.length > 0.5:
                self.line.append(part)
                self.road_class.append(road_class)
                self.names.append(name)


@cache
def corridor() -> BaseGeometry:
    """Water with its free banks, inside the city."""
    strips = [river.water.buffer(BANK_M if river.width_m > 100 else 12, quad_segs=3) for river in rivers()]
    return shapely.union_all([*strips, water()]).intersection(outline()).simplify(1.5)


def _axes(area: Polygon) -> tuple[Floats, Floats, float, float]:
    """Corner, unit vectors (rows, long first) and sides of the smallest rectangle round an area."""
    ring = shapely.get_coordinates(shapely.minimum_rotated_rectangle(area))[:4]
    a, b = ring[1] - ring[0], ring[3] - ring[0]
    if np.hypot(*a) < np.hypot(*b):
        a, b = b, a
    long, short = float(np.hypot(*a)), float(np.hypot(*b))
    return ring[0], np.vstack([a / long, b / short]), long, short


def _across(corner: Floats, along: Floats, over: Floats, at: float, length: float, tilt: float) -> Floats:
    """A straight line across a rectangle, densified so that it can be warped."""
    steps = max(3, int(length / 30))
    t = np.linspace(-0.15, 1.15, steps)[:, None]
    return corner + along * (at + tilt * (t - 0.5) * length) + over * t * length


def _at(area: BaseGeometry) -> Floats:
    return shapely.get_coordinates(shapely.point_on_surface(area))


def _split(area: Polygon, warp: Warp, rng: np.random.Generator, drawn: _Drawn) -> list[Polygon]:
    """Halve an area by collector roads until its parts are quarters."""
    urban = float(urbanity(_at(area))[0])
    limit = np.interp(urban, [0.05, 0.3, 0.6], [2.2e6, 0.8e6, 0.34e6])
    corner, axes, long, short = _axes(area)
    if area.area < limit or long < 420:
        return [area]
    cut = _across(corner, axes[0], axes[1], long * rng.uniform(0.42, 0.58), short, rng.uniform(-0.08, 0.08))
    line = LineString(warp(cut)).intersection(area)
    drawn.add(line, "collector" if urban > 0.22 else "local" if urban > 0.08 else "track")
    parts = shapely.get_parts(shapely.polygonize([shapely.union_all([line, area.boundary], grid_size=GRID_M)]))
    found: list[Polygon] = []
    for part in parts:
        found += _split(part, warp, rng, drawn) if part.area < area.area * 0.97 else [part]
    return found


def _grid(area: Polygon, warp: Warp, rng: np.random.Generator, drawn: _Drawn) -> None:
    """Draw the local streets of a quarter: two families of lines in its own direction, some left out."""
    here = _at(area)
    urban = float(urbanity(here)[0])
    hill = float(hilliness(here)[0])
    if urban > 0.2:
        depth = np.interp(urban, [0.2, 0.35, 0.6, 1.0], [182, 136, 104, 90])
        length = np.interp(urban, [0.2, 0.35, 0.6, 1.0], [315, 250, 205, 175])
        kinds = ("local", "lane")
    elif hill > 750:
        depth, length, kinds = 620.0, 900.0, ("track", "track")
    else:
        depth, length, kinds = 260.0, 420.0, ("track", "track")
    corner, axes, long, short = _axes(area)
    flip = rng.random() < 0.35 or long < 1.3 * length
    spans = ((depth, length) if flip else (length, depth), (long, short))
    for family, (spacing, span) in enumerate(zip(*spans, strict=True)):
        count = round(span / spacing)
        if count < 2:
            continue
        along, over = (axes[0], axes[1]) if family == 0 else (axes[1], axes[0])
        reach = short if family == 0 else long
        for k in range(1, count):
            if rng.random() < 0.04:
                continue
            at = (k + rng.uniform(-0.13, 0.13)) * span / count
            line = LineString(warp(_across(corner, along, over, at, reach, rng.uniform(-0.015, 0.015))))
            wide = kinds[0] if (k % 3 == 0 or spacing > 1.4 * min(depth, length)) else kinds[1]
            drawn.add(line.intersection(area), wide)


def _merged(faces: np.ndarray, group: np.ndarray, small: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Faces with the small ones taken into the neighbour of the same group with which they share most border."""
    into = np.arange(len(faces))
    tree = shapely.STRtree(faces)
    for i in np.flatnonzero(small):
        near = tree.query(faces[i], predicate="touches")
        near = near[(group[near] == group[i])]
        if not len(near):
            continue
        shared = shapely.length(shapely.intersection(faces[near], faces[i].boundary))
        if shared.max() > 1:
            into[i] = near[shared.argmax()]
    for i in np.flatnonzero(small):
        if into[into[i]] == i:
            into[into[i]] = into[i]
    for _ in range(12):
        into = into[into]
    roots = np.unique(into)
    whole = faces[roots].copy()
    for k, root in enumerate(roots):
        members = faces[into == root]
        if len(members) > 1:
            whole[k] = shapely.coverage_union_all(members)
    parts, origin = shapely.get_parts(whole, return_index=True)
    return parts, group[roots][origin]


def _faces(drawn: _Drawn) -> tuple[np.ndarray, np.ndarray]:
    """Noded faces of all drawn lines and the district (between skeleton lines) each lies in."""
    fixed = [i for i, name in enumerate(drawn.road_class) if name in (RAIL, BANK, EDGE) or drawn.names[i]]
    every = shapely.union_all(drawn.line, grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([every]))
    districts = shapely.get_parts(
        shapely.polygonize([shapely.union_all(np.array(drawn.line)[fixed], grid_size=GRID_M)])
    )
    inside = shapely.point_on_surface(faces)
    faces = faces[shapely.covers(outline().buffer(0.1), inside)]
    group = shapely.STRtree(districts).nearest(shapely.point_on_surface(faces))
    for _ in range(4):
        here = shapely.get_coordinates(shapely.point_on_surface(faces))
        least = np.interp(urbanity(here), [0.1, 0.2, 0.4, 0.6], [30_000, 14_000, 8_000, 5_000])
        thin = 2 * shapely.area(faces) / shapely.length(faces)
        small = (shapely.area(faces) < least) | (thin < np.interp(urbanity(here), [0.1, 0.3], [25, 15]))
        small &= ~_in_corridor(faces)
        faces, group = _merged(faces, group, small)
    return faces, group


def _in_corridor(faces: np.ndarray) -> np.ndarray:
    inside = shapely.point_on_surface(faces)
    return shapely.covers(corridor(), inside) & (
        shapely.area(shapely.intersection(faces, corridor())) > 0.5 * shapely.area(faces)
    )


@cache
def network() -> Network:
    """The street network of the city."""
    rng = stream("network")
    warp = Warp("streets", 620, 15)
    city = outline()
    drawn = _Drawn([], [], [])
    for street, line in streets():
        drawn.add(line.intersection(city.buffer(0.02)), street.road_class, street.name)
    drawn.add(corridor().boundary, BANK)
    drawn.add(city.boundary, EDGE)
    districts = shapely.get_parts(shapely.polygonize([shapely.union_all(drawn.line, grid_size=GRID_M)]))
    districts = districts[~_in_corridor(districts) & (shapely.area(districts) > 8_000)]
    districts = districts[shapely.covers(city.buffer(0.1), shapely.point_on_surface(districts))]
    for district in districts:
        for quarter in _split(district, warp, rng, drawn):
            _grid(quarter, warp, rng, drawn)
    faces, _ = _faces(drawn)
    merged = shapely.line_merge(shapely.union_all(shapely.boundary(faces), grid_size=GRID_M))
    lines = shapely.get_parts(merged)
    parent, road_class = _descent(lines, drawn)
    names = tuple(drawn.names)
    return Network(lines, road_class, parent, names, faces, _in_corridor(faces))


def _descent(lines: np.ndarray, drawn: _Drawn) -> tuple[np.ndarray, np.ndarray]:
    """The drawn line each segment is part of (the highest-ranking where several coincide), and its class."""
    middle = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    tree = shapely.STRtree(drawn.line)
    segment, source = tree.query(middle, predicate="dwithin", distance=0.5)
    rank = np.array([_RANK[name] for name in drawn.road_class])[source]
    rank = np.where(np.isin(np.array(drawn.road_class)[source], [BANK, EDGE]), 90, rank)
    order = np.lexsort([rank, segment])
    first = order[np.unique(segment[order], return_index=True)[1]]
    parent = tree.nearest(middle)
    parent[segment[first]] = source[first]
    road_class = np.array(drawn.road_class, dtype=object)[parent]
    along = urbanity(shapely.get_coordinates(middle)) > 0.42
    road_class[(road_class == BANK) & along] = "local"
    return parent, road_class

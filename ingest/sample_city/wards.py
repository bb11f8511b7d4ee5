"""The nine wards: areas grown around their real centres until they have their real sizes, and the two wards of 2025."""

from functools import cache
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.chance import Floats, Warp
from ingest.sample_city.ground import BOUNDS, LonLat, outline, project, rivers


class Ward(NamedTuple):
    """A ward of the city before July 2025 and the ward it became part of."""

    code: str
    name: str
    area_km2: float
    centre: LonLat
    north_of_river: bool
    merged_into: str
    seeds: tuple[LonLat, ...]


WARDS: Final = (
    Ward(
        "19330",
        "Phường Đông Giang",
        6.25,
        (107.1075, 16.8421),
        True,
        "19333",
        ((107.1055, 16.8430), (107.1120, 16.8480), (107.1050, 16.8540)),
    ),
    Ward("19333", "Phường 1", 2.53, (107.0955, 16.8187), False, "19333", ((107.0950, 16.8200), (107.0990, 16.8160))),
    Ward(
        "19336",
        "Phường Đông Lễ",
        9.87,
        (107.1108, 16.8128),
        False,
        "19351",
        (
            (107.1300, 16.8350),
            (107.1270, 16.8265),
            (107.1220, 16.8180),
            (107.1165, 16.8100),
            (107.1120, 16.8030),
            (107.1040, 16.7960),
            (107.0940, 16.7915),
            (107.0840, 16.7880),
            (107.0760, 16.7860),
        ),
    ),
    Ward(
        "19339",
        "Phường Đông Thanh",
        4.86,
        (107.0767, 16.8282),
        True,
        "19333",
        ((107.0700, 16.8270), (107.0780, 16.8300), (107.0850, 16.8350)),
    ),
    Ward(
        "19342",
        "Phường 2",
        1.96,
        (107.1089, 16.8277),
        False,
        "19351",
        ((107.1065, 16.8235), (107.1110, 16.8285), (107.1150, 16.8330)),
    ),
    Ward(
        "19345",
        "Phường 4",
        5.24,
        (107.0603, 16.8014),
        False,
        "19333",
        ((107.0570, 16.8080), (107.0600, 16.8010), (107.0630, 16.7940)),
    ),
    Ward(
        "19348",
        "Phường 5",
        3.70,
        (107.0977, 16.8060),
        False,
        "19351",
        ((107.0930, 16.8080), (107.1000, 16.8050), (107.1045, 16.8080)),
    ),
    Ward(
        "19351",
        "Phường Đông Lương",
        19.57,
        (107.1057, 16.7902),
        False,
        "19351",
        (
            (107.1400, 16.8130),
            (107.1330, 16.8050),
            (107.1270, 16.7970),
            (107.1190, 16.7920),
            (107.1120, 16.7860),
            (107.1020, 16.7800),
            (107.0920, 16.7760),
            (107.0820, 16.7720),
            (107.0740, 16.7690),
        ),
    ),
    Ward(
        "19354",
        "Phường 3",
        18.92,
        (107.0584, 16.7804),
        False,
        "19333",
        (
            (107.0800, 16.8200),
            (107.0780, 16.8110),
            (107.0760, 16.8020),
            (107.0520, 16.7850),
            (107.0420, 16.7700),
            (107.0500, 16.7600),
            (107.0600, 16.7720),
            (107.0660, 16.7800),
        ),
    ),
)

BY_CODE: Final = {ward.code: ward for ward in WARDS}

MERGED: Final = {"19333": "Phường Đông Hà", "19351": "Phường Nam Đông Hà"}
"""The wards since 2025-07-01, which took over two of the old codes with another meaning."""

_IS_NORTH: Final = np.array([ward.north_of_river for ward in WARDS])

_SEED_WARD: Final = np.repeat(np.arange(len(WARDS)), [len(ward.seeds) for ward in WARDS])


@cache
def _seeds() -> Floats:
    return project([seed for ward in WARDS for seed in ward.seeds])


@cache
def _warp() -> Warp:
    return Warp("wards", 700, 55)


@cache
def _north() -> BaseGeometry:
    """The plane north of the middle of the Hiếu."""
    west, _, east, north = BOUNDS
    middle = np.asarray(rivers()[0].middle.coords)
    ring = np.vstack(
        [
            [(west - 9e3, middle[0, 1])],
            middle,
            [(east + 9e3, middle[-1, 1])],
            [(east + 9e3, north + 9e3), (west - 9e3, north + 9e3)],
        ]
    )
    return shapely.Polygon(ring)


def _gaps(xy: Floats) -> Floats:
    """Squared distance from each point to the nearest seed of each ward; far for wards across the river."""
    gaps = ((_warp()(xy)[:, None, :] - _seeds()[None]) ** 2).sum(2)
    nearest = np.minimum.reduceat(gaps, np.flatnonzero(np.diff(_SEED_WARD, prepend=-1)), axis=1)
    wrong_side = shapely.contains_xy(_north(), xy[:, 0], xy[:, 1])[:, None] != _IS_NORTH[None]
    return nearest + np.where(wrong_side, 1e12, 0)


@cache
def _weights() -> Floats:
    """Weights that give each ward its area, found on a coarse grid of points."""
    west, south, east, north = BOUNDS
    step = 55.0
    gx, gy = np.meshgrid(np.arange(west, east, step), np.arange(south, north, step))
    xy = np.column_stack([gx.ravel(), gy.ravel()])
    xy = xy[shapely.contains_xy(outline(), xy[:, 0], xy[:, 1])]
    gaps = _gaps(xy)
    target = np.array([ward.area_km2 for ward in WARDS]) * 1e6
    north_m2 = shapely.contains_xy(_north(), xy[:, 0], xy[:, 1]).sum() * step**2
    target[_IS_NORTH] *= north_m2 / target[_IS_NORTH].sum()
    target[~_IS_NORTH] *= (len(xy) * step**2 - north_m2) / target[~_IS_NORTH].sum()
    weights = np.zeros(len(WARDS))
    for turn in range(240):
        got = np.bincount((gaps - weights).argmin(1), minlength=len(WARDS)) * step**2
        weights += 0.25 * 0.985**turn * (target - got)
    return weights


def ward_index(xy: Floats) -> np.ndarray:
    """For each point the place in `WARDS` of the ward that holds it (the nearest one outside the city)."""
    return (_gaps(xy) - _weights()).argmin(1)


def _cell(seed: int, rivals: np.ndarray, weights: Floats) -> BaseGeometry:
    """The power cell of a seed among its rivals: what is left of a great box after one straight cut per rival."""
    seeds = _seeds()
    west, south, east, north = BOUNDS
    ring = np.array(
        [(west - 4e3, south - 4e3), (east + 4e3, south - 4e3), (east + 4e3, north + 4e3), (west - 4e3, north + 4e3)]
    )
    for rival in rivals[rivals != seed]:
        normal = 2 * (seeds[rival] - seeds[seed])
        limit = (seeds[rival] ** 2).sum() - (seeds[seed] ** 2).sum()
        limit -= weights[_SEED_WARD[rival]] - weights[_SEED_WARD[seed]]
        beyond = ring @ normal - limit
        kept: list[Floats] = []
        for i in range(len(ring)):
            j = (i + 1) % len(ring)
            if beyond[i] <= 0:
                kept.append(ring[i])
            if beyond[i] * beyond[j] < 0:
                kept.append(ring[i] + (ring[j] - ring[i]) * beyond[i] / (beyond[i] - beyond[j]))
        if len(kept) < 3:
            return shapely.Polygon()
        ring = np.array(kept)
    return shapely.Polygon(ring)


def _unwarp(xy: Floats) -> Floats:
    """The points that the wards' warp brings to `xy`."""
    back = xy.copy()
    for _ in range(40):
        back += 0.6 * (xy - _warp()(back))
    return back


def _borders(north: bool) -> BaseGeometry:
    """The lines between wards on one side of the Hiếu."""
    rivals = np.flatnonzero(_IS_NORTH[_SEED_WARD] == north)
    cells = {int(seed): _cell(int(seed), rivals, _weights()) for seed in rivals}
    wholes = [
        shapely.union_all([cells[int(s)] for s in rivals if _SEED_WARD[s] == ward], grid_size=0.001)
        for ward in np.flatnonzero(north == _IS_NORTH)
    ]
    lines = shapely.segmentize(shapely.union_all(shapely.boundary(wholes), grid_size=0.001), 15)
    side = _north() if north else outline().buffer(500).difference(_north())
    return shapely.intersection(shapely.transform(lines, _unwarp), side)


@cache
def ward_areas() -> dict[str, MultiPolygon]:
    """The nine wards by old code; they tile the city's outline without gap or overlap."""
    lines = [_borders(True), _borders(False), rivers()[0].middle, outline().boundary]
    faces = np.array(list(shapely.polygonize([shapely.union_all(lines, grid_size=0.01)]).geoms))
    inside = shapely.point_on_surface(faces)
    faces = faces[shapely.covers(outline().buffer(0.05), inside)]
    inside = shapely.get_coordinates(shapely.point_on_surface(faces))
    owner = ward_index(inside)
    for i in np.flatnonzero(shapely.area(faces) < 30_000):
        touching = shapely.length(shapely.intersection(faces, faces[i].boundary)) * (np.arange(len(faces)) != i)
        owner[i] = owner[touching.argmax()]
    return {ward.code: _multi(shapely.coverage_union_all(faces[owner == index])) for index, ward in enumerate(WARDS)}


@cache
def merged_areas() -> dict[str, MultiPolygon]:
    """The two wards since 2025-07-01 by new code, each the union of old ones."""
    return {
        code: _multi(shapely.coverage_union_all([ward_areas()[w.code] for w in WARDS if w.merged_into == code]))
        for code in MERGED
    }


def ward_codes(xy: Floats) -> np.ndarray:
    """The old ward code at each point; the nearest ward's outside the city."""
    codes = np.full(len(xy), "", dtype=object)
    for code, area in ward_areas().items():
        shapely.prepare(area)
        codes[shapely.contains_xy(area, xy[:, 0], xy[:, 1])] = code
    lost = np.flatnonzero(codes == "")
    if len(lost):
        near = shapely.STRtree(list(ward_areas().values())).nearest(shapely.points(xy[lost]))
        codes[lost] = np.array(list(ward_areas()), dtype=object)[near]
    return codes


def _multi(area: BaseGeometry) -> MultiPolygon:
    return MultiPolygon([part for part in shapely.get_parts(area) if isinstance(part, shapely.Polygon)])

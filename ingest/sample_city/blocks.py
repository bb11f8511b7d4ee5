"""Blocks: what the roads leave of each face, and what each block is for."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import shapely

from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.ground import project, water
from ingest.sample_city.network import WIDTH_M, network
from ingest.sample_city.relief import hilliness
from ingest.sample_city.skeleton import urbanity
from ingest.sample_city.wards import WARDS, ward_codes

CORE, TOWN, SUBURB, VILLAGE, FIELD, HILL = "core", "town", "suburb", "village", "field", "hill"
PARK, SCHOOL, HEALTH, OFFICE, MARKET, SPORT = "park", "school", "health", "office", "market", "sport"
COMMERCE, INDUSTRY, CEMETERY, WORSHIP, RESERVE = "commerce", "industry", "cemetery", "worship", "reserve"
STATION, PORT, BANK_STRIP, RIVER = "station", "port", "bank", "water"

WHOLE: Final = (PARK, SCHOOL, HEALTH, OFFICE, MARKET, SPORT, COMMERCE, CEMETERY, WORSHIP, STATION, PORT)
"""Uses that take one lot of a block to themselves; houses take what is left of the block."""

_LOT_M2: Final = {
    PARK: 16_000,
    SCHOOL: 9_000,
    HEALTH: 5_000,
    OFFICE: 4_500,
    MARKET: 8_000,
    SPORT: 15_000,
    COMMERCE: 6_000,
    CEMETERY: 45_000,
    WORSHIP: 3_000,
    STATION: 14_000,
    PORT: 20_000,
}


@dataclass(frozen=True)
class Blocks:
    """Blocks in step: their land, the face they lie in, fabric, ward and the public lot they hold."""

    area: np.ndarray
    face: np.ndarray
    fabric: np.ndarray
    ward_code: np.ndarray
    urbanity: Floats
    lot_use: np.ndarray
    """The public use that takes part of the block, or an empty text."""
    lot_share: Floats
    """The part of the block that the public use takes, 0..1."""


def _land() -> tuple[np.ndarray, np.ndarray]:
    """Faces less half the width of the roads round them; face numbers beside."""
    net = network()
    faces = np.flatnonzero(~net.corridor)
    width = np.array([WIDTH_M[name] for name in net.road_class])
    strips = shapely.buffer(net.line, np.maximum(width, 0.02) / 2, cap_style="round", join_style="mitre", quad_segs=2)
    strips = strips[width > 0]
    face, strip = shapely.STRtree(strips).query(net.faces[faces], predicate="intersects")
    cut = np.split(strip, np.flatnonzero(np.diff(face)) + 1)
    cover = np.full(len(faces), shapely.Polygon(), dtype=object)
    for number, members in zip(np.unique(face), cut, strict=True):
        cover[number] = shapely.union_all(strips[members])
    land = shapely.difference(net.faces[faces], cover)
    land = shapely.difference(land, water()) if water() else land
    parts, origin = shapely.get_parts(shapely.simplify(land, 0.12), return_index=True)
    large = (shapely.area(parts) > 350) & (2 * shapely.area(parts) > 3.5 * shapely.length(parts))
    parts = shapely.set_precision(parts[large], 0.01)
    single = shapely.get_type_id(parts) == 3
    return parts[single], faces[origin[large][single]]


def _fabric(middle: Floats, urban: Floats) -> np.ndarray:
    hill = hilliness(middle)
    fabric = np.where(hill > 720, HILL, FIELD).astype(object)
    fabric[(urban > 0.15) & (hill < 950)] = VILLAGE
    fabric[urban > 0.35] = SUBURB
    fabric[urban > 0.58] = TOWN
    fabric[urban > 0.84] = CORE
    return fabric


_WISHES: Final = (
    (SCHOOL, 46, 0.16),
    (PARK, 26, 0.16),
    (HEALTH, 14, 0.16),
    (OFFICE, 34, 0.2),
    (MARKET, 10, 0.16),
    (SPORT, 6, 0.16),
    (COMMERCE, 26, 0.3),
    (WORSHIP, 26, 0.16),
    (CEMETERY, 7, -1.0),
)


@cache
def blocks() -> Blocks:
    """Every block of the city."""
    rng = stream("blocks")
    area, face = _land()
    middle = shapely.get_coordinates(shapely.point_on_surface(area))
    urban = urbanity(middle)
    fabric = _fabric(middle, urban)
    ward = ward_codes(middle)
    size = shapely.area(area)
    use = np.full(len(area), "", dtype=object)
    _fixed(use, area)
    codes = [w.code for w in WARDS]
    for wish, count, least in _WISHES:
        wanted = _LOT_M2[wish]
        fits = (use == "") & (size > wanted * 0.5)
        fits &= (urban > least) & (size < 42_000) if least >= 0 else (fabric == FIELD) & (size < 70_000)
        quota = -(-count // len(codes))
        chosen: list[int] = []
        for code in codes:
            here = np.flatnonzero(fits & (ward == code))
            rng.shuffle(here)
            chosen += _apart(here, middle, quota, 160)
        for number in rng.permutation(chosen)[:count]:
            use[number] = wish
    edge = (fabric == SUBURB) & (use == "")
    use[edge & (rng.random(len(area)) < 0.035)] = RESERVE
    _industry(use, fabric, middle, size)
    share = np.array(
        [
            min(1.0, _LOT_M2[name] / a) if name in _LOT_M2 else float(name != "")
            for name, a in zip(use, size, strict=True)
        ]
    )
    share[share > 0.72] = 1.0
    return Blocks(area, face, fabric, ward, urban, use, share)


def _fixed(use: np.ndarray, area: np.ndarray) -> None:
    """Give the things that have a known place their block: station, port, central park, market, city offices."""
    known = (
        (STATION, (107.0966, 16.8160)),
        (PORT, (107.1150, 16.8345)),
        (MARKET, (107.1030, 16.8240)),
        (PARK, (107.1040, 16.8215)),
        (OFFICE, (107.1045, 16.8195)),
        (HEALTH, (107.1090, 16.8075)),
        (SPORT, (107.1080, 16.8130)),
        (PARK, (107.0890, 16.8190)),
        (SCHOOL, (107.0985, 16.8195)),
    )
    tree = shapely.STRtree(area)
    for name, place in known:
        for number in tree.query_nearest(shapely.points(project([place])[0])):
            use[number] = name


def _apart(candidates: np.ndarray, middle: Floats, count: int, gap_m: float) -> list[int]:
    """The first `count` candidates that stand at least `gap_m` apart."""
    taken: list[int] = []
    for number in candidates:
        if len(taken) == count:
            break
        if all(np.hypot(*(middle[number] - middle[other])) > gap_m for other in taken):
            taken.append(int(number))
    return taken


def _industry(use: np.ndarray, fabric: np.ndarray, middle: Floats, size: Floats) -> None:
    """Industry stands in clusters: by the southern bypass and in the east of Đông Lễ."""
    places = project([(107.1220, 16.7915), (107.0960, 16.7880), (107.1280, 16.8260), (107.0560, 16.8060)])
    reach = np.array([430.0, 330.0, 380.0, 330.0])
    near = (np.hypot(middle[:, None, 0] - places[None, :, 0], middle[:, None, 1] - places[None, :, 1]) < reach).any(1)
    use[near & (use == "") & (size > 6_000) & (fabric != CORE)] = INDUSTRY

"""Parks and trees."""

import numpy as np
import shapely

from ingest.sample_city.blocks import PARK
from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.ground import water
from ingest.sample_city.names import TREES
from ingest.sample_city.network import corridor
from ingest.sample_city.parcels import parcels
from ingest.sample_city.sheet import Sheet, Town, dates, either, multi, numbered, pick, places, some
from ingest.sample_city.skeleton import course, urbanity
from ingest.sample_city.wards import BY_CODE, ward_codes


def parks(town: Town) -> Sheet:
    """Park lots, and the free bank of the Hiếu in the town as riverside greens."""
    rng = stream("parks")
    lots = parcels().area[parcels().use == PARK]
    bank = corridor().difference(water().buffer(3)).intersection(shapely.buffer(course("Trần Hưng Đạo"), 520))
    greens = np.array(
        [part for part in shapely.get_parts(bank) if part.area > 4_000 and urbanity(places(np.array([part])))[0] > 0.3],
        dtype=object,
    )
    area = multi(np.concatenate([lots, shapely.set_precision(greens, 0.01)]))
    count, size = len(area), shapely.area(area)
    kind = np.select(
        [np.arange(count) >= len(lots), size > 11_000, size > 6_000], ["riverside", "park", "square"], "garden"
    ).astype(object)
    kind[(kind == "garden") & (rng.random(count) < 0.5)] = "playground"
    ward = ward_codes(places(area))
    word = {
        "riverside": "Cây xanh ven sông Hiếu",
        "park": "Công viên",
        "square": "Quảng trường",
        "garden": "Vườn hoa",
        "playground": "Sân chơi",
    }
    seen: dict[str, int] = {}
    names: list[str] = []
    for k, w in zip(kind, ward, strict=True):
        stem = f"{word[k]} {BY_CODE[w].name}"
        seen[stem] = seen.get(stem, 0) + 1
        names.append(stem if seen[stem] == 1 else f"{stem} {seen[stem]}")
    names[int(np.argmax(either(kind == "park", size, 0)))] = "Công viên trung tâm Đông Hà"
    land = town["land_parcels"]
    address = [*land["address"][parcels().use == PARK], *[None] * len(greens)]
    return Sheet(
        "parks",
        numbered("CV-", count, 3),
        area,
        {
            "name": names,
            "kind": kind,
            "address": address,
            "area_m2": np.round(size, 1),
            "opening_hours": either(kind == "park", "05:00-22:00", None),
            "is_lit": rng.random(count) < 0.7,
        },
    )


def _rows_along(town: Town, rng: np.random.Generator) -> tuple[Floats, np.ndarray]:
    """Tree places on the pavements of the wider streets and the road of each."""
    roads = town["roads"]
    urban = urbanity(places(roads.geom))
    walk = np.array([value is not None and value >= 1.5 for value in roads["sidewalk_width_m"]])
    points: list[Floats] = []
    owner: list[np.ndarray] = []
    for k in np.flatnonzero(walk & ~roads["is_bridge"].astype(bool)):
        line = roads.geom[k]
        step = {"national": 12.0, "main": 10.0, "collector": 13.0}.get(str(roads["road_class"][k]), 26.0) / (
            0.55 + 0.5 * urban[k]
        )
        count = int((line.length - 14) / step)
        if count < 2:
            continue
        at = 7 + (np.arange(count) + rng.uniform(0.3, 0.7, count)) * (line.length - 14) / count
        on = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
        along = shapely.get_coordinates(shapely.line_interpolate_point(line, at + 1)) - on
        normal = np.column_stack([-along[:, 1], along[:, 0]]) / np.maximum(np.hypot(*along.T), 1e-6)[:, None]
        reach = float(roads["carriageway_width_m"][k]) / 2 + 1.4
        for side in (1, -1):
            stands = rng.random(count) < 0.8
            points.append((on + side * reach * normal)[stands])
            owner.append(np.full(stands.sum(), k))
    return np.vstack(points), np.concatenate(owner)


def _in_parks(park: np.ndarray, rng: np.random.Generator) -> tuple[Floats, np.ndarray]:
    points: list[Floats] = []
    owner: list[np.ndarray] = []
    for number, area in enumerate(park):
        west, south, east, north = area.bounds
        xy = np.column_stack([rng.uniform(west, east, 400), rng.uniform(south, north, 400)])
        inside = xy[shapely.contains_xy(area, xy[:, 0], xy[:, 1])][: int(area.area / 220)]
        points.append(inside)
        owner.append(np.full(len(inside), number))
    return np.vstack(points), np.concatenate(owner)


def trees(town: Town) -> Sheet:
    """Trees on pavements, one kind a street, and in parks."""
    rng = stream("trees")
    row, road = _rows_along(town, rng)
    free, park = _in_parks(town["parks"].geom, rng)
    xy = np.round(np.vstack([row, free]), 2)
    count = len(xy)
    share = np.array([s for _, _, s in TREES])
    streets = np.unique(town["roads"]["name"][road].astype(str))
    usual = dict(zip(streets, rng.choice(len(TREES), len(streets), p=share / share.sum()), strict=True))
    kind = np.concatenate(
        [[usual[str(s)] for s in town["roads"]["name"][road]], rng.integers(0, len(TREES), len(free))]
    ).astype(int)
    odd = rng.random(count) < 0.2
    kind[odd] = rng.integers(0, len(TREES), odd.sum())
    girth = np.round(np.clip(rng.gamma(3.2, 8.5, count), 5, 120), 0)
    tall = np.round(np.clip(2.5 + 1.9 * np.sqrt(girth) * rng.uniform(0.7, 1.2, count), 2, 28), 1)
    return Sheet(
        "trees",
        numbered("CX-", count, 5),
        shapely.points(xy),
        {
            "species": [TREES[k][0] for k in kind],
            "scientific_name": [TREES[k][1] for k in kind],
            "trunk_diameter_cm": girth,
            "height_m": tall,
            "crown_diameter_m": np.round(tall * rng.uniform(0.4, 0.75, count), 1),
            "health": pick(
                rng, ["good", "fair", "poor", "dangerous", "dead", None], [0.64, 0.22, 0.07, 0.015, 0.01, 0.045], count
            ),
            "is_protected": (girth > 85) & (rng.random(count) < 0.3),
            "planted_on": some(rng, dates(rng, "1985-01-01", "2025-09-30", count), 0.7),
            "inspected_on": some(rng, dates(rng, "2025-01-02", "2026-11-15", count), 0.85),
            "road_id": [*town["roads"].id[road], *[None] * len(free)],
            "park_id": [*[None] * len(row), *town["parks"].id[park]],
        },
    )

"""Cameras: 113 city eyes at 99 sites, 251 ward cameras, 10 AI points; what they see, their rules and what they noticed."""

from datetime import timedelta
from hashlib import sha256
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.relief import height
from ingest.sample_city.shapes import lines, points, polygons
from ingest.sample_city.sheet import NOW, Sheet, Town, dates, either, moments, numbered, pick, places
from ingest.sample_city.skeleton import urbanity
from ingest.sample_city.traffic import main_corners

CITY_SITES: Final = 99
CITY_EYES: Final = 113
WARD_CAMERAS: Final = 251
AI_CAMERAS: Final = 10


def _spread(candidates: Floats, weight: Floats, count: int, gap_m: float, rng: np.random.Generator) -> np.ndarray:
    """Places drawn by weight that keep a gap between them; the gap shrinks until there are enough."""
    order = rng.permutation(len(candidates))
    order = order[np.argsort(-(weight[order] * rng.uniform(0.5, 1.0, len(order))))]
    taken: list[int] = []
    while len(taken) < count:
        for k in order:
            if len(taken) == count:
                break
            if k not in taken and (not taken or np.hypot(*(candidates[taken] - candidates[k]).T).min() >= gap_m):
                taken.append(int(k))
        gap_m *= 0.7
    return np.array(taken)


def cameras(town: Town) -> Sheet:
    """Every camera with where it looks."""
    rng = stream("cameras")
    roads = town["roads"]
    corner = places(town["junctions"].geom)
    city = corner[_spread(corner, urbanity(corner), CITY_SITES, 260, rng)]
    twice = rng.permutation(CITY_SITES)[: CITY_EYES - CITY_SITES]
    city_site = np.sort(np.concatenate([np.arange(CITY_SITES), twice]))
    line = roads.geom[np.isin(roads["road_class"], ["collector", "local", "main"])]
    ends = shapely.get_coordinates(shapely.get_point(line, 0))
    ward = ends[_spread(ends, 0.15 + urbanity(ends), WARD_CAMERAS, 150, rng)]
    smart = main_corners()[:AI_CAMERAS]
    base = np.vstack([city[city_site], ward, smart])
    network = np.array(["city"] * CITY_EYES + ["ward"] * WARD_CAMERAS + ["ai"] * AI_CAMERAS)
    count = len(base)
    road = shapely.STRtree(roads.geom).nearest(points(base))
    azimuth = rng.uniform(0, 360, count)
    second = np.concatenate([[False], city_site[1:] == city_site[:-1], np.zeros(count - CITY_EYES, bool)])
    azimuth[second] = (azimuth[np.flatnonzero(second) - 1] + 180) % 360
    place = np.round(
        base + 6.5 * np.column_stack([np.sin(np.radians(azimuth + 160)), np.cos(np.radians(azimuth + 160))]), 2
    )
    mount = np.round(either(network == "ward", rng.uniform(4.5, 6, count), rng.uniform(6, 8.5, count)), 1)
    site = (
        [f"VT-{k + 1:03d}" for k in city_site]
        + [f"VTP-{k + 1:03d}" for k in range(WARD_CAMERAS)]
        + [f"VTAI-{k + 1:02d}" for k in range(AI_CAMERAS)]
    )
    code = numbered("CAM-TP-", CITY_EYES, 3) + numbered("CAM-P-", WARD_CAMERAS, 3) + numbered("CAM-AI-", AI_CAMERAS, 2)
    kind = either(network == "ai", "ai", pick(rng, ["fixed", "ptz", "dome"], [0.7, 0.18, 0.12], count))
    dice = rng.random(count)
    z = height(place) + mount
    return Sheet(
        "cameras",
        code,
        points(np.column_stack([place, np.round(z, 2)])),
        {
            "site_code": site,
            "location": [f"{roads['name'][r] or 'Đường nội đồng'}" for r in road],
            "network": network,
            "kind": kind,
            "azimuth_deg": np.round(azimuth, 1) % 360,
            "fov_deg": either(
                kind == "dome", 110.0, either(kind == "ptz", 62.0, rng.choice([72.0, 84.0, 90.0], count))
            ),
            "range_m": either(network == "ward", 45.0, either(kind == "ptz", 120.0, 70.0)),
            "mount_height_m": mount,
            "model": pick(rng, ["Mẫu A", "Mẫu B", "Mẫu C"], [0.5, 0.3, 0.2], count),
            "stream_ref": [f"kho-bi-mat/{c.lower()}" for c in code],
            "owner": either(network == "ward", "ward", "police"),
            "installed_on": either(network == "ai", "2023-10-15", dates(rng, "2016-01-01", "2024-12-31", count)),
            "status": either(dice < 0.05, "fault", either(dice < 0.13, "offline", "online")),
            "latency_ms": either(dice < 0.13, None, np.round(rng.gamma(4, 12, count), 0)),
        },
        heard=[
            None if d > 0.94 else NOW - timedelta(seconds=int(s))
            for d, s in zip(dice, rng.integers(2, 280, count), strict=True)
        ],
    )


def _wedges(at: Floats, azimuth: Floats, fov: Floats, reach: Floats, rays: int) -> Floats:
    """Ends of rays fanned over each view; shape (cameras, rays, 2)."""
    turn = np.radians(azimuth[:, None] + fov[:, None] * np.linspace(-0.5, 0.5, rays)[None])
    return at[:, None] + reach[:, None, None] * np.stack([np.sin(turn), np.cos(turn)], axis=2)


def camera_views(town: Town) -> Sheet:
    """The ground each camera can see: a wedge cut by the first building on each line of sight."""
    cams = town["cameras"]
    rays = 25
    at = places(cams.geom)
    ends = _wedges(
        at, cams["azimuth_deg"].astype(float), cams["fov_deg"].astype(float), cams["range_m"].astype(float), rays
    )
    sight = lines(np.stack([np.repeat(at, rays, 0), ends.reshape(-1, 2)], axis=1))
    walls = town["buildings"].geom
    ray, wall = shapely.STRtree(walls).query(sight, predicate="intersects")
    start = points(at[ray // rays])
    gap = shapely.distance(start, shapely.intersection(sight[ray], walls[wall]))
    free = np.repeat(cams["range_m"].astype(float), rays)
    np.minimum.at(free, ray, np.maximum(gap, 2.0))
    cut = (free < np.repeat(cams["range_m"].astype(float), rays) - 0.01).reshape(-1, rays).any(1)
    step = (ends - at[:, None]) / cams["range_m"].astype(float)[:, None, None]
    seen = np.round(np.concatenate([at[:, None], at[:, None] + step * free.reshape(-1, rays, 1)], axis=1), 2)
    area = polygons(np.concatenate([seen, seen[:, :1]], axis=1))
    area = either(shapely.is_valid(area), area, shapely.buffer(area, 0.0))
    return Sheet(
        "camera_views",
        [f"{code}-V" for code in cams.code],
        area,
        {
            "camera_id": cams.id,
            "area_m2": np.round(shapely.area(area), 1),
            "is_cut_by_buildings": cut,
            "computed_at": [NOW - timedelta(days=2)] * len(cams),
        },
        ward_code=cams.ward_code,
    )


_RULES: Final = ("red_light", "no_stopping", "wrong_lane", "wrong_way", "pavement", "count", "congestion")


def camera_zones(town: Town) -> Sheet:
    """Zones with a rule in the pictures of the AI cameras and some of the city's."""
    rng = stream("camera zones")
    cams = town["cameras"]
    watched = np.flatnonzero(cams["network"] == "ai").repeat(4).tolist()
    watched += sorted(rng.choice(np.flatnonzero(cams["network"] == "city"), 26, replace=False).tolist())
    at = places(cams.geom)
    shapes: list[BaseGeometry] = []
    for n, k in enumerate(watched):
        turn = np.radians(float(cams["azimuth_deg"][k]) + (n % 4 - 1.5) * 14)
        ahead, side = np.array([np.sin(turn), np.cos(turn)]), np.array([np.cos(turn), -np.sin(turn)])
        near = at[k] + ahead * (9 + 3 * (n % 4))
        shapes.append(
            shapely.Polygon(
                np.round(
                    [near - side * 3, near + side * 3, near + side * 4 + ahead * 14, near - side * 4 + ahead * 14], 2
                )
            )
        )
    rule = [_RULES[n % 4] if n < 4 * AI_CAMERAS else str(pick(rng, _RULES, [1] * 7, 1)[0]) for n in range(len(watched))]
    corners = [[0.2, 0.4], [0.5, 0.4], [0.6, 0.9], [0.1, 0.9]]
    return Sheet(
        "camera_zones",
        numbered("VQS-", len(watched), 3),
        np.array(shapes, dtype=object),
        {
            "camera_id": cams.id[watched],
            "rule": rule,
            "bearing_deg": [float(b) for b in cams["azimuth_deg"][watched]],
            "speed_limit_kmh": [50] * len(watched),
            "is_active": rng.random(len(watched)) < 0.92,
            "image_polygon": [{"image": corners}] * len(watched),
        },
    )


def camera_events(town: Town) -> Sheet:
    """What the rules noticed in the last three days; plates only as salted hashes of invented numbers."""
    rng = stream("camera events")
    zones = town["camera_zones"]
    count = 640
    zone = rng.integers(0, len(zones), count)
    place = places(zones.geom)[zone] + rng.normal(0, 2.2, (count, 2))
    vehicle = pick(
        rng,
        ["motorbike", "car", "bicycle", "bus", "light_truck", "heavy_truck", "trailer"],
        [58, 24, 4, 2, 7, 4, 1],
        count,
    )
    return Sheet(
        "camera_events",
        numbered("SKC-", count, 5),
        points(np.round(place, 2)),
        {
            "camera_id": zones["camera_id"][zone],
            "zone_id": zones.id[zone],
            "rule": zones["rule"][zone],
            "vehicle_class": vehicle,
            "occurred_at": moments(rng, 3, count),
            "confidence_pct": np.round(np.clip(rng.normal(88, 7, count), 51, 99.5), 1),
            "speed_kmh": np.round(np.clip(rng.normal(34, 12, count), 0, 95), 1),
            "review": pick(rng, ["pending", "confirmed", "rejected"], [0.35, 0.5, 0.15], count),
            "plate_hash": [sha256(f"synthetic plate {n}".encode()).hexdigest() for n in rng.integers(0, 5000, count)],
            "snapshot_ref": [f"anh-mau/{n:05d}.jpg" for n in range(count)],
        },
    )

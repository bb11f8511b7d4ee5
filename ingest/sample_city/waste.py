"""Waste: sites, collection routes along the streets, bins with their fill."""

from datetime import timedelta
from typing import Final

import numpy as np
import shapely

from ingest.sample_city.chance import stream
from ingest.sample_city.ground import outline, project
from ingest.sample_city.layout import WOOD, WORKS
from ingest.sample_city.parcels import parcels
from ingest.sample_city.sheet import NOW, Sheet, Town, dates, numbered, pick, places
from ingest.sample_city.skeleton import course, urbanity
from ingest.sample_city.wards import WARDS, ward_codes

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ROUTES: Final = (
    ("Lê Duẩn", "night"),
    ("Quốc lộ 9", "night"),
    ("Hùng Vương", "night"),
    ("Lý Thường Kiệt", "night"),
    ("Trần Hưng Đạo", "morning"),
    ("Nguyễn Huệ", "morning"),
    ("Lê Lợi", "morning"),
    ("Điện Biên Phủ", "morning"),
    ("Hoàng Diệu", "afternoon"),
    ("Khóa Bảo", "afternoon"),
    ("Nguyễn Trãi", "afternoon"),
    ("Thanh Niên", "afternoon"),
    ("Hàm Nghi", "afternoon"),
    ("Trường Chinh", "morning"),
)


def waste_sites(_town: Town) -> Sheet:
    """A treatment site in the hills, transfer stations on works lots, a collection point in each ward."""
    rng = stream("waste sites")
    lot = parcels()
    middle = places(lot.area)
    hills = np.flatnonzero((lot.use == WOOD) & (shapely.area(lot.area) > 9_000))
    tip = project([(107.0560, 16.7720)])[0]
    yard = int(hills[((middle[hills] - tip) ** 2).sum(1).argmin()])
    works = np.flatnonzero(lot.use == WORKS)
    transfer = [
        int(works[((middle[works] - place) ** 2).sum(1).argmin()])
        for place in project([(107.1220, 16.7915), (107.1280, 16.8260)])
    ]
    ward = ward_codes(middle)
    free = np.flatnonzero(
        np.isin(lot.use, ["house", "plot"]) & (shapely.area(lot.area) > 300) & (shapely.area(lot.area) < 2_500)
    )
    points = [int(rng.choice(free[ward[free] == unit.code])) for unit in WARDS]
    chosen = [yard, *transfer, *points]
    area = lot.area[chosen]
    kind = ["treatment", "transfer", "transfer"] + ["collection"] * len(points)
    return Sheet(
        "waste_sites",
        numbered("BR-", len(chosen), 2),
        area,
        {
            "name": ["Khu xử lý rác thải (mẫu)", "Trạm trung chuyển phía Nam", "Trạm trung chuyển phía Đông"]
            + [f"Điểm tập kết {unit.name}" for unit in WARDS],
            "kind": kind,
            "takes": [
                ["mixed", "organic", "recyclable", "hazardous", "bulky"]
                if k == "treatment"
                else ["mixed", "organic", "recyclable"]
                for k in kind
            ],
            "area_m2": np.round(shapely.area(area), 1),
            "capacity_td": [150.0, 40.0, 40.0] + [6.0] * len(points),
            "operator": ["Trung tâm dịch vụ công ích (mẫu)"] * len(chosen),
            "received_today_t": np.round([92.4, 23.1, 19.8, *rng.uniform(1.2, 4.8, len(points))], 1),
        },
        heard=[NOW - timedelta(hours=1)] * len(chosen),
    )


def waste_routes(town: Town) -> Sheet:
    """Collection rounds along the main streets."""
    line = np.array([course(name).intersection(outline()) for name, _ in _ROUTES], dtype=object)
    line = np.array([max(shapely.get_parts(part), key=lambda piece: piece.length) for part in line], dtype=object)
    return Sheet(
        "waste_routes",
        numbered("TR-", len(_ROUTES), 2),
        line,
        {
            "name": [f"Tuyến thu gom {name}" for name, _ in _ROUTES],
            "shift": [shift for _, shift in _ROUTES],
            "days": [list(_DAYS) if shift == "night" else list(_DAYS[::2]) for _, shift in _ROUTES],
            "length_m": np.round(shapely.length(line), 1),
            "bin_count": np.round(shapely.length(line) / 70).astype(int),
            "capacity_t": [8.0 if shift == "night" else 5.0 for _, shift in _ROUTES],
            "site_id": [town["waste_sites"].id[1 + k % 2] for k in range(len(_ROUTES))],
        },
    )


def waste_bins(town: Town) -> Sheet:
    """Bins along the streets of the town; some full, some silent."""
    rng = stream("bins")
    roads = town["roads"]
    middle = shapely.line_interpolate_point(roads.geom, 0.5, normalized=True)
    urban = urbanity(shapely.get_coordinates(middle))
    order = np.argsort(-(urban + rng.uniform(0, 0.7, len(urban))))
    road = order[(roads["road_class"][order] != "service") & ~roads["is_bridge"][order].astype(bool)][:620]
    line = roads.geom[road]
    at = rng.uniform(0.25, 0.75, len(road)) * shapely.length(line)
    on = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
    along = shapely.get_coordinates(shapely.line_interpolate_point(line, at + 1)) - on
    normal = np.column_stack([along[:, 1], -along[:, 0]]) / np.hypot(*along.T)[:, None]
    spot = on + normal * (roads["carriageway_width_m"][road].astype(float) / 2 + 0.7)[:, None]
    routes = shapely.STRtree(town["waste_routes"].geom)
    count = len(road)
    volume = rng.choice([120, 240, 660, 1100], count, p=[0.2, 0.5, 0.25, 0.05])
    fill = np.round(np.clip(rng.beta(2, 2.2, count) * 108, 0, 100), 0)
    silent = rng.random(count) < 0.09
    return Sheet(
        "waste_bins",
        numbered("THUNG-", count, 4),
        shapely.points(np.round(spot, 2)),
        {
            "kind": pick(rng, ["mixed", "organic", "recyclable", "hazardous"], [0.62, 0.18, 0.18, 0.02], count),
            "volume_l": volume,
            "height_cm": [{120: 95.0, 240: 107.0, 660: 121.0, 1100: 138.0}[int(v)] for v in volume],
            "address": roads["name"][road],
            "dev_eui": [f"a84041{n:010x}" for n in rng.integers(0, 16**10, count)],
            "installed_on": dates(rng, "2022-01-01", "2025-12-31", count),
            "route_id": town["waste_routes"].id[routes.nearest(shapely.points(spot))],
            "fill_pct": fill,
            "temperature_c": np.round(rng.normal(25, 1.5, count), 1),
            "is_tilted": rng.random(count) < 0.02,
            "emptied_at": [NOW - timedelta(hours=float(h)) for h in fill / 3.2 + rng.uniform(0.5, 6, count)],
            "battery_pct": np.round(rng.uniform(28, 100, count), 0),
            "status": np.where(rng.random(count) < 0.03, "fault", "online"),
        },
        heard=[
            None if s else NOW - timedelta(minutes=int(m))
            for s, m in zip(silent, rng.integers(2, 58, count), strict=True)
        ],
    )

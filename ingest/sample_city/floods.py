"""Flood warning: twelve gauges along the rivers, rain gauges, sirens, extents of the alarm levels, marks of past floods."""

from datetime import datetime, timedelta
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.ground import outline, project
from ingest.sample_city.ground import rivers as courses
from ingest.sample_city.relief import height
from ingest.sample_city.shapes import points
from ingest.sample_city.sheet import NOW, Sheet, Town, multi, numbered, places
from ingest.sample_city.terrain import flooded

_POINTS: Final = (
    ("Cầu Đông Hà", "HIEU", (107.0985, 16.8258)),
    ("Cầu đường sắt sông Hiếu", "HIEU", (107.0925, 16.8288)),
    ("Bến đò Đông Thanh", "HIEU", (107.0755, 16.8222)),
    ("Thượng lưu Phường 4", "HIEU", (107.0625, 16.8174)),
    ("Cảng Đông Hà", "HIEU", (107.1140, 16.8352)),
    ("An Lạc, Đông Giang", "HIEU", (107.1065, 16.8285)),
    ("Cửa hói Đông Lễ", "HIEU", (107.1215, 16.8398)),
    ("Cầu Lai Phước", "VINHPHUOC", (107.1170, 16.7825)),
    ("Cầu Vĩnh Phước", "VINHPHUOC", (107.0860, 16.7745)),
    ("Hạ lưu Đông Lương", "VINHPHUOC", (107.1350, 16.7942)),
    ("Bờ Thạch Hãn, Đông Lương", "THACHHAN", (107.1453, 16.8050)),
    ("Cống Hói Sòng", "HOISONG", (107.1118, 16.8445)),
)

_OFFSET: Final = {"HIEU": 0.0, "VINHPHUOC": 0.45, "THACHHAN": 0.2, "HOISONG": -0.1}
"""How far the alarm levels of a river's points lie above those of the Đông Hà station, metres."""


def _heard(silent: np.ndarray, seconds: np.ndarray) -> list[datetime | None]:
    return [None if s else NOW - timedelta(seconds=int(t)) for s, t in zip(silent, seconds, strict=True)]


def _eui(rng: np.random.Generator, count: int) -> list[str]:
    return [f"a84041{n:010x}" for n in rng.integers(0, 16**10, count)]


def flood_points(town: Town) -> Sheet:
    """Twelve electronic staff gauges; the one at Đông Hà bridge has the official levels, the others theirs by offset."""
    rng = stream("flood points")
    count = len(_POINTS)
    course = {river.code: river for river in courses()}
    at: list[Floats] = []
    for _, code, place in _POINTS:
        line = course[code].middle
        middle = line.interpolate(line.project(shapely.Point(*project([place])[0])))
        banks = shapely.union_all([course[code].water]).boundary
        foot = nearest_points(banks, middle)[0]
        at.append(np.array([foot.x, foot.y]))
    xy = np.array(at)
    inside = shapely.contains_xy(outline(), xy[:, 0], xy[:, 1])
    heart = shapely.get_coordinates(shapely.centroid(outline()))[0]
    xy = np.where(inside[:, None], xy, xy + 12 * (heart - xy) / np.hypot(*(heart - xy).T)[:, None])
    offset = np.array([_OFFSET[code] for _, code, _ in _POINTS]) + np.where(
        np.arange(count) == 0, 0.0, rng.normal(0, 0.08, count)
    )
    bd1, bd2, bd3 = (np.round(base + offset, 2) for base in (2.0, 3.0, 4.0))
    level = np.round(np.clip(1.62 + offset + rng.normal(0.1, 0.28, count), 0.2, 3.6), 2)
    level[0], level[3] = 2.14, round(float(bd1[3]) + 0.31, 2)
    alarm = np.select([level >= bd3, level >= bd2, level >= bd1], ["bd3", "bd2", "bd1"], "none")
    rise = np.round(rng.normal(5.5, 3.0, count), 1)
    silent = np.arange(count) == 9
    above = np.select([alarm == "none", alarm == "bd1", alarm == "bd2"], [bd1, bd2, bd3], bd3 + 1)
    hours = [
        round(float((a - v) / (r / 100)), 1) if r > 2 else None for a, v, r in zip(above, level, rise, strict=True)
    ]
    rivers = dict(zip(town["rivers"].code, town["rivers"].id, strict=True))
    return Sheet(
        "flood_points",
        numbered("LU-", count, 2),
        points(np.column_stack([np.round(xy, 2), np.round(bd3 + 1.6, 2)])),
        {
            "name": [name for name, _, _ in _POINTS],
            "datum": ["hon_dau"] * count,
            "zero_m": [0.0] * count,
            "bank_m": np.round(bd2 + rng.normal(0.3, 0.2, count), 2),
            "bd1_m": bd1,
            "bd2_m": bd2,
            "bd3_m": bd3,
            "levels_source": ["Quyết định 05/2020/QĐ-TTg, trạm Đông Hà"]
            + ["Chuyển từ trạm Đông Hà (mẫu)"] * (count - 1),
            "levels_valid_from": ["2020-03-15"] * count,
            "is_solar": [True] * count,
            "dev_eui": _eui(rng, count),
            "river_id": [rivers[f"SONG-{code}"] for _, code, _ in _POINTS],
            "status": np.where(np.arange(count) == 6, "fault", "online"),
            "alarm": alarm,
            "level_m": level,
            "rise_cmh": rise,
            "trend": np.select([rise > 2, rise < -2], ["rising", "falling"], "steady"),
            "next_level_h": hours,
            "battery_v": np.round(rng.normal(12.6, 0.3, count), 2),
        },
        heard=_heard(silent, rng.integers(10, 290, count)),
    )


def _beside(town: Town, shift: tuple[float, float]) -> Floats:
    return shapely.get_coordinates(town["flood_points"].geom)[:, :2] + np.array(shift)


def rain_gauges(town: Town) -> Sheet:
    """A rain gauge at each flood point."""
    rng = stream("rain gauges")
    gauges = town["flood_points"]
    count = len(gauges)
    hour = np.round(rng.gamma(2.0, 2.2, count), 1)
    return Sheet(
        "rain_gauges",
        numbered("MUA-", count, 2),
        points(_beside(town, (1.5, 0.8))),
        {
            "name": [f"Đo mưa {name}" for name in gauges["name"]],
            "tip_mm": [0.2] * count,
            "height_m": [2.5] * count,
            "is_solar": [True] * count,
            "dev_eui": _eui(rng, count),
            "flood_point_id": gauges.id,
            "status": np.where(np.arange(count) == 4, "fault", "online"),
            "rain_10min_mm": np.round(hour / 6 * rng.uniform(0.4, 1.6, count), 1),
            "rain_1h_mm": hour,
            "rain_24h_mm": np.round(38 + hour * rng.uniform(4, 9, count), 1),
            "battery_v": np.round(rng.normal(12.5, 0.3, count), 2),
        },
        ward_code=gauges.ward_code,
        heard=_heard(np.arange(count) == 9, rng.integers(10, 590, count)),
    )


def flood_sirens(town: Town) -> Sheet:
    """An outdoor siren at each point, and indoor devices at the houses of the neighbourhoods nearest the water."""
    rng = stream("sirens")
    gauges = town["flood_points"]
    count = len(gauges)
    houses = town["buildings"].geom
    near: list[int] = []
    for point in gauges.geom:
        found = shapely.STRtree(houses).query(point, predicate="dwithin", distance=420)
        near.append(
            int(found[shapely.area(houses[found]).argmax()])
            if len(found)
            else int(shapely.STRtree(houses).nearest(point))
        )
    indoor = shapely.get_coordinates(shapely.point_on_surface(houses[near]))
    at = np.vstack([_beside(town, (4.0, -3.0)), indoor])
    total = len(at)
    dice = rng.random(total)
    alarm = np.concatenate([gauges["alarm"]] * 2)
    return Sheet(
        "flood_sirens",
        numbered("COI-", total, 2),
        points(np.round(at, 2)),
        {
            "location": [f"{name}, ngoài trời" for name in gauges["name"]]
            + [f"Trong nhà, gần {name}" for name in gauges["name"]],
            "kind": ["outdoor"] * (count - 3) + ["loudspeaker"] * 3 + ["indoor"] * count,
            "sound_level_db": [120.0] * count + [85.0] * count,
            "reach_m": [600.0] * count + [30.0] * count,
            "trigger_level": ["bd2"] * count + ["bd1"] * count,
            "is_autonomous": [True] * total,
            "dev_eui": _eui(rng, total),
            "installed_on": ["2022-09-15"] * total,
            "flood_point_id": np.concatenate([gauges.id, gauges.id]),
            "siren_state": np.where(
                (np.arange(total) >= count) & (alarm != "none"),
                "sounding",
                np.where(np.arange(total) == 2, "test", "quiet"),
            ),
            "status": np.where(dice < 0.05, "fault", np.where(dice < 0.1, "offline", "online")),
            "battery_v": np.round(rng.normal(12.4, 0.4, total), 2),
        },
        heard=_heard(dice > 0.94, rng.integers(10, 3500, total)),
    )


def flood_extents(town: Town) -> Sheet:
    """What lies below each alarm level of the Đông Hà station and below the peak of 2020."""
    levels = ((2.0, "bd1"), (3.0, "bd2"), (4.0, "bd3"), (5.36, "above_bd3"))
    parcel = town["land_parcels"]
    spots = points(places(parcel.geom))
    home = parcel["use_code"] == "ODT"
    roads = town["roads"].geom
    steps = [np.arange(5, line.length, 10) for line in roads]
    paces = shapely.line_interpolate_point(np.repeat(roads, [len(s) for s in steps]), np.concatenate(steps))
    area: list[BaseGeometry] = []
    wet: list[int] = []
    people: list[int] = []
    length: list[float] = []
    for level, _ in levels:
        extent = flooded(level)
        area.append(extent)
        inside = shapely.STRtree(spots).query(extent, predicate="contains")
        wet.append(len(inside))
        people.append(round(3.1 * int(home[inside].sum()) / 10) * 10)
        length.append(10.0 * len(shapely.STRtree(np.asarray(paces, dtype=object)).query(extent, predicate="contains")))
    shape = multi(np.array(area, dtype=object))
    return Sheet(
        "flood_extents",
        [f"NGAP-{name.upper()}" for _, name in levels],
        shape,
        {
            "name": [f"Vùng ngập khi mực nước trạm Đông Hà {level:.2f} m" for level, _ in levels],
            "alarm": [name for _, name in levels],
            "level_m": [level for level, _ in levels],
            "method": ["bathtub"] * len(levels),
            "area_ha": np.round(shapely.area(shape) / 1e4, 2),
            "max_depth_m": [round(level - 0.6, 2) for level, _ in levels],
            "population_affected": people,
            "parcel_count": wet,
            "road_length_m": length,
            "run_id": ["mau-2026-11-20"] * len(levels),
            "computed_at": [NOW - timedelta(hours=5)] * len(levels),
            "flood_point_id": [town["flood_points"].id[0]] * len(levels),
        },
        ward_code=[None] * len(levels),
    )


def flood_marks(town: Town) -> Sheet:
    """Marks of the peaks of 1983 and 2020 on posts and walls in the low quarters."""
    rng = stream("flood marks")
    events = (
        ("Lũ năm 1983", "1983-10-31", 4.58),
        ("Lũ 08/10/2020", "2020-10-08", 4.69),
        ("Lũ 18/10/2020", "2020-10-18", 5.36),
    )
    roads = town["roads"]
    ends = shapely.get_coordinates(shapely.get_point(roads.geom, 0))
    level = height(ends)
    rows: list[tuple[int, int]] = []
    for e, (_, _, peak) in enumerate(events):
        low = np.flatnonzero(
            (level < peak - 0.3) & (level > 1.2) & np.array([name is not None for name in roads["name"]])
        )
        rows += [(e, int(k)) for k in rng.choice(low, 16, replace=False)]
    spot = ends[[k for _, k in rows]] + rng.normal(0, 4, (len(rows), 2))
    peak = np.array([events[e][2] for e, _ in rows]) + rng.normal(0, 0.04, len(rows))
    return Sheet(
        "flood_marks",
        numbered("VL-", len(rows), 3),
        points(np.round(spot, 2)),
        {
            "event": [events[e][0] for e, _ in rows],
            "peak_on": [events[e][1] for e, _ in rows],
            "level_m": np.round(peak, 2),
            "depth_m": np.round(np.maximum(peak - height(spot), 0.05), 2),
            "place": [roads["name"][k] for _, k in rows],
            "evidence": [
                "Vạch sơn trên cột (mẫu)" if n % 2 else "Ngấn nước trên tường (mẫu)" for n in range(len(rows))
            ],
        },
    )

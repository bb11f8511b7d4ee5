"""Junctions, signals on three main routes, traffic flows and closed roads."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.sheet import NOW, Sheet, Town, moments, numbered, pick, places
from ingest.sample_city.skeleton import crossing

CORRIDORS: Final = ("Lê Duẩn", "Hùng Vương", "Quốc lộ 9")
"""The three main routes whose signals are coordinated."""

_GREAT: Final = ("national", "main", "collector")


@dataclass(frozen=True)
class _Arm:
    """A road where it reaches a junction: the road's place in its sheet, junction, and the last 60 m towards it."""

    road: int
    junction: int
    line: BaseGeometry
    bearing: float


def _nodes(town: Town) -> tuple[Floats, list[list[tuple[int, bool]]]]:
    """Ends where three or more greater roads meet, and the roads (with whether they end there) at each."""
    roads = town["roads"]
    great = np.flatnonzero(np.isin(roads["road_class"], _GREAT))
    line = roads.geom[great]
    first = shapely.get_coordinates(shapely.get_point(line, 0))
    last = shapely.get_coordinates(shapely.get_point(line, -1))
    node, number = np.unique(np.vstack([first, last]), axis=0, return_inverse=True)
    arms: list[list[tuple[int, bool]]] = [[] for _ in node]
    for k, n in enumerate(number):
        arms[int(n)].append((int(great[k % len(great)]), k >= len(great)))
    keep = [n for n, at in enumerate(arms) if len(at) >= 3 and len({str(roads["name"][road]) for road, _ in at}) >= 2]
    return node[keep], [arms[n] for n in keep]


def _bearing(line: BaseGeometry) -> float:
    xy = shapely.get_coordinates(line)
    east, north = xy[-1] - xy[0]
    return round(float(np.degrees(np.arctan2(east, north)) % 360), 1) % 360


def _arms(town: Town) -> list[_Arm]:
    """The arms of the signalled junctions, in order."""
    roads = town["roads"]
    _, meeting = _nodes(town)
    found: list[_Arm] = []
    control = town["junctions"]["control"]
    for junction, arms in enumerate(meeting):
        if control[junction] != "signals":
            continue
        for road, ends in arms:
            line = roads.geom[road]
            line = line if ends else shapely.reverse(line)
            tail = substring(line, max(line.length - 60, 0), max(line.length - 5, 1))
            found.append(_Arm(road, junction, tail, _bearing(tail)))
    return found


def junctions(town: Town) -> Sheet:
    """Junctions of the greater streets, and the level crossings of the railway."""
    rng = stream("junctions")
    roads = town["roads"]
    node, meeting = _nodes(town)
    names = [sorted({str(roads["name"][road]) for road, _ in arms}) for arms in meeting]
    corridor = [next((c for c in CORRIDORS if c in name), None) for name in names]
    classes = [sorted(str(roads["road_class"][road]) for road, _ in arms) for arms in meeting]
    busy = [sum(c in ("national", "main") for c in at) >= 3 for at in classes]
    signals = np.array([b and (c is not None or rng.random() < 0.3) for b, c in zip(busy, corridor, strict=True)])
    level, road = _crossings(town)
    total = len(node) + len(level)
    arm_count = [len(arms) for arms in meeting] + [2] * len(level)
    kind = ["t_junction" if len(a) == 3 else "crossroads" if len(a) == 4 else "multiple" for a in meeting] + [
        "rail_crossing"
    ] * len(level)
    heard = [s and rng.random() > 0.06 for s in signals] + [False] * len(level)
    rings = {"rings": [[1, 2, 3, 4], [5, 6, 7, 8]], "barriers": [[2, 6], [4, 8]]}
    signal = np.concatenate([signals, np.zeros(len(level), bool)])
    part = [c if s else None for c, s in zip([*corridor, *[None] * len(level)], signal, strict=True)]
    return Sheet(
        "junctions",
        numbered("NUT-", total, 3),
        shapely.points(np.vstack([node, level])),
        {
            "name": [" - ".join(name[:2]) for name in names]
            + [f"Đường sắt - {roads['name'][r] or 'đường dân sinh'}" for r in road],
            "kind": kind,
            "control": [
                "signals" if s else "priority" if "national" in c else "none"
                for s, c in zip(signals, classes, strict=True)
            ]
            + ["barrier"] * len(level),
            "corridor": part,
            "protocol": [("mqtt_json" if c else "none") if s else None for s, c in zip(signal, part, strict=True)],
            "controller_address": [f"dk-{k:03d}.giaothong.mau" if s else None for k, s in enumerate(signal)],
            "ring_barrier": [rings if s else None for s in signal],
            "arm_count": np.minimum(arm_count, 8),
            "mode": [
                "adaptive" if c and rng.random() < 0.6 else "fixed" if rng.random() < 0.9 else "flashing" for c in part
            ],
            "cycle_s": rng.choice([60.0, 75.0, 90.0, 100.0], total),
            "status": np.where(rng.random(total) < 0.04, "fault", "online"),
        },
        heard=[NOW - timedelta(seconds=int(rng.integers(1, 30))) if h else None for h in heard],
    )


def _crossings(town: Town) -> tuple[Floats, np.ndarray]:
    """Where the main track crosses roads on the level: place and road."""
    roads = town["roads"]
    track = town["railways"].geom[0]
    line = roads.geom
    touched = shapely.STRtree(line).query(shapely.buffer(track, 0.5), predicate="intersects")
    found: dict[tuple[int, int], int] = {}
    for road in np.sort(touched).tolist():
        if roads["is_bridge"][road]:
            continue
        meet = shapely.intersection(line[road], shapely.buffer(track, 0.5))
        if meet.length > 30:
            continue
        x, y = shapely.get_coordinates(shapely.centroid(meet))[0]
        found[(round(x / 15), round(y / 15))] = road
    road = np.array(list(found.values()), int)
    here = [
        shapely.get_coordinates(shapely.centroid(shapely.intersection(line[r], shapely.buffer(track, 0.5))))[0]
        for r in road
    ]
    return np.round(np.array(here).reshape(-1, 2), 2), road


def signal_approaches(town: Town) -> Sheet:
    """The arms of signalled junctions."""
    rng = stream("approaches")
    arms = _arms(town)
    roads = town["roads"]
    lanes = np.array(
        [
            max(1, int(roads["lane_count"][arm.road]) // 2 + (roads["road_class"][arm.road] == "national"))
            for arm in arms
        ]
    )
    return Sheet(
        "signal_approaches",
        numbered("NHANH-", len(arms), 4),
        np.array([arm.line for arm in arms], dtype=object),
        {
            "junction_id": [town["junctions"].id[arm.junction] for arm in arms],
            "road_id": [roads.id[arm.road] for arm in arms],
            "street": [roads["name"][arm.road] for arm in arms],
            "signal_group": [2 if 45 <= arm.bearing % 180 < 135 else 4 for arm in arms],
            "bearing_deg": [arm.bearing for arm in arms],
            "lane_count": lanes,
            "width_m": lanes * 3.5,
            "movements": [["left", "through", "right"] if rng.random() < 0.8 else ["through", "right"] for _ in arms],
            "saturation_flow_pcuh": np.round(lanes * 3.5 * 525.0, 0),
        },
    )


def traffic_signals(town: Town) -> Sheet:
    """Signal heads: one for vehicles at each arm, some for pedestrians; red where the crossing street is green."""
    rng = stream("signals")
    approach = town["signal_approaches"]
    rows: list[tuple[int, str]] = [(k, "vehicle") for k in range(len(approach))]
    rows += [(k, "pedestrian") for k in range(len(approach)) if rng.random() < 0.35]
    rows += [(k, "arrow") for k in range(len(approach)) if rng.random() < 0.2]
    own = np.array([k for k, _ in rows])
    end = shapely.get_coordinates(shapely.get_point(approach.geom[own], -1))
    start = shapely.get_coordinates(shapely.get_point(approach.geom[own], 0))
    along = (end - start) / np.hypot(*(end - start).T)[:, None]
    side = np.array([{"vehicle": 5.0, "pedestrian": 6.2, "arrow": 5.6}[kind] for _, kind in rows])[:, None]
    place = end + np.column_stack([along[:, 1], -along[:, 0]]) * side
    group = approach["signal_group"][own].astype(int)
    junction = approach["junction_id"][own]
    phase = {
        str(j): int(g)
        for j, g in zip(dict.fromkeys(junction.tolist()), rng.choice([2, 4], len(set(junction.tolist()))), strict=True)
    }
    green = np.array([phase[str(j)] == g for j, g in zip(junction, group, strict=True)])
    pedestrian = np.array([kind == "pedestrian" for _, kind in rows])
    return Sheet(
        "traffic_signals",
        numbered("DTH-", len(rows), 4),
        shapely.points(np.round(place, 2)),
        {
            "kind": [kind for _, kind in rows],
            "junction_id": junction,
            "approach_id": approach.id[own],
            "signal_group": group,
            "azimuth_deg": [(float(b) + 180) % 360 for b in approach["bearing_deg"][own]],
            "height_m": np.where(pedestrian, 2.4, 5.2),
            "has_countdown": ~pedestrian & (rng.random(len(rows)) < 0.7),
            "installed_on": ["2023-09-01"] * len(rows),
            "aspect": np.where(green ^ pedestrian, np.where(rng.random(len(rows)) < 0.08, "yellow", "green"), "red"),
            "status": np.where(rng.random(len(rows)) < 0.03, "fault", "online"),
        },
        heard=[NOW - timedelta(seconds=int(s)) if s > 2 else None for s in rng.integers(0, 40, len(rows))],
    )


def traffic_flows(town: Town) -> Sheet:
    """Counted lanes of the main streets with the flow of the last five minutes."""
    rng = stream("flows")
    roads = town["roads"]
    approach_of: dict[str, str] = {}
    for road, identifier in zip(town["signal_approaches"]["road_id"], town["signal_approaches"].id, strict=True):
        approach_of.setdefault(str(road), str(identifier))
    counted = [
        k for k in np.flatnonzero(np.isin(roads["road_class"], ["national", "main"])) if roads.geom[k].length > 80
    ]
    counted = np.array(sorted(rng.permutation(counted)[:150]))
    line = np.array([substring(roads.geom[k], 12, roads.geom[k].length - 12) for k in counted], dtype=object)
    lanes = roads["lane_count"][counted].astype(int)
    capacity = lanes * 950.0
    use = np.clip(rng.beta(2.2, 2.6, len(counted)) * 1.05, 0.03, 0.99)
    level = np.array(["A", "B", "C", "D", "E", "F"])[np.searchsorted([0.3, 0.5, 0.68, 0.82, 0.93], use)]
    speed = np.round(52 * (1 - 0.72 * use**2.4) * rng.uniform(0.9, 1.05, len(counted)), 1)
    flow = np.round(use * capacity, 0)
    silent = rng.random(len(counted)) < 0.08
    return Sheet(
        "traffic_flows",
        numbered("DEM-", len(counted), 3),
        line,
        {
            "street": roads["name"][counted],
            "detector": pick(rng, ["vision", "radar", "loop", "manual"], [0.72, 0.16, 0.07, 0.05], len(counted)),
            "capacity_pcuh": capacity,
            "road_id": roads.id[counted],
            "approach_id": [approach_of.get(str(roads.id[k])) for k in counted],
            "service_level": level,
            "flow_pcuh": flow,
            "vehicle_count": np.round(flow / 12 / 0.45, 0).astype(int),
            "speed_kmh": speed,
            "density_pcukm": np.round(flow / np.maximum(speed, 5), 1),
            "occupancy_pct": np.round(use * 48, 1),
            "accuracy_pct": np.round(np.clip(rng.normal(86, 4, len(counted)), 70, 97), 1),
        },
        heard=[None if s else NOW - timedelta(minutes=2) for s in silent],
    )


def road_closures(town: Town) -> Sheet:
    """Closures of the last weeks, most of them over."""
    rng = stream("closures")
    roads = town["roads"]
    road = np.sort(
        rng.choice(np.flatnonzero(np.isin(roads["road_class"], ["collector", "local", "main"])), 24, replace=False)
    )
    starts = moments(rng, 30, len(road))
    hours = rng.uniform(3, 200, len(road))
    ends: list[Any] = [s + timedelta(hours=float(h)) for s, h in zip(starts, hours, strict=True)]
    for k in range(len(road) - 4, len(road)):
        ends[k] = None
    reason = pick(rng, ["flood", "works", "accident", "event", "fallen_tree"], [0.3, 0.4, 0.1, 0.1, 0.1], len(road))
    department = {
        "flood": "economy",
        "works": "urban_management",
        "accident": "police",
        "event": "culture",
        "fallen_tree": "public_utilities",
    }
    return Sheet(
        "road_closures",
        numbered("CD-2026-", len(road), 3),
        roads.geom[road],
        {
            "street": roads["name"][road],
            "reason": reason,
            "extent": pick(rng, ["full", "partial", "heavy_vehicles"], [0.5, 0.35, 0.15], len(road)),
            "starts_at": starts,
            "ends_at": ends,
            "detour": ["Đi theo biển hướng dẫn tại chỗ"] * len(road),
            "department": [department[r] for r in reason],
            "road_id": roads.id[road],
        },
        ward_code=np.asarray(roads.ward_code)[road],
    )


def main_corners() -> Floats:
    """Well-known corners of the town."""
    pairs = (
        ("Lê Duẩn", "Trần Hưng Đạo"),
        ("Lê Duẩn", "Nguyễn Huệ"),
        ("Lê Duẩn", "Quốc lộ 9"),
        ("Lê Duẩn", "Hùng Vương"),
        ("Lý Thường Kiệt", "Hùng Vương"),
        ("Lý Thường Kiệt", "Trần Hưng Đạo"),
        ("Lý Thường Kiệt", "Nguyễn Huệ"),
        ("Lê Duẩn", "Đường tránh Quốc lộ 9"),
        ("Quốc lộ 9", "Nguyễn Trãi"),
        ("Lê Lợi", "Hùng Vương"),
    )
    return places(np.array([crossing(a, b) for a, b in pairs], dtype=object))

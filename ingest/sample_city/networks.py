"""Pipes, sewers, drains, manholes and lines along the streets."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.ground import outline, project, smooth
from ingest.sample_city.relief import height
from ingest.sample_city.sheet import Sheet, Town, dates, either, numbered, pick, places, some
from ingest.sample_city.skeleton import urbanity

_WATER: Final = "Đơn vị cấp nước (mẫu)"
_POWER: Final = "Đơn vị điện lực (mẫu)"
_SHIFT: Final = {"drain": (0.0, 0.0), "sewer": (1.6, 1.2)}


@dataclass(frozen=True)
class _Run:
    """Conduits in step: line, road each lies in, manholes at its ends (places in `node`)."""

    line: np.ndarray
    road: np.ndarray
    start: np.ndarray
    end: np.ndarray
    node: Floats


def _beside(line: BaseGeometry, offset_m: float) -> BaseGeometry | None:
    """A line moved to the left by some metres, drawn back from the junctions; none where nothing is left."""
    curve = shapely.offset_curve(line, offset_m, join_style="mitre")
    if not isinstance(curve, LineString) or curve.length < 16:
        return None
    return substring(curve, 4, curve.length - 4)


def _streets(town: Town, least: float, classes: tuple[str, ...]) -> np.ndarray:
    roads = town["roads"]
    middle = shapely.line_interpolate_point(roads.geom, 0.5, normalized=True)
    urban = urbanity(shapely.get_coordinates(middle))
    dry = ~roads["is_bridge"].astype(bool)
    return np.flatnonzero((urban > least) & np.isin(roads["road_class"], classes) & dry)


def _run(town: Town, kind: str) -> _Run:
    """Gravity conduits of a kind: they run beside the street and meet in manholes at the junctions, downhill."""
    least, side = (0.24, -0.32) if kind == "drain" else (0.42, 0.26)
    roads = town["roads"]
    chosen = _streets(town, least, ("national", "main", "collector", "local", "alley"))
    lines: list[BaseGeometry] = []
    road: list[int] = []
    for k in chosen:
        line = roads.geom[k]
        moved = _beside(line, side * float(roads["carriageway_width_m"][k]))
        if moved is None:
            continue
        shift = np.array(_SHIFT[kind])
        ends = shapely.get_coordinates(line)[[0, -1]] + shift
        lines.append(LineString(np.round(np.vstack([ends[:1], shapely.get_coordinates(moved), ends[1:]]), 2)))
        road.append(int(k))
    first = shapely.get_coordinates(shapely.get_point(lines, 0))
    last = shapely.get_coordinates(shapely.get_point(lines, -1))
    node, number = np.unique(np.vstack([first, last]), axis=0, return_inverse=True)
    start, end = number[: len(lines)], number[len(lines) :]
    level = height(node)
    uphill = level[start] < level[end]
    turned = either(uphill, shapely.reverse(lines), lines)
    return _Run(turned, np.array(road), either(uphill, end, start), either(uphill, start, end), node)


def manholes(town: Town) -> Sheet:
    """Manholes where drains and sewers meet."""
    rng = stream("manholes")
    runs = {kind: _run(town, kind) for kind in ("drain", "sewer")}
    node = np.vstack([run.node for run in runs.values()])
    kind = np.concatenate([[name] * len(run.node) for name, run in runs.items()])
    cover = np.round(height(node) + 0.25, 2)
    depth = np.round(either(kind == "drain", rng.uniform(1.1, 2.0, len(node)), rng.uniform(1.8, 3.6, len(node))), 2)
    code = [f"HG-{'T' if k == 'drain' else 'NT'}-{n:05d}" for n, k in enumerate(kind, 1)]
    return Sheet(
        "manholes",
        code,
        shapely.points(node),
        {
            "kind": kind,
            "cover_level_m": cover,
            "invert_level_m": np.round(cover - depth, 2),
            "depth_m": depth,
            "material": pick(rng, ["concrete", "brick"], [0.85, 0.15], len(node)),
            "condition": pick(rng, ["good", "fair", "poor"], [0.6, 0.3, 0.1], len(node)),
            "cleaned_on": some(rng, dates(rng, "2025-02-01", "2026-11-10", len(node)), 0.7),
        },
    )


def _inverts(town: Town, kind: str, run: _Run) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    holes = town["manholes"]
    here = np.flatnonzero(holes["kind"] == kind)
    start, end = here[run.start], here[run.end]
    a = holes["invert_level_m"][start].astype(float)
    b = np.minimum(holes["invert_level_m"][end].astype(float), a - 0.0015 * shapely.length(run.line))
    return np.round(a, 2), np.round(b, 2), holes.id[start], holes.id[end]


def drains(town: Town) -> Sheet:
    """Storm drains under and beside the streets, and open channels in the fields."""
    rng = stream("drains")
    run = _run(town, "drain")
    count = len(run.line)
    road_class = town["roads"]["road_class"][run.road]
    kind = either(
        np.isin(road_class, ["national", "main"]), "box", pick(rng, ["pipe", "covered_channel"], [0.35, 0.65], count)
    )
    width = np.select(
        [kind == "box", kind == "pipe"],
        [rng.choice([1000, 1200, 1600], count), rng.choice([600, 800, 1000], count)],
        rng.choice([400, 500, 600], count),
    )
    a, b, begin, finish = _inverts(town, "drain", run)
    return Sheet(
        "drains",
        numbered("CTN-", count, 5),
        run.line,
        {
            "kind": kind,
            "width_mm": width,
            "height_mm": either(kind == "pipe", width, (width * 1.2).astype(int)),
            "material": either(
                kind == "covered_channel",
                pick(rng, ["brick", "stone", "concrete"], [0.4, 0.15, 0.45], count),
                "concrete",
            ),
            "length_m": np.round(shapely.length(run.line), 2),
            "invert_start_m": a,
            "invert_end_m": b,
            "status": pick(rng, ["in_use", "planned", "out_of_use"], [0.95, 0.03, 0.02], count),
            "condition": pick(rng, ["good", "fair", "poor"], [0.5, 0.35, 0.15], count),
            "installed_on": dates(rng, "1996-01-01", "2024-12-31", count),
            "cleaned_on": some(rng, dates(rng, "2025-02-01", "2026-11-10", count), 0.7),
            "from_manhole_id": begin,
            "to_manhole_id": finish,
        },
    )


def sewers(town: Town) -> Sheet:
    """Waste-water sewers in the dense town."""
    rng = stream("sewers")
    run = _run(town, "sewer")
    count = len(run.line)
    a, b, begin, finish = _inverts(town, "sewer", run)
    return Sheet(
        "sewers",
        numbered("CNT-", count, 5),
        run.line,
        {
            "kind": pick(rng, ["gravity", "combined", "pressure"], [0.7, 0.26, 0.04], count),
            "diameter_mm": rng.choice([200, 250, 300, 400, 600], count, p=[0.2, 0.25, 0.3, 0.15, 0.1]),
            "material": pick(rng, ["hdpe", "upvc", "concrete"], [0.5, 0.2, 0.3], count),
            "length_m": np.round(shapely.length(run.line), 2),
            "invert_start_m": a,
            "invert_end_m": b,
            "status": pick(rng, ["in_use", "planned"], [0.92, 0.08], count),
            "condition": pick(rng, ["good", "fair", "poor"], [0.65, 0.27, 0.08], count),
            "installed_on": dates(rng, "2010-01-01", "2025-06-30", count),
            "from_manhole_id": begin,
            "to_manhole_id": finish,
        },
    )


def _conduits(town: Town, least: float, classes: tuple[str, ...], share: float) -> tuple[np.ndarray, np.ndarray]:
    """Lines beside the streets of some classes, and the road of each; share of the carriageway's width to the left."""
    roads = town["roads"]
    lines: list[BaseGeometry] = []
    road: list[int] = []
    for k in _streets(town, least, classes):
        moved = _beside(roads.geom[k], share * float(roads["carriageway_width_m"][k]))
        if moved is not None:
            lines.append(moved)
            road.append(int(k))
    return np.array(lines, dtype=object), np.array(road)


def water_pipes(town: Town) -> Sheet:
    """Drinking-water pipes."""
    rng = stream("water pipes")
    line, road = _conduits(town, 0.14, ("national", "main", "collector", "local", "alley"), 0.55)
    road_class = town["roads"]["road_class"][road]
    great = np.isin(road_class, ["national", "main"])
    diameter = np.select(
        [great, road_class == "collector"],
        [rng.choice([300, 400, 500], len(line)), rng.choice([160, 200, 225], len(line))],
        rng.choice([63, 90, 110], len(line)),
    )
    return Sheet(
        "water_pipes",
        numbered("ON-", len(line), 5),
        line,
        {
            "kind": np.select([great, road_class == "alley"], ["transmission", "service"], "distribution"),
            "diameter_mm": diameter,
            "material": either(
                great, "ductile_iron", pick(rng, ["hdpe", "upvc", "steel"], [0.72, 0.2, 0.08], len(line))
            ),
            "length_m": np.round(shapely.length(line), 2),
            "depth_m": np.round(rng.uniform(0.7, 1.5, len(line)), 2),
            "pressure_kpa": np.round(rng.uniform(150, 420, len(line)), 0),
            "status": pick(rng, ["in_use", "planned", "out_of_use"], [0.95, 0.03, 0.02], len(line)),
            "operator": [_WATER] * len(line),
            "installed_on": dates(rng, "1998-01-01", "2025-06-30", len(line)),
            "road_id": town["roads"].id[road],
        },
    )


def telecom_lines(town: Town) -> Sheet:
    """Fibre and copper along the streets, empty ducts in the centre."""
    rng = stream("telecom")
    line, road = _conduits(town, 0.2, ("national", "main", "collector", "local"), -0.62)
    kind = pick(rng, ["fibre", "copper", "duct"], [0.8, 0.12, 0.08], len(line))
    buried = (kind == "duct") | (
        np.isin(town["roads"]["road_class"][road], ["national", "main"]) & (rng.random(len(line)) < 0.6)
    )
    return Sheet(
        "telecom_lines",
        numbered("VT-", len(line), 5),
        line,
        {
            "kind": kind,
            "placement": either(buried, "underground", "overhead"),
            "fibre_count": either(kind == "duct", 0, rng.choice([24, 48, 96, 144], len(line))),
            "length_m": np.round(shapely.length(line), 2),
            "status": pick(rng, ["in_use", "planned"], [0.97, 0.03], len(line)),
            "operator": pick(
                rng, ["Nhà mạng A (mẫu)", "Nhà mạng B (mẫu)", "Nhà mạng C (mẫu)"], [0.5, 0.3, 0.2], len(line)
            ),
            "installed_on": dates(rng, "2005-01-01", "2026-03-31", len(line)),
            "road_id": town["roads"].id[road],
        },
    )


_HIGH: Final = (
    (
        "Đường dây 110 kV Đông Hà - Quán Ngang",
        ((107.0700, 16.7480), (107.0800, 16.7780), (107.0840, 16.8000), (107.0740, 16.8180), (107.0700, 16.8420)),
    ),
    (
        "Đường dây 110 kV Đông Hà - Diên Sanh",
        ((107.0830, 16.7960), (107.1040, 16.7850), (107.1260, 16.7870), (107.1500, 16.7960)),
    ),
    (
        "Đường dây 220 kV Đông Hà - Huế",
        ((107.0250, 16.7850), (107.0600, 16.7840), (107.0950, 16.7760), (107.1300, 16.7780)),
    ),
)


def power_lines(town: Town) -> Sheet:
    """High-voltage lines over land, medium voltage along main streets, low voltage along all."""
    rng = stream("power")
    high: list[BaseGeometry] = []
    names: list[str | None] = []
    for name, course in _HIGH:
        for part in shapely.get_parts(LineString(smooth(project(course), 320)).intersection(outline())):
            high.append(part)
            names.append(name)
    medium, _ = _conduits(town, 0.1, ("national", "main", "collector"), 0.72)
    low, _ = _conduits(town, 0.22, ("collector", "local", "alley"), -0.75)
    line = np.array([*high, *medium, *low], dtype=object)
    level = np.array(["high"] * len(high) + ["medium"] * len(medium) + ["low"] * len(low), dtype=object)
    volt = {"high": 110.0, "medium": 22.0, "low": 0.4}
    count = len(line)
    buried = (level != "high") & (urbanity(places(line)) > 0.75) & (rng.random(count) < 0.4)
    return Sheet(
        "power_lines",
        numbered("DD-", count, 5),
        line,
        {
            "name": names + [f"Xuất tuyến 47{n % 8 + 1} Đông Hà" for n in range(len(medium))] + [None] * len(low),
            "voltage_level": level,
            "voltage_kv": [220.0 if k < len(high) and "220" in str(names[k]) else volt[v] for k, v in enumerate(level)],
            "placement": either(buried, "underground", "overhead"),
            "circuit_count": either(level == "high", 2, 1),
            "length_m": np.round(shapely.length(line), 2),
            "safety_corridor_m": [{"high": 4.0, "medium": 2.0, "low": None}[v] for v in level],
            "status": pick(rng, ["in_use", "planned"], [0.98, 0.02], count),
            "operator": [_POWER] * count,
            "installed_on": dates(rng, "1995-01-01", "2025-12-31", count),
        },
    )

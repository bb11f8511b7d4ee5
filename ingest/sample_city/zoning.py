"""Plans, zones that cover the city, and the red lines of its streets."""

from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.blocks import (
    CEMETERY,
    COMMERCE,
    CORE,
    FIELD,
    HEALTH,
    HILL,
    INDUSTRY,
    MARKET,
    OFFICE,
    PARK,
    PORT,
    RESERVE,
    SCHOOL,
    SPORT,
    STATION,
    SUBURB,
    TOWN,
    VILLAGE,
    WORSHIP,
    blocks,
)
from ingest.sample_city.chance import Waves, stream
from ingest.sample_city.ground import outline, project
from ingest.sample_city.network import network
from ingest.sample_city.relief import hilliness
from ingest.sample_city.sheet import Sheet, Town, multi, places
from ingest.sample_city.wards import ward_codes

_PUBLIC: Final = {
    PARK: "CX",
    SCHOOL: "GD",
    HEALTH: "YT",
    OFFICE: "CQ",
    MARKET: "TM",
    SPORT: "TT",
    COMMERCE: "TM",
    CEMETERY: "NT",
    WORSHIP: "TG",
    STATION: "KT",
    PORT: "KT",
    INDUSTRY: "CN",
    RESERVE: "DT",
}

_FABRIC: Final = {CORE: "HH", TOWN: "OHT", SUBURB: "OHT", VILLAGE: "OM", FIELD: "NN", HILL: "CL"}

_RULES: Final = {
    "OHT": (80.0, 4.0, 5, 0.0),
    "OM": (70.0, 3.0, 5, 3.0),
    "HH": (80.0, 6.0, 15, 0.0),
    "CC": (40.0, 2.0, 5, 6.0),
    "GD": (40.0, 1.6, 4, 6.0),
    "YT": (40.0, 2.0, 7, 6.0),
    "TM": (60.0, 4.5, 12, 6.0),
    "CQ": (40.0, 2.4, 7, 6.0),
    "CX": (5.0, 0.05, 1, 10.0),
    "CL": (5.0, 0.05, 1, 20.0),
    "TT": (30.0, 0.6, 3, 10.0),
    "CN": (60.0, 1.2, 3, 10.0),
    "KT": (40.0, 0.8, 2, 6.0),
    "TG": (40.0, 0.8, 2, 6.0),
    "NT": (5.0, 0.05, 1, 20.0),
}
"""Greatest density %, floor area ratio, storeys, and setback in metres."""

_PLANS: Final = (
    (
        "QHC-2045",
        "Quy hoạch chung thành phố Đông Hà đến năm 2045",
        "QHC",
        "approved",
        10_000,
        150_000,
        "2022-12-30",
        None,
    ),
    (
        "QHC-2030",
        "Quy hoạch chung thành phố Đông Hà đến năm 2030",
        "QHC",
        "replaced",
        10_000,
        120_000,
        "2012-06-12",
        None,
    ),
    (
        "QHPK-TT",
        "Quy hoạch phân khu khu trung tâm Đông Hà",
        "QHPK",
        "approved",
        2_000,
        42_000,
        "2023-08-15",
        (107.103, 16.816, 1500),
    ),
    (
        "QHPK-BSH",
        "Quy hoạch phân khu Bắc sông Hiếu",
        "QHPK",
        "approved",
        2_000,
        26_000,
        "2024-03-20",
        (107.098, 16.836, 1500),
    ),
    ("QHPK-DN", "Quy hoạch phân khu Đông Nam Đông Hà", "QHPK", "consult", 2_000, 31_000, None, (107.126, 16.806, 1600)),
    ("QHPK-TB", "Quy hoạch phân khu phía Tây Đông Hà", "QHPK", "draft", 5_000, 24_000, None, (107.066, 16.808, 1500)),
    (
        "QHCT-BSH1",
        "Quy hoạch chi tiết Khu đô thị Bắc sông Hiếu giai đoạn 1",
        "QHCT",
        "approved",
        500,
        5_200,
        "2021-05-18",
        (107.104, 16.832, 420),
    ),
    (
        "QHCT-NDH",
        "Quy hoạch chi tiết Khu đô thị Nam Đông Hà",
        "QHCT",
        "approved",
        500,
        7_400,
        "2019-11-05",
        (107.113, 16.800, 480),
    ),
    (
        "QHCT-CCN",
        "Quy hoạch chi tiết Cụm công nghiệp Đông Lễ",
        "QHCT",
        "approved",
        500,
        None,
        "2018-04-24",
        (107.128, 16.826, 420),
    ),
    (
        "QHCT-CVTT",
        "Quy hoạch chi tiết Công viên bờ Nam sông Hiếu",
        "QHCT",
        "consult",
        500,
        None,
        None,
        (107.104, 16.8245, 330),
    ),
)


def plans(_town: Town) -> Sheet:
    """General, subdivision and detailed plans."""
    areas: list[BaseGeometry] = []
    for _, _, _, _, _, _, _, place in _PLANS:
        if place is None:
            areas.append(outline())
            continue
        ring = np.linspace(0, 2 * np.pi, 26, endpoint=False)
        round_ = project([place[:2]])[0] + place[2] * np.column_stack([np.cos(ring) * 1.15, np.sin(ring) * 0.9])
        faces = network().faces[~network().corridor]
        inside = shapely.covers(shapely.polygons(round_), shapely.point_on_surface(faces))
        areas.append(shapely.coverage_union_all(faces[inside]))
    area = multi(np.array(areas, dtype=object))
    code = [plan[0] for plan in _PLANS]
    sheet = Sheet(
        "plans",
        code,
        area,
        {
            "name": [plan[1] for plan in _PLANS],
            "level": [plan[2] for plan in _PLANS],
            "status": [plan[3] for plan in _PLANS],
            "scale_denominator": [plan[4] for plan in _PLANS],
            "area_ha": np.round(shapely.area(area) / 1e4, 2),
            "planned_population": [plan[5] for plan in _PLANS],
            "decision_no": [f"QĐ-MẪU-{k:02d}" if plan[6] else None for k, plan in enumerate(_PLANS, 1)],
            "decision_date": [plan[6] for plan in _PLANS],
            "authority": ["UBND tỉnh Quảng Trị" if plan[2] == "QHC" else "UBND thành phố Đông Hà" for plan in _PLANS],
            "valid_from": [plan[6] for plan in _PLANS],
            "valid_to": ["2022-12-29" if plan[3] == "replaced" else None for plan in _PLANS],
        },
        ward_code=[None if plan[7] is None else w for plan, w in zip(_PLANS, ward_codes(places(area)), strict=True)],
    )
    sheet.columns["replaced_by_id"] = [sheet.id[0] if plan[3] == "replaced" else None for plan in _PLANS]
    return sheet


def _face_uses() -> np.ndarray:
    """The planned use of each face of the network."""
    net = network()
    every = blocks()
    use = np.full(len(net.faces), "CX", dtype=object)
    use[net.corridor] = "MN"
    for number in np.argsort(shapely.area(every.area)):
        name, face = str(every.lot_use[number]), int(every.face[number])
        public = _PUBLIC.get(name) if every.lot_share[number] > 0.3 else None
        use[face] = public or _FABRIC[str(every.fabric[number])]
    middle = places(net.faces)
    drift = Waves("zones", 1300)(middle)
    use[(use == "OM") & (drift > 0.2)] = "OHT"
    use[(use == "NN") & (drift > 0.95)] = "DT"
    use[(use == "CL") & (hilliness(middle) > 3200) & (drift < -0.8)] = "QP"
    use[(use == "HH") & (drift < -0.15)] = "OHT"
    return use


def planning_zones(town: Town) -> Sheet:
    """Zones of the general plan: they cover the city and do not overlap."""
    net = network()
    use = _face_uses()
    middle = places(net.faces)
    ward = ward_codes(middle)
    cell = np.floor(middle / 900).astype(int)
    key = np.array([f"{u}|{w}|{x}|{y}" for u, w, (x, y) in zip(use, ward, cell, strict=True)])
    groups, first, member = np.unique(key, return_index=True, return_inverse=True)
    area = multi(
        np.array([shapely.coverage_union_all(net.faces[member == g]) for g in range(len(groups))], dtype=object)
    )
    zone = use[first]
    size = np.round(shapely.area(area), 1)
    rules = [_RULES.get(u, (None, None, None, None)) for u in zone]
    order = dict.fromkeys(np.unique(zone), 0)
    code: list[str] = []
    for u in zone:
        order[u] += 1
        code.append(f"{u}-{order[u]:03d}")
    people = {"OHT": 95, "OM": 60, "HH": 150}
    return Sheet(
        "planning_zones",
        code,
        area,
        {
            "plan_id": [town["plans"].id[0]] * len(area),
            "use_code": zone,
            "area_m2": size,
            "density_max_pct": [r[0] for r in rules],
            "far_max": [r[1] for r in rules],
            "storeys_min": [2 if u == "HH" else 1 if r[2] else None for u, r in zip(zone, rules, strict=True)],
            "storeys_max": [r[2] for r in rules],
            "height_max_m": [r[2] * 3.8 + 2 if r[2] else None for r in rules],
            "setback_m": [r[3] for r in rules],
            "population": [
                round(people[u] * s / 1e4) if u in people else None for u, s in zip(zone, size, strict=True)
            ],
            "note": [None] * len(area),
            "valid_from": ["2022-12-30"] * len(area),
            "valid_to": [None] * len(area),
        },
        ward_code=ward[first],
    )


def road_redlines(town: Town) -> Sheet:
    """Red lines on both sides of main streets, building lines where the zone asks a setback."""
    rng = stream("redlines")
    roads = town["roads"]
    chosen = np.flatnonzero(np.isin(roads["road_class"], ["national", "main", "collector"]))
    line = roads.geom[chosen]
    reserve = np.array([{"national": 30.0, "main": 24.0, "collector": 15.5}[c] for c in roads["road_class"][chosen]])
    lines: list[BaseGeometry] = []
    rows: list[tuple[str, int, str, float]] = []
    for side, sign in (("T", 1), ("P", -1)):
        offset = shapely.offset_curve(line, sign * reserve / 2, join_style="mitre")
        for k, curve in enumerate(offset):
            if curve.geom_type == "LineString" and curve.length > 5:
                lines.append(curve)
                rows.append((f"CGDD-{roads.code[chosen[k]]}-{side}", int(chosen[k]), "red_line", float(reserve[k])))
        setback = shapely.offset_curve(line, sign * (reserve / 2 + 3), join_style="mitre")
        for k, curve in enumerate(setback):
            if curve.geom_type == "LineString" and curve.length > 5 and rng.random() < 0.3:
                lines.append(curve)
                rows.append(
                    (f"CGXD-{roads.code[chosen[k]]}-{side}", int(chosen[k]), "building_line", float(reserve[k]))
                )
    road = np.array([row[1] for row in rows])
    return Sheet(
        "road_redlines",
        [row[0] for row in rows],
        np.array(lines, dtype=object),
        {
            "plan_id": [town["plans"].id[0]] * len(rows),
            "road_id": roads.id[road],
            "kind": [row[2] for row in rows],
            "road_name": roads["name"][road],
            "reserve_width_m": [row[3] for row in rows],
            "carriageway_width_m": roads["carriageway_width_m"][road],
            "sidewalk_width_m": roads["sidewalk_width_m"][road],
            "setback_m": [3.0 if row[2] == "building_line" else 0.0 for row in rows],
            "decision_no": ["QĐ-MẪU-01"] * len(rows),
            "valid_from": ["2022-12-30"] * len(rows),
            "valid_to": [None] * len(rows),
        },
        ward_code=np.asarray(roads.ward_code)[road],
    )

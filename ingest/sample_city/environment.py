"""Monitoring stations with their last readings, and outfalls."""

from datetime import timedelta
from typing import Final

import numpy as np
import shapely

from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.ground import project
from ingest.sample_city.shapes import points
from ingest.sample_city.sheet import NOW, Sheet, Town, numbered

_STATIONS: Final = (
    ("Không khí trung tâm Đông Hà", "air", "province", (107.1030, 16.8190)),
    ("Không khí ngã tư Sòng", "air", "province", (107.0905, 16.8385)),
    ("Không khí Nam Đông Hà", "air", "city", (107.1140, 16.7980)),
    ("Nước mặt sông Hiếu tại cầu Đông Hà", "surface_water", "province", (107.0982, 16.8268)),
    ("Nước mặt sông Hiếu thượng lưu", "surface_water", "province", (107.0640, 16.8180)),
    ("Nước mặt sông Vĩnh Phước", "surface_water", "city", (107.1168, 16.7826)),
    ("Nước thải cụm công nghiệp Đông Lễ", "wastewater", "enterprise", (107.1285, 16.8275)),
    ("Nước thải cụm công nghiệp Nam Đông Hà", "wastewater", "enterprise", (107.1220, 16.7925)),
    ("Nước thải nhà máy xử lý đô thị", "wastewater", "city", (107.1230, 16.8365)),
    ("Tiếng ồn Lê Duẩn - Quốc lộ 9", "noise", "city", (107.1022, 16.8168)),
    ("Tiếng ồn ga Đông Hà", "noise", "city", (107.0968, 16.8158)),
    ("Tiếng ồn bến xe phía Nam", "noise", "city", (107.1165, 16.7895)),
    ("Đất vùng rau Đông Thanh", "soil", "city", (107.0740, 16.8300)),
    ("Đất vùng hoa An Lạc", "soil", "city", (107.1045, 16.8420)),
)

_READINGS: Final[dict[str, dict[str, tuple[float, float, int]]]] = {
    "air": {
        "pm25_ugm3": (24, 6, 1),
        "pm10_ugm3": (44, 9, 1),
        "no2_ugm3": (21, 6, 1),
        "so2_ugm3": (9, 3, 1),
        "o3_ugm3": (58, 12, 1),
        "co_ugm3": (640, 120, 0),
        "temperature_c": (23.6, 0.5, 1),
        "humidity_pct": (88, 3, 1),
    },
    "surface_water": {
        "temperature_c": (24.1, 0.4, 1),
        "ph": (7.1, 0.2, 2),
        "dissolved_oxygen_mgl": (5.6, 0.6, 2),
        "cod_mgl": (13, 3, 1),
        "tss_mgl": (46, 18, 1),
        "ammonium_mgl": (0.28, 0.1, 2),
    },
    "wastewater": {
        "temperature_c": (27.5, 1, 1),
        "ph": (7.3, 0.3, 2),
        "cod_mgl": (58, 14, 1),
        "tss_mgl": (36, 10, 1),
        "ammonium_mgl": (4.1, 1.2, 2),
        "flow_m3h": (46, 15, 1),
    },
    "noise": {"noise_db": (68, 4, 1)},
    "soil": {"soil_moisture_pct": (31, 3, 1), "temperature_c": (23.2, 0.4, 1), "ph": (6.3, 0.2, 2)},
}
"""Mean, spread and decimals of what each kind of station measures."""

_PM25: Final = ((0, 0), (25, 50), (50, 100), (80, 150), (150, 200), (250, 300), (350, 400), (500, 500))


def monitoring_stations(_town: Town) -> Sheet:
    """Stations of the province, the city and enterprises."""
    rng = stream("stations")
    count = len(_STATIONS)
    names = sorted({name for readings in _READINGS.values() for name in readings})
    columns: dict[str, list[object]] = {name: [None] * count for name in names}
    aqi: list[int | None] = [None] * count
    for k, (_, kind, _, _) in enumerate(_STATIONS):
        for name, (mean, spread, decimals) in _READINGS[kind].items():
            columns[name][k] = round(float(max(rng.normal(mean, spread), 0.02)), decimals)
        if kind == "air":
            steps = np.array(_PM25, float)
            aqi[k] = round(float(np.interp(float(str(columns["pm25_ugm3"][k])), steps[:, 0], steps[:, 1])))
    columns["tss_mgl"][7] = 118.0
    silent = np.arange(count) == 11
    grade = [None if a is None else "good" if a <= 50 else "moderate" if a <= 100 else "poor" for a in aqi]
    return Sheet(
        "monitoring_stations",
        numbered("TQT-", count, 2),
        points(project([s[3] for s in _STATIONS])),
        {
            "name": [s[0] for s in _STATIONS],
            "kind": [s[1] for s in _STATIONS],
            "owner": [s[2] for s in _STATIONS],
            "station_ref": [f"QTR-MAU-{k:02d}" for k in range(1, count + 1)],
            "installed_on": ["2021-06-01"] * count,
            "status": np.where(np.arange(count) == 8, "fault", "online"),
            "aqi": aqi,
            "air_quality": grade,
            **columns,
        },
        heard=[None if s else NOW - timedelta(minutes=5) for s in silent],
    )


def outfalls(town: Town) -> Sheet:
    """Where treated waste water reaches the rivers."""
    rng = stream("outfalls")
    drains = town["drains"]
    river = town["rivers"].geom
    low: Floats = shapely.get_coordinates(shapely.get_point(drains.geom, -1))
    gap = shapely.distance(points(low)[:, None], river[None])
    near = np.argsort(gap.min(1))
    taken: list[int] = []
    for k in near:
        if len(taken) == 18:
            break
        if all(np.hypot(*(low[k] - low[j])) > 350 for j in taken):
            taken.append(int(k))
    to = gap[taken].argmin(1)
    spot = np.array(
        [
            shapely.get_coordinates(shapely.shortest_line(river[r], shapely.Point(*low[k])))[0]
            for k, r in zip(taken, to, strict=True)
        ]
    )
    count = len(taken)
    station = town["monitoring_stations"]
    plants = [str(i) for i, kind in zip(station.id, station["kind"], strict=True) if kind == "wastewater"]
    permitted = np.arange(count) < 12
    return Sheet(
        "outfalls",
        numbered("CX-NT-", count, 2),
        points(np.round(spot, 2)),
        {
            "name": [f"Cửa xả số {k}" for k in range(1, count + 1)],
            "operator": [
                ["Khu dân cư (mẫu)", "Cụm công nghiệp (mẫu)", "Nhà máy xử lý (mẫu)"][k % 3] for k in range(count)
            ],
            "permit_no": [f"GP-MAU-{k:03d}" if p else None for k, p in enumerate(permitted, 1)],
            "permit_from": ["2022-01-01" if p else None for p in permitted],
            "permit_to": ["2027-12-31" if p else None for p in permitted],
            "flow_max_m3d": np.round(rng.uniform(40, 2400, count), 0),
            "standard": [["QCVN 14:2008/BTNMT", "QCVN 40:2011/BTNMT"][k % 2] for k in range(count)],
            "discharge_column": [["B", "A"][k % 3 == 0] for k in range(count)],
            "kq": [0.9] * count,
            "kf": [1.1] * count,
            "river_id": town["rivers"].id[to],
            "station_id": [plants[k] if k < len(plants) else None for k in range(count)],
        },
    )

"""The two farms of the scheme: flowers at An Lạc, vegetables in Đông Thanh; plots, households and irrigation."""

from datetime import timedelta
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.blocks import FIELD, VILLAGE, blocks
from ingest.sample_city.chance import stream
from ingest.sample_city.sheet import NOW, Sheet, Town, multi, pick


class Farm(NamedTuple):
    """A farm: its area in m² is exact, each household tends two plots."""

    code: str
    name: str
    kind: str
    ward_code: str
    length_m: float
    households: int
    founded: str
    crops: tuple[str, ...]


FARMS: Final = (
    Farm(
        "TT-HOA",
        "Tổ hợp tác Hoa An Lạc",
        "flowers",
        "19330",
        200.0,
        17,
        "2016-03-15",
        ("chrysanthemum", "lily", "gladiolus"),
    ),
    Farm(
        "TT-RAU",
        "Hợp tác xã Rau Đông Thanh",
        "vegetables",
        "19339",
        203.0,
        26,
        "2015-09-01",
        ("leaf_vegetables", "fruit_vegetables", "herbs", "fallow"),
    ),
)

_DEPTH_M: Final = 100.0


def _site(ward_code: str, length_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Corner and unit vectors of a rectangle of the farm's size inside a block of fields of the ward."""
    every = blocks()
    here = np.flatnonzero(
        (every.ward_code == ward_code) & np.isin(every.fabric, [FIELD, VILLAGE]) & (every.lot_use == "")
    )
    for number in here[np.argsort(-every.urbanity[here])]:
        area = every.area[number]
        frame = shapely.get_coordinates(shapely.minimum_rotated_rectangle(area))[:4]
        for a, b in ((frame[1] - frame[0], frame[3] - frame[0]), (frame[3] - frame[0], frame[1] - frame[0])):
            u, v = a / np.hypot(*a), b / np.hypot(*b)
            heart = shapely.get_coordinates(shapely.centroid(area))[0]
            corner = heart - u * length_m / 2 - v * _DEPTH_M / 2
            ring = [corner, corner + u * length_m, corner + u * length_m + v * _DEPTH_M, corner + v * _DEPTH_M]
            if shapely.covers(area, shapely.polygons(ring)):
                return corner, np.vstack([u, v])
    raise ValueError(f"{ward_code}: no block of fields holds {length_m:.0f} m x {_DEPTH_M:.0f} m")


def _rectangle(corner: np.ndarray, axes: np.ndarray, u0: float, u1: float, v0: float, v1: float) -> BaseGeometry:
    at = [corner + axes[0] * u + axes[1] * v for u, v in ((u0, v0), (u1, v0), (u1, v1), (u0, v1))]
    return shapely.orient_polygons(shapely.polygons(at))


def farms(_town: Town) -> Sheet:
    """The two farms."""
    area: list[BaseGeometry] = []
    for farm in FARMS:
        corner, axes = _site(farm.ward_code, farm.length_m)
        area.append(_rectangle(corner, axes, 0, farm.length_m, 0, _DEPTH_M))
    return Sheet(
        "farms",
        [farm.code for farm in FARMS],
        multi(np.array(area, dtype=object)),
        {
            "name": [farm.name for farm in FARMS],
            "kind": [farm.kind for farm in FARMS],
            "address": ["An Lạc, Phường Đông Giang", "Phường Đông Thanh"],
            "area_m2": [farm.length_m * _DEPTH_M for farm in FARMS],
            "household_count": [farm.households for farm in FARMS],
            "founded_on": [farm.founded for farm in FARMS],
            "status": ["online", "online"],
            "air_temperature_c": [24.1, 24.3],
            "humidity_pct": [88.0, 86.5],
            "wind_mps": [2.1, 1.8],
            "illuminance_lx": [4.0, 6.0],
            "et0_mm": [2.7, 2.8],
        },
        ward_code=[farm.ward_code for farm in FARMS],
        heard=[NOW, NOW],
    )


def farm_plots(town: Town) -> Sheet:
    """Two plots a household; the plots of a farm add up to its area."""
    rng = stream("farm plots")
    shape: list[BaseGeometry] = []
    rows: list[tuple[str, str, str, str, float, str]] = []
    for farm, identifier in zip(FARMS, town["farms"].id, strict=True):
        corner, axes = _site(farm.ward_code, farm.length_m)
        widths = rng.uniform(0.75, 1.25, farm.households)
        at = np.round(np.concatenate([[0], np.cumsum(widths / widths.sum())]) * farm.length_m, 1)
        at[-1] = farm.length_m
        crops = pick(rng, farm.crops, [5, 3, 2, 1][: len(farm.crops)], 2 * farm.households)
        for row in range(2):
            for k in range(farm.households):
                shape.append(_rectangle(corner, axes, at[k], at[k + 1], 50.0 * row, 50.0 * row + 50))
                number = row * farm.households + k + 1
                rows.append(
                    (
                        f"{farm.code}-{number:02d}",
                        str(identifier),
                        f"HO-{farm.code}-{k + 1:02d}",
                        str(crops[number - 1]),
                        round(float(at[k + 1] - at[k]) * 50, 1),
                        farm.ward_code,
                    )
                )
    code, farm_id, household, crop, area, ward = (list(column) for column in zip(*rows, strict=True))
    count = len(code)
    fallow = [c == "fallow" for c in crop]
    return Sheet(
        "farm_plots",
        code,
        np.array(shape, dtype=object),
        {
            "farm_id": farm_id,
            "household_ref": household,
            "crop": crop,
            "area_m2": area,
            "season": [None if f else "Đông Xuân 2026-2027" for f in fallow],
            "season_from": [None if f else "2026-10-01" for f in fallow],
            "season_to": [None if f else "2027-02-10" for f in fallow],
            "expected_yield_kg": [
                None if f else round(float(a * y), 0)
                for f, a, y in zip(fallow, area, rng.uniform(1.4, 2.6, count), strict=True)
            ],
        },
        ward_code=ward,
    )


def irrigation_zones(town: Town) -> Sheet:
    """One irrigation zone on each plot, with its valve and soil probe."""
    rng = stream("irrigation")
    plots = town["farm_plots"]
    count = len(plots)
    method = pick(rng, ["drip", "mist", "fertigation", "sprinkler"], [0.45, 0.25, 0.15, 0.15], count)
    silent = rng.random(count) < 0.07
    moisture = np.clip(rng.normal(29, 4, count), 12, 45)

    def told(values: np.ndarray) -> list[object]:
        return [None if s else v for s, v in zip(silent, values.tolist(), strict=True)]

    return Sheet(
        "irrigation_zones",
        [f"{code}-TUOI" for code in plots.code],
        shapely.buffer(plots.geom, -0.6, join_style="mitre"),
        {
            "plot_id": plots.id,
            "method": method,
            "area_m2": np.round(shapely.area(shapely.buffer(plots.geom, -0.6, join_style="mitre")), 1),
            "flow_lh": np.round(rng.uniform(900, 2600, count), 0),
            "efficiency_pct": [{"drip": 90.0, "fertigation": 88.0, "mist": 75.0, "sprinkler": 78.0}[m] for m in method],
            "field_capacity_pct": np.round(rng.uniform(30, 36, count), 1),
            "wilting_point_pct": np.round(rng.uniform(11, 15, count), 1),
            "valve": told(np.where(rng.random(count) < 0.03, "fault", np.where(moisture < 25, "open", "closed"))),
            "soil_moisture_pct": told(np.round(moisture, 1)),
            "soil_temperature_c": told(np.round(rng.normal(23.5, 0.7, count), 1)),
            "conductivity_mscm": told(np.round(rng.uniform(0.6, 1.9, count), 2)),
            "ph": told(np.round(rng.normal(6.2, 0.3, count), 1)),
            "watered_at": [
                None if s else NOW - timedelta(minutes=int(m))
                for s, m in zip(silent, rng.integers(120, 2000, count), strict=True)
            ],
            "watered_today_mm": told(np.round(rng.uniform(0, 5, count), 1)),
        },
        ward_code=plots.ward_code,
        heard=[None if s else NOW - timedelta(minutes=3) for s in silent],
    )

"""Public lighting: lamps along the streets, the cabinets that feed them, and the Hùng Vương pilot."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from devices.simulator.kinds.lighting import fed_kwh, meters
from devices.simulator.town import Device
from ingest.sample_city.chance import SEED, Floats, stream
from ingest.sample_city.sheet import NOW, Sheet, Town, dates, numbered, pick, places
from ingest.sample_city.skeleton import RAIL, course, crossing, streets, urbanity

LAMPS: Final = 8_000

_SPACING: Final = {"national": 36.0, "main": 34.0, "collector": 33.0, "local": 35.0, "alley": 40.0}
_CLASS: Final = {
    "national": ("M2", 1.5, 0.4),
    "main": ("M3", 1.0, 0.4),
    "collector": ("M4", 0.75, 0.4),
    "local": ("M5", 0.5, 0.35),
    "alley": ("M6", 0.3, 0.35),
}
_PER_CABINET: Final = 78


@dataclass(frozen=True)
class _Plan:
    """Lit roads (places in the roads sheet), and lamps in step: point, lit road and cabinet of each."""

    road: np.ndarray
    lamp: Floats
    lamp_road: np.ndarray
    cabinet: np.ndarray
    pilot: np.ndarray


_plans: dict[int, _Plan] = {}


@cache
def pilot_route() -> BaseGeometry:
    """Hùng Vương from the railway crossing to the Lý Thường Kiệt crossroads."""
    street = course("Hùng Vương")
    rail = next(s.name for s, _ in streets() if s.road_class == RAIL)
    ends = sorted(street.project(crossing("Hùng Vương", other)) for other in (rail, "Lý Thường Kiệt"))
    return substring(street, ends[0], ends[1])


def _plan(town: Town) -> _Plan:
    roads = town["roads"]
    if id(roads) in _plans:
        return _plans[id(roads)]
    line = roads.geom
    road_class = roads["road_class"]
    urban = urbanity(places(line))
    rank = np.array(
        [{"national": 0.9, "main": 1.0, "collector": 0.6, "local": 0.3, "alley": 0.0}.get(c, -9.0) for c in road_class]
    )
    middle = shapely.line_interpolate_point(line, 0.5, normalized=True)
    pilot = shapely.covered_by(middle, shapely.buffer(pilot_route(), 1.0)) & (roads["name"] == "Hùng Vương")
    order = np.argsort(-(rank + urban + 9 * pilot))
    order = order[(rank[order] >= 0) & ((shapely.length(line[order]) > 12) | pilot[order])]
    points: list[Floats] = []
    owner: list[np.ndarray] = []
    total = 0
    for k in order:
        if total >= LAMPS:
            break
        found = _along(line[k], str(road_class[k]), float(roads["carriageway_width_m"][k]))[: LAMPS - total]
        points.append(found)
        owner.append(np.full(len(found), k))
        total += len(found)
    lamp, lamp_road = np.vstack(points), np.concatenate(owner)
    lit = np.unique(lamp_road)
    heart = places(line[lit])
    strip = np.lexsort(
        [heart[:, 1] * (1 - 2 * (np.floor(heart[:, 0] / 500) % 2)), np.floor(heart[:, 0] / 500), ~pilot[lit]]
    )
    lamps_of = np.bincount(lamp_road, minlength=len(line))
    cabinet = np.full(len(line), -1)
    number, filled = 0, 0
    for k in lit[strip]:
        if filled + lamps_of[k] > _PER_CABINET * 1.25 or filled >= _PER_CABINET:
            number, filled = number + 1, 0
        cabinet[k] = number
        filled += lamps_of[k]
    plan = _Plan(lit, lamp, lamp_road, cabinet, pilot)
    _plans.clear()
    _plans[id(roads)] = plan
    return plan


def _along(line: LineString, road_class: str, width_m: float) -> Floats:
    """Lamp positions beside a road, on both sides of a wide one; junctions stay free."""
    spacing = _SPACING[road_class]
    both = road_class in ("national", "main")
    length = line.length
    count = max(1, int((length - 8) / spacing))
    at = (np.arange(count) + 0.5) * length / count
    on = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, np.minimum(at + 1, length)))
    back = shapely.get_coordinates(shapely.line_interpolate_point(line, np.maximum(at - 1, 0)))
    along = ahead - back
    normal = np.column_stack([-along[:, 1], along[:, 0]]) / np.hypot(*along.T)[:, None]
    reach = width_m / 2 + 0.8
    return np.vstack([on + normal * reach, on - normal * reach]) if both else on + normal * reach


def lighting_cabinets(town: Town) -> Sheet:
    """Cabinets, each near the middle of the streets it feeds."""
    rng = stream("cabinets")
    plan = _plan(town)
    count = int(plan.cabinet.max()) + 1
    fed = plan.cabinet[plan.lamp_road]
    heart = np.array([plan.lamp[fed == k].mean(0) for k in range(count)])
    near = np.array(
        [plan.lamp[fed == k][((plan.lamp[fed == k] - heart[k]) ** 2).sum(1).argmin()] for k in range(count)]
    )
    pilot = np.array([plan.pilot[plan.lamp_road[fed == k]].any() for k in range(count)])
    lamps = np.bincount(fed, minlength=count)
    link = np.where(pilot, "cellular", pick(rng, ["cellular", "none", "fibre"], [0.6, 0.3, 0.1], count))
    silent = (link == "none") | (rng.random(count) < 0.04)
    fault = rng.random(count) < 0.03
    road = plan.lamp_road[[np.flatnonzero(fed == k)[0] for k in range(count)]]
    code = numbered("TDK-", count, 3)
    installed = np.where(pilot, "2025-06-20", dates(rng, "2008-01-01", "2022-12-31", count))
    fed_lamps: list[list[Device]] = [[] for _ in code]
    for lamp, k in zip(_fittings(town, stream("lamps")).metered(), fed, strict=True):
        fed_lamps[k].append(lamp)
    cabinets = [
        Device(layer="lighting_cabinets", key=key, x=0, y=0, facts={"installed_on": date.fromisoformat(day)})
        for key, day in zip(code, installed, strict=True)
    ]
    return Sheet(
        "lighting_cabinets",
        code,
        shapely.points(near + np.array([0.9, 0.4])),
        {
            "address": town["roads"]["name"][road],
            "phase_count": [3] * count,
            "rated_power_kw": np.round(lamps * 0.18 + 2, 1),
            "circuit_count": rng.integers(2, 5, count),
            "control_link": link,
            "gateway_address": [
                f"gw-{k:03d}.chieusang.mau" if name != "none" else None for k, name in enumerate(link, 1)
            ],
            "installed_on": installed,
            "status": np.where(fault, "fault", "online"),
            "power_kw": np.round(np.where(fault, 0.0, lamps * rng.uniform(0.10, 0.15, count)), 2),
            "energy_kwh": [
                round(fed_kwh(cabinet, lamps, NOW.timestamp(), SEED), 1)
                for cabinet, lamps in zip(cabinets, fed_lamps, strict=True)
            ],
            "door_open": rng.random(count) < 0.02,
        },
        heard=[
            None if s else NOW - timedelta(seconds=int(t))
            for s, t in zip(silent, rng.integers(5, 600, count), strict=True)
        ],
    )


def lighting_segments(town: Town) -> Sheet:
    """Lit streets from junction to junction."""
    rng = stream("lighting segments")
    plan = _plan(town)
    roads = town["roads"]
    road = plan.road
    line = roads.geom[road]
    need = [_CLASS[c] for c in roads["road_class"][road]]
    lamps = np.bincount(plan.lamp_road, minlength=len(roads))[road]
    return Sheet(
        "lighting_segments",
        [f"TCS-{roads.code[k][3:]}" for k in road],
        line,
        {
            "street": roads["name"][road],
            "lighting_class": [n[0] for n in need],
            "required_luminance_cdm2": [n[1] for n in need],
            "required_uniformity": [n[2] for n in need],
            "length_m": np.round(shapely.length(line), 2),
            "width_m": roads["carriageway_width_m"][road],
            "lamp_spacing_m": [_SPACING[c] for c in roads["road_class"][road]],
            "is_pilot": plan.pilot[road],
            "road_id": roads.id[road],
            "cabinet_id": town["lighting_cabinets"].id[plan.cabinet[road]],
            "energy_last_night_kwh": np.round(lamps * rng.uniform(1.1, 1.6, len(road)), 2),
        },
        ward_code=np.asarray(roads.ward_code)[road],
        heard=[NOW.replace(hour=6) if k < 0.8 else None for k in rng.random(len(road))],
    )


@dataclass(frozen=True)
class _Fittings:
    """What hangs on the poles: kind, rated power, link and age of each lamp, and its luck."""

    code: list[str]
    kind: np.ndarray
    watt: np.ndarray
    link: np.ndarray
    installed_on: np.ndarray
    luck: Floats

    def metered(self) -> list[Device]:
        """The lamps as the simulator knows them, whose meters go on from where the sample leaves them."""
        return [
            Device(
                layer="street_lamps",
                key=key,
                x=0,
                y=0,
                facts={
                    "lamp_type": kind,
                    "rated_power_w": watt,
                    "control_link": link,
                    "installed_on": date.fromisoformat(day),
                },
            )
            for key, kind, watt, link, day in zip(
                self.code, self.kind, self.watt, self.link, self.installed_on, strict=True
            )
        ]


def _fittings(town: Town, rng: np.random.Generator) -> _Fittings:
    plan = _plan(town)
    count = len(plan.lamp)
    pilot = plan.pilot[plan.lamp_road]
    kind = np.where(
        pilot,
        "led",
        pick(rng, ["hps", "led", "compact", "mercury", "metal_halide"], [0.68, 0.19, 0.08, 0.03, 0.02], count),
    )
    wide = np.isin(town["roads"]["road_class"][plan.lamp_road], ["national", "main"])
    watt = np.select(
        [pilot, (kind == "led") & wide, kind == "led", kind == "compact", wide],
        [120.0, 150.0, 80.0, 60.0, 250.0],
        150.0,
    )
    luck = rng.random(count)
    link = np.where(pilot, "lorawan", pick(rng, ["plc", "none"], [0.25, 0.75], count))
    installed_on = np.where(pilot, "2025-06-20", dates(stream("lamp ages"), "2005-01-01", "2023-12-31", count))
    return _Fittings(numbered("DEN-", count, 5), kind, watt, link, installed_on, luck)


def street_lamps(town: Town) -> Sheet:
    """Lamps with their present state: most burn, the pilot dims, some are broken, some are silent."""
    rng = stream("lamps")
    plan = _plan(town)
    roads = town["roads"]
    fittings = _fittings(town, rng)
    kind, watt, dice = fittings.kind, fittings.watt, fittings.luck
    count = len(plan.lamp)
    pilot = plan.pilot[plan.lamp_road]
    wide = np.isin(roads["road_class"][plan.lamp_road], ["national", "main"])
    efficacy = np.select([kind == "led", kind == "compact", kind == "mercury"], [135.0, 60.0, 50.0], 105.0)
    fault = dice < 0.035
    off = (dice >= 0.035) & (dice < 0.05)
    dimmed = (dice >= 0.05) & ((pilot & (dice < 0.4)) | ((kind == "led") & (dice < 0.16)))
    silent = rng.random(count) < np.where(pilot, 0.03, 0.11)
    status = np.select([fault, off, dimmed], ["fault", "off", "dimmed"], "on")
    level = np.select([fault | off, dimmed], [0.0, 60.0], 100.0)
    power = np.round(watt * level / 100 * rng.uniform(0.97, 1.05, count) + np.where(level > 0, 6, 0.6), 1)
    volt = np.round(rng.normal(224, 4, count), 1)
    order = np.lexsort([np.arange(count), plan.lamp_road])
    rank = np.zeros(count, int)
    first = np.concatenate([[0], np.flatnonzero(np.diff(plan.lamp_road[order])) + 1])
    rank[order] = np.arange(count) - np.repeat(first, np.diff(np.append(first, count))) + 1
    burned, energy = np.array([meters(lamp, NOW.timestamp(), SEED) for lamp in fittings.metered()]).T
    segment = {int(k): identifier for k, identifier in zip(plan.road, town["lighting_segments"].id, strict=True)}
    return Sheet(
        "street_lamps",
        fittings.code,
        shapely.points(np.round(plan.lamp, 2)),
        {
            "pole_ref": [f"{roads.code[k][3:]}/{n:02d}" for k, n in zip(plan.lamp_road, rank, strict=True)],
            "street": roads["name"][plan.lamp_road],
            "lamp_type": kind,
            "rated_power_w": watt,
            "luminous_flux_lm": watt * efficacy,
            "colour_temperature_k": [4000 if k == "led" else 2000 if k == "hps" else 3500 for k in kind],
            "pole_material": np.where(
                wide, "steel", pick(rng, ["steel", "concrete", "power_pole"], [0.4, 0.25, 0.35], count)
            ),
            "pole_height_m": np.where(wide, 10.0, 8.0),
            "arm_length_m": np.where(wide, 2.0, 1.5),
            "control_link": fittings.link,
            "dali_address": [int(n) % 64 if p else None for n, p in zip(rank, pilot, strict=True)],
            "installed_on": fittings.installed_on,
            "cabinet_id": town["lighting_cabinets"].id[plan.cabinet[plan.lamp_road]],
            "segment_id": [segment[int(k)] for k in plan.lamp_road],
            "status": status,
            "level_pct": level,
            "power_w": power,
            "voltage_v": volt,
            "current_a": np.round(power / volt, 3),
            "energy_kwh": np.round(energy, 2),
            "temperature_c": np.round(24 + level * rng.uniform(0.1, 0.3, count), 1),
            "operating_h": np.round(burned, 1),
        },
        heard=[
            None if s else NOW - timedelta(seconds=int(t))
            for s, t in zip(silent, rng.integers(5, 890, count), strict=True)
        ],
    )

"""Roads and the railway as layers; names and addresses along them."""

from functools import cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.ops import substring

from ingest.sample_city.chance import Floats, stream
from ingest.sample_city.ground import outline, water
from ingest.sample_city.names import STREETS
from ingest.sample_city.network import network
from ingest.sample_city.sheet import Sheet, Town, numbered, pick, places
from ingest.sample_city.skeleton import course, urbanity
from ingest.sample_city.wards import BY_CODE, ward_codes

CLASS: Final = {
    "national": "national",
    "arterial": "main",
    "collector": "collector",
    "local": "local",
    "lane": "alley",
    "track": "service",
}

_SHAPE: Final = {
    "national": (14.0, 5.0, 4, 60),
    "main": (11.0, 4.0, 2, 50),
    "collector": (7.5, 2.5, 2, 50),
    "local": (5.5, 1.5, 2, 40),
    "alley": (4.0, None, 1, 30),
    "service": (3.0, None, 1, 30),
}
"""Carriageway and pavement in metres, lanes, speed limit by class."""

_REF: Final = {"Lê Duẩn": "QL.1", "Quốc lộ 9": "QL.9", "Đường tránh Quốc lộ 9": "QL.9", "Đường tránh phía Đông": "QL.1"}


@cache
def street_names() -> np.ndarray:
    """The street name of each road segment of the network that is a road, in step with them; None for a farm track."""
    net = network()
    line, parent, road_class = net.line[net.roads], net.parent[net.roads], net.road_class[net.roads]
    ward = ward_codes(places(line))
    town = urbanity(places(line))
    name = np.array([net.names[p] for p in parent], dtype=object)
    length = np.bincount(parent, shapely.length(line) * (town > 0.2) * (road_class != "track"), len(net.names))
    known = {p for p, given in enumerate(net.names) if given}
    free = [int(p) for p in np.argsort(-length) if p not in known and length[p] > 0]
    given = dict(zip(free, STREETS, strict=False))
    named = np.array([given.get(p) or name[k] for k, p in enumerate(parent)], dtype=object)
    has = np.array([value is not None for value in named])
    tree = shapely.STRtree(line[has])
    middle = shapely.line_interpolate_point(line, 0.5, normalized=True)
    lanes: dict[int, str] = {}
    count: dict[str, int] = {}
    for k in np.flatnonzero(~has & (road_class != "track")):
        p = int(parent[k])
        if p not in lanes:
            near = str(named[has][tree.nearest(middle[k])])
            number = count[near] = count.get(near, 0) + 1
            lanes[p] = f"Kiệt {number * 12 + 6} {near}" if road_class[k] == "lane" else ""
            if not lanes[p]:
                unit = BY_CODE[ward[k]].name
                number = count[unit] = count.get(unit, 0) + 1
                lanes[p] = f"Đường số {number}, {unit}"
        named[k] = lanes[p]
    return named


def roads(_town: Town) -> Sheet:
    """Every road segment from junction to junction."""
    rng = stream("roads")
    net = network()
    line = net.line[net.roads]
    name = street_names()
    road_class = np.array([CLASS[c] for c in net.road_class[net.roads]], dtype=object)
    town = urbanity(places(line))
    wide = [_SHAPE[c] for c in road_class]
    bridge = shapely.length(shapely.intersection(line, water())) > 0.3 * shapely.length(line)
    surface = np.select(
        [np.isin(road_class, ["national", "main"]), road_class == "collector", road_class == "service"],
        [
            "asphalt",
            pick(rng, ["asphalt", "treated"], [0.8, 0.2], len(line)),
            pick(rng, ["earth", "gravel", "concrete"], [0.45, 0.3, 0.25], len(line)),
        ],
        pick(rng, ["concrete", "asphalt", "treated"], [0.6, 0.3, 0.1], len(line)),
    )
    one_way = (road_class == "local") & (town > 0.8) & (rng.random(len(line)) < 0.08)
    return Sheet(
        "roads",
        numbered("DB-", len(line), 5),
        line,
        {
            "name": name,
            "ref": [_REF.get(value) for value in name],
            "road_class": road_class,
            "length_m": np.round(shapely.length(line), 2),
            "carriageway_width_m": [shape[0] for shape in wide],
            "sidewalk_width_m": [shape[1] if u > 0.18 else None for shape, u in zip(wide, town, strict=True)],
            "lane_count": [shape[2] for shape in wide],
            "direction": np.where(one_way, "forward", "both"),
            "speed_limit_kmh": [
                80 if c == "national" and u < 0.25 else shape[3]
                for c, u, shape in zip(road_class, town, wide, strict=True)
            ],
            "surface": surface,
            "condition": pick(rng, ["good", "fair", "poor", None], [0.55, 0.3, 0.1, 0.05], len(line)),
            "is_bridge": bridge,
        },
    )


def railways(_town: Town) -> Sheet:
    """The North-South line through the city and the sidings of its station."""
    main = LineString(shapely.get_coordinates(course("Đường sắt Bắc Nam").intersection(outline())))
    station = main.project(shapely.Point(*places(np.array([course("Lê Thánh Tông")]))[0]))
    sidings = [shapely.offset_curve(substring(main, station - 420, station + 330), offset) for offset in (5.5, 10.5)]
    lines = np.array([main, *sidings], dtype=object)
    return Sheet(
        "railways",
        numbered("DS-", 3, 2),
        lines,
        {
            "name": ["Đường sắt Bắc Nam", "Đường ga Đông Hà số 2", "Đường ga Đông Hà số 3"],
            "kind": ["main", "siding", "siding"],
            "gauge_mm": [1000, 1000, 1000],
            "safety_corridor_m": [15.0, 10.0, 10.0],
        },
    )


class Addresses:
    """House numbers along named streets, odd on the left and even on the right, rising along the street."""

    def __init__(self, roads: Sheet) -> None:
        self._lines = roads.geom
        self._names = roads["name"]
        self._named = np.flatnonzero([value is not None for value in self._names])
        self._tree = shapely.STRtree(self._lines[self._named])
        self._start: dict[str, Floats] = {}

    def road(self, xy: Floats) -> np.ndarray:
        """The place in the roads sheet of the named road nearest to each point."""
        return self._named[self._tree.nearest(shapely.points(xy))]

    def numbers(self, xy: Floats) -> tuple[np.ndarray, np.ndarray]:
        """House number and street of each point; numbers differ within a street."""
        road = self.road(xy)
        points = shapely.points(xy)
        lines = self._lines[road]
        street = self._names[road]
        at = shapely.line_locate_point(lines, points)
        foot = shapely.get_coordinates(shapely.line_interpolate_point(lines, at))
        ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines, at + 2))
        along = ahead - foot
        side = along[:, 0] * (xy[:, 1] - foot[:, 1]) - along[:, 1] * (xy[:, 0] - foot[:, 0]) > 0
        number = np.zeros(len(xy), dtype=object)
        order = np.lexsort([at, road, side, street])
        before, count = None, 0
        for k in order:
            here = (street[k], bool(side[k]))
            count = count + 1 if here == before else 1
            before = here
            number[k] = str(2 * count - 1 if side[k] else 2 * count)
        return number, street

"""Where Đông Hà lies: the hand-drawn outline, rivers and ward centres in longitude and latitude, brought to EPSG:9212."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.chance import Floats, Waves
from layers.core.crs import PROJ_9212

BOUNDS: Final = (582803.0, 1852016.0, 595557.0, 1865183.0)
"""West, south, east, north of the city in EPSG:9212 metres."""

AREA_M2: Final = 73.0e6

LonLat = tuple[float, float]

_OUTLINE: Final[tuple[LonLat, ...]] = (
    (107.0575, 16.8148),
    (107.0588, 16.8230),
    (107.0630, 16.8312),
    (107.0711, 16.8383),
    (107.0798, 16.8412),
    (107.0882, 16.8427),
    (107.0925, 16.8485),
    (107.0945, 16.8570),
    (107.1010, 16.8622),
    (107.1100, 16.8620),
    (107.1178, 16.8562),
    (107.1245, 16.8502),
    (107.1266, 16.8440),
    (107.1305, 16.8415),
    (107.1372, 16.8410),
    (107.1366, 16.8310),
    (107.1345, 16.8238),
    (107.1395, 16.8222),
    (107.1472, 16.8200),
    (107.1489, 16.8100),
    (107.1470, 16.7985),
    (107.1380, 16.7880),
    (107.1270, 16.7800),
    (107.1140, 16.7720),
    (107.1000, 16.7680),
    (107.0890, 16.7670),
    (107.0790, 16.7635),
    (107.0690, 16.7560),
    (107.0590, 16.7485),
    (107.0480, 16.7440),
    (107.0390, 16.7480),
    (107.0320, 16.7560),
    (107.0286, 16.7680),
    (107.0355, 16.7780),
    (107.0430, 16.7860),
    (107.0490, 16.7950),
    (107.0492, 16.8050),
    (107.0530, 16.8110),
)

_HIEU: Final[tuple[LonLat, ...]] = (
    (107.0400, 16.8190),
    (107.0500, 16.8165),
    (107.0560, 16.8153),
    (107.0620, 16.8172),
    (107.0690, 16.8205),
    (107.0760, 16.8222),
    (107.0815, 16.8262),
    (107.0865, 16.8297),
    (107.0925, 16.8288),
    (107.0975, 16.8258),
    (107.1030, 16.8255),
    (107.1085, 16.8300),
    (107.1140, 16.8352),
    (107.1200, 16.8392),
    (107.1265, 16.8418),
    (107.1340, 16.8450),
    (107.1450, 16.8480),
)

_VINH_PHUOC: Final[tuple[LonLat, ...]] = (
    (107.0200, 16.7480),
    (107.0380, 16.7560),
    (107.0500, 16.7590),
    (107.0620, 16.7665),
    (107.0740, 16.7695),
    (107.0860, 16.7745),
    (107.0970, 16.7745),
    (107.1060, 16.7790),
    (107.1165, 16.7822),
    (107.1250, 16.7895),
    (107.1340, 16.7935),
    (107.1400, 16.7985),
    (107.1455, 16.8010),
    (107.1600, 16.8020),
)

_THACH_HAN: Final[tuple[LonLat, ...]] = (
    (107.1520, 16.7700),
    (107.1500, 16.7850),
    (107.1450, 16.7960),
    (107.1434, 16.8050),
    (107.1446, 16.8130),
    (107.1520, 16.8230),
    (107.1600, 16.8300),
)

_HOI_SONG: Final[tuple[LonLat, ...]] = (
    (107.1000, 16.8640),
    (107.1030, 16.8560),
    (107.1090, 16.8510),
    (107.1120, 16.8440),
    (107.1165, 16.8390),
    (107.1185, 16.8372),
)

_HOI_TRE: Final[tuple[LonLat, ...]] = (
    (107.0900, 16.8450),
    (107.0945, 16.8405),
    (107.1000, 16.8385),
    (107.1060, 16.8345),
    (107.1095, 16.8316),
)


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("EPSG:4326", PROJ_9212, always_xy=True)


def project(points: Sequence[LonLat]) -> Floats:
    """EPSG:9212 metres of longitude and latitude (WGS 84), shape (n, 2)."""
    lonlat = np.asarray(points, float)
    x, y = _transformer().transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([x, y])


def unproject(xy: Floats) -> Floats:
    """Longitude and latitude (WGS 84) of EPSG:9212 metres, shape (n, 2)."""
    lon, lat = _transformer().transform(xy[:, 0], xy[:, 1], direction="INVERSE")
    return np.column_stack([lon, lat])


def smooth(points: Floats, step_m: float = 25.0, closed: bool = False) -> Floats:
    """A Catmull-Rom curve through the points, sampled about every `step_m`."""
    before, after = (
        (points[-1:], points[:2]) if closed else (2 * points[:1] - points[1:2], 2 * points[-1:] - points[-2:-1])
    )
    knots = np.vstack([before, points, after])
    pieces: list[Floats] = []
    for i in range(len(knots) - 3):
        p0, p1, p2, p3 = knots[i : i + 4]
        steps = max(2, int(np.ceil(np.hypot(*(p2 - p1)) / step_m)))
        t = np.linspace(0, 1, steps, endpoint=False)[:, None]
        pieces.append(
            0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * (p1 - p2) + p3 - p0) * t**3)
        )
    curve = np.vstack(pieces)
    return curve if closed else np.vstack([curve, points[-1:]])


@cache
def outline() -> Polygon:
    """The city's area: the drawn outline, roughened as real boundaries are and brought to 73 km²."""
    ring = smooth(project(_OUTLINE), 60.0, closed=True)
    ring = ring + 28 * np.column_stack([Waves("outline.x", 420)(ring), Waves("outline.y", 420)(ring)])
    box = shapely.box(*(BOUNDS[0] + 2, BOUNDS[1] + 2, BOUNDS[2] - 2, BOUNDS[3] - 2))
    drawn = Polygon(ring)
    low, high = -600.0, 600.0
    for _ in range(26):
        middle = (low + high) / 2
        if drawn.buffer(middle, quad_segs=4).intersection(box).area < AREA_M2:
            low = middle
        else:
            high = middle
    area = shapely.set_precision(drawn.buffer(high, quad_segs=4).intersection(box).simplify(1.0), 0.01)
    return Polygon(shapely.get_coordinates(area))


class River:
    """A river: its middle line and its width in metres along it."""

    def __init__(self, code: str, name: str, points: tuple[LonLat, ...], width_m: float, bed_m: float) -> None:
        self.code = code
        self.name = name
        self.width_m = width_m
        self.bed_m = bed_m
        curve = smooth(project(points), 25.0)
        curve = curve + 9 * np.column_stack([Waves(f"{code}.x", 330)(curve), Waves(f"{code}.y", 330)(curve)])
        self.middle = LineString(curve)
        half = width_m / 2 * (1 + 0.16 * Waves(f"{code}.w", 700)(curve))
        tangent = np.gradient(curve, axis=0)
        normal = np.column_stack([-tangent[:, 1], tangent[:, 0]]) / np.hypot(tangent[:, 0], tangent[:, 1])[:, None]
        banks = Polygon(np.vstack([curve + normal * half[:, None], (curve - normal * half[:, None])[::-1]]))
        self.water = shapely.buffer(banks, 0).buffer(4).buffer(-4)


@cache
def rivers() -> tuple[River, ...]:
    """The rivers and creeks, the greatest first; each reaches beyond the city's outline."""
    return (
        River("HIEU", "Sông Hiếu", _HIEU, 150, -3.4),
        River("THACHHAN", "Sông Thạch Hãn", _THACH_HAN, 190, -3.8),
        River("VINHPHUOC", "Sông Vĩnh Phước", _VINH_PHUOC, 62, -1.9),
        River("HOISONG", "Hói Sòng", _HOI_SONG, 24, -0.8),
        River("HOITRE", "Hói Tre", _HOI_TRE, 16, -0.5),
    )


@cache
def water() -> BaseGeometry:
    """All river water inside the city."""
    wet = shapely.union_all([river.water for river in rivers()]).intersection(outline())
    return shapely.set_precision(wet.simplify(0.8), 0.01)

"""The streets everybody knows: national roads, railway, bypasses and named main streets, drawn in longitude and latitude."""

from functools import cache
from typing import Final, NamedTuple

import numpy as np
import shapely
from shapely.geometry import LineString

from ingest.sample_city.chance import Floats, Waves
from ingest.sample_city.ground import LonLat, project, smooth


class Street(NamedTuple):
    """A street of the skeleton: its name, road class and course."""

    name: str
    road_class: str
    course: tuple[LonLat, ...]


RAIL: Final = "rail"

STREETS: Final = (
    Street(
        "Lê Duẩn",
        "national",
        (
            (107.0855, 16.8510),
            (107.0895, 16.8430),
            (107.0950, 16.8320),
            (107.0985, 16.8258),
            (107.1008, 16.8195),
            (107.1025, 16.8150),
            (107.1050, 16.8080),
            (107.1090, 16.7990),
            (107.1160, 16.7890),
            (107.1250, 16.7800),
            (107.1340, 16.7690),
        ),
    ),
    Street(
        "Quốc lộ 9",
        "national",
        (
            (107.1022, 16.8168),
            (107.1013, 16.8162),
            (107.0950, 16.8120),
            (107.0860, 16.8085),
            (107.0760, 16.8075),
            (107.0660, 16.8070),
            (107.0560, 16.8078),
            (107.0420, 16.8110),
        ),
    ),
    Street(
        "Đường tránh Quốc lộ 9",
        "national",
        (
            (107.1200, 16.7878),
            (107.1050, 16.7880),
            (107.0900, 16.7900),
            (107.0760, 16.7935),
            (107.0640, 16.7990),
            (107.0540, 16.8040),
            (107.0440, 16.8100),
        ),
    ),
    Street(
        "Đường tránh phía Đông",
        "national",
        (
            (107.0900, 16.8375),
            (107.1000, 16.8412),
            (107.1070, 16.8398),
            (107.1125, 16.8370),
            (107.1160, 16.8345),
            (107.1195, 16.8280),
            (107.1225, 16.8180),
            (107.1215, 16.8080),
            (107.1195, 16.7980),
            (107.1180, 16.7855),
        ),
    ),
    Street(
        "Đường sắt Bắc Nam",
        RAIL,
        (
            (107.0780, 16.8510),
            (107.0860, 16.8390),
            (107.0912, 16.8300),
            (107.0942, 16.8228),
            (107.0970, 16.8162),
            (107.0990, 16.8110),
            (107.1020, 16.8030),
            (107.1065, 16.7945),
            (107.1130, 16.7860),
            (107.1215, 16.7765),
            (107.1300, 16.7670),
        ),
    ),
    Street(
        "Hùng Vương",
        "arterial",
        (
            (107.0860, 16.8103),
            (107.0900, 16.8100),
            (107.0996, 16.8092),
            (107.1047, 16.8091),
            (107.1098, 16.8097),
            (107.1160, 16.8103),
            (107.1222, 16.8112),
        ),
    ),
    Street(
        "Lý Thường Kiệt",
        "arterial",
        (
            (107.1040, 16.8262),
            (107.1052, 16.8225),
            (107.1072, 16.8160),
            (107.1098, 16.8097),
            (107.1125, 16.8025),
            (107.1165, 16.7955),
            (107.1196, 16.7925),
        ),
    ),
    Street(
        "Trần Hưng Đạo",
        "arterial",
        (
            (107.0750, 16.8190),
            (107.0870, 16.8222),
            (107.0945, 16.8222),
            (107.1000, 16.8226),
            (107.1055, 16.8235),
            (107.1110, 16.8268),
            (107.1180, 16.8322),
        ),
    ),
    Street(
        "Nguyễn Huệ",
        "arterial",
        (
            (107.0860, 16.8165),
            (107.0930, 16.8172),
            (107.1010, 16.8184),
            (107.1068, 16.8192),
            (107.1130, 16.8222),
            (107.1203, 16.8272),
        ),
    ),
    Street("Lê Lợi", "arterial", ((107.0960, 16.8135), (107.0952, 16.8050), (107.0975, 16.7960), (107.0990, 16.7878))),
    Street(
        "Điện Biên Phủ",
        "arterial",
        ((107.1065, 16.8032), (107.1180, 16.8040), (107.1300, 16.8058), (107.1520, 16.8095)),
    ),
    Street(
        "Hoàng Diệu",
        "arterial",
        (
            (107.0952, 16.8300),
            (107.1030, 16.8300),
            (107.1085, 16.8345),
            (107.1120, 16.8385),
            (107.1185, 16.8440),
            (107.1300, 16.8465),
        ),
    ),
    Street(
        "Khóa Bảo",
        "arterial",
        ((107.0965, 16.8300), (107.0880, 16.8332), (107.0790, 16.8300), (107.0710, 16.8252), (107.0560, 16.8205)),
    ),
    Street(
        "Thanh Niên", "collector", ((107.1010, 16.8408), (107.1040, 16.8480), (107.1078, 16.8560), (107.1095, 16.8650))
    ),
    Street("Phạm Ngũ Lão", "collector", ((107.0780, 16.8293), (107.0770, 16.8360), (107.0790, 16.8450))),
    Street(
        "Nguyễn Trãi",
        "arterial",
        ((107.0775, 16.8240), (107.0770, 16.8150), (107.0778, 16.8072), (107.0792, 16.8000), (107.0768, 16.7925)),
    ),
    Street(
        "Tân Sở",
        "collector",
        (
            (107.0588, 16.8140),
            (107.0600, 16.8075),
            (107.0600, 16.8005),
            (107.0570, 16.7930),
            (107.0500, 16.7830),
            (107.0478, 16.7685),
        ),
    ),
    Street(
        "Đại Cồ Việt",
        "collector",
        ((107.0772, 16.7938), (107.0700, 16.7850), (107.0600, 16.7775), (107.0480, 16.7698), (107.0250, 16.7630)),
    ),
    Street(
        "Lý Nam Đế", "collector", ((107.0905, 16.7905), (107.0880, 16.7820), (107.0832, 16.7740), (107.0800, 16.7620))
    ),
    Street("Thuận Châu", "collector", ((107.1218, 16.8172), (107.1330, 16.8190), (107.1480, 16.8165))),
    Street("Trần Nguyên Hãn", "collector", ((107.1188, 16.8290), (107.1280, 16.8330), (107.1400, 16.8365))),
    Street(
        "Nguyễn Hữu Thọ",
        "collector",
        (
            (107.1300, 16.8380),
            (107.1290, 16.8270),
            (107.1300, 16.8180),
            (107.1300, 16.8060),
            (107.1310, 16.7965),
            (107.1250, 16.7850),
        ),
    ),
    Street("Lê Thánh Tông", "collector", ((107.0933, 16.8220), (107.0955, 16.8165), (107.0965, 16.8128))),
    Street("Bà Triệu", "collector", ((107.0880, 16.8280), (107.0865, 16.8220), (107.0868, 16.8080))),
    Street(
        "Hàm Nghi", "collector", ((107.0782, 16.8000), (107.0870, 16.8015), (107.0955, 16.8022), (107.1078, 16.8030))
    ),
    Street(
        "Trường Chinh",
        "collector",
        ((107.1080, 16.8030), (107.1050, 16.7950), (107.1020, 16.7870), (107.0985, 16.7750), (107.0965, 16.7640)),
    ),
    Street(
        "Hai Bà Trưng",
        "collector",
        ((107.1068, 16.8160), (107.1110, 16.8152), (107.1160, 16.8140), (107.1230, 16.8150)),
    ),
)

CENTRES: Final[tuple[tuple[LonLat, float, float], ...]] = (
    ((107.1020, 16.8180), 1150.0, 1.00),
    ((107.1060, 16.8090), 1000.0, 0.75),
    ((107.0940, 16.8100), 900.0, 0.62),
    ((107.1110, 16.8270), 650.0, 0.55),
    ((107.0800, 16.8150), 800.0, 0.48),
    ((107.0980, 16.8320), 620.0, 0.48),
    ((107.0770, 16.8285), 620.0, 0.40),
    ((107.0610, 16.8075), 620.0, 0.42),
    ((107.1120, 16.8000), 850.0, 0.50),
    ((107.1240, 16.8150), 750.0, 0.42),
    ((107.1040, 16.8440), 550.0, 0.36),
    ((107.1290, 16.8050), 560.0, 0.34),
    ((107.1130, 16.7905), 560.0, 0.36),
    ((107.0890, 16.7930), 480.0, 0.28),
    ((107.1310, 16.8330), 480.0, 0.26),
    ((107.1410, 16.8120), 420.0, 0.24),
    ((107.0520, 16.8080), 380.0, 0.24),
    ((107.0680, 16.8230), 400.0, 0.24),
)
"""Where people live close together: place, reach in metres, weight."""


@cache
def streets() -> tuple[tuple[Street, LineString], ...]:
    """Every skeleton street with its curve in EPSG:9212."""
    drawn: list[tuple[Street, LineString]] = []
    for street in STREETS:
        curve = smooth(project(street.course), 30.0)
        sway = 0.0 if street.road_class == RAIL else 5.0
        curve = curve + sway * np.column_stack([Waves("road.x", 500)(curve), Waves("road.y", 500)(curve)])
        drawn.append((street, LineString(shapely.get_coordinates(LineString(curve).simplify(0.4)))))
    return tuple(drawn)


def course(name: str) -> LineString:
    """The curve of a skeleton street by name."""
    return next(line for street, line in streets() if street.name == name)


def crossing(one: str, other: str) -> shapely.Point:
    """Where two skeleton streets cross."""
    return shapely.Point(shapely.get_coordinates(course(one).intersection(course(other)))[0])


@cache
def _centres() -> tuple[Floats, Floats, Floats]:
    return (
        project([place for place, _, _ in CENTRES]),
        0.84 * np.array([reach for _, reach, _ in CENTRES]),
        np.array([weight for _, _, weight in CENTRES]),
    )


def urbanity(xy: Floats) -> Floats:
    """How much of a town there is at each point, from 0 (field, forest) to about 1 (market)."""
    places, reach, weight = _centres()
    gaps = np.hypot(xy[:, None, 0] - places[None, :, 0], xy[:, None, 1] - places[None, :, 1]) / reach
    peak = (weight * np.exp(-(gaps**2) / 2)).max(1) * 0.7 + (weight * np.exp(-(gaps**2) / 2)).sum(1) * 0.25
    return np.clip(peak + 0.06 * Waves("urbanity", 600)(xy), 0, 1.2)

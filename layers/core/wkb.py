"""Geometries of requests as EWKB for the database: boxes, and GeoJSON literals of filters.

Coordinates come in the axis order of their CRS and leave in x, y. Longitude and latitude (WGS 84) are projected to Web
Mercator (EPSG:3857) here by its closed formula, because the stored 3857 form is what such requests are compared with: a box
in longitude and latitude stays a box. Other CRSs go to the database as they are.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from layers.core.crs import Crs

Position = tuple[float, float]
Place = Callable[[float, float], Position]

RADIUS = 6378137.0
_SRID_FLAG = 0x20000000
_CODES = {
    "Point": 1,
    "LineString": 2,
    "Polygon": 3,
    "MultiPoint": 4,
    "MultiLineString": 5,
    "MultiPolygon": 6,
    "GeometryCollection": 7,
}
_PARTS = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}
_STEPS = 16
MAX_POSITIONS = 20_000


class BadGeometry(ValueError):
    """A geometry that is none; the two texts say what is wrong."""

    def __init__(self, en: str, vi: str) -> None:
        self.en = en
        self.vi = vi
        super().__init__(en)


@dataclass(frozen=True, slots=True)
class Shape:
    """EWKB, and its SRID."""

    ewkb: bytes
    srid: int


def mercator(longitude: float, latitude: float) -> Position:
    """WGS 84 degrees to EPSG:3857 metres; latitudes beyond 89.9 degrees count as 89.9. BadGeometry outside the globe."""
    if not (-360 <= longitude <= 360 and -90 <= latitude <= 90):
        raise BadGeometry(
            f"longitude {longitude:g}, latitude {latitude:g} is outside the globe; mind the axis order of the CRS",
            f"kinh độ {longitude:g}, vĩ độ {latitude:g} ở ngoài địa cầu; chú ý thứ tự trục của hệ toạ độ",
        )
    latitude = min(89.9, max(-89.9, latitude))
    return RADIUS * math.radians(longitude), RADIUS * math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def placing(crs: Crs) -> tuple[int, Place]:
    """The SRID in which coordinates of `crs` go to the database, and how a pair of them gets there."""
    if crs.srid == 4326:
        return 3857, (lambda a, b: mercator(b, a)) if crs.lat_first else mercator
    return crs.srid, (lambda a, b: (b, a)) if crs.lat_first else (lambda a, b: (a, b))


def box(west: float, south: float, east: float, north: float, srid: int) -> Shape:
    """An axis-parallel rectangle."""
    return Shape(struct.pack("<BIII", 1, 3 | _SRID_FLAG, srid, 1) + _ring_of_box(west, south, east, north), srid)


def across_antimeridian(west: float, south: float, east: float, north: float) -> Shape:
    """Two Web Mercator rectangles: from `west` to the antimeridian, and from there to `east`."""
    edge = RADIUS * math.pi
    boxes = (_ring_of_box(west, south, edge, north), _ring_of_box(-edge, south, east, north))
    parts = b"".join(struct.pack("<BII", 1, 3, 1) + ring for ring in boxes)
    return Shape(struct.pack("<BIII", 1, 6 | _SRID_FLAG, 3857, 2) + parts, 3857)


def polygon_of_box(corners: Sequence[float], place: Place, srid: int) -> Shape:
    """A rectangle (first axis low, second low, first high, second high) whose sides are no straight lines elsewhere.

    The sides carry points between the corners, so that the rectangle keeps its shape when it is transformed.
    """
    a0, b0, a1, b1 = corners
    steps = [i / _STEPS for i in range(_STEPS)]
    ring = [(a0 + (a1 - a0) * t, b0) for t in steps]
    ring += [(a1, b0 + (b1 - b0) * t) for t in steps]
    ring += [(a1 + (a0 - a1) * t, b1) for t in steps]
    ring += [(a0, b1 + (b0 - b1) * t) for t in steps]
    ring.append(ring[0])
    placed = [place(a, b) for a, b in ring]
    return Shape(struct.pack("<BII", 1, 3 | _SRID_FLAG, srid) + _rings([placed]), srid)


def geometry(literal: dict[str, Any], crs: Crs) -> Shape:
    """A GeoJSON geometry with coordinates in `crs`; heights are dropped. BadGeometry when it is none."""
    return _written(literal, *placing(crs))


def in_degrees(literal: dict[str, Any], crs: Crs) -> Shape:
    """A GeoJSON geometry in WGS 84 as it is served: EPSG:4326, longitude first, rounded to the decimals of GeoJSON."""

    def place(a: float, b: float) -> Position:
        a, b = round(a, crs.decimals), round(b, crs.decimals)
        return (b, a) if crs.lat_first else (a, b)

    return _written(literal, crs.srid, place)


def _written(literal: dict[str, Any], srid: int, place: Place) -> Shape:
    body = _Writer(place).geometry(literal, depth=0)
    (code,) = struct.unpack_from("<I", body, 1)
    return Shape(struct.pack("<BII", 1, code | _SRID_FLAG, srid) + body[5:], srid)


def _ring_of_box(west: float, south: float, east: float, north: float) -> bytes:
    return struct.pack("<I10d", 5, west, south, east, south, east, north, west, north, west, south)


def _rings(rings: list[list[Position]]) -> bytes:
    return struct.pack("<I", len(rings)) + b"".join(map(_positions, rings))


def _positions(positions: list[Position]) -> bytes:
    flat = [value for position in positions for value in position]
    return struct.pack(f"<I{len(flat)}d", len(positions), *flat)


class _Writer:
    def __init__(self, place: Place) -> None:
        self._place = place
        self._left = MAX_POSITIONS

    def geometry(self, literal: dict[str, Any], depth: int) -> bytes:
        kind = literal.get("type")
        if not isinstance(kind, str) or kind not in _CODES or depth > 4:
            raise BadGeometry(f"{kind!r} is no geometry type", f"{kind!r} không phải kiểu hình học")
        head = struct.pack("<BI", 1, _CODES[kind])
        if kind == "GeometryCollection":
            parts = _list(literal.get("geometries"))
            return head + struct.pack("<I", len(parts)) + b"".join(self.geometry(_dict(p), depth + 1) for p in parts)
        return head + self._coordinates(kind, literal.get("coordinates"))

    def _coordinates(self, kind: str, coordinates: Any) -> bytes:
        if kind == "Point":
            return struct.pack("<2d", *self._position(coordinates))
        if kind == "LineString":
            return _positions(self._line(coordinates, least=2))
        if kind == "Polygon":
            return _rings([self._ring(ring) for ring in _list(coordinates)])
        part = _PARTS[kind]
        head = struct.pack("<BI", 1, _CODES[part])
        parts = [head + self._coordinates(part, c) for c in _list(coordinates)]
        return struct.pack("<I", len(parts)) + b"".join(parts)

    def _ring(self, coordinates: Any) -> list[Position]:
        ring = self._line(coordinates, least=4)
        if ring[0] != ring[-1]:
            raise BadGeometry("a ring does not end where it begins", "một vòng không khép kín")
        return ring

    def _line(self, coordinates: Any, least: int) -> list[Position]:
        positions = [self._position(c) for c in _list(coordinates)]
        if len(positions) < least:
            raise BadGeometry(f"fewer than {least} positions", f"ít hơn {least} điểm")
        return positions

    def _position(self, coordinates: Any) -> Position:
        self._left -= 1
        if self._left < 0:
            raise BadGeometry(f"more than {MAX_POSITIONS} positions", f"nhiều hơn {MAX_POSITIONS} điểm")
        if not isinstance(coordinates, (list, tuple)):
            raise BadGeometry("a position is no list of numbers", "một điểm không phải dãy số")
        values = cast("Sequence[Any]", coordinates)
        if len(values) not in (2, 3) or not all(number(v) for v in values):
            raise BadGeometry(
                "a position is not two or three finite numbers", "một điểm không phải hai hoặc ba số hữu hạn"
            )
        return self._place(float(values[0]), float(values[1]))


def number(value: Any) -> bool:
    """Whether `value` is a finite number of a size that a coordinate can have."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e12


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise BadGeometry("the coordinates are not a filled list", "toạ độ không phải danh sách có phần tử")
    return cast("list[Any]", value)


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadGeometry("a part is no geometry", "một phần không phải hình học")
    return cast("dict[str, Any]", value)

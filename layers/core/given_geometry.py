"""The geometry of a feature that is being written: GeoJSON as the client gave it, as EWKB of the kind the layer holds.

Only the form is read here; whether the geometry is valid and inside the city is the database's to say.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from layers.core.crs import Crs
from layers.core.declaration import Geometry, GeometryKind
from layers.core.wkb import BadGeometry, number

_SRID_FLAG, _Z_FLAG = 0x20000000, 0x80000000
_CODES: dict[str, int] = {
    "Point": 1,
    "LineString": 2,
    "Polygon": 3,
    "MultiPoint": 4,
    "MultiLineString": 5,
    "MultiPolygon": 6,
}
_PARTS: dict[str, str] = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}
_HEAD = struct.Struct("<BI")
_COUNT = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class GivenGeometry:
    """EWKB in the SRID of the client's CRS, x before y; `flat` when the layer holds heights and the client gave none."""

    ewkb: bytes
    flat: bool


def given_geometry(literal: Any, crs: Crs, held: Geometry) -> GivenGeometry:
    """The geometry for a layer that holds `held`; BadGeometry when it is no geometry of that kind.

    A single one becomes a set of one where the layer holds sets, and a set of one a single one where it does not. Heights
    are left out where the layer has none.
    """
    if not isinstance(literal, dict):
        raise BadGeometry("it is no GeoJSON geometry", "không phải hình học GeoJSON")
    found = cast("dict[str, Any]", literal)
    kind, coordinates = _fitted(found.get("type"), found.get("coordinates"), held.kind)
    writer = _Writer(crs.lat_first, held.z and not _is_flat(coordinates))
    body = writer.coordinates(kind, coordinates)
    code = _CODES[kind] | _SRID_FLAG | (_Z_FLAG if writer.z else 0)
    return GivenGeometry(struct.pack("<BII", 1, code, crs.srid) + body, flat=held.z and not writer.z)


def _fitted(kind: Any, coordinates: Any, wanted: GeometryKind) -> tuple[str, Any]:
    if kind == wanted:
        return kind, coordinates
    if _PARTS.get(wanted) == kind:
        return wanted, [coordinates]
    if _PARTS.get(str(kind)) == wanted and isinstance(coordinates, list):
        parts = cast("list[Any]", coordinates)
        if len(parts) == 1:
            return wanted, parts[0]
    raise BadGeometry(f"it must be a {wanted}, not {str(kind)[:40]}", f"phải là {wanted}, không phải {str(kind)[:40]}")


def _is_flat(coordinates: Any) -> bool:
    """Whether the first position has no height."""
    members = cast("list[Any]", coordinates) if isinstance(coordinates, list) else []
    return _is_flat(members[0]) if members and isinstance(members[0], list) else len(members) < 3


class _Writer:
    def __init__(self, lat_first: bool, z: bool) -> None:
        self.z = z
        self._lat_first = lat_first
        self._flag = _Z_FLAG if z else 0

    def coordinates(self, kind: str, coordinates: Any) -> bytes:
        if kind == "Point":
            values = self._position(coordinates)
            return struct.pack(f"<{len(values)}d", *values)
        if kind == "LineString":
            return self._line(_list(coordinates), least=2)
        if kind == "Polygon":
            rings = _list(coordinates)
            return _COUNT.pack(len(rings)) + b"".join(self._ring(_list(ring)) for ring in rings)
        part = _PARTS[kind]
        head = _HEAD.pack(1, _CODES[part] | self._flag)
        parts = _list(coordinates)
        return _COUNT.pack(len(parts)) + b"".join(head + self.coordinates(part, one) for one in parts)

    def _ring(self, ring: list[Any]) -> bytes:
        if ring[0] != ring[-1]:
            raise BadGeometry("a ring does not end where it begins", "một vòng không khép kín")
        return self._line(ring, least=4)

    def _line(self, line: list[Any], least: int) -> bytes:
        if len(line) < least:
            raise BadGeometry(f"a part has fewer than {least} positions", f"một phần có ít hơn {least} điểm")
        flat: list[float] = []
        for position in line:
            flat += self._position(position)
        return _COUNT.pack(len(line)) + struct.pack(f"<{len(flat)}d", *flat)

    def _position(self, position: Any) -> Sequence[float]:
        values = cast("list[Any]", position) if isinstance(position, list) else []
        if len(values) not in (2, 3) or not all(map(number, values)):
            raise BadGeometry(
                "a position is not two or three finite numbers", "một điểm không phải hai hoặc ba số hữu hạn"
            )
        if self.z and len(values) != 3:
            raise BadGeometry("some positions have a height and some have none", "có điểm có độ cao, có điểm không")
        a, b = float(values[0]), float(values[1])
        pair = (b, a) if self._lat_first else (a, b)
        return (*pair, float(values[2])) if self.z else pair


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise BadGeometry("the coordinates are not a filled list", "toạ độ không phải danh sách có phần tử")
    return cast("list[Any]", value)

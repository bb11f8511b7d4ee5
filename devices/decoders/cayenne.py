"""Cayenne Low Power Payload, which many radios on the market send: channel, type, value, one after the other.

A name is that of the type with the number of the channel: `temperature_1`, `analog_input_3`, `gps_4_latitude`.
"""

from __future__ import annotations

from typing import NamedTuple

from devices.decoders.written import Written, undecodable
from devices.reading import Value


class _Type(NamedTuple):
    name: str
    size: int  # octets of one number
    scale: float
    signed: bool
    parts: tuple[str, ...] = ("",)


_XYZ = ("_x", "_y", "_z")
_TYPES: dict[int, _Type] = {
    0x00: _Type("digital_input", 1, 1, signed=False),
    0x01: _Type("digital_output", 1, 1, signed=False),
    0x02: _Type("analog_input", 2, 0.01, signed=True),
    0x03: _Type("analog_output", 2, 0.01, signed=True),
    0x65: _Type("illuminance", 2, 1, signed=False),
    0x66: _Type("presence", 1, 1, signed=False),
    0x67: _Type("temperature", 2, 0.1, signed=True),
    0x68: _Type("humidity", 1, 0.5, signed=False),
    0x71: _Type("accelerometer", 2, 0.001, signed=True, parts=_XYZ),
    0x73: _Type("barometer", 2, 0.1, signed=False),
    0x86: _Type("gyrometer", 2, 0.01, signed=True, parts=_XYZ),
}
_GPS = 0x88
_GPS_PARTS = (("_latitude", 1e-4), ("_longitude", 1e-4), ("_altitude", 0.01))


class Cayenne:
    """Any sensors of the standard list."""

    def decode(self, data: bytes, port: int) -> dict[str, Value]:
        """A number for each channel, in the units of the list (°C, %, lx, hPa, g, °/s, degrees, m)."""
        found: dict[str, Value] = {}
        place = 0
        while place < len(data):
            if place + 2 > len(data):
                raise undecodable("thiếu loại của kênh", "a channel without its type")
            channel, kind = data[place], data[place + 1]
            place = self._read(data, place + 2, channel, kind, found)
        return found

    def encode(self, action: str, value: float | None) -> Written | None:
        """It has no commands."""
        return None

    @staticmethod
    def _read(data: bytes, place: int, channel: int, kind: int, found: dict[str, Value]) -> int:
        if kind == _GPS:
            name, parts, size, signed = "gps", _GPS_PARTS, 3, True
        elif kind in _TYPES:
            told = _TYPES[kind]
            name, size, signed = told.name, told.size, told.signed
            parts = tuple((part, told.scale) for part in told.parts)
        else:
            raise undecodable(f"loại {kind:#04x} không có", f"the type {kind:#04x} does not exist")
        end = place + size * len(parts)
        if end > len(data):
            raise undecodable(f"{name} bị cắt", f"{name} is cut off")
        for number, (part, scale) in enumerate(parts):
            at = place + number * size
            found[f"{name}_{channel}{part}"] = round(
                int.from_bytes(data[at : at + size], "big", signed=signed) * scale, 6
            )
        return end

"""The electronic staff gauge: seven octets, big endian.

level_mm u16   water level above the zero of its height system, mm
rain_tip u16   tips of the rain bucket since it was switched on, rolls over
vbat_mV  u16   battery, mV
flags    u8    bits 0-2 alarm (none, bd1, bd2, bd3, above_bd3), 3-4 trend (steady, rising, falling), 5 fault
"""

from __future__ import annotations

import struct

from devices.decoders.written import Written, undecodable
from devices.reading import Value

ALARMS = ("none", "bd1", "bd2", "bd3", "above_bd3")
TRENDS = ("steady", "rising", "falling")
PORT = 10

_FORM = struct.Struct(">HHHB")
_FAULT = 1 << 5
_RESERVED = 0b1100_0000


class FloodPoint:
    """Water level, alarm and trend, battery, fault."""

    def decode(self, data: bytes, port: int) -> dict[str, Value]:
        """`level_m`, `rain_tips`, `battery_v`, `alarm`, `trend`, `status`."""
        if len(data) != _FORM.size:
            raise undecodable(f"{len(data)} byte, cần {_FORM.size}", f"{len(data)} octets, {_FORM.size} needed")
        level_mm, rain_tips, battery_mv, flags = _FORM.unpack(data)
        alarm, trend = flags & 0b111, flags >> 3 & 0b11
        if alarm >= len(ALARMS) or trend >= len(TRENDS) or flags & _RESERVED:
            raise undecodable(f"cờ {flags:#04x} không có nghĩa", f"flags {flags:#04x} have no meaning")
        return {
            "level_m": level_mm / 1000,
            "rain_tips": float(rain_tips),
            "battery_v": battery_mv / 1000,
            "alarm": ALARMS[alarm],
            "trend": TRENDS[trend],
            "status": "fault" if flags & _FAULT else "online",
        }

    def encode(self, action: str, value: float | None) -> Written | None:
        """A gauge is told nothing."""
        return None

    @staticmethod
    def uplink(
        level_m: float, rain_tips: int, battery_v: float, alarm: str, trend: str, *, fault: bool = False
    ) -> bytes:
        """The bytes that a gauge sends; a level below zero or above 65 m stands at the end of the range."""
        flags = ALARMS.index(alarm) | TRENDS.index(trend) << 3 | (_FAULT if fault else 0)
        level_mm = min(max(round(level_m * 1000), 0), 0xFFFF)
        return _FORM.pack(level_mm, rain_tips & 0xFFFF, min(max(round(battery_v * 1000), 0), 0xFFFF), flags)

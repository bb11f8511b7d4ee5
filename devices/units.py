"""Units that messages name beside a number (SenML, RFC 8428 and RFC 8798) and those of properties (UCUM), and conversion.

Names that both systems share stand once. A unit that is not here equals itself only.
"""

from __future__ import annotations

_RATIO = "1"

UNITS: dict[str, tuple[str, float, float]] = {
    "m": ("m", 1.0, 0.0),
    "mm": ("m", 1e-3, 0.0),
    "cm": ("m", 1e-2, 0.0),
    "km": ("m", 1e3, 0.0),
    "s": ("s", 1.0, 0.0),
    "ms": ("s", 1e-3, 0.0),
    "min": ("s", 60.0, 0.0),
    "h": ("s", 3600.0, 0.0),
    "V": ("V", 1.0, 0.0),
    "mV": ("V", 1e-3, 0.0),
    "A": ("A", 1.0, 0.0),
    "mA": ("A", 1e-3, 0.0),
    "W": ("W", 1.0, 0.0),
    "kW": ("W", 1e3, 0.0),
    "J": ("J", 1.0, 0.0),
    "Wh": ("J", 3.6e3, 0.0),
    "W.h": ("J", 3.6e3, 0.0),
    "kWh": ("J", 3.6e6, 0.0),
    "kW.h": ("J", 3.6e6, 0.0),
    "K": ("K", 1.0, 0.0),
    "Cel": ("K", 1.0, 273.15),
    _RATIO: (_RATIO, 1.0, 0.0),
    "count": (_RATIO, 1.0, 0.0),
    "/": (_RATIO, 1.0, 0.0),
    "%": (_RATIO, 1e-2, 0.0),
    "/100": (_RATIO, 1e-2, 0.0),
    "/1000": (_RATIO, 1e-3, 0.0),
    "%RH": (_RATIO, 1e-2, 0.0),
    "%EL": (_RATIO, 1e-2, 0.0),
    "m/s": ("m/s", 1.0, 0.0),
    "km/h": ("m/s", 1 / 3.6, 0.0),
    "cm/h": ("m/s", 1e-2 / 3600, 0.0),
    "m/h": ("m/s", 1 / 3600, 0.0),
    "mm/h": ("m/s", 1e-3 / 3600, 0.0),
    "m3/s": ("m3/s", 1.0, 0.0),
    "m3/h": ("m3/s", 1 / 3600, 0.0),
    "l/s": ("m3/s", 1e-3, 0.0),
    "kg/m3": ("kg/m3", 1.0, 0.0),
    "mg/L": ("kg/m3", 1e-3, 0.0),
    "ug/m3": ("kg/m3", 1e-9, 0.0),
    "S/m": ("S/m", 1.0, 0.0),
    "mS/cm": ("S/m", 0.1, 0.0),
    "kg": ("kg", 1.0, 0.0),
    "g": ("kg", 1e-3, 0.0),
    "t": ("kg", 1e3, 0.0),
    "lx": ("lx", 1.0, 0.0),
    "pH": ("[pH]", 1.0, 0.0),
    "[pH]": ("[pH]", 1.0, 0.0),
    "dBm": ("dB[mW]", 1.0, 0.0),
    "dB[mW]": ("dB[mW]", 1.0, 0.0),
    "Bspl": ("dB[SPL]", 10.0, 0.0),
    "dB[SPL]": ("dB[SPL]", 1.0, 0.0),
}
"""Unit -> (base unit, factor, offset): so many of the base unit are `value * factor + offset`."""


def converted(value: float, unit: str, into: str | None) -> float | None:
    """`value` in `unit` as so many of `into` (None: a plain number); None when the two do not measure the same."""
    into = into or _RATIO
    if unit == into:
        return value
    if unit not in UNITS or into not in UNITS:
        return None
    base, factor, offset = UNITS[unit]
    base_into, factor_into, offset_into = UNITS[into]
    return (value * factor + offset - offset_into) / factor_into if base == base_into else None

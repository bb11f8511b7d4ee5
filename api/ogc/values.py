"""A value as people read it: units, codes, numbers and times in the form of the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import orjson

from api.ogc.texts import text
from layers.core.declaration import Language
from layers.core.declared import Property

HERE = dt.timezone(dt.timedelta(hours=7))
"""The time of Đông Hà; Vietnam keeps no summer time."""

_UNITS = {
    "1": "",
    "m2": "m²",
    "m3": "m³",
    "km2": "km²",
    "har": "ha",
    "Cel": "°C",
    "deg": "°",
    "ug/m3": "µg/m³",
    "mg/m3": "mg/m³",
    "m3/s": "m³/s",
    "m3/h": "m³/h",
    "m3/d": "m³/d",
    "kW.h": "kWh",
    "{PCU}/h": "PCU/h",
    "{PCU}/km": "PCU/km",
    "VND": "₫",
    "dB[SPL]": "dB",
    "[pH]": "",
}
_GROUPS = {"vi": str.maketrans({",": ".", ".": ","}), "en": str.maketrans({})}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What stands on a page for one value: words, the colour of its code, an address it leads to."""

    words: str
    known: bool = True
    color: str | None = None
    href: str | None = None


def shown(prop: Property, value: Any, language: Language, base: str) -> Shown:
    """`value` of `prop` for a page in `language`; references lead to the feature they name."""
    if value is None:
        return Shown(words=text("unknown", language), known=False)
    match prop.kind:
        case "code" | "codes" | "strings":
            return _listed(prop, value if isinstance(value, list) else [value], language)
        case "boolean":
            return Shown(words=text("yes" if value else "no", language))
        case "integer" | "number":
            return Shown(words=_number(prop, value, language))
        case "date":
            return Shown(words=_day(dt.date.fromisoformat(value), language))
        case "datetime":
            return Shown(words=clock(dt.datetime.fromisoformat(value), language))
        case "object":
            return Shown(words=orjson.dumps(value).decode())
        case "uuid" if prop.references:
            return Shown(words=value, href=f"{base}/collections/{prop.references}/items/{value}?f=html")
        case _:
            return Shown(words=str(value), href=value if str(value).startswith(("https://", "http://")) else None)


def unit(prop: Property) -> str:
    """The sign of a property's unit, `m²` for the UCUM code `m2`; empty where none is written."""
    return _UNITS.get(prop.unit, prop.unit) if prop.unit else ""


def count(value: int, language: Language) -> str:
    """A whole number with its thousands set apart: 40.000 in Vietnamese, 40,000 in English."""
    return f"{value:,}".translate(_GROUPS[language])


def moment(value: str | None, language: Language) -> str:
    """An RFC 3339 time as the day it falls on here; `now` for the open end of a period."""
    if value is None:
        return text("now", language)
    return _day(dt.datetime.fromisoformat(value).astimezone(HERE).date(), language)


def clock(instant: dt.datetime, language: Language) -> str:
    """A moment as the day and the time it is here."""
    here = instant.astimezone(HERE)
    return f"{_day(here.date(), language)}{' ' if language == 'vi' else ', '}{here:%H:%M}"


def _listed(prop: Property, values: list[str], language: Language) -> Shown:
    members = {member.value: member for member in prop.codes} if prop.codes else {}
    known = [members.get(value) for value in values]
    words = [member.title.to(language) if member else value for member, value in zip(known, values, strict=True)]
    color = known[0].color if len(known) == 1 and known[0] else None
    return Shown(words=", ".join(words), color=color)


def _number(prop: Property, value: float, language: Language) -> str:
    counted = prop.unit is not None or prop.kind == "number"
    words = f"{value:,.6f}".rstrip("0").rstrip(".") if counted else str(value)
    sign = unit(prop)
    return words.translate(_GROUPS[language]) + (f" {sign}" if sign else "")


def _day(day: dt.date, language: Language) -> str:
    return f"{day:%d/%m/%Y}" if language == "vi" else f"{day.day} {day:%b %Y}"

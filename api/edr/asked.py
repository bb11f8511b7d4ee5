"""A request for observations, read: where, when, which, in which form; every wrong or unknown parameter is an error."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from api.edr.wkt import geometry
from api.features.parameters import bbox, crs
from api.negotiation import media_type
from api.series.resolution import Kept, Source
from layers.core.crs import Crs
from layers.core.declared import Declared, Property
from layers.core.errors import InvalidDatetime, InvalidParameter, UnknownProperty
from layers.core.instants import last_moment, moment, parse_interval
from layers.core.observation_errors import InvalidCoords
from layers.core.query import Bbox
from layers.core.reported import reported
from layers.core.wkb import BadGeometry, Shape
from layers.core.wkb import geometry as shape_of

QueryType = Literal["position", "radius", "area", "cube", "locations"]
Format = Literal["CoverageJSON", "GeoJSON", "CSV"]

COVERAGEJSON = "application/prs.coverage+json"
MEDIA: dict[Format, str] = {
    "CoverageJSON": COVERAGEJSON,
    "GeoJSON": "application/geo+json",
    "CSV": "text/csv; charset=utf-8",
}
UNITS: dict[str, float] = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "ft": 0.3048}
"""The units of `within`, in metres."""

COMMON = ("datetime", "parameter-name", "resolution", "crs", "z", "f", "lang")
PARAMETERS: dict[QueryType, tuple[str, ...]] = {
    "position": ("coords", *COMMON),
    "radius": ("coords", "within", "within-units", *COMMON),
    "area": ("coords", *COMMON),
    "cube": ("bbox", *COMMON),
    "locations": COMMON,
}
LIST = ("bbox", "bbox-crs", "crs", "limit", "page", "f", "lang")
"""The parameters of the list of locations."""

RESOLUTIONS: tuple[Source, ...] = ("raw", "10min", "daily")
MOST_POINTS = 100
FARTHEST_M = 50_000.0
DEFAULT_TIME = dt.timedelta(days=1)
"""Without `datetime`, observations of so long until now are given."""

_ACCEPTED = {
    "CoverageJSON": (COVERAGEJSON, "application/vnd.cov+json", "application/json"),
    "GeoJSON": ("application/geo+json",),
    "CSV": ("text/csv",),
}
_WORDS: dict[str, Format] = {
    "coveragejson": "CoverageJSON",
    "covjson": "CoverageJSON",
    "json": "CoverageJSON",
    "geojson": "GeoJSON",
    "csv": "CSV",
}
_KINDS = {"position": ("Point", "MultiPoint"), "radius": ("Point",), "area": ("Polygon", "MultiPolygon")}
_LEVEL = r"[-+]?\d+(?:\.\d+)?"
_LEVELS = re.compile(rf"{_LEVEL}(?:,{_LEVEL})*|(?:{_LEVEL}|\.\.)/(?:{_LEVEL}|\.\.)|R\d+/{_LEVEL}/{_LEVEL}", re.ASCII)
_FIRST_DAY = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Time:
    """A closed interval; both ends the same for what was in force at a moment."""

    begin: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is asked of one layer. `places` are the geometries to be near, to be in, or to meet; `within` is in metres."""

    layer: Declared
    query: QueryType
    places: tuple[Shape, ...]
    box: Bbox | None
    within: float
    time: Time
    properties: tuple[Property, ...]
    source: Source
    crs: Crs
    format: Format


def asked(
    layer: Declared, query: QueryType, given: Mapping[str, str], accept: str | None, kept: Kept, now: dt.datetime
) -> Asked:
    """The values of the parameters; the error of the first one that is wrong."""
    wanted = crs(given, "crs")
    _levels(given)
    source = _source(given)
    return Asked(
        layer=layer,
        query=query,
        places=_places(query, given, wanted),
        box=_box(given, wanted) if query == "cube" else None,
        within=_within(given) if query == "radius" else 0.0,
        time=_time(given, source, kept, now),
        properties=_properties(layer, given),
        source=source,
        crs=wanted,
        format=format_of(given, accept),
    )


def format_of(given: Mapping[str, str], accept: str | None) -> Format:
    """The format of an answer with observations; NotAcceptable."""
    name = given.get("f")
    if name is not None:
        name = _WORDS.get(name.lower(), name)
    return cast("Format", media_type(name, accept, _ACCEPTED))


def _places(query: QueryType, given: Mapping[str, str], wanted: Crs) -> tuple[Shape, ...]:
    if query not in _KINDS:
        return ()
    text = _required(given, "coords", "a geometry as well-known text", "một hình học dạng WKT")
    try:
        literal = geometry(text)
        if literal["type"] not in _KINDS[query]:
            allowed = ", ".join(kind.upper() for kind in _KINDS[query])
            raise BadGeometry(f"it must be {allowed}", f"phải là {allowed}")
        if literal["type"] != "MultiPoint":
            return (shape_of(literal, wanted),)
        points = literal["coordinates"]
        if len(points) > MOST_POINTS:
            raise BadGeometry(f"more than {MOST_POINTS} points", f"nhiều hơn {MOST_POINTS} điểm")
        return tuple(shape_of({"type": "Point", "coordinates": point}, wanted) for point in points)
    except BadGeometry as error:
        raise InvalidCoords(value=text, reason_en=error.en, reason_vi=error.vi) from None


def _box(given: Mapping[str, str], wanted: Crs) -> Bbox:
    return bbox(_required(given, "bbox", "west,south,east,north", "tây,nam,đông,bắc"), wanted)


def _within(given: Mapping[str, str]) -> float:
    text = _required(given, "within", "a distance", "một khoảng cách")
    unit = _required(given, "within-units", f"one of {', '.join(UNITS)}", f"một trong {', '.join(UNITS)}")
    if unit not in UNITS:
        raise InvalidParameter(
            name="within-units",
            value=unit,
            expected_en=f"one of {', '.join(UNITS)}",
            expected_vi=f"một trong {', '.join(UNITS)}",
        )
    try:
        metres = float(text) * UNITS[unit] if text.isascii() and "_" not in text else math.nan
    except ValueError:
        metres = math.nan
    if not 0 < metres <= FARTHEST_M:
        raise InvalidParameter(
            name="within",
            value=text,
            expected_en=f"a number above 0, of {FARTHEST_M / 1000:g} km at most",
            expected_vi=f"một số lớn hơn 0, nhiều nhất {FARTHEST_M / 1000:g} km",
        )
    return metres


def _time(given: Mapping[str, str], source: Source, kept: Kept, now: dt.datetime) -> Time:
    oldest = {"raw": now - kept.raw, "10min": now - kept.ten_minutes, "daily": _FIRST_DAY}[source]
    if "datetime" not in given:
        return Time(now - DEFAULT_TIME, now)
    interval = parse_interval(given["datetime"])
    begin = oldest if interval.begin is None else moment(interval.begin)
    end = now if interval.end is None else last_moment(interval.end)
    if begin > end:
        raise InvalidDatetime(value=given["datetime"])
    return Time(begin, end)


def _properties(layer: Declared, given: Mapping[str, str]) -> tuple[Property, ...]:
    known = reported(layer)
    if "parameter-name" not in given:
        return known
    names = {part.strip() for part in given["parameter-name"].split(",")} - {""}
    allowed = {p.name for p in known}
    for name in sorted(names - allowed) or ([""] if not names else []):
        raise UnknownProperty(name=name, where="parameter-name", layer=layer.name, allowed=", ".join(sorted(allowed)))
    return tuple(p for p in known if p.name in names)


def _source(given: Mapping[str, str]) -> Source:
    wanted = given.get("resolution", "raw")
    for source in RESOLUTIONS:
        if source == wanted:
            return source
    allowed = ", ".join(RESOLUTIONS)
    raise InvalidParameter(
        name="resolution", value=wanted, expected_en=f"one of {allowed}", expected_vi=f"một trong {allowed}"
    )


def _levels(given: Mapping[str, str]) -> None:
    """`z` chooses nothing, as no layer has observations at several heights; but it must be one."""
    text = given.get("z")
    if text is not None and not _LEVELS.fullmatch(text.replace(" ", "")):
        raise InvalidParameter(
            name="z",
            value=text,
            expected_en="a height in metres, several with commas, or low/high",
            expected_vi="một độ cao (m), nhiều độ cao cách nhau dấu phẩy, hoặc thấp/cao",
        )


def _required(given: Mapping[str, str], name: str, en: str, vi: str) -> str:
    text = given.get(name)
    if not text:
        raise InvalidParameter(name=name, value=text or "", expected_en=en, expected_vi=vi)
    return text

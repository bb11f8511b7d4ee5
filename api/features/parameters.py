"""The query string of a request for features, read into a `FeatureQuery`; every wrong or unknown parameter is an error."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from layers.core.cql2_tree import Filter, FilterLanguage, parse_filter
from layers.core.crs import BY_URI, CRS84, CRS84H, OFFERED, Crs
from layers.core.declared import Declared, Property
from layers.core.errors import (
    HistoryForgotten,
    InvalidAsOf,
    InvalidBbox,
    InvalidDatetime,
    InvalidLimit,
    InvalidParameter,
    NoHistory,
    RepeatedParameter,
    UnknownCrs,
    UnknownParameter,
    UnknownProperty,
    UnsortableProperty,
)
from layers.core.instants import moment, parse_instant, parse_interval
from layers.core.page_mark import SORTABLE_KINDS, SortKey, read_mark
from layers.core.query import DEFAULT_LIMIT, MAX_LIMIT, Bbox, FeatureQuery
from layers.core.values import parse_value
from layers.core.wkb import BadGeometry, placing

PAGE = "page"
"""The parameter of `next` links."""

ITEMS = (
    "as-of", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-crs", "filter-lang", "limit", "properties", "q",
    "skipGeometry", "sortby", PAGE, "f", "lang",
)  # fmt: skip
ITEM = ("as-of", "crs", "f", "lang")

_FILTER_LANGUAGES: dict[str, FilterLanguage] = {
    "cql2-text": "cql2-text",
    "cql-text": "cql2-text",
    "cql2-json": "cql2-json",
}
_CURIE = re.compile(r"\[?(EPSG|OGC):([A-Za-z0-9.]+)\]?")
_MOST_WORDS = 20
_CLOCKS_APART = dt.timedelta(minutes=1)


def parameters(query_string: str, allowed: tuple[str, ...], layer: Declared | None = None) -> dict[str, str]:
    """The parameters by name; UnknownParameter and RepeatedParameter. With a `layer`, its properties are allowed too."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(query_string, keep_blank_values=True):
        if name in found:
            raise RepeatedParameter(name=name)
        if name not in allowed and (layer is None or name not in layer.public_by_name):
            names = [*allowed, *(layer.public_by_name if layer else ())]
            raise UnknownParameter(name=name, allowed=", ".join(names))
        found[name] = value
    return found


def feature_query(layer: Declared, given: Mapping[str, str]) -> FeatureQuery:
    """The values of the parameters; the error of the first one that is wrong."""
    bbox_crs = crs(given, "bbox-crs")
    # A field left empty in a form without a script arrives as an empty `q` or `sortby`: no condition, no mistake.
    sort = tuple(_sort(layer, given["sortby"])) if given.get("sortby") else ()
    return FeatureQuery(
        layer=layer,
        limit=_limit(given["limit"]) if "limit" in given else DEFAULT_LIMIT,
        crs=crs(given, "crs"),
        bbox=bbox(given["bbox"], bbox_crs) if "bbox" in given else None,
        interval=parse_interval(given["datetime"]) if "datetime" in given else None,
        words=_words(given["q"]) if given.get("q") else (),
        equals=tuple(_equals(layer, given)),
        filter=_filter(given),
        sort=sort,
        start=read_mark(given[PAGE], sort) if PAGE in given else None,
        properties=_properties(layer, given["properties"]) if "properties" in given else None,
        geometry=not _flag("skipGeometry", given["skipGeometry"]) if "skipGeometry" in given else True,
        as_of=as_of(given["as-of"], layer) if "as-of" in given else None,
    )


def as_of(text: str, *layers: Declared) -> dt.datetime:
    """The moment at which the state of `layers` is asked for; a day means its first moment in UTC.

    InvalidAsOf when it is none of the past, NoHistory for a view, HistoryForgotten when it is older than a layer's history.
    """
    try:
        asked = moment(parse_instant(text))
    except InvalidDatetime:
        raise InvalidAsOf(value=text) from None
    now = dt.datetime.now(dt.UTC)
    if asked > now + _CLOCKS_APART:
        raise InvalidAsOf(value=text)
    for layer in layers:
        if layer.view:
            raise NoHistory(layer=layer.name)
        if asked < now - layer.layer.history:
            raise HistoryForgotten(layer=layer.name, days=layer.layer.history.days, value=text)
    return asked


def crs(given: Mapping[str, str], name: str) -> Crs:
    """The CRS that the parameter `name` asks for, CRS84 without it; UnknownCrs when it is not offered."""
    value = given.get(name)
    if value is None:
        return CRS84
    found = BY_URI.get(value)
    if found is not None:
        return found
    curie = _CURIE.fullmatch(value)
    if curie:
        authority, code = curie.groups()
        for offered in OFFERED:
            if offered.uri.endswith(f"/{code}") and f"/{authority}/" in offered.uri:
                return offered
    if value == CRS84H.uri:
        return CRS84
    raise UnknownCrs(name=name, value=value, allowed=", ".join(c.uri for c in OFFERED))


def _limit(text: str) -> int:
    """From 1; more than the largest page gives the largest page, as Part 1 says. Beyond 2^31 it is a mistake."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10) or not 1 <= int(text) < 2**31:
        raise InvalidLimit(value=text, maximum=MAX_LIMIT)
    return min(int(text), MAX_LIMIT)


def bbox(text: str, given_in: Crs) -> Bbox:
    """The box that a parameter tells; InvalidBbox."""

    def wrong(en: str, vi: str) -> InvalidBbox:
        return InvalidBbox(value=text, reason_en=en, reason_vi=vi)

    parts = text.split(",")
    if len(parts) not in (4, 6):
        raise wrong(f"there are {len(parts)} values", f"có {len(parts)} giá trị")
    try:
        values = [float(part) if part.isascii() and "_" not in part else math.nan for part in parts]
    except ValueError:
        raise wrong("a value is no number", "một giá trị không phải số") from None
    if not all(math.isfinite(v) and abs(v) < 1e12 for v in values):
        raise wrong("a value is not finite", "một giá trị không hữu hạn")
    heights = (values[2], values[5]) if len(values) == 6 else None
    a0, b0, a1, b1 = values if heights is None else (*values[:2], *values[3:5])
    south, north = (a0, a1) if given_in.lat_first else (b0, b1)
    west, east = (b0, b1) if given_in.lat_first else (a0, a1)
    if south > north:
        raise wrong("the north is below the south", "bắc thấp hơn nam")
    if west > east and given_in.srid != 4326:
        raise wrong("the east is left of the west", "đông ở bên trái tây")
    if heights is not None and heights[0] > heights[1]:
        raise wrong("the upper height is below the lower one", "độ cao trên thấp hơn độ cao dưới")
    try:
        _, place = placing(given_in)
        place(a0, b0)
        place(a1, b1)
    except BadGeometry as error:
        raise wrong(error.en, error.vi) from None
    return Bbox((a0, b0, a1, b1), given_in, heights)


def _filter(given: Mapping[str, str]) -> Filter | None:
    wanted = given.get("filter-lang", "cql2-text")
    language = _FILTER_LANGUAGES.get(wanted)
    if language is None:
        allowed = ", ".join(_FILTER_LANGUAGES)
        raise InvalidParameter(
            name="filter-lang", value=wanted, expected_en=f"one of {allowed}", expected_vi=f"một trong {allowed}"
        )
    coordinates = crs(given, "filter-crs")
    if "filter" not in given:
        return None
    return parse_filter(given["filter"], language, coordinates)


def _words(text: str) -> tuple[tuple[str, ...], ...]:
    alternatives = tuple(tuple(term.split()) for term in text.split(",") if term.strip())
    count = sum(len(words) for words in alternatives)
    if not 1 <= count <= _MOST_WORDS or "\0" in text:
        raise InvalidParameter(
            name="q",
            value=text,
            expected_en=f"1 to {_MOST_WORDS} words; a comma separates alternatives",
            expected_vi=f"1 đến {_MOST_WORDS} từ; dấu phẩy tách các lựa chọn",
        )
    return alternatives


def _equals(layer: Declared, given: Mapping[str, str]) -> Iterator[tuple[Property, Any]]:
    for name, value in given.items():
        if name not in ITEMS:
            found = layer.public_by_name[name]
            yield found, parse_value(found, value, "query")


def _sort(layer: Declared, text: str) -> Iterator[SortKey]:
    seen: set[str] = set()
    for part in text.split(","):
        stripped = part.strip()
        name = stripped.lstrip("+-")
        found = _property(layer, name, "sortby")
        if found.kind not in SORTABLE_KINDS:
            allowed = ", ".join(p.name for p in layer.public if p.kind in SORTABLE_KINDS)
            raise UnsortableProperty(name=name, allowed=allowed)
        if name in seen or len(stripped) - len(name) > 1:
            raise InvalidParameter(
                name="sortby",
                value=text,
                expected_en="each property once, with + or - before it",
                expected_vi="mỗi thuộc tính một lần, có + hoặc - đứng trước",
            )
        seen.add(name)
        yield SortKey(found, descending=stripped.startswith("-"))


def _properties(layer: Declared, text: str) -> tuple[Property, ...]:
    names = {part.strip() for part in text.split(",")} - {""}
    for name in names - {"geom", "geometry"}:
        _property(layer, name, "properties")
    return tuple(p for p in layer.public if p.name in names)


def _property(layer: Declared, name: str, where: str) -> Property:
    found = layer.public_by_name.get(name)
    if found is None:
        raise UnknownProperty(name=name, where=where, layer=layer.name, allowed=", ".join(layer.public_by_name))
    return found


def _flag(name: str, text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise InvalidParameter(name=name, value=text, expected_en="true or false", expected_vi="true hoặc false")
    return text.lower() == "true"

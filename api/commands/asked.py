"""The content of `POST /commands`, read into values. What may be commanded by whom is the database's to say."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, cast
from uuid import UUID, uuid4

import orjson

from api.auth.identity import Identity
from api.commands.content import CONTENT, LETTERS, LONGEST_DISTANCE_M, MOST_IDS
from api.scope import seen
from layers.core.cql2_tree import Filter, FilterLanguage, parse_filter
from layers.core.crs import CRS84
from layers.core.declared import Declared
from layers.core.errors import InvalidDatetime, Reason, Refused
from layers.core.instants import parse_instant
from layers.core.wkb import BadGeometry, Shape, geometry


@dataclass(frozen=True, slots=True)
class Within:
    """Not further than so many metres from a feature of another layer, or from a shape."""

    distance_m: float
    layer: Declared | None
    feature: UUID | None
    shape: Shape | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What shall be commanded: to the features `ids` of `layer`, or to all that `filter` and `within` choose.

    `set` is the name that the commands share; whoever gives it can repeat the request without harm.
    """

    layer: Declared
    ids: tuple[UUID, ...] | None
    filter: Filter | None
    within: Within | None
    action: str
    value: float | None
    reason: str
    deadline: dt.datetime | None
    set: UUID
    dry_run: bool


def asked(content: dict[str, Any], layers: Mapping[str, Declared], identity: Identity | None) -> Asked:
    """The values; Refused with the member that is wrong, and the errors of the layer and of the filter."""
    unknown = sorted(content.keys() - CONTENT["properties"].keys())
    if unknown:
        _wrong(unknown[0][:80], "không có trường này", "there is no such member")
    layer = seen(layers, _text(content, "layer"), identity)
    ids = _ids(content)
    chosen = _filter(content)
    within = _within(content["within"], layers, identity) if content.get("within") is not None else None
    if (ids is None) == (chosen is None and within is None):
        _wrong("ids", "cần ids, hoặc filter và within", "give ids, or filter and within")
    return Asked(
        layer=layer,
        ids=ids,
        filter=chosen,
        within=within,
        action=_text(content, "action"),
        value=None if content.get("value") is None else _number(content["value"], "value"),
        reason=_text(content, "reason"),
        deadline=_deadline(content.get("deadline")),
        set=_uuid(content["set"], "set") if content.get("set") is not None else uuid4(),
        dry_run=_flag(content.get("dry_run"), "dry_run"),
    )


def _ids(content: dict[str, Any]) -> tuple[UUID, ...] | None:
    given = content.get("ids")
    if given is None:
        return None
    if not isinstance(given, list) or not given or len(given) > MOST_IDS:
        _wrong("ids", f"cần từ 1 đến {MOST_IDS} mã", f"it has to be an array of 1 to {MOST_IDS} ids")
    return tuple(dict.fromkeys(_uuid(one, "ids") for one in cast("list[Any]", given)))


def _filter(content: dict[str, Any]) -> Filter | None:
    given = content.get("filter")
    language = content.get("filter-lang", "cql2-json" if isinstance(given, dict) else "cql2-text")
    if language not in ("cql2-text", "cql2-json"):
        _wrong("filter-lang", "cần cql2-text hoặc cql2-json", "it has to be cql2-text or cql2-json")
    if given is None:
        return None
    if not isinstance(given, str | dict):
        _wrong("filter", "cần CQL2 dạng văn bản hoặc JSON", "it has to be CQL2, as text or as JSON")
    text = given if isinstance(given, str) else orjson.dumps(given).decode()
    return parse_filter(text, cast(FilterLanguage, language))


def _within(given: Any, layers: Mapping[str, Declared], identity: Identity | None) -> Within:
    if not isinstance(given, dict) or not isinstance(given.get("of"), dict):
        _wrong("within", "cần distance_m và of", "it has to have distance_m and of")
    distance = _number(given.get("distance_m"), "within.distance_m")
    if not 0 < distance <= LONGEST_DISTANCE_M:
        _wrong(
            "within.distance_m",
            f"lớn hơn 0, nhiều nhất {LONGEST_DISTANCE_M} m",
            f"more than 0, at most {LONGEST_DISTANCE_M} m",
        )
    of: dict[str, Any] = given["of"]
    if "layer" in of:
        layer = seen(layers, _text(of, "layer"), identity)
        return Within(distance, layer, _uuid(of.get("id"), "within.of.id"), None)
    try:
        return Within(distance, None, None, geometry(of, CRS84))
    except BadGeometry as bad:
        _wrong("within.of", bad.vi, bad.en)


def _deadline(given: Any) -> dt.datetime | None:
    if given is None:
        return None
    try:
        instant = parse_instant(given) if isinstance(given, str) else None
    except InvalidDatetime:
        instant = None
    if not isinstance(instant, dt.datetime):
        _wrong("deadline", "cần thời điểm RFC 3339", "it has to be a moment as RFC 3339 writes it")
    return instant


def _text(content: dict[str, Any], name: str) -> str:
    given, longest = content.get(name), LETTERS[name]
    if not isinstance(given, str) or not 0 < len(given) <= longest or "\0" in given or not _whole(given):
        _wrong(name, f"cần văn bản từ 1 đến {longest} ký tự", f"it has to be a text of 1 to {longest} letters")
    return given


def _whole(text: str) -> bool:
    return not any(0xD800 <= ord(letter) < 0xE000 for letter in text)


def _number(given: Any, name: str) -> float:
    try:
        number = math.nan if isinstance(given, bool | str) else float(given)
    except (OverflowError, TypeError, ValueError):
        number = math.nan
    return number if math.isfinite(number) else _wrong(name, "cần một số", "it has to be a number")


def _uuid(given: Any, name: str) -> UUID:
    try:
        return UUID(given if isinstance(given, str) else "")
    except ValueError:
        _wrong(name, "cần UUID", "it has to be a UUID")


def _flag(given: Any, name: str) -> bool:
    if given is not None and not isinstance(given, bool):
        _wrong(name, "cần true hoặc false", "it has to be true or false")
    return bool(given)


def _wrong(name: str, vi: str, en: str) -> NoReturn:
    raise Refused(Reason(vi, en, name))

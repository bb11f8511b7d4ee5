"""The terms of a CQL2 expression: what has a kind of value in SQL, and literals that take the kind they are met with."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any, Literal, cast
from uuid import UUID

from layers.core.cql2_tree import Filter
from layers.core.declared import Declared, Kind, Property
from layers.core.errors import InvalidDatetime, InvalidFilter, InvalidValue, UnknownProperty
from layers.core.instants import Instant, moment, parse_instant
from layers.core.statement import Parameters

TermKind = Literal["number", "text", "boolean", "date", "timestamp", "uuid", "array", "geometry", "object"]

GEOMETRY_NAMES = ("geom", "geometry")
"""The geometry is a property of every layer under its own name and GeoJSON's."""

_KINDS: dict[Kind, TermKind] = {
    "string": "text",
    "code": "text",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamp",
    "uuid": "uuid",
    "codes": "array",
    "strings": "array",
    "object": "object",
}
_EXPECTED: dict[TermKind, tuple[str, str]] = {
    "number": ("a number", "một số"),
    "text": ("a text in single quotes", "văn bản trong dấu nháy đơn"),
    "boolean": ("TRUE or FALSE", "TRUE hoặc FALSE"),
    "date": ("a date, DATE('2026-01-31')", "một ngày, DATE('2026-01-31')"),
    "timestamp": ("a time, TIMESTAMP('2026-01-31T00:00:00Z')", "một thời điểm, TIMESTAMP('2026-01-31T00:00:00Z')"),
    "uuid": ("a UUID", "một UUID"),
    "array": ("a list, ('a', 'b')", "một danh sách, ('a', 'b')"),
    "geometry": ("a geometry", "một hình học"),
    "object": ("nothing: only IS NULL can be asked of it", "không gì cả: chỉ hỏi được IS NULL"),
}
_BIGINT = 2**63


@dataclass(frozen=True, slots=True)
class Term:
    """SQL that gives a value of `kind`; `name` is what a message calls it, `whole` says that it is a whole number."""

    sql: str
    kind: TermKind
    name: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal, not yet bound."""

    value: str | float | bool | Instant


class Scope:
    """What an expression may refer to, and where its values are bound."""

    def __init__(self, layer: Declared, filter_: Filter, parameters: Parameters) -> None:
        self.layer = layer
        self.crs = filter_.crs
        self.parameters = parameters

    def property(self, name: str) -> Property:
        """The public property `name`; UnknownProperty otherwise, private ones included."""
        found = self.layer.public_by_name.get(name)
        if found is None:
            raise UnknownProperty(
                name=name,
                where="filter",
                layer=self.layer.name,
                allowed=", ".join([*self.layer.public_by_name, "geom"]),
            )
        return found

    def term(self, name: str) -> Term:
        """The property `name` as a term; the geometry is not one (see `cql2_relations`)."""
        if name in GEOMETRY_NAMES:
            return Term("f.geom", "geometry", name)
        found = self.property(name)
        return Term(found.column, _KINDS[found.kind], name, whole=found.kind == "integer")


def is_property(node: Any) -> bool:
    """Whether a node names a property."""
    return isinstance(node, dict) and isinstance(cast("dict[str, Any]", node).get("property"), str)


def constant(node: Any) -> Constant | None:
    """The literal that a node is; None when it is something else, InvalidFilter for null and bad dates."""
    if isinstance(node, (str, bool)):
        return Constant(node)
    if isinstance(node, (int, float)):
        if not math.isfinite(node):
            raise refused("number", "a number that is not finite", "một số không hữu hạn")
        return Constant(node)
    if node is None:
        raise refused("NULL", "a comparison with NULL; write IS NULL", "so sánh với NULL; hãy viết IS NULL")
    if isinstance(node, dict):
        literal = cast("dict[str, Any]", node)
        for key in ("date", "timestamp"):
            if isinstance(literal.get(key), str):
                return Constant(_instant(literal[key], key))
    return None


def refused(where: str, reason_en: str, reason_vi: str) -> InvalidFilter:
    """The error for an expression that is well formed but cannot be meant."""
    return InvalidFilter(position=f"«{where}»", reason_en=reason_en, reason_vi=reason_vi)


def mismatch(term: Term, value: object) -> InvalidValue:
    """The error for a value of the wrong kind beside `term`."""
    en, vi = _EXPECTED[term.kind]
    return InvalidValue(value=_shown(value), name=term.name, where="filter", expected_en=en, expected_vi=vi)


def bound(value: Constant, beside: Term, parameters: Parameters) -> str:
    """The literal as SQL of the kind of `beside`; InvalidValue when it does not fit."""
    raw = value.value
    match beside.kind:
        case "number" if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            if beside.whole and raw == int(raw) and abs(raw) < _BIGINT:
                return parameters.bind(int(raw), "bigint")
            return parameters.bind(as_float(raw), "float8")
        case "text" if isinstance(raw, str):
            return parameters.bind(text(raw), "text")
        case "boolean" if isinstance(raw, bool):
            return parameters.bind(raw, "boolean")
        case "date" | "timestamp":
            instant = as_instant(value, beside)
            if beside.kind == "timestamp":
                return parameters.bind(moment(instant), "timestamptz")
            if isinstance(instant, dt.datetime):
                raise mismatch(beside, raw)
            return parameters.bind(instant, "date")
        case "uuid" if isinstance(raw, str):
            try:
                return parameters.bind(UUID(raw), "uuid")
            except ValueError:
                raise mismatch(beside, raw) from None
        case _:
            raise mismatch(beside, raw)


def as_instant(value: Constant, beside: Term) -> Instant:
    """The literal as a day or a moment; GDAL writes them as plain text. InvalidValue when it is neither."""
    raw = value.value
    if isinstance(raw, str):
        return _instant(raw, beside.name)
    if not isinstance(raw, dt.date):
        raise mismatch(beside, raw)
    return raw


def met(term: Term, value: Constant) -> Term:
    """`term` as it is compared with `value`: a day beside a moment counts as its first moment (UTC)."""
    if term.kind == "date" and isinstance(as_instant(value, term), dt.datetime):
        return Term(at_utc(term), "timestamp", term.name)
    return term


def free(value: Constant, parameters: Parameters) -> Term:
    """The literal as a term of its own kind."""
    raw = value.value
    if isinstance(raw, bool):
        return Term(parameters.bind(raw, "boolean"), "boolean", str(raw))
    if isinstance(raw, (int, float)):
        return Term(parameters.bind(as_float(raw), "float8"), "number", f"{raw:g}")
    if isinstance(raw, str):
        return Term(parameters.bind(text(raw), "text"), "text", raw)
    if isinstance(raw, dt.datetime):
        return Term(parameters.bind(raw, "timestamptz"), "timestamp", raw.isoformat())
    return Term(parameters.bind(raw, "date"), "date", raw.isoformat())


def text(value: str) -> str:
    """A text that the database can hold: without the character U+0000."""
    if "\0" in value:
        raise refused("U+0000", "a character that no text has", "một ký tự không văn bản nào có")
    return value


def as_float(value: float) -> float:
    """A literal number in double precision; InvalidFilter beyond its range."""
    try:
        return float(value)
    except OverflowError:
        raise refused("number", "a number that is too large", "một số quá lớn") from None


def at_utc(term: Term) -> str:
    """A date or timestamp term as timestamptz; a day begins at 00:00 UTC."""
    return f"({term.sql}::timestamp AT TIME ZONE 'UTC')" if term.kind == "date" else term.sql


def _instant(value: str, where: str) -> Instant:
    try:
        return parse_instant(value)
    except InvalidDatetime:
        raise InvalidValue(
            value=value,
            name=where,
            where="filter",
            expected_en="an RFC 3339 date or date-time",
            expected_vi="ngày hoặc ngày-giờ RFC 3339",
        ) from None


def _shown(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value

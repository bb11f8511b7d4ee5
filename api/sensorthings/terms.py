"""Values in an expression: SQL of a kind, and literals that are bound as the kind they are met with."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, replace
from typing import Any

from api.sensorthings.expressions import Constant, Node
from api.sensorthings.model import Entity, Kind
from api.sensorthings.refusals import mismatch, refused
from layers.core.crs import CRS84
from layers.core.errors import InvalidDatetime
from layers.core.instants import moment, parse_instant
from layers.core.statement import Parameters
from layers.core.wkb import BadGeometry, Shape
from layers.core.wkb import geometry as in_mercator
from layers.core.wkb import in_degrees as as_served

IDS = ("id", "@iot.id")
"""The names of an entity's id in expressions and in `$select`."""

_MOST = 1e300
_PATTERN = re.compile(r"[012TF*]{9}")
_TYPES: dict[Kind, str] = {
    "number": "float8",
    "text": "text",
    "boolean": "boolean",
    "time": "timestamptz",
    "duration": "interval",
}
_RESULTS: dict[Kind, str] = {
    "number": "(CASE WHEN {0}.kind <> 'boolean' THEN {0}.result END)",
    "text": "{0}.result_text",
    "boolean": "(CASE WHEN {0}.kind = 'boolean' THEN {0}.result <> 0 END)",
    "time": "(CASE WHEN {0}.kind = 'datetime' THEN {0}.result_text::timestamptz END)",
}


@dataclass(frozen=True, slots=True)
class Term:
    """SQL that gives a value of `kind`; `name` is what a message calls it, `end` the end of an interval.

    An id knows its `entity` and that one's `alias`. `always` says that the value is never null.
    """

    sql: str
    kind: Kind
    name: str
    end: str = ""
    always: bool = False
    entity: Entity | None = None
    alias: str = ""

    def of_result(self, kind: Kind) -> Term:
        """A result as a value of `kind`: null where the series holds others."""
        return replace(
            self, sql=_RESULTS.get(kind, _RESULTS["text"]).format(self.sql), kind=kind if kind in _RESULTS else "text"
        )

    @property
    def result_known(self) -> str:
        """A result of any kind as something that is null when there is none."""
        return f"coalesce({self.sql}.result_text, {self.sql}.result::text)"


def kind_of(value: Any) -> Kind:
    """The kind that a literal has of itself."""
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case dt.datetime():
            return "time"
        case dt.timedelta():
            return "duration"
        case dict():
            return "geometry"
        case _:
            return "text"


def bound(value: Any, kind: Kind, parameters: Parameters, option: str) -> Term:
    """A literal as a value of `kind`, bound; InvalidExpression when it cannot be one. A text may stand for a time."""
    shown = str(value)[:60]
    if kind == "time" and isinstance(value, str):
        try:
            value = moment(parse_instant(value))
        except InvalidDatetime:
            raise mismatch(option, kind, shown) from None
    if kind == "geometry":
        return Term(geometry(value, parameters, option), kind, shown)
    if value is None or kind not in _TYPES or kind_of(value) != kind:
        raise mismatch(option, kind, "null" if value is None else shown)
    if kind == "number":
        try:
            value = float(value)
        except OverflowError:
            value = math.inf
        if abs(value) > _MOST:
            raise refused(option, shown[:20], "the number is too large", "số quá lớn")
    return Term(parameters.bind(value, _TYPES[kind]), kind, shown, always=True)


def geometry(value: Any, parameters: Parameters, option: str) -> str:
    """A literal geometry in Web Mercator, bound; InvalidExpression when it is none."""
    return _bound(value, parameters, option, lambda literal: in_mercator(literal, CRS84))


def in_degrees(value: Any, parameters: Parameters, option: str) -> str:
    """A literal geometry in longitude and latitude, bound; InvalidExpression when it is none."""
    return _bound(value, parameters, option, lambda literal: as_served(literal, CRS84))


def text_of(node: Node, parameters: Parameters, option: str) -> str:
    """The pattern of `st_relate`: nine of 0, 1, 2, T, F and *; InvalidExpression when it is none."""
    if isinstance(node, Constant) and isinstance(node.value, str) and _PATTERN.fullmatch(node.value):
        return parameters.bind(node.value, "text")
    raise refused(option, "st_relate", "the pattern is nine of 0 1 2 T F *", "mẫu gồm chín ký tự trong 0 1 2 T F *")


def _bound(value: Any, parameters: Parameters, option: str, shaped: Any) -> str:
    if not isinstance(value, dict):
        raise mismatch(option, "geometry", str(value)[:60])
    try:
        shape: Shape = shaped(value)
    except BadGeometry as error:
        raise refused(option, "geography", error.en, error.vi) from None
    return parameters.bind(shape.ewkb, "ext.geometry")

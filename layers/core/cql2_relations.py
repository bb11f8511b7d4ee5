"""CQL2's relations between geometries, times and lists as SQL.

Geometries are compared in a stored form, so that its GiST index serves: longitude and latitude and 3857 with the Web
Mercator form, VN-2000 coordinates with the original. Times are compared as closed intervals; an instant is one whose ends
are the same, and a property that is null as the end of an INTERVAL is an open end, as in the validity of a feature.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from layers.core.cql2_terms import (
    GEOMETRY_NAMES,
    Constant,
    Scope,
    Term,
    at_utc,
    constant,
    free,
    is_property,
    mismatch,
    refused,
    text,
)
from layers.core.crs import STORAGE_SRID
from layers.core.errors import InvalidDatetime
from layers.core.instants import Instant, parse_instant
from layers.core.wkb import BadGeometry, Shape, box, geometry, in_degrees, number, placing, polygon_of_box

SPATIAL: dict[str, str] = {
    "s_intersects": "ST_Intersects",
    "s_equals": "ST_Equals",
    "s_disjoint": "ST_Disjoint",
    "s_touches": "ST_Touches",
    "s_within": "ST_Within",
    "s_overlaps": "ST_Overlaps",
    "s_crosses": "ST_Crosses",
    "s_contains": "ST_Contains",
}
"""The spatial operators, with the PostGIS function of each."""

TEMPORAL: dict[str, str] = {
    "t_after": "{b1} > {e2}",
    "t_before": "{e1} < {b2}",
    "t_contains": "{b1} < {b2} AND {e1} > {e2}",
    "t_disjoint": "({e1} < {b2} OR {b1} > {e2})",
    "t_during": "{b1} > {b2} AND {e1} < {e2}",
    "t_equals": "{b1} = {b2} AND {e1} = {e2}",
    "t_finishedby": "{b1} < {b2} AND {e1} = {e2}",
    "t_finishes": "{b1} > {b2} AND {e1} = {e2}",
    "t_intersects": "{b1} <= {e2} AND {e1} >= {b2}",
    "t_meets": "{e1} = {b2}",
    "t_metby": "{b1} = {e2}",
    "t_overlappedby": "{b1} > {b2} AND {b1} < {e2} AND {e1} > {e2}",
    "t_overlaps": "{b1} < {b2} AND {e1} > {b2} AND {e1} < {e2}",
    "t_startedby": "{b1} = {b2} AND {e1} > {e2}",
    "t_starts": "{b1} = {b2} AND {e1} < {e2}",
}
"""The temporal operators over begin and end of both sides."""

ARRAYS: dict[str, str] = {
    "a_contains": "{0} @> {1}",
    "a_containedby": "{0} <@ {1}",
    "a_equals": "{0} @> {1} AND {0} <@ {1}",
    "a_overlaps": "{0} && {1}",
}
"""The list operators; lists are compared as sets."""

_MIRRORED = {"s_within": "s_contains", "s_contains": "s_within"}
_OPEN = {"begin": "'-infinity'", "end": "'infinity'"}


def spatial_relation(op: str, args: list[Any], scope: Scope) -> str:
    """A spatial operator between the geometry and a literal, in either order; the index test stands beside the exact one.

    Equality in degrees is that of the served coordinates, whose decimals are all that a client can know.
    """
    if len(args) != 2:
        raise refused(op, f"2 arguments are needed, {len(args)} given", f"cần 2 đối số, có {len(args)}")
    left, right = args
    if _is_geometry_property(left, scope) and _is_geometry_property(right, scope):
        return f"ext.{SPATIAL[op]}(f.geom, f.geom)"
    if not _is_geometry_property(left, scope):
        left, right, op = right, left, _MIRRORED.get(op, op)
    if not _is_geometry_property(left, scope):
        raise refused(op, "one side must be the geometry, geom", "một vế phải là hình học, geom")
    shape = _shape(op, right, scope)
    column, literal = _placed(shape, scope)
    if op == "s_equals" and shape.srid == 3857 and scope.crs.srid == 4326 and "type" in right:
        served = scope.parameters.bind(in_degrees(right, scope.crs).ewkb, "ext.geometry")
        near = f"f.geom_3857 OPERATOR(ext.&&) ext.ST_Expand({literal}, 1)"
        return f"({near} AND ext.ST_Equals(ext.ST_GeomFromGeoJSON(f.geojson), {served}))"
    if op == "s_disjoint":  # ST_Intersects prepares the literal once for all features, ST_Disjoint never
        return f"(NOT ext.ST_Intersects({column}, {literal}))"
    return f"({column} OPERATOR(ext.&&) {literal} AND ext.{SPATIAL[op]}({column}, {literal}))"


def temporal_relation(op: str, args: list[Any], scope: Scope) -> str:
    """A temporal operator between instants and intervals."""
    if len(args) != 2:
        raise refused(op, f"2 arguments are needed, {len(args)} given", f"cần 2 đối số, có {len(args)}")
    (b1, e1), (b2, e2) = (_ends(op, arg, scope) for arg in args)
    return "(" + TEMPORAL[op].format(b1=b1, e1=e1, b2=b2, e2=e2) + ")"


def array_relation(op: str, args: list[Any], scope: Scope) -> str:
    """A list operator between properties and lists of texts."""
    if len(args) != 2:
        raise refused(op, f"2 arguments are needed, {len(args)} given", f"cần 2 đối số, có {len(args)}")
    first, second = (_list(op, arg, scope) for arg in args)
    return "(" + ARRAYS[op].format(first, second) + ")"


def _is_geometry_property(node: Any, scope: Scope) -> bool:
    if not is_property(node):
        return False
    name = node["property"]
    if name in GEOMETRY_NAMES:
        return True
    scope.property(name)
    return False


def _shape(op: str, node: Any, scope: Scope) -> Shape:
    if not isinstance(node, dict):
        raise refused(op, "the other side is no geometry", "vế kia không phải hình học")
    literal = cast("dict[str, Any]", node)
    try:
        if "bbox" in literal and "type" not in literal:
            return _box(literal["bbox"], scope)
        return geometry(literal, scope.crs)
    except BadGeometry as error:
        raise refused(op, f"the geometry is not valid: {error.en}", f"hình học không hợp lệ: {error.vi}") from None


def _box(corners: Any, scope: Scope) -> Shape:
    values = cast("list[Any]", corners) if isinstance(corners, list) else []
    if len(values) not in (4, 6) or not all(number(v) for v in values):
        raise BadGeometry("BBOX needs four or six numbers", "BBOX cần bốn hoặc sáu số")
    a0, b0, a1, b1 = (float(v) for v in (values if len(values) == 4 else [*values[:2], *values[3:5]]))
    if a0 > a1 or b0 > b1:
        raise BadGeometry("BBOX needs its lower corner first", "BBOX cần góc nhỏ trước")
    srid, place = placing(scope.crs)
    if srid in (3857, STORAGE_SRID):
        return box(*place(a0, b0), *place(a1, b1), srid)
    return polygon_of_box((a0, b0, a1, b1), place, srid)


def _placed(shape: Shape, scope: Scope) -> tuple[str, str]:
    """The stored form that suits the literal, and the literal in its coordinates."""
    literal = scope.parameters.bind(shape.ewkb, "ext.geometry")
    if shape.srid == 3857:
        return "f.geom_3857", literal
    if shape.srid == STORAGE_SRID:
        return "f.geom", literal
    return "f.geom", f"(SELECT ext.ST_Transform({literal}, {STORAGE_SRID}))"


def _ends(op: str, node: Any, scope: Scope) -> tuple[str, str]:
    interval = cast("dict[str, Any]", node).get("interval") if isinstance(node, dict) else None
    if interval is None:
        instant = at_utc(_instant(op, node, scope))
        return instant, instant
    ends = cast("list[Any]", interval) if isinstance(interval, list) else []
    if len(ends) != 2:
        raise refused(op, "INTERVAL needs a begin and an end", "INTERVAL cần đầu và cuối")
    return _end(op, ends[0], "begin", scope), _end(op, ends[1], "end", scope)


def _end(op: str, node: Any, side: str, scope: Scope) -> str:
    if node == "..":
        return f"{_OPEN[side]}::timestamptz"
    sql = at_utc(_instant(op, node, scope))
    return f"coalesce({sql}, {_OPEN[side]})" if is_property(node) else sql


def _instant(op: str, node: Any, scope: Scope) -> Term:
    if is_property(node):
        term = scope.term(node["property"])
        if term.kind not in ("date", "timestamp"):
            raise mismatch(Term("", "timestamp", op), term.name)
        return term
    literal = constant(node)
    if literal is not None and isinstance(literal.value, str):
        literal = Constant(_parsed(op, literal.value))
    if literal is None or not isinstance(literal.value, dt.date):
        raise refused(op, "a side is no time", "một vế không phải thời gian")
    return free(literal, scope.parameters)


def _parsed(op: str, value: str) -> Instant:
    try:
        return parse_instant(value)
    except InvalidDatetime:
        raise refused(op, f"{value!r} is no time", f"{value!r} không phải thời gian") from None


def _list(op: str, node: Any, scope: Scope) -> str:
    if is_property(node):
        term = scope.term(node["property"])
        if term.kind != "array":
            raise mismatch(Term("", "array", op), term.name)
        return term.sql
    items = cast("list[Any]", node) if isinstance(node, list) else None
    if items is None or not all(isinstance(item, str) for item in items):
        raise refused(op, "a side is no list of texts", "một vế không phải danh sách văn bản")
    return scope.parameters.bind([text(item) for item in items], "text[]")

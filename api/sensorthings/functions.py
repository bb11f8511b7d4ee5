"""The functions of `$filter` (OGC 18-088 §9.3.3.5.2) as SQL. Times are UTC.

Lengths and distances are in degrees, as the standard has it: WGS 84 is the coordinate reference system of the geometries.
"""

from __future__ import annotations

from typing import NamedTuple

from api.sensorthings.model import Kind


class Form(NamedTuple):
    """The kinds that a function takes, the kind it gives, and its SQL."""

    takes: tuple[Kind, ...]
    gives: Kind
    sql: str


_UTC = "({0} AT TIME ZONE 'UTC')"


def _part(of: str) -> tuple[Form, ...]:
    return (Form(("time",), "number", f"extract({of} FROM {_UTC})::float8"),)


FUNCTIONS: dict[str, tuple[Form, ...]] = {
    "substringof": (Form(("text", "text"), "boolean", "(strpos({1}, {0}) > 0)"),),
    "endswith": (Form(("text", "text"), "boolean", "(right({0}, length({1})) = {1})"),),
    "startswith": (Form(("text", "text"), "boolean", "starts_with({0}, {1})"),),
    "length": (Form(("text",), "number", "length({0})::float8"),),
    "indexof": (Form(("text", "text"), "number", "(strpos({0}, {1}) - 1)::float8"),),
    "substring": (
        Form(("text", "number"), "text", "substr({0}, 1 + ({1})::integer)"),
        Form(("text", "number", "number"), "text", "substr({0}, 1 + ({1})::integer, ({2})::integer)"),
    ),
    "tolower": (Form(("text",), "text", "lower({0})"),),
    "toupper": (Form(("text",), "text", "upper({0})"),),
    "trim": (Form(("text",), "text", "btrim({0})"),),
    "concat": (Form(("text", "text"), "text", "({0} || {1})"),),
    "year": _part("year"),
    "month": _part("month"),
    "day": _part("day"),
    "hour": _part("hour"),
    "minute": _part("minute"),
    "second": (Form(("time",), "number", f"floor(extract(second FROM {_UTC}))::float8"),),
    "fractionalseconds": (Form(("time",), "number", f"mod(extract(second FROM {_UTC}), 1)::float8"),),
    "date": (Form(("time",), "time", f"(date_trunc('day', {_UTC}) AT TIME ZONE 'UTC')"),),
    "time": (Form(("time",), "text", f"to_char({_UTC}, 'HH24:MI:SS')"),),
    "totaloffsetminutes": (Form(("time",), "number", "(CASE WHEN {0} IS NOT NULL THEN 0::float8 END)"),),
    "now": (Form((), "time", "now()"),),
    "mindatetime": (Form((), "time", "'0001-01-01T00:00:00Z'::timestamptz"),),
    "maxdatetime": (Form((), "time", "'9999-12-31T23:59:59Z'::timestamptz"),),
    "round": (Form(("number",), "number", "round(({0})::numeric)::float8"),),
    "floor": (Form(("number",), "number", "floor({0})::float8"),),
    "ceiling": (Form(("number",), "number", "ceil({0})::float8"),),
    "geo.distance": (Form(("geometry", "geometry"), "number", "ext.ST_Distance({0}, {1})"),),
    "geo.length": (Form(("geometry",), "number", "ext.ST_Length({0})"),),
}
"""Functions that give a value, by name."""

SPATIAL: dict[str, tuple[str, int, bool]] = {
    "geo.intersects": ("ST_Intersects", 2, True),
    "st_equals": ("ST_Equals", 2, True),
    "st_disjoint": ("ST_Disjoint", 2, False),
    "st_touches": ("ST_Touches", 2, True),
    "st_within": ("ST_Within", 2, True),
    "st_overlaps": ("ST_Overlaps", 2, True),
    "st_crosses": ("ST_Crosses", 2, True),
    "st_intersects": ("ST_Intersects", 2, True),
    "st_contains": ("ST_Contains", 2, True),
    "st_relate": ("ST_Relate", 3, False),
}
"""Relations of geometries: the function of PostGIS, how many arguments, and whether the boxes must meet."""

"""CQL2 conditions against PostgreSQL: for random filters, the rows that SQL keeps are those that plain Python keeps."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import math
from collections.abc import Iterator
from typing import Any

import cql2
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.rows import dict_row

from layers.core.cql2_condition import condition
from layers.core.cql2_tree import Filter, parse_filter
from layers.core.db import connect
from layers.core.errors import InvalidRequest
from layers.core.statement import Parameters
from layers.registry import LAYERS
from tests.conftest import Databases

LAYER = LAYERS["land_parcels"].declared
TEXTS = ["Lê Lợi", "le loi", "ĐƯỜNG 9", "100%_", "", "a'b\\c", "é"]
DAYS = [dt.date(2020, 1, 1) + dt.timedelta(days=n) for n in (0, 1, 31, 400)]
CODES = ["ODT", "ONT", "LUC", "CLN"]
COLUMNS = (
    "fid",
    "address",
    "area_m2",
    "legal_area_m2",
    "has_certificate",
    "valid_from",
    "valid_to",
    "use_codes",
    "version",
    "updated_at",
)

FILL = """
INSERT INTO layers.land_parcels (code, source, map_sheet, parcel_no, sheet_parcel, area_m2, legal_area_m2, use_code,
    use_codes, address, completeness, has_certificate, valid_from, valid_to, version, updated_at, geom)
SELECT 'P' || i, 'synthetic', '1', i::text, '1/' || i, 1 + i %% 7, CASE WHEN i %% 3 > 0 THEN 0.5 + i %% 4 END,
    (SELECT min(code) FROM layers.land_use_codes), (%(codes)s::text[])[1 + i %% 3 : 1 + i %% 4],
    CASE WHEN i %% 5 > 0 THEN (%(texts)s::text[])[1 + i %% 7] END, 'full',
    (ARRAY[true, false, NULL])[1 + i %% 3], (%(days)s::date[])[1 + i %% 4],
    CASE WHEN i %% 2 = 0 THEN greatest((%(days)s::date[])[1 + i %% 3], (%(days)s::date[])[1 + i %% 4]) END,
    1 + i %% 5, timestamptz '2020-01-01 00:00:00+00' + i * interval '17 hours',
    ST_Multi(ST_SetSRID(ST_Buffer(ST_MakePoint(585000 + i * 40, 1856000 + i %% 6 * 40), 15), 9212))
FROM generate_series(1, 60) i
"""


@pytest.fixture(scope="module")
def table(databases: Databases, empty_template: str) -> Iterator[psycopg.Connection[Any]]:
    with (
        databases.lent(empty_template) as url,
        connect(url, autocommit=True, cursor_factory=psycopg.RawCursor) as connection,
    ):
        with psycopg.ClientCursor(connection) as cursor:
            cursor.execute(FILL.encode(), {"codes": CODES, "texts": TEXTS, "days": DAYS})
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


@pytest.fixture(scope="module")
def rows(table: psycopg.Connection[Any]) -> list[dict[str, Any]]:
    names = ", ".join(COLUMNS)
    with table.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(f"SELECT {names} FROM land_parcels".encode()).fetchall()


def kept(connection: psycopg.Connection[Any], filter_: Filter) -> set[int]:
    parameters = Parameters()
    where = condition(LAYER, filter_, parameters)
    return {
        fid
        for (fid,) in connection.execute(
            f"SELECT f.fid FROM {LAYER.from_sql} WHERE {where}".encode(), parameters.values
        )
    }


def prop(name: str) -> dict[str, str]:
    return {"property": name}


def op(name: str, *args: Any) -> dict[str, Any]:
    return {"op": name, "args": list(args)}


COMPARE = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
NUMBER = st.recursive(
    st.sampled_from([0, 1, 2.5, -3, 4]) | st.sampled_from(["area_m2", "legal_area_m2", "version"]).map(prop),
    lambda inner: st.builds(op, st.sampled_from(["+", "-", "*", "/", "div", "%"]), inner, inner),
    max_leaves=4,
)
TEXT = st.sampled_from(TEXTS) | st.just(prop("address"))
DAY = st.sampled_from(DAYS).map(lambda d: {"date": d.isoformat()}) | st.sampled_from(["valid_from", "valid_to"]).map(
    prop
)
TIME = st.sampled_from(["2020-01-01T00:00:00Z", "2020-01-02T10:00:00Z", "2020-01-20T03:30:00Z"]).map(
    lambda t: {"timestamp": t}
) | st.just(prop("updated_at"))
PATTERN = st.sampled_from(["%", "L%", "_ê%", "%Lợi", "100\\%\\_", "%\\\\%", "", "%9"])
LIST = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True) | st.just(prop("use_codes"))
ENDS = st.sampled_from([*[d.isoformat() for d in DAYS], ".."])
SPAN = st.tuples(ENDS, ENDS).filter(lambda e: ".." in e or e[0] <= e[1]).map(lambda e: {"interval": list(e)}) | st.just(
    {"interval": [prop("valid_from"), prop("valid_to")]}
)
TEMPORAL = st.sampled_from(
    [
        "t_after",
        "t_before",
        "t_contains",
        "t_disjoint",
        "t_during",
        "t_equals",
        "t_finishedBy",
        "t_finishes",
        "t_intersects",
        "t_meets",
        "t_metBy",
        "t_overlappedBy",
        "t_overlaps",
        "t_startedBy",
        "t_starts",
    ]
)
ATOM = (
    st.builds(op, COMPARE, NUMBER, NUMBER)
    | st.builds(op, st.sampled_from(["=", "<>"]), TEXT, TEXT)
    | st.builds(op, COMPARE, DAY, DAY)
    | st.builds(op, COMPARE, TIME, TIME)
    | st.builds(op, COMPARE, st.just(prop("valid_from")), TIME)
    | st.builds(op, st.just("between"), NUMBER, NUMBER, NUMBER)
    | st.builds(op, st.just("in"), st.just(prop("address")), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
    | st.builds(
        op, st.just("in"), st.just(prop("version")), st.lists(st.sampled_from([1, 2, 9]), min_size=1, max_size=3)
    )
    | st.builds(op, st.just("like"), st.just(prop("address")), PATTERN)
    | st.builds(op, st.just("isNull"), st.sampled_from(["address", "valid_to", "has_certificate", "geom"]).map(prop))
    | st.builds(op, st.sampled_from(["a_contains", "a_containedBy", "a_equals", "a_overlaps"]), LIST, LIST)
    | st.builds(op, TEMPORAL, SPAN | DAY, SPAN | DAY)
    | st.builds(op, TEMPORAL, TIME, SPAN)
    | st.just(prop("has_certificate"))
    | st.booleans()
)
TREE = st.recursive(
    ATOM,
    lambda inner: st.builds(op, st.sampled_from(["and", "or"]), inner, inner) | st.builds(op, st.just("not"), inner),
    max_leaves=5,
)


@settings(max_examples=250)
@given(tree=TREE)
def test_random_filters_keep_what_python_keeps(tree: Any, table: psycopg.Connection[Any], rows: list[dict[str, Any]]):
    assert kept(table, Filter(tree)) == {row["fid"] for row in rows if truth(tree, row) is True}


@settings(max_examples=100)
@given(tree=TREE)
def test_text_and_json_mean_the_same(tree: Any, table: psycopg.Connection[Any]):
    text = cql2.parse_json(json.dumps(tree)).to_text()
    assert kept(table, parse_filter(text)) == kept(table, parse_filter(json.dumps(tree), "cql2-json"))


def truth(node: Any, row: dict[str, Any]) -> bool | None:
    """CQL2's meaning, three-valued, written down a second time."""
    if isinstance(node, bool):
        return node
    if "property" in node:
        return row[node["property"]]
    name, args = node["op"], node["args"]
    if name in ("and", "or"):
        values = [truth(arg, row) for arg in args]
        decisive = name == "or"
        return decisive if decisive in values else None if None in values else not decisive
    if name == "not":
        inner = truth(args[0], row)
        return None if inner is None else not inner
    if name == "isNull":
        return args[0]["property"] != "geom" and row[args[0]["property"]] is None
    if name == "between":
        return truth(op("and", op(">=", args[0], args[1]), op("<=", args[0], args[2])), row)
    if name == "in":
        return truth(op("or", *(op("=", args[0], item) for item in args[1])), row)
    if name.startswith("t_"):
        return temporal(name, ends(args[0], row), ends(args[1], row))
    left, right = value(args[0], row), value(args[1], row)
    if left is None or right is None:
        return None
    if name.startswith("a_"):
        a, b = set(left), set(right)
        return {"a_contains": a >= b, "a_containedBy": a <= b, "a_equals": a == b, "a_overlaps": bool(a & b)}[name]
    if name == "like":
        return like(left, right)
    if isinstance(left, dt.date) and type(left) is not type(right):
        left, right = midnight(left), midnight(right)
    return {
        "=": left == right,
        "<>": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[name]


def value(node: Any, row: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return node
    if not isinstance(node, dict):
        return float(node) if isinstance(node, (int, float)) else node
    if "property" in node:
        found = row[node["property"]]
        return float(found) if isinstance(found, (int, float)) else found
    if "date" in node:
        return dt.date.fromisoformat(node["date"])
    if "timestamp" in node:
        return dt.datetime.fromisoformat(node["timestamp"])
    left, right = (value(arg, row) for arg in node["args"])
    if left is None or right is None or (node["op"] in ("/", "div", "%") and right == 0):
        return None
    return {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
        "div": lambda: float(math.trunc(left / right)),
        "%": lambda: math.fmod(left, right),
    }[node["op"]]()


def midnight(instant: dt.date) -> dt.datetime:
    if isinstance(instant, dt.datetime):
        return instant
    return dt.datetime(instant.year, instant.month, instant.day, tzinfo=dt.UTC)


FIRST, LAST = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)


def ends(node: Any, row: dict[str, Any]) -> tuple[dt.datetime, dt.datetime] | None:
    if "interval" not in node:
        instant = value(node, row)
        return None if instant is None else (midnight(instant), midnight(instant))
    found = []
    for end, unbounded in zip(node["interval"], (FIRST, LAST), strict=True):
        instant = None if end == ".." else value(end if isinstance(end, dict) else {"date": end}, row)
        found.append(unbounded if instant is None else midnight(instant))
    return found[0], found[1]


def temporal(name: str, one: Any, two: Any) -> bool | None:
    if one is None or two is None:
        return None
    (b1, e1), (b2, e2) = one, two
    return {
        "t_after": b1 > e2,
        "t_before": e1 < b2,
        "t_contains": b1 < b2 and e1 > e2,
        "t_disjoint": e1 < b2 or b1 > e2,
        "t_during": b1 > b2 and e1 < e2,
        "t_equals": (b1, e1) == (b2, e2),
        "t_finishedBy": b1 < b2 and e1 == e2,
        "t_finishes": b1 > b2 and e1 == e2,
        "t_intersects": b1 <= e2 and e1 >= b2,
        "t_meets": e1 == b2,
        "t_metBy": b1 == e2,
        "t_overlappedBy": b2 < b1 < e2 < e1,
        "t_overlaps": b1 < b2 < e1 < e2,
        "t_startedBy": b1 == b2 and e1 > e2,
        "t_starts": b1 == b2 and e1 < e2,
    }[name]


def like(text: str, pattern: str) -> bool:
    if not pattern:
        return not text
    first, rest = pattern[0], pattern[1:]
    if first == "%":
        return any(like(text[i:], rest) for i in range(len(text) + 1))
    if first == "\\":
        first, rest = rest[0], rest[1:]
        return text[:1] == first and like(text[1:], rest)
    return bool(text) and first in ("_", text[0]) and like(text[1:], rest)


def test_case_and_accents_are_folded_as_vietnamese_needs(table: psycopg.Connection[Any], rows: list[dict[str, Any]]):
    wanted = {row["fid"] for row in rows if row["address"] in ("Lê Lợi", "le loi")}
    assert kept(table, parse_filter("ACCENTI(CASEI(address)) = ACCENTI(CASEI('LÊ LỢI'))")) == wanted
    assert kept(table, parse_filter("CASEI(address) LIKE CASEI('đường%')")) == {
        row["fid"] for row in rows if row["address"] == "ĐƯỜNG 9"
    }
    assert kept(table, parse_filter("ACCENTI(address) IN (ACCENTI('é'), ACCENTI('Lê Lợi'))")) == {
        row["fid"] for row in rows if row["address"] in ("é", "Lê Lợi")
    }


SPATIAL = ["intersects", "equals", "disjoint", "touches", "within", "overlaps", "crosses", "contains"]
SHAPES = {
    "a box": "POLYGON((585100 1855990,585700 1855990,585700 1856130,585100 1856130,585100 1855990))",
    "a line": "LINESTRING(585000 1856000,587000 1856200)",
    "a point": "POINT(585040 1856040)",
    "points": "MULTIPOINT((585040 1856040),(585080 1856080))",
    "lines": "MULTILINESTRING((585000 1856000,585500 1856000),(585000 1856080,585500 1856080))",
    "polygons": "MULTIPOLYGON(((585100 1855990,585700 1855990,585700 1856130,585100 1855990)))",
}


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("relation", SPATIAL)
def test_spatial_operators_are_those_of_postgis(relation: str, shape: str, table: psycopg.Connection[Any]):
    from layers.core.crs import STORAGE_CRS

    given_ = SHAPES[shape]
    asked = parse_filter(f"S_{relation.upper()}(geom, {given_})", crs=STORAGE_CRS)
    turned = parse_filter(f"S_{relation.upper()}({given_}, geom)", crs=STORAGE_CRS)

    def plain(sides: str) -> set[int]:
        found = table.execute(f"SELECT fid FROM land_parcels f WHERE ST_{relation}({sides})".encode(), [given_])
        return {fid for (fid,) in found}

    assert kept(table, asked) == plain("geom, ST_GeomFromText($1, 9212)")
    assert kept(table, turned) == plain("ST_GeomFromText($1, 9212), geom")


@pytest.mark.parametrize(
    "text",
    [
        "area_m2 ^ 1000 > 1",
        "1 / (area_m2 - area_m2) = 1",
        "area_m2 * 1e308 * 1e308 > 1",
        "(0 - area_m2) ^ 0.5 > 1",
        "version = 99999999999999999999",
        "area_m2 % 0 = 1",
        "valid_from > DATE('0001-01-01')",
        "updated_at < TIMESTAMP('9999-12-31T23:59:59Z')",
    ],
)
def test_calculations_that_fail_are_the_fault_of_the_request(text: str, table: psycopg.Connection[Any]):
    with contextlib.suppress(InvalidRequest, psycopg.DataError):
        kept(table, parse_filter(text))

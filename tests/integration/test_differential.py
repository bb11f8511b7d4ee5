"""Two ways to one answer: the fast route and the engine give the same features, and both give what the tables hold."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.features.parameters import feature_query
from api.ogc.call import Call
from api.ogc.engine import Engine
from layers.core import crs, schema
from layers.core.db import READER_ROLE, connect
from layers.core.declared import Declared, Property
from layers.core.query import Page, feature_statement
from layers.core.statement import Statement
from layers.registry import LAYERS
from tests.integration.asking import OPEN

NOT_COMPARED = {
    "timeStamp": "the moment of the answer",
    "links": "the engine is handed the links of the fast route; pygeoapi's own are not taken in",
}
WORDS = ("le", "Lê Lợi", "đường", "L1", "cot", "nguyen, tran", "không có")
CITY = (107.03, 16.74, 107.15, 16.87)


@pytest.fixture(scope="module")
def reader(city_url: str) -> Iterator[psycopg.Connection[Any]]:
    """The database as the web reads it, by another driver."""
    with connect(city_url, autocommit=True, cursor_factory=psycopg.RawCursor) as connection:
        connection.execute(f"SET ROLE {READER_ROLE}")
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(cls.declared for cls in LAYERS.values())


def row(reader: psycopg.Connection[Any], statement: Statement) -> dict[str, Any] | None:
    cursor = reader.execute(statement.sql.encode(), statement.values)
    found = cursor.fetchone()
    assert cursor.description is not None
    return None if found is None else dict(zip([c.name for c in cursor.description], found, strict=True))


def by_engine(
    engine: Engine, layer: Declared, query: str, answer: dict[str, Any], identifier: str | None = None
) -> Any:
    call = Call(
        declared=layer,
        language="vi",
        address="http://x/ogc",
        base="http://x/ogc",
        links=[],
        parameters=dict(parse_qsl(query)),
        answer=lambda: answer,
    )
    written = asyncio.run(engine.feature(call, identifier, "json") if identifier else engine.features(call, "json"))
    return json.loads(written.body)


def compared(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in NOT_COMPARED}


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False).map(lambda value: round(value, 6))


@st.composite
def boxes(draw: st.DrawFn) -> str:
    west, east = sorted(draw(st.tuples(numbers(CITY[0], CITY[2]), numbers(CITY[0], CITY[2]))))
    south, north = sorted(draw(st.tuples(numbers(CITY[1], CITY[3]), numbers(CITY[1], CITY[3]))))
    return f"{west},{south},{east},{north}"


def literal(prop: Property, draw: st.DrawFn) -> str | None:
    """A CQL2 literal of the property's kind."""
    match prop.kind:
        case "integer" | "number":
            return str(draw(st.integers(0, 500)))
        case "code" if prop.codes:
            return f"'{draw(st.sampled_from([member.value for member in prop.codes]))}'"
        case "string":
            return f"'{draw(st.sampled_from(('a', 'Lê', 'L1', '44', 'synthetic')))}'"
        case "date":
            return f"DATE('{draw(st.dates().map(str))}')"
        case "boolean":
            return draw(st.sampled_from(("true", "false")))
        case _:
            return None


@st.composite
def filters(draw: st.DrawFn, layer: Declared) -> str:
    prop = draw(st.sampled_from(schema.queryable(layer)))
    value = literal(prop, draw)
    if value is None:
        test = f'"{prop.name}" IS NOT NULL'
    else:
        operator = draw(st.sampled_from(("=", "<>") if prop.kind in ("boolean", "code") else ("=", "<>", "<", ">=")))
        test = f'"{prop.name}" {operator} {value}'
    shape = draw(st.sampled_from(("{}", "NOT {}", "{} OR fid < 5", "({}) AND S_INTERSECTS(geom,BBOX(%s))")))
    return shape.format(test).replace("%s", draw(boxes()))


@st.composite
def requests(draw: st.DrawFn) -> tuple[Declared, str]:
    """A layer and the query string of a request that is right."""
    layer = LAYERS[draw(st.sampled_from(OPEN))].declared
    names = [prop.name for prop in layer.public]
    sortable = [prop.name for prop in schema.sortable(layer)]
    possible: dict[str, st.SearchStrategy[str]] = {
        "limit": st.integers(1, 60).map(str),
        "bbox": boxes(),
        "crs": st.sampled_from([one.uri for one in crs.OFFERED]),
        "datetime": st.sampled_from(
            ("2020-01-01", "2025-06-30T00:00:00Z/..", "../2025-07-01", "2019-01-01/2026-01-01")
        ),
        "sortby": st.lists(st.sampled_from(sortable), min_size=1, max_size=2, unique=True).map(
            lambda chosen: ",".join(f"-{name}" if index else name for index, name in enumerate(chosen))
        ),
        "properties": st.lists(st.sampled_from(names), min_size=1, unique=True).map(",".join),
        "skipGeometry": st.sampled_from(("true", "false")),
        "filter": filters(layer),
    }
    if layer.searchable:
        possible["q"] = st.sampled_from(WORDS)
    chosen = draw(st.lists(st.sampled_from(list(possible)), unique=True, max_size=4))
    return layer, urlencode({name: draw(possible[name]) for name in chosen})


@settings(max_examples=200)
@given(request=requests())
def test_fast_answer_is_the_engines_answer(
    request: tuple[Declared, str], http: httpx.Client, reader: psycopg.Connection[Any], engine: Engine
):
    layer, query = request
    response = http.get(f"/ogc/collections/{layer.name}/items?{query}")
    assert response.status_code == 200, response.text
    asked = feature_query(layer, dict(parse_qsl(query)))
    found = row(reader, asked.statement())
    assert found is not None
    page = Page.of(asked, found)
    answer = {
        "type": "FeatureCollection",
        "features": json.loads(b"[" + bytes(page.features) + b"]"),
        "numberMatched": page.matched,
        "numberReturned": page.returned,
    }
    slow = by_engine(engine, layer, query, answer)
    fast = response.json()
    assert compared(fast) == compared(slow)
    assert set(fast) ^ set(slow) <= set(NOT_COMPARED)


@pytest.mark.parametrize("name", OPEN)
def test_fast_feature_is_the_engines_feature(
    name: str, http: httpx.Client, reader: psycopg.Connection[Any], engine: Engine
):
    layer = LAYERS[name].declared
    for feature in http.get(f"/ogc/collections/{name}/items", params={"limit": 2}).json()["features"]:
        for offered in crs.OFFERED:
            query = urlencode({"crs": offered.uri})
            fast = http.get(f"/ogc/collections/{name}/items/{feature['id']}?{query}").json()
            found = row(reader, feature_statement(layer, feature["id"], offered))
            assert found is not None
            slow = by_engine(engine, layer, query, json.loads(bytes(found["feature"])), feature["id"])
            assert compared(fast) == compared(slow)


@pytest.mark.parametrize("name", OPEN)
def test_features_are_what_the_table_holds(name: str, http: httpx.Client, reader: psycopg.Connection[Any]):
    """Plain SQL over the declared columns, with nothing of the served forms in it."""
    layer = LAYERS[name].declared
    columns = ", ".join(f"'{prop.name}', {prop.column}" for prop in layer.public if prop.name != "id")
    rows = reader.execute(
        f"SELECT f.id::text, ST_AsGeoJSON(ST_Transform(f.geom, 4326), 9)::json, json_build_object({columns})"
        f" FROM {layer.from_sql} ORDER BY f.fid LIMIT 40".encode()
    ).fetchall()
    served = http.get(f"/ogc/collections/{name}/items", params={"limit": 40}).json()["features"]
    assert [feature["id"] for feature in served] == [identifier for identifier, _, _ in rows]
    for feature, (_, geometry, properties) in zip(served, rows, strict=True):
        assert feature["properties"] == properties
        assert (feature["geometry"] is None) == (geometry is None)
        if geometry is not None:
            assert feature["geometry"]["type"] == geometry["type"]
            assert flat(feature["geometry"]["coordinates"]) == pytest.approx(flat(geometry["coordinates"]), abs=1e-7)


def flat(coordinates: Any) -> list[float]:
    return [coordinates] if isinstance(coordinates, int | float) else [n for part in coordinates for n in flat(part)]

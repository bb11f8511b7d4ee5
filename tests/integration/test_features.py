"""Features over HTTP, asked as clients ask: pages, boxes, CRSs, times, words, filters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.core import crs
from layers.core.db import connect
from layers.registry import LAYERS
from tests.integration.asking import CITY, LAMPS, PARCELS, detail, fids, got, pages


@pytest.fixture(scope="module")
def database(city_url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(city_url, autocommit=True) as connection:
        yield connection


ORDERS = [
    "",
    "code",
    "-code",
    "installed_on",
    "-installed_on,street",
    "street,-rated_power_w",
    "-status",
    "lamp_type,dali_address",
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [7, 300, 10_000])
def test_pages_visit_every_feature_once(order: str, limit: int, http: httpx.Client, database: psycopg.Connection[Any]):
    box = "107.09,16.81,107.105,16.825"
    asked = {"bbox": box, "limit": limit, "properties": "fid"} | ({"sortby": order} if order else {})
    seen: list[int] = []
    matched = 0
    for page in pages(http, LAMPS, **asked):
        assert page["numberReturned"] == len(page["features"]) <= limit
        seen += fids(page)
        matched = page["numberMatched"]
    keys = "".join(
        f"{'s' if part.strip('-') == 'status' else 'f'}.{part.strip('-')} {'DESC' if part[0] == '-' else 'ASC'} NULLS LAST, "
        for part in order.split(",")
        if part
    )
    wanted = database.execute(
        "SELECT f.fid FROM street_lamps f LEFT JOIN street_lamps_state s USING (fid)"
        f" WHERE ST_Intersects(geom_3857, ST_Transform(ST_MakeEnvelope({box}, 4326), 3857)) ORDER BY {keys}f.fid".encode()
    ).fetchall()
    assert seen == [fid for (fid,) in wanted]
    assert matched == len(wanted) > 10


def test_a_page_of_an_unfiltered_layer_knows_the_total(http: httpx.Client, database: psycopg.Connection[Any]):
    for name in ("street_lamps", "wards", "indicators"):
        (total,) = database.execute(f"SELECT count(*) FROM {name}".encode()).fetchone() or (0,)
        assert got(http, f"/ogc/collections/{name}/items", limit=1)["numberMatched"] == total > 0


def test_limits(http: httpx.Client):
    assert got(http, LAMPS)["numberReturned"] == 10
    assert got(http, LAMPS, limit=2_000_000, properties="fid", skipGeometry="true")["numberReturned"] <= 10_000
    for wrong in ("0", "-1", "ten", "1.5", "99999999999", ""):
        assert "10000" in detail(http, LAMPS, limit=wrong)


@settings(max_examples=25)
@given(corners=st.tuples(*[st.floats(0, 1)] * 4))
def test_a_box_means_the_same_in_every_crs(
    corners: tuple[float, ...], http: httpx.Client, database: psycopg.Connection[Any]
):
    w, s, e, n = CITY
    x0, x1 = sorted(w + (e - w) * c for c in corners[:2])
    y0, y1 = sorted(s + (n - s) * c for c in corners[2:])
    asked = {"limit": 10_000, "properties": "fid", "skipGeometry": "true"}
    plain = got(http, LAMPS, bbox=f"{x0},{y0},{x1},{y1}", **asked)
    exact = "ST_Intersects(geom_3857, ST_Transform(ST_MakeEnvelope(%s, %s, %s, %s, 4326), 3857))"
    wanted = database.execute(
        f"SELECT fid FROM street_lamps WHERE {exact} ORDER BY fid".encode(), [x0, y0, x1, y1]
    ).fetchall()
    assert fids(plain) == [fid for (fid,) in wanted]
    turned = got(
        http, LAMPS, bbox=f"{y0},{x0},{y1},{x1}", **asked | {"bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/4326"}
    )
    assert fids(turned) == fids(plain)
    cql = got(http, LAMPS, filter=f"S_INTERSECTS(geom, BBOX({x0},{y0},{x1},{y1}))", **asked)
    assert fids(cql) == fids(plain)


@pytest.mark.parametrize("srid", [3857, 9212, 3405, 4756])
def test_a_box_in_metres_and_in_vn2000_degrees(srid: int, http: httpx.Client, database: psycopg.Connection[Any]):
    row = database.execute(
        "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM"
        " (SELECT ST_Expand(ST_Transform(geom, %s::int), CASE WHEN %s = 4756 THEN 0.005 ELSE 500 END) b FROM street_lamps"
        "  ORDER BY fid LIMIT 1) t",
        [srid, srid],
    ).fetchone()
    assert row is not None
    x0, y0, x1, y1 = row
    corners = f"{y0},{x0},{y1},{x1}" if srid == 4756 else f"{x0},{y0},{x1},{y1}"
    uri = f"http://www.opengis.net/def/crs/EPSG/0/{srid}"
    page = got(http, LAMPS, bbox=corners, limit=10_000, **{"bbox-crs": uri})
    wanted = database.execute(
        "SELECT fid FROM street_lamps WHERE ST_Intersects(ST_Transform(geom, %s::int), ST_MakeEnvelope(%s, %s, %s, %s, %s))"
        " ORDER BY fid",
        [srid, *row, srid],
    ).fetchall()
    assert fids(page) == [fid for (fid,) in wanted]
    assert len(wanted) > 5


@pytest.mark.parametrize("offered", crs.OFFERED, ids=lambda c: c.uri.rpartition("/")[2])
@pytest.mark.parametrize("spelling", ["uri", "curie"])
def test_coordinates_in_every_crs(
    offered: crs.Crs, spelling: str, http: httpx.Client, database: psycopg.Connection[Any]
):
    authority, code = ("OGC", "CRS84") if offered is crs.CRS84 else ("EPSG", str(offered.srid))
    response = http.get(
        LAMPS, params={"limit": 3, "crs": offered.uri if spelling == "uri" else f"[{authority}:{code}]"}
    )
    assert response.headers["content-crs"] == f"<{offered.uri}>"
    for feature in response.json()["features"]:
        row = database.execute(
            "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(geom, %s::int) p FROM street_lamps WHERE id = %s) t",
            [offered.srid, feature["id"]],
        ).fetchone()
        assert row is not None
        expected = row[::-1] if offered.lat_first else row
        assert feature["geometry"]["coordinates"][:2] == pytest.approx(expected, abs=10**-offered.decimals, rel=0)


def test_the_law_s_coordinates_are_given_as_they_are_stored(http: httpx.Client, database: psycopg.Connection[Any]):
    feature = got(http, PARCELS, limit=1, crs=crs.STORAGE_CRS.uri)["features"][0]
    row = database.execute(
        "SELECT ST_AsGeoJSON(geom, 3, 0)::json FROM land_parcels WHERE id = %s", [feature["id"]]
    ).fetchone()
    assert row is not None
    assert feature["geometry"] == row[0]


@pytest.mark.parametrize(
    "interval",
    [
        "2005-01-01/9999-12-31T00:00:00Z",
        "2005-01-01T/..",
        "../2030-01-01",
        "2005-01-01T00:00:00+07:00/",
        "/2030-01-01",
        "../..",
    ],
)
def test_intervals_as_clients_write_them(interval: str, http: httpx.Client):
    assert got(http, LAMPS, datetime=interval)["numberMatched"] > 0


def test_datetime_of_a_period_and_of_a_layer_without_time(http: httpx.Client):
    old = {
        f["properties"]["code"]
        for f in got(http, "/ogc/collections/wards/items", datetime="2025-06-30", limit=50)["features"]
    }
    new = {
        f["properties"]["code"]
        for f in got(http, "/ogc/collections/wards/items", datetime="2025-07-01", limit=50)["features"]
    }
    assert len(old) == 9
    assert len(new) == 2
    assert not old & new or old != new
    timeless = next(name for name, cls in LAYERS.items() if not cls.declared.time)
    url = f"/ogc/collections/{timeless}/items"
    assert got(http, url, datetime="1900-01-01")["numberMatched"] == got(http, url)["numberMatched"]


def test_words_are_found_without_diacritics(http: httpx.Client):
    roads = "/ogc/collections/roads/items"
    one, two = got(http, roads, q="hung vuong"), got(http, roads, q="Hùng VƯƠNG")
    assert one["numberMatched"] == two["numberMatched"] > 0
    either = got(http, roads, q="hung vuong,quoc lo 9")["numberMatched"]
    assert either >= one["numberMatched"]
    assert got(http, roads, q="%_%")["numberMatched"] == 0


def test_property_parameters_are_typed(http: httpx.Client):
    page = got(http, LAMPS, lamp_type="led", limit=100)
    assert page["numberMatched"] > 0
    assert {f["properties"]["lamp_type"] for f in page["features"]} == {"led"}
    first = page["features"][0]
    assert [f["id"] for f in got(http, LAMPS, fid=first["properties"]["fid"])["features"]] == [first["id"]]
    assert [f["id"] for f in got(http, LAMPS, id=first["id"])["features"]] == [first["id"]]
    assert "led" in detail(http, LAMPS, lamp_type="candle")
    assert "fid" in detail(http, LAMPS, fid="one")


def test_filters_in_every_language(http: httpx.Client):
    text = got(http, LAMPS, filter="lamp_type = 'led' AND rated_power_w > 50", limit=1)
    alias = got(http, LAMPS, filter="lamp_type = 'led' AND rated_power_w > 50", limit=1, **{"filter-lang": "cql-text"})
    tree = {
        "op": "and",
        "args": [
            {"op": "=", "args": [{"property": "lamp_type"}, "led"]},
            {"op": ">", "args": [{"property": "rated_power_w"}, 50]},
        ],
    }
    as_json = got(http, LAMPS, filter=json.dumps(tree), limit=1, **{"filter-lang": "cql2-json"})
    assert text["numberMatched"] == alias["numberMatched"] == as_json["numberMatched"] > 0


def test_a_served_geometry_is_equal_to_itself(http: httpx.Client):
    for url in (LAMPS, PARCELS):
        feature = got(http, url, limit=1)["features"][0]
        same = json.dumps({"op": "s_equals", "args": [{"property": "geom"}, feature["geometry"]]})
        page = got(http, url, filter=same, **{"filter-lang": "cql2-json"})
        assert feature["id"] in [f["id"] for f in page["features"]]


def test_every_property_is_present_and_chosen_ones_alone(http: httpx.Client):
    declared = LAYERS["street_lamps"].declared
    for feature in got(http, LAMPS, limit=20)["features"]:
        assert list(feature["properties"]) == [p.name for p in declared.public if p.name != "id"]
    few = got(http, LAMPS, properties="status,code", skipGeometry="true")["features"][0]
    assert set(few["properties"]) == {"status", "code"}
    assert few["geometry"] is None


def test_whole_numbers_of_kind_number_keep_a_decimal(http: httpx.Client):
    text = http.get(LAMPS, params={"limit": 50}).text
    assert '"rated_power_w":' in text
    for piece in text.split('"rated_power_w":')[1:]:
        assert "." in piece.split(",")[0]

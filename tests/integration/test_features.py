"""Features over HTTP, asked as clients ask: pages, boxes, CRSs, times, words, filters, and what is wrong with a request."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
import httpx
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.core import crs
from layers.core.db import connect
from layers.registry import LAYERS
from tests.conftest import Databases, serving

LAMPS = "/ogc/collections/street_lamps/items"
PARCELS = "/ogc/collections/land_parcels/items"
CITY = (107.05, 16.78, 107.15, 16.86)


@pytest.fixture(scope="module")
def database(city_url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(city_url, autocommit=True) as connection:
        yield connection


def pages(http: httpx.Client, url: str, **parameters: Any) -> Iterator[dict[str, Any]]:
    """Every page, by the `next` links only."""
    response = http.get(url, params=parameters)
    while True:
        assert response.status_code == 200, response.text
        page = response.json()
        yield page
        following = [link for link in page["links"] if link["rel"] == "next"]
        if not following:
            return
        assert following[0]["type"] == "application/geo+json"
        response = http.get(following[0]["href"])


def fids(page: dict[str, Any]) -> list[int]:
    return [feature["properties"]["fid"] for feature in page["features"]]


def got(http: httpx.Client, url: str, **parameters: Any) -> dict[str, Any]:
    response = http.get(url, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def detail(http: httpx.Client, url: str, **parameters: Any) -> str:
    response = http.get(url, params=parameters)
    assert response.status_code == 400, (parameters, response.status_code)
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 400
    assert problem["detail"] == problem["description"]
    vietnamese = http.get(url, params=parameters | {"lang": "vi"}).json()
    if "lang" not in parameters:
        assert vietnamese["detail"] != problem["detail"]
    return problem["detail"]


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


@settings(max_examples=25, deadline=None)
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


WRONG = [
    ({"colour": "red"}, "colour"),
    ({"bbox": "1,2,3"}, "1,2,3"),
    ({"bbox": "a,b,c,d"}, "a,b,c,d"),
    ({"bbox": "1,5,2,4"}, "north"),
    ({"bbox": "107,16,108,nan"}, "nan"),
    ({"bbox": "16,107,17,108"}, "axis"),
    ({"bbox": "1,1,2,2", "bbox-crs": "EPSG:1"}, "EPSG:1"),
    ({"crs": "nix"}, "nix"),
    ({"datetime": "yesterday"}, "yesterday"),
    ({"datetime": "2026-01-02/2026-01-01"}, "2026-01-02"),
    ({"datetime": "2026-02-30"}, "2026-02-30"),
    ({"sortby": "nix"}, "nix"),
    ({"sortby": "code,code"}, "sortby"),
    ({"properties": "code,nix"}, "nix"),
    ({"skipGeometry": "maybe"}, "maybe"),
    ({"q": " "}, "q"),
    ({"page": "x"}, "'x'"),
    ({"page": "12", "sortby": "code"}, "12"),
    ({"filter": "code ="}, "7"),
    ({"filter": "nix = 1"}, "nix"),
    ({"filter": "fid = 'x'"}, "fid"),
    ({"filter": "TRUE", "filter-lang": "sql"}, "sql"),
    ({"filter": "TRUE", "filter-crs": "EPSG:0"}, "EPSG:0"),
    ({"f": "xml"}, "xml"),
    ({"lang": "fr"}, "fr"),
    ({"holder_ref": "x"}, "holder_ref"),
]


@pytest.mark.parametrize(("asked", "named"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_named(asked: dict[str, str], named: str, http: httpx.Client):
    assert named in detail(http, PARCELS, **asked)


def test_a_parameter_given_twice_is_refused(http: httpx.Client):
    assert http.get(f"{LAMPS}?limit=1&limit=2").status_code == 400


NASTY = [
    "' OR 1=1 --",
    "'; DROP TABLE layers.wards; --",
    "$1",
    "$$x$$",
    "\\'; SELECT pg_sleep(5)",
    "%s",
    "{0}",
    "\x00",
    "\ufffe",
    "1e309",
    "NaN",
    "Infinity",
    "9" * 400,
    '"',
    "a\nb",
    "🙂",
    "-1",
    "'",
    "((((",
    "<script>alert(1)</script>",
]
INNARDS = (
    "syntax error",
    "psycopg",
    "asyncpg",
    "traceback",
    "relation",
    "pg_catalog",
    "select ",
    "geom_3857",
    "st_intersects",
)


@pytest.mark.parametrize("nasty", NASTY, ids=lambda n: repr(n)[:20])
def test_nothing_of_a_request_becomes_sql(nasty: str, http: httpx.Client):
    quoted = nasty.replace("'", "''")
    for asked in (
        {"code": nasty},
        {"fid": nasty},
        {"q": nasty},
        {"filter": nasty},
        {"filter": f"code = '{quoted}'"},
        {"sortby": nasty},
        {"bbox": nasty},
        {"filter": f'"{nasty}" = 1'},
        {"properties": nasty},
        {"datetime": nasty},
        {"page": nasty},
        {"crs": nasty},
        {"limit": nasty},
        {"filter": json.dumps({"op": nasty, "args": [{"property": nasty}, nasty]}), "filter-lang": "cql2-json"},
        {nasty: "x"},
    ):
        response = http.get(PARCELS, params=asked)
        assert response.status_code in (200, 400), (asked, response.text)
        if response.status_code == 400:
            said = response.json()["detail"].lower().replace(nasty.lower(), "")
            assert not [word for word in INNARDS if word in said], said
        elif "q" not in asked:
            assert (
                response.json()["numberMatched"] in (0, 1)
                or "limit" in asked
                or "fid" in asked
                or nasty in ("1e309", "-1")
            )
    for path in ("/ogc/collections/wards'/items", "/ogc/collections/wards;/items", f"{LAMPS}/1 OR 1=1"):
        assert http.get(path).status_code == 404


def test_no_private_property_leaves(http: httpx.Client, database: psycopg.Connection[Any]):
    for name, cls in LAYERS.items():
        hidden = [p.name for p in cls.declared.properties if p.private]
        if not hidden:
            continue
        url = f"/ogc/collections/{name}/items"
        text = http.get(url, params={"limit": 50}).text
        for column in hidden:
            assert f'"{column}"' not in text
            for asked in ({"properties": column}, {"sortby": column}, {column: "x"}, {"filter": f"{column} IS NULL"}):
                assert column in detail(http, url, **asked)


def test_one_feature(http: httpx.Client):
    listed = got(http, LAMPS, limit=1)["features"][0]
    url = f"{LAMPS}/{listed['id']}"
    response = http.get(url)
    single = response.json()
    assert {key: single[key] for key in listed} == listed
    links = {link["rel"]: link["href"] for link in single["links"]}
    assert urlsplit(links["self"]).path == urlsplit(url).path
    assert urlsplit(links["collection"]).path == "/ogc/collections/street_lamps"
    assert response.headers["content-crs"] == f"<{crs.CRS84.uri}>"
    assert http.get(url.upper().replace(LAMPS.upper(), LAMPS)).json()["id"] == listed["id"]
    for missing in ("nix", "00000000-0000-4000-8000-000000000000", "1"):
        answer = http.get(f"{LAMPS}/{missing}")
        assert answer.status_code == 404
        assert missing in answer.json()["detail"]
    assert http.get(f"{url}?limit=1").status_code == 400
    assert http.get("/ogc/collections/nix/items").status_code == 404


def test_many_features_at_once_are_each_their_own(server_url: str, http: httpx.Client):
    import asyncio

    wanted = [f["id"] for f in got(http, LAMPS, limit=60, properties="code")["features"]] + ["nix"]

    async def all_at_once() -> list[tuple[int, str]]:
        async with httpx.AsyncClient(base_url=server_url) as client:
            answers = await asyncio.gather(*(client.get(f"{LAMPS}/{identifier}") for identifier in wanted * 2))
        return [(a.status_code, a.json().get("id", "nix")) for a in answers]

    assert asyncio.run(all_at_once()) == [(404 if i == "nix" else 200, i) for i in wanted * 2]


@pytest.mark.parametrize("url", [f"{LAMPS}?limit=200", f"{LAMPS}?limit=1", "/ogc/collections/nix/items"])
def test_head_is_get_without_a_body(url: str, http: httpx.Client):
    plain = {"Accept-Encoding": "identity"}
    full, head = http.get(url, headers=plain), http.head(url, headers=plain)
    assert head.status_code == full.status_code
    assert head.content == b""
    assert {k: v for k, v in head.headers.items() if k != "date"} == {
        k: v for k, v in full.headers.items() if k != "date"
    }


def test_bodies_are_compressed_as_accepted(server_url: str):
    def fetch(accepted: str) -> tuple[str | None, bytes]:
        with httpx.stream("GET", f"{server_url}{LAMPS}?limit=300", headers={"Accept-Encoding": accepted}) as response:
            assert "Accept-Encoding" in response.headers["vary"]
            return response.headers.get("content-encoding"), b"".join(response.iter_raw())

    kind, plain = fetch("identity")
    assert kind is None
    wanted = json.loads(plain)["features"]
    kind, packed = fetch("gzip, deflate")
    assert kind == "gzip"
    assert json.loads(gzip.decompress(packed))["features"] == wanted
    kind, packed = fetch("gzip, br")
    assert kind == "br"
    assert json.loads(brotli.decompress(packed))["features"] == wanted
    assert len(packed) < len(plain) / 4
    assert fetch("br;q=0, gzip;q=0")[0] is None


def test_languages_of_answers(http: httpx.Client):
    assert http.get(LAMPS, params={"limit": 1}).headers["content-language"] == "en"
    assert http.get(LAMPS, params={"limit": 1, "lang": "vi"}).headers["content-language"] == "vi"
    assert http.get(LAMPS, params={"limit": 1}, headers={"Accept-Language": "de"}).headers["content-language"] == "vi"


def insert(url: str, code: str) -> None:
    with connect(url) as connection:
        connection.execute(
            "INSERT INTO street_lamps (code, source, pole_ref, lamp_type, rated_power_w, control_link, geom)"
            " VALUES (%s, 'synthetic', 'T1', 'led', 60, 'none', ST_SetSRID(ST_MakePoint(590000, 1860000), 9212))",
            [code],
        )


def test_etags_follow_the_layer(databases: Databases, empty_url: str, tmp_path: Path):
    with serving(empty_url, tmp_path / "log") as base, httpx.Client(base_url=base) as client:
        insert(empty_url, "A")
        first = client.get(LAMPS)
        etag = first.headers["etag"]
        assert client.get(LAMPS, headers={"If-None-Match": etag}).status_code == 304
        assert client.get(LAMPS, headers={"If-None-Match": f'"x", {etag}'}).status_code == 304
        assert client.get(LAMPS, headers={"If-None-Match": etag}, params={"limit": 5}).status_code == 200
        feature = first.json()["features"][0]["id"]
        one = client.get(f"{LAMPS}/{feature}").headers["etag"]
        assert client.get(f"{LAMPS}/{feature}", headers={"If-None-Match": one}).status_code == 304
        insert(empty_url, "B")
        changed = client.get(LAMPS, headers={"If-None-Match": etag})
        assert changed.status_code == 200
        assert changed.json()["numberMatched"] == 2
        with connect(empty_url) as connection:
            connection.execute("INSERT INTO street_lamps_state (fid, status) SELECT fid, 'on' FROM street_lamps")
        again = client.get(LAMPS, headers={"If-None-Match": changed.headers["etag"]})
        assert again.status_code == 200
        assert {f["properties"]["status"] for f in again.json()["features"]} == {"on"}
        assert client.get(f"{LAMPS}/{feature}", headers={"If-None-Match": one}).status_code == 200


def test_a_slow_question_ends_with_what_to_do(databases: Databases, own_city_url: str, tmp_path: Path):
    slow = "ACCENTI(CASEI(address)) LIKE '%x%' OR " * 60 + "ACCENTI(CASEI(address)) = 'y'"
    with (
        serving(own_city_url, tmp_path / "log", STATEMENT_TIMEOUT_MS="60") as base,
        httpx.Client(base_url=base) as client,
    ):
        answer = client.get(PARCELS, params={"filter": slow, "lang": "en"}, timeout=30)
        assert answer.status_code == 503
        assert "smaller bbox" in answer.json()["detail"]
        assert client.get(LAMPS, params={"limit": 1}).status_code == 200


def test_a_database_that_restarts_costs_no_more_than_a_moment(databases: Databases, own_city_url: str, tmp_path: Path):
    with serving(own_city_url, tmp_path / "log") as base, httpx.Client(base_url=base) as client:
        assert client.get(LAMPS).status_code == 200
        name = urlsplit(own_city_url).path.strip("/")
        with connect(own_city_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [name],
            )
        answers = [client.get(LAMPS, params={"limit": n}) for n in range(1, 30)]
        assert {a.status_code for a in answers} <= {200, 503}
        assert all(a.headers["retry-after"] for a in answers if a.status_code == 503)
        assert answers[-1].status_code == 200

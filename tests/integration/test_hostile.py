"""What an attacker or a careless client sends: the answer is an error that says what is wrong, never a fault of the server.

Every refusal is a 4xx in the one error format, in words of the service, and tells nothing of the database, of Python or of
private properties.
"""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import orjson
import pytest

from layers.registry import LAYERS
from tests.integration.asking import OPEN

LAMPS = "/ogc/collections/street_lamps/items"
TILE = "/ogc/tiles/WebMercatorQuad"
PRIVATE = [(name, p.name) for name in OPEN for p in LAYERS[name].declared.properties if p.private]

_INSIDE = re.compile(r"Traceback|asyncpg|postgres|SQLSTATE|\bf\.\"|\bext\.|layers\.[a-z]+|\.py\b|\$\d", re.IGNORECASE)


def refused(http: httpx.Client, address: str, *statuses: int) -> None:
    """The address as it stands, not made tidy by the client, is refused with one of `statuses` (400 when none)."""
    url = httpx.URL(str(http.base_url)).copy_with(raw_path=address.encode("ascii"))
    response = http.get(url)
    assert response.status_code in (statuses or (400,)), (address[:200], response.status_code, response.text[:300])
    assert response.headers["content-type"] == "application/problem+json", address[:200]
    said = response.json()
    assert said["status"] == response.status_code
    assert not _INSIDE.search(said["detail"]), said["detail"]


def asked(**parameters: Any) -> str:
    pairs = "&".join(f"{name.replace('_', '-')}={quote(str(value), safe='')}" for name, value in parameters.items())
    return f"{LAMPS}?limit=1&{pairs}"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing", "/%00", "/a%00b", "/%ff", "/%zz", "/" + "a" * 300, "/" + "a/" * 2100, "/index.html/", "/assets/",
        "/..%2f..%2fpyproject.toml", "/%2e%2e/%2e%2e/pyproject.toml", "//etc/passwd", "/%2fetc/passwd", "/.git/config",
        "/ogc/static/%00", "/ogc/static/..%2froutes.py", "/ogc/static/" + "a" * 300, "/ogc/collections/%00",
        "/ogc/collections/%ff/items", "/ogc/collections/street_lamps_state/items", "/ogc/collections/layer_versions",
        "/ogc/collections/street_lamps'--/items", LAMPS + "/%00", LAMPS + "/1", "/ogc/styles/%00",
        "/ogc/tileMatrixSets/%00", "/ogc/tiles/%00/1/1/1",
    ],
)  # fmt: skip
def test_paths_that_lead_nowhere(http: httpx.Client, path: str):
    refused(http, path, 404)


def test_only_reading(http: httpx.Client):
    view = "/ogc/collections/indicators/items"
    for path in ("/", "/health", "/catalogue", "/search", "/ogc", view, f"{TILE}/0/0/0", "/ogc/styles/city"):
        for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE"):
            response = http.request(method, path)
            assert response.status_code == 405, (method, path)
            assert "GET" in response.headers["allow"]
            assert response.json()["code"] == "MethodNotAllowed"


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=le", "/ogc", "/ogc/conformance", "/ogc/openapi", "/ogc/collections", "/ogc/collections/street_lamps",
        "/ogc/collections/street_lamps/schema", "/ogc/collections/street_lamps/tiles", f"{LAMPS}?limit=1",
        f"{TILE}/12/1855/3266?f=mvt", "/ogc/tiles", "/ogc/tiles/WebMercatorQuad", "/ogc/tileMatrixSets", "/ogc/styles",
        "/ogc/styles/city",
    ],
)  # fmt: skip
def test_parameters_that_are_wrong_everywhere(http: httpx.Client, path: str):
    mark = "&" if "?" in path else "?"
    for wrong in ("nothing=1", "lang=xx", "lang=", "lang=vi&lang=vi", "f=nothing", "F=json", "a%00=1", "%ff=1", "=1"):
        refused(http, f"{path}{mark}{wrong}")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("bbox", ("", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,nan,nan,nan", "-inf,-inf,inf,inf", "1e400,1,2,3",
                  "107,17,108,16", "107,91,108,92", "1_0,1,2,3", "١,٢,٣,٤", "107,16,5,108,17,1", "107,16,108,17\0")),
        ("bbox-crs", ("", "x", "EPSG:4326\0", "http://www.opengis.net/def/crs/EPSG/0/99999")),
        ("crs", ("", "x", "epsg:4326")),
        ("filter-crs", ("", "x")),
        ("filter-lang", ("", "sql")),
        ("datetime", ("", "/", "x", "2020", "2020-02-30", "0000-01-01", "2030-01-01/2020-01-01", "2020-01-01/../..",
                      "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2020-01-01T00:00:00+99:99")),
        ("limit", ("", "0", "-1", "1e9", "abc", "1.5", "٣", "9" * 5000)),
        ("page", ("", "-1", "abc", "9223372036854775808", "9" * 5000, "1 OR 1=1", "bnVsbA")),
        ("sortby", ("nothing", "geom", "search", "fid,fid", "fid,-fid", "++fid", "fid,", "fid desc", "random()", "\0")),
        ("properties", ("nothing", "*", "fid\0", "geojson")),
        ("skipGeometry", ("", "1", "yes")),
        ("fid", ("", "x", "1.0", "٣", "9" * 30, "9" * 5000)),
        ("rated_power_w", ("", "nan", "inf", "1e400", "٣", "1_0")),
        ("cabinet_id", ("", "x")),
        ("status", ("", "nothing")),
        ("pole_ref", ("a\0",)),
    ],
)  # fmt: skip
def test_values_that_are_none(http: httpx.Client, name: str, values: Iterable[str]):
    for value in values:
        refused(http, f"{LAMPS}?{name}={quote(value, safe='')}")


@pytest.mark.parametrize(
    "mark",
    [
        None, [], {}, [1, 2, 3], ["pole_ref", [], 1], ["pole_ref", ["a"], "1"], ["pole_ref", ["a"], True],
        ["pole_ref", ["a"], -1], ["pole_ref", ["a"], 1.5], ["pole_ref", [1], 1], ["pole_ref", [["a"]], 1],
        ["pole_ref", ["a\0"], 1], ["-pole_ref", ["a"], 1], ["pole_ref", ["a", "b"], 1],
    ],
)  # fmt: skip
def test_forged_page_marks(http: httpx.Client, mark: object):
    text = base64.urlsafe_b64encode(orjson.dumps(mark)).decode().rstrip("=")
    refused(http, asked(sortby="pole_ref", page=text))


@pytest.mark.parametrize(
    "text",
    [
        "", "(", "'", "1", "pole_ref", "pole_ref = 'x", "pole_ref = 'x\0'", "fid = NaN", "fid = 1e400", "search = 'x'",
        "geom_3857 IS NULL", "ctid = 'x'", "f.fid = 1", "pole_ref LIKE 'a\\'", "pole_ref LIKE pole_ref", "fid LIKE 'a'",
        "fid IN ()", "fid IN ('a')", "fid BETWEEN 1", "NOT", "pg_sleep(5) = 1", "version()", "fid = 1; SELECT 1",
        "fid = 1 --", "🦆", "𝐟id = 1", '"" = 1', "fid = 0x10", "pole_ref = NULL", "geom = 1", "cabinet_id < 'x'",
        "installed_on = 'yesterday'", "S_INTERSECTS(geom)", "S_INTERSECTS(geom, 1)", "S_INTERSECTS(geom, POINT EMPTY)",
        "S_INTERSECTS(geom, POLYGON((0 0, 1 1, 2 2, 3 3)))", "S_INTERSECTS(geom, GEOMETRYCOLLECTION EMPTY)",
        "S_INTERSECTS(geom, POINT(nan nan))", "S_INTERSECTS(geom, POINT(1e400 1))", "S_INTERSECTS(geom, POINT(500 1))",
        "S_INTERSECTS(geom, POINT(1 2 3 4 5))", "S_INTERSECTS(geom, BBOX(3, 2, 1, 4))", "S_NOTHING(geom, POINT(1 2))",
        "T_AFTER(updated_at, DATE('2025-13-01'))", "T_AFTER(updated_at, INTERVAL('a', 'b'))",
        "T_AFTER(updated_at, TIMESTAMP('0001-01-01T00:00:00+14:00'))", "A_CONTAINS(pole_ref, ('a'))", "CASEI(fid) = 'a'",
        "(" * 5000, "NOT " * 300 + "fid = 1", "fid = " + "-" * 3000 + "1", "[" * 3000, "1 + " * 3000 + "1 = 1",
        "fid=1 AND " * 2100 + "fid=1", "A" * 19_000, "fid IN (" + "1, " * 6000 + "1)",
    ],
)  # fmt: skip
def test_filters_as_text(http: httpx.Client, text: str):
    refused(http, asked(filter=text))


def _geometry(literal: object) -> dict[str, object]:
    return {"op": "s_intersects", "args": [{"property": "geom"}, literal]}


def _comparison(left: object, right: object) -> dict[str, object]:
    return {"op": "=", "args": [left, right]}


@pytest.mark.parametrize(
    "tree",
    [
        None, 1, "a", [], {}, {"op": "="}, {"op": 1, "args": []}, {"op": "=", "args": {}}, {"op": "=", "args": [1]},
        {"op": "and", "args": []}, {"op": "and", "args": [1]}, {"op": "not", "args": []}, {"op": "pg_sleep", "args": [9]},
        _comparison({"property": 1}, 1), _comparison({"property": None}, 1), _comparison({"property": ["fid"]}, 1),
        _comparison({"property": "fid"}, None), _comparison({"property": "fid"}, [1]),
        _comparison({"property": "pole_ref"}, "\0"), _comparison({"op": "+", "args": [1]}, 1),
        {"op": "in", "args": [{"property": "fid"}, 1]}, {"op": "in", "args": [{"property": "fid"}, [[1]]]},
        {"op": "like", "args": [{"property": "pole_ref"}, {"op": "casei", "args": []}]},
        {"op": "like", "args": [{"property": "pole_ref"}, {"op": "casei", "args": ["a", "b"]}]},
        {"op": "t_after", "args": [{"property": "updated_at"}, {"interval": ["..", None]}]},
        {"op": "t_after", "args": [{"property": "updated_at"}, {"date": 1}]},
        _geometry(None), _geometry({"type": "Point"}), _geometry({"type": ["Point"]}), _geometry({"type": {"a": 1}}),
        _geometry({"type": "Point", "coordinates": ["1", "2"]}), _geometry({"type": "Point", "coordinates": [True, 1]}),
        _geometry({"type": "Point", "coordinates": [1e308, 1]}), _geometry({"type": "Polygon", "coordinates": [[]]}),
        _geometry({"type": "GeometryCollection", "geometries": [1]}), _geometry({"type": "Feature"}),
        _geometry({"bbox": "x"}), _geometry({"bbox": [1, 2, None, 4]}), _geometry({"bbox": [1, 2, 3]}),
    ],
)  # fmt: skip
def test_filters_as_json(http: httpx.Client, tree: object):
    refused(http, asked(filter=orjson.dumps(tree).decode(), filter_lang="cql2-json"))


@pytest.mark.parametrize(
    "text",
    ["", "{", "NaN", '{"op":"=","args":[{"property":"fid"},1e999]}', '{"op":"=","args":["\\ud800","a"]}', "[" * 2000,
     '{"op":"not","args":[' * 70 + "true" + "]}" * 70, "[" + "1," * 8000 + "1]"],
)  # fmt: skip
def test_filters_that_are_no_json(http: httpx.Client, text: str):
    refused(http, asked(filter=text, filter_lang="cql2-json"))


@pytest.mark.parametrize(
    "text",
    [
        "fid = 99999999999999999999999", "fid * 1e308 > 1", "fid / 0 = 1", "fid % 0 = 1", "version ^ 9999 > 1",
        "(-1) ^ 0.5 = 1", "S_WITHIN(geom, POLYGON((107 16, 108 17, 108 16, 107 17, 107 16)))",
        "S_INTERSECTS(geom, POLYGON((107 16, 107 16, 107 16, 107 16)))",
        "S_CROSSES(geom, GEOMETRYCOLLECTION(POINT(107 16), POLYGON((107 16, 108 17, 108 16, 107 16))))",
        "ACCENTI(pole_ref) LIKE ACCENTI('a＼')", "pole_ref = '🦆'", "pole_ref = 'O''Brien'", "pole_ref LIKE '\\%'",
        "T_AFTER(installed_on, DATE('9999-12-31'))",
    ],
)  # fmt: skip
def test_filters_that_only_the_database_can_judge(http: httpx.Client, text: str):
    response = http.get(LAMPS, params={"filter": text, "limit": 1})
    assert response.status_code in (200, 400), response.text
    assert response.status_code == 200 or not _INSIDE.search(response.json()["detail"])


@pytest.mark.parametrize("crs", ["EPSG/0/4326", "EPSG/0/3857", "EPSG/0/9212", "EPSG/0/3405", "EPSG/0/4756"])
def test_boxes_beyond_the_crs(http: httpx.Client, crs: str):
    uri = f"http://www.opengis.net/def/crs/{crs}"
    for box in ("1e11,1e11,9e11,9e11", "-9e11,-9e11,9e11,9e11", "-180,-90,180,90", "0,0,0,0"):
        for parameters in (
            {"bbox": box, "bbox-crs": uri},
            {"filter": f"S_INTERSECTS(geom, BBOX({box}))", "filter-crs": uri},
        ):
            response = http.get(LAMPS, params={"limit": 1, **parameters})
            assert response.status_code in (200, 400), (crs, parameters, response.text)


@pytest.mark.parametrize(
    "address",
    ["-1/0/0", "0/-1/0", "0/1/0", "0/0/1", "25/0/0", "999999999999/0/0", "a/b/c", "0.5/0/0", "%D9%A3/0/0", "0/0/0.png",
     "%00/0/0", "+0/0/0", "9999999999999999999999999999999999999999/0/0", "12/1855/3266?collections=",
     "12/1855/3266?collections=nothing", "12/1855/3266?collections=wards,,", "12/1855/3266?collections=%00",
     "12/1855/3266?collections=wards&collections=roads", "12/1855/3266?collections=street_lamps_state",
     "12/1855/3266?collections=" + ",".join(f"layer{i}" for i in range(200))],
)  # fmt: skip
def test_tiles(http: httpx.Client, address: str):
    refused(http, f"{TILE}/{address}", 400, 404)


@pytest.mark.parametrize(("layer", "name"), PRIVATE)
def test_private_properties_do_not_exist(http: httpx.Client, layer: str, name: str):
    items = f"/ogc/collections/{layer}/items"
    for wrong in (
        f"{name}=x", f"filter={name}%20IS%20NULL", f"filter=CASEI(%22{name}%22)='x'", f"sortby=-{name}",
        f"properties={name}",
    ):  # fmt: skip
        refused(http, f"{items}?{wrong}")
    known = http.get(items, params={"nothing": 1}).json()["detail"].partition("Allowed here: ")[2].rstrip(".")
    assert name not in known.split(", ")
    for kind in ("schema", "queryables", "sortables"):
        assert name not in http.get(f"/ogc/collections/{layer}/{kind}").json()["properties"]
    for feature in http.get(items, params={"limit": 5}).json()["features"]:
        assert name not in feature["properties"]
    assert name not in http.get(items, params={"limit": 5, "f": "csv"}).text.partition("\r\n")[0].split(",")
    fields = http.get(f"/ogc/collections/{layer}/tiles/WebMercatorQuad", params={"f": "tilejson"}).json()
    assert name not in fields["vector_layers"][0]["fields"]


@pytest.mark.parametrize(
    "headers",
    [
        {"accept": ";;;,,,"}, {"accept": "a" * 7000}, {"accept": "application/xml"}, {"accept-language": "en;q=nan,*"},
        {"accept-encoding": "gzip;q=abc"}, {"accept-encoding": "identity;q=0"}, {"range": "bytes=9-0"},
        {"if-none-match": '"'}, {"if-none-match": "W/,,"}, {"if-modified-since": "never"}, {"origin": "null"},
        {"host": "["}, {"host": "a b"}, {"host": "x/?#"}, {"x-forwarded-host": "evil.example"},
        {"x-forwarded-proto": "javascript"},
    ],
)  # fmt: skip
def test_headers_nobody_should_send(http: httpx.Client, headers: dict[str, str]):
    for path in (f"{LAMPS}?limit=1", "/ogc/collections", "/ogc/styles", "/catalogue", f"{TILE}/12/1855/3266"):
        response = http.get(path, headers=headers)
        assert response.status_code in (200, 204), (path, headers, response.text)
        assert "evil.example" not in response.text
        assert "javascript://" not in response.text
    assert http.get("/ogc/collections/nothing", headers=headers).status_code == 404


@pytest.mark.parametrize(
    "line",
    [b"GET /\xff HTTP/1.1", b"GET /ogc?lang=\xff HTTP/1.1", b"GET / HTTP/9.9", b"GET /" + b"a" * 70_000 + b" HTTP/1.1"],
)
def test_bytes_that_are_no_request(server_url: str, line: bytes):
    at = urlsplit(server_url)
    with socket.create_connection((str(at.hostname), at.port or 80), timeout=60) as raw:
        raw.sendall(line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert re.match(rb"HTTP/1\.\d 4\d\d ", raw.recv(200))


def test_names_of_the_crs_mean_the_same_in_every_format(http: httpx.Client):
    for name in ("OGC:CRS84", "[OGC:CRS84]", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"):
        for form in ("json", "html", "csv", "jsonld"):
            assert http.get(LAMPS, params={"limit": 1, "f": form, "crs": name}).status_code == 200, (form, name)
    refused(http, asked(f="jsonld", crs="EPSG:9212"))


def test_markup_in_a_request_is_text_on_the_page(http: httpx.Client):
    evil = "<script>alert(1)</script>\"'><img src=x>"
    for path in (f"{LAMPS}?f=html&q=", f"{LAMPS}?f=html&filter=", f"{LAMPS}?f=html&pole_ref=", f"{LAMPS}?f=html&evil="):
        page = http.get(path + quote(evil, safe=""))
        assert page.headers["content-type"].startswith("text/html")
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "script-src 'self'" in page.headers["content-security-policy"]


def test_parameters_written_in_percent_codes_are_followed_as_any_other(http: httpx.Client):
    first = http.get("/ogc/collections/wards/items?limit=1&%66=json")
    following = next(link["href"] for link in first.json()["links"] if link["rel"] == "next")
    again = http.get(following)
    assert again.status_code == 200, again.text
    third = next(link["href"] for link in again.json()["links"] if link["rel"] == "next")
    assert http.get(third.replace("page=", "p%61ge=")).json()["features"] != first.json()["features"]

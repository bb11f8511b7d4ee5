"""The conformance classes of OGC API Common and Features, each proved over HTTP; `api.ogc.conformance` names these tests."""

from __future__ import annotations

import ast
import json
from typing import Any

import httpx
import pytest
from pyproj import Transformer

from api.ogc.conformance import CLASSES, PROOFS
from layers.core import crs
from layers.core.settings import ROOT
from tests.integration.asking import OPEN

REL = "http://www.opengis.net/def/rel/ogc/1.0"
LAMPS = "/ogc/collections/street_lamps"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def links(document: dict[str, Any], rel: str) -> list[str]:
    return [link["href"] for link in document["links"] if link["rel"] == rel]


def features(http: httpx.Client, url: str = f"{LAMPS}/items", **params: Any) -> dict[str, Any]:
    response = http.get(url, params=params or None)  # an empty dict would cut the query off the url
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/geo+json"
    return response.json()


def assert_problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    problem = response.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"] == problem["description"]
    return problem


def test_every_class_names_tests_that_exist():
    for conformance, tests in PROOFS.items():
        assert tests, f"{conformance} is not proved"
        for name in tests:
            path, _, function = name.partition("::")
            tree = ast.parse((ROOT / path).read_text())
            assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, name


def test_only_proved_classes_are_declared(http: httpx.Client):
    assert http.get("/ogc/conformance").json()["conformsTo"] == list(CLASSES)


def test_landing_page_leads_everywhere(http: httpx.Client):
    response = http.get("/ogc", headers={"Accept": "application/json"})
    assert response.headers["content-type"] == "application/json"
    landing = response.json()
    assert {"title", "description", "links"} <= landing.keys()
    (description,) = links(landing, "service-desc")
    accept = "application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0, application/json"
    answer = http.get(description, headers={"Accept": accept})
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    for rel in ("self", "alternate", "service-doc", "conformance", "data", f"{REL}/tilesets-vector", f"{REL}/styles"):
        (href,) = links(landing, rel)
        assert href.startswith(str(http.base_url).rstrip("/")), "absolute, or QGIS refuses the service"
        assert http.get(href).status_code == 200, href


def test_collections_are_the_registry(http: httpx.Client):
    document = http.get("/ogc/collections").json()
    assert [one["id"] for one in document["collections"]] == list(OPEN)
    one = document["collections"][0]
    assert one == http.get(f"/ogc/collections/{one['id']}").json()
    assert links(document, "self")


def test_features_core(http: httpx.Client):
    first = features(http, limit=3)
    assert first["type"] == "FeatureCollection"
    assert first["numberReturned"] == len(first["features"]) == 3
    assert first["numberMatched"] > 3
    assert first["timeStamp"].endswith("Z")
    (following,) = links(first, "next")
    second = features(http, following)
    assert not {f["id"] for f in first["features"]} & {f["id"] for f in second["features"]}
    one = first["features"][0]
    alone = http.get(f"{LAMPS}/items/{one['id']}")
    assert alone.headers["content-type"] == "application/geo+json"
    assert {key: alone.json()[key] for key in ("id", "geometry", "properties")} == {
        key: one[key] for key in ("id", "geometry", "properties")
    }
    lon, lat = one["geometry"]["coordinates"][:2]
    near = features(http, bbox=f"{lon - 1e-6},{lat - 1e-6},{lon + 1e-6},{lat + 1e-6}", limit=100)
    assert one["id"] in {f["id"] for f in near["features"]}
    assert near["numberMatched"] < first["numberMatched"]
    assert features(http, bbox="0,0,1,1")["features"] == []


def test_paging_visits_every_feature_once(http: httpx.Client):
    layer = next(name for name in OPEN if 20 < features(http, f"/ogc/collections/{name}/items")["numberMatched"] < 120)
    page = features(http, f"/ogc/collections/{layer}/items", limit=7)
    seen = [f["id"] for f in page["features"]]
    while links(page, "next"):
        page = features(http, links(page, "next")[0])
        seen += [f["id"] for f in page["features"]]
    assert len(seen) == len(set(seen)) == page["numberMatched"]


def test_datetime(http: httpx.Client):
    wards = "/ogc/collections/wards/items"
    assert features(http, wards, datetime="2024-01-01")["numberMatched"] == 9
    assert features(http, wards, datetime="2025-12-01T00:00:00Z")["numberMatched"] == 2
    everything = features(http, wards)["numberMatched"]
    assert features(http, wards, datetime="../..")["numberMatched"] == everything
    assert features(http, wards, datetime="2000-01-01/9999-12-31T00:00:00Z")["numberMatched"] == everything


def test_unknown_parameter_is_refused(http: httpx.Client):
    for url in (
        "/ogc",
        "/ogc/collections",
        LAMPS,
        f"{LAMPS}/items",
        f"{LAMPS}/schema",
        "/ogc/conformance",
        "/ogc/openapi",
    ):
        problem = assert_problem(http.get(url, params={"nonsense": "1"}), 400)
        assert "nonsense" in problem["detail"]


def test_wrong_values_are_refused_in_both_languages(http: httpx.Client):
    wrong = {"limit": "0", "bbox": "1,2,3", "datetime": "yesterday", "crs": "nowhere", "sortby": "nothing", "f": "docx"}
    for name, value in wrong.items():
        english = assert_problem(http.get(f"{LAMPS}/items", params={name: value, "lang": "en"}), 400)
        vietnamese = assert_problem(http.get(f"{LAMPS}/items", params={name: value, "lang": "vi"}), 400)
        assert english["detail"] != vietnamese["detail"], name


def test_nothing_here_and_not_with_this_method(http: httpx.Client):
    assert_problem(http.get("/ogc/collections/nothing"), 404)
    assert_problem(http.get("/ogc/collections/nothing/schema"), 404)
    assert_problem(http.get(f"{LAMPS}/items/{UNKNOWN}"), 404)
    assert_problem(http.get("/nothing/at/all"), 404)
    assert_problem(http.delete("/ogc/collections"), 405)
    assert_problem(http.post("/ogc/collections/indicators/items", json={}), 405)


def test_errors_are_pages_for_browsers(http: httpx.Client):
    response = http.get("/ogc/collections/nothing", headers={"Accept": "text/html", "Accept-Language": "vi"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "Không có lớp" in response.text


def test_every_crs_gives_the_same_place(http: httpx.Client):
    collection = http.get(LAMPS).json()
    one = features(http, limit=1)["features"][0]
    lon, lat = one["geometry"]["coordinates"][:2]
    for uri in collection["crs"]:
        response = http.get(f"{LAMPS}/items/{one['id']}", params={"crs": uri})
        assert response.headers["content-crs"] == f"<{uri}>"
        first, second = response.json()["geometry"]["coordinates"][:2]
        offered = crs.BY_URI[uri]
        x, y = (second, first) if offered.lat_first else (first, second)
        if offered.srid in (4326, 3857):
            expected = Transformer.from_crs(4326, offered.srid, always_xy=True).transform(lon, lat)
            assert (x, y) == pytest.approx(expected, rel=1e-8)
        half = 0.5 if offered.decimals == 3 else 1e-5
        box = f"{first - half},{second - half},{first + half},{second + half}"
        found = features(http, bbox=box, **{"bbox-crs": uri}, limit=100)
        assert one["id"] in {f["id"] for f in found["features"]}, uri


def test_queryables(http: httpx.Client):
    response = http.get(f"{LAMPS}/queryables")
    assert response.headers["content-type"] == "application/schema+json"
    document = response.json()
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["type"] == "object"
    assert document["properties"]["geom"]["format"] == "geometry-point"
    assert f"{REL}/queryables" in {link["rel"] for link in http.get(LAMPS).json()["links"]}


def test_queryables_as_parameters(http: httpx.Client):
    one = features(http, limit=1)["features"][0]
    found = features(http, pole_ref=one["properties"]["pole_ref"])
    assert [f["id"] for f in found["features"]] == [one["id"]]
    assert_problem(http.get(f"{LAMPS}/items", params={"rated_power_w": "much"}), 400)


def test_sortables(http: httpx.Client):
    names = http.get(f"{LAMPS}/sortables").json()["properties"]
    assert "rated_power_w" in names
    powers = [f["properties"]["rated_power_w"] for f in features(http, sortby="-rated_power_w", limit=50)["features"]]
    known = [power for power in powers if power is not None]
    assert known == sorted(known, reverse=True)


def test_schema(http: httpx.Client):
    document = http.get(f"{LAMPS}/schema").json()
    roles = {member.get("x-ogc-role") for member in document["properties"].values()}
    assert {"id", "primary-geometry", "reference"} <= roles
    assert document["properties"]["geom"]["format"] == "geometry-point"
    wards = http.get("/ogc/collections/wards/schema").json()["properties"]
    assert wards["valid_from"]["x-ogc-role"] == "primary-interval-start"
    assert wards["valid_to"]["x-ogc-role"] == "primary-interval-end"


def test_references_lead_to_features(http: httpx.Client):
    properties = http.get(f"{LAMPS}/schema").json()["properties"]
    target = properties["cabinet_id"]["x-ogc-collectionId"]
    with_cabinet = features(http, filter="cabinet_id IS NOT NULL", limit=1)["features"][0]
    cabinet = http.get(f"/ogc/collections/{target}/items/{with_cabinet['properties']['cabinet_id']}")
    assert cabinet.status_code == 200


def test_head_etag_and_304(http: httpx.Client):
    for url in (
        "/ogc",
        "/ogc/collections",
        LAMPS,
        f"{LAMPS}/items?limit=2",
        f"{LAMPS}/schema",
        "/ogc/openapi",
        "/catalogue",
    ):
        got = http.get(url)
        head = http.head(url)
        assert head.status_code == 200
        assert head.content == b""
        assert head.headers["etag"] == got.headers["etag"], url
        again = http.get(url, headers={"If-None-Match": got.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), url


def test_any_page_may_ask(http: httpx.Client):
    response = http.get(f"{LAMPS}/items", headers={"Origin": "https://elsewhere.example"})
    assert response.headers["access-control-allow-origin"] == "*"
    assert "content-crs" in response.headers["access-control-expose-headers"].lower()


def test_catalogue(http: httpx.Client):
    document = http.get("/catalogue").json()
    layers = [layer for theme in document["themes"] for layer in theme["layers"]]
    assert [layer["id"] for layer in layers] == list(OPEN)
    assert document["synthetic"] is True
    west, south, east, north = document["bounds"]
    assert west < 107.1 < east
    assert south < 16.82 < north
    for layer in layers:
        counted = features(http, f"/ogc/collections/{layer['id']}/items", limit=1)["numberMatched"]
        assert layer["count"] == counted, layer["id"]
        assert layer["legend"], layer["id"]


def test_csv_holds_the_same_rows(http: httpx.Client):
    import csv
    import io

    body = http.get(f"{LAMPS}/items", params={"f": "csv", "limit": 5})
    assert body.headers["content-type"] == "text/csv; charset=utf-8"
    assert "street_lamps.csv" in body.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(body.content.decode("utf-8-sig"))))
    for row, feature in zip(rows, features(http, limit=5)["features"], strict=True):
        assert row["id"] == feature["id"]
        assert row["pole_ref"] == feature["properties"]["pole_ref"]
        assert [float(row["x"]), float(row["y"])] == feature["geometry"]["coordinates"][:2]
    empty = http.get(f"{LAMPS}/items", params={"f": "csv", "bbox": "0,0,1,1"}).content.decode("utf-8-sig")
    assert empty.strip().startswith("id,"), "a table without rows has its header"


def test_jsonld_names_features_by_address(http: httpx.Client):
    response = http.get(f"{LAMPS}/items", params={"f": "jsonld", "limit": 2})
    assert response.headers["content-type"] == "application/ld+json"
    document = response.json()
    assert document["@context"]
    for feature in document["features"]:
        assert http.get(feature["@id"]).json()["id"] == feature["id"]
    refused = http.get(f"{LAMPS}/items", params={"f": "jsonld", "crs": crs.STORAGE_CRS.uri})
    assert_problem(refused, 400)


def test_text_is_not_harmed_by_the_engine(own_city_url: str, tmp_path: Any):
    import psycopg

    from tests.conftest import serving

    name = 'Cột <số 1> & "2" đường Lê Lợi'
    with psycopg.connect(own_city_url) as connection:
        row = connection.execute(
            "UPDATE layers.street_lamps SET pole_ref = %s"
            " WHERE fid = (SELECT min(fid) FROM layers.street_lamps) RETURNING id",
            [name],
        ).fetchone()
    assert row is not None
    with serving(own_city_url, tmp_path / "log") as base:
        url = f"{base}{LAMPS}/items/{row[0]}"
        for format_ in ("json", "jsonld"):
            assert json.dumps(name, ensure_ascii=False) in httpx.get(url, params={"f": format_}).text
        page = httpx.get(url, params={"f": "html"}).text
        assert "Cột &lt;số 1&gt; &amp;" in page
        assert "<số 1>" not in page

"""What an edit must not do: the answer says what is wrong and where, in both languages, and nothing is changed."""

from __future__ import annotations

import json
import re
import socket
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest

from layers.core.access import LAND_ENVIRONMENT
from tests.contract.logins import Logins
from tests.integration.edits.asking import PARCELS, PATCH, TREES

LAMPS = "/ogc/collections/street_lamps/items"
PARKS = "/ogc/collections/parks/items"

_INSIDE = re.compile(
    r"Traceback|asyncpg|postgres|SQLSTATE|constraint|layers\.[a-z]+|\.py\b|_fkey|_range\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def path(http: httpx.Client) -> str:
    """A tree to try on."""
    feature = http.get(TREES, params={"limit": 1}).json()["features"][0]
    return f"{TREES}/{feature['id']}"


def reasons(response: httpx.Response, status: int) -> dict[str | None, dict[str, str]]:
    """The reason in both languages by property."""
    assert response.status_code == status, (response.status_code, response.text[:500])
    document = response.json()
    assert document["status"] == status
    assert not _INSIDE.search(json.dumps(document, ensure_ascii=False).replace(document["type"], "")), document
    return {error["property"]: error["reason"] for error in document.get("errors", ())}


def point(x: float = 107.0985, y: float = 16.8201) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("height_m", -1, r"greater than 0 m and at most 80 m"),
        ("height_m", 1e300, r"at most 80 m"),
        ("height_m", 10**400, r"finite number"),
        ("height_m", "7", r"finite number"),
        ("height_m", True, r"finite number"),
        ("health", "splendid", r"one of good, fair"),
        ("species", None, r"not be empty"),
        ("species", "x" * 5_000, r"at most \d+ letters"),
        ("species", "a\0b", r"a text"),
        ("species", "\ud800", r"a text"),
        ("species", ["a"], r"a text"),
        ("is_protected", "yes", r"true or false"),
        ("planted_on", "2026-02-30", r"date"),
        ("planted_on", "yesterday", r"date"),
        ("planted_on", "2026-01-01T12:00:00Z", r"date"),
        ("road_id", "abc", r"UUID"),
        ("road_id", "00000000-0000-0000-0000-000000000001", r"no such feature in roads"),
        ("ward_code", "abc", r"pattern"),
        ("nothing", 1, r"no such property"),
        ("search", "x", r"no such property"),
        ("geom", "x", r"no such property"),
        ('height_m" = 1, "version', 1, r"no such property"),
    ],
)
def test_values(http: httpx.Client, path: str, name: str, value: Any, says: str):
    before = http.get(path).json()
    body = json.dumps({"properties": {name: value}})
    reason = reasons(http.patch(path, content=body, headers=PATCH), 422)[name]
    assert re.search(says, reason["en"]), reason
    assert reason["vi"] != reason["en"]
    vietnamese = http.patch(path, content=body, headers=PATCH | {"Accept-Language": "vi"}).json()["detail"]
    assert reason["vi"] in vietnamese
    assert http.get(path).json()["properties"] == before["properties"]


def test_everything_that_is_wrong_is_said_at_once(http: httpx.Client):
    document = {"type": "Feature", "geometry": None, "properties": {"height_m": "x", "nothing": 1, "is_protected": 1}}
    found = reasons(http.post(TREES, json=document), 422)
    assert {"geometry", "height_m", "nothing", "is_protected", "species"} <= found.keys()


def test_what_devices_and_the_house_keep(http: httpx.Client):
    lamp = http.get(LAMPS, params={"limit": 1}).json()["features"][0]
    path = f"{LAMPS}/{lamp['id']}"
    assert (
        reasons(http.patch(path, json={"properties": {"status": "off"}}, headers=PATCH), 422)["status"]["en"]
        == "it is read-only"
    )
    assert reasons(http.patch(path, json={"properties": {"fid": 1_000_000}}, headers=PATCH), 422)["fid"]
    assert reasons(http.patch(path, json={"id": str(uuid.uuid4())}, headers=PATCH), 422)["id"]
    assert reasons(http.put(path, json=lamp | {"id": str(uuid.uuid4())}), 422)["id"]
    assert http.put(path, json=lamp).status_code == 204, "a whole feature as it was read may come back"
    kept = {"fid": lamp["properties"]["fid"], "version": 1, "updated_at": lamp["properties"]["updated_at"]}
    assert http.patch(path, json={"properties": kept}, headers=PATCH).status_code == 204
    assert reasons(http.post(TREES, json={"type": "Feature", "id": 7, "geometry": point(), "properties": {}}), 422)[
        "id"
    ]


@pytest.mark.parametrize(
    ("geometry", "says"),
    [
        (None, "not be empty"),
        ([1, 2], "no GeoJSON geometry"),
        ({}, "must be a MultiPolygon"),
        ({"type": "GeometryCollection", "geometries": []}, "must be a MultiPolygon"),
        (point(), "must be a MultiPolygon"),
        ({"type": "Polygon"}, "filled list"),
        ({"type": "Polygon", "coordinates": []}, "filled list"),
        ({"type": "Polygon", "coordinates": [[[107.1, 16.81], [107.2, 16.81], [107.1, 16.81]]]}, "fewer than 4"),
        ({"type": "Polygon", "coordinates": [[[107, 16.8], [107.1, 16.8], [107.1, 16.9], [107, 16.9]]]}, "does not end"),
        ({"type": "Polygon", "coordinates": [[["a", 1], [1, 2], [2, 3], ["a", 1]]]}, "finite numbers"),
        ({"type": "Polygon", "coordinates": [[[1e300, 1], [1, 2], [2, 3], [1e300, 1]]]}, "finite numbers"),
        ({"type": "Polygon", "coordinates": [[[1, 1], [1, 2], [2, 3], [1, 1]]]}, "outside the area"),
        ({"type": "Polygon", "coordinates": [[[107, -95], [1, 200], [300, 3], [107, -95]]]}, "outside the area"),
        (
            {"type": "Polygon", "coordinates": [[[107.1, 16.8], [107.2, 16.9], [107.2, 16.8], [107.1, 16.9], [107.1, 16.8]]]},
            "crosses itself at 107.15, 16.8500",
        ),
    ],
)  # fmt: skip
def test_geometries(http: httpx.Client, geometry: Any, says: str):
    park = http.get(PARKS, params={"limit": 1}).json()["features"][0]
    response = http.patch(f"{PARKS}/{park['id']}", json={"geometry": geometry}, headers=PATCH)
    assert says in reasons(response, 422)["geometry"]["en"]
    assert http.get(f"{PARKS}/{park['id']}").json()["geometry"] == park["geometry"]


def test_more_positions_than_a_geometry_may_have(http: httpx.Client):
    pipes = "/ogc/collections/water_pipes/items"
    pipe = http.get(pipes, params={"limit": 1}).json()["features"][0]
    line = [[107.05 + i * 1e-7, 16.8] for i in range(100_001)]
    response = http.patch(
        f"{pipes}/{pipe['id']}", json={"geometry": {"type": "LineString", "coordinates": line}}, headers=PATCH
    )
    assert "100000" in reasons(response, 422)["geometry"]["en"]


def test_what_others_refer_to_stays(http: httpx.Client, own_url: str):
    with psycopg.connect(own_url) as owner:
        row = owner.execute("SELECT road_id FROM layers.trees WHERE road_id IS NOT NULL LIMIT 1").fetchone()
    assert row is not None
    response = http.delete(f"/ogc/collections/roads/items/{row[0]}")
    assert "still refers to it" in reasons(response, 409)[None]["en"]


def test_a_code_is_given_once(http: httpx.Client):
    first, second = http.get(TREES, params={"limit": 2}).json()["features"]
    change = {"properties": {"code": first["properties"]["code"]}}
    response = http.patch(f"{TREES}/{second['id']}", json=change, headers=PATCH)
    assert "exists already" in reasons(response, 409)["code"]["en"]


def test_parcels_do_not_overlap(people: Logins):
    with people.http(LAND_ENVIRONMENT) as land:
        found = land.get(PARCELS, params={"limit": 50}).json()["features"]
        parcel = next(f for f in found if f["properties"]["valid_to"] is None)
        copy = {"type": "Feature", "geometry": parcel["geometry"]}
        kept = {k: v for k, v in parcel["properties"].items() if k not in ("code", "fid", "version", "updated_at")}
        response = land.post(PARCELS, json=copy | {"properties": kept})
        assert "overlaps" in reasons(response, 409)["geometry"]["en"]
        many = {"type": "FeatureCollection", "features": [copy | {"properties": kept}]}
        assert "overlaps" in reasons(land.post(PARCELS, json=many), 409)["geometry"]["en"]


@pytest.mark.parametrize(
    "kind",
    [
        None, "", "text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded",
        "application/geo+json; charset=utf-16", "application/json; charset=latin1", "application/jsonx",
    ],
)  # fmt: skip
def test_kinds_of_content(http: httpx.Client, path: str, kind: str | None):
    headers = {} if kind is None else {"Content-Type": kind}
    assert http.put(path, content=b"{}", headers=headers).status_code == 415
    assert http.patch(path, content=b"{}", headers=headers).status_code == 415
    assert http.post(TREES, content=b"{}", headers=headers).status_code == 415
    assert http.put(path, content=b"{}", headers=PATCH).status_code == 415
    zipped = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert http.post(TREES, content=b"\x1f\x8b", headers=zipped).status_code == 415


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"1", b'"a"', b"\xff\xfe", b'{"type":"Feature","type":"Feature"}', b"{}",
        b'{"type":"Feature","properties":{"height_m":NaN},"geometry":null}', b'{"type":"Feature","a":Infinity}',
        b'{"type":"Feature","a":-Infinity}', b'{"type":"Feature","a":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        b'{"a":' * 200_000 + b"1" + b"}" * 200_000, b'{"type":"Feature","a":' + b"9" * 5_000 + b"}",
        b'{"type":"FeatureCollection","features":{}}', b'{"type":"FeatureCollection","features":[1]}',
        b'{"type":"Point","coordinates":[1,2]}', b'{"type":["Feature"]}',
    ],
    ids=range(19),
)  # fmt: skip
def test_contents_that_are_none(http: httpx.Client, content: bytes):
    reasons(http.post(TREES, content=content, headers={"Content-Type": "application/geo+json"}), 400)


def test_a_deep_value_is_refused(http: httpx.Client):
    zones = "/ogc/collections/camera_zones/items"
    zone = http.get(zones, params={"limit": 1}).json()["features"][0]
    deep: Any = 1
    for _ in range(50):
        deep = {"a": deep}
    response = http.patch(f"{zones}/{zone['id']}", json={"properties": {"image_polygon": deep}}, headers=PATCH)
    assert "deep" in reasons(response, 422)["image_polygon"]["en"]


def test_too_much_content(http: httpx.Client):
    large = b'{"type":"Feature","a":"' + b"a" * (17 * 1024 * 1024) + b'"}'

    def parts() -> Iterator[bytes]:
        for start in range(0, len(large), 1 << 20):
            yield large[start : start + (1 << 20)]

    headers = {"Content-Type": "application/geo+json"}
    assert http.post(TREES, content=large, headers=headers).status_code == 413
    assert http.post(TREES, content=parts(), headers=headers).status_code == 413, "nobody said how much"


def test_content_that_never_ends_is_not_waited_for(http: httpx.Client):
    parts = urlsplit(str(http.base_url))
    authorization = http.build_request("GET", "/").headers.get("authorization")
    if authorization is None:
        sent = http.get("/health").request
        authorization = sent.headers["authorization"]
    head = (
        f"POST {TREES} HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: {authorization}\r\n"
        "Content-Type: application/geo+json\r\nContent-Length: 1000\r\nAccept-Language: en\r\n\r\n{"
    )
    with socket.create_connection((str(parts.hostname), parts.port or 80), timeout=20) as connection:
        connection.sendall(head.encode())
        answer = connection.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 408"), answer[:200]


def test_addresses_and_headers(http: httpx.Client, path: str):
    assert http.patch(f"{TREES}/1", json={}, headers=PATCH).status_code == 404
    assert http.patch(f"{TREES}/%00", json={}, headers=PATCH).status_code == 404
    assert http.post("/ogc/collections/nothing/items", json={}).status_code == 404
    assert http.post(f"{TREES}?nothing=1", json={}).status_code == 400
    assert http.delete(path, headers={"If-Match": '"1', "X-Other": "1"}).status_code == 400
    assert http.post("/ogc/collections/indicators/items", json={}).status_code == 405

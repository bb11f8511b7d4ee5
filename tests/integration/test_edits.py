"""Edits over HTTP: OGC API - Features Part 4 with optimistic locking, by everybody's rights."""

from __future__ import annotations

import concurrent.futures
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.core.access import ADMINISTRATOR, CITIZEN, LAND_ENVIRONMENT, PUBLIC, PUBLIC_UTILITIES, WARD_OFFICER
from tests.conftest import Databases, serving
from tests.contract.logins import OTHER_WARD, WARD, Logins, logins

TREES = "/ogc/collections/trees/items"
PARCELS = "/ogc/collections/land_parcels/items"
PATCH = {"Content-Type": "application/merge-patch+json"}
EPSG = "http://www.opengis.net/def/crs/EPSG/0"


@pytest.fixture(scope="module")
def url(databases: Databases, city_template: str) -> Iterator[str]:
    name = f"test_edits_{uuid.uuid4().hex[:8]}"
    yield databases.copy(city_template, name)
    databases.drop(name)


@pytest.fixture(scope="module")
def people(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logins]:
    with (
        serving(url, tmp_path_factory.mktemp("edits") / "server.log", CONTENT_SECONDS="1") as base,
        logins(url, base) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def http(people: Logins) -> Iterator[httpx.Client]:
    """The administrator."""
    with people.http(ADMINISTRATOR) as client:
        yield client


@pytest.fixture(scope="module")
def owner(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url, options="-c search_path=layers,ext", autocommit=True) as connection:
        yield connection


def tree(**properties: Any) -> dict[str, Any]:
    said = {"species": "Sao đen", "health": "good", "is_protected": False, **properties}
    geometry = {"type": "Point", "coordinates": [107.0985432, 16.8201234]}
    return {"type": "Feature", "geometry": geometry, "properties": said}


def created(http: httpx.Client, document: dict[str, Any], items: str = TREES, **headers: str) -> str:
    """The path of a new feature."""
    response = http.post(items, json=document, headers={"Content-Type": "application/geo+json", **headers})
    assert response.status_code == 201, response.text
    return httpx.URL(response.headers["location"]).path


def read(http: httpx.Client, path: str) -> dict[str, Any]:
    response = http.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def refused(response: httpx.Response, status: int) -> list[tuple[str | None, str]]:
    """The properties that a refusal names, with the reason in English."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document = response.json()
    assert document["status"] == status
    for error in document.get("errors", ()):
        assert error["reason"]["vi"] != error["reason"]["en"]
    return [(error["property"], error["reason"]["en"]) for error in document.get("errors", ())]


def test_options_say_what_the_role_may_do(people: Logins):
    with people.http(PUBLIC) as anyone, people.http(PUBLIC_UTILITIES) as keeper, people.http(CITIZEN) as citizen:
        feature = read(anyone, f"{TREES}?limit=1")["features"][0]["id"]
        for client, writes in ((anyone, False), (citizen, False), (keeper, True)):
            many = client.options(TREES)
            one = client.options(f"{TREES}/{feature}")
            assert many.status_code == one.status_code == 204
            assert ("POST" in many.headers["allow"]) is writes
            assert all((method in one.headers["allow"]) is writes for method in ("PUT", "PATCH", "DELETE"))
            assert "GET" in one.headers["allow"]
        assert "POST" in citizen.options("/ogc/collections/incidents/items").headers["allow"]
        assert "POST" not in keeper.options("/ogc/collections/indicators/items").headers["allow"]
        assert keeper.put(TREES, json={}).status_code == 405
        assert "POST" in keeper.put(TREES, json={}).headers["allow"]


def test_a_page_of_another_site_may_ask_first(people: Logins):
    wanted = {"Origin": "https://example.org", "Access-Control-Request-Method": "PATCH"}
    headers = {"Access-Control-Request-Headers": "content-type,if-match,authorization,content-crs"}
    with people.http(PUBLIC) as anyone:
        response = anyone.options(f"{TREES}/{uuid.uuid4()}", headers=wanted | headers)
        assert response.status_code == 200
        assert "PATCH" in response.headers["access-control-allow-methods"]
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers


def test_create_read_change_replace_delete(http: httpx.Client):
    response = http.post(
        TREES, json=tree(height_m=6.5), headers={"Content-Type": "application/geo+json; charset=utf-8"}
    )
    assert response.status_code == 201
    location = response.headers["location"]
    assert location.startswith(f"{http.base_url}".rstrip("/") + TREES + "/")
    path = httpx.URL(location).path
    feature = read(http, path)
    assert feature["geometry"]["coordinates"] == [107.0985432, 16.8201234]
    said = feature["properties"]
    assert (said["species"], said["height_m"], said["version"], said["source"]) == ("Sao đen", 6.5, 1, "edit")
    assert said["code"]
    assert said["ward_code"] is not None, "filled in by place"

    changed = http.patch(
        path, json={"properties": {"height_m": 7, "health": None, "planted_on": "2001-02-03"}}, headers=PATCH
    )
    assert (changed.status_code, changed.headers["etag"]) == (422, "") if changed.status_code == 422 else (204, '"2"')
    whole = read(http, path)
    whole["properties"]["species"] = "Bàng"
    replaced = http.put(path, json=whole, headers={"Content-Type": "application/geo+json"})
    assert replaced.status_code == 204, replaced.text
    assert read(http, path)["properties"]["species"] == "Bàng"
    assert http.delete(path).status_code == 204
    assert http.get(path).status_code == 404
    assert http.delete(path).status_code == 404


def test_merge_patch_null_removes_and_the_rest_stays(http: httpx.Client):
    path = created(http, tree(height_m=6.5, scientific_name="Hopea odorata"))
    before = read(http, path)
    response = http.patch(path, json={"properties": {"height_m": None}}, headers=PATCH)
    assert (response.status_code, response.headers["etag"]) == (204, '"2"')
    after = read(http, path)
    kept = {"height_m", "version", "updated_at"}
    assert after["properties"]["height_m"] is None
    assert {k: v for k, v in after["properties"].items() if k not in kept} == {
        k: v for k, v in before["properties"].items() if k not in kept
    }
    assert after["geometry"] == before["geometry"]
    assert http.patch(path, json={}, headers=PATCH).headers["etag"] == '"2"', "nothing to do is done"


def test_what_a_replacement_leaves_out_is_empty_but_for_what_the_house_fills(http: httpx.Client):
    path = created(http, tree(height_m=6.5, code="CX-MOI-1"))
    assert http.put(path, json=tree()).status_code == 204
    said = read(http, path)["properties"]
    assert (said["height_m"], said["code"], said["source"]) == (None, "CX-MOI-1", "edit")
    assert said["ward_code"]
    incomplete = tree()
    del incomplete["properties"]["species"]
    assert ("species", "it must not be empty") in refused(http.put(path, json=incomplete), 422)


def test_preferred_representation_is_the_feature(http: httpx.Client):
    prefer = {"Prefer": "return=representation"}
    made = http.post(TREES, json=tree(), headers=prefer)
    assert made.status_code == 201
    path = httpx.URL(made.headers["location"]).path
    feature = read(http, path)
    assert {k: made.json()[k] for k in ("id", "properties", "geometry")} == {
        k: feature[k] for k in ("id", "properties", "geometry")
    }
    changed = http.patch(path, json={"properties": {"height_m": 3}}, headers=PATCH | prefer)
    assert (changed.status_code, changed.json()["properties"]["height_m"]) == (200, 3.0)
    assert changed.headers["etag"].startswith('"2-')


def test_repeating_a_post_is_harmless(http: httpx.Client):
    document: dict[str, Any] = tree(height_m=5) | {"id": str(uuid.uuid4())}
    first = http.post(TREES, json=document)
    again = http.post(TREES, json=document)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["location"].endswith(document["id"])
    document["properties"]["height_m"] = 6
    assert refused(http.post(TREES, json=document), 409)[0][0] == "id"
    assert read(http, f"{TREES}/{document['id']}")["properties"]["height_m"] == 5.0


def test_optimistic_locking(http: httpx.Client):
    path = created(http, tree())
    tag = http.get(path).headers["etag"]
    assert tag.startswith('"1-')
    assert http.get(path, headers={"If-None-Match": tag}).status_code == 304
    change = {"properties": {"height_m": 4}}
    assert http.patch(path, json=change, headers=PATCH | {"If-Match": tag}).headers["etag"] == '"2"'
    stale = http.patch(path, json={"properties": {"height_m": 5}}, headers=PATCH | {"If-Match": tag})
    refused(stale, 412)
    assert stale.json()["version"] == 2
    assert http.delete(path, headers={"If-Match": tag}).status_code == 412
    assert http.put(path, json=tree(), headers={"If-Match": tag}).status_code == 412
    assert read(http, path)["properties"]["height_m"] == 4.0
    for good in ('"2"', 'W/"2"', '"9", "2-abc"', "*"):
        current = read(http, path)["properties"]["version"]
        named = good.replace("2", str(current)) if good != "*" else good
        assert http.patch(path, json=change, headers=PATCH | {"If-Match": named}).status_code == 204, named
    for wrong in ("2", '"2', "*, *"):
        assert http.patch(path, json=change, headers=PATCH | {"If-Match": wrong}).status_code == 400, wrong
    assert http.patch(path, json=change, headers=PATCH | {"If-Match": '"strange"'}).status_code == 412
    assert http.put(path, json=tree(), headers={"If-None-Match": "*"}).status_code == 412
    assert http.delete(path, headers={"If-None-Match": "*"}).status_code == 412
    assert http.patch(f"{TREES}/{uuid.uuid4()}", json=change, headers=PATCH | {"If-Match": tag}).status_code == 404


def test_a_guarded_layer_demands_the_version(people: Logins):
    with people.http(LAND_ENVIRONMENT) as land:
        feature = read(land, f"{PARCELS}?limit=1")["features"][0]
        path = f"{PARCELS}/{feature['id']}"
        change = {"properties": {"address": "Số 1"}}
        refused(land.patch(path, json=change, headers=PATCH), 428)
        refused(land.delete(path), 428)
        tag = land.get(path).headers["etag"]
        assert land.patch(path, json=change, headers=PATCH | {"If-Match": tag}).status_code == 204


def test_who_may_not_is_told_apart(people: Logins, owner: psycopg.Connection[Any]):
    change = {"properties": {"name": "Khu phố mới"}}
    with people.http(PUBLIC) as anyone, people.http(CITIZEN) as citizen, people.http(WARD_OFFICER) as officer:
        hoods = "/ogc/collections/neighbourhoods/items"
        own, other = (
            read(officer, f"{hoods}?ward_code={ward}&limit=1")["features"][0]["id"] for ward in (WARD, OTHER_WARD)
        )
        assert anyone.patch(f"{hoods}/{own}", json=change, headers=PATCH).status_code == 401
        assert citizen.patch(f"{hoods}/{own}", json=change, headers=PATCH).status_code == 403
        assert officer.patch(f"{hoods}/{own}", json=change, headers=PATCH).status_code == 204
        assert officer.patch(f"{hoods}/{other}", json=change, headers=PATCH).status_code == 403, "seen, not his"
        assert officer.delete(f"{hoods}/{other}").status_code == 403
        assert officer.patch(f"{hoods}/{uuid.uuid4()}", json=change, headers=PATCH).status_code == 404
        moved = officer.patch(f"{hoods}/{own}", json={"properties": {"ward_code": OTHER_WARD}}, headers=PATCH)
        assert moved.status_code == 403, "given away to another ward"
        row = owner.execute("SELECT id FROM incidents WHERE ward_code = %s LIMIT 1", [OTHER_WARD]).fetchone()
        assert row is not None
        hidden = officer.patch(f"/ogc/collections/incidents/items/{row[0]}", json={"properties": {}}, headers=PATCH)
        assert hidden.status_code == 404, "what may not be seen is not there"
        assert anyone.post("/ogc/collections/tasks/items", json={}).status_code == 401
        assert citizen.post("/ogc/collections/tasks/items", json={}).status_code == 403


def test_a_citizen_reports_and_gives_no_more_than_a_report(people: Logins):
    items = "/ogc/collections/incidents/items"
    report = {
        "type": "Feature",
        "id": str(uuid.uuid4()),
        "geometry": {"type": "Point", "coordinates": [107.0985, 16.82]},
        "properties": {"service_code": "lighting", "description": "Đèn tắt"},
    }
    with people.http(CITIZEN) as citizen:
        assert citizen.post(items, json=report).status_code == 201
        assert citizen.post(items, json=report).status_code == 200, "the telephone sends it twice"
        said = read(citizen, f"{items}/{report['id']}")["properties"]
        assert (said["status"], said["ward_code"] is not None) == ("received", True)
        more = report | {"id": str(uuid.uuid4()), "properties": report["properties"] | {"status": "resolved"}}
        assert [name for name, _ in refused(citizen.post(items, json=more), 422)] == ["status"]
        assert citizen.delete(f"{items}/{report['id']}").status_code == 403


def test_a_collection_is_all_or_nothing(http: httpx.Client, owner: psycopg.Connection[Any]):
    def many(*features: dict[str, Any]) -> dict[str, Any]:
        return {"type": "FeatureCollection", "features": list(features)}

    def count() -> int:
        row = owner.execute("SELECT count(*) FROM trees").fetchone()
        assert row is not None
        return row[0]

    before = count()
    good: list[dict[str, Any]] = [tree(height_m=h) | {"id": str(uuid.uuid4())} for h in (1, 2, 3)]
    good[1]["properties"]["scientific_name"] = "Hopea"
    response = http.post(TREES, json=many(*good))
    assert response.status_code == 201
    assert [one["id"] for one in response.json()["features"]] == [one["id"] for one in good]
    assert response.json()["numberCreated"] == 3
    assert count() == before + 3
    assert http.post(TREES, json=many(*good)).status_code == 200
    wrong = http.post(TREES, json=many(tree(), tree(height_m=-2), tree()))
    assert refused(wrong, 422)[0][0] == "height_m"
    assert wrong.json()["errors"][0]["feature"] == 1
    bad = http.post(TREES, json=many(tree(nothing=1), tree(), tree(height_m="high")))
    assert [(e["feature"], e["property"]) for e in bad.json()["errors"]] == [(0, "nothing"), (2, "height_m")]
    twice = tree() | {"id": str(uuid.uuid4())}
    assert refused(http.post(TREES, json=many(twice, twice)), 422)[0][0] == "id"
    refused(http.post(TREES, json=many(*[tree()] * 2_001)), 413)
    refused(http.post(TREES, json=many()), 400)
    assert count() == before + 3


@pytest.mark.parametrize(
    ("crs", "coordinates"),
    [
        (None, [107.0985432, 16.8201234]),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", [107.0985432, 16.8201234]),
        ("http://www.opengis.net/def/crs/OGC/0/CRS84h", [107.0985432, 16.8201234, 12.5]),
        (f"{EPSG}/4326", [16.8201234, 107.0985432]),
        (f"{EPSG}/9212", None),
        (f"{EPSG}/3857", None),
        (f"{EPSG}/4756", None),
        (f"{EPSG}/3405", None),
    ],
)
@pytest.mark.parametrize("brackets", [False, True], ids=["bare", "brackets"])
def test_the_crs_of_the_content(http: httpx.Client, crs: str | None, coordinates: list[float] | None, brackets: bool):
    document = tree()
    place = document["geometry"]["coordinates"]
    if coordinates is None:
        known = created(http, tree())
        coordinates = http.get(known, params={"crs": crs}).json()["geometry"]["coordinates"]
    document["geometry"]["coordinates"] = coordinates
    headers = {} if crs is None else {"Content-Crs": f"<{crs}>" if brackets else crs}
    path = created(http, document, **headers)
    assert read(http, path)["geometry"]["coordinates"] == pytest.approx(place, abs=2e-7)


def test_a_crs_named_in_the_content_is_never_passed_over(http: httpx.Client):
    same = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}
    other = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9212"}}}
    assert http.post(TREES, json=tree() | same).status_code == 201
    assert "Content-Crs" in http.post(TREES, json=tree() | other).json()["detail"]
    assert http.post(TREES, json=tree() | {"coordRefSys": f"{EPSG}/3857"}).status_code == 400
    assert http.post(TREES, json=tree(), headers={"Content-Crs": f"{EPSG}/32648"}).status_code == 400


def test_an_unchanged_geometry_is_not_written(http: httpx.Client, owner: psycopg.Connection[Any]):
    for layer in ("buildings", "trees", "cameras", "water_pipes"):
        items = f"/ogc/collections/{layer}/items"
        for crs in ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", f"{EPSG}/4326", f"{EPSG}/9212", f"{EPSG}/3405"):
            feature = http.get(items, params={"limit": 1, "crs": crs}).json()["features"][0]
            stored = f"SELECT ST_AsEWKB(geom), version FROM {layer} WHERE id = %s"
            before = owner.execute(stored, [feature["id"]]).fetchone()  # type: ignore[arg-type]
            assert before is not None
            response = http.put(f"{items}/{feature['id']}", json=feature, headers={"Content-Crs": crs})
            assert response.status_code == 204, response.text
            after = owner.execute(stored, [feature["id"]]).fetchone()  # type: ignore[arg-type]
            assert after == (before[0], before[1] + 1), (layer, crs)


def test_geometries_fit_the_kind_of_the_layer(http: httpx.Client):
    camera = read(http, "/ogc/collections/cameras/items?limit=1")["features"][0]
    path, height = f"/ogc/collections/cameras/items/{camera['id']}", camera["geometry"]["coordinates"][2]
    flat = {"geometry": {"type": "Point", "coordinates": [107.1, 16.81]}}
    assert http.patch(path, json=flat, headers=PATCH).status_code == 204
    assert read(http, path)["geometry"]["coordinates"] == pytest.approx([107.1, 16.81, height]), "the height stays"
    raised = {"geometry": {"type": "Point", "coordinates": [107.1, 16.81, 9.25]}}
    assert http.patch(path, json=raised, headers=PATCH).status_code == 204
    assert read(http, path)["geometry"]["coordinates"][2] == pytest.approx(9.25)
    park = read(http, "/ogc/collections/parks/items?limit=1")["features"][0]
    path = f"/ogc/collections/parks/items/{park['id']}"
    square = [[[107.1, 16.81], [107.101, 16.81], [107.101, 16.811], [107.1, 16.811], [107.1, 16.81]]]
    for geometry in ({"type": "Polygon", "coordinates": square}, {"type": "MultiPolygon", "coordinates": [square]}):
        assert http.patch(path, json={"geometry": geometry}, headers=PATCH).status_code == 204
        assert read(http, path)["geometry"] == {"type": "MultiPolygon", "coordinates": [square]}
    building = read(http, "/ogc/collections/buildings/items?limit=1")["features"][0]
    path = f"/ogc/collections/buildings/items/{building['id']}"
    assert (
        http.patch(
            path, json={"geometry": {"type": "MultiPolygon", "coordinates": [square]}}, headers=PATCH
        ).status_code
        == 204
    )
    assert read(http, path)["geometry"]["type"] == "Polygon"


def test_two_writers_at_once_lose_nothing(people: Logins, http: httpx.Client):
    """Everybody adds one to a number that all read and write; with If-Match the sum is exact, whatever the order."""
    path = created(http, tree(height_m=1))
    writers, rounds = 4, 12

    def add_some() -> int:
        refusals = 0
        with people.http(ADMINISTRATOR) as client:
            for _ in range(rounds):
                while True:
                    response = client.get(path)
                    height = response.json()["properties"]["height_m"]
                    headers = PATCH | {"If-Match": response.headers["etag"]}
                    change = client.patch(path, json={"properties": {"height_m": height + 1}}, headers=headers)
                    if change.status_code == 204:
                        break
                    assert change.status_code == 412
                    refusals += 1
        return refusals

    with concurrent.futures.ThreadPoolExecutor(writers) as pool:
        list(pool.map(lambda _: add_some(), range(writers)))
    said = read(http, path)["properties"]
    assert said["height_m"] == 1 + writers * rounds
    assert said["version"] == 1 + writers * rounds


@pytest.fixture(scope="module")
def contested(http: httpx.Client) -> str:
    """A tree that everybody wants to change."""
    return created(http, tree(height_m=1))


@settings(max_examples=20, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["read", "change", "move", "all at once"])),
        min_size=4,
        max_size=14,
    )
)
def test_no_interleaving_loses_an_update(http: httpx.Client, contested: str, steps: list[tuple[int, str]]):
    """Three people read and write in any order; whoever's reading is old is refused, and nobody else's change goes lost."""
    current = read(http, contested)["properties"]["version"]
    known: dict[int, int] = {}
    standing = read(http, contested)["properties"]["height_m"]

    def change(tag: int, value: float, *, move: bool) -> int:
        body: dict[str, Any] = {"properties": {"height_m": value}}
        if move:
            body["geometry"] = {"type": "Point", "coordinates": [107.09 + value / 10_000, 16.82]}
        return http.patch(contested, json=body, headers=PATCH | {"If-Match": f'"{tag}"'}).status_code

    for number, (person, step) in enumerate(steps):
        value = float(1 + number % 70)
        if step == "read" or person not in known:
            known[person] = read(http, contested)["properties"]["version"]
            assert known[person] == current
        elif step == "all at once":
            values = [value, value + 1, value + 2]
            with concurrent.futures.ThreadPoolExecutor(3) as pool:
                asked = [pool.submit(change, known[person], v, move=place == 0) for place, v in enumerate(values)]
                answers = [one.result() for one in asked]
            if known[person] == current:
                assert sorted(answers) == [204, 412, 412], "one of them was first"
                current, standing = current + 1, values[answers.index(204)]
            else:
                assert answers == [412] * 3
        else:
            answer = change(known[person], value, move=step == "move")
            assert answer == (204 if known[person] == current else 412)
            if answer == 204:
                current, standing = current + 1, value
        said = read(http, contested)["properties"]
        assert (said["version"], said["height_m"]) == (current, standing)


def test_what_qgis_sends(people: Logins):
    """A planner's session as QGIS speaks: Basic, bare Content-Crs in the layer's own CRS, empty fields, whole features."""
    with people.http(PUBLIC_UTILITIES) as qgis:
        stored = f"{EPSG}/9212"
        assert "POST" in qgis.options(TREES).headers["allow"], "or QGIS shows the layer as read-only"
        page = qgis.get(TREES, params={"limit": 10, "crs": stored}).json()
        assert "PATCH" in qgis.options(f"{TREES}/{page['features'][0]['id']}").headers["allow"]
        sample = page["features"][0]
        empty = dict.fromkeys(sample["properties"])
        new = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [590_000.123, 1_860_000.456]},
            "properties": empty | {"species": "Lộc vừng", "is_protected": False},
        }
        headers = {"Content-Type": "application/geo+json", "Content-Crs": stored}
        made = qgis.post(TREES, content=orjson.dumps(new), headers=headers)
        assert made.status_code == 201, made.text
        identifier = made.headers["location"].rpartition("/items/")[2]
        path = f"{TREES}/{identifier}"
        read_back = qgis.get(path, params={"crs": stored}).json()
        assert read_back["geometry"]["coordinates"] == [590_000.123, 1_860_000.456]
        moved = {
            "type": "Feature",
            "id": identifier,
            "geometry": {"type": "Point", "coordinates": [590_010.0, 1_860_000.0]},
        }
        patch = {"Content-Type": "application/merge-patch+json", "Content-Crs": stored}
        assert qgis.patch(path, content=orjson.dumps(moved | {"properties": {}}), headers=patch).status_code == 204
        one = {"type": "Feature", "id": identifier, "properties": {"height_m": 5}}
        assert qgis.patch(path, content=orjson.dumps(one), headers=patch).status_code == 204
        whole = read_back | {"geometry": moved["geometry"]}
        assert qgis.put(path, content=orjson.dumps(whole), headers=headers).status_code == 204, (
            "its version is an old one"
        )
        last = qgis.get(path, params={"crs": stored}).json()
        assert (last["geometry"]["coordinates"], last["properties"]["species"]) == (
            [590_010.0, 1_860_000.0],
            "Lộc vừng",
        )
        assert qgis.delete(path).status_code == 204

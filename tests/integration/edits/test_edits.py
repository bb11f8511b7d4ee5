"""Edits over HTTP: OGC API - Features Part 4 with optimistic locking, by everybody's rights."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import psycopg

from layers.core.access import CITIZEN, LAND_ENVIRONMENT, PUBLIC, PUBLIC_UTILITIES, WARD_OFFICER
from tests.contract.logins import OTHER_WARD, WARD, Logins
from tests.integration.edits.asking import PARCELS, PATCH, TREES, created, read, refused, tree


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

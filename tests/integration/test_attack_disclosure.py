"""Attacks that want to see what is not theirs: hidden rows by filter, order, count, past and refusal."""

from __future__ import annotations

import json
import uuid
from typing import Any

import httpx
import psycopg
import pytest

from layers.core.access import (
    ADMINISTRATOR,
    CITIZEN,
    POLICE,
    PUBLIC,
    PUBLIC_UTILITIES,
    URBAN_MANAGEMENT,
    WARD_OFFICER,
    Role,
    actions,
    rows,
    seen_by,
)
from layers.registry import LAYERS
from tests.contract.asked_as import ok, ran
from tests.contract.logins import OTHER_WARD, WARD, Logins
from tests.integration.listening import wait_for_log

BY_WARD = tuple(n for n, c in LAYERS.items() if "ward" in (rows(c.declared, WARD_OFFICER, "read") or ""))
PRIVATE = [
    (role, name, p.name)
    for role in (PUBLIC, CITIZEN, WARD_OFFICER, PUBLIC_UTILITIES)
    for name, cls in LAYERS.items()
    if "read" in actions(cls.declared, role)
    for p in cls.declared.properties
    if p.name not in (seen_by(cls.declared, role) or cls.declared).public_by_name
]


def items(layer: str) -> str:
    return f"/ogc/collections/{layer}/items"


@pytest.mark.parametrize("layer", BY_WARD)
def test_another_ward_is_found_by_no_question(besieged: Logins, owner: psycopg.Connection[Any], layer: str) -> None:
    """Neither features nor a count, a first place, a box or a time that would tell of them."""
    ((identifier, code, fid),) = ran(
        owner, f'SELECT id, code, fid FROM layers."{layer}" WHERE ward_code = %s ORDER BY fid LIMIT 1', OTHER_WARD
    )
    with besieged.http(WARD_OFFICER) as officer:
        wait_for_log(owner, str(officer.base_url).rstrip("/"))
        for wanted in (
            {"ward_code": OTHER_WARD}, {"filter": f"ward_code = '{OTHER_WARD}'"}, {"filter": f"ward_code <> '{WARD}'"},
            {"filter": f"NOT (ward_code = '{WARD}')"}, {"filter": f"code = '{code}'"}, {"filter": f"fid = {fid}"},
            {"filter": f"CASEI(code) = CASEI('{code}') OR ward_code = '{OTHER_WARD}'"}, {"code": code},
            {"filter": f"ward_code IN ('{OTHER_WARD}')", "as-of": "2026-11-22T00:00:00Z"},
        ):  # fmt: skip
            answer = officer.get(items(layer), params={"limit": 3, **wanted})
            if answer.status_code == 400:
                assert "as-of" in wanted, answer.text
                continue
            page = ok(answer).json()
            assert (page["numberMatched"], page["features"]) == (0, []), wanted
        for order in ("ward_code", "-ward_code", "fid", "-updated_at"):
            page = ok(officer.get(items(layer), params={"limit": 1, "sortby": order})).json()
            assert page["features"][0]["properties"]["ward_code"] == WARD
        found = ok(officer.get("/search", params={"q": code})).json()["results"]
        assert str(identifier) not in {one["id"] for one in found}
        for address in (f"{items(layer)}/{identifier}", f"{items(layer)}/{identifier}/history"):
            assert officer.get(address).status_code == 404
        seen = ran(owner, f'SELECT count(*) FROM layers."{layer}" WHERE ward_code = %s', WARD)
        assert ok(officer.get(items(layer), params={"limit": 1})).json()["numberMatched"] == seen[0][0]
        counted = {
            one["id"]: one for theme in ok(officer.get("/catalogue")).json()["themes"] for one in theme["layers"]
        }
        assert counted[layer]["count"] == seen[0][0]


@pytest.mark.parametrize(("role", "layer", "name"), PRIVATE, ids=lambda value: getattr(value, "value", value))
def test_a_private_property_answers_no_question(besieged: Logins, role: Role, layer: str, name: str) -> None:
    with besieged.http(role) as client:
        for wanted in (
            {name: "x"}, {"sortby": name}, {"sortby": f"-{name}"}, {"properties": name}, {"filter": f"{name} IS NOT NULL"},
            {"filter": f'"{name}" LIKE \'%\''}, {"filter": f"S_INTERSECTS(geom, POINT(107 16)) OR {name} = 'x'"},
            {"filter": json.dumps({"op": "isNull", "args": [{"property": name}]}), "filter-lang": "cql2-json"},
        ):  # fmt: skip
            answer = client.get(items(layer), params={"limit": 1, **wanted})
            assert answer.status_code == 400, (wanted, answer.text[:200])
        for document in ("schema", "queryables", "sortables"):
            described = ok(client.get(f"/ogc/collections/{layer}/{document}")).json()["properties"]
            assert name not in described or described[name].get("writeOnly") is True
        for feature in ok(client.get(items(layer), params={"limit": 3})).json()["features"]:
            assert name not in feature["properties"]


def test_what_was_drawn_before_the_decision_is_not_published_by_it(
    besieged: Logins, owner: psycopg.Connection[Any]
) -> None:
    ((zone, plan),) = ran(owner, "SELECT id, plan_id FROM layers.planning_zones WHERE version = 1 ORDER BY fid LIMIT 1")
    owner.execute("UPDATE layers.plans SET status = 'draft' WHERE id = %s", [plan])
    owner.execute("UPDATE layers.planning_zones SET note = 'bí mật của bản nháp' WHERE id = %s", [zone])
    ((drafted,),) = ran(
        owner, "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    )
    owner.execute("UPDATE layers.planning_zones SET note = 'sẵn sàng' WHERE id = %s", [zone])
    owner.execute("UPDATE layers.plans SET status = 'approved' WHERE id = %s", [plan])
    owner.execute("UPDATE layers.planning_zones SET note = 'đã công bố' WHERE id = %s", [zone])
    owner.execute("UPDATE layers.planning_zones SET note = 'đính chính' WHERE id = %s", [zone])
    one = f"{items('planning_zones')}/{zone}"
    with besieged.http(PUBLIC) as public, besieged.http(URBAN_MANAGEMENT) as planner:
        told = {number: public.get(f"{one}/history/{number}").status_code for number in (1, 2, 3, 4, 5)}
        assert (told[2], told[4], told[5]) == (404, 200, 200)
        assert "bí mật" not in public.get(f"{one}/history").text
        assert public.get(f"{one}/history/2/diff/5").status_code == 404
        assert public.get(one, params={"as-of": drafted}).status_code == 404
        assert ok(planner.get(f"{one}/history/2")).json()["properties"]["note"] == "bí mật của bản nháp"
    with besieged.database(PUBLIC) as direct:
        kept = {
            version
            for (version,) in ran(direct, "SELECT version FROM layers.planning_zones_history WHERE id = %s", zone)
        }
        assert 2 not in kept
        assert 4 in kept


def test_refusals_tell_nothing_of_hidden_features(besieged: Logins, owner: psycopg.Connection[Any]) -> None:
    """A key that is taken is said to be taken; whose it is, where and what it holds is not."""
    ((identifier, code, summary),) = ran(
        owner,
        "SELECT id, code, summary FROM layers.incidents WHERE ward_code = %s AND summary IS NOT NULL LIMIT 1",
        OTHER_WARD,
    )
    service, geometry = _place(owner)
    told: list[str] = []
    with besieged.http(WARD_OFFICER) as officer:
        for given in ({"id": str(identifier)}, {"properties": {"code": code}}):
            answer = officer.post(items("incidents"), json=_report(service, geometry, **given))
            assert answer.status_code == 409, answer.text
            told.append(answer.text)
        unknown = str(uuid.uuid4())
        for method, path in (("PATCH", ""), ("DELETE", ""), ("GET", "/history"), ("POST", "/history/1/restore")):
            hidden = officer.request(method, f"{items('incidents')}/{identifier}{path}", **_content(method))
            missing = officer.request(method, f"{items('incidents')}/{unknown}{path}", **_content(method))
            assert hidden.status_code == missing.status_code == 404
            assert hidden.text.replace(str(identifier), "") == missing.text.replace(unknown, "")
    for text in told:
        assert OTHER_WARD not in text
        assert summary not in text
        assert "incidents_" not in text


def test_a_repeated_post_does_not_tell_what_a_hidden_property_holds(
    besieged: Logins, owner: psycopg.Connection[Any]
) -> None:
    """A citizen may give a description and not read it: the answer to a guess is the same, right or wrong."""
    service, geometry = _place(owner)
    identifier = str(uuid.uuid4())
    with besieged.http(CITIZEN) as citizen:
        first = citizen.post(
            items("incidents"), json=_report(service, geometry, id=identifier, description="điều thật")
        )
        assert first.status_code == 201, first.text
        answers = [
            citizen.post(items("incidents"), json=_report(service, geometry, id=identifier, description=guess))
            for guess in ("điều thật", "điều đoán")
        ]
        assert len({(answer.status_code, answer.text) for answer in answers}) == 1
        shown = citizen.post(
            items("incidents"),
            json=_report(service, geometry, description="chỉ mình tôi"),
            headers={"Prefer": "return=representation"},
        )
        assert shown.status_code == 201
        assert "chỉ mình tôi" not in shown.text


@pytest.mark.parametrize("role", [PUBLIC, CITIZEN, WARD_OFFICER, POLICE], ids=lambda role: role.value)
def test_what_a_role_may_not_read_has_no_address(besieged: Logins, role: Role) -> None:
    """Every address of a hidden layer gives the same refusal, whatever stands behind it."""
    hidden = [name for name, cls in LAYERS.items() if "read" not in actions(cls.declared, role)]
    unknown = uuid.uuid4()
    with besieged.http(role) as client:
        listed = ok(client.get("/ogc/collections", params={"f": "json"})).text + ok(client.get("/ogc/openapi")).text
        for name in hidden:
            base = f"/ogc/collections/{name}"
            for path in (
                "", "/items", "/items?f=csv", "/items?as-of=2026-01-01", f"/items/{unknown}", f"/items/{unknown}/history",
                f"/items/{unknown}/history/1/diff/2", "/schema", "/queryables", "/sortables", "/changes", "/tiles",
                "/tiles/WebMercatorQuad", "/tiles/WebMercatorQuad/12/1855/3266", "/tiles/WorldCRS84Quad/11/831/1633",
            ):  # fmt: skip
                answer = client.get(f"{base}{path}")
                assert answer.status_code == (401 if role is PUBLIC else 403), (name, path, answer.status_code)
            for address in (
                f"/ogc/tiles/WebMercatorQuad/12/1855/3266?collections=wards,{name}", f"/live?layers=wards,{name}",
                f"/ogc/styles/{name}", f"/state?layers=street_lamps,{name}", f"/state?layers={name}&at=2026-01-01",
            ):  # fmt: skip
                assert client.get(address).status_code in (401, 403, 404), address
            assert f"/collections/{name}/" not in listed


def _place(owner: psycopg.Connection[Any]) -> tuple[str, dict[str, Any]]:
    ((service, geometry),) = ran(
        owner, "SELECT service_code, geojson FROM layers.incidents WHERE ward_code = %s ORDER BY fid LIMIT 1", WARD
    )
    return service, json.loads(geometry)


def _report(service: str, geometry: dict[str, Any], **given: Any) -> dict[str, Any]:
    properties = {"service_code": service, **given.pop("properties", {})}
    if "description" in given:
        properties["description"] = given.pop("description")
    return {"type": "Feature", "geometry": geometry, "properties": properties, **given}


def _content(method: str) -> dict[str, Any]:
    if method != "PATCH":
        return {}
    return {
        "content": b'{"properties":{"summary":"x"}}',
        "headers": {"Content-Type": "application/merge-patch+json"},
    }


def test_pages_show_markup_as_text(besieged: Logins, owner: psycopg.Connection[Any]) -> None:
    """What somebody wrote into the city, or into an address, is text in the pages of others."""
    bomb = "<img src=x onerror=alert(1)>"
    owner.execute(
        "UPDATE layers.wifi_points SET location = %s WHERE fid = (SELECT min(fid) FROM layers.wifi_points)", [bomb]
    )
    with besieged.http(ADMINISTRATOR) as client:
        listing = ok(client.get(items("wifi_points"), params={"f": "html", "filter": f"location = '{bomb}'"}))
        wrong: httpx.Response = client.get(items("wifi_points"), params={"f": "html", "filter": bomb, bomb: bomb})
        for page in (listing, wrong, client.get(f"/ogc/collections/{bomb}", params={"f": "html"})):
            assert page.headers["content-type"].startswith("text/html")
            assert bomb not in page.text
            assert "script-src 'self'" in page.headers["content-security-policy"]

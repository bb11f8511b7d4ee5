"""What is hidden stays hidden, whatever is asked, and nobody writes what is not theirs."""

from __future__ import annotations

import json
import time
from typing import Any, LiteralString, cast

import mapbox_vector_tile
import psycopg
import pytest
from psycopg import errors as refused

from layers.core.access import (
    ADMINISTRATOR,
    CITIZEN,
    LAND_ENVIRONMENT,
    OPERATION_CENTRE,
    POLICE,
    PUBLIC,
    PUBLIC_UTILITIES,
    URBAN_MANAGEMENT,
    WARD_OFFICER,
    Role,
)
from layers.core.grants import IS_LEAKPROOF
from layers.core.query import Bbox, FeatureQuery
from layers.core.tile_matrix_sets import WEB_MERCATOR_QUAD
from layers.migrations.run import upgrade
from layers.registry import LAYERS
from tests.contract.asked_as import PAGE, all_fids, columns, ok, ran, visible
from tests.contract.logins import OTHER_WARD, WARD, Logins

DECLARED = {name: cls.declared for name, cls in LAYERS.items()}
HIDDEN = (
    "construction_sites", "inspections", "building_violations", "cameras", "camera_views", "camera_zones", "camera_events",
    "tasks",
)  # fmt: skip


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("role", [PUBLIC, CITIZEN], ids=lambda role: role.value)
def test_what_may_not_be_read_is_nowhere(people: Logins, owner: psycopg.Connection[Any], role: Role, name: str) -> None:
    status = 401 if role is PUBLIC else 403
    ((identifier, code, x, y),) = ran(
        owner,
        f'SELECT id, code, ST_X(p), ST_Y(p) FROM layers."{name}", ST_PointOnSurface(geom_3857) p ORDER BY fid LIMIT 1',
    )
    here = f"/ogc/collections/{name}"
    width = WEB_MERCATOR_QUAD.width(15)
    tile = f"15/{int((WEB_MERCATOR_QUAD.origin[1] - y) // width)}/{int((x - WEB_MERCATOR_QUAD.origin[0]) // width)}"
    addresses = [
        here, f"{here}/items", f"{here}/items/{identifier}", f"{here}/items?f=csv", f"{here}/items?f=html",
        f"{here}/items?f=jsonld", f"{here}/items?filter=code='{code}'", f"{here}/items?sortby=code&limit=1",
        f"{here}/schema", f"{here}/queryables", f"{here}/sortables", f"{here}/tiles", f"{here}/tiles/WebMercatorQuad",
        f"{here}/tiles/WebMercatorQuad/{tile}", f"/ogc/tiles/WebMercatorQuad/{tile}?collections=roads,{name}",
        f"/ogc/styles/{name if name != 'cameras' else 'cameras-layer'}",
    ]  # fmt: skip
    with people.http(role) as http:
        for address in addresses:
            answer = http.get(address)
            assert answer.status_code == status, (address, answer.status_code)
            assert code not in answer.text.replace(address, "").replace(f"{code}", "", address.count(code)), address
        whole = http.get(f"/ogc/tiles/WebMercatorQuad/{tile}")
        assert name not in (mapbox_vector_tile.decode(whole.content) if whole.content else {})
        for listing in (
            "/catalogue",
            "/ogc/collections",
            "/ogc/styles",
            "/ogc/styles/city",
            "/ogc/tiles",
            "/ogc/openapi",
        ):
            assert f'"{name}"' not in ok(http.get(listing)).text, listing
        for found in ok(http.get("/search", params={"q": code, "limit": 50})).json()["results"]:
            assert found["layer"] != name


def test_plans_on_the_drawing_table_are_for_the_planners(people: Logins, owner: psycopg.Connection[Any]) -> None:
    drafts = {code for (code,) in ran(owner, "SELECT code FROM layers.plans WHERE status IN ('draft', 'consult')")}
    assert drafts
    zones = "/ogc/collections/planning_zones/items"
    ((zone, draft),) = ran(
        owner,
        """UPDATE layers.planning_zones SET plan_id = (SELECT id FROM layers.plans WHERE status = 'draft' LIMIT 1)
        WHERE fid = (SELECT min(fid) FROM layers.planning_zones) RETURNING fid, plan_id""",
    )
    with people.http(PUBLIC) as public, people.http(URBAN_MANAGEMENT) as planner:
        codes = {
            f["properties"]["code"] for f in ok(public.get("/ogc/collections/plans/items?limit=100")).json()["features"]
        }
        assert codes
        assert not codes & drafts
        assert drafts <= {
            f["properties"]["code"]
            for f in ok(planner.get("/ogc/collections/plans/items?limit=100")).json()["features"]
        }
        assert zone not in all_fids(public, zones)[0]
        assert zone in all_fids(planner, zones)[0]
        for question in (f"filter=plan_id='{draft}'", f"plan_id={draft}"):
            assert ok(public.get(f"{zones}?{question}")).json()["numberMatched"] == 0
        seen = {"plans": len(codes), "planning_zones": all_fids(public, zones)[1]}
        counts: dict[str, int] = {}
        until = time.monotonic() + 60  # the catalogue counts anew once the change log has been read
        while counts != seen and time.monotonic() < until:
            themes = public.get("/catalogue").json()["themes"]
            counts = {one["id"]: one["count"] for theme in themes for one in theme["layers"] if one["id"] in seen}
        assert counts == seen


def test_a_ward_officer_sees_and_changes_the_own_ward_only(people: Logins, owner: psycopg.Connection[Any]) -> None:
    ((elsewhere,),) = ran(owner, "SELECT id FROM layers.incidents WHERE ward_code = %s LIMIT 1", OTHER_WARD)
    ((here,),) = ran(owner, "SELECT id FROM layers.incidents WHERE ward_code = %s LIMIT 1", WARD)
    items = "/ogc/collections/incidents/items"
    with people.http(WARD_OFFICER) as http, people.database(WARD_OFFICER) as direct:
        assert ok(http.get(f"{items}/{here}")).json()["properties"]["ward_code"] == WARD
        assert http.get(f"{items}/{elsewhere}").status_code == 404
        wards = {f["properties"]["ward_code"] for f in ok(http.get(items, params={"limit": PAGE})).json()["features"]}
        assert wards == {WARD}
        for question in (f"filter=ward_code='{OTHER_WARD}'", f"ward_code={OTHER_WARD}"):
            assert ok(http.get(f"{items}?{question}")).json()["numberMatched"] == 0
        change = "UPDATE layers.incidents SET summary = 'đã xem' WHERE id = %s"
        assert direct.execute(change, [here]).rowcount == 1
        assert direct.execute(change, [elsewhere]).rowcount == 0
        with pytest.raises(refused.InsufficientPrivilege):
            direct.execute("UPDATE layers.incidents SET ward_code = %s WHERE id = %s", [OTHER_WARD, here])


def test_nobody_makes_themselves_somebody_else(people: Logins) -> None:
    with people.database(WARD_OFFICER) as direct:
        before = visible(direct, "incidents")
        direct.execute(
            "SELECT set_config('dongha.ward', %s, false), set_config('dongha.actor', 'an', false)", [OTHER_WARD]
        )
        assert ran(direct, "SELECT layers.trusted(), layers.own_ward(), layers.actor()") == [
            (False, WARD, people.name(WARD_OFFICER))
        ]
        assert visible(direct, "incidents") == before
        with pytest.raises(refused.InsufficientPrivilege):
            direct.execute("SET ROLE dongha_administrator")
        direct.rollback()
        with pytest.raises(refused.InsufficientPrivilege):
            direct.execute("SELECT * FROM auth.accounts")
    with people.database(POLICE) as direct:
        assert ran(direct, "SELECT layers.own_department(), layers.own_ward()") == [("police", None)]


def test_a_citizen_adds_a_report_and_no_more(people: Logins, owner: psycopg.Connection[Any]) -> None:
    add = """INSERT INTO layers.incidents (service_code, description, geom{})
        SELECT 'lighting', 'Đèn hỏng', geom{} FROM layers.incidents LIMIT 1"""
    refused_values = {"status": "'resolved'", "summary": "'x'", "created_by": "'an'", "department": "'police'"}
    refused_statements = (
        "UPDATE layers.incidents SET summary = 'x'",
        "DELETE FROM layers.incidents",
        "SELECT description FROM layers.incidents",
    )
    with people.database(CITIZEN) as direct:
        added = ran(direct, f"{add.format('', '')} RETURNING id, fid, version")
        direct.commit()
        for column, value in refused_values.items():
            with pytest.raises(refused.InsufficientPrivilege):
                direct.execute(cast(LiteralString, add.format(f", {column}", f", {value}")))
            direct.rollback()
        for statement in refused_statements:
            with pytest.raises(refused.InsufficientPrivilege):
                direct.execute(cast(LiteralString, statement))
            direct.rollback()
    assert ran(
        owner, "SELECT created_by, status, priority, channel FROM layers.incidents WHERE id = %s", added[0][0]
    ) == [(people.name(CITIZEN), "received", "normal", "web")]


def test_departments_deal_with_what_is_theirs(people: Logins, owner: psycopg.Connection[Any]) -> None:
    ((mine,),) = ran(owner, "SELECT id FROM layers.incidents WHERE department = 'public_utilities' LIMIT 1")
    ((theirs,),) = ran(owner, "SELECT id FROM layers.incidents WHERE department <> 'public_utilities' LIMIT 1")
    change = "UPDATE layers.incidents SET status = 'in_progress' WHERE id = %s"
    with people.database(PUBLIC_UTILITIES) as direct:
        assert direct.execute(change, [mine]).rowcount == 1
        assert direct.execute(change, [theirs]).rowcount == 0
        with pytest.raises(refused.InsufficientPrivilege):
            direct.execute("UPDATE layers.incidents SET department = 'police' WHERE id = %s", [mine])
        direct.rollback()
    with people.database(OPERATION_CENTRE) as direct:
        assert direct.execute("UPDATE layers.incidents SET department = 'police' WHERE id = %s", [theirs]).rowcount == 1
        direct.rollback()


def test_superseded_versions_are_as_private_as_the_layer(people: Logins, owner: psycopg.Connection[Any]) -> None:
    owner.execute("UPDATE layers.incidents SET summary = 'lần sau' WHERE ward_code IN (%s, %s)", [WARD, OTHER_WARD])
    owner.execute("UPDATE layers.tasks SET title = title || ' '")
    with people.database(WARD_OFFICER) as direct:
        assert {w for (w,) in ran(direct, "SELECT DISTINCT ward_code FROM layers.incidents_history")} == {WARD}
    with people.database(PUBLIC) as direct:
        assert ran(direct, "SELECT count(*) > 0 FROM layers.incidents_history") == [(True,)]
        assert columns(direct, "incidents_history") - {"gone_at"} <= columns(direct, "incidents")
        for statement in ("SELECT description FROM layers.incidents_history", "SELECT fid FROM layers.tasks_history"):
            with pytest.raises(refused.InsufficientPrivilege):
                ran(direct, statement)
            direct.rollback()


def test_the_past_is_no_way_round(people: Logins, owner: psycopg.Connection[Any]) -> None:
    ((elsewhere,),) = ran(owner, "SELECT id FROM layers.incidents WHERE ward_code = %s LIMIT 1", OTHER_WARD)
    ((draft,),) = ran(owner, "SELECT id FROM layers.plans WHERE status = 'draft' LIMIT 1")
    owner.execute("UPDATE layers.incidents SET summary = 'trước đó' WHERE id = %s", [elsewhere])
    owner.execute("UPDATE layers.plans SET name = name || ' ' WHERE id = %s", [draft])
    ((then,),) = ran(owner, "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
    plans, incidents = "/ogc/collections/plans/items", "/ogc/collections/incidents/items"
    with people.http(PUBLIC) as public, people.http(WARD_OFFICER) as officer, people.http(POLICE) as police:
        for client, items, one in ((public, plans, draft), (officer, incidents, elsewhere)):
            assert client.get(f"{items}/{one}", params={"as-of": then}).status_code == 404
            assert client.get(f"{items}/{one}/history").status_code == 404
            assert client.get(f"{items}/{one}/history/1").status_code == 404
        past = ok(officer.get(incidents, params={"as-of": then, "limit": PAGE})).json()
        assert {feature["properties"]["ward_code"] for feature in past["features"]} == {WARD}
        assert past["numberMatched"] == len(past["features"])
        drawn = ok(public.get(plans, params={"as-of": then, "limit": PAGE})).json()["features"]
        assert {feature["properties"]["status"] for feature in drawn} <= {"approved", "replaced"}
        assert ok(police.get(f"{incidents}/{elsewhere}", params={"as-of": then})).json()["properties"]["reporter_ref"]
        assert public.get("/ogc/collections/tasks/items", params={"as-of": then}).status_code == 401


@pytest.mark.parametrize("role", [PUBLIC, CITIZEN, WARD_OFFICER, POLICE], ids=lambda role: role.value)
def test_nothing_that_runs_as_the_owner_is_for_everybody(people: Logins, role: Role) -> None:
    """Such a function sees every row; only the one that tells somebody's own ward may be called."""
    with people.database(role) as direct:
        callable_ones = ran(
            direct,
            """SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
            WHERE nspname IN ('layers', 'auth') AND prosecdef AND prorettype <> 'trigger'::regtype
                AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(pg_proc.oid, 'EXECUTE')""",
        )
    assert callable_ones == [("own_ward",)]


def test_totals_and_overviews_hold_only_what_all_may_see(people: Logins) -> None:
    with people.database(PUBLIC) as direct:
        told = {name for (name,) in ran(direct, "SELECT DISTINCT layer FROM layers.layer_versions")}
        drawn = {name for (name,) in ran(direct, "SELECT DISTINCT layer FROM layers.overviews")}
    hidden = {*HIDDEN, "plans", "planning_zones", "road_redlines", "construction_permits"}
    assert drawn
    assert told
    assert not (told | drawn) & hidden


def test_answers_to_somebody_are_for_nobody_else(people: Logins) -> None:
    parcels = "/ogc/collections/land_parcels/items?limit=1"
    with people.http(PUBLIC) as public, people.http(WARD_OFFICER) as officer, people.http(LAND_ENVIRONMENT) as land:
        anonymous, in_ward, with_holders = (ok(client.get(parcels)) for client in (public, officer, land))
        assert anonymous.headers["cache-control"] == "no-cache"
        for answer in (in_ward, with_holders):
            assert answer.headers["cache-control"] == "private, no-cache"
            assert {"Authorization", "Cookie"} <= set(answer.headers["vary"].split(", "))
        assert len({answer.headers["etag"] for answer in (anonymous, in_ward, with_holders)}) == 3
        for client, answer in ((public, anonymous), (officer, in_ward), (land, with_holders)):
            again = client.get(parcels, headers={"If-None-Match": answer.headers["etag"]})
            assert again.status_code == 304
            assert again.headers["cache-control"] == answer.headers["cache-control"]
        assert ok(officer.get(parcels, headers={"If-None-Match": anonymous.headers["etag"]})).content


def test_the_schema_tells_what_somebody_may_write(people: Logins) -> None:
    def written(role: Role, name: str) -> set[str]:
        with people.http(role) as http:
            said = ok(http.get(f"/ogc/collections/{name}/schema")).json()["properties"]
        return {key for key, value in said.items() if not value.get("readOnly")} - {"geom"}

    assert written(CITIZEN, "incidents") == {"ward_code", "service_code", "description", "address", "media_refs"}
    assert written(POLICE, "street_lamps") == set()
    assert {"status", "department", "note"} <= written(ADMINISTRATOR, "tasks")
    assert not {"fid", "version", "updated_at", "created_by"} & written(ADMINISTRATOR, "incidents")


def test_a_ward_officers_map_section_is_read_by_the_spatial_index(people: Logins) -> None:
    query = FeatureQuery(layer=DECLARED["land_parcels"], bbox=Bbox((107.099, 16.819, 107.102, 16.821)), limit=1000)
    statement = query.statement()
    with people.database(WARD_OFFICER) as direct:
        direct.execute("SET plan_cache_mode = force_generic_plan")
        placed = statement.sql
        for number in range(len(statement.values), 0, -1):
            placed = placed.replace(f"${number}", f"%(p{number})s")
        values = {f"p{number}": value for number, value in enumerate(statement.values, 1)}
        ((plan,),) = direct.execute(
            cast(LiteralString, f"EXPLAIN (FORMAT JSON) {placed.replace('%', '%%').replace('%%(', '%(')}"), values
        ).fetchall()
    assert "land_parcels_geom_3857_idx" in json.dumps(plan)


def test_a_start_says_again_what_a_dump_has_lost(roles_url: str, owner: psycopg.Connection[Any]) -> None:
    assert ran(owner, IS_LEAKPROOF) == [(True,)]
    owner.execute("ALTER FUNCTION ext.geometry_overlaps(ext.geometry, ext.geometry) NOT LEAKPROOF")
    upgrade(roles_url)
    assert ran(owner, IS_LEAKPROOF) == [(True,)]

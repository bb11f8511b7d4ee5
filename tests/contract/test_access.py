"""Whoever it is and by whichever way they come: the same rows and the same columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, LiteralString, cast

import httpx
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
    actions,
)
from layers.core.grants import IS_LEAKPROOF
from layers.core.query import Bbox, FeatureQuery
from layers.core.tile_matrix_sets import WEB_MERCATOR_QUAD
from layers.migrations.run import upgrade
from layers.registry import LAYERS
from tests.conftest import Databases, serving
from tests.contract.logins import OTHER_WARD, WARD, Logins, logins

DECLARED = {name: cls.declared for name, cls in LAYERS.items()}
BY_DATABASE = frozenset({"geom", "geom_3857", "geojson", "search"})
HIDDEN = (
    "construction_sites", "inspections", "building_violations", "cameras", "camera_views", "camera_zones", "camera_events",
    "tasks",
)  # fmt: skip
PAGE = 10_000
TILE_LEVEL = 16
LOW_LEVEL = 12


@pytest.fixture(scope="module")
def url(databases: Databases, city_template: str) -> Iterator[str]:
    name = "test_access_of_every_role"
    databases.drop(name)
    yield databases.copy(city_template, name)
    databases.drop(name)


@pytest.fixture(scope="module")
def people(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logins]:
    with (
        serving(url, tmp_path_factory.mktemp("access") / "server.log") as base,
        logins(url, base) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def owner(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url, options="-c search_path=layers,ext", autocommit=True) as connection:
        yield connection


def ran(connection: psycopg.Connection[Any], statement: str, *values: Any) -> list[tuple[Any, ...]]:
    return connection.execute(cast(LiteralString, statement), values or None).fetchall()


def columns(connection: psycopg.Connection[Any], name: str) -> set[str]:
    """What the login may read of a layer by itself: the catalogue says it, and a SELECT of it succeeds."""
    found = ran(
        connection,
        """SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relname IN (%s, %s) AND c.relnamespace = 'layers'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
            AND has_column_privilege(c.oid, a.attnum, 'SELECT')""",
        name,
        f"{name}_state",
    )
    return {column for (column,) in found} - BY_DATABASE


def visible(connection: psycopg.Connection[Any], name: str) -> list[int]:
    return [fid for (fid,) in ran(connection, f'SELECT fid FROM layers."{name}" ORDER BY fid')]


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_api_exports_tiles_and_a_direct_connection_agree(people: Logins, role: Role) -> None:
    with people.http(role) as http, people.database(role) as direct:
        listed = {c["id"] for c in http.get("/ogc/collections").json()["collections"]}
        for name, layer in DECLARED.items():
            items = f"/ogc/collections/{name}/items"
            if "read" not in actions(layer, role):
                assert name not in listed
                assert http.get(items).status_code == (401 if role is PUBLIC else 403), (role, name)
                with pytest.raises(refused.InsufficientPrivilege):
                    visible(direct, name)
                direct.rollback()
                assert columns(direct, name) == set(), (role, name)
                continue
            assert name in listed
            seen, readable = visible(direct, name), columns(direct, name)
            served, matched = all_fids(http, items)
            assert matched == len(seen), (role, name)
            assert served == seen, (role, name)
            one = ok(http.get(items, params={"limit": 1})).json()["features"]
            if one:
                assert set(one[0]["properties"]) | {"id"} == readable, (role, name)
                whole = ok(http.get(f"{items}/{one[0]['id']}")).json()
                assert whole["properties"] == one[0]["properties"]
            rows = table(http, items)
            assert [int(row["fid"]) for row in rows] == seen[: len(rows)], (role, name)
            assert len(rows) == min(len(seen), 20), (role, name)
            if rows:
                assert set(rows[0]) - {"x", "y", "wkt"} == readable, (role, name)
            schema = ok(http.get(f"/ogc/collections/{name}/schema")).json()["properties"]
            shown = {key for key, said in schema.items() if not said.get("writeOnly")} - {"geom"}
            assert shown == readable, (role, name)
            queryable = set(ok(http.get(f"/ogc/collections/{name}/queryables")).json()["properties"]) - {"geom"}
            assert queryable <= readable, (role, name)
            tiles_agree(http, direct, name, set(seen), readable)


def all_fids(http: httpx.Client, items: str) -> tuple[list[int], int]:
    """The numbers of the features on all pages, and how many there are said to be."""
    page = ok(http.get(items, params={"properties": "fid", "skipGeometry": "true", "limit": PAGE})).json()
    matched, fids = page["numberMatched"], [feature["properties"]["fid"] for feature in page["features"]]
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        page = ok(http.get(following[0])).json()
        fids += [feature["properties"]["fid"] for feature in page["features"]]
    return fids, matched


def table(http: httpx.Client, items: str) -> list[dict[str, str]]:
    body = ok(http.get(items, params={"f": "csv", "limit": 20})).content.decode("utf-8-sig")
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(io.StringIO(body)))


def tiles_agree(
    http: httpx.Client, direct: psycopg.Connection[Any], name: str, seen: set[int], readable: set[str]
) -> None:
    """Of the tile around some visible feature; of a hidden one there is none to choose."""
    middle = ran(
        direct,
        f"""SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_PointOnSurface(geom_3857) p FROM layers."{name}"
        WHERE geom_3857 IS NOT NULL ORDER BY fid OFFSET %s LIMIT 1) f""",
        len(seen) // 2,
    )
    if not middle:
        return
    x, y = middle[0]
    for level in (TILE_LEVEL, LOW_LEVEL):
        width = WEB_MERCATOR_QUAD.width(level)
        row = int((WEB_MERCATOR_QUAD.origin[1] - y) // width)
        col = int((x - WEB_MERCATOR_QUAD.origin[0]) // width)
        answer = http.get(f"/ogc/collections/{name}/tiles/WebMercatorQuad/{level}/{row}/{col}")
        assert answer.status_code in (200, 204), (name, answer.text)
        features = mapbox_vector_tile.decode(answer.content)[name]["features"] if answer.content else []
        shown = {feature["id"] for feature in features if feature.get("id")}
        assert shown <= seen, name
        assert {key for feature in features for key in feature["properties"]} <= readable, name
        if level == TILE_LEVEL and not DECLARED[name].view and shown_from(name, level):
            expected = ran(
                direct,
                f"""SELECT fid FROM layers."{name}", ST_MakeEnvelope(%s, %s, %s, %s, 3857) tile
                WHERE geom_3857 && ST_Expand(tile, %s) AND ST_AsMVTGeom(geom_3857, tile::box2d, 4096, 64) IS NOT NULL""",
                *WEB_MERCATOR_QUAD.box(level, row, col),
                width / 64,
            )
            assert shown == {fid for (fid,) in expected}, name


def shown_from(name: str, level: int) -> bool:
    return level >= DECLARED[name].zoom[0]


def ok(answer: httpx.Response) -> httpx.Response:
    assert answer.status_code == 200, (str(answer.url), answer.status_code, answer.text[:500])
    return answer


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
        counts = {
            layer["id"]: layer["count"]
            for theme in public.get("/catalogue").json()["themes"]
            for layer in theme["layers"]
        }
        assert counts["plans"] == len(codes)
        assert counts["planning_zones"] == all_fids(public, zones)[1]


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


def test_a_start_says_again_what_a_dump_has_lost(url: str, owner: psycopg.Connection[Any]) -> None:
    assert ran(owner, IS_LEAKPROOF) == [(True,)]
    owner.execute("ALTER FUNCTION ext.geometry_overlaps(ext.geometry, ext.geometry) NOT LEAKPROOF")
    upgrade(url)
    assert ran(owner, IS_LEAKPROOF) == [(True,)]

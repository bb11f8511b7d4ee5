"""The history of a feature over HTTP: what it was, how versions differ, and the way back, with the rights of whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from api.cli.user import NewAccount, add
from layers.core.db import connect
from tests.conftest import serving

PASSWORD = "dong-ha-47-history"
PEOPLE = {
    "lights": NewAccount(name="lights", role="public_utilities", password=PASSWORD),
    "planner": NewAccount(name="planner", role="urban_management", password=PASSWORD),
    "land": NewAccount(name="land", role="land_environment", password=PASSWORD),
    "ward": NewAccount(name="ward", role="ward_officer", ward="19333", password=PASSWORD),
}
type As = Callable[[str | None], httpx.Client]


@pytest.fixture(scope="module")
def town(databases: Any, city_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, As]]:
    """A city to write in, with people; and clients that ask as one of them (None: as the public)."""
    with databases.lent(city_template) as url:
        for person in PEOPLE.values():
            add(url, person)
        with serving(url, tmp_path_factory.mktemp("history") / "server.log") as base:
            clients = {
                who: httpx.Client(
                    base_url=f"{base}/ogc/collections",
                    timeout=60,
                    headers={"Accept-Language": "en"},
                    auth=(who, PASSWORD) if who else None,
                )
                for who in (None, *PEOPLE)
            }
            yield url, clients.__getitem__
            for client in clients.values():
                client.close()


def run(url: str, statement: str) -> list[Any]:
    with connect(url, autocommit=True) as database:
        done = database.execute(statement.encode())
        return done.fetchall() if done.description else []


def got(http: httpx.Client, address: str, status: int = 200) -> dict[str, Any]:
    response = http.get(address)
    assert response.status_code == status, response.text
    return response.json()


@pytest.fixture
def lamp(town: tuple[str, As]) -> str:
    """A street lamp that nobody has changed yet."""
    ((identifier,),) = run(town[0], "SELECT id FROM layers.street_lamps WHERE version = 1 ORDER BY fid LIMIT 1")
    return str(identifier)


def test_every_version_is_there(town: tuple[str, As], lamp: str) -> None:
    url, who = town
    before = got(who(None), f"/street_lamps/items/{lamp}")
    run(url, f"UPDATE layers.street_lamps SET rated_power_w = 77 WHERE id = '{lamp}'")
    lights = who("lights")
    patched = lights.patch(
        f"/street_lamps/items/{lamp}",
        json={"properties": {"rated_power_w": 78}},
        headers={"Content-Type": "application/merge-patch+json"},
    )
    assert patched.status_code == 204, patched.text

    told = got(who(None), f"/street_lamps/items/{lamp}/history")
    assert [(v["version"], v["operation"], v["current"]) for v in told["versions"]] == [
        (3, "update", True),
        (2, "update", False),
        (1, "create", False),
    ]
    newer, older = told["versions"][0], told["versions"][1]
    assert newer["to"] is None
    assert newer["from"] == older["to"]
    assert "actor" not in newer, "who it was is nothing for the public"

    staff = got(lights, f"/street_lamps/items/{lamp}/history")["versions"]
    assert staff[0]["actor"] == "lights"
    assert staff[1]["actor"] not in (None, "lights")

    first = got(who(None), f"/street_lamps/items/{lamp}/history/1")
    assert first["geometry"] == before["geometry"]
    observed = {"status", "level_pct", "power_w", "phenomenon_time"}
    for name, value in before["properties"].items():
        if name not in observed and first["properties"][name] is not None:
            assert first["properties"][name] == value, name
    assert first["properties"]["status"] is None, "what a device has measured is no part of a version"
    assert (first["from"], first["to"]) == (told["versions"][2]["from"], older["from"])
    assert got(who(None), f"/street_lamps/items/{lamp}/history/2")["properties"]["rated_power_w"] == 77

    metres = who(None).get(f"/street_lamps/items/{lamp}/history/1", params={"crs": "EPSG:9212"})
    assert metres.headers["Content-Crs"].endswith("/9212>")
    assert metres.json()["geometry"]["coordinates"][0] > 560_000
    again = who(None).get(metres.request.url, headers={"If-None-Match": metres.headers["ETag"]})
    assert again.status_code == 304


def test_pages_of_versions(town: tuple[str, As], lamp: str) -> None:
    url, who = town
    for power in range(20, 27):
        run(url, f"UPDATE layers.street_lamps SET rated_power_w = {power} WHERE id = '{lamp}'")
    address, found = f"/street_lamps/items/{lamp}/history?limit=3", []
    while address:
        page = got(who(None), address)
        found += [version["version"] for version in page["versions"]]
        assert len(page["versions"]) <= 3
        onward = [link["href"] for link in page["links"] if link["rel"] == "next"]
        address = onward[0] if onward else ""
    assert found == [8, 7, 6, 5, 4, 3, 2, 1]


def test_the_difference_of_two_versions(town: tuple[str, As]) -> None:
    url, who = town
    ((zone,),) = run(
        url,
        "SELECT z.id FROM layers.planning_zones z JOIN layers.plans p ON p.id = z.plan_id"
        " WHERE p.status = 'approved' AND z.version = 1 AND z.use_code <> 'CC' ORDER BY z.fid LIMIT 1",
    )
    run(
        url,
        "UPDATE layers.planning_zones SET storeys_max = 9, use_code = 'CC',"
        " geom = ST_Multi(ST_SimplifyPreserveTopology(ST_Buffer(geom, -8), 0.5))"
        f" WHERE id = '{zone}'",
    )
    diff = got(who(None), f"/planning_zones/items/{zone}/history/1/diff/current")
    assert (diff["old"]["version"], diff["new"]["version"]) == (1, 2)
    changed = {each["name"]: each for each in diff["properties"]}
    assert set(changed) == {"storeys_max", "use_code"}
    assert changed["storeys_max"]["new"] == 9
    assert changed["storeys_max"]["title"] == {"vi": "Tầng cao tối đa", "en": "Storeys, at most"}
    assert changed["use_code"]["new_text"] == {"vi": "Đất công cộng", "en": "Public facilities"}
    areas = run(
        url,
        "SELECT ST_Area(h.geom), ST_Area(f.geom) FROM layers.planning_zones f"
        f" JOIN layers.planning_zones_history h USING (id) WHERE f.id = '{zone}'",
    )[0]
    assert diff["geometry"]["old_area_m2"] == pytest.approx(areas[0], abs=0.001)
    assert diff["geometry"]["new_area_m2"] == pytest.approx(areas[1], abs=0.001)
    assert diff["geometry"]["shift_m"] > 0
    back = got(who(None), f"/planning_zones/items/{zone}/history/2/diff/1")
    assert back["properties"][0]["old"] == changed[back["properties"][0]["name"]]["new"]
    same = got(who(None), f"/planning_zones/items/{zone}/history/2/diff/2")
    assert (same["properties"], same["geometry"]) == ([], None)


def test_restoring_is_an_edit(town: tuple[str, As], lamp: str) -> None:
    url, who = town
    lights, address = who("lights"), f"/street_lamps/items/{lamp}"
    ((power,),) = run(url, f"SELECT rated_power_w FROM layers.street_lamps WHERE id = '{lamp}'")
    run(url, f"UPDATE layers.street_lamps SET rated_power_w = 55, geom = ST_Translate(geom, 5, 0) WHERE id = '{lamp}'")
    seen = lights.get(address)

    assert who(None).post(f"{address}/history/1/restore").status_code == 401
    assert who("land").post(f"{address}/history/1/restore").status_code == 403

    restored = lights.post(f"{address}/history/1/restore", headers={"If-Match": seen.headers["ETag"]})
    assert restored.status_code == 200, restored.text
    assert restored.json()["properties"]["rated_power_w"] == power
    assert restored.json()["properties"]["version"] == 3
    assert restored.headers["Location"].endswith(address)
    late = lights.post(f"{address}/history/2/restore", headers={"If-Match": seen.headers["ETag"]})
    assert late.status_code == 412
    assert late.json()["version"] == 3
    assert (
        lights.post(f"{address}/history/2/restore", headers={"If-Match": restored.headers["ETag"]}).status_code == 200
    )

    told = got(lights, f"{address}/history")["versions"]
    assert [(v["version"], v["actor"]) for v in told[:2]] == [(4, "lights"), (3, "lights")]
    assert got(lights, f"{address}/history/3/diff/1")["properties"] == []
    assert got(lights, f"{address}/history/3/diff/1")["geometry"] is None


def test_what_was_deleted_comes_back(town: tuple[str, As], lamp: str) -> None:
    _, who = town
    lights, address = who("lights"), f"/street_lamps/items/{lamp}"
    before = got(lights, address)
    assert lights.delete(address).status_code == 204
    assert lights.get(address).status_code == 404
    told = got(lights, f"{address}/history")["versions"]
    assert [(v["version"], v["operation"], v["current"]) for v in told] == [(1, "delete", True), (1, "create", False)]
    assert told[0]["actor"] == "lights"

    restored = lights.post(f"{address}/history/1/restore")
    assert restored.status_code == 201, restored.text
    after = got(lights, address)
    assert after["geometry"] == before["geometry"]
    assert after["properties"]["code"] == before["properties"]["code"]
    assert after["properties"]["version"] == 2, "numbers of versions are never used again"
    told = got(lights, f"{address}/history")["versions"]
    assert [(v["version"], v["operation"]) for v in told] == [(2, "create"), (1, "delete"), (1, "create")]
    assert told[1]["to"] == told[0]["from"]


def test_guarded_layers_demand_the_version(town: tuple[str, As]) -> None:
    url, who = town
    ((zone,),) = run(
        url,
        "SELECT z.id FROM layers.planning_zones z JOIN layers.plans p ON p.id = z.plan_id"
        " WHERE p.status = 'approved' AND z.version = 1 ORDER BY z.fid DESC LIMIT 1",
    )
    run(url, f"UPDATE layers.planning_zones SET note = 'later' WHERE id = '{zone}'")
    address = f"/planning_zones/items/{zone}"
    assert who("planner").post(f"{address}/history/1/restore").status_code == 428
    match = {"If-Match": who("planner").get(address).headers["ETag"]}
    restored = who("planner").post(f"{address}/history/1/restore", headers=match)
    assert restored.status_code == 200, restored.text
    assert restored.json()["properties"]["note"] != "later"


def test_a_version_that_breaks_a_rule_is_refused(town: tuple[str, As]) -> None:
    """An old version is held by the rules of today: here the plan it belongs to is gone, or its place is taken."""
    url, who = town
    rows = run(
        url,
        "SELECT z.id, z.plan_id FROM layers.planning_zones z JOIN layers.plans p ON p.id = z.plan_id"
        " WHERE p.status = 'approved' AND z.version = 1 ORDER BY z.fid DESC LIMIT 1 OFFSET 3",
    )
    zone, *_ = rows[0]
    address = f"/planning_zones/items/{zone}"
    run(
        url,
        f"UPDATE layers.planning_zones SET geom = ST_Multi(ST_Buffer(ST_PointOnSurface(geom), 5)) WHERE id = '{zone}'",
    )
    run(
        url,
        "INSERT INTO layers.planning_zones (code, plan_id, use_code, area_m2, geom) SELECT 'TAKEN', plan_id, use_code, 1,"
        " ST_Multi(ST_Buffer(ST_PointOnSurface(ST_Difference(h.geom, ST_Buffer(ST_PointOnSurface(h.geom), 20))), 2))"
        f" FROM layers.planning_zones_history h WHERE id = '{zone}'",
    )
    match = {"If-Match": who("planner").get(address).headers["ETag"]}
    refused = who("planner").post(f"{address}/history/1/restore", headers=match)
    assert refused.status_code == 409, refused.text
    assert refused.json()["errors"][0]["property"] == "geometry"
    assert "overlaps" in refused.json()["detail"]
    vietnamese = who("planner").post(f"{address}/history/1/restore?lang=vi", headers=match).json()["detail"]
    assert vietnamese != refused.json()["detail"]
    assert got(who("planner"), address)["properties"]["version"] == 2


def test_rights_hold_for_the_past(town: tuple[str, As]) -> None:
    url, who = town
    ((zone, plan),) = run(
        url, "SELECT z.id, z.plan_id FROM layers.planning_zones z WHERE z.version = 1 ORDER BY z.fid OFFSET 20 LIMIT 1"
    )
    run(url, f"UPDATE layers.planning_zones SET note = 'thought of' WHERE id = '{zone}'")
    run(url, f"UPDATE layers.plans SET status = 'draft' WHERE id = '{plan}'")
    base = f"/planning_zones/items/{zone}/history"
    for address in (base, f"{base}/1", f"{base}/1/diff/2", f"{base}/1/diff/current"):
        assert got(who("planner"), address)
        missing = who(None).get(address)
        assert missing.status_code == 404
        assert "thought of" not in missing.text
    run(url, f"UPDATE layers.plans SET status = 'approved' WHERE id = '{plan}'")

    parcels = run(
        url,
        "SELECT id, ward_code = '19333' FROM layers.land_parcels WHERE ward_code IN ('19333', '19342') AND version = 1"
        " ORDER BY ward_code, fid",
    )
    own = next(str(identifier) for identifier, mine in parcels if mine)
    foreign = next(str(identifier) for identifier, mine in parcels if not mine)
    private = [
        p.name
        for p in _declared("land_parcels").properties
        if p.private and p.kind == "string" and p.name != "created_by"
    ]
    run(url, f"UPDATE layers.land_parcels SET {private[0]} = 'Nguyễn Văn Bí Mật' WHERE id IN ('{own}', '{foreign}')")
    for identifier in (own, foreign):
        told = who(None).get(f"/land_parcels/items/{identifier}/history/1/diff/2")
        assert told.status_code == 200
        assert "Bí Mật" not in told.text
        assert told.json()["properties"] == []
    assert "Bí Mật" in who("land").get(f"/land_parcels/items/{foreign}/history/1/diff/2").text
    assert got(who("ward"), f"/land_parcels/items/{own}/history")
    assert who("ward").get(f"/land_parcels/items/{foreign}/history").status_code == 404

    assert who(None).get(f"/cameras/items/{own}/history").status_code == 401
    assert who("lights").get(f"/camera_events/items/{own}/history").status_code == 403


def _declared(name: str) -> Any:
    from layers.registry import LAYERS

    return LAYERS[name].declared


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nothing/items/{id}/history", 404),
        ("indicators/items/{id}/history", 404),
        ("street_lamps/items/xyz/history", 404),
        ("street_lamps/items/00000000-0000-4000-8000-000000000000/history", 404),
        ("street_lamps/items/{id}/history/0", 404),
        ("street_lamps/items/{id}/history/99", 404),
        ("street_lamps/items/{id}/history/99999999999999999999", 404),
        ("street_lamps/items/{id}/history/-1", 404),
        ("street_lamps/items/{id}/history/1/diff/7", 404),
        ("street_lamps/items/{id}/history?limit=0", 400),
        ("street_lamps/items/{id}/history?before=x", 400),
        ("street_lamps/items/{id}/history?foo=1", 400),
        ("street_lamps/items/{id}/history/1?crs=EPSG:1", 400),
        ("street_lamps/items/{id}/history?f=csv", 400),
    ],
)
def test_wrong_requests(town: tuple[str, As], lamp: str, address: str, status: int) -> None:
    response = town[1](None).get(f"/{address.format(id=lamp)}")
    assert response.status_code == status, response.text
    vietnamese = town[1](None).get(f"/{address.format(id=lamp)}", headers={"Accept-Language": "vi"})
    assert vietnamese.json()["detail"] != response.json()["detail"]

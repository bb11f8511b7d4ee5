"""Attacks that want to write what is not theirs to write: over HTTP and on a connection of their own."""

from __future__ import annotations

import json
from typing import Any, LiteralString, cast

import psycopg
import pytest
from psycopg import errors

from layers.core.access import CITIZEN, EVERYONE, PUBLIC, WARD_OFFICER, Role, actions
from layers.registry import LAYERS
from tests.contract.asked_as import ran
from tests.contract.logins import OTHER_WARD, WARD, Logins

INCIDENTS = "/ogc/collections/incidents/items"
UNREAD = {"Content-Type": "text/plain", "Connection": "close"}
PATCH = {"Content-Type": "application/merge-patch+json"}
TABLES = tuple(name for name, cls in LAYERS.items() if not cls.declared.view)


@pytest.fixture(scope="module")
def own(owner: psycopg.Connection[Any]) -> str:
    """An incident of the ward officer's own ward."""
    return str(ran(owner, "SELECT id FROM layers.incidents WHERE ward_code = %s ORDER BY fid LIMIT 1", WARD)[0][0])


@pytest.fixture(scope="module")
def theirs(owner: psycopg.Connection[Any]) -> str:
    """An incident of another ward."""
    return str(
        ran(owner, "SELECT id FROM layers.incidents WHERE ward_code = %s ORDER BY fid LIMIT 1", OTHER_WARD)[0][0]
    )


@pytest.fixture(scope="module")
def report(owner: psycopg.Connection[Any]) -> dict[str, Any]:
    """An incident as it may be sent, in the officer's ward."""
    ((service, geometry),) = ran(
        owner, "SELECT service_code, geojson FROM layers.incidents WHERE ward_code = %s ORDER BY fid LIMIT 1", WARD
    )
    return {"type": "Feature", "geometry": json.loads(geometry), "properties": {"service_code": service}}


@pytest.mark.parametrize("role", EVERYONE, ids=lambda role: role.value)
def test_what_a_role_may_not_do_is_refused_before_the_content_is_read(besieged: Logins, role: Role) -> None:
    """Every layer by every role: 401 or 403 at both doors, whatever is sent."""
    unknown = "00000000-0000-4000-8000-000000000000"
    refusal = 401 if role is PUBLIC else 403
    with besieged.http(role) as client, besieged.database(role) as direct:
        for name in TABLES:
            may, base = actions(LAYERS[name].declared, role), f"/ogc/collections/{name}/items"
            for action, method, address in (
                ("create", "POST", base), ("update", "PATCH", f"{base}/{unknown}"), ("update", "PUT", f"{base}/{unknown}"),
                ("delete", "DELETE", f"{base}/{unknown}"),
            ):  # fmt: skip
                if action not in may:
                    answer = client.request(method, address, content=b"\xff{", headers=UNREAD)
                    assert answer.status_code == refusal, (name, method, answer.status_code)
            for action, statement in (
                ("create", f'INSERT INTO layers."{name}" (code) VALUES (NULL)'),
                ("update", f'UPDATE layers."{name}" SET version = 1 WHERE false'),
                ("delete", f'DELETE FROM layers."{name}" WHERE false'),
            ):
                if action not in may:
                    with pytest.raises(errors.InsufficientPrivilege):
                        direct.execute(cast(LiteralString, statement))
                    direct.rollback()


def test_what_the_house_keeps_is_not_written(besieged: Logins, owner: psycopg.Connection[Any], own: str) -> None:
    before = ran(owner, "SELECT fid, id, version, created_by FROM layers.incidents WHERE id = %s", own)
    given = {
        "version": 900, "updated_at": "2000-01-01T00:00:00Z", "created_by": "an", "fid": before[0][0],
        "summary": "gán hàng loạt",
    }  # fmt: skip
    with besieged.http(WARD_OFFICER) as officer:
        answer = officer.patch(f"{INCIDENTS}/{own}", json={"properties": given}, headers=PATCH)
        assert answer.status_code == 204, answer.text
        for wrong in (
            {"fid": 1},
            {"id": "00000000-0000-4000-8000-000000000000"},
            {"geom": "x"},
            {"search": "x"},
            {"ctid": 1},
        ):
            answer = officer.patch(f"{INCIDENTS}/{own}", json={"properties": wrong}, headers=PATCH)
            assert answer.status_code == 422, (wrong, answer.text)
    (now,) = ran(owner, "SELECT fid, id, version, created_by FROM layers.incidents WHERE id = %s", own)
    assert now == (*before[0][:2], before[0][2] + 1, before[0][3])
    said = ran(
        owner, "SELECT actor FROM layers.changes WHERE feature_id = %s ORDER BY txid DESC, seq DESC LIMIT 1", own
    )
    assert said == [(besieged.name(WARD_OFFICER),)]


def test_no_row_leaves_or_enters_a_ward(
    besieged: Logins, owner: psycopg.Connection[Any], own: str, theirs: str
) -> None:
    count = "SELECT ward_code, count(*) FROM layers.incidents GROUP BY 1 ORDER BY 1"
    before = ran(owner, count)
    with besieged.http(WARD_OFFICER) as officer, besieged.database(WARD_OFFICER) as direct:
        move = officer.patch(f"{INCIDENTS}/{own}", json={"properties": {"ward_code": OTHER_WARD}}, headers=PATCH)
        assert move.status_code == 403
        for method in ("PATCH", "DELETE"):
            content = b'{"properties":{"ward_code":"19333"}}'
            answer = officer.request(method, f"{INCIDENTS}/{theirs}", content=content, headers=PATCH)
            assert answer.status_code == 404
        assert officer.post(f"{INCIDENTS}/{theirs}/history/1/restore").status_code == 404
        with pytest.raises(errors.InsufficientPrivilege):
            direct.execute("UPDATE layers.incidents SET ward_code = %s WHERE id = %s", [OTHER_WARD, own])
        direct.rollback()
        for statement in (
            "UPDATE layers.incidents SET ward_code = '19333' WHERE ward_code <> '19333'",
            "DELETE FROM layers.incidents WHERE ward_code <> '19333'",
            "MERGE INTO layers.incidents USING (SELECT '19336' w) s ON ward_code = w WHEN MATCHED THEN DELETE",
        ):
            assert direct.execute(cast(LiteralString, statement)).rowcount == 0
            direct.rollback()
        with pytest.raises((errors.InsufficientPrivilege, errors.UniqueViolation)):
            direct.execute(
                "INSERT INTO layers.incidents (id, ward_code, service_code, geom) SELECT %s, ward_code, service_code, geom"
                " FROM layers.incidents WHERE id = %s ON CONFLICT (id) DO UPDATE SET summary = 'của tôi'",
                [theirs, own],
            )
        direct.rollback()
    assert ran(owner, count) == before


def test_one_forbidden_member_and_nothing_is_written(
    besieged: Logins, owner: psycopg.Connection[Any], report: dict[str, Any]
) -> None:
    count = "SELECT count(*), (SELECT count(*) FROM layers.changes WHERE layer = 'incidents') FROM layers.incidents"
    before = ran(owner, count)
    elsewhere = report | {"properties": report["properties"] | {"ward_code": OTHER_WARD}}
    collection = {"type": "FeatureCollection", "features": [report, report, elsewhere, report]}
    with besieged.http(WARD_OFFICER) as officer:
        assert officer.post(INCIDENTS, json=collection).status_code == 403
    assert ran(owner, count) == before


@pytest.mark.parametrize(
    "given",
    [
        {"status": "resolved"}, {"priority": "high"}, {"department": "police"}, {"reporter_ref": "ai đó"},
        {"summary": "x"}, {"code": "CUA-TOI"}, {"source": "synthetic"}, {"channel": "app"},
        {"requested_at": "2020-01-01T00:00:00Z"},
        {"__proto__": {}}, {"constructor": 1}, {"ward_code); DROP TABLE layers.incidents; --": "x"}, {'"': 1}, {"": 1},
    ],
    ids=str,
)  # fmt: skip
def test_a_citizen_gives_a_report_and_no_more(
    besieged: Logins, owner: psycopg.Connection[Any], report: dict[str, Any], given: dict[str, Any]
) -> None:
    before = ran(owner, "SELECT count(*) FROM layers.incidents")
    with besieged.http(CITIZEN) as citizen:
        answer = citizen.post(INCIDENTS, json=report | {"properties": report["properties"] | given})
        assert answer.status_code == 422, answer.text
    assert ran(owner, "SELECT count(*) FROM layers.incidents") == before


def test_a_citizen_speaks_for_nobody_else(
    besieged: Logins, owner: psycopg.Connection[Any], report: dict[str, Any], own: str
) -> None:
    with besieged.http(CITIZEN) as citizen, besieged.database(CITIZEN) as direct:
        sent = report | {"properties": report["properties"] | {"created_by": "an", "version": 7, "fid": 1}}
        made = citizen.post(INCIDENTS, json=sent)
        assert made.status_code == 201, made.text
        identifier = made.headers["location"].rpartition("/")[2]
        assert ran(owner, "SELECT created_by, version FROM layers.incidents WHERE id = %s", identifier) == [
            (besieged.name(CITIZEN), 1)
        ]
        for method, address in (("PATCH", identifier), ("PUT", own), ("DELETE", identifier), ("DELETE", own)):
            assert citizen.request(method, f"{INCIDENTS}/{address}", json=report).status_code == 403
        owner.execute("DELETE FROM layers.incidents WHERE id = %s", [identifier])
        assert citizen.post(f"{INCIDENTS}/{identifier}/history/1/restore").status_code == 403
        with pytest.raises(errors.InsufficientPrivilege):
            direct.execute("INSERT INTO layers.incidents (id, created_by) VALUES (gen_random_uuid(), 'an')")


def test_plain_sql_makes_no_false_past(besieged: Logins, owner: psycopg.Connection[Any], own: str) -> None:
    """Versions rise by one and times are those of the clock, whatever a login of its own writes there."""
    before = ran(owner, "SELECT version FROM layers.incidents WHERE id = %s", own)[0][0]
    with besieged.database(WARD_OFFICER) as direct:
        direct.execute(
            "UPDATE layers.incidents SET version = 1, updated_at = '1999-01-01', summary = 'cũ' WHERE id = %s", [own]
        )
        direct.commit()
        with pytest.raises(psycopg.Error):
            direct.execute("UPDATE layers.incidents SET fid = fid + 1 WHERE id = %s", [own])
        direct.rollback()
    ((version, recent),) = ran(
        owner, "SELECT version, updated_at > now() - interval '1 hour' FROM layers.incidents WHERE id = %s", own
    )
    assert (version, recent) == (before + 1, True)
    assert ran(owner, "SELECT count(*) FROM layers.incidents_history WHERE id = %s AND version = %s", own, before) == [
        (1,)
    ]

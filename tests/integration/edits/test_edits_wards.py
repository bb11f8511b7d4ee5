"""Wards and places: an officer writes in the own ward only, and whatever is added has the ward of its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from layers.core.access import WARD_OFFICER
from tests.contract.logins import OTHER_WARD, WARD, Logins
from tests.integration.edits.asking import PATCH, created, tree

INCIDENTS = "/ogc/collections/incidents/items"
MIDDLE = (
    "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(ST_PointOnSurface(geom), 4326) AS p FROM layers.wards"
    " WHERE division = 'nine' AND ward_code = %s) one"
)


def _middle(owner: psycopg.Connection[Any], ward: str) -> dict[str, Any]:
    row = owner.execute(MIDDLE, [ward]).fetchone()
    assert row is not None
    return {"type": "Point", "coordinates": [round(row[0], 7), round(row[1], 7)]}


def _incident(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"service_code": "lighting", **properties}}


def _outside(response: httpx.Response) -> None:
    assert response.status_code == 403, response.text
    problem = response.json()
    assert WARD in problem["detail"]
    assert "ward" in problem["detail"]


@pytest.fixture
def officer(people: Logins) -> Iterator[httpx.Client]:
    with people.http(WARD_OFFICER) as client:
        yield client


def test_an_officer_adds_and_moves_within_the_own_ward_only(
    officer: httpx.Client, owner: psycopg.Connection[Any]
) -> None:
    here, there = _middle(owner, WARD), _middle(owner, OTHER_WARD)
    path = created(officer, _incident(here), INCIDENTS)
    assert officer.get(path).json()["properties"]["ward_code"] == WARD
    geo = {"Content-Type": "application/geo+json"}
    _outside(officer.post(INCIDENTS, json=_incident(there), headers=geo))
    _outside(officer.post(INCIDENTS, json=_incident(there, ward_code=WARD), headers=geo))
    _outside(officer.post(INCIDENTS, json=_incident(here, ward_code=OTHER_WARD), headers=geo))
    _outside(officer.patch(path, json={"geometry": there}, headers=PATCH))
    _outside(officer.patch(path, json={"properties": {"ward_code": OTHER_WARD}}, headers=PATCH))
    assert officer.patch(path, json={"properties": {"summary": "x"}}, headers=PATCH).status_code == 204
    assert officer.get(path).json()["geometry"] == here


def test_what_is_added_has_the_ward_of_its_place_by_every_way(
    http: httpx.Client, owner: psycopg.Connection[Any]
) -> None:
    place = _middle(owner, OTHER_WARD)
    path = created(http, tree() | {"geometry": place})
    assert http.get(path).json()["properties"]["ward_code"] == OTHER_WARD
    row = owner.execute(
        "INSERT INTO layers.trees (species, is_protected, geom)"
        " VALUES ('x', false, ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), 4326), 9212)) RETURNING ward_code",
        place["coordinates"],
    ).fetchone()
    assert row == (OTHER_WARD,)

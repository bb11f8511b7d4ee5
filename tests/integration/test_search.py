"""Search over all layers by name, code, address and parcel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from layers.core.db import connect
from layers.registry import LAYERS
from tests.integration.asking import OPEN

FIELDS = {"layer", "fid", "id", "code", "title", "subtitle", "theme", "lon", "lat", "bbox", "ward_code"}


@pytest.fixture(scope="module")
def database(city_url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(city_url, autocommit=True) as connection:
        yield connection


def found(http: httpx.Client, q: str, **more: Any) -> list[dict[str, Any]]:
    response = http.get("/search", params={"q": q} | more)
    assert response.status_code == 200, response.text
    return response.json()["results"]


def test_a_code_finds_its_feature_in_every_layer(http: httpx.Client, database: psycopg.Connection[Any]):
    database.execute("SET ROLE dongha_public")
    for name in OPEN:
        if not LAYERS[name].declared.searchable:
            continue
        row = database.execute(f"SELECT id::text, fid, code FROM {name} ORDER BY fid DESC LIMIT 1".encode()).fetchone()
        if row is None:
            continue
        results = found(http, row[2], limit=50)
        assert results, (name, row)
        assert row[2].lower() in results[0]["code"].lower() or results[0]["title"].lower() == row[2].lower()


def test_a_street_is_found_without_diacritics_and_comes_before_what_stands_in_it(http: httpx.Client):
    results = found(http, "hung vuong")
    assert results == found(http, "HÙNG  Vương")
    assert set(results[0]) == FIELDS
    assert "Hùng Vương" in results[0]["title"]
    west, south, east, north = results[0]["bbox"]
    assert west <= results[0]["lon"] <= east
    assert south <= results[0]["lat"] <= north
    assert 106.9 < west < east < 107.3


def test_a_parcel_is_found_by_sheet_and_number(http: httpx.Client, database: psycopg.Connection[Any]):
    row = database.execute("SELECT sheet_parcel FROM land_parcels ORDER BY fid LIMIT 1 OFFSET 100").fetchone()
    assert row is not None
    first = found(http, row[0])[0]
    assert (first["layer"], first["title"]) == ("land_parcels", row[0])


def test_limits_languages_and_what_is_wrong(http: httpx.Client):
    assert len(found(http, "duong", limit=3)) <= 3
    assert found(http, "x") == []
    assert found(http, "%%%") == []
    vi, en = found(http, "hung vuong", lang="vi"), found(http, "hung vuong", lang="en")
    assert vi[0]["id"] == en[0]["id"]
    assert vi[0]["subtitle"] != en[0]["subtitle"]
    for wrong in ({}, {"q": "a b c d e f g h"}, {"q": "x" * 300}, {"q": "ab", "limit": "0"}, {"q": "ab", "z": "1"}):
        assert http.get("/search", params=wrong).status_code == 400

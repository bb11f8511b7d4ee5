"""What is wrong with a request for features is said; nothing of it becomes SQL; nothing private leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from layers.core.db import connect
from layers.registry import LAYERS
from tests.integration.asking import LAMPS, OPEN, PARCELS, detail


@pytest.fixture(scope="module")
def database(city_url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(city_url, autocommit=True) as connection:
        yield connection


WRONG = [
    ({"colour": "red"}, "colour"),
    ({"bbox": "1,2,3"}, "1,2,3"),
    ({"bbox": "a,b,c,d"}, "a,b,c,d"),
    ({"bbox": "1,5,2,4"}, "north"),
    ({"bbox": "107,16,108,nan"}, "nan"),
    ({"bbox": "16,107,17,108"}, "axis"),
    ({"bbox": "1,1,2,2", "bbox-crs": "EPSG:1"}, "EPSG:1"),
    ({"crs": "nix"}, "nix"),
    ({"datetime": "yesterday"}, "yesterday"),
    ({"datetime": "2026-01-02/2026-01-01"}, "2026-01-02"),
    ({"datetime": "2026-02-30"}, "2026-02-30"),
    ({"sortby": "nix"}, "nix"),
    ({"sortby": "code,code"}, "sortby"),
    ({"properties": "code,nix"}, "nix"),
    ({"skipGeometry": "maybe"}, "maybe"),
    ({"q": " "}, "q"),
    ({"page": "x"}, "'x'"),
    ({"page": "12", "sortby": "code"}, "12"),
    ({"filter": "code ="}, "7"),
    ({"filter": "nix = 1"}, "nix"),
    ({"filter": "fid = 'x'"}, "fid"),
    ({"filter": "TRUE", "filter-lang": "sql"}, "sql"),
    ({"filter": "TRUE", "filter-crs": "EPSG:0"}, "EPSG:0"),
    ({"f": "xml"}, "xml"),
    ({"lang": "fr"}, "fr"),
    ({"holder_ref": "x"}, "holder_ref"),
]


@pytest.mark.parametrize(("asked", "named"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_named(asked: dict[str, str], named: str, http: httpx.Client):
    assert named in detail(http, PARCELS, **asked)


def test_a_parameter_given_twice_is_refused(http: httpx.Client):
    assert http.get(f"{LAMPS}?limit=1&limit=2").status_code == 400


NASTY = [
    "' OR 1=1 --",
    "'; DROP TABLE layers.wards; --",
    "$1",
    "$$x$$",
    "\\'; SELECT pg_sleep(5)",
    "%s",
    "{0}",
    "\x00",
    "\ufffe",
    "1e309",
    "NaN",
    "Infinity",
    "9" * 400,
    '"',
    "a\nb",
    "🙂",
    "-1",
    "'",
    "((((",
    "<script>alert(1)</script>",
]
INNARDS = (
    "syntax error",
    "psycopg",
    "asyncpg",
    "traceback",
    "relation",
    "pg_catalog",
    "select ",
    "geom_3857",
    "st_intersects",
)


@pytest.mark.parametrize("nasty", NASTY, ids=lambda n: repr(n)[:20])
def test_nothing_of_a_request_becomes_sql(nasty: str, http: httpx.Client):
    quoted = nasty.replace("'", "''")
    for asked in (
        {"code": nasty},
        {"fid": nasty},
        {"q": nasty},
        {"filter": nasty},
        {"filter": f"code = '{quoted}'"},
        {"sortby": nasty},
        {"bbox": nasty},
        {"filter": f'"{nasty}" = 1'},
        {"properties": nasty},
        {"datetime": nasty},
        {"page": nasty},
        {"crs": nasty},
        {"limit": nasty},
        {"filter": json.dumps({"op": nasty, "args": [{"property": nasty}, nasty]}), "filter-lang": "cql2-json"},
        {nasty: "x"},
    ):
        response = http.get(PARCELS, params=asked)
        assert response.status_code in (200, 400), (asked, response.text)
        if response.status_code == 400:
            said = response.json()["detail"].lower().replace(nasty.lower(), "")
            assert not [word for word in INNARDS if word in said], said
        elif "q" not in asked:
            assert (
                response.json()["numberMatched"] in (0, 1)
                or "limit" in asked
                or "fid" in asked
                or nasty in ("1e309", "-1")
            )
    for path in ("/ogc/collections/wards'/items", "/ogc/collections/wards;/items", f"{LAMPS}/1 OR 1=1"):
        assert http.get(path).status_code == 404


def test_no_private_property_leaves(http: httpx.Client, database: psycopg.Connection[Any]):
    for name in OPEN:
        hidden = [p.name for p in LAYERS[name].declared.properties if p.private]
        if not hidden:
            continue
        url = f"/ogc/collections/{name}/items"
        text = http.get(url, params={"limit": 50}).text
        for column in hidden:
            assert f'"{column}"' not in text
            for asked in ({"properties": column}, {"sortby": column}, {column: "x"}, {"filter": f"{column} IS NULL"}):
                assert column in detail(http, url, **asked)

"""The conformance classes of CQL2, each proved over HTTP against what the features themselves say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import orjson
import pytest

from layers.registry import LAYERS
from tests.integration.asking import OPEN

LAMPS = "/ogc/collections/street_lamps/items"
ROADS = "/ogc/collections/roads/items"

Find = Callable[..., dict[str, Any]]


@pytest.fixture
def find(http: httpx.Client) -> Find:
    """Features that match a filter; the answer must be good."""

    def found(url: str, filter_: Any, **params: Any) -> dict[str, Any]:
        text = filter_ if isinstance(filter_, str) else orjson.dumps(filter_).decode()
        language = "cql2-text" if isinstance(filter_, str) else "cql2-json"
        response = http.get(url, params={"filter": text, "filter-lang": language, "limit": 1000, **params})
        assert response.status_code == 200, (text, response.text)
        return response.json()

    return found


@pytest.fixture(scope="module")
def total(http: httpx.Client) -> int:
    return http.get(LAMPS, params={"limit": 1}).json()["numberMatched"]


@pytest.fixture(scope="module")
def lamp(http: httpx.Client) -> dict[str, Any]:
    return http.get(LAMPS, params={"limit": 1}).json()["features"][0]


def test_filter_languages(find: Find, http: httpx.Client, lamp: dict[str, Any]):
    ref = lamp["properties"]["pole_ref"]
    in_text = find(LAMPS, f"pole_ref = '{ref}'")
    in_json = find(LAMPS, {"op": "=", "args": [{"property": "pole_ref"}, ref]})
    assert [f["id"] for f in in_text["features"]] == [f["id"] for f in in_json["features"]] == [lamp["id"]]
    draft = http.get(LAMPS, params={"filter": f"(pole_ref = '{ref}')", "filter-lang": "cql-text"})
    assert draft.json()["numberMatched"] == 1, "GDAL knows only the draft's name"
    for wrong in ("pole_ref =", "nothing = 1", "pole_ref = = 'x'", "no_function(pole_ref)"):
        refused = http.get(LAMPS, params={"filter": wrong})
        assert refused.status_code == 400, wrong
        assert refused.json()["detail"]


def test_basic(find: Find, total: int, lamp: dict[str, Any]):
    power = lamp["properties"]["rated_power_w"]
    below = find(LAMPS, f"rated_power_w < {power}", limit=1)["numberMatched"]
    same = find(LAMPS, f"rated_power_w = {power}", limit=1)["numberMatched"]
    above = find(LAMPS, f"rated_power_w > {power}", limit=1)["numberMatched"]
    unknown = find(LAMPS, "rated_power_w IS NULL", limit=1)["numberMatched"]
    assert below + same + above + unknown == total
    assert find(LAMPS, f"NOT rated_power_w = {power}", limit=1)["numberMatched"] == below + above
    either = find(LAMPS, f"rated_power_w <= {power} OR rated_power_w >= {power}", limit=1)["numberMatched"]
    assert either == total - unknown
    assert find(LAMPS, f"rated_power_w <> {power} AND rated_power_w >= {power}", limit=1)["numberMatched"] == above


def test_advanced_comparison(find: Find, total: int, lamp: dict[str, Any]):
    ref = lamp["properties"]["pole_ref"]
    like = find(LAMPS, f"pole_ref LIKE '{ref[:2]}%'")
    assert like["features"]
    assert all(f["properties"]["pole_ref"].startswith(ref[:2]) for f in like["features"])
    among = find(LAMPS, f"pole_ref IN ('{ref}', 'no such lamp')")
    assert [f["id"] for f in among["features"]] == [lamp["id"]]
    between = find(LAMPS, "rated_power_w BETWEEN 0 AND 100000", limit=1)["numberMatched"]
    assert between == total - find(LAMPS, "rated_power_w IS NULL", limit=1)["numberMatched"]


def test_case_and_accents(find: Find, http: httpx.Client):
    named = http.get(ROADS, params={"filter": "name LIKE 'Lê%'", "limit": 1}).json()["features"]
    assert named, "the sample city has streets called Lê …"
    name = named[0]["properties"]["name"]
    exact = find(ROADS, f"name = '{name}'")["numberMatched"]
    assert exact >= 1
    assert find(ROADS, f"CASEI(name) = CASEI('{name.upper()}')")["numberMatched"] == exact
    assert find(ROADS, f"name = '{name.upper()}'")["numberMatched"] == 0
    plain = "le" + name[2:]
    assert find(ROADS, f"ACCENTI(CASEI(name)) LIKE ACCENTI(CASEI('{plain[:2]}%'))")["numberMatched"] >= exact


def test_spatial(find: Find, http: httpx.Client, lamp: dict[str, Any]):
    lon, lat = lamp["geometry"]["coordinates"][:2]
    box = f"{lon - 0.001},{lat - 0.001},{lon + 0.001},{lat + 0.001}"
    by_bbox = http.get(LAMPS, params={"bbox": box, "limit": 1}).json()["numberMatched"]
    assert by_bbox >= 1
    assert find(LAMPS, f"S_INTERSECTS(geom,BBOX({box}))", limit=1)["numberMatched"] == by_bbox
    assert find(LAMPS, f'S_INTERSECTS("geometry",BBOX({box}))', limit=1)["numberMatched"] == by_bbox, (
        "QGIS says geometry"
    )
    w, s, e, n = box.split(",")
    ring = f"{w} {s}, {e} {s}, {e} {n}, {w} {n}, {w} {s}"
    for predicate in ("S_INTERSECTS", "S_WITHIN"):
        assert find(LAMPS, f"{predicate}(geom, POLYGON(({ring})))", limit=1)["numberMatched"] == by_bbox
    outside = find(LAMPS, f"S_DISJOINT(geom, POLYGON(({ring})))", limit=1)["numberMatched"]
    everywhere = http.get(LAMPS, params={"limit": 1}).json()["numberMatched"]
    assert outside + by_bbox == everywhere
    assert find(LAMPS, f"S_EQUALS(geom, POINT({lon} {lat}))", limit=1)["numberMatched"] <= by_bbox
    for predicate in ("S_CONTAINS", "S_CROSSES", "S_OVERLAPS", "S_TOUCHES"):
        find(ROADS, f"{predicate}(geom, LINESTRING({w} {s}, {e} {n}))", limit=1)


def test_temporal(find: Find, http: httpx.Client):
    wards = "/ogc/collections/wards/items"
    old = find(wards, "T_BEFORE(valid_from, DATE('2025-07-01'))")["numberMatched"]
    new = find(wards, "T_AFTER(valid_from, DATE('2025-06-30'))")["numberMatched"]
    assert (old, new) == (9, 2)
    assert find(wards, "T_DURING(valid_from, INTERVAL('2025-06-01', '2025-12-31'))")["numberMatched"] == 2
    assert find(wards, "T_INTERSECTS(valid_from, INTERVAL('2025-07-01', '..'))")["numberMatched"] == 2
    updated = http.get(wards, params={"limit": 1}).json()["features"][0]["properties"]["updated_at"]
    assert find(wards, f"updated_at >= TIMESTAMP('{updated.replace('+00:00', 'Z')}')")["numberMatched"] >= 1


def test_property_against_property(find: Find, total: int):
    assert find(LAMPS, "fid = fid", limit=1)["numberMatched"] == total
    assert find(LAMPS, "version > fid", limit=1)["numberMatched"] < total


def test_arithmetic(find: Find, lamp: dict[str, Any]):
    fid = lamp["properties"]["fid"]
    assert find(LAMPS, f"fid * 2 + 1 = {fid * 2 + 1}")["numberMatched"] == 1
    assert find(LAMPS, f"fid - {fid} = 10 / 5 - 2")["numberMatched"] == 1


def test_arrays(find: Find, http: httpx.Client):
    name, prop = next(
        (name, prop.name)
        for name in OPEN
        for prop in LAYERS[name].declared.public
        if prop.kind in ("codes", "strings")
        and http.get(f"/ogc/collections/{name}/items", params={"filter": f"{prop.name} IS NOT NULL"}).json()[
            "numberMatched"
        ]
    )
    url = f"/ogc/collections/{name}/items"
    filled = find(url, f"{prop} IS NOT NULL")["features"]
    values = next(f["properties"][prop] for f in filled if f["properties"][prop])
    words = ", ".join(f"'{value}'" for value in values)
    for predicate in ("A_CONTAINS", "A_EQUALS", "A_OVERLAPS", "A_CONTAINEDBY"):
        assert find(url, f"{predicate}({prop}, ({words}))")["numberMatched"] >= 1, predicate
    assert find(url, f"A_OVERLAPS({prop}, ('nothing of the kind'))")["numberMatched"] == 0

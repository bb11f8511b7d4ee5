"""Over every layer that can be written: a feature made from the layer's own schema is added, read back, changed, deleted."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from layers.core.access import ADMINISTRATOR
from layers.core.declared import Declared
from layers.registry import LAYERS
from tests.conftest import Databases, serving
from tests.contract.logins import logins
from tests.contract.ruled import RULED

STORED = "http://www.opengis.net/def/crs/EPSG/0/9212"
WEST, SOUTH = 601_000.0, 1_885_000.0
"""A place where nothing is, in metres of EPSG:9212: what must not overlap does not."""

_KEPT = {"version", "updated_at"}


@pytest.fixture(scope="module")
def url(databases: Databases, city_template: str) -> Iterator[str]:
    with databases.lent(city_template) as url:
        yield url


@pytest.fixture(scope="module")
def http(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The administrator."""
    with (
        serving(url, tmp_path_factory.mktemp("layers") / "server.log") as base,
        logins(url, base) as people,
        people.http(ADMINISTRATOR) as client,
    ):
        yield client


@pytest.fixture(params=[name for name, cls in LAYERS.items() if not cls.declared.view and name not in RULED])
def layer(request: pytest.FixtureRequest) -> Declared:
    """Each layer that can be written in turn."""
    return LAYERS[request.param].declared


def geometry(layer: Declared, shift: float) -> dict[str, Any]:
    """A small one of the layer's kind, `shift` metres to the east of the place."""
    x, y, z = WEST + shift, SOUTH, [4.5] if layer.geometry.z else []
    corners = [[x, y], [x + 8, y], [x + 8, y + 8], [x, y + 8], [x, y]]
    made: dict[str, Any] = {
        "Point": [x, y, *z],
        "LineString": [[x, y, *z], [x + 8, y + 3, *z]],
        "Polygon": [[[*corner, *z] for corner in corners]],
    }
    kind = layer.geometry.kind
    part = kind.removeprefix("Multi")
    return {"type": kind, "coordinates": [made[part]] if kind != part else made[part]}


def value(http: httpx.Client, name: str, schema: dict[str, Any], known: dict[str, Any]) -> Any:
    """A value as the schema asks for it; where it gives a pattern, that of a feature which is there."""
    if schema.get("x-ogc-collectionId"):
        return http.get(f"/ogc/collections/{schema['x-ogc-collectionId']}/items?limit=1").json()["features"][0]["id"]
    if "x-codes" in schema:
        first = schema["x-codes"][0]["value"]
        return [first] if schema["type"] == "array" else first
    if "pattern" in schema:
        return known[name]
    match schema["type"], schema.get("format"):
        case "integer" | "number", _:
            low = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
            return min(low, schema.get("maximum", low))
        case "boolean", _:
            return True
        case "array", _:
            return ["a"]
        case "object", _:
            return {"a": [1, 2.5, None]}
        case _, "date":
            return "2026-03-04"
        case _, "date-time":
            return "2026-03-04T05:06:07+00:00"
        case _, "uuid":
            return str(uuid.uuid4())
        case _:
            return "Một văn bản"[: schema.get("maxLength", 50)]


def test_a_feature_from_the_schema(http: httpx.Client, layer: Declared):
    items = f"/ogc/collections/{layer.name}/items"
    schema = http.get(f"/ogc/collections/{layer.name}/schema").json()
    known = (http.get(items, params={"limit": 1}).json()["features"] or [{"properties": {}}])[0]["properties"]
    given = {
        name: value(http, name, said, known)
        for name, said in schema["properties"].items()
        if name in schema["required"] and not said.get("readOnly") and name not in ("id", "code", "source", "geom")
    }
    document = {"type": "Feature", "id": str(uuid.uuid4()), "geometry": geometry(layer, 0), "properties": given}
    crs = {"Content-Crs": STORED}
    made = http.post(items, json=document, headers=crs)
    assert made.status_code == 201, (given, made.text)
    assert http.post(items, json=document, headers=crs).status_code == 200
    path = f"{items}/{document['id']}"

    response = http.get(path, params={"crs": STORED})
    feature, tag = response.json(), {"If-Match": response.headers["etag"]}
    assert {name: feature["properties"][name] for name in given} == given
    assert feature["geometry"] == document["geometry"]
    assert (feature["properties"]["version"], feature["properties"]["source"]) == (1, "edit")

    assert http.put(path, json=feature, headers=crs | tag).status_code == 204, "what was read may be sent back"
    again = http.get(path, params={"crs": STORED}).json()
    assert {k: v for k, v in again["properties"].items() if k not in _KEPT} == {
        k: v for k, v in feature["properties"].items() if k not in _KEPT
    }
    assert again["geometry"] == feature["geometry"]

    patch = {"Content-Type": "application/merge-patch+json"} | crs
    moved = geometry(layer, 40)
    change = {"properties": {"source": "đo lại"}, "geometry": moved}
    assert http.patch(path, json=change, headers=patch | tag).status_code == 412
    response = http.patch(path, json=change, headers=patch | {"If-Match": '"2"'})
    assert response.status_code == 204, response.text
    last = http.get(path, params={"crs": STORED}).json()
    assert last["geometry"] == moved
    assert (last["properties"]["source"], last["properties"]["version"]) == ("đo lại", 3)

    assert http.delete(path, headers={"If-Match": '"2"'}).status_code == 412
    assert http.delete(path, headers={"If-Match": '"3"'}).status_code == 204
    assert http.get(path).status_code == 404

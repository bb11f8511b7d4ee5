"""The OpenAPI document is valid, whole in itself, and true: what it names is answered."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import Any

import httpx
import jsonschema
import pytest
from starlette.routing import Mount, Route

from api.commands.asked import Asked
from api.features.parameters import ITEM, ITEMS
from api.main import create_app
from layers.registry import LAYERS
from tests.integration.asking import OPEN

METHODS = ("get", "post", "put", "patch", "delete")
ITEMS_PATH = "/ogc/collections/{}/items"
UNDOCUMENTED = {
    "/{}": "the files of the map",
    "/ogc/static": "the files of the pages",
    "/ogc": "the landing page, once more",
    "/sta/v1.1": "the entity sets, once more",
    "/sta/v1.1/{}": "every path of SensorThings: the document names the sets",
    "/auth/oidc/start": "for browsers only",
    "/auth/oidc/callback": "for browsers only",
}
"""What is answered and stands not in the document, with the reason."""
REFUSED = {("put", ITEMS_PATH), ("patch", ITEMS_PATH), ("delete", ITEMS_PATH), ("post", f"{ITEMS_PATH}/{{}}")}
"""What has a route to be refused with the methods that are allowed there."""


@pytest.fixture(scope="module")
def document(http: httpx.Client) -> dict[str, Any]:
    return http.get("/ogc/openapi").json()


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        here = [part["$ref"]] if "$ref" in part else []
        return here + [ref for value in part.values() for ref in references(value)]
    return [ref for value in part for ref in references(value)] if isinstance(part, list) else []


def resolved(document: dict[str, Any], ref: str) -> Any:
    part: Any = document
    for step in ref.removeprefix("#/").split("/"):
        part = part[step]
    return part


def test_openapi_is_valid(document: dict[str, Any]):
    assert document["openapi"].startswith("3.0.")
    schema = resources.files("pygeoapi") / "resources" / "schemas" / "openapi" / "openapi-3.0.x.json"
    jsonschema.validate(document, json.loads(schema.read_text()))
    found = references(document)
    assert found
    for ref in set(found):
        assert ref.startswith("#/"), "an intranet cannot follow it"
        resolved(document, ref)
    listed = [
        (path, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method not in ("servers", "parameters")
    ]
    keys = [operation["operationId"] for _, operation in listed]
    assert len(keys) == len(set(keys))
    for path, operation in listed:
        named = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        parameters = [resolved(document, p["$ref"]) if "$ref" in p else p for p in operation["parameters"]]
        assert {p["name"] for p in parameters if p["in"] == "path"} == named, path
        assert len({(p["name"], p["in"]) for p in parameters}) == len(parameters), path


def test_clients_find_page_size_and_filter_language(document: dict[str, Any]):
    limit = document["components"]["parameters"]["limit"]["schema"]
    assert limit["maximum"] >= 1000, "QGIS and GDAL page with this"
    assert limit["default"] <= limit["maximum"]
    languages = document["components"]["parameters"]["filter-lang"]["schema"]["enum"]
    assert languages == ["cql2-text", "cql2-json", "cql-text"]
    for name in OPEN:
        refs = references(document["paths"][f"/collections/{name}/items"]["get"]["parameters"])
        assert "#/components/parameters/limit" in refs
        assert "#/components/parameters/filter-lang" in refs


def test_every_accepted_parameter_is_documented(document: dict[str, Any]):
    def names(path: str) -> set[str]:
        parameters = document["paths"][path]["get"]["parameters"]
        resolved_all = [resolved(document, p["$ref"]) if "$ref" in p else p for p in parameters]
        return {p["name"] for p in resolved_all if p["in"] == "query"}

    for name in OPEN:
        layer = LAYERS[name].declared
        own = {p.name for p in layer.public if p.kind != "object"}
        expected = set(ITEMS) - (set() if layer.searchable else {"q"})
        assert names(f"/collections/{layer.name}/items") == expected | own
        assert names(f"/collections/{layer.name}/items/{{featureId}}") == set(ITEM)


def test_every_path_without_places_is_answered(http: httpx.Client, document: dict[str, Any]):
    for path, operations in document["paths"].items():
        if "{" not in path and path.count("/") < 3 and "servers" not in operations:
            assert http.get(f"/ogc{path}").status_code == 200, path


def test_every_route_is_documented_and_every_operation_has_a_route(
    document: dict[str, Any], city_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", city_url)
    routes = create_app().routes
    served = {
        (method.lower(), _anonymous(route.path))
        for route in routes
        if isinstance(route, Route)
        for method in route.methods or ()
        if method.lower() in METHODS
    }
    served |= {("get", route.path) for route in routes if isinstance(route, Mount)}
    assert {path for _, path in served} >= UNDOCUMENTED.keys()
    assert served >= REFUSED
    documented = {
        (method, _anonymous(path if "servers" in operations else f"/ogc{path}"))
        for path, operations in document["paths"].items()
        for method in METHODS
        if method in operations
    }
    assert {one for one in served - documented - REFUSED if one[1] not in UNDOCUMENTED} == set()
    assert {one for one in documented - served if not one[1].startswith("/sta/v1.1/")} == set()


def _anonymous(path: str) -> str:
    """The path with `{}` in each place, also in that of the name of a layer."""
    return re.sub(r"^/ogc/collections/[^/{]+", "/ogc/collections/{}", re.sub(r"\{[^}]*\}", "{}", path))


def test_commands_are_described_as_they_are_read(document: dict[str, Any]):
    content = document["paths"]["/commands"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert {name.replace("-", "_") for name in content["properties"]} == {*Asked.__slots__, "filter_lang"}


def test_edits_are_described_from_the_declaration(document: dict[str, Any]):
    items = document["paths"]["/collections/street_lamps/items"]
    assert {"get", "post"} <= items.keys()
    one = document["paths"]["/collections/street_lamps/items/{featureId}"]
    assert {"get", "put", "patch", "delete"} <= one.keys()
    assert "#/components/parameters/If-Match" in references(one["patch"]["parameters"])
    assert "application/merge-patch+json" in one["patch"]["requestBody"]["content"]
    content = document["components"]["schemas"]["street_lamps_content"]["properties"]["properties"]
    assert (
        content["properties"]["rated_power_w"]["maximum"] == LAYERS["street_lamps"].declared.by_name["rated_power_w"].le
    )
    assert "status" not in content["properties"], "devices keep it"
    assert "post" not in document["paths"]["/collections/indicators/items"], "a view"


def test_what_stands_outside_of_the_ogc_api_is_where_the_document_says(http: httpx.Client, document: dict[str, Any]):
    outside = [path for path, one in document["paths"].items() if "servers" in one and "get" in one and "{" not in path]
    assert {"/auth/me", "/catalogue", "/devices/schema", "/health"} <= set(outside)
    for path in set(outside) - {"/auth/keys", "/live", "/search", "/state"}:
        (server,) = document["paths"][path]["servers"]
        assert http.get(f"{server['url']}{path}").status_code == 200, path


def test_page_of_the_document(http: httpx.Client):
    page = http.get("/ogc/openapi", params={"f": "html"}).text
    assert "/collections/street_lamps/items" in page

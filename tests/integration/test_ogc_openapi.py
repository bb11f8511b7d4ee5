"""The OpenAPI document is valid, whole in itself, and true: what it names is answered."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import httpx
import jsonschema
import pytest

from api.features.parameters import ITEM, ITEMS
from layers.registry import LAYERS
from tests.integration.asking import OPEN


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
    for path in ("/auth/me", "/auth/providers", "/live/position"):
        (server,) = document["paths"][path]["servers"]
        assert http.get(f"{server['url']}{path}").status_code == 200, path


def test_page_of_the_document(http: httpx.Client):
    page = http.get("/ogc/openapi", params={"f": "html"}).text
    assert "/collections/street_lamps/items" in page

"""Over every layer of the registry: what the OGC API says of it is what was declared, and nothing private leaves."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import httpx
import jsonschema
import pytest

from layers.core import crs, schema
from layers.core.access import PUBLIC, seen_by
from layers.core.db import connect
from layers.core.declared import Declared
from layers.registry import LAYERS, THEMES
from tests.contract.logins import Logins, first_reader

REL = "http://www.opengis.net/def/rel/ogc/1.0"
CITY = (106.9, 16.6, 107.3, 17.0)
"""West, south, east, north of a box that holds the city with room to spare."""


@pytest.fixture(params=list(LAYERS))
def layer(request: pytest.FixtureRequest) -> Declared:
    """Each layer in turn, as the first role sees it that reads it: nearly always the public."""
    declared = LAYERS[request.param].declared
    role = first_reader(declared)
    assert role is not None
    seen = seen_by(declared, role)
    assert seen is not None
    return seen


@pytest.fixture
def http(http: httpx.Client, everybody: Logins, layer: Declared) -> Iterator[httpx.Client]:
    """Asks as that role."""
    role = first_reader(LAYERS[layer.name].declared)
    if role is None or role is PUBLIC:
        yield http
        return
    with everybody.http(role) as client:
        yield client


@pytest.fixture
def openapi(http: httpx.Client) -> dict[str, Any]:
    return http.get("/ogc/openapi").json()


def page(http: httpx.Client, path: str, language: str) -> str:
    response = http.get(path, params={"f": "html", "lang": language})
    assert response.status_code == 200, response.text[:500]
    assert response.headers["content-language"] == language
    text = response.text
    assert f'<html lang="{language}">' in text
    return text


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    return " ".join(" ".join(parser.words).split())


def test_every_theme_has_layers():
    assert {cls.declared.theme for cls in LAYERS.values()} == set(THEMES)


def test_collection(http: httpx.Client, layer: Declared):
    collection = http.get(f"/ogc/collections/{layer.name}", params={"lang": "vi"}).json()
    assert collection["id"] == layer.name
    assert collection["title"] == layer.title.vi
    assert collection["itemType"] == "feature"
    assert collection["crs"] == [one.uri for one in crs.OFFERED]
    assert collection["storageCrs"] == crs.STORAGE_CRS.uri
    rels = {link["rel"] for link in collection["links"]}
    assert {"self", "alternate", "items", "root", f"{REL}/schema", f"{REL}/queryables", f"{REL}/sortables"} <= rels
    assert {f"{REL}/tilesets-vector", f"{REL}/styles", "stylesheet"} <= rels
    for link in collection["links"]:
        assert link["href"].startswith(str(http.base_url).rstrip("/")), "QGIS refuses relative links"
        assert http.head(link["href"]).status_code == 200, link
    count = http.get(f"/ogc/collections/{layer.name}/items", params={"limit": 1}).json()["numberMatched"]
    if count:
        (west, south, east, north) = collection["extent"]["spatial"]["bbox"][0]
        assert CITY[0] < west <= east < CITY[2]
        assert CITY[1] < south <= north < CITY[3]
        assert ("temporal" in collection["extent"]) == bool(layer.time)


def test_extent_holds_every_feature(http: httpx.Client, layer: Declared):
    collection = http.get(f"/ogc/collections/{layer.name}").json()
    bbox = ",".join(str(side) for side in collection["extent"]["spatial"]["bbox"][0])
    items = f"/ogc/collections/{layer.name}/items"
    placed = http.get(items, params={"limit": 1, "bbox": bbox}).json()["numberMatched"]
    everywhere = http.get(items, params={"limit": 1, "bbox": "-180,-90,180,90"}).json()["numberMatched"]
    assert placed == everywhere


def test_schema_is_the_declaration_and_features_keep_it(http: httpx.Client, layer: Declared):
    response = http.get(f"/ogc/collections/{layer.name}/schema", params={"lang": "en"})
    assert response.headers["content-type"] == "application/schema+json"
    document = response.json()
    assert document["$id"].endswith(f"/ogc/collections/{layer.name}/schema")
    assert list(document["properties"]) == [*(p.name for p in layer.public), "geom"]
    for prop in layer.public:
        assert document["properties"][prop.name]["x-title"] == {"vi": prop.title.vi, "en": prop.title.en}
    jsonschema.Draft202012Validator.check_schema(document)
    checker = jsonschema.Draft202012Validator(document, format_checker=jsonschema.FormatChecker())
    model = schema.model(layer)
    for feature in http.get(f"/ogc/collections/{layer.name}/items", params={"limit": 50}).json()["features"]:
        values = {"id": feature["id"], **feature["properties"]}
        assert set(values) == {p.name for p in layer.public}, "every property is present in every feature"
        model.model_validate(values)
        checker.validate({name: value for name, value in values.items() if value is not None})
        if feature["geometry"] is not None:
            assert feature["geometry"]["type"] == layer.geometry.kind
        else:
            assert layer.geometry.nullable


def test_queryables_and_sortables_are_answered(http: httpx.Client, layer: Declared):
    url = f"/ogc/collections/{layer.name}"
    queryables = http.get(f"{url}/queryables").json()
    assert list(queryables["properties"]) == ["geom", *(p.name for p in schema.queryable(layer))]
    sortables = http.get(f"{url}/sortables").json()
    assert list(sortables["properties"]) == [p.name for p in schema.sortable(layer)]
    every = " AND ".join(f'("{name}" IS NULL OR "{name}" IS NOT NULL)' for name in queryables["properties"])
    filtered = http.get(f"{url}/items", params={"limit": 1, "filter": every})
    assert filtered.status_code == 200, filtered.text
    for name in sortables["properties"]:
        assert http.get(f"{url}/items", params={"limit": 1, "sortby": f"-{name}"}).status_code == 200, name


def test_pages_in_both_languages(http: httpx.Client, layer: Declared):
    url = f"/ogc/collections/{layer.name}"
    first = http.get(f"{url}/items", params={"limit": 1}).json()["features"]
    paths = [url, f"{url}/items", f"{url}/schema", f"{url}/queryables", f"{url}/sortables", f"{url}/tiles"]
    paths += [f"{url}/items/{feature['id']}" for feature in first]
    for path in paths:
        assert layer.title.vi in words(page(http, path, "vi")), path
        assert layer.title.en in words(page(http, path, "en")), path


def test_every_public_property_stands_on_the_page_of_a_feature(http: httpx.Client, layer: Declared):
    url = f"/ogc/collections/{layer.name}/items"
    features = http.get(url, params={"limit": 1}).json()["features"]
    text = words(page(http, f"{url}/{features[0]['id']}", "vi"))
    for prop in layer.public:
        assert prop.title.vi in text, prop.name


def test_openapi_tells_the_layer(openapi: dict[str, Any], layer: Declared):
    url = f"/collections/{layer.name}"
    for path in ("", "/items", "/items/{featureId}", "/schema", "/queryables", "/sortables", "/tiles"):
        assert "get" in openapi["paths"][url + path]
    parameters = openapi["paths"][f"{url}/items"]["get"]["parameters"]
    assert {"$ref": "#/components/parameters/limit"} in parameters
    simple = {one["name"] for one in parameters if "name" in one}
    assert simple == {p.name for p in schema.queryable(layer)}
    for one in (one for one in parameters if "name" in one):
        assert (one["in"], one["style"], one["explode"]) == ("query", "form", False), "QGIS asks for exactly this"


SECRETIVE = [
    cls.declared
    for cls in LAYERS.values()
    if len(cls.declared.public) < len(cls.declared.properties) and first_reader(cls.declared, of_private=False)
]


@pytest.mark.parametrize("layer", SECRETIVE, ids=lambda declared: declared.name)
def test_nothing_private_leaves(everybody: Logins, layer: Declared, city_url: str):
    role = first_reader(layer, of_private=False)
    assert role is not None
    with everybody.http(role) as http:
        nothing_private_leaves(http, layer, city_url)


def nothing_private_leaves(http: httpx.Client, layer: Declared, city_url: str) -> None:
    openapi = http.get("/ogc/openapi").json()
    private = [p for p in layer.properties if p.private]
    url = f"/ogc/collections/{layer.name}"
    said = str(openapi["paths"][f"/collections/{layer.name}/items"])
    for path in ("", "/schema", "/queryables", "/sortables"):
        said += http.get(url + path).text + http.get(url + path, params={"f": "html"}).text
    for format_ in ("json", "html", "csv", "jsonld"):
        said += http.get(f"{url}/items", params={"f": format_, "limit": 20}).text
    for feature in http.get(f"{url}/items", params={"limit": 1}).json()["features"]:
        for format_ in ("json", "html", "jsonld"):
            said += http.get(f"{url}/items/{feature['id']}", params={"f": format_}).text
    with connect(city_url) as owner:
        columns = ", ".join(f"{prop.column}::text" for prop in private)
        rows = owner.execute(f"SELECT {columns} FROM {layer.from_sql} ORDER BY f.fid LIMIT 20".encode()).fetchall()
        logged_in = owner.info.user
    secrets = {value for row in rows for value in row if value and len(value) > 5} - {logged_in}
    assert not [secret for secret in secrets if secret in said]
    header = (
        http.get(f"{url}/items", params={"f": "csv", "limit": 1}).content.decode("utf-8-sig").splitlines()[0].split(",")
    )
    linked = http.get(f"{url}/items", params={"f": "jsonld", "limit": 1}).json()["features"]
    names = {*header, *(name for feature in linked for name in feature)}
    assert not names & {prop.name for prop in private}
    for prop in private:
        for attempt in (
            {prop.name: "x"},
            {"filter": f"{prop.name} IS NOT NULL"},
            {"sortby": prop.name},
            {"properties": prop.name},
        ):
            refused = http.get(f"{url}/items", params=attempt)
            assert refused.status_code == 400, attempt
            assert refused.headers["content-type"].startswith("application/problem+json")

"""The OpenAPI 3.0 document: every address of the OGC API with its parameters, local `$ref`s only.

Made from the declarations rather than from pygeoapi's document, in which parameters and answers are remote references,
paths of formats are guessed, and clients do not find what they look for: QGIS and GDAL read the page size from
`components.parameters.limit`, the simple filters from the items' query parameters, and GDAL pushes filters down only when
`filter-lang` offers the draft's `cql-text`.
"""

from __future__ import annotations

from collections.abc import Iterable

from api.commands import openapi as commands
from api.ogc import openapi_components as components
from api.ogc import openapi_doors as doors
from api.ogc import openapi_observations as observations
from api.ogc import openapi_operations as operations
from api.ogc.openapi_components import Document, ref
from api.ogc.texts import text
from api.sensorthings import openapi as sensorthings
from layers.core import schema
from layers.core.declaration import Language
from layers.core.declared import Declared, Property

VERSION = "1.0.0"
ITEMS = (
    "as-of", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-crs", "filter-lang", "limit", "properties", "q",
    "skipGeometry", "sortby", "page", "fItems", "lang",
)  # fmt: skip
"""The components that are the parameters of an items request, besides the queryables; `q` only where text is searched."""


def document(layers: Iterable[Declared], base: str, language: Language, limits: tuple[int, int]) -> Document:
    """The document for `layers` served at `base`; `limits` are the default and the largest page."""
    declared = list(layers)
    root = base.removesuffix("/ogc")
    return {
        "openapi": "3.0.3",
        "info": {
            "title": text("title", language),
            "description": text("description", language),
            "version": VERSION,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": base}],
        "tags": [
            {"name": "service", "description": text("landing", language)},
            {"name": "tiles", "description": text("tilesets", language)},
            {"name": "styles", "description": text("styles", language)},
            doors.TAG,
            commands.TAG,
            sensorthings.TAG,
            *({"name": layer.name, "description": layer.description.to(language)} for layer in declared),
        ],
        "paths": _service_paths(language)
        | {k: v for layer in declared for k, v in _layer_paths(layer, language).items()}
        | doors.paths(root)
        | commands.paths(root, components.SECURED)
        | sensorthings.paths(root, components.SECURED),
        "security": [{}, *components.SECURED],
        "components": {
            "parameters": components.parameters(limits, [layer.name for layer in declared])
            | observations.PARAMETERS
            | doors.PARAMETERS
            | commands.PARAMETERS,
            "responses": components.RESPONSES | observations.RESPONSES,
            "schemas": components.SCHEMAS
            | observations.SCHEMAS
            | {k: v for layer in declared if not layer.view for k, v in operations.contents(layer).items()},
            "securitySchemes": components.SECURITY,
        },
    }


def _service_paths(language: Language) -> Document:
    pages = {
        "/": ("getLandingPage", "landing", "Landing"),
        "/conformance": ("getConformance", "conformance", "Conformance"),
        "/openapi": ("getOpenapi", "openapi", "OpenApi"),
        "/collections": ("getCollections", "collections", "Collections"),
    }
    tiles = {
        "/tiles": ("getTilesets", "tilesets", ("f", "lang"), "Tilesets"),
        "/tiles/{tileMatrixSetId}": (
            "getTileset",
            "tileset",
            ("tileMatrixSetId", "collections", "fTileset"),
            "Tileset",
        ),
        "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}": (
            "getTile",
            "tilesets",
            ("tileMatrixSetId", "tileMatrix", "tileRow", "tileCol", "collections", "as-of", "observed"),
            "Tile",
        ),
        "/tileMatrixSets": ("getTileMatrixSets", "tile_matrix_sets", ("f", "lang"), "Document"),
        "/tileMatrixSets/{tileMatrixSetId}": (
            "getTileMatrixSet",
            "tile_matrix_set",
            ("tileMatrixSetId", "f", "lang"),
            "Document",
        ),
    }
    styles = {
        "/styles": ("getStyles", "styles", ("f", "lang"), "Document"),
        "/styles/{styleId}": ("getStyle", "style", ("styleId",), "Document"),
    }
    return (
        {
            path: _get(key, text(key_, language), "service", ("f", "lang"), reply)
            for path, (key, key_, reply) in pages.items()
        }
        | {
            path: _get(key, text(word, language), "tiles", names, reply)
            for path, (key, word, names, reply) in tiles.items()
        }
        | {
            path: _get(key, text(word, language), "styles", names, reply)
            for path, (key, word, names, reply) in styles.items()
        }
    )


def _layer_paths(layer: Declared, language: Language) -> Document:
    url = f"/collections/{layer.name}"
    title = layer.title.to(language)
    name = "".join(part.capitalize() for part in layer.name.split("_"))
    items = [name for name in ITEMS if name != "q" or layer.searchable]
    tile = ("tileMatrixSetId", "tileMatrix", "tileRow", "tileCol", "as-of", "observed")

    def get(key: str, word: str, names: Iterable[str], reply: str) -> Document:
        return _get(f"{key}{name}", f"{title}: {text(word, language)}", layer.name, names, reply)

    paths = {
        url: get("describe", "about_layer", ("f", "lang"), "Collection"),
        f"{url}/items": get("getFeaturesOf", "items", items, "Features"),
        f"{url}/items/{{featureId}}": get(
            "getFeatureOf", "item", ("featureId", "as-of", "crs", "fItem", "lang"), "Feature"
        ),
        f"{url}/tiles": get("getTilesetsOf", "tilesets", ("f", "lang"), "Tilesets"),
        f"{url}/tiles/{{tileMatrixSetId}}": get("getTilesetOf", "tileset", ("tileMatrixSetId", "fTileset"), "Tileset"),
        f"{url}/tiles/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": get(
            "getTileOf", "tilesets", tile, "Tile"
        ),
    }
    for kind in ("schema", "queryables", "sortables"):
        paths[f"{url}/{kind}"] = get(f"get{kind.capitalize()}Of", kind, ("f", "lang"), "Schema")
    paths[f"{url}/items"]["get"]["parameters"] += [_queryable(prop, language) for prop in schema.queryable(layer)]
    for path, more in operations.edits(layer, name, language).items():
        paths[path] |= more
    return paths | operations.following(layer, name, language) | observations.paths(layer, name, language)


def _get(key: str, summary: str, tag: str, parameters: Iterable[str], reply: str) -> Document:
    missing = {"404": ref("responses", "NotFound")} if "{" in key or reply not in ("Landing", "Conformance") else {}
    if reply == "Tile":
        missing["204"] = {"description": "Nothing lies in the tile"}
    return {
        "get": {
            "operationId": key,
            "summary": summary,
            "tags": [tag],
            "parameters": [ref("parameters", name) for name in parameters],
            "responses": {
                "200": ref("responses", reply),
                "304": ref("responses", "NotModified"),
                "400": ref("responses", "BadRequest"),
                **missing,
                "503": ref("responses", "Unavailable"),
            },
        }
    }


def _queryable(prop: Property, language: Language) -> Document:
    value = schema.value_schema(prop)
    value = value["items"] if value["type"] == "array" else value
    # A text that no feature can have is no mistake: nothing is found. So the limits of texts are not those of questions.
    plain = {key: part for key, part in value.items() if key in ("type", "format", "enum")}
    return {
        "name": prop.name,
        "in": "query",
        "description": prop.title.to(language),
        "required": False,
        "schema": plain,
        "style": "form",
        "explode": False,
    }

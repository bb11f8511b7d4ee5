"""What was observed, in OpenAPI: the series of a chart, and the queries of EDR (19-086r6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.ogc.openapi_components import Document, query_parameter, ref
from layers.core.declaration import Language, Text
from layers.core.declared import Declared
from layers.core.reported import reported

_SUMMARIES: dict[str, Text] = {
    "series": Text(vi="số đo của một đối tượng theo thời gian", en="observations of a feature over time"),
    "position": Text(vi="số đo tại một điểm", en="observations at a position"),
    "radius": Text(vi="số đo quanh một điểm", en="observations around a point"),
    "area": Text(vi="số đo trong một vùng", en="observations in an area"),
    "cube": Text(vi="số đo trong một khung", en="observations in a box"),
    "locations": Text(vi="nơi có số đo", en="places with observations"),
    "location": Text(vi="số đo của một nơi", en="observations at a place"),
}
_COMMON = ("datetime", "parameter-name", "resolution", "z", "crs", "fData", "lang")
_QUERIES = {
    "position": ("coords", *_COMMON),
    "radius": ("coords", "within", "within-units", *_COMMON),
    "area": ("coords", *_COMMON),
    "cube": ("cubeBbox", *_COMMON),
}
_SAID: Document = {"type": "string", "minLength": 1}
_NUMBERS: Document = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}

PARAMETERS: Document = {
    "coords": query_parameter(
        "coords",
        "Well-known text in the axis order of crs: POINT or MULTIPOINT (position), POINT (radius), POLYGON or MULTIPOLYGON"
        " (area)",
        _SAID,
        required=True,
    ),
    "within": query_parameter("within", "Radius", {"type": "number", "minimum": 0}, required=True),
    "within-units": query_parameter(
        "within-units", "Unit of within", {"type": "string", "enum": ["m", "km", "mi", "ft"]}, required=True
    ),
    "cubeBbox": query_parameter("bbox", "The box, in crs", _NUMBERS, required=True),
    "z": query_parameter("z", "A height; chooses nothing, as nothing is observed at several heights", _SAID),
    "parameter-name": query_parameter(
        "parameter-name", "Observed properties to give; all when absent", {"type": "array", "items": {"type": "string"}}
    ),
    "resolution": query_parameter(
        "resolution",
        "Every observation, or what is summed up by ten minutes or days (of Vietnam): means of numbers, else the last value",
        {"type": "string", "enum": ["raw", "10min", "daily"], "default": "raw"},
    ),
    "fData": query_parameter(
        "f", "Output format", {"type": "string", "enum": ["CoverageJSON", "GeoJSON", "CSV"], "default": "CoverageJSON"}
    ),
    "fLocations": query_parameter(
        "f", "Output format", {"type": "string", "enum": ["GeoJSON", "json"], "default": "GeoJSON"}
    ),
    "locationsLimit": query_parameter(
        "limit", "Number of places", {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 10_000}
    ),
    "locationId": {
        "name": "locationId",
        "in": "path",
        "description": "Identifier or code of the feature",
        "required": True,
        "schema": {"type": "string"},
    },
    "seriesProperty": query_parameter(
        "property", "An observed property; the most telling one of the layer when absent", {"type": "string"}
    ),
    "from": query_parameter("from", "Begin, an RFC 3339 date-time; a day before `to` when absent", _SAID),
    "to": query_parameter("to", "End; now when absent", _SAID),
    "points": query_parameter(
        "points",
        "About how many points a chart can show; what would be more is summed up",
        {"type": "integer", "minimum": 1, "maximum": 5_000, "default": 500},
    ),
}

RESPONSES: Document = {
    "Observations": {
        "description": "What was observed",
        "content": {
            "application/prs.coverage+json": {"schema": ref("schemas", "object")},
            "application/geo+json": {"schema": ref("schemas", "object")},
            "text/csv": {"schema": {"type": "string"}},
        },
    },
    "Locations": {
        "description": "Places with observations",
        "content": {"application/geo+json": {"schema": ref("schemas", "object")}},
    },
    "Series": {"description": "A series", "content": {"application/json": {"schema": ref("schemas", "series")}}},
    "Nothing": {"description": "Nothing was observed there and then"},
    "TooManyValues": {
        "description": "More was asked for than one answer gives; detail says how to ask for less",
        "content": {
            "application/problem+json": {"schema": ref("schemas", "problem")},
            "text/html": {"schema": {"type": "string"}},
        },
    },
}

_COLUMN: Document = {"type": "array", "items": {"type": "number", "nullable": True}}
SCHEMAS: Document = {
    "series": {
        "type": "object",
        "required": ["property", "kind", "resolution", "time", "value"],
        "properties": {
            "collection": {"type": "string"},
            "id": {"type": "string", "format": "uuid"},
            "property": {"type": "string"},
            "unit": {"type": "string", "nullable": True},
            "title": {"type": "object", "properties": {"vi": {"type": "string"}, "en": {"type": "string"}}},
            "kind": {"type": "string"},
            "codes": {"type": "array", "items": ref("schemas", "object")},
            "resolution": {"type": "string", "enum": ["raw", "10min", "daily"]},
            "step": {"type": "number", "nullable": True},
            "from": {"type": "number"},
            "to": {"type": "number"},
            "time": {"type": "array", "items": {"type": "number"}},
            "value": {"type": "array", "items": {}},
            "min": _COLUMN,
            "max": _COLUMN,
            "count": _COLUMN,
        },
    }
}


def paths(layer: Declared, name: str, language: Language) -> Document:
    """The paths of a layer's observations; none where nothing is observed. `name` ends the operations' ids."""
    if not reported(layer):
        return {}
    url = f"/collections/{layer.name}"

    def get(key: str, said: Iterable[str], reply: str, **more: Any) -> Document:
        return {
            "get": {
                "operationId": f"{key}Of{name}",
                "summary": f"{layer.title.to(language)}: {_SUMMARIES[key].to(language)}",
                "tags": [layer.name],
                "parameters": [ref("parameters", one) for one in said],
                "responses": {
                    "200": ref("responses", reply),
                    "304": ref("responses", "NotModified"),
                    "400": ref("responses", "BadRequest"),
                    "401": ref("responses", "NotLoggedIn"),
                    "403": ref("responses", "Forbidden"),
                    "404": ref("responses", "NotFound"),
                    "503": ref("responses", "Unavailable"),
                    **more,
                },
            }
        }

    refused = {"204": ref("responses", "Nothing"), "413": ref("responses", "TooManyValues")}
    return {
        f"{url}/items/{{featureId}}/series": get(
            "series", ("featureId", "seriesProperty", "from", "to", "points", "lang"), "Series"
        ),
        **{f"{url}/{query}": get(query, said, "Observations", **refused) for query, said in _QUERIES.items()},
        f"{url}/locations": get(
            "locations", ("bbox", "bbox-crs", "crs", "locationsLimit", "page", "fLocations", "lang"), "Locations"
        ),
        f"{url}/locations/{{locationId}}": get("location", ("locationId", *_COMMON), "Observations", **refused),
    }

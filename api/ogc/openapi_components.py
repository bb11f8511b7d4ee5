"""What the OpenAPI document names once and refers to: parameters, answers and their schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from layers.core import crs

Document = dict[str, Any]


def ref(kind: str, name: str) -> Document:
    """The local reference to a component, `#/components/<kind>/<name>`."""
    return {"$ref": f"#/components/{kind}/{name}"}


def query_parameter(name: str, description: str, value: Document, **more: Any) -> Document:
    """A parameter of the query string, lists with commas."""
    return {
        "name": name,
        "in": "query",
        "description": description,
        "required": False,
        "schema": value,
        "style": "form",
        "explode": False,
    } | more


def path_parameter(name: str, description: str, value: Document) -> Document:
    """A parameter that is a part of the path."""
    return {"name": name, "in": "path", "description": description, "required": True, "schema": value}


def _header(name: str, description: str, value: Document) -> Document:
    return {"name": name, "in": "header", "description": description, "required": False, "schema": value}


def _format(*names: str) -> Document:
    return query_parameter("f", "Output format", {"type": "string", "enum": list(names), "default": names[0]})


def parameters(limits: tuple[int, int], layers: list[str]) -> Document:
    """The parameters; `limits` are the default and the largest page, `layers` may stand together in a tile."""
    offered: Document = {"type": "string", "enum": [one.uri for one in crs.OFFERED], "default": crs.CRS84.uri}
    names: Document = {"type": "array", "items": {"type": "string"}}
    number: Document = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
    said: Document = {"type": "string", "minLength": 1}
    default, maximum = limits
    page: Document = {"type": "integer", "minimum": 1, "maximum": maximum, "default": default}
    languages: Document = {"type": "string", "enum": ["cql2-text", "cql2-json", "cql-text"], "default": "cql2-text"}
    return {
        "f": _format("json", "html"),
        "fItems": _format("json", "geojson", "html", "csv", "jsonld"),
        "fItem": _format("json", "geojson", "html", "jsonld"),
        "fTileset": _format("json", "tilejson", "html"),
        "lang": query_parameter(
            "lang", "Language of titles and messages", {"type": "string", "enum": ["vi", "en"], "default": "vi"}
        ),
        "limit": query_parameter("limit", "Number of features in one page; more are cut to the maximum", page),
        "bbox": query_parameter("bbox", "Only features whose geometry intersects this box", number),
        "bbox-crs": query_parameter("bbox-crs", "CRS of bbox", offered),
        "crs": query_parameter("crs", "CRS of the answer", offered),
        "datetime": query_parameter(
            "datetime", "RFC 3339 date or date-time, or an interval with '..' for an open end", said
        ),
        "filter": query_parameter("filter", "CQL2 filter over the queryables", said),
        "filter-lang": query_parameter("filter-lang", "Language of filter", languages),
        "filter-crs": query_parameter("filter-crs", "CRS of the geometries in filter", offered),
        "sortby": query_parameter("sortby", "Sortables in order of weight; '-' before a name for descending", names),
        "properties": query_parameter("properties", "Properties to give; all when absent", names),
        "skipGeometry": query_parameter(
            "skipGeometry", "Leave the geometry out", {"type": "boolean", "default": False}
        ),
        "page": query_parameter("page", "The mark of a page, as the `next` link gives it", said),
        "q": query_parameter("q", "Words to find, with or without Vietnamese accents", {"type": "string"}),
        "collections": query_parameter(
            "collections",
            "Layers in the tile",
            {"type": "array", "items": {"type": "string", "enum": layers}},
        ),
        "as-of": query_parameter(
            "as-of",
            "The state at a moment of the past: an RFC 3339 date (00:00 UTC) or date-time, not older than the layer's"
            " history; observed properties are null then",
            said,
        ),
        "since": query_parameter("since", "The cursor of the last answer; changes after it are given", said),
        "changesLimit": query_parameter("limit", "Number of changes", page | {"maximum": 10_000, "default": 1_000}),
        "wait": query_parameter(
            "wait", "Seconds to wait for a change", {"type": "integer", "minimum": 0, "maximum": 30, "default": 0}
        ),
        "historyLimit": query_parameter("limit", "Number of versions", page | {"maximum": 1_000, "default": 100}),
        "before": query_parameter("before", "Only versions before this one", {"type": "integer", "minimum": 1}),
        "version": path_parameter("version", "Version of the feature", {"type": "integer", "minimum": 1}),
        "other": path_parameter("other", "Version to compare with, or `current`", {"type": "string"}),
        "layers": query_parameter("layers", "Layers to follow", names),
        "liveBbox": query_parameter("bbox", "Only changes in this box, in longitude and latitude", number),
        "at": query_parameter("at", "The state at this moment of the past: RFC 3339 date or date-time", said),
        "from": query_parameter("from", "The state from this moment on, in steps; goes with `to` and `step`", said),
        "to": query_parameter("to", "The last moment of the steps", said),
        "step": query_parameter(
            "step", "Seconds of a step: a divisor or a multiple of 600", {"type": "integer", "minimum": 10}
        ),
        "observed": query_parameter(
            "observed",
            "`false` leaves out what devices keep: such a tile stays while they report, and `/state` and `/live` colour it",
            {"type": "boolean", "default": True},
        ),
        "Content-Crs": _header(
            "Content-Crs", "CRS of the coordinates that are sent, as a URI; CRS84 when absent", said
        ),
        "If-Match": _header(
            "If-Match", "The ETag of the feature that the edit is based on; only its version counts", said
        ),
        "If-None-Match": _header("If-None-Match", "Only when the feature stands at none of these ETags", said),
        "Prefer": _header("Prefer", "`return=representation` has the feature sent back", said),
        "featureId": path_parameter("featureId", "Identifier of the feature", {"type": "string", "format": "uuid"}),
        "tileMatrixSetId": path_parameter(
            "tileMatrixSetId", "Tile matrix set", {"type": "string", "enum": ["WebMercatorQuad", "VN2000TM3_10615"]}
        ),
        "tileMatrix": path_parameter(
            "tileMatrix", "Tile matrix (zoom level)", {"type": "string", "pattern": "^[0-9]{1,2}$"}
        ),
        "tileRow": path_parameter("tileRow", "Row of the tile, from the top", {"type": "integer", "minimum": 0}),
        "tileCol": path_parameter("tileCol", "Column of the tile, from the left", {"type": "integer", "minimum": 0}),
        "styleId": path_parameter("styleId", "Style: city, base, a theme or a layer", {"type": "string"}),
    }


def _reply(description: str, **media: str) -> Document:
    names = {
        "json": "application/json",
        "geojson": "application/geo+json",
        "schema": "application/schema+json",
        "openapi": "application/vnd.oai.openapi+json;version=3.0",
        "html": "text/html",
        "csv": "text/csv",
        "jsonld": "application/ld+json",
        "mvt": "application/vnd.mapbox-vector-tile",
        "events": "text/event-stream",
        "problem": "application/problem+json",
    }
    plain: dict[str, Document] = {"text": {"type": "string"}, "binary": {"type": "string", "format": "binary"}}
    return {
        "description": description,
        "content": {names[key]: {"schema": plain.get(kind) or ref("schemas", kind)} for key, kind in media.items()},
    }


RESPONSES: Document = {
    "Landing": _reply("The landing page", json="landing", html="text"),
    "OpenApi": _reply("This document", openapi="object", json="object", html="text"),
    "Conformance": _reply("The conformance classes", json="conformance", html="text"),
    "Collections": _reply("The collections", json="collections", html="text"),
    "Collection": _reply("A collection", json="collection", html="text"),
    "Features": _reply("Features", geojson="features", html="text", csv="text", jsonld="object"),
    "Feature": _reply("A feature", geojson="feature", html="text", jsonld="object"),
    "Schema": _reply("A JSON Schema", schema="object", html="text"),
    "Tilesets": _reply("Tile sets", json="object", html="text"),
    "Tileset": _reply("A tile set", json="object", html="text"),
    "Tile": _reply("A vector tile", mvt="binary"),
    "Document": _reply("A document", json="object", html="text"),
    "NotModified": {"description": "What you have is still true (If-None-Match)"},
    "BadRequest": _reply(
        "Something in the request is wrong; detail says what and where", problem="problem", html="text"
    ),
    "NotFound": _reply("There is nothing at this address, or nothing that may be seen", problem="problem", html="text"),
    "Created": {
        "description": "Added (201), or there already with the same content (200)",
        "headers": {
            "Location": {"description": "Address of the feature", "schema": {"type": "string", "format": "uri"}},
            "ETag": {"description": "The feature's version", "schema": {"type": "string"}},
        },
        "content": {
            "application/geo+json": {"schema": ref("schemas", "feature")},
            "application/json": {"schema": ref("schemas", "created")},
        },
    },
    "Changed": {
        "description": "Changed",
        "headers": {"ETag": {"description": "The feature's new version", "schema": {"type": "string"}}},
    },
    "Events": _reply("Server-sent events", events="text"),
    "Gone": _reply("The cursor is too old: start over", problem="problem", html="text"),
    "NotLoggedIn": _reply("This is not open to everybody: log in", problem="problem", html="text"),
    "Forbidden": _reply("The role does not allow this", problem="problem", html="text"),
    "TooSlow": _reply("The content did not arrive in time", problem="problem", html="text"),
    "Conflict": _reply("It does not go together with what is there", problem="problem", html="text"),
    "Outdated": _reply("The feature stands at another version; `version` says which", problem="problem", html="text"),
    "TooManyRequests": _reply("Too often; Retry-After says when again", problem="problem", html="text"),
    "TooLarge": _reply("The content is too large", problem="problem", html="text"),
    "UnsupportedMediaType": _reply("This kind of content is not taken", problem="problem", html="text"),
    "Refused": _reply(
        "The content breaks a rule of the layer; `errors` says which property and why", problem="problem", html="text"
    ),
    "PreconditionRequired": _reply("The layer is edited with If-Match only", problem="problem", html="text"),
    "Unavailable": _reply("The answer took too long, or the database is away", problem="problem", html="text"),
}

_REFUSALS = {
    "400": "BadRequest",
    "401": "NotLoggedIn",
    "403": "Forbidden",
    "404": "NotFound",
    "408": "TooSlow",
    "409": "Conflict",
    "412": "Outdated",
    "413": "TooLarge",
    "415": "UnsupportedMediaType",
    "422": "Refused",
    "428": "PreconditionRequired",
    "429": "TooManyRequests",
    "503": "Unavailable",
}


def refusals(statuses: Iterable[str] = _REFUSALS) -> Document:
    """The answers to what is refused, by status; all that there are unless some are named."""
    return {status: ref("responses", _REFUSALS[status]) for status in statuses}


def operation(
    key: str, summary: str, tag: str, said: Iterable[str], replies: Document, refused: Iterable[str], **more: Any
) -> Document:
    """An operation that takes the parameters `said`, and answers with `replies` or refuses with the statuses `refused`."""
    return {
        "operationId": key,
        "summary": summary,
        "tags": [tag],
        "parameters": [ref("parameters", name) for name in said],
        "responses": replies | refusals(refused),
        **more,
    }


_STRING: Document = {"type": "string"}
_LINKS: Document = {"type": "array", "items": ref("schemas", "link")}
SCHEMAS: Document = {
    "object": {"type": "object"},
    "link": {
        "type": "object",
        "required": ["href", "rel"],
        "properties": {"href": _STRING, "rel": _STRING, "type": _STRING, "title": _STRING},
    },
    "landing": {
        "type": "object",
        "required": ["title", "links"],
        "properties": {"title": _STRING, "description": _STRING, "attribution": _STRING, "links": _LINKS},
    },
    "conformance": {
        "type": "object",
        "required": ["conformsTo"],
        "properties": {"conformsTo": {"type": "array", "items": _STRING}},
    },
    "extent": {
        "type": "object",
        "properties": {
            "spatial": {
                "type": "object",
                "properties": {
                    "bbox": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
                    "crs": _STRING,
                },
            },
            "temporal": {
                "type": "object",
                "properties": {
                    "interval": {
                        "type": "array",
                        "items": {
                            "type": "array",
                            "minItems": 2,
                            "maxItems": 2,
                            "items": {"type": "string", "format": "date-time", "nullable": True},
                        },
                    },
                    "trs": _STRING,
                },
            },
        },
    },
    "collection": {
        "type": "object",
        "required": ["id", "links"],
        "properties": {
            "id": _STRING,
            "title": _STRING,
            "description": _STRING,
            "keywords": {"type": "array", "items": _STRING},
            "links": _LINKS,
            "extent": ref("schemas", "extent"),
            "itemType": _STRING,
            "crs": {"type": "array", "items": _STRING},
            "storageCrs": _STRING,
        },
    },
    "collections": {
        "type": "object",
        "required": ["links", "collections"],
        "properties": {"links": _LINKS, "collections": {"type": "array", "items": ref("schemas", "collection")}},
    },
    "geometry": {
        "type": "object",
        "nullable": True,
        "required": ["type", "coordinates"],
        "properties": {
            "type": {
                "type": "string",
                "enum": ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"],
            },
            "coordinates": {"type": "array", "items": {}},
        },
    },
    "feature": {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string", "format": "uuid"},
            "geometry": ref("schemas", "geometry"),
            "properties": {"type": "object", "nullable": True},
            "links": _LINKS,
        },
    },
    "features": {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": ref("schemas", "feature")},
            "links": _LINKS,
            "timeStamp": {"type": "string", "format": "date-time"},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
        },
    },
    "problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": _STRING,
            "title": _STRING,
            "status": {"type": "integer"},
            "detail": _STRING,
            "instance": _STRING,
            "code": _STRING,
            "description": _STRING,
            "version": {"type": "integer"},
            "errors": {"type": "array", "items": ref("schemas", "reason")},
        },
    },
    "reason": {
        "type": "object",
        "required": ["property", "reason"],
        "properties": {
            "property": {"type": "string", "nullable": True},
            "reason": {"type": "object", "properties": {"vi": _STRING, "en": _STRING}},
            "feature": {"type": "integer", "minimum": 0},
        },
    },
    "created": {
        "type": "object",
        "properties": {
            "numberCreated": {"type": "integer", "minimum": 0},
            "features": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string", "format": "uuid"},
                        "version": {"type": "integer", "minimum": 1},
                        "href": {"type": "string", "format": "uri"},
                    },
                },
            },
        },
    },
}

SECURITY: Document = {
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer", "description": "An API key, or a token of the OpenID provider"},
    "session": {"type": "apiKey", "in": "cookie", "name": "dongha_session"},
}
SECURED: list[Document] = [{"basic": []}, {"bearer": []}, {"session": []}]
"""How an edit says who sends it; the cookie of a session goes with the header `X-CSRF-Token`."""

"""The addresses of SensorThings for the OpenAPI document of the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.sensorthings.address import ROOT
from api.sensorthings.given import MOST
from api.sensorthings.model import SETS, Entity
from api.sensorthings.options import DEFAULT_TOP, MAX_TOP, OF_MANY, OF_ONE

type Document = dict[str, Any]

TAG: Document = {"name": "sensorthings", "description": "OGC SensorThings API 1.1 · Cảm biến và số đo"}

_TEXT: Document = {"type": "string"}
_WHOLE: Document = {"type": "integer", "minimum": 0, "maximum": 2_147_483_647}
_SCHEMAS: dict[str, tuple[str, Document]] = {
    "$filter": ("Condition, e.g. result gt 2.5 and Datastream/id eq 7", _TEXT),
    "$expand": ("Relations whose entities are given with it", _TEXT),
    "$select": ("Properties and relations to give", _TEXT),
    "$orderby": ("Expressions to sort by, each with asc or desc", _TEXT),
    "$top": (f"Entities on a page; more are cut to {MAX_TOP}", _WHOLE | {"default": DEFAULT_TOP}),
    "$skip": ("Entities to pass over", _WHOLE | {"default": 0}),
    "$count": ("Whether @iot.count is given", {"type": "string", "enum": ["true", "false"], "default": "false"}),
    "$resultFormat": ("dataArray: Observations as arrays", {"type": "string", "enum": ["dataArray"]}),
    "$skiptoken": ("Where a page begins, as @iot.nextLink gives it", _TEXT),
    "lang": ("Language of messages", {"type": "string", "enum": ["vi", "en"], "default": "vi"}),
}
_OBSERVATION: Document = {
    "type": "object",
    "required": ["result"],
    "properties": {
        "phenomenonTime": {"type": "string", "format": "date-time"},
        "result": {"oneOf": [{"type": "number"}, {"type": "boolean"}, {"type": "string"}]},
        "Datastream": {"type": "object", "required": ["@iot.id"], "properties": {"@iot.id": {"type": "integer"}}},
    },
}
_ARRAYS: Document = {
    "type": "array",
    "minItems": 1,
    "maxItems": MOST,
    "items": {
        "type": "object",
        "required": ["Datastream", "components", "dataArray"],
        "properties": {
            "Datastream": _OBSERVATION["properties"]["Datastream"],
            "components": {"type": "array", "items": _TEXT, "minItems": 1},
            "dataArray": {"type": "array", "items": {"type": "array", "items": {}}, "minItems": 1},
        },
    },
}
_READ = {"400": "BadRequest", "401": "NotLoggedIn", "404": "NotFound", "503": "Unavailable"}
_WRITTEN = _READ | {
    "403": "Forbidden",
    "408": "TooSlow",
    "409": "Conflict",
    "413": "TooLarge",
    "415": "UnsupportedMediaType",
    "422": "Refused",
    "429": "TooManyRequests",
}


def paths(root: str, secured: list[Document]) -> Document:
    """The paths of the service, for a server at `root`; `secured` are the ways to say who sends."""
    server = [{"url": root}]
    made: Document = {
        f"{ROOT}/": {"get": _operation("getSensorThings", "SensorThings: the entity sets", ("lang",), _READ)}
    }
    for plural, entity in SETS.items():
        many = [name for name in OF_MANY if name != "$resultFormat" or plural == "Observations"]
        made[f"{ROOT}/{plural}"] = {"get": _operation(f"get{plural}", f"SensorThings: {plural}", many, _READ)}
        one = _operation(f"get{entity.name}", f"SensorThings: {entity.name}", OF_ONE, _READ)
        made[f"{ROOT}/{plural}({{entityId}})"] = {"parameters": [_identifier(entity)], "get": one}
    for path, key, body in (
        (f"{ROOT}/Observations", "createObservation", _OBSERVATION),
        (f"{ROOT}/CreateObservations", "createObservations", _ARRAYS),
    ):
        writing = _operation(key, "SensorThings: create Observations", ("lang",), _WRITTEN)
        writing["security"] = secured
        writing["responses"]["201"] = writing["responses"]["200"]
        writing["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
        made.setdefault(path, {})["post"] = writing
    return {path: {"servers": server, **operations} for path, operations in made.items()}


def _operation(key: str, summary: str, names: Iterable[str], refusals: dict[str, str]) -> Document:
    return {
        "operationId": key,
        "summary": summary,
        "tags": [TAG["name"]],
        "parameters": [_parameter(name) for name in names],
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": {}}}},
            **{status: {"$ref": f"#/components/responses/{name}"} for status, name in refusals.items()},
        },
    }


def _parameter(name: str) -> Document:
    description, schema = _SCHEMAS[name]
    return {"name": name, "in": "query", "description": description, "required": False, "schema": schema}


def _identifier(entity: Entity) -> Document:
    """The id as it stands in brackets: a number, or a text in single quotes."""
    schema: Document = (
        {"type": "string", "pattern": "^'[^'/]{1,60}'$"} if entity.texts else {"type": "integer", "minimum": 1}
    )
    return {"name": "entityId", "in": "path", "required": True, "description": "@iot.id", "schema": schema}

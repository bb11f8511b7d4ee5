"""What a layer's features look like, derived from its declaration: JSON Schema, queryables, sortables, pydantic model.

JSON Schema follows OGC API - Features Part 5 (Schemas), draft 2020-12. Titles are given in the asked language and, as
`x-title`, in both. A property that is not in `required` may be null in a feature: null says "not known".
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model

from layers.core.declaration import Code, GeometryKind, Language, Text
from layers.core.declared import Declared, Kind, Property

DIALECT = "https://json-schema.org/draft/2020-12/schema"
GEOMETRY = "geom"

Document = dict[str, Any]

_TYPES: dict[Kind, Document] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "uuid": {"type": "string", "format": "uuid"},
    "code": {"type": "string"},
    "codes": {"type": "array", "items": {"type": "string"}},
    "strings": {"type": "array", "items": {"type": "string"}},
    "object": {"type": "object"},
}
_PYTHON: dict[Kind, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "date": dt.date,
    "datetime": dt.datetime,
    "uuid": UUID,
    "strings": list[str],
    "object": dict[str, Any],
}
_FORMATS: dict[GeometryKind, str] = {
    "Point": "geometry-point",
    "LineString": "geometry-linestring",
    "Polygon": "geometry-polygon",
    "MultiPoint": "geometry-multipoint",
    "MultiLineString": "geometry-multilinestring",
    "MultiPolygon": "geometry-multipolygon",
}
_KEPT_BY_THE_HOUSE = frozenset({"fid", "id", "version", "updated_at"})
_UNSORTABLE: frozenset[Kind] = frozenset({"codes", "strings", "object"})
_GEOMETRY_TITLE = Text(vi="Hình học", en="Geometry")


def json_schema(declared: Declared, language: Language, given: Sequence[Property] | None = None) -> Document:
    """The schema of the layer's features: the public properties, then the geometry, numbered by `x-ogc-propertySeq`.

    `given` are the properties that who asks may give when writing: the others are read-only then, and those of them that are
    not public are write-only.
    """
    properties = {p.name: _property(declared, p, language) for p in declared.public}
    if given is not None:
        writable = {p.name: p for p in given}
        for name in properties.keys() - writable.keys():
            properties[name]["readOnly"] = True
        hidden = [p for name, p in writable.items() if name not in properties]
        properties |= {p.name: _property(declared, p, language) | {"writeOnly": True} for p in hidden}
    for number, member in enumerate(properties.values(), start=1):
        member["x-ogc-propertySeq"] = number
    properties[GEOMETRY] = _geometry(declared, language) | {"x-ogc-propertySeq": len(properties) + 1}
    required = [p.name for p in declared.public if not p.nullable]
    return _object(declared, language, properties) | {"required": required}


def queryables(declared: Declared, language: Language) -> Document:
    """What `filter` and query parameters may name; anything else is refused."""
    members = {p.name: _property(declared, p, language) for p in queryable(declared)}
    return _object(declared, language, {GEOMETRY: _geometry(declared, language)} | members)


def sortables(declared: Declared, language: Language) -> Document:
    """What `sortby` may name."""
    return _object(declared, language, {p.name: _property(declared, p, language) for p in sortable(declared)})


def queryable(declared: Declared) -> tuple[Property, ...]:
    """The properties a request may filter by; the geometry comes beside them."""
    return tuple(p for p in declared.public if p.kind != "object")


def sortable(declared: Declared) -> tuple[Property, ...]:
    """The properties a request may sort by: those with one value that has an order."""
    return tuple(p for p in declared.public if p.kind not in _UNSORTABLE)


def value_schema(prop: Property) -> Document:
    """Type, format, limits and closed codes of one value, without titles."""
    schema = copy.deepcopy(_TYPES[prop.kind])
    codes = prop.codes
    if codes is not None and not codes.editable:
        values = [member.value for member in codes]
        (schema["items"] if prop.kind == "codes" else schema)["enum"] = values
    limits = {
        "minimum": prop.ge,
        "maximum": prop.le,
        "exclusiveMinimum": prop.gt,
        "exclusiveMaximum": prop.lt,
        "pattern": prop.pattern,
        "maxLength": prop.max_length,
    }
    return schema | {key: value for key, value in limits.items() if value is not None}


def model(declared: Declared) -> type[BaseModel]:
    """A pydantic model of the layer's public properties as they leave the house; unknown members are refused."""
    fields: dict[str, Any] = {p.name: _field(p) for p in declared.public}
    name = "".join(part.capitalize() for part in declared.name.split("_"))
    return create_model(name, __config__=ConfigDict(extra="forbid"), __doc__=declared.description.en, **fields)


def _object(declared: Declared, language: Language, properties: Document) -> Document:
    return {
        "$schema": DIALECT,
        "type": "object",
        "title": declared.title.to(language),
        "description": declared.description.to(language),
        "x-title": _both(declared.title),
        "properties": properties,
        "additionalProperties": False,
    }


def _property(declared: Declared, prop: Property, language: Language) -> Document:
    schema: Document = {"title": prop.title.to(language), "x-title": _both(prop.title)}
    if prop.description:
        schema["description"] = prop.description.to(language)
        schema["x-description"] = _both(prop.description)
    schema |= value_schema(prop)
    if prop.unit:
        schema |= {"x-ogc-unit": prop.unit, "x-ogc-unitLang": "UCUM"}
    if prop.codes:
        schema["x-codes"] = [_code(member) for member in prop.codes]
    if role := _role(declared, prop):
        schema["x-ogc-role"] = role
    if prop.references:
        schema["x-ogc-collectionId"] = prop.references
    if prop.name in _KEPT_BY_THE_HOUSE or prop.observed or declared.view:
        schema["readOnly"] = True
    return schema


def _geometry(declared: Declared, language: Language) -> Document:
    return {
        "title": _GEOMETRY_TITLE.to(language),
        "x-title": _both(_GEOMETRY_TITLE),
        "format": _FORMATS[declared.geometry.kind],
        "x-ogc-role": "primary-geometry",
    }


def _role(declared: Declared, prop: Property) -> str | None:
    if prop.name in declared.time:
        if len(declared.time) == 1:
            return "primary-instant"
        return "primary-interval-start" if prop.name == declared.time[0] else "primary-interval-end"
    return prop.role


def _code(member: Code) -> Document:
    return {"value": member.value, "title": _both(member.title), "color": member.color}


def _both(text: Text) -> Document:
    return {"vi": text.vi, "en": text.en}


def _field(prop: Property) -> tuple[Any, Any]:
    annotation = _annotation(prop)
    limits: Document = {"ge": prop.ge, "le": prop.le, "gt": prop.gt, "lt": prop.lt}
    if prop.kind == "string":
        limits |= {"pattern": prop.pattern, "max_length": prop.max_length}
    extra: Document = {"x-title": _both(prop.title)} | ({"x-ogc-unit": prop.unit} if prop.unit else {})
    field = Field(
        default=None if prop.nullable else ...,
        title=prop.title.vi,
        description=prop.description.vi if prop.description else None,
        json_schema_extra=extra,
        **{key: value for key, value in limits.items() if value is not None},
    )
    return (annotation | None if prop.nullable else annotation), field


def _annotation(prop: Property) -> Any:
    if prop.codes is None:
        return _PYTHON[prop.kind]
    one = str if prop.codes.editable else _literal(member.value for member in prop.codes)
    return list[one] if prop.kind == "codes" else one


def _literal(values: Iterable[str]) -> Any:
    return Literal[tuple(values)]

"""What can be done with a layer besides reading it as it stands, in OpenAPI: edits, changes, history.

Contents are described from the declaration, as the reader of the document sees the layer: what a role may give beyond that
stands in the schema of the collection, asked for by that role.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.ogc.openapi_components import SECURED, Document, ref, refusals
from layers.core import schema
from layers.core.declaration import Language, Text
from layers.core.declared import Declared, Property

_KEPT_BY_THE_HOUSE = frozenset({"fid", "id", "version", "updated_at", "created_by"})
_GEOJSON, _JSON, _PATCH = "application/geo+json", "application/json", "application/merge-patch+json"
_SUMMARIES: dict[str, Text] = {
    "create": Text(vi="thêm đối tượng", en="add features"),
    "replace": Text(vi="thay cả đối tượng", en="replace a feature"),
    "update": Text(vi="sửa một phần đối tượng", en="change parts of a feature"),
    "delete": Text(vi="xoá đối tượng", en="delete a feature"),
    "changes": Text(vi="các thay đổi theo thứ tự", en="the changes in order"),
    "history": Text(vi="các phiên bản của đối tượng", en="the versions of a feature"),
    "version": Text(vi="đối tượng ở một phiên bản", en="a feature at a version"),
    "diff": Text(vi="khác nhau giữa hai phiên bản", en="the difference of two versions"),
    "restore": Text(vi="khôi phục một phiên bản", en="restore a version"),
}
_EXCLUSIVE = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def edits(layer: Declared, name: str, language: Language) -> dict[str, Document]:
    """The operations that write features of a layer, by path and method; none for a view. `name` ends the operations' ids."""
    if layer.view:
        return {}
    url = f"/collections/{layer.name}/items"
    content = ref("schemas", f"{layer.name}_content")
    many: Document = {"oneOf": [content, ref("schemas", f"{layer.name}_contents")]}

    def operation(key: str, said: Iterable[str], replies: Mapping[str, Document], body: Document | None) -> Document:
        made: Document = {
            "operationId": f"{key}{name}",
            "summary": f"{layer.title.to(language)}: {_SUMMARIES[key].to(language)}",
            "tags": [layer.name],
            "security": SECURED,
            "parameters": [ref("parameters", one) for one in said],
            "responses": {**replies, **_refused(conditional=key != "create")},
        }
        return made if body is None else made | {"requestBody": {"required": True, "content": body}}

    one = ("featureId", "If-Match", "If-None-Match", "Content-Crs", "Prefer", "lang")
    changed = {"200": ref("responses", "Feature"), "204": ref("responses", "Changed")}
    created = {"200": ref("responses", "Created"), "201": ref("responses", "Created")}
    return {
        url: {"post": operation("create", ("Content-Crs", "Prefer", "lang"), created, _bodies(many, _GEOJSON, _JSON))},
        f"{url}/{{featureId}}": {
            "put": operation("replace", one, changed, _bodies(content, _GEOJSON, _JSON)),
            "patch": operation(
                "update", one, changed, _bodies(ref("schemas", f"{layer.name}_patch"), _PATCH, _GEOJSON)
            ),
            "delete": operation(
                "delete", ("featureId", "If-Match", "If-None-Match", "lang"), {"204": {"description": "Deleted"}}, None
            ),
        },
    }


def following(layer: Declared, name: str, language: Language) -> dict[str, Document]:
    """The operations on what has become of features: changes in order, versions, differences, restoring."""
    if layer.view:
        return {}
    history = f"/collections/{layer.name}/items/{{featureId}}/history"

    def operation(key: str, said: Iterable[str], reply: str, *, writes: bool = False) -> Document:
        made: Document = {
            "operationId": f"{key}{name}",
            "summary": f"{layer.title.to(language)}: {_SUMMARIES[key].to(language)}",
            "tags": [layer.name],
            "parameters": [ref("parameters", one) for one in said],
            "responses": {"200": ref("responses", reply)},
        }
        if not writes:
            told = refusals(("400", "401", "403", "404", "503"))
            gone = {"410": ref("responses", "Gone")} if key == "changes" else {}
            return {"get": made | {"responses": made["responses"] | told | gone}}
        made["responses"] |= {"201": ref("responses", reply), **_refused(conditional=True)}
        return {"post": made | {"security": SECURED}}

    return {
        f"/collections/{layer.name}/changes": operation(
            "changes", ("since", "changesLimit", "wait", "crs", "lang"), "Document"
        ),
        history: operation("history", ("featureId", "historyLimit", "before", "lang"), "Document"),
        f"{history}/{{version}}": operation("version", ("featureId", "version", "crs", "lang"), "Feature"),
        f"{history}/{{version}}/diff/{{other}}": operation(
            "diff", ("featureId", "version", "other", "lang"), "Document"
        ),
        f"{history}/{{version}}/restore": operation(
            "restore", ("featureId", "version", "If-Match", "lang"), "Feature", writes=True
        ),
    }


def contents(layer: Declared) -> dict[str, Document]:
    """The schemas of what may be sent for a layer: a whole feature, several, parts of one."""
    given = [p for p in layer.public if p.name not in _KEPT_BY_THE_HOUSE and not p.observed]
    properties = {p.name: _value(p) for p in given}
    required = [p.name for p in given if not p.nullable and not p.server_default]
    whole: Document = {"type": "object", "properties": properties, "required": required}
    if not required:
        del whole["required"]
    members: Document = {"type": {"type": "string", "enum": ["Feature"]}, "geometry": ref("schemas", "geometry")}
    identifier: Document = {"type": "string", "format": "uuid"}
    name = f"{layer.name}_content"
    return {
        name: {
            "type": "object",
            "required": ["type", "geometry", "properties"],
            "properties": members | {"id": identifier, "properties": whole},
        },
        f"{name}s": {
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": {"type": "array", "minItems": 1, "maxItems": 2_000, "items": ref("schemas", name)},
            },
        },
        f"{layer.name}_patch": {
            "type": "object",
            "properties": members | {"properties": {"type": "object", "properties": properties}},
        },
    }


def _value(p: Property) -> Document:
    """The value's schema in the words of OpenAPI 3.0, whose exclusive limits are flags."""
    value: Document = {}
    for key, part in schema.value_schema(p).items():
        if key in _EXCLUSIVE:
            value |= {_EXCLUSIVE[key]: part, key: True}
        else:
            value[key] = part
    if not p.nullable:
        return value
    if "enum" in value:
        value["enum"] = [*value["enum"], None]
    return value | {"nullable": True}


def _bodies(content: Document, *media: str) -> Document:
    return {one: {"schema": content} for one in media}


def _refused(*, conditional: bool) -> Document:
    """The answers to what is refused; those of conditions where an edit can name one."""
    left_out = () if conditional else ("412", "428")
    return {status: reply for status, reply in refusals().items() if status not in left_out}

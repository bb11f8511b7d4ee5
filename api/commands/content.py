"""What `POST /commands` takes, as the OpenAPI document says it; the limits are those that `asked` holds to."""

from __future__ import annotations

from typing import Any

MOST_IDS = 5_000
LONGEST_DISTANCE_M = 50_000
LETTERS = {"layer": 48, "action": 60, "reason": 500}
"""The longest texts."""

type _Document = dict[str, Any]


def _text(name: str, **more: Any) -> _Document:
    return {"type": "string", "minLength": 1, "maxLength": LETTERS[name], **more}


_UUID: _Document = {"type": "string", "format": "uuid"}
_FEATURE: _Document = {
    "type": "object",
    "required": ["layer", "id"],
    "properties": {"layer": _text("layer"), "id": _UUID},
}

CONTENT: _Document = {
    "type": "object",
    "required": ["layer", "action", "reason"],
    "additionalProperties": False,
    "description": "To which features: ids, or filter and within",
    "properties": {
        "layer": _text("layer", description="The layer of the features; /catalogue says what may be commanded"),
        "ids": {"type": "array", "nullable": True, "minItems": 1, "maxItems": MOST_IDS, "items": _UUID},
        "filter": {
            "nullable": True,
            "description": "CQL2 over the queryables of the layer",
            "oneOf": [{"type": "string"}, {"type": "object"}],
        },
        "filter-lang": {"type": "string", "enum": ["cql2-text", "cql2-json"]},
        "within": {
            "type": "object",
            "nullable": True,
            "required": ["distance_m", "of"],
            "properties": {
                "distance_m": {
                    "type": "number",
                    "minimum": 0,
                    "exclusiveMinimum": True,
                    "maximum": LONGEST_DISTANCE_M,
                },
                "of": {"oneOf": [_FEATURE, {"$ref": "#/components/schemas/geometry"}]},
            },
        },
        "action": _text("action"),
        "value": {"type": "number", "nullable": True, "description": "How much, where the action wants to know"},
        "reason": _text("reason"),
        "deadline": {
            "type": "string",
            "format": "date-time",
            "nullable": True,
            "description": "Five minutes from now when absent, at most seven days",
        },
        "set": _UUID
        | {"nullable": True, "description": "A request that comes again with the same set gives nothing twice"},
        "dry_run": {"type": "boolean", "nullable": True, "description": "Only check and count"},
    },
}

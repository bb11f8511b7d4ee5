"""Values of properties as they are written in a query string or a link, by kind."""

from __future__ import annotations

import math
from typing import Any
from uuid import UUID

from layers.core.declared import Kind, Property
from layers.core.errors import InvalidDatetime, InvalidValue
from layers.core.instants import moment, parse_instant

PARAMETER_TYPES: dict[Kind, str] = {
    "string": "text",
    "code": "text",
    "integer": "bigint",
    "number": "float8",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamptz",
    "uuid": "uuid",
    "codes": "text[]",
    "strings": "text[]",
}
"""The PostgreSQL type in which a value of a kind is bound; an object cannot be asked for by value."""

_EXPECTED: dict[Kind, tuple[str, str]] = {
    "string": ("a text", "văn bản"),
    "integer": ("a whole number", "số nguyên"),
    "number": ("a number", "một số"),
    "boolean": ("true or false", "true hoặc false"),
    "date": ("a date like 2026-01-31", "ngày, ví dụ 2026-01-31"),
    "datetime": ("a time like 2026-01-31T00:00:00Z", "thời điểm, ví dụ 2026-01-31T00:00:00Z"),
    "uuid": ("a UUID", "một UUID"),
    "strings": ("a text", "văn bản"),
    "object": ("nothing: it cannot be asked for by value", "không gì cả: không hỏi được theo giá trị"),
}


def parse_value(p: Property, text: str, where: str) -> Any:
    """The value of `p` written as `text`; for a list, one member of it. InvalidValue when it cannot be one."""
    try:
        return _parsed(p, text)
    except (ValueError, OverflowError, InvalidDatetime):
        en, vi = _expected(p)
        raise InvalidValue(value=text, name=p.name, where=where, expected_en=en, expected_vi=vi) from None


def _parsed(p: Property, text: str) -> Any:
    match p.kind:
        case "string" | "strings" | "code" | "codes":
            if "\0" in text or (p.codes and not p.codes.editable and text not in {m.value for m in p.codes}):
                raise ValueError(text)
            return text
        case "integer":
            value = int(text) if text.isascii() and "_" not in text else int("")
            if abs(value) >= 2**63:
                raise OverflowError(text)
            return value
        case "number":
            number = float(text) if text.isascii() and "_" not in text else math.nan
            if not math.isfinite(number):
                raise ValueError(text)
            return number
        case "boolean":
            if text.lower() not in ("true", "false", "1", "0"):
                raise ValueError(text)
            return text.lower() in ("true", "1")
        case "date":
            instant = parse_instant(text)
            at = moment(instant)
            if at != moment(at.date()):
                raise ValueError(text)
            return at.date()
        case "datetime":
            return moment(parse_instant(text))
        case "uuid":
            return UUID(text)
        case "object":
            raise ValueError(text)


def _expected(p: Property) -> tuple[str, str]:
    if p.codes:
        values = ", ".join(str(member.value) for member in p.codes)
        return f"one of {values}", f"một trong {values}"
    return _EXPECTED[p.kind]

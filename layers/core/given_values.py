"""The values of a feature that is being written: JSON as the client gave it, as values of the layer's kinds.

Only what a value *is* is read here (a number, a date, ...). Limits, code lists, patterns and lengths are the database's to
say; `layers.core.refusals` puts its answer into words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from layers.core.declared import Kind, Property
from layers.core.errors import InvalidDatetime
from layers.core.instants import moment, parse_instant

DEEPEST = 32
"""How deep lists and objects may stand in each other in a value of kind object."""

_EXPECTED: dict[Kind, tuple[str, str]] = {
    "string": ("expected a text", "cần một văn bản"),
    "code": ("expected a code, as a text", "cần một mã, dạng văn bản"),
    "integer": (
        "expected a whole number from -2147483648 to 2147483647",
        "cần số nguyên từ -2147483648 đến 2147483647",
    ),
    "number": ("expected a finite number", "cần một số hữu hạn"),
    "boolean": ("expected true or false", "cần true hoặc false"),
    "date": ("expected a date like 2026-01-31", "cần ngày, ví dụ 2026-01-31"),
    "datetime": ("expected a time like 2026-01-31T00:00:00Z", "cần thời điểm, ví dụ 2026-01-31T00:00:00Z"),
    "uuid": ("expected a UUID", "cần một UUID"),
    "codes": ("expected a list of codes", "cần một danh sách mã"),
    "strings": ("expected a list of texts", "cần một danh sách văn bản"),
    "object": (f"expected an object at most {DEEPEST} deep", f"cần một đối tượng JSON sâu nhất {DEEPEST} tầng"),
}


class BadValue(ValueError):
    """A value that is none of its property; the two texts say what was expected."""

    def __init__(self, en: str, vi: str) -> None:
        self.en = en
        self.vi = vi
        super().__init__(en)


def given_value(p: Property, value: Any) -> Any:
    """The value of `p` for the database, None for null; BadValue when it is none."""
    if value is None:
        return None
    try:
        return _read(p.kind, value)
    except (ValueError, OverflowError, TypeError, InvalidDatetime):
        raise BadValue(*_EXPECTED[p.kind]) from None


def merged(old: Any, patch: Any) -> Any:
    """`patch` applied to `old` as RFC 7396 says: objects are merged, null removes, everything else replaces."""
    if not isinstance(patch, dict):
        return patch
    result = dict(cast("dict[str, Any]", old)) if isinstance(old, dict) else {}
    for name, value in cast("dict[str, Any]", patch).items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def _read(kind: Kind, value: Any) -> Any:
    match kind:
        case "string" | "code":
            return _text(value)
        case "integer":
            if isinstance(value, float) and value.is_integer():
                value = int(value)
            if type(value) is not int or not -(2**31) <= value < 2**31:
                raise ValueError(kind)
            return value
        case "number":
            if type(value) not in (int, float) or not math.isfinite(value):
                raise ValueError(kind)
            return float(value)
        case "boolean":
            if type(value) is not bool:
                raise ValueError(kind)
            return value
        case "date":
            at = moment(parse_instant(_text(value)))
            if at != moment(at.date()):
                raise ValueError(kind)
            return at.date()
        case "datetime":
            return moment(parse_instant(_text(value)))
        case "uuid":
            return UUID(_text(value))
        case "codes" | "strings":
            return [_text(member) for member in cast("list[Any]", _typed(value, list))]
        case "object":
            _check_tree(_typed(value, dict), DEEPEST)
            return value


def _typed(value: Any, kind: type[Any]) -> Any:
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value


def _text(value: Any) -> str:
    text: str = _typed(value, str)
    text.encode()  # a lone surrogate is no text
    if "\0" in text:
        raise ValueError(text)
    return text


def _check_tree(value: Any, left: int) -> None:
    """ValueError or TypeError when the database cannot hold some part of `value`."""
    if left < 0:
        raise ValueError(value)
    match value:
        case dict():
            for name, member in cast("Mapping[str, Any]", value).items():
                _text(name)
                _check_tree(member, left - 1)
        case list():
            for member in cast("list[Any]", value):
                _check_tree(member, left - 1)
        case str():
            _text(value)
        case float() if not math.isfinite(value):
            raise ValueError(value)
        case int() if abs(value) >= 2**63:
            raise ValueError(value)
        case _:
            pass

"""Where a page begins: the place in any order from which it is read, without counting rows again."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, cast

import orjson

from layers.core.declared import Kind, Property
from layers.core.errors import InvalidPage, InvalidValue
from layers.core.statement import Parameters
from layers.core.values import PARAMETER_TYPES, parse_value

SORTABLE_KINDS: frozenset[Kind] = frozenset(
    ("string", "integer", "number", "boolean", "date", "datetime", "uuid", "code")
)


@dataclass(frozen=True, slots=True)
class SortKey:
    """A property to sort by; unknown values come last in both directions."""

    property: Property
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.property.name}" if self.descending else self.property.name


@dataclass(frozen=True, slots=True)
class PageMark:
    """The sort keys and the fid of the first feature of a page."""

    keys: tuple[Any, ...]
    fid: int

    def onward(self, sort: tuple[SortKey, ...], parameters: Parameters) -> str:
        """The SQL condition of this place and what comes after it in the order `sort`, then fid."""
        alternatives: list[str] = []
        same: list[str] = []
        for key, value in zip(sort, self.keys, strict=True):
            column = key.property.column
            if value is None:
                same.append(f"{column} IS NULL")
                continue
            bound = parameters.bind(value, PARAMETER_TYPES[key.property.kind])
            beyond = f"({column} {'<' if key.descending else '>'} {bound} OR {column} IS NULL)"
            alternatives.append(" AND ".join([*same, beyond]))
            same.append(f"{column} = {bound}")
        alternatives.append(" AND ".join([*same, f"f.fid >= {parameters.bind(self.fid, 'bigint')}"]))
        return alternatives[0] if len(alternatives) == 1 else f"({' OR '.join(f'({a})' for a in alternatives)})"


def write_mark(sort: tuple[SortKey, ...], keys: str | None, fid: int) -> str:
    """The mark as it stands in a link: the fid alone in the natural order, else keys (a JSON list) and fid, encoded."""
    if not sort:
        return str(fid)
    packed = orjson.dumps([",".join(map(str, sort)), orjson.loads(keys or "[]"), fid])
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_mark(text: str, sort: tuple[SortKey, ...]) -> PageMark:
    """The mark in a link; InvalidPage when it was not written for this order."""
    try:
        if not sort:
            if not (text.isascii() and text.isdigit()):
                raise InvalidPage(value=text)
            return PageMark((), _fid(text, int(text)))
        unpacked = orjson.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
        order, keys, fid = cast("tuple[Any, Any, Any]", unpacked)
        if order != ",".join(map(str, sort)) or len(keys) != len(sort):
            raise InvalidPage(value=text)
        values = tuple(_value(key, value) for key, value in zip(sort, keys, strict=True))
        return PageMark(values, _fid(text, fid))
    except (ValueError, TypeError, binascii.Error, InvalidValue):
        raise InvalidPage(value=text) from None


def _value(key: SortKey, value: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError(value)
    if key.property.kind == "code":
        return value
    return parse_value(key.property, value, "after")


def _fid(text: str, fid: Any) -> int:
    if not isinstance(fid, int) or isinstance(fid, bool) or not 0 <= fid < 2**63:
        raise InvalidPage(value=text)
    return fid

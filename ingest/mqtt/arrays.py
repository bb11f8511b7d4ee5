"""Columns of a batch as PostgreSQL's binary arrays: much cheaper than having each value looked at for its type.

The types stand in the statements themselves (`$3::integer[]`), so that a statement always has the same ones and is prepared
once.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

from layers.core.statement import Statement

_PLACE = re.compile(r"\$(\d+)::([a-z ]+)\[\]")
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_TICK = dt.timedelta(microseconds=1)
_NULL = struct.pack(">i", -1)

_LENGTH = struct.Struct(">i").pack
_SMALL, _WHOLE, _BIG = struct.Struct(">ih").pack, struct.Struct(">ii").pack, struct.Struct(">iq").pack
_DOUBLE, _TRUTH = struct.Struct(">id").pack, struct.Struct(">i?").pack


class _Packed:
    """The bytes of an array."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data


class _PackedDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: _Packed) -> Buffer:
        return obj.data


def _instants(values: Sequence[dt.datetime | None]) -> Iterable[bytes]:
    last, packed = None, _NULL
    for value in values:
        if value is None:
            yield _NULL
            continue
        if value is not last:  # readings of one message share their moment
            last, packed = value, _BIG(8, (value - _EPOCH) // _TICK)
        yield packed


def _texts(values: Sequence[str | None]) -> Iterable[bytes]:
    return (_NULL if v is None else _LENGTH(len(b := v.encode())) + b for v in values)


def _bytes(values: Sequence[bytes | None]) -> Iterable[bytes]:
    return (_NULL if v is None else _LENGTH(len(v)) + v for v in values)


def _uuids(values: Sequence[UUID | str | None]) -> Iterable[bytes]:
    return (_NULL if v is None else _LENGTH(16) + (v if isinstance(v, UUID) else UUID(v)).bytes for v in values)


def _fixed(pack: Callable[[int, Any], bytes], size: int) -> Callable[[Sequence[Any]], Iterable[bytes]]:
    return lambda values: [_NULL if v is None else pack(size, v) for v in values]


_TYPES: dict[str, tuple[int, int, Callable[[Sequence[Any]], Iterable[bytes]]]] = {
    "boolean": (16, 1000, _fixed(_TRUTH, 1)),
    "smallint": (21, 1005, _fixed(_SMALL, 2)),
    "integer": (23, 1007, _fixed(_WHOLE, 4)),
    "bigint": (20, 1016, _fixed(_BIG, 8)),
    "double precision": (701, 1022, _fixed(_DOUBLE, 8)),
    "timestamptz": (1184, 1185, _instants),
    "text": (25, 1009, _texts),
    "bytea": (17, 1001, _bytes),
    "uuid": (2950, 2951, _uuids),
}
"""Type -> (its oid, that of its array, how values are written)."""

_CLASSES: dict[str, type[_Packed]] = {name: type("_Packed", (_Packed,), {"__slots__": ()}) for name in _TYPES}


def adapt(connection: psycopg.Connection[Any]) -> None:
    """Have the connection take what `packed` gives."""
    for name, cls in _CLASSES.items():
        dumper = type("_Dumper", (_PackedDumper,), {"oid": _TYPES[name][1]})
        connection.adapters.register_dumper(cls, dumper)


def packed(statement: Statement) -> tuple[Any, ...]:
    """The values of the statement, lists as binary arrays of the type that it gives them."""
    types = _types(statement.sql)
    return tuple(
        _array(types[place], value) if isinstance(value, list) else value
        for place, value in enumerate(statement.values, 1)
    )


@cache
def _types(sql: str) -> dict[int, str]:
    return {int(place): name for place, name in _PLACE.findall(sql)}


def _array(name: str, values: list[Any]) -> _Packed:
    element, _, written = _TYPES[name]
    head = struct.pack(">iiIii", 1, 1, element, len(values), 1) if values else struct.pack(">iiI", 0, 0, element)
    return _CLASSES[name](head + b"".join(written(values)))

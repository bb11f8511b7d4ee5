"""Order and pages: a page begins behind the last entity of the one before, whatever has come in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from api.sensorthings.conditions import Scope, value
from api.sensorthings.expressions import Ordering
from api.sensorthings.model import KeyPart, Kind
from api.sensorthings.refusals import refused
from api.sensorthings.terms import Term
from layers.core.errors import InvalidDatetime, InvalidPage
from layers.core.instants import moment, parse_instant
from layers.core.statement import Parameters

_TYPES: dict[Kind, str] = {"number": "float8", "text": "text", "boolean": "boolean", "time": "timestamptz"}


class SortKey(NamedTuple):
    """An expression to sort by; what is unknown comes last in both directions."""

    sql: str
    type: str
    descending: bool
    always: bool


class Sorted(NamedTuple):
    """The order of some entities: what was asked, then their key, which makes it total. `name` is the order as text."""

    asked: Sequence[Ordering]
    keys: tuple[SortKey, ...]
    identity: tuple[KeyPart, ...]
    name: str

    @property
    def sql(self) -> str:
        """What stands behind ORDER BY."""
        asked = (
            f"{key.sql} {'DESC' if key.descending else 'ASC'}{'' if key.always else ' NULLS LAST'}" for key in self.keys
        )
        return ", ".join([*asked, *(part.sql for part in self.identity)])

    @property
    def columns(self) -> str:
        """What each row gives for `mark`, as columns of a subquery."""
        return ", ".join(f"{sql} AS m{at}" for at, (sql, _) in enumerate(self._parts))

    def mark(self, alias: str, row: int) -> str:
        """SQL of the text by which the next page begins behind a row of the subquery `alias`, counted from 1."""
        texts = [_text(f"(array_agg({alias}.m{at}))[{row:d}]", type_) for at, (_, type_) in enumerate(self._parts)]
        order = "'" + self.name.replace("'", "''") + "'"
        return f"encode(convert_to(json_build_array({', '.join([order, *texts])})::text, 'UTF8'), 'hex')"

    @property
    def _parts(self) -> list[tuple[str, str]]:
        return [(key.sql, key.type) for key in self.keys] + [(part.sql, part.type) for part in self.identity]

    def behind(self, mark: str, parameters: Parameters) -> str:
        """The SQL condition of what comes behind the row of `mark`; InvalidPage when it was not made for this order."""
        values = self._read(mark)
        same: list[str] = []
        either: list[str] = []
        for key, given in zip(self.keys, values, strict=False):
            if given is None:
                same.append(f"{key.sql} IS NULL")
                continue
            place = parameters.bind(given, key.type)
            unknown = "" if key.always else f" OR {key.sql} IS NULL"
            either.append(" AND ".join([*same, f"({key.sql} {'<' if key.descending else '>'} {place}{unknown})"]))
            same.append(f"{key.sql} = {place}")
        places = [
            parameters.bind(given, part.type)
            for given, part in zip(values[len(self.keys) :], self.identity, strict=True)
        ]
        columns = ", ".join(part.sql for part in self.identity)
        either.append(" AND ".join([*same, f"({columns}) > ({', '.join(places)})"]))
        found = "(" + " OR ".join(f"({one})" for one in either) + ")"
        if self.keys and self.keys[0].always:  # said once more in a form that an index serves
            first = self.keys[0]
            again = parameters.bind(values[0], first.type)
            found = f"{first.sql} {'<=' if first.descending else '>='} {again} AND {found}"
        return found

    def _read(self, mark: str) -> list[Any]:
        types = [(key.type, key.always) for key in self.keys] + [(part.type, True) for part in self.identity]
        try:
            order, *texts = orjson.loads(bytes.fromhex(mark))
            if order != self.name or len(texts) != len(types):
                raise InvalidPage(value=mark)
            return [_value(text, type_, always) for text, (type_, always) in zip(texts, types, strict=True)]
        except (ValueError, TypeError, OverflowError, InvalidDatetime):
            raise InvalidPage(value=mark) from None


def in_order(scope: Scope, asked: Sequence[Ordering], name: str) -> Sorted:
    """The order that was asked of the entities in `scope`; its joins grow as the order needs them."""
    keys = [key for ordering in asked for key in _keys(value(ordering.by, scope), ordering.descending)]
    identity = tuple(KeyPart(part.sql.format(a=scope.alias), part.type) for part in scope.entity.key)
    return Sorted(asked, tuple(keys), identity, name)


def _keys(term: Term, descending: bool) -> list[SortKey]:
    match term.kind:
        case "interval":
            return [SortKey(term.end if descending else term.sql, "timestamptz", descending, always=False)]
        case "result":
            both = (term.of_result("number"), term.of_result("text"))
            return [SortKey(one.sql, _TYPES[one.kind], descending, always=False) for one in both]
        case kind if kind in _TYPES:
            return [SortKey(term.sql, _TYPES[kind], descending, term.always)]
    raise refused("$orderby", term.name, "it has no order", "không có thứ tự")


def _text(sql: str, type_: str) -> str:
    return f"to_json({sql})#>>'{{}}'" if type_ == "timestamptz" else f"({sql})::text"


def _value(text: Any, type_: str, always: bool) -> Any:
    if text is None and not always:
        return None
    if not isinstance(text, str) or "\0" in text:
        raise TypeError(text)
    match type_:
        case "float8":
            return float(text)
        case "boolean":
            return {"true": True, "false": False}.get(text)
        case "integer" | "bigint":
            number = int(text)
            if not 0 <= number < 2**31:
                raise ValueError(text)
            return number
        case "timestamptz":
            return moment(parse_instant(text))
        case _:
            return text

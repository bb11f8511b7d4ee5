"""Expressions of `$filter` and `$orderby` (OGC 18-088 §9.3.3.5, in OData's words) as trees, within bounds.

`not` binds looser than a comparison, so that `not a eq 1` means what it says. A `+` of an offset that the address has turned
into a blank is read all the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from api.sensorthings.durations import duration
from api.sensorthings.geography import geography
from layers.core.errors import InvalidDatetime
from layers.core.instants import moment, parse_instant
from layers.core.observation_errors import InvalidExpression
from layers.core.wkb import BadGeometry

MAX_CHARACTERS = 8_000
MAX_DEPTH = 40
MAX_NODES = 400

Operator = Literal["or", "and", "eq", "ne", "gt", "ge", "lt", "le", "add", "sub", "mul", "div", "mod"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal; None is null, a dict a GeoJSON geometry in WGS 84."""

    value: str | float | bool | dt.datetime | dt.timedelta | dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Path:
    """A property, reached by the names that stand between slashes."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join(self.parts)


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two sides."""

    operator: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    inner: Node


type Node = Constant | Path | Call | Binary | Not


class Ordering(NamedTuple):
    """One key of `$orderby`."""

    by: Node
    descending: bool


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


_TOKENS = re.compile(
    r"""(?P<blank>\s+)
    |(?P<geography>geography'(?:[^']|'')*')
    |(?P<duration>duration'[^']*')
    |(?P<string>'(?:[^']|'')*')
    |(?P<time>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+\- ]\d\d:?\d\d)?)?)
    |(?P<number>-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?(?![\w.]))
    |(?P<name>@?[A-Za-z_][\w.]*(?:/@?[A-Za-z_$][\w.]*)*)
    |(?P<sign>[(),])""",
    re.VERBOSE | re.ASCII,
)
_COMPARISONS = ("eq", "ne", "gt", "ge", "lt", "le")
_SUMS = ("add", "sub")
_PRODUCTS = ("mul", "div", "mod")
_WORDS = frozenset(("or", "and", "not", *_COMPARISONS, *_SUMS, *_PRODUCTS))
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_END = "end"


def expression(text: str, option: str) -> Node:
    """The tree of one expression in the query option `option`; InvalidExpression with the place of what is wrong."""
    parser = _Parser(text, option)
    found = parser.either()
    parser.finish()
    return found


def orderings(text: str) -> tuple[Ordering, ...]:
    """The keys of `$orderby`: expressions with `asc` or `desc` behind them, between commas."""
    parser = _Parser(text, "$orderby")
    found = [parser.ordering()]
    while parser.taken("sign", ","):
        found.append(parser.ordering())
    parser.finish()
    return tuple(found)


def paths(node: Node) -> Iterator[Path]:
    """Every property that a tree speaks of."""
    match node:
        case Path():
            yield node
        case Call(_, arguments):
            for argument in arguments:
                yield from paths(argument)
        case Binary(_, left, right):
            yield from paths(left)
            yield from paths(right)
        case Not(inner):
            yield from paths(inner)
        case Constant():
            return


class _Parser:
    def __init__(self, text: str, option: str) -> None:
        self._text, self._option = text, option
        self._depth = self._nodes = 0
        self._at = 0
        if len(text) > MAX_CHARACTERS or "\0" in text:
            raise self._wrong(
                0, f"at most {MAX_CHARACTERS} characters of text", f"nhiều nhất {MAX_CHARACTERS} ký tự văn bản"
            )
        self._tokens = list(self._read())

    def either(self) -> Node:
        """Conditions joined by `or`."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._wrong(self._here.at, "nested too deep", "lồng quá sâu")
        found = self._both()
        while self.taken("name", "or"):
            found = self._made(Binary("or", found, self._both()))
        self._depth -= 1
        return found

    def ordering(self) -> Ordering:
        """An expression, then `asc` or `desc`."""
        by = self.either()
        descending = self.taken("name", "desc")
        if not descending:
            self.taken("name", "asc")
        return Ordering(by, descending)

    def finish(self) -> None:
        """InvalidExpression unless all has been read."""
        if self._here.kind != _END:
            raise self._unexpected()

    def taken(self, kind: str, text: str) -> bool:
        """Whether that token is next; then it is passed."""
        if self._here.kind == kind and self._here.text == text:
            self._at += 1
            return True
        return False

    def _both(self) -> Node:
        found = self._negated()
        while self.taken("name", "and"):
            found = self._made(Binary("and", found, self._negated()))
        return found

    def _negated(self) -> Node:
        count = 0
        while self.taken("name", "not"):
            count += 1
        found = self._compared()
        return self._made(Not(found)) if count % 2 else found

    def _compared(self) -> Node:
        found = self._sum()
        while (operator := self._operator(_COMPARISONS)) is not None:
            found = self._made(Binary(operator, found, self._sum()))
        return found

    def _sum(self) -> Node:
        found = self._product()
        while (operator := self._operator(_SUMS)) is not None:
            found = self._made(Binary(operator, found, self._product()))
        return found

    def _product(self) -> Node:
        found = self._one()
        while (operator := self._operator(_PRODUCTS)) is not None:
            found = self._made(Binary(operator, found, self._one()))
        return found

    def _one(self) -> Node:
        token = self._here
        self._at += 1
        match token.kind:
            case "sign" if token.text == "(":
                found = self.either()
                self._close()
                return found
            case "name" if token.text in _CONSTANTS:
                return self._made(Constant(_CONSTANTS[token.text]))
            case "name" if token.text not in _WORDS:
                if self.taken("sign", "("):
                    return self._made(Call(token.text, self._arguments()))
                return self._made(Path(tuple(token.text.split("/"))))
            case "number" | "string" | "time" | "duration" | "geography":
                return self._made(Constant(self._constant(token)))
        self._at -= 1
        raise self._unexpected()

    def _arguments(self) -> tuple[Node, ...]:
        if self.taken("sign", ")"):
            return ()
        found = [self.either()]
        while self.taken("sign", ","):
            found.append(self.either())
        self._close()
        return tuple(found)

    def _close(self) -> None:
        if not self.taken("sign", ")"):
            raise self._unexpected()

    def _operator[Word: Operator](self, words: tuple[Word, ...]) -> Word | None:
        found = next((word for word in words if self._here.kind == "name" and self._here.text == word), None)
        if found is not None:
            self._at += 1
        return found

    def _constant(self, token: _Token) -> str | float | dt.datetime | dt.timedelta | dict[str, object]:
        inside = token.text[token.text.find("'") + 1 : -1].replace("''", "'")
        try:
            match token.kind:
                case "number":
                    return float(token.text) if set(token.text) & set(".eE") else int(token.text)
                case "time":
                    return moment(parse_instant(token.text))
                case "duration":
                    return duration(inside)
                case "geography":
                    return geography(inside)
                case _:
                    return inside
        except BadGeometry as error:
            raise self._wrong(token.at, error.en, error.vi) from None
        except (ValueError, OverflowError, InvalidDatetime):
            raise self._wrong(token.at, "a value that cannot be", "một giá trị không thể có") from None

    def _read(self) -> Iterator[_Token]:
        at = 0
        while at < len(self._text):
            match = _TOKENS.match(self._text, at)
            if match is None or match.lastgroup is None:
                raise self._wrong(at, "not expected here", "không được có ở đây")
            if match.lastgroup != "blank":
                yield _Token(match.lastgroup, match.group(), at)
            at = match.end()
        yield _Token(_END, "", at)

    def _made[Kind: Node](self, node: Kind) -> Kind:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._wrong(self._here.at, f"more than {MAX_NODES} parts", f"nhiều hơn {MAX_NODES} phần")
        return node

    @property
    def _here(self) -> _Token:
        return self._tokens[self._at]

    def _unexpected(self) -> InvalidExpression:
        if self._here.kind == _END:
            return self._wrong(self._here.at, "something is missing", "còn thiếu")
        return self._wrong(self._here.at, "not expected here", "không được có ở đây")

    def _wrong(self, at: int, en: str, vi: str) -> InvalidExpression:
        place = f"{at + 1} «{self._text[at : at + 24]}»" if at < len(self._text) else f"{at + 1}"
        return InvalidExpression(option=self._option, position=place, reason_en=en, reason_vi=vi)

"""CQL2 trees as SQL conditions: an allow-list of operators over public properties, every value bound.

Unknown (NULL) follows SQL's three-valued logic, as CQL2 asks; a feature is kept when the whole is true.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from layers.core.cql2_relations import ARRAYS, SPATIAL, TEMPORAL, array_relation, spatial_relation, temporal_relation
from layers.core.cql2_terms import (
    Constant,
    Scope,
    Term,
    at_utc,
    bound,
    constant,
    free,
    is_property,
    met,
    mismatch,
    refused,
    text,
)
from layers.core.cql2_tree import Filter
from layers.core.declared import Declared
from layers.core.errors import InvalidFilter
from layers.core.statement import Parameters

_COMPARISONS = {"=": "=", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_ORDERED = {"number", "text", "date", "timestamp"}
_FOLDS = {"casei": "lower({})", "accenti": "ext.unaccent('ext.unaccent'::regdictionary, {})"}
_ARITHMETIC: dict[str, str] = {
    "+": "({0} + {1})",
    "-": "({0} - {1})",
    "*": "({0} * {1})",
    "/": "({0} / nullif({1}, 0))",
    "div": "trunc({0} / nullif({1}, 0))",
    "%": "mod({0}::numeric, nullif({1}, 0)::numeric)::float8",
    "^": "power({0}, {1})",
}


def condition(layer: Declared, filter_: Filter, parameters: Parameters) -> str:
    """The filter as a boolean SQL expression over `layer.from_sql`, its values added to `parameters`.

    Raises InvalidFilter, InvalidValue or UnknownProperty with the name or operator that is wrong.
    """
    return _Evaluator(Scope(layer, filter_, parameters)).condition(filter_.tree)


class _Evaluator:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._conditions: dict[str, Callable[[str, list[Any]], str]] = {
            "and": self._joined,
            "or": self._joined,
            "not": self._not,
            "isnull": self._is_null,
            "like": self._like,
            "between": self._between,
            "in": self._in,
            **dict.fromkeys(_COMPARISONS, self._comparison),
            **dict.fromkeys(SPATIAL, lambda op, args: spatial_relation(op, args, scope)),
            **dict.fromkeys(TEMPORAL, lambda op, args: temporal_relation(op, args, scope)),
            **dict.fromkeys(ARRAYS, lambda op, args: array_relation(op, args, scope)),
        }

    def condition(self, node: Any) -> str:
        """A node that is true or false."""
        if isinstance(node, bool):
            return "TRUE" if node else "FALSE"
        if is_property(node):
            term = self._scope.term(node["property"])
            if term.kind != "boolean":
                raise refused(term.name, "a property that is neither true nor false", "thuộc tính không phải đúng/sai")
            return term.sql
        op, args = _operation(node)
        known = self._conditions.get(op)
        if known is None:
            raise refused(
                op,
                f"no condition; known are {', '.join(self._conditions)}",
                f"không phải điều kiện; có {', '.join(self._conditions)}",
            )
        return known(op, args)

    def value(self, node: Any) -> Term | Constant:
        """A node that is a number, text, time, ...; a literal stays unbound until it is known what it is met with."""
        literal = constant(node)
        if literal is not None:
            return literal
        if is_property(node):
            return self._scope.term(node["property"])
        op, args = _operation(node)
        if op in _ARITHMETIC:
            return self._arithmetic(op, args)
        if op in _FOLDS:
            return self._folded(op, args)
        if op in self._conditions:
            return Term(f"({self.condition(node)})", "boolean", op)
        raise refused(
            op,
            f"no function; known are {', '.join([*_FOLDS, *_ARITHMETIC])}",
            f"không phải hàm; có {', '.join([*_FOLDS, *_ARITHMETIC])}",
        )

    def _joined(self, op: str, args: list[Any]) -> str:
        if not args:
            raise refused(op, "nothing to join", "không có gì để nối")
        return "(" + f" {op.upper()} ".join(self.condition(arg) for arg in args) + ")"

    def _not(self, op: str, args: list[Any]) -> str:
        (arg,) = _exactly(1, op, args)
        return f"(NOT {self.condition(arg)})"

    def _is_null(self, op: str, args: list[Any]) -> str:
        (arg,) = _exactly(1, op, args)
        value = self.value(arg)
        return f"({value.sql} IS NULL)" if isinstance(value, Term) else "FALSE"

    def _comparison(self, op: str, args: list[Any]) -> str:
        left, right = _exactly(2, op, args)
        return self._compared(op, self.value(left), self.value(right))

    def _compared(self, op: str, left: Term | Constant, right: Term | Constant) -> str:
        if isinstance(left, Constant) and isinstance(right, Constant):
            left = free(left, self._scope.parameters)
        if isinstance(left, Constant):
            term = _comparable(op, met(cast("Term", right), left))
            first, second = bound(left, term, self._scope.parameters), term.sql
        elif isinstance(right, Constant):
            term = _comparable(op, met(left, right))
            first, second = term.sql, bound(right, term, self._scope.parameters)
        else:
            first, second = _alike(op, left, right)
        return f"({first} {_COMPARISONS[op]} {second})"

    def _between(self, op: str, args: list[Any]) -> str:
        value, low, high = (self.value(arg) for arg in _exactly(3, op, args))
        return f"({self._compared('>=', value, low)} AND {self._compared('<=', value, high)})"

    def _in(self, op: str, args: list[Any]) -> str:
        tested, listed = _exactly(2, op, args)
        if not isinstance(listed, list) or not listed:
            raise refused(op, "IN needs a list that is not empty", "IN cần một danh sách không rỗng")
        value = self.value(tested)
        items = [self.value(item) for item in cast("list[Any]", listed)]
        if isinstance(value, Term) and value.kind == "text" and all(_is_text(item) for item in items):
            texts = [text(str(cast("Constant", item).value)) for item in items]
            return f"({value.sql} = ANY({self._scope.parameters.bind(texts, 'text[]')}))"
        return "(" + " OR ".join(self._compared("=", value, item) for item in items) + ")"

    def _like(self, op: str, args: list[Any]) -> str:
        tested, pattern = _exactly(2, op, args)
        value, like = self._text(op, tested), self._text(op, pattern)
        if not _ends_whole(pattern):
            raise refused(
                op,
                "the pattern must be a written text that does not end with the escape character \\",
                "mẫu phải là văn bản viết sẵn, không kết thúc bằng ký tự thoát \\",
            )
        return f"({value} LIKE {like})"

    def _folded(self, op: str, args: list[Any]) -> Term:
        (arg,) = _exactly(1, op, args)
        return Term(_FOLDS[op].format(self._text(op, arg)), "text", op)

    def _text(self, op: str, node: Any) -> str:
        value = self.value(node)
        like = Term("", "text", op)
        if isinstance(value, Constant):
            return bound(value, like, self._scope.parameters)
        if value.kind != "text":
            raise mismatch(like, value.name)
        return value.sql

    def _arithmetic(self, op: str, args: list[Any]) -> Term:
        left, right = (self._number(op, arg) for arg in _exactly(2, op, args))
        return Term(_ARITHMETIC[op].format(left, right), "number", op)

    def _number(self, op: str, node: Any) -> str:
        value = self.value(node)
        like = Term("", "number", op)
        if isinstance(value, Constant):
            return bound(value, like, self._scope.parameters)
        if value.kind != "number":
            raise mismatch(like, value.name)
        return f"{value.sql}::float8"


def _operation(node: Any) -> tuple[str, list[Any]]:
    if isinstance(node, dict):
        found = cast("dict[str, Any]", node)
        op, args = found.get("op"), found.get("args")
        if isinstance(op, str) and isinstance(args, list):
            return op.lower(), cast("list[Any]", args)
    shown = str(cast("object", node))[:60]
    raise InvalidFilter(
        position=f"«{shown}»",
        reason_en="no operator with its arguments, property or literal",
        reason_vi="không phải toán tử có đối số, thuộc tính hay hằng",
    )


def _exactly(count: int, op: str, args: list[Any]) -> list[Any]:
    if len(args) != count:
        raise refused(op, f"{count} arguments are needed, {len(args)} given", f"cần {count} đối số, có {len(args)}")
    return args


def _comparable(op: str, term: Term) -> Term:
    if term.kind in ("geometry", "array", "object") or (op not in ("=", "<>") and term.kind not in _ORDERED):
        raise refused(
            f"{term.name} {op}",
            f"a value of kind {term.kind} cannot be compared so",
            f"không so sánh được kiểu {term.kind}",
        )
    return term


def _alike(op: str, left: Term, right: Term) -> tuple[str, str]:
    _comparable(op, left)
    _comparable(op, right)
    if left.kind == right.kind:
        return left.sql, right.sql
    if {left.kind, right.kind} == {"date", "timestamp"}:
        return at_utc(left), at_utc(right)
    raise mismatch(left, right.name)


def _is_text(value: Term | Constant) -> bool:
    return isinstance(value, Constant) and isinstance(value.value, str)


def _ends_whole(pattern: Any) -> bool:
    """Whether a LIKE pattern is a text (folded or not) that does not end in the middle of an escape."""
    while isinstance(pattern, dict) and cast("dict[str, Any]", pattern).get("op") in _FOLDS:
        (pattern,) = cast("dict[str, Any]", pattern).get("args") or [None]
    if not isinstance(pattern, str):
        return False
    return (len(pattern) - len(pattern.rstrip("\\"))) % 2 == 0

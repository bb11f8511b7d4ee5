"""Trees of `$filter` and `$orderby` as SQL over the rows of an entity; every value is bound.

A property of a related entity is reached by a join where there is one such entity. Where there are many, the comparison holds
when it holds for one of them (OData's `any`), each comparison for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from api.sensorthings.expressions import Binary, Call, Constant, Node, Not, Path, paths
from api.sensorthings.functions import FUNCTIONS, SPATIAL
from api.sensorthings.model import ENTITIES, OBSERVATION, SERIES, Entity, Kind, Link
from api.sensorthings.refusals import mismatch, refused, unknown_name
from api.sensorthings.sources import apart, observations
from api.sensorthings.terms import IDS, Term, bound, geometry, in_degrees, kind_of, text_of
from layers.core.statement import Parameters

_COMPARISONS = {"eq": "=", "ne": "<>", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_MIRRORED = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}
_ARITHMETIC = {
    "add": "({0} + {1})",
    "sub": "({0} - {1})",
    "mul": "({0} * {1})",
    "div": "({0} / nullif({1}, 0))",
    "mod": "mod({0}::numeric, nullif({1}, 0)::numeric)::float8",
}
_INTERVALS = {
    "eq": "({begin} = {at} AND {end} = {at})",
    "ne": "NOT ({begin} = {at} AND {end} = {at})",
    "gt": "{begin} > {at}",
    "ge": "{begin} >= {at}",
    "lt": "{end} < {at}",
    "le": "{end} <= {at}",
}
_ORDERED: frozenset[Kind] = frozenset(("number", "text", "time"))


class Aliases:
    """Gives each FROM item of a statement a name of its own, and holds what the statement binds."""

    def __init__(self, sources: Mapping[str, str], parameters: Parameters, origin: str) -> None:
        self.sources = sources
        self.parameters = parameters
        self._origin_text = origin
        self._origin = ""
        self._count = 0

    def new(self) -> str:
        """A name that nothing in the statement has."""
        self._count += 1
        return f"t{self._count}"

    def sql(self, text: str, alias: str) -> str:
        """A text of `api.sensorthings.model` over the rows of `alias`; `{o}` in it is where the server is."""
        if "{o}" in text and not self._origin:
            self._origin = self.parameters.bind(self._origin_text, "text")
        return text.format(a=alias, o=self._origin)


@dataclass(slots=True)
class Scope:
    """The rows that an expression speaks of: an entity under an alias, with the joins that its paths needed.

    `apart` says that what is joined is looked up for each row by itself.
    """

    entity: Entity
    alias: str
    aliases: Aliases
    option: str = "$filter"
    joins: dict[tuple[str, ...], tuple[Entity, str, str]] = field(default_factory=dict)
    mounts: tuple[tuple[tuple[str, ...], Scope], ...] = ()
    apart: bool = False

    @property
    def joined(self) -> str:
        """The joins as they stand behind the entity's own FROM item."""
        return "".join(sql for _, _, sql in self.joins.values())

    def term(self, parts: tuple[str, ...]) -> Term:
        """The property at a path; InvalidExpression when there is none."""
        for prefix, scope in self.mounts:
            if parts[: len(prefix)] == prefix:
                return scope.term(parts[len(prefix) :])
        entity, alias, rest = self.reached(parts)
        if not rest:
            raise refused(self.option, "/".join(parts), "an entity is no value", "một thực thể không phải giá trị")
        name, *members = rest
        if name in IDS and not members:
            kind: Kind = "text" if entity.texts else "number"
            return Term(entity.identifier.format(a=alias), kind, name, entity=entity, alias=alias)
        found = entity.fields.get(name)
        if found is None:
            raise unknown_name(self.option, name, entity)
        for member in members:
            inner = found.parts.get(member)
            if inner is None:
                raise refused(
                    self.option,
                    "/".join(parts),
                    f"there is no {member!r} in it; there are {', '.join(found.parts) or 'none'}",
                    f"trong đó không có {member!r}; có {', '.join(found.parts) or 'không gì'}",
                )
            found = inner
        sql, end = (self.aliases.sql(text, alias) for text in (found.sql, found.end))
        return Term(sql, found.kind, "/".join(parts), end=end, always=found.always)

    def reached(self, parts: tuple[str, ...]) -> tuple[Entity, str, tuple[str, ...]]:
        """The entity that the names of relations (each to one) at the begin of a path lead to, and the names behind them."""
        entity, alias = self.entity, self.alias
        for at, part in enumerate(parts):
            link = entity.links.get(part)
            if link is None:
                return entity, alias, parts[at:]
            if link.many:
                raise refused(self.option, "/".join(parts), "it leads to many", "dẫn đến nhiều thực thể")
            entity, alias = self._join(parts[: at + 1], link, alias)
        return entity, alias, ()

    def many(self, parts: tuple[str, ...]) -> tuple[str, ...] | None:
        """The shortest begin of a path that leads to many entities and is not settled yet."""
        for prefix, scope in self.mounts:
            if parts[: len(prefix)] == prefix:
                inner = scope.many(parts[len(prefix) :])
                return None if inner is None else prefix + inner
        entity = self.entity
        for at, part in enumerate(parts):
            link = entity.links.get(part)
            if link is None:
                return None
            if link.many:
                return parts[: at + 1]
            entity = ENTITIES[link.target]
        return None

    def entered(self, prefix: tuple[str, ...]) -> tuple[Scope, Scope, str, str]:
        """The scope in which the many at `prefix` are one of them, that one's scope, its rows, how they are joined."""
        for mount, scope in self.mounts:
            if prefix[: len(mount)] == mount:
                _, inner, rows, join = scope.entered(prefix[len(mount) :])
                return replace(self, mounts=((prefix, inner), *self.mounts)), inner, rows, join
        entity, alias, _ = self.reached(prefix[:-1])
        link = entity.links[prefix[-1]]
        target, other = ENTITIES[link.target], self.aliases.new()
        rows, join = f"{self.aliases.sources[link.source]} {other}", link.join.format(a=alias, b=other)
        if target is OBSERVATION:
            series = self.aliases.new()
            owned = f"{self.aliases.sources[SERIES]} {series} WHERE {link.join.format(a=alias, b=series)}"
            rows, join = f"{apart(owned, series)} CROSS JOIN {observations(series, other, (), ' OFFSET 0')}", "TRUE"
        inner = Scope(target, other, self.aliases, self.option, apart=self.apart or target is OBSERVATION)
        return replace(self, mounts=((prefix, inner), *self.mounts)), inner, rows, join

    def _join(self, path: tuple[str, ...], link: Link, alias: str) -> tuple[Entity, str]:
        known = self.joins.get(path)
        if known is None:
            target, other = ENTITIES[link.target], self.aliases.new()
            rows, join = f"{self.aliases.sources[link.source]} {other}", link.join.format(a=alias, b=other)
            sql = f" LEFT JOIN {rows} ON {join}"
            if self.apart:
                sql = f" LEFT JOIN LATERAL {apart(f'{rows} WHERE {join}', other)} ON TRUE"
            known = self.joins[path] = (target, other, sql)
        return known[0], known[1]


def condition(node: Node, scope: Scope) -> str:
    """A tree that is true or false as SQL; the scope's joins grow as its paths need them."""
    match node:
        case Binary("and" | "or" as word, left, right):
            return f"({condition(left, scope)} {word.upper()} {condition(right, scope)})"
        case Not(inner):
            return f"(NOT {condition(inner, scope)})"
        case Constant(bool() as truth):
            return "TRUE" if truth else "FALSE"
    prefixes = {found for path in paths(node) if (found := scope.many(path.parts)) is not None}
    if prefixes:
        return _for_one_of_many(node, scope, prefixes)
    match node:
        case Binary(operator, left, right) if operator in _COMPARISONS:
            return _compared(operator, left, right, scope)
        case Call(name, arguments) if name in SPATIAL:
            return _spatial(name, arguments, scope)
    term = value(node, scope)
    if term.kind != "boolean":
        raise refused(scope.option, term.name, "it is neither true nor false", "không phải đúng hay sai")
    return term.sql


def value(node: Node, scope: Scope) -> Term:
    """A tree that is a value of some kind."""
    match node:
        case Constant(given):
            return bound(given, kind_of(given), scope.aliases.parameters, scope.option)
        case Path(parts):
            return scope.term(parts)
        case Call(name, arguments):
            return _called(name, arguments, scope)
        case Binary("add" | "sub" | "mul" | "div" | "mod" as operator, left, right):
            return _reckoned(operator, value(left, scope), value(right, scope), scope)
        case _:
            return Term(condition(node, scope), "boolean", "()")


def _for_one_of_many(node: Node, scope: Scope, prefixes: set[tuple[str, ...]]) -> str:
    prefix = min(prefixes, key=len)
    outer, inner, rows, join = scope.entered(prefix)
    held = condition(node, outer)
    # Left to itself, PostgreSQL joins all Observations that there are before it looks for one.
    wall = " OFFSET 0" if inner.apart else ""
    return f"EXISTS (SELECT 1 FROM {rows}{inner.joined} WHERE {join} AND {held}{wall})"


def _compared(operator: str, left: Node, right: Node, scope: Scope) -> str:
    if isinstance(left, Constant) and not isinstance(right, Constant):
        left, right, operator = right, left, _MIRRORED.get(operator, operator)
    first = value(left, scope)
    if isinstance(right, Constant):
        return _with_constant(operator, first, right, scope)
    return _alike(operator, first, value(right, scope), scope)


def _with_constant(operator: str, term: Term, constant: Constant, scope: Scope) -> str:
    given = constant.value
    if given is None:
        if operator not in ("eq", "ne"):
            raise refused(scope.option, operator, "null has no order", "null không có thứ tự")
        return (
            f"({term.result_known if term.kind == 'result' else term.sql} IS {'' if operator == 'eq' else 'NOT '}NULL)"
        )
    if term.entity is not None and operator in ("eq", "ne") and isinstance(given, (int, str)):
        return _identified(operator, term, term.entity, given, scope)
    if term.kind == "result":
        term = term.of_result(kind_of(given))
    wanted: Kind = "time" if term.kind == "interval" else term.kind
    return _alike(operator, term, bound(given, wanted, scope.aliases.parameters, scope.option), scope)


def _identified(operator: str, term: Term, entity: Entity, given: int | str, scope: Scope) -> str:
    """The id as the columns that make it, which have an index."""
    key = entity.read(given)
    if key is None:
        return "(1 = 0)" if operator == "eq" else "(1 = 1)"  # a bare constant is no expression to sort by
    places = (scope.aliases.parameters.bind(one, part.type) for one, part in zip(key, entity.key, strict=True))
    same = " AND ".join(
        f"{part.sql.format(a=term.alias)} = {place}" for part, place in zip(entity.key, places, strict=True)
    )
    return f"({same})" if operator == "eq" else f"(NOT ({same}))"


def _alike(operator: str, left: Term, right: Term, scope: Scope) -> str:
    if right.kind == "result":
        left, right, operator = right, left, _MIRRORED.get(operator, operator)
    if left.kind == "result":
        left = left.of_result(right.kind)
        right = right.of_result(left.kind) if right.kind == "result" else right
    if "interval" in (left.kind, right.kind):
        if left.kind != "interval":
            left, right, operator = right, left, _MIRRORED.get(operator, operator)
        if right.kind != "time":
            raise mismatch(scope.option, "time", right.name)
        return f"({_INTERVALS[operator].format(begin=left.sql, end=left.end, at=right.sql)})"
    if left.kind != right.kind:
        raise mismatch(scope.option, left.kind, right.name)
    if left.kind not in _ORDERED and not (left.kind == "boolean" and operator in ("eq", "ne")):
        raise refused(
            scope.option,
            operator,
            f"{left.kind} values are not compared so",
            f"không so sánh giá trị {left.kind} như vậy",
        )
    return f"({left.sql} {_COMPARISONS[operator]} {right.sql})"


def _reckoned(operator: str, left: Term, right: Term, scope: Scope) -> Term:
    kinds = (left.kind, right.kind)
    if operator in ("add", "sub") and kinds == ("time", "duration"):
        return Term(_ARITHMETIC[operator].format(left.sql, right.sql), "time", operator)
    if operator == "sub" and kinds == ("time", "time"):
        return Term(f"extract(epoch FROM {left.sql} - {right.sql})::float8", "number", operator)
    left, right = (one.of_result("number") if one.kind == "result" else one for one in (left, right))
    for one in (left, right):
        if one.kind != "number":
            raise mismatch(scope.option, "number", one.name)
    return Term(_ARITHMETIC[operator].format(f"{left.sql}::float8", f"{right.sql}::float8"), "number", operator)


def _called(name: str, arguments: tuple[Node, ...], scope: Scope) -> Term:
    if name in SPATIAL:
        return Term(_spatial(name, arguments, scope), "boolean", name)
    forms = FUNCTIONS.get(name)
    if forms is None:
        raise refused(
            scope.option,
            name,
            f"no function; known are {', '.join([*FUNCTIONS, *SPATIAL])}",
            f"không phải hàm; có {', '.join([*FUNCTIONS, *SPATIAL])}",
        )
    form = next((one for one in forms if len(one.takes) == len(arguments)), None)
    if form is None:
        wanted = " / ".join(str(len(one.takes)) for one in forms)
        raise refused(scope.option, name, f"it takes {wanted} arguments", f"cần {wanted} đối số")
    places = [_argument(kind, node, scope) for kind, node in zip(form.takes, arguments, strict=True)]
    return Term(form.sql.format(*places), form.gives, name)


def _argument(kind: Kind, node: Node, scope: Scope) -> str:
    parameters = scope.aliases.parameters
    if isinstance(node, Constant):
        if kind == "geometry":
            return in_degrees(node.value, parameters, scope.option)
        return bound(node.value, kind, parameters, scope.option).sql
    term = value(node, scope)
    if term.kind == "result":
        term = term.of_result(kind)
    if term.kind != kind:
        raise mismatch(scope.option, kind, term.name)
    return f"ext.ST_Transform({term.sql}, 4326)" if kind == "geometry" else term.sql


def _spatial(name: str, arguments: tuple[Node, ...], scope: Scope) -> str:
    function, count, boxes = SPATIAL[name]
    if len(arguments) != count:
        raise refused(scope.option, name, f"it takes {count} arguments", f"cần {count} đối số")
    sides = [_placed(node, scope) for node in arguments[:2]]
    test = f"ext.{function}({', '.join(sides)}"
    if count == 3:
        test += f", {text_of(arguments[2], scope.aliases.parameters, scope.option)}"
    test += ")"
    return f"({sides[0]} OPERATOR(ext.&&) {sides[1]} AND {test})" if boxes else f"({test})"


def _placed(node: Node, scope: Scope) -> str:
    """A geometry in Web Mercator, where it has an index."""
    if isinstance(node, Constant):
        return geometry(node.value, scope.aliases.parameters, scope.option)
    term = value(node, scope)
    if term.kind != "geometry":
        raise mismatch(scope.option, "geometry", term.name)
    return term.sql

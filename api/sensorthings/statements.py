"""A request for entities as one statement, whose text of JSON is the answer: what is expanded is part of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from api.sensorthings.address import Address, Step
from api.sensorthings.conditions import Aliases, Scope, condition
from api.sensorthings.expressions import Node
from api.sensorthings.model import ENTITIES, OBSERVATION, SERIES, Entity, Link
from api.sensorthings.observed import Observed, by_its_series, parts, soon
from api.sensorthings.options import DEFAULT_TOP, MAX_TOP, Options
from api.sensorthings.paging import Sorted, in_order
from layers.core.statement import Parameters, Statement

MAX_ENTITIES = 50_000
"""So many entities stand in one answer at most: pages of what is expanded are shorter where much is asked around them."""

COMPONENTS = ("id", "phenomenonTime", "resultTime", "result", "parameters")
"""What a data array holds of an Observation when nothing is selected."""


class Reading(NamedTuple):
    """A statement, and how many entities its page has at most."""

    statement: Statement
    top: int


class _Listed(NamedTuple):
    """The rows of an entity: FROM items, with the conditions that are `kept`."""

    rows: str
    scope: Scope
    kept: list[str]

    @property
    def every(self) -> str:
        """FROM and WHERE of all of them."""
        return f"FROM {self.rows}{self.scope.joined}{_where(self.kept)}"

    def page(self, order: Sorted, behind: list[str], most: int) -> str:
        """FROM and WHERE of the first `most` of them and some that come later."""
        return f"FROM {self.rows}{self.scope.joined}{_where([*self.kept, *behind])}"


class Builder:
    """Makes the statements of requests to a service at `base` for whoever sees `sources`."""

    def __init__(self, sources: Mapping[str, str], origin: str, base: str) -> None:
        self._parameters = Parameters()
        self._aliases = Aliases(sources, self._parameters, origin)
        self._base_text = base
        self._base = ""

    def many(self, address: Address, options: Options) -> Reading:
        """One row: `found` (whether there is what the entities belong to), `items` (bytes: entities as JSON, with commas),
        `mark` (where the next page begins, null when there is none), `matched` (null when not asked for). For data arrays
        `items` and `datastreams` are lists.
        """
        top = min(DEFAULT_TOP if options.top is None else options.top, MAX_TOP)
        found, asked = self._asked(address, options)
        scope = asked.scope
        order = in_order(scope, options.order, options.given.get("$orderby", ""))
        behind = [order.behind(options.after, self._parameters)] if options.after is not None else []
        skip = options.skip if options.after is None else 0
        if address.form == "refs":
            item = self._members([("@iot.selfLink", self._link(scope.entity, scope.alias))])
        elif options.arrays:
            item = self._array(scope, options)
        else:
            item = self._item(scope.entity, scope.alias, options, max(top, 1))
        extra = f", {scope.alias}.datastream AS datastream" if options.arrays else ""
        skipped = f" OFFSET {skip:d}" if skip else ""
        matched = f"(SELECT count(*) {asked.every})" if options.count else "NULL::bigint"
        page_sql = (
            f"SELECT {item} AS item, {order.columns}{extra} {asked.page(order, behind, top + 1 + skip)}"
            f" ORDER BY {order.sql} LIMIT {top + 1:d}{skipped}"
        )
        if options.arrays:
            items = f"(array_agg(p.item))[:{top:d}] AS items, (array_agg(p.datastream))[:{top:d}] AS datastreams"
        else:
            items = f"convert_to(array_to_string((array_agg(p.item))[:{top:d}], ','), 'UTF8') AS items"
        sql = (
            f"SELECT {found} AS found, {matched} AS matched, {items},"
            f" CASE WHEN count(*) > {top:d} THEN {order.mark('p', top)} END AS mark FROM ({page_sql}) p"
        )
        return Reading(Statement(sql, tuple(self._parameters.values)), top)

    def one(self, address: Address, options: Options) -> Statement:
        """One row with `item` (bytes: the entity as JSON); no row when there is none."""
        rows, keys, _, scope = self._walked(address)
        if address.form == "ref":
            item = self._members([("@iot.selfLink", self._link(scope.entity, scope.alias))])
        else:
            item = self._item(scope.entity, scope.alias, options, 1)
        sql = f"SELECT convert_to({item}, 'UTF8') AS item FROM {rows}{_where(keys)} LIMIT 1"
        return Statement(sql, tuple(self._parameters.values))

    def property(self, address: Address) -> Statement:
        """One row with `value` (JSON as text, null when there is none); no row when there is no such entity.

        InvalidExpression when the entity has no such property.
        """
        rows, keys, _, scope = self._walked(address)
        name, *members = address.members
        if members or name not in scope.entity.fields:
            sql = scope.term(address.members).sql
        else:
            found = scope.entity.fields[name]
            sql = self._aliases.sql(found.json or found.sql, scope.alias)
        return Statement(
            f"SELECT to_json({sql})::text AS value FROM {rows}{_where(keys)} LIMIT 1", tuple(self._parameters.values)
        )

    def _asked(self, address: Address, options: Options) -> tuple[str, _Listed | Observed]:
        """Whether all but the last entity of an address are there, and the rows of the last that a filter leaves."""
        every = list(parts(options.filter))
        if address.entity is OBSERVATION:
            chosen = len(address.steps) > 1 or any(by_its_series(part) for part in every)
            if chosen or soon(options.order, filtered=bool(every), later=options.after is not None):
                rows, keys, found, series = self._walked(address, SERIES)
                return found, self._observed(rows, keys, series, every, total=not chosen)
        rows, keys, found, scope = self._walked(address)
        return found, _Listed(rows, scope, [*keys, *(condition(part, scope) for part in every)])

    def _observed(
        self, rows: str, kept: list[str], series: Scope, every: list[Node], *, total: bool = False
    ) -> Observed:
        """The Observations of the series in FROM items for which conditions hold; `total` when all series are among them."""
        kept = [*kept, *(condition(part, series) for part in every if by_its_series(part))]
        scope = Scope(OBSERVATION, self._aliases.new(), self._aliases, apart=True)
        found = Observed(f"{rows}{series.joined}{_where(kept)}", series.alias, scope, total=total)
        found.keep(part for part in every if not by_its_series(part))
        return found

    def _walked(self, address: Address, last: str = "") -> tuple[str, list[str], str, Scope]:
        """FROM items up to the last entity, the conditions of keys, whether all but the last are there, the last's scope.

        `last` is the source of the last when it is not that of its kind.
        """
        rows = ""
        keys: list[str] = []
        found = "TRUE"
        alias = ""
        for at, step in enumerate(address.steps):
            ends = at == len(address.steps) - 1
            if ends and at:
                found = f"EXISTS (SELECT 1 FROM {rows}{_where(keys)})"
            before, alias = alias, self._aliases.new()
            name = step.link.source if step.link else step.entity.name
            source = f"{self._aliases.sources[last if ends and last else name]} {alias}"
            rows = (
                source if step.link is None else f"{rows} JOIN {source} ON {step.link.join.format(a=before, b=alias)}"
            )
            keys += self._keyed(step, alias)
        return rows, keys, found, Scope(address.entity, alias, self._aliases)

    def _keyed(self, step: Step, alias: str) -> list[str]:
        if step.key is None:
            return []
        return [
            f"{part.sql.format(a=alias)} = {self._parameters.bind(value, part.type)}"
            for value, part in zip(step.key, step.entity.key, strict=True)
        ]

    def _item(self, entity: Entity, alias: str, options: Options, around: int) -> str:
        """An entity as JSON text; `around` is how many of its kind may stand in the answer."""
        selected = options.select
        members: list[tuple[str, str]] = []
        for name in ("@iot.id", "@iot.selfLink", *entity.fields) if selected is None else selected:
            if name == "@iot.id":
                identifier = f"({entity.identifier.format(a=alias)})"
                members.append((name, f"to_json({identifier})::text" if entity.texts else f"{identifier}::text"))
            elif name == "@iot.selfLink":
                members.append((name, self._link(entity, alias)))
            elif name in entity.fields:
                found = entity.fields[name]
                text = f"to_json({self._aliases.sql(found.json or found.sql, alias)})::text"
                members.append((name, f"coalesce({text}, 'null')"))
        links = entity.links if selected is None else [name for name in selected if name in entity.links]
        members += (
            (f"{name}@iot.navigationLink", self._link(entity, alias, f"/{name}"))
            for name in links
            if name not in options.expand
        )
        pieces = [self._members(members)] if members else []
        for name, inner in options.expand.items():
            pieces.append(self._expanded(entity, alias, name, inner, around))
        if not options.expand:
            return pieces[0] if pieces else "'{}'"
        first = f"left({pieces.pop(0)}, -1) || ','" if members else "'{'"
        return first + " || " + " || ',' || ".join(pieces) + " || '}'"

    def _expanded(self, entity: Entity, alias: str, name: str, options: Options, around: int) -> str:
        """The member of an entity that holds others: `"Datastreams":[...]` and, where they are not all, the next page."""
        link = entity.links[name]
        if link.many:
            return self._expanded_many(entity, alias, name, link, options, around)
        other = self._aliases.new()
        item = self._item(ENTITIES[link.target], other, options, around)
        source, join = self._aliases.sources[link.source], link.join.format(a=alias, b=other)
        return f"""'"{name}":' || coalesce((SELECT {item} FROM {source} {other} WHERE {join} LIMIT 1), 'null')"""

    def _expanded_many(self, entity: Entity, alias: str, name: str, link: Link, options: Options, around: int) -> str:
        wanted = DEFAULT_TOP if options.top is None else options.top
        top = min(wanted, MAX_TOP, max(1, MAX_ENTITIES // around))
        target, every = ENTITIES[link.target], list(parts(options.filter))
        first = Scope(target, self._aliases.new(), self._aliases)
        join = link.join.format(a=alias, b=first.alias)
        if target is OBSERVATION:
            asked = self._observed(f"{self._aliases.sources[SERIES]} {first.alias}", [join], first, every)
        else:
            kept = [join, *(condition(part, first) for part in every)]
            asked = _Listed(f"{self._aliases.sources[link.source]} {first.alias}", first, kept)
        scope = asked.scope
        order = in_order(scope, options.order, options.given.get("$orderby", ""))
        item = self._item(scope.entity, scope.alias, options, around * max(top, 1))
        skipped = f" OFFSET {options.skip:d}" if options.skip else ""
        onward = self._parameters.bind(f"/{name}?{options.onward()}", "text")
        link_text = self._link(entity, alias, onward, bound=True, behind=order.mark("q", top))
        page = ""
        if top:
            page = f""" || CASE WHEN count(*) > {top:d} THEN ',"{name}@iot.nextLink":' || {link_text} ELSE '' END"""
        counted = f""" || ',"{name}@iot.count":' || (SELECT count(*) {asked.every})""" if options.count else ""
        return (
            f"""(SELECT '"{name}":[' || coalesce(array_to_string((array_agg(q.item))[:{top:d}], ','), '') || ']'"""
            f"{page}{counted} FROM (SELECT {item} AS item, {order.columns} {asked.page(order, [], top + 1 + options.skip)}"
            f" ORDER BY {order.sql} LIMIT {top + 1:d}{skipped}) q)"
        )

    def _array(self, scope: Scope, options: Options) -> str:
        """An Observation as the array of its components."""
        texts: list[str] = []
        for name in components(options):
            if name == "id":
                texts.append(f"to_json({scope.entity.identifier.format(a=scope.alias)})::text")
            else:
                found = scope.entity.fields[name]
                texts.append(f"coalesce(to_json({(found.json or found.sql).format(a=scope.alias)})::text, 'null')")
        return "'[' || " + " || ',' || ".join(texts) + " || ']'"

    def _members(self, members: list[tuple[str, str]]) -> str:
        """An object as JSON text of names and SQL that gives JSON text."""
        pieces = [f"""'{"," if at else "{"}"{name}":' || {sql}""" for at, (name, sql) in enumerate(members)]
        return "(" + " || ".join(pieces) + " || '}')"

    def _link(self, entity: Entity, alias: str, path: str = "", *, bound: bool = False, behind: str = "") -> str:
        """The address of an entity, and of what stands behind it, as JSON text. Ids and names need no escape."""
        if not self._base:
            self._base = self._parameters.bind(self._base_text, "text")
        quote = "''" if entity.texts else ""
        end = f"{quote})' || {path} || '" if bound else f"{quote}){path}"
        last = f"' || {behind} || '\"'" if behind else "\"'"
        return f"""'"' || {self._base} || '/{entity.plural}({quote}' || {entity.identifier.format(a=alias)} || '{end}{last}"""


def components(options: Options) -> tuple[str, ...]:
    """The names of what a data array holds of each Observation."""
    if options.select is None:
        return COMPONENTS
    named = ("id" if name == "@iot.id" else name for name in options.select)
    return tuple(name for name in named if name in COMPONENTS) or COMPONENTS


def _where(conditions: list[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""

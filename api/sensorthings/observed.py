"""Observations: the series are found first, then in each its own Observations. The newest of all series are looked for in one
stretch of time after the other instead.

PostgreSQL knows neither how many series a question leaves nor how many Observations they have, and what row security asks of
each Observation hides in its reckoning what a wrong join costs. So the way is fixed by walls that it does not move: LATERAL,
OFFSET 0, and a LIMIT whose number it does not see, so that it takes the index that has the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from api.sensorthings.conditions import Scope, condition
from api.sensorthings.expressions import Binary, Node, Ordering, Path, paths
from api.sensorthings.model import OBSERVATION, STORED
from api.sensorthings.paging import Sorted
from api.sensorthings.sources import apart, observations, of_series
from api.sensorthings.stretches import STRETCHES
from api.sensorthings.terms import IDS

_TIME = Path(("phenomenonTime",))
_STORED = {*IDS, *(name for name, found in OBSERVATION.fields.items() if found.kind != "result")}
"""What an Observation has without its series, which says of what kind its result is."""


def parts(node: Node | None) -> Iterator[Node]:
    """The conditions that must all hold."""
    match node:
        case None:
            return
        case Binary("and", left, right):
            yield from parts(left)
            yield from parts(right)
        case _:
            yield node


def by_its_series(node: Node) -> bool:
    """Whether an expression over Observations is of what all those of a series have in common."""
    found = [path.parts[0] in OBSERVATION.links for path in paths(node)]
    return bool(found) and all(found)


def soon(asked: Sequence[Ordering], *, filtered: bool, later: bool) -> bool:
    """Whether the first of all Observations, of those a filter leaves or of a `later` page are found by series or by time."""
    way = _way(asked)
    return way is not None and (way.throughout or not filtered or not (asked or later))


@dataclass(slots=True)
class Observed:
    """The Observations in some series, in `scope`: `series` are FROM items with their conditions, of which `chosen` is the
    alias of `SERIES`; `total` when they are all series. `kept` are conditions of an Observation alone, `mixed` those that
    look at its series as well; `stored` while none asks for more than is stored of it, `open` while none says when they end.
    """

    series: str
    chosen: str
    scope: Scope
    total: bool = False
    kept: list[str] = field(default_factory=list[str])
    mixed: list[str] = field(default_factory=list[str])
    stored: bool = True
    open: bool = True

    def keep(self, nodes: Iterable[Node]) -> None:
        """Let more conditions hold."""
        for node in nodes:
            looks = any(path.parts[0] in OBSERVATION.links for path in paths(node))
            (self.mixed if looks else self.kept).append(condition(node, self.scope))
            self.stored = self.stored and _of_stored(node)
            self.open = self.open and not _ends(node)

    @property
    def every(self) -> str:
        """FROM and WHERE of all of them."""
        if self.total:
            rows = self._source(stored=self.stored and not self.scope.joins)
            return f"FROM {rows} {self.scope.alias}{self.scope.joined}{_where([*self.kept, *self.mixed])}"
        return self._all(self.mixed)

    def page(self, order: Sorted, behind: list[str], most: int) -> str:
        """FROM and WHERE of the first `most` of them and some that come later; `behind` are conditions as well."""
        way = None if self.mixed or (behind and self.scope.joins) else _way(order.asked)
        if way is None:
            return self._all([*self.mixed, *behind])
        if self.total and self.open and way == _NEWEST and not self.scope.joins:
            return self._newest(order, behind, most)
        alias, chosen, kept, joined = self.scope.alias, self.chosen, [*self.kept, *behind], self.scope.joined
        sort = f" ORDER BY {alias}.phenomenon_time {'DESC' if way.descending else 'ASC'} LIMIT "
        first = observations(chosen, alias, kept, f"{sort}(SELECT 1)")
        each = observations(chosen, alias, kept, f"{sort}(SELECT {most:d})")
        if not order.keys:  # series after series, until there are enough
            rows = f"{apart(f'{self.series} ORDER BY {chosen}.datastream', chosen)} CROSS JOIN {each}"
            ordered = f"ORDER BY {chosen}.datastream, {alias}.phenomenon_time LIMIT {most:d}"
            return f"FROM (SELECT {alias}.* FROM {rows} {ordered}) {alias}"
        # What is among the first `most` is in one of the `most` series that begin first, as each of those gives one.
        series = (
            f"(SELECT {chosen}.*, {alias}.phenomenon_time AS begins FROM {apart(self.series, chosen)} CROSS JOIN {first}"
            f"{joined} ORDER BY {order.sql} LIMIT {most:d})"
        )
        if way.throughout:  # nor does it come behind the last of those beginnings
            last, sign, end = ("min", ">=", "-infinity") if way.descending else ("max", "<=", "infinity")
            edge = f"CASE WHEN count(*) OVER () >= {most:d} THEN {last}(f.begins) OVER () ELSE '{end}' END"
            series = f"(SELECT f.*, {edge} AS edge FROM {series} f)"
            kept = [*kept, f"{alias}.phenomenon_time {sign} {chosen}.edge"]
            each = observations(chosen, alias, kept, f"{sort}(SELECT {most:d})")
        return f"FROM {series} {chosen} CROSS JOIN {each}{joined}"

    def _newest(self, order: Sorted, behind: list[str], most: int) -> str:
        alias, stored = self.scope.alias, self.stored and all(_of_stored(one.by) for one in order.asked)
        within = [f"{alias}.phenomenon_time >= w.begins", f"{alias}.phenomenon_time < w.ends"]
        each = (
            f"LATERAL (SELECT * FROM {self._source(stored=stored)} {alias}{_where([*within, *self.kept, *behind])}"
            f" ORDER BY {order.sql} LIMIT (SELECT {most:d})) {alias}"
        )
        ordered = f"ORDER BY w.back, {order.sql} LIMIT {most:d}"
        rows = f"(SELECT {alias}.* FROM {STRETCHES} w CROSS JOIN {each} {ordered})"
        return f"FROM {of_series(rows) if stored else rows} {alias}"

    def _source(self, *, stored: bool) -> str:
        return self.scope.aliases.sources[STORED if stored else OBSERVATION.name]

    def _all(self, conditions: list[str]) -> str:
        each = observations(self.chosen, self.scope.alias, self.kept, " OFFSET 0")
        return f"FROM {apart(self.series, self.chosen)} CROSS JOIN {each}{self.scope.joined}{_where(conditions)}"


class _Way(NamedTuple):
    """How an order sorts the Observations of a series, which differ in their time: whether `descending`, and whether it sorts
    those of all series so before all else (`throughout`).
    """

    descending: bool
    throughout: bool


_NEWEST = _Way(descending=True, throughout=True)


def _way(asked: Sequence[Ordering]) -> _Way | None:
    """None when an order does not sort by time in each series."""
    for at, one in enumerate(asked):
        if not by_its_series(one.by):
            return _Way(one.descending, at == 0) if one.by == _TIME else None
    return _Way(descending=False, throughout=False)


def _ends(node: Node) -> bool:
    """Whether a condition says when the Observations end that it leaves: their newest may be far from now."""
    match node:
        case Binary("lt" | "le" | "eq", left, _) if left == _TIME:
            return True
        case Binary("gt" | "ge" | "eq", _, right) if right == _TIME:
            return True
        case _:
            return False


def _of_stored(node: Node) -> bool:
    return all(path.parts[0] in _STORED for path in paths(node))


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""

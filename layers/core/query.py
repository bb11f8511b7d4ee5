"""A request for features as values, and the one statement that answers it.

`FeatureQuery` is what every reader of features shares: the JSON route, the pages of the OGC engine, exports. PostgreSQL
returns the finished features as one text together with the counts and the layer's version, all of one snapshot.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from layers.core.cql2_condition import condition
from layers.core.cql2_tree import Filter
from layers.core.crs import CRS84, STORAGE_SRID, Crs
from layers.core.declared import Declared, Property
from layers.core.feature_text import FEATURE_BEGIN, feature_text
from layers.core.history import as_of_sql
from layers.core.instants import Instant, Interval, last_moment, moment
from layers.core.page_mark import PageMark, SortKey, write_mark
from layers.core.statement import Parameters, Statement
from layers.core.values import PARAMETER_TYPES
from layers.core.wkb import Shape, across_antimeridian, box, placing, polygon_of_box

DEFAULT_LIMIT = 10
MAX_LIMIT = 10_000

_NOWHERE = box(9e15, 9e15, 9e15, 9e15, 3857)
_SLACK_M = 4.0


@dataclass(frozen=True, slots=True)
class Bbox:
    """Low and high corner in the axis order of `crs`, and the range of heights (metres) if one was given."""

    corners: tuple[float, float, float, float]
    crs: Crs = CRS84
    heights: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FeatureQuery:
    """What is asked of one layer; every field is already parsed and allowed.

    `properties` None gives all public ones. `words` are alternatives of words that must all occur. `equals` are properties
    with the value they must have (for a list: contain). `start` is where a page begins. With `as_of` all of this is
    said of the layer as it stood at that moment.
    """

    layer: Declared
    limit: int = DEFAULT_LIMIT
    crs: Crs = CRS84
    bbox: Bbox | None = None
    interval: Interval | None = None
    words: tuple[tuple[str, ...], ...] = ()
    equals: tuple[tuple[Property, Any], ...] = ()
    filter: Filter | None = None
    sort: tuple[SortKey, ...] = ()
    start: PageMark | None = None
    properties: tuple[Property, ...] | None = None
    geometry: bool = True
    as_of: dt.datetime | None = None

    def statement(self) -> Statement:
        """One row: `features` (bytes, comma-separated Features, NULL when none), `matched`, `version`, and where the next
        page begins: `next` (fid) and `keys` (texts of the sort keys), NULL when there is none.

        When there is a next page its first feature is the last of `features`; `Page` takes it off. Raises the errors of
        `cql2_condition` for a filter that does not fit the layer.
        """
        parameters = Parameters()
        limit = parameters.bind(self.limit, "bigint")
        rows = self._rows(parameters)
        where = " AND ".join(self._conditions(parameters))
        page = " AND ".join(c for c in (where, self._onward(parameters)) if c)
        order = "".join(f"{k.property.column} {'DESC' if k.descending else 'ASC'} NULLS LAST, " for k in self.sort)
        keys = ", ".join(f"to_json({k.property.column})#>>'{{}}'" for k in self.sort)
        feature = feature_text(self.layer, self.crs, self.properties, self.geometry)
        sql = (
            f"SELECT convert_to(string_agg(p.feature, ','), 'UTF8') AS features, count(*) AS fetched,"
            f" {self._matched(rows, where, limit)} AS matched, {version_sql(self.layer)} AS version,"
            + (
                f" (array_agg(p.fid))[{limit} + 1] AS next, (array_agg(p.keys))[{limit} + 1] AS keys"
                if keys
                else f" CASE WHEN count(*) > {limit} THEN max(p.fid) END AS next, NULL AS keys"
            )
            + f" FROM (SELECT {feature} AS feature, f.fid"
            + (f", json_build_array({keys})::text AS keys" if keys else "")
            + f" FROM {rows}{f' WHERE {page}' if page else ''}"
            f" ORDER BY {order}f.fid LIMIT {limit} + 1) p"
        )
        return Statement(sql, tuple(parameters.values))

    def count(self) -> Statement:
        """One row with `matched` and `version` only."""
        parameters = Parameters()
        rows = self._rows(parameters)
        where = " AND ".join(self._conditions(parameters))
        sql = f"SELECT {self._all_matched(rows, where)} AS matched, {version_sql(self.layer)} AS version"
        return Statement(sql, tuple(parameters.values))

    def _rows(self, parameters: Parameters) -> str:
        if self.as_of is None:
            return self.layer.from_sql
        return as_of_sql(self.layer, parameters.bind(self.as_of, "timestamptz"))

    def _matched(self, rows: str, where: str, limit: str) -> str:
        """How many features match, in the cheapest exact way: kept total, a short first page, or counting."""
        everything = self._all_matched(rows, where)
        if (not where and self._summed) or self.start is not None:
            return everything
        return f"CASE WHEN count(*) <= {limit} THEN count(*) ELSE {everything} END"

    def _all_matched(self, rows: str, where: str) -> str:
        if not where and self._summed:
            return f"(SELECT coalesce(sum(t.rows), 0)::bigint FROM layers.layer_versions t WHERE {_lines(self.layer)})"
        return f"(SELECT count(*) FROM {rows}{f' WHERE {where}' if where else ''})"

    @property
    def _summed(self) -> bool:
        """Whether the house keeps the number of features that this reader sees."""
        return not self.layer.view and not self.layer.partial and self.as_of is None

    def _conditions(self, parameters: Parameters) -> list[str]:
        conditions: list[str] = []
        if self.bbox is not None:
            conditions.append(within_box(self.bbox, self.layer, parameters))
        if self.interval is not None and self.layer.time:
            conditions.extend(_during(self.interval, self.layer, parameters))
        if self.words:
            conditions.append(_worded(self.words, parameters))
        conditions.extend(_equal(p, value, parameters) for p, value in self.equals)
        if self.filter is not None:
            conditions.append(condition(self.layer, self.filter, parameters))
        return conditions

    def _onward(self, parameters: Parameters) -> str:
        return "" if self.start is None else self.start.onward(self.sort, parameters)


class Row(Protocol):
    """A row of an answer, of whichever driver."""

    def __getitem__(self, column: str, /) -> Any:
        """The value of a column."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a row of `FeatureQuery.statement` says: `features` are bytes of comma-separated Features."""

    features: bytes | memoryview
    returned: int
    matched: int
    version: int
    mark: str | None

    @classmethod
    def of(cls, query: FeatureQuery, row: Row) -> Page:
        """Take off the feature that only tells where the next page begins."""
        features: bytes = row["features"] or b""
        fetched: int = row["fetched"]
        if fetched <= query.limit:
            return cls(features, fetched, row["matched"], row["version"], None)
        kept = memoryview(features)[: features.rindex(FEATURE_BEGIN)]
        return cls(kept, query.limit, row["matched"], row["version"], write_mark(query.sort, row["keys"], row["next"]))


def feature_statement(layer: Declared, identifier: UUID, crs: Crs = CRS84) -> Statement:
    """One row with `id`, `version` and `feature` (bytes) for the feature with this id; no row when there is none."""
    return Statement(f"{_features(layer, crs)} WHERE f.id = $1::uuid", (identifier,))


def features_sql(layer: Declared, crs: Crs = CRS84) -> str:
    """Rows with `id`, `version` and `feature` (bytes) for those of the ids in $1 (a list of UUIDs) that there are."""
    return f"{_features(layer, crs)} WHERE f.id = ANY($1::uuid[])"


def past_features_sql(layer: Declared, crs: Crs = CRS84) -> str:
    """As `features_sql`, but as they stood at the moment $2."""
    return f"{_features(layer, crs, as_of_sql(layer, '$2::timestamptz'))} WHERE f.id = ANY($1::uuid[])"


def _features(layer: Declared, crs: Crs, rows: str | None = None) -> str:
    text = feature_text(layer, crs, None, True)
    return f"SELECT f.id, f.version, convert_to({text}, 'UTF8') AS feature FROM {rows or layer.from_sql}"


def version_statement(layer: Declared) -> Statement:
    """One row with the `version` of the layer: a number that grows with every change of what it shows."""
    return Statement(f"SELECT {version_sql(layer)} AS version", ())


def version_sql(layer: Declared) -> str:
    """The layer's version as an SQL expression, exact in the snapshot of the statement it stands in.

    Where the reader does not see every row it is 0: the changes of hidden rows are hidden too.
    """
    if layer.partial:
        return "0::bigint"
    return f"(SELECT coalesce(sum(t.statements), 0)::bigint FROM layers.layer_versions t WHERE {_lines(layer)})"


def _lines(layer: Declared) -> str:
    names = ", ".join(f"'{table}'" for table in layer.tables)
    return f"t.layer = {names}" if len(layer.tables) == 1 else f"t.layer IN ({names})"


def within_box(bbox: Bbox, layer: Declared, parameters: Parameters) -> str:
    """Whether the geometry of `f` meets the box, as SQL.

    Index test, then certainty for what the inner box holds, then the exact test for the rest.

    Index boxes keep single precision, one metre at these coordinates; the inner box stays clear of that. The certainty is
    asked by function, as the operator `@` would have the index scanned a second time.
    """
    shape, inner = _shapes(bbox)
    given = parameters.bind(shape.ewkb, "ext.geometry")
    if shape.srid == 3857:
        within = parameters.bind(inner.ewkb, "ext.geometry")
        test = (
            f"f.geom_3857 OPERATOR(ext.&&) {given} AND"
            f" (ext.geometry_within(f.geom_3857, {within}) OR ext.ST_Intersects(f.geom_3857, {given}))"
        )
    elif shape.srid == STORAGE_SRID:
        test = f"f.geom OPERATOR(ext.&&) {given} AND ext.ST_Intersects(f.geom, {given})"
    else:
        moved = f"(SELECT ext.ST_Transform({given}, {STORAGE_SRID}))"
        test = f"f.geom OPERATOR(ext.&&) {moved} AND ext.ST_Intersects(f.geom, {moved})"
    if bbox.heights is not None and layer.geometry.z:
        low, high = (parameters.bind(height, "float8") for height in bbox.heights)
        test += f" AND ext.ST_ZMax(f.geom) >= {low} AND ext.ST_ZMin(f.geom) <= {high}"
    return f"({test})"


def _shapes(bbox: Bbox) -> tuple[Shape, Shape]:
    """The box to meet, and a box that certainly lies inside it (nowhere when there is none)."""
    a0, b0, a1, b1 = bbox.corners
    srid, place = placing(bbox.crs)
    if srid not in (3857, STORAGE_SRID):
        return polygon_of_box(bbox.corners, place, srid), _NOWHERE
    west, south = place(a0, b0)
    east, north = place(a1, b1)
    if west > east:
        return across_antimeridian(west, south, east, north), _NOWHERE
    if east - west <= 2 * _SLACK_M or north - south <= 2 * _SLACK_M:
        return box(west, south, east, north, srid), _NOWHERE
    slack = _SLACK_M
    return box(west, south, east, north, srid), box(west + slack, south + slack, east - slack, north - slack, srid)


def _during(interval: Interval, layer: Declared, parameters: Parameters) -> list[str]:
    """The closed interval meets the feature's instant or period; a period's null end is open."""
    begin, end = (layer.by_name[name] for name in (layer.time[0], layer.time[-1]))
    period = len(layer.time) == 2
    conditions: list[str] = []
    if interval.begin is not None:
        test = f"{end.column} >= {_edge(interval.begin, end, False, parameters)}"
        conditions.append(f"({test} OR {end.column} IS NULL)" if period else test)
    if interval.end is not None:
        test = f"{begin.column} <= {_edge(interval.end, begin, True, parameters)}"
        conditions.append(f"({test} OR {begin.column} IS NULL)" if period else test)
    return conditions


def _edge(instant: Instant, p: Property, last: bool, parameters: Parameters) -> str:
    """The first or last value of the property that a moment or day of the request touches; days are UTC days."""
    at = last_moment(instant) if last else moment(instant)
    return parameters.bind(at.date(), "date") if p.kind == "date" else parameters.bind(at, "timestamptz")


def _worded(alternatives: tuple[tuple[str, ...], ...], parameters: Parameters) -> str:
    either = (
        " AND ".join(
            f"f.search LIKE (SELECT '%'||layers.fold({parameters.bind(literal_like(word), 'text')})||'%')"
            for word in words
        )
        for words in alternatives
    )
    return "(" + " OR ".join(f"({all_words})" for all_words in either) + ")"


def literal_like(word: str) -> str:
    """`word` for a LIKE pattern in which nothing of it is a wildcard."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _equal(p: Property, value: Any, parameters: Parameters) -> str:
    if p.kind in ("codes", "strings"):
        return f"{p.column} @> {parameters.bind([value], 'text[]')}"
    return f"{p.column} = {parameters.bind(value, PARAMETER_TYPES[p.kind])}"

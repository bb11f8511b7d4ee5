"""Readings on their way into the database: the statements that keep a batch of them, whoever runs these.

Pure. The statements run in one transaction, in their order; all of them may be repeated without harm: an observation is there
once for each series and moment, and a state is replaced by a newer value only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from layers.core.declared import Declared, Kind
from layers.core.statement import Statement
from layers.core.states import kept, moment_column, state_statement
from layers.registry import LAYERS

Value = float | bool | str

LATE, CLOCK = 1, 2
"""Flags of an observation: it was older than the state it met; the clock of its device was wrong."""

_TOUCHED = """INSERT INTO layers.observation_touched (bucket, datastreams)
SELECT date_bin('10 minutes', u.at, 'epoch'), array_agg(DISTINCT u.datastream)
FROM unnest($1::timestamptz[], $2::integer[]) u (at, datastream) GROUP BY 1"""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a layer needs: its statements, and where each observed property stands in them."""

    keep: str
    state: str
    places: dict[str, tuple[int, Kind]]


@dataclass(slots=True)
class _Rows:
    """What is kept for one layer: columns of observations, and the newest value of each property by feature."""

    plan: _Plan
    times: list[dt.datetime] = field(default_factory=list)
    results: list[float | None] = field(default_factory=list)
    datastreams: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    fids: list[int] = field(default_factory=list)
    properties: list[int] = field(default_factory=list)
    states: dict[int, list[object]] = field(default_factory=dict)


class Batch:
    """Readings that are kept together."""

    def __init__(self) -> None:
        self._layers: dict[str, _Rows] = {}
        self.size = 0

    def add(
        self,
        layer: str,
        fid: int,
        datastream: int,
        name: str,
        time: dt.datetime,
        value: Value,
        *,
        clock: bool = False,
    ) -> None:
        """One reading of the observed property `name` of a feature, in order of arrival; `clock` tells that the device's
        clock was wrong and `time` is reckoned from the arrival. KeyError for a property that the layer does not have.
        """
        rows = self._layers.get(layer)
        if rows is None:
            rows = self._layers[layer] = _Rows(_plan(layer))
        place, kind = rows.plan.places[name]
        number, text, present = _split(kind, value)
        state = rows.states.get(fid)
        if state is None:
            state = rows.states[fid] = [None] * (2 * len(rows.plan.places))
        newest = state[2 * place + 1]
        late = newest is not None and time < newest  # pyright: ignore[reportOperatorIssue]
        if not late:
            state[2 * place] = present
            state[2 * place + 1] = time
        rows.times.append(time)
        rows.results.append(number)
        rows.datastreams.append(datastream)
        rows.flags.append((LATE if late else 0) | (CLOCK if clock else 0))
        rows.texts.append(text)
        rows.fids.append(fid)
        rows.properties.append(place)
        self.size += 1

    @property
    def days(self) -> set[dt.date]:
        """The days (UTC) for which there must be a table: `layers.ensure_partition`."""
        return {time.astimezone(dt.UTC).date() for rows in self._layers.values() for time in rows.times}

    def keeping(self) -> Iterator[Statement]:
        """The statements that keep observations: each gives one row, how many were new and how many of these late. They come
        before the states of their layer are written, for what is late is told by the state it meets.
        """
        for name in sorted(self._layers):
            rows = self._layers[name]
            columns = (
                rows.times,
                rows.results,
                rows.datastreams,
                rows.flags,
                rows.texts,
                rows.fids,
                rows.properties,
            )
            yield Statement(rows.plan.keep, columns)

    def rest(self) -> Iterator[Statement]:
        """What follows: the present state of the features, and what is to be summed up again."""
        times: list[dt.datetime] = []
        datastreams: list[int] = []
        for name in sorted(self._layers):
            rows = self._layers[name]
            fids = sorted(rows.states)
            columns = zip(*(rows.states[fid] for fid in fids), strict=True)
            yield Statement(rows.plan.state, (fids, *map(list, columns)))
            times += rows.times
            datastreams += rows.datastreams
        if times:
            yield Statement(_TOUCHED, (times, datastreams))

    def statements(self) -> list[Statement]:
        """All of them in their order; those of `keeping` come first."""
        return [*self.keeping(), *self.rest()]


@cache
def _plan(layer: str) -> _Plan:
    declared = LAYERS[layer].declared
    places: dict[str, tuple[int, Kind]] = {p.name: (number, p.kind) for number, p in enumerate(kept(declared))}
    return _Plan(_keep(declared), state_statement(declared), places)


def _keep(declared: Declared) -> str:
    """`$6` and `$7` name the feature and the number of the property, so that a reading meets its state."""
    moments = " ".join(f'WHEN {number} THEN s."{moment_column(p.name)}"' for number, p in enumerate(kept(declared)))
    return f"""WITH new AS (
    INSERT INTO layers.observations (phenomenon_time, result, datastream, flags, result_text)
    SELECT u.time, u.result, u.datastream,
        (u.flags | CASE WHEN u.time < CASE u.property {moments} END THEN {LATE} ELSE 0 END)::smallint, u.text
    FROM unnest($1::timestamptz[], $2::double precision[], $3::integer[], $4::smallint[], $5::text[], $6::bigint[],
        $7::smallint[]) u (time, result, datastream, flags, text, fid, property)
    LEFT JOIN layers."{declared.name}_state" s ON s.fid = u.fid
    ON CONFLICT (datastream, phenomenon_time) DO NOTHING
    RETURNING flags)
SELECT count(*), count(*) FILTER (WHERE flags & {LATE} <> 0) FROM new"""


def _split(kind: Kind, value: Value) -> tuple[float | None, str | None, object]:
    """(result, result_text, value of the state)."""
    if kind == "number":
        return float(value), None, float(value)
    if kind == "integer":
        return float(value), None, int(value)
    if kind == "boolean":
        return float(value), None, bool(value)
    if kind == "datetime":
        return None, str(value), dt.datetime.fromisoformat(str(value))
    return None, str(value), str(value)

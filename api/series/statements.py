"""Series as statements: which one is meant, read with the rights of whoever asks; then its rows, read by the house.

The policy of `datastreams` says who may read a series; observations themselves are read by their numbers alone, which is
what their indexes are for.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from api.series.resolution import DAY, ORIGIN, Resolution, Source
from layers.core.binding import NEVER
from layers.core.declared import Declared, Property
from layers.core.statement import Statement

MOST_ROWS = 20_000
"""So many observations at most are given as they are; more are gathered in steps."""

_FOR_EVER = 10 * 365 * 86_400.0
_HERE = "Asia/Ho_Chi_Minh"

KEPT = Statement("SELECT raw, ten_minutes FROM layers.observation_keeping", ())
"""For how long what is kept."""


def datastream(layer: Declared, identifier: UUID, prop: Property) -> Statement:
    """One row for the feature: `datastream` (null when it has none) and `silent_after`, seconds that a value stays true.

    Runs with the rights of whoever asks; no row when there is no such feature for them.
    """
    sql = (
        f"SELECT d.id AS datastream, {silent_after_sql(layer, prop)} AS silent_after"
        f' FROM layers."{layer.name}" f LEFT JOIN layers.datastreams d'
        " ON d.layer = $2::text AND d.fid = f.fid AND d.property = $3::text WHERE f.id = $1::uuid"
    )
    return Statement(sql, (identifier, layer.name, prop.name))


def silent_after_sql(layer: Declared, prop: Property) -> str:
    """For how many seconds a value of the property stays true, over the layer's table as `f`; ten years for ever."""
    binding = layer.layer.device
    after = NEVER if binding is None else binding.feed(prop.name).expire_after or binding.expire_after
    if isinstance(after, str):
        return f'f."{after}"::float8'
    return f"{_FOR_EVER if after == NEVER else after.total_seconds()}::float8"


def observations(number: int, begin: dt.datetime, end: dt.datetime, silent_after: float) -> Statement:
    """Every observation from `begin` to `end`, one row each: `at`, `heard` (the same), `result`, `result_text`.

    Before them stands the one that was in force when the time begins, if it was not out of date by then. One row more than
    `MOST_ROWS` at most.
    """
    since = begin - dt.timedelta(seconds=min(silent_after, 35 * 86_400))
    columns = "phenomenon_time, result, result_text"
    sql = (
        "SELECT extract(epoch FROM phenomenon_time)::float8 AS at, extract(epoch FROM phenomenon_time)::float8 AS heard,"
        " result, result_text FROM ("
        f"(SELECT {columns} FROM layers.observations WHERE datastream = $1::integer"
        " AND phenomenon_time >= $4::timestamptz AND phenomenon_time < $2::timestamptz"
        " ORDER BY phenomenon_time DESC LIMIT 1) UNION ALL "
        f"(SELECT {columns} FROM layers.observations WHERE datastream = $1::integer"
        " AND phenomenon_time >= $2::timestamptz AND phenomenon_time <= $3::timestamptz"
        f" ORDER BY phenomenon_time LIMIT {MOST_ROWS + 1})) o ORDER BY phenomenon_time"
    )
    return Statement(sql, (number, begin, end, since))


def steps(number: int, begin: dt.datetime, end: dt.datetime, how: Resolution, *, numeric: bool) -> Statement:
    """One row a step in which there is an observation, from the one that holds `begin` to the one that holds `end`.

    `at` is where the step begins and `heard` when its last observation was made. Of numbers `mean`, `min`, `max` and `count`
    are of all observations in it; of all else `result` and `result_text` are the last.
    """
    assert how.step is not None
    if how.source == "daily":
        return _days(number, begin, end, how.step, numeric=numeric)
    table, moment, heard = {
        "raw": ("observations", "phenomenon_time", "phenomenon_time"),
        "10min": ("observations_10min", "bucket", "last_time"),
    }[how.source]
    sql = _stepped(
        "extract(epoch FROM step)",
        f"date_bin($4::interval, {moment}, $5::timestamptz) AS step, max({heard}) AS latest,"
        f" {_gathered(how.source, moment, numeric=numeric)}",
        f"layers.{table} WHERE datastream = $1::integer AND {moment} >= $2::timestamptz AND {moment} <= $3::timestamptz",
    )
    first = begin - (begin - ORIGIN) % how.step
    return Statement(sql, (number, first, end, how.step, ORIGIN))


def _days(number: int, begin: dt.datetime, end: dt.datetime, step: dt.timedelta, *, numeric: bool) -> Statement:
    here, since, days = ORIGIN.tzinfo, ORIGIN.date(), step // DAY
    first = begin.astimezone(here).date()
    first -= dt.timedelta(days=(first - since).days % days)
    sql = _stepped(
        f"extract(epoch FROM (step::timestamp AT TIME ZONE '{_HERE}'))",
        "day - ((day - $4::date) % $5::integer) AS step, max(last_time) AS latest,"
        f" {_gathered('daily', 'day', numeric=numeric)}",
        "layers.observations_daily WHERE datastream = $1::integer AND day BETWEEN $2::date AND $3::date",
    )
    return Statement(sql, (number, first, end.astimezone(here).date(), since, days))


def _stepped(at: str, columns: str, rows: str) -> str:
    return (
        f"SELECT {at}::float8 AS at, extract(epoch FROM latest)::float8 AS heard, s.* FROM ("
        f"SELECT {columns} FROM {rows} GROUP BY 1) s ORDER BY step"
    )


def _gathered(source: Source, moment: str, *, numeric: bool) -> str:
    """What a step says: sums over its rows, each weighed by what it stands for, or the last value of all."""
    if not numeric:
        number, text = ("result", "result_text") if source == "raw" else ("last", "last_text")
        return (
            f"(array_agg({number} ORDER BY {moment} DESC))[1] AS result,"
            f" (array_agg({text} ORDER BY {moment} DESC))[1] AS result_text"
        )
    if source == "raw":
        return "avg(result) AS mean, min(result) AS min, max(result) AS max, count(*) AS count"
    return "sum(mean * count) / nullif(sum(count), 0) AS mean, min(min) AS min, max(max) AS max, sum(count)::bigint AS count"

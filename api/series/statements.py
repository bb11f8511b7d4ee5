"""Series as statements: which one is meant, read with the rights of whoever asks; then its rows, read by the house.

The policy of `datastreams` says who may read a series; observations themselves are read by their numbers alone, which is
what their indexes are for.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from api.series.resolution import DAY, ORIGIN, Resolution
from layers.core.binding import NEVER
from layers.core.declared import Declared, Property
from layers.core.statement import Statement

MOST_ROWS = 20_000
"""So many observations at most are given as they are; more are gathered in steps."""

_FOR_EVER = 10 * 365 * 86_400.0
_HERE = "Asia/Ho_Chi_Minh"
_ROLLED = "observations_10min"

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


def steps(number: int, begin: dt.datetime, end: dt.datetime, how: Resolution) -> Statement:
    """One row a step in which there is an observation, from the one that holds `begin` to the one that holds `end`.

    `at` is where the step begins and `heard` when its last observation was made; `mean`, `min`, `max` and `count` are of
    all observations in it, `result` and `result_text` the last.
    """
    assert how.step is not None
    if how.source == "daily":
        return _days(number, begin, end, how.step)
    first = begin - (begin - ORIGIN) % how.step
    if how.source == "raw":
        table, moment, heard = "observations", "phenomenon_time", "max(phenomenon_time)"
        told = "avg(result) AS mean, min(result) AS min, max(result) AS max, count(*) AS count"
        last = (
            "(array_agg(result ORDER BY phenomenon_time DESC))[1] AS result,"
            " (array_agg(result_text ORDER BY phenomenon_time DESC))[1] AS result_text"
        )
    else:
        table, moment, heard = _ROLLED, "bucket", "max(last_time)"
        told, last = _gathered("bucket")
    sql = (
        f"SELECT extract(epoch FROM step)::float8 AS at, extract(epoch FROM heard)::float8 AS heard,"
        " mean, min, max, count, result, result_text FROM ("
        f"SELECT date_bin($4::interval, {moment}, $5::timestamptz) AS step, {heard} AS heard, {told}, {last}"
        f" FROM layers.{table} WHERE datastream = $1::integer"
        f" AND {moment} >= $2::timestamptz AND {moment} <= $3::timestamptz GROUP BY 1) s ORDER BY step"
    )
    return Statement(sql, (number, first, end, how.step, ORIGIN))


def _days(number: int, begin: dt.datetime, end: dt.datetime, step: dt.timedelta) -> Statement:
    told, last = _gathered("day")
    here = ORIGIN.tzinfo
    days = step // DAY
    since = ORIGIN.date()
    first = begin.astimezone(here).date()
    first -= dt.timedelta(days=(first - since).days % days)
    sql = (
        f"SELECT extract(epoch FROM (step::timestamp AT TIME ZONE '{_HERE}'))::float8 AS at,"
        " extract(epoch FROM heard)::float8 AS heard, mean, min, max, count, result, result_text FROM ("
        "SELECT day - ((day - $4::date) % $5::integer) AS step, max(last_time) AS heard,"
        f" {told}, {last} FROM layers.observations_daily WHERE datastream = $1::integer"
        " AND day BETWEEN $2::date AND $3::date GROUP BY 1) s ORDER BY step"
    )
    return Statement(sql, (number, first, end.astimezone(here).date(), since, days))


def _gathered(moment: str) -> tuple[str, str]:
    """Sums over rows of a roll-up, each weighed by what it stands for; and the last value of all."""
    told = "sum(mean * count) / nullif(sum(count), 0) AS mean, min(min) AS min, max(max) AS max, sum(count)::bigint AS count"
    last = (
        f"(array_agg(last ORDER BY {moment} DESC))[1] AS result,"
        f" (array_agg(last_text ORDER BY {moment} DESC))[1] AS result_text"
    )
    return told, last

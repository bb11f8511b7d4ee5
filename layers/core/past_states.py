"""Reads of the state of features at a moment of the past, and from step to step, as SQL over the kept observations.

They are read as the house: whoever asks has been asked for the right to every row of the layer, as a series is not divided
by rows. A value counts at a moment when it is the newest by then and no older than it may be (`DeviceBinding`).
"""

from __future__ import annotations

from datetime import timedelta

from layers.core.binding import NEVER
from layers.core.declared import Declared, Property
from layers.core.state_reads import FID, IN_BOX, columnar, columns, shown
from layers.core.states import HEARD_AT

TIME = "time"
"""The column of a replay that says from when on a row holds (seconds since 1970)."""

TEN_MINUTES = 600
"""The seconds of a bucket of the roll-up."""

_BUCKET = f"interval '{TEN_MINUTES} seconds'"
# A value that never expires is looked for this far back, and no further than observations are kept.
_FOR_EVER = "interval '400 days'"


def past_statement(declared: Declared, *, rolled: bool, boxed: bool) -> str:
    """One row with `state` (bytes): the features with a value at the moment `$1`, as a JSON object of `columns(declared)`.

    `rolled` reads the roll-up of ten minutes, for what is older than the observations. `boxed` has only those in the box `$2`
    to `$5` (west, south, east, north in Web Mercator).
    """
    box = 2 if boxed else None
    branches = [
        f"SELECT d.fid, o.t, {number} AS number, {_value(p, 'o')} AS value FROM {_streams(declared, p, box)}"
        f" CROSS JOIN LATERAL ({_newest(declared, p, '$1::timestamptz', rolled=rolled)}) o WHERE {_of(declared, p, box)}"
        for number, p in enumerate(shown(declared))
    ]
    if not branches:
        return columnar(columns(declared), _nothing(columns(declared), "timestamptz", boxed=boxed))
    values = "".join(
        f', max(value) FILTER (WHERE number = {number}) AS "{p.name}"' for number, p in enumerate(shown(declared))
    )
    rows = (
        f"SELECT fid, floor(date_part('epoch', max(t)))::bigint AS {HEARD_AT}{values}"
        f" FROM ({' UNION ALL '.join(branches)}) v GROUP BY fid ORDER BY fid"
    )
    return columnar(columns(declared), rows)


def replay_columns(declared: Declared) -> tuple[str, ...]:
    """The names of the columns of a replay: number, time, what is shown."""
    return (FID, TIME, *(p.name for p in shown(declared)))


def replay_statement(declared: Declared, *, rolled: bool, boxed: bool) -> str:
    """One row with `state` (bytes): a JSON object of `replay_columns(declared)`, by time: an entry for each feature with a
    value at `$1`, then one for each whose values at a step differ from those a step before, up to `$2`; null: none any more.

    `$3` are the seconds of a step, `$4` the moment from which on observations are read rather than the roll-up. `rolled`
    reads the values at `$1` from the roll-up too. `boxed` as in `past_statement`, from `$5` on.
    """
    properties = shown(declared)
    names = replay_columns(declared)
    if not properties:
        return columnar(names, _nothing(names, "timestamptz", "timestamptz", "int", "timestamptz", boxed=boxed))
    boxed_from = 5 if boxed else None
    told = [
        f"SELECT fid, step, {number} AS number, value FROM ({_changes(declared, p, rolled=rolled, boxed_from=boxed_from)}) c"
        for number, p in enumerate(properties)
    ]
    if len(told) == 1:
        rows = f'SELECT fid, step, value AS "{properties[0].name}" FROM ({told[0]}) v'
    else:
        rows = _carried(properties, " UNION ALL ".join(told))
    values = "".join(f', r."{p.name}"' for p in properties)
    moment = "(date_part('epoch', $1::timestamptz) + r.step * $3::int)::bigint"
    return columnar(names, f"SELECT r.fid, {moment} AS {TIME}{values} FROM ({rows}) r ORDER BY r.step, r.fid")


def _changes(declared: Declared, p: Property, *, rolled: bool, boxed_from: int | None) -> str:
    """The steps at which what is shown of a feature differs from the step before, with the finished value.

    First what was heard, series by series, is thinned to where a value begins and where it ends by silence; of several of
    these within one step the last one counts.
    """
    span = _span(declared, p)
    silent = "false" if span is None else f"next IS NULL OR next - t > {span}"
    again = "" if span is None else f" OR t - before > {span}"
    heard = (
        f"({_newest(declared, p, '$1::timestamptz', rolled=rolled)})"
        " UNION ALL SELECT o.last_time, o.last, o.last_text FROM layers.observations_10min o WHERE o.datastream = d.id"
        f" AND o.bucket > $1::timestamptz - {_BUCKET} AND o.bucket < $2::timestamptz AND o.bucket < $4::timestamptz"
        " AND o.last_time > $1::timestamptz"
        " UNION ALL SELECT o.phenomenon_time, o.result, o.result_text FROM layers.observations o WHERE o.datastream = d.id"
        " AND o.phenomenon_time > $1::timestamptz AND o.phenomenon_time <= $2::timestamptz"
        " AND o.phenomenon_time >= $4::timestamptz"
    )
    compared = (
        "SELECT t, result, result_text, lag(t) OVER w AS before, lead(t) OVER w AS next, lag(result) OVER w AS old,"
        f" lag(result_text) OVER w AS old_text FROM ({heard}) h (t, result, result_text) WINDOW w AS (ORDER BY t)"
    )
    differs = "result IS DISTINCT FROM old OR result_text IS DISTINCT FROM old_text"
    thinned = (
        f"SELECT t, result, result_text, before IS NULL OR {differs}{again} AS begins, {silent} AS ends"
        f" FROM ({compared}) q"
    )
    begins = _step("ceil", "q.t")
    ends = f"{_step('floor', f'q.t + {span}')} + 1" if span else "NULL::int"
    events = (
        f"SELECT d.fid, e.at, greatest(0, e.step) AS step, e.value FROM {_streams(declared, p, boxed_from)}"
        f" CROSS JOIN LATERAL (SELECT * FROM ({thinned}) q WHERE begins OR ends) q CROSS JOIN LATERAL (VALUES"
        f" (q.t, {begins}, {_value(p, 'q')}, q.begins), ({f'q.t + {span}' if span else 'q.t'}, {ends}, NULL, q.ends))"
        f" e (at, step, value, told) WHERE e.told AND {_of(declared, p, boxed_from)}"
    )
    lasting = f"SELECT fid, step, value, lead(step) OVER (PARTITION BY fid ORDER BY at) AS next FROM ({events}) q"
    last = (
        "SELECT fid, step, value, lag(value) OVER (PARTITION BY fid ORDER BY step) AS old"
        f" FROM ({lasting}) q WHERE step IS DISTINCT FROM next"
    )
    return (
        f"SELECT fid, step, value FROM ({last}) q WHERE value IS DISTINCT FROM old"
        f" AND step <= {_step('floor', '$2::timestamptz')}"
    )


def _step(rounded: str, moment: str) -> str:
    """The number of a moment's step after `$1`, rounded as that function does."""
    return f"{rounded}(date_part('epoch', {moment} - $1::timestamptz) / $3::int)::int"


def _carried(properties: tuple[Property, ...], told: str) -> str:
    """Rows of `step` and all properties from single changes: what does not change at a step stays as it was."""
    numbers = range(len(properties))
    at_step = ", ".join(
        f"max(value) FILTER (WHERE number = {n}) AS v{n}, bool_or(number = {n}) AS has{n}" for n in numbers
    )
    since = ", ".join(
        f"v{n}, count(*) FILTER (WHERE has{n}) OVER (PARTITION BY fid ORDER BY step) AS since{n}" for n in numbers
    )
    values = ", ".join(
        f'max(v{n}) OVER (PARTITION BY fid, since{n}) AS "{p.name}"' for n, p in zip(numbers, properties, strict=True)
    )
    return (
        f"SELECT fid, step, {values} FROM (SELECT fid, step, {since} FROM"
        f" (SELECT fid, step, {at_step} FROM ({told}) v GROUP BY fid, step) g) w"
    )


def _newest(declared: Declared, p: Property, moment: str, *, rolled: bool) -> str:
    """The newest value of the series `d.id` at a moment, as `t`, `result` and `result_text`; no row when there is none."""
    span = _span(declared, p) or _FOR_EVER
    if rolled:
        return (
            "SELECT o.last_time AS t, o.last AS result, o.last_text AS result_text FROM layers.observations_10min o"
            f" WHERE o.datastream = d.id AND o.bucket <= {moment} AND o.last_time <= {moment}"
            f" AND o.bucket > {moment} - {span} - {_BUCKET} AND o.last_time >= {moment} - {span}"
            " ORDER BY o.bucket DESC LIMIT 1"
        )
    return (
        "SELECT o.phenomenon_time AS t, o.result, o.result_text FROM layers.observations o WHERE o.datastream = d.id"
        f" AND o.phenomenon_time <= {moment} AND o.phenomenon_time >= {moment} - {span}"
        " ORDER BY o.phenomenon_time DESC LIMIT 1"
    )


def _streams(declared: Declared, p: Property, boxed_from: int | None) -> str:
    """The series of a property as `d`, with the device as `f` where its place or its patience is asked for."""
    if boxed_from is None and not isinstance(_patience(declared, p), str):
        return "layers.datastreams d"
    return "layers.datastreams d JOIN layers.devices f ON f.fid = d.device"


def _of(declared: Declared, p: Property, boxed_from: int | None) -> str:
    box = "" if boxed_from is None else " AND " + IN_BOX.format(*range(boxed_from, boxed_from + 4))
    return f"d.layer = '{declared.name}' AND d.property = '{p.name}'{box}"


def _patience(declared: Declared, p: Property) -> object:
    binding = declared.layer.device
    return NEVER if binding is None else binding.feed(p.name).expire_after or binding.expire_after


def _span(declared: Declared, p: Property) -> str | None:
    """How long a value counts as an SQL interval; None: for ever."""
    after = _patience(declared, p)
    if isinstance(after, str):
        return f'make_interval(secs => f."{after}")'
    assert isinstance(after, timedelta)
    return None if after == NEVER else f"interval '{after.total_seconds():.0f} seconds'"


def _value(p: Property, alias: str) -> str:
    """The kept value as finished JSON text."""
    match p.kind:
        case "integer":
            return f"{alias}.result::bigint::text"
        case "boolean":
            return f"({alias}.result <> 0)::text"
        case "number":
            return f"to_json({alias}.result)::text"
        case _:
            return f"to_json({alias}.result_text)::text"


def _nothing(names: tuple[str, ...], *types: str, boxed: bool) -> str:
    """No rows, from parameters of these types and those of the box."""
    every = (*types, *(("float8",) * 4 if boxed else ()))
    given = "".join(f" AND ${number}::{kind} IS NOT NULL" for number, kind in enumerate(every, 1))
    return f"SELECT {', '.join(f'NULL AS "{name}"' for name in names)} WHERE false{given}"

"""The present state of a layer's features as SQL: how readings change it, and how silence empties it.

Beside each observed property stands `<property>_at`, the moment when its value was true. A value is replaced by a newer one
only, property by property, so that late and repeated readings harm nothing.
"""

from __future__ import annotations

from layers.core.binding import NEVER
from layers.core.declared import Declared, Kind, Property

HEARD_AT = "phenomenon_time"
"""The observed property that every layer with a state has: the newest of the moments beside its values."""

STATE_TYPES: dict[Kind, str] = {
    "string": "text",
    "code": "text",
    "integer": "integer",
    "number": "double precision",
    "boolean": "boolean",
    "datetime": "timestamptz",
}
"""The PostgreSQL type of an observed property; others cannot be observed."""


def kept(declared: Declared) -> tuple[Property, ...]:
    """The observed properties that have a value and a moment, in their order."""
    return tuple(p for p in declared.observed if p.name != HEARD_AT)


def moment_column(name: str) -> str:
    """The column with the moment of an observed property."""
    return f"{name}_at"


def state_statement(declared: Declared) -> str:
    """The statement that writes readings of many features at once.

    Parameters: `$1` the numbers (`fid`) of the features, each once, ascending (so that two writers cannot block each other);
    then for each of `kept(declared)` two arrays of the same length: values, and the moments when they were true (both null
    where the feature has none). Values that are out of date already are kept as null with their moment.
    """
    properties = kept(declared)
    types = ["$1::bigint[]"]
    names = ["fid"]
    for number, p in enumerate(properties):
        types += [f"${2 + 2 * number}::{STATE_TYPES[p.kind]}[]", f"${3 + 2 * number}::timestamptz[]"]
        names += [f'"{p.name}"', f'"{moment_column(p.name)}"']
    columns = ", ".join(["fid", HEARD_AT, *names[1:]])
    moments = ", ".join(f'u."{moment_column(p.name)}"' for p in properties)
    values = ", ".join(f'{_fresh(declared, p)}, u."{moment_column(p.name)}"' for p in properties)
    updates = ",\n    ".join(
        f'"{p.name}" = CASE WHEN {_newer(p)} THEN excluded."{p.name}" ELSE s."{p.name}" END,'
        f' "{_at(p)}" = greatest(s."{_at(p)}", excluded."{_at(p)}")'
        for p in properties
    )
    return (
        f'INSERT INTO layers."{declared.name}_state" AS s ({columns})\n'
        f"SELECT u.fid, greatest({moments}), {values}\n"
        f"FROM unnest({', '.join(types)}) u ({', '.join(names)})\n"
        f"ON CONFLICT (fid) DO UPDATE SET {HEARD_AT} = greatest(s.{HEARD_AT}, excluded.{HEARD_AT}),\n    {updates}\n"
        f"WHERE {' OR '.join(_newer(p) for p in properties)}"
    )


def silence_statement(declared: Declared) -> str:
    """The statement that empties values which are older than they may be; '' for a layer whose values never are."""
    stale = [(p, condition) for p in kept(declared) if (condition := _stale(declared, p))]
    if not stale:
        return ""
    state = f'layers."{declared.name}_state"'
    through = declared.layer.device is not None and isinstance(declared.layer.device.expire_after, str)
    source = f' FROM layers."{declared.name}" f WHERE f.fid = s.fid AND' if through else " WHERE"
    sets = ", ".join(f'"{p.name}" = CASE WHEN {old} THEN NULL ELSE s."{p.name}" END' for p, old in stale)
    return f"UPDATE {state} s SET {sets}{source} ({' OR '.join(f'({old})' for _, old in stale)})"


def dated_statement(declared: Declared) -> str:
    """The statement that gives every value without a moment the one of its row, after a load that knew no others."""
    properties = kept(declared)
    sets = ", ".join(
        f'"{_at(p)}" = CASE WHEN "{p.name}" IS NULL THEN "{_at(p)}" ELSE coalesce("{_at(p)}", {HEARD_AT}) END'
        for p in properties
    )
    undated = " OR ".join(f'("{p.name}" IS NOT NULL AND "{_at(p)}" IS NULL)' for p in properties)
    return f'UPDATE layers."{declared.name}_state" SET {sets} WHERE {undated}'


def _at(p: Property) -> str:
    return moment_column(p.name)


def _newer(p: Property) -> str:
    return f'excluded."{_at(p)}" > coalesce(s."{_at(p)}", \'-infinity\')'


def _span(declared: Declared, p: Property) -> str | None:
    """How long a value stays true as an SQL interval; None: for ever."""
    binding = declared.layer.device
    if binding is None:
        return None
    after = binding.feed(p.name).expire_after or binding.expire_after
    if isinstance(after, str):
        return f'make_interval(secs => f."{after}")'
    return None if after == NEVER else f"interval '{after.total_seconds():.0f} seconds'"


def _fresh(declared: Declared, p: Property) -> str:
    span = _span(declared, p)
    if span is None or "f." in span:
        return f'u."{p.name}"'
    return f'CASE WHEN u."{_at(p)}" >= now() - {span} THEN u."{p.name}" END'


def _stale(declared: Declared, p: Property) -> str:
    span = _span(declared, p)
    return f's."{p.name}" IS NOT NULL AND coalesce(s."{_at(p)}", s.{HEARD_AT}) < now() - {span}' if span else ""

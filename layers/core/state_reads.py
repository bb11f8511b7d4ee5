"""Reads of the present state of features as SQL: what a map needs to colour and label them, and nothing more.

Everything is columnar: one list per property, the n-th entry of each being of the n-th feature.
"""

from __future__ import annotations

from layers.core.declared import Declared, Property
from layers.core.feature_text import value_text
from layers.core.states import HEARD_AT

FID = "fid"
"""The first column: the numbers of the features, as they stand in tiles."""

PLACE = ("west", "south", "east", "north")
"""The columns of a feature's box in Web Mercator; null where it has no place."""


def shown(declared: Declared) -> tuple[Property, ...]:
    """The observed properties that colour or label the layer; the reader must be let to read them."""
    names = (declared.style.by, declared.style.label)
    return tuple(p for p in declared.observed if p.name in names and p.name != HEARD_AT and not p.private)


def columns(declared: Declared) -> tuple[str, ...]:
    """The names of the columns of a state: the number, when it was heard (seconds since 1970), what is shown."""
    return (FID, HEARD_AT, *(p.name for p in shown(declared)))


def present_of_statement(declared: Declared) -> str:
    """Rows of `columns(declared)` and `PLACE` for those of the features `$1` (numbers) that there are, by number.

    A feature without a state has null in every column but the first.
    """
    values = [f"to_json({p.column})#>>'{{}}'" if p.kind == "datetime" else p.column for p in shown(declared)]
    named = "".join(f', {value} AS "{p.name}"' for value, p in zip(values, shown(declared), strict=True))
    corners = ", ".join(
        f"ext.ST_{corner}(f.geom_3857) AS {name}"
        for corner, name in zip(("XMin", "YMin", "XMax", "YMax"), PLACE, strict=True)
    )
    return (
        f"SELECT f.fid, {_seconds(f's.{HEARD_AT}')} AS {HEARD_AT}{named}, {corners}"
        f" FROM {declared.from_sql} WHERE f.fid = ANY ($1::bigint[]) ORDER BY f.fid"
    )


def present_statement(declared: Declared, *, boxed: bool) -> str:
    """One row with `state` (bytes): every feature that has a state, as a JSON object of `columns(declared)`, by number.

    `boxed` has only those in the box `$1` to `$4` (west, south, east, north in Web Mercator).
    """
    source = f'layers."{declared.name}_state" s'
    if boxed:
        source += f' JOIN layers."{declared.name}" f ON f.fid = s.fid WHERE {IN_BOX.format(1, 2, 3, 4)}'
    values = "".join(f', {value_text(p)} AS "{p.name}"' for p in shown(declared))
    return columnar(
        columns(declared),
        f"SELECT s.fid, {_seconds(f's.{HEARD_AT}')} AS {HEARD_AT}{values} FROM {source} ORDER BY s.fid",
    )


IN_BOX = "f.geom_3857 OPERATOR(ext.&&) ext.ST_MakeEnvelope(${}::float8, ${}::float8, ${}::float8, ${}::float8, 3857)"
"""The condition that a feature's box meets a given one; takes the numbers of four parameters."""


def columnar(names: tuple[str, ...], rows: str) -> str:
    """The statement whose one value `state` (bytes) is the JSON object of the columns `names` of `rows`, in their order.

    Each column of `rows` is a number or finished JSON text; null is told as such.
    """
    parts = "||'],'||".join(
        f"""'"{name}":['||coalesce(string_agg(coalesce(r."{name}"::text, 'null'), ','), '')""" for name in names
    )
    return f"SELECT convert_to('{{'||{parts}||']}}', 'UTF8') AS state FROM ({rows} OFFSET 0) r"


def _seconds(moment: str) -> str:
    return f"floor(extract(epoch FROM {moment}))::bigint"

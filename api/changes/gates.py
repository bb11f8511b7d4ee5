"""Layers that are seen through another one: a zone of a draft plan appears with the decision on the plan, not on itself.

What a change of the other layer shows or hides is not in the log of this one, so a follower hears of it from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from api.changes.log import Logged
from api.changes.rows import Rows, ended, there
from api.working import Working
from layers.core.declared import Declared
from layers.core.roles import ADMINISTRATOR, Role


def gate(layer: Declared, role: Role) -> tuple[str, str] | None:
    """The reference of `layer` and the layer behind it that decides what `role` sees; None when nothing else does."""
    rule = layer.layer.access.reading(role)
    return rule.rows.through if rule and rule.rows else None


async def turned(
    working: Working, reading: Rows, layer: Declared, through: tuple[str, str], logged: Iterable[Logged]
) -> tuple[list[Logged], frozenset[UUID]]:
    """The features of `layer` that the entries of the gate's log made seen or unseen, as entries of their own.

    Beside them the ids of those that were seen before. What was seen for a part of the time only is told too, also when it is
    seen now as it was in the beginning: nobody knows when in between the follower has read the layer.
    """
    reference, behind = through
    first: dict[UUID, Logged] = {}
    last: dict[UUID, Logged] = {}
    for entry in logged:
        first.setdefault(entry.feature, entry)
        last[entry.feature] = entry
    if not last:
        return [], frozenset()
    asked = ended(behind, first.values())
    before = {row["id"]: row["versions"] for row in await reading.rows(asked)}
    now = await there(reading, behind, list(last))
    if not before and not now:
        return [], frozenset()
    # Whatever lies behind the gate, seen or not, is found with all rights; only its ids go on from here.
    async with working.service() as connection, connection.transaction(readonly=True):
        await connection.execute(f"SET LOCAL ROLE {ADMINISTRATOR.group}")
        every = {row["id"]: row["versions"] for row in await connection.fetch(asked.sql, *asked.values)}
        flipped = [
            one
            for one in last
            if (one in before or one in now) and not (one in now and before.get(one, 0) == every.get(one))
        ]
        rows = await connection.fetch(_behind_sql(layer.name, reference), flipped) if flipped else []
    entries = [
        replace(last[row["behind"]], layer=layer.name, operation="update", feature=row["id"], version=row["version"])
        for row in rows
    ]
    return entries, frozenset(row["id"] for row in rows if row["behind"] in before)


def _behind_sql(layer: str, reference: str) -> str:
    """The features that refer to those in $1, and those that have done so in a version of their past."""
    return (
        f'SELECT f.id, f.version, f."{reference}" AS behind FROM layers."{layer}" f'
        f' WHERE f."{reference}" = ANY($1::uuid[]) UNION ALL'
        f' (SELECT DISTINCT ON (h.id, h."{reference}") h.id, h.version, h."{reference}" FROM layers."{layer}_history" h'
        f' WHERE h."{reference}" = ANY($1::uuid[])'
        f' AND NOT EXISTS (SELECT FROM layers."{layer}" f WHERE f.id = h.id AND f."{reference}" = h."{reference}")'
        f' ORDER BY h.id, h."{reference}", h.version DESC)'
    )

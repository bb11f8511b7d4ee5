"""What a follower is told: the newest state of each changed feature, as far as its rights let it see.

The log itself is read as the service, which sees everything; each feature is then asked for with the follower's own rights. A
feature that is not there for it any more is told as deleted only if a version of it was there before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from api.changes.gates import gate, turned
from api.changes.log import Logged, Operation
from api.changes.rows import Rows, seen_before
from api.working import Working
from layers.core.access import limited
from layers.core.crs import CRS84, Crs
from layers.core.declared import Declared
from layers.core.feature_text import feature_text
from layers.core.roles import Role
from layers.core.statement import Statement


@dataclass(frozen=True, slots=True)
class Entry:
    """A changed feature: `feature` is its GeoJSON text, None when it is deleted. `said` is the newest entry of the log."""

    operation: Operation
    version: int
    feature: bytes | None
    said: Logged


def followed(layer: Declared, role: Role) -> tuple[str, ...]:
    """The layers whose entries in the log tell what `role` sees of `layer`."""
    through = gate(layer, role)
    return (layer.name, through[1]) if through else (layer.name,)


async def entries(
    working: Working, reading: Rows, layer: Declared, role: Role, logged: Iterable[Logged], crs: Crs = CRS84
) -> list[Entry]:
    """The features of `layer` in the log's order, each once; `layer` is the layer as `role`, which reads, sees it."""
    said = list(logged)
    through = gate(layer, role)
    shown: frozenset[UUID] = frozenset()
    if through is not None:
        others, shown = await turned(working, reading, layer, through, (e for e in said if e.layer == through[1]))
        said = sorted((*(e for e in said if e.layer == layer.name), *others), key=lambda e: (e.txid, e.seq))
    first: dict[UUID, Logged] = {}
    last: dict[UUID, Logged] = {}
    for entry in said:
        if entry.layer == layer.name:
            first.setdefault(entry.feature, entry)
            last.pop(entry.feature, None)
            last[entry.feature] = entry
    if not last:
        return []
    rows = await reading.rows(Statement(_features_sql(layer, crs), (list(last),)))
    there = {row["id"]: row for row in rows}
    before = shown | await seen_before(reading, layer.name, first.values()) if limited(layer) else frozenset(last)
    found: list[Entry] = []
    for identifier, entry in last.items():
        row = there.get(identifier)
        new = first[identifier].operation == "create" or identifier not in before
        if row is not None:
            found.append(Entry("create" if new else "update", row["version"], row["feature"], entry))
        elif identifier in before:
            found.append(Entry("delete", entry.version, None, entry))
    return found


def instant(at: dt.datetime) -> str:
    """The time as it stands in answers: RFC 3339 in UTC."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _features_sql(layer: Declared, crs: Crs) -> str:
    text = feature_text(layer, crs, None, True)
    return (
        f"SELECT f.id, f.version, convert_to({text}, 'UTF8') AS feature FROM {layer.from_sql}"
        " WHERE f.id = ANY($1::uuid[])"
    )

"""What is there, and what was there before, in the eyes of a follower."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from uuid import UUID

from api.changes.log import Logged
from layers.core.statement import Statement


class Rows(Protocol):
    """What reads with the rights of the follower."""

    async def rows(self, statement: Statement, /) -> Sequence[Any]:
        """All rows of the answer."""
        ...


async def there(reading: Rows, layer: str, ids: Sequence[UUID]) -> frozenset[UUID]:
    """Those of the features that the follower sees now."""
    sql = f'SELECT f.id FROM layers."{layer}" f WHERE f.id = ANY($1::uuid[])'
    return frozenset(row["id"] for row in await reading.rows(Statement(sql, (list(ids),))))


async def seen_before(reading: Rows, layer: str, first: Iterable[Logged]) -> frozenset[UUID]:
    """The features of which the follower may see a version that these entries, or later ones, have put an end to."""
    sql = (
        "SELECT g.id FROM unnest($1::uuid[], $2::integer[]) g(id, since)"
        f' WHERE EXISTS (SELECT FROM layers."{layer}_history" h WHERE h.id = g.id AND h.version >= g.since)'
    )
    return frozenset(row["id"] for row in await reading.rows(Statement(sql, _since(first))))


def ended(layer: str, first: Iterable[Logged]) -> Statement:
    """How many versions these entries, or later ones, have put an end to, by feature; of those that whoever asks may see."""
    sql = (
        "SELECT g.id, count(*) AS versions FROM unnest($1::uuid[], $2::integer[]) g(id, since)"
        f' JOIN layers."{layer}_history" h ON h.id = g.id AND h.version >= g.since GROUP BY g.id'
    )
    return Statement(sql, _since(first))


def _since(first: Iterable[Logged]) -> tuple[list[UUID], list[int]]:
    """The features, and the version of each that its entry has put an end to (or, of a new one, made)."""
    ids: list[UUID] = []
    versions: list[int] = []
    for entry in first:
        ids.append(entry.feature)
        versions.append(entry.version - 1 if entry.operation == "update" else entry.version)
    return ids, versions

"""What of the news a reader may hear where a role sees only some rows: PostgreSQL's row policies say it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from api.auth.identity import Identity
from api.live.news import News
from api.working import Working
from layers.core.history import history_table

type Told = dict[tuple[str, UUID], str | None]


async def told(working: Working, identity: Identity | None, news: Iterable[News]) -> Told:
    """As which operation each of `news` is told to somebody, None for not at all.

    A feature that comes into sight is told as created, one that leaves it as deleted. Errors as `Working.transaction`.
    """
    by_layer: dict[str, list[News]] = {}
    for one in news:
        by_layer.setdefault(one.layer, []).append(one)
    found: Told = {}
    if not by_layer:
        return found
    async with working.transaction(identity, read_only=True) as connection:
        for layer, listed in by_layer.items():
            present = [one.id for one in listed if one.exists]
            seen_now = await connection.fetch(f'SELECT id FROM layers."{layer}" WHERE id = ANY ($1)', present)
            past = [one for one in listed if one.earlier is not None]
            seen_then = await connection.fetch(
                f'SELECT h.id FROM layers."{history_table(layer)}" h'
                " JOIN unnest($1::uuid[], $2::int[]) asked(id, version) ON h.id = asked.id AND h.version = asked.version",
                [one.id for one in past],
                [one.earlier for one in past],
            )
            now, then = {row["id"] for row in seen_now}, {row["id"] for row in seen_then}
            for one in listed:
                found[layer, one.id] = _op(before=one.id in then, now=one.id in now)
    return found


def _op(*, before: bool, now: bool) -> str | None:
    if now:
        return "update" if before else "create"
    return "delete" if before else None

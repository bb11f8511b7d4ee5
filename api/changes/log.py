"""Reading the change log in order and without gaps.

Numbers are given before transactions commit, so the newest numbers are no safe place to stand. What lies behind the oldest
transaction that still writes (`layers.log_horizon`) is complete: nothing can appear there any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from api.database import Connection

type Box = tuple[float, float, float, float]
Operation = Literal["create", "update", "delete"]

SCANNED = 20_000
"""How many entries of all layers one reading looks at, at most."""

_AFTER = """layers.changes c
        WHERE (c.txid, c.seq) > ($1::text::xid8, $2::bigint) AND c.txid < (SELECT horizon FROM edge)
        ORDER BY c.txid, c.seq"""
_WINDOW = f"""
WITH edge AS MATERIALIZED (
    SELECT layers.log_horizon() AS horizon
), taken AS MATERIALIZED (
    SELECT * FROM (SELECT * FROM {_AFTER} LIMIT {SCANNED}) s
    WHERE s.layer = ANY($3::text[]) AND s.operation IN ('create', 'update', 'delete', 'truncate')
    ORDER BY s.txid, s.seq LIMIT $4::bigint
)
SELECT layers.log_epoch() AS epoch, (SELECT horizon FROM edge)::text AS horizon,
       r.txid::text AS last_txid, r.seq AS last_seq,
       EXISTS (SELECT FROM layers.log_pruned p WHERE p.layer = ANY($3::text[])
               AND (p.txid, p.seq) > ($1::text::xid8, $2::bigint)) AS pruned,
       t.txid::text AS txid, t.seq, t.at, t.layer, t.operation, t.feature_id, t.version, t.actor, t.client,
       t.bbox, t.bbox_before
FROM (SELECT 1) one
LEFT JOIN (
    SELECT f.txid, f.seq FROM (SELECT c.txid, c.seq FROM {_AFTER} OFFSET {SCANNED - 1} LIMIT 1) f
    WHERE (SELECT count(*) FROM taken) < $4::bigint
) r ON true
LEFT JOIN taken t ON true ORDER BY t.txid, t.seq
"""
_NOW = "SELECT layers.log_epoch() AS epoch, layers.log_horizon()::text AS horizon"


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the log: what happened to which feature, and where (EPSG:3857: west, south, east, north)."""

    txid: int
    seq: int
    at: dt.datetime
    layer: str
    operation: Operation
    feature: UUID
    version: int
    actor: str | None
    client: str | None
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """What follows a position: entries in order, the position reached, and whether there is more already.

    `lost` says that the log cannot tell what happened since: its entries are pruned, or the layer was emptied at once.
    """

    epoch: str
    entries: tuple[Logged, ...]
    txid: int
    seq: int
    more: bool
    lost: bool


async def window(connection: Connection, txid: int, seq: int, layers: Collection[str], most: int) -> Window:
    """The next entries of `layers` after the position, `most` at most. The connection is one of the service."""
    rows = await connection.fetch(_WINDOW, str(txid), seq, list(layers), most)
    head = rows[0]
    entries = tuple(
        Logged(
            int(row["txid"]), row["seq"], row["at"], row["layer"], row["operation"], row["feature_id"], row["version"],
            row["actor"], row["client"], tuple(tuple(box) for box in (row["bbox"], row["bbox_before"]) if box),
        )
        for row in rows
        if row["feature_id"] is not None
    )  # fmt: skip
    lost = head["pruned"] or any(row["operation"] == "truncate" for row in rows)
    if len(entries) == most:
        reached, more = (entries[-1].txid, entries[-1].seq), True
    elif head["last_txid"] is not None:
        reached, more = (int(head["last_txid"]), head["last_seq"]), True
    else:
        reached, more = max((int(head["horizon"]), 0), (txid, seq)), False
    return Window(head["epoch"], entries, *reached, more, lost)


async def position_now(connection: Connection) -> tuple[str, int]:
    """The epoch of the log, and the transaction before which everything is settled."""
    row = await connection.fetchrow(_NOW)
    assert row is not None
    return row["epoch"], int(row["horizon"])

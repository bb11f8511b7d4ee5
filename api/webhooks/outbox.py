"""Filling the outbox: what the log says since a subscription's own place in it becomes messages, and the place moves on.

Messages and place are written in one transaction, so that a change is in exactly one message of a subscription, whatever
process dies when. Features are read with the rights of the subscription's account, at the time of filling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.auth import Identity
from api.changes.entries import Entry, entries, followed
from api.changes.log import Box, Logged, position_now, window
from api.database import Database
from api.webhooks import messages
from api.working import Reading, Working
from layers.core.access import seen_by
from layers.core.declared import Declared
from layers.core.roles import PUBLIC, Role
from layers.core.wkb import mercator

MOST_CHANGES = 100
"""Lines of the log in one message, at most."""

MOST_PENDING = 1_000
"""Messages that wait for one receiver; while there are so many, the log itself keeps the rest."""

_IDLE_TRANSACTIONS = 5_000
_BEFORE_ALL = -1
_SUBSCRIPTION = """
SELECT s.id, s.account, s.layers, s.operations, s.bbox, s.epoch, s.txid::text AS txid, s.seq,
       a.role, a.ward_code, a.stamp, a.active AS account_active,
       (SELECT count(*) FROM layers.webhook_deliveries d WHERE d.subscription = s.id AND d.status = 'pending') AS pending
FROM layers.webhook_subscriptions s LEFT JOIN auth.accounts a ON a.name = s.account
WHERE s.id = $1::uuid AND s.active
"""
_ADD = """
INSERT INTO layers.webhook_deliveries (subscription, txid, seq, body) VALUES ($1::uuid, $2::text::xid8, $3::bigint, $4)
"""
_MOVE = """
UPDATE layers.webhook_subscriptions SET epoch = $5, txid = $6::text::xid8, seq = $7::bigint
WHERE id = $1::uuid AND active AND epoch = $2 AND txid = $3::text::xid8 AND seq = $4::bigint RETURNING true
"""
_ORPHANED = """
UPDATE layers.webhook_subscriptions SET active = false, disabled_at = now(), disabled_why = 'account' WHERE id = $1::uuid
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a subscription asks for: the layers as its account sees them, operations (none: all), and a box (none: all)."""

    role: Role
    layers: Mapping[str, Declared]
    operations: frozenset[str]
    box: Box | None

    def logs(self) -> set[str]:
        """The layers whose log tells of it."""
        return {name for layer in self.layers.values() for name in followed(layer, self.role)}

    def meets(self, logged: Iterable[Logged]) -> frozenset[tuple[str, UUID]]:
        """The features, by layer and id, of which an entry lies in the box."""
        return frozenset((e.layer, e.feature) for e in logged if self.box is None or any(map(self._touches, e.boxes)))

    def _touches(self, box: Box) -> bool:
        assert self.box is not None
        west, south, east, north = self.box
        return box[0] <= east and box[2] >= west and box[1] <= north and box[3] >= south


class Outbox:
    """The outbox of all subscriptions over `layers`."""

    def __init__(self, working: Working, database: Database, layers: Mapping[str, Declared]) -> None:
        self._working = working
        self._database = database
        self._layers = layers

    async def fill(self, subscription: UUID) -> bool:
        """Write one more message for a subscription if there is something to tell; whether there may be more at once."""
        async with self._working.service() as connection:
            row = await connection.fetchrow(_SUBSCRIPTION, subscription)
            if row is None or row["pending"] >= MOST_PENDING:
                return False
            if row["account"] is not None and not row["account_active"]:
                await connection.execute(_ORPHANED, subscription)
                return False
            wanted = self._wanted(row)
            place = (int(row["txid"]), row["seq"])
            seen = await window(connection, *place, wanted.logs(), MOST_CHANGES)
            if seen.epoch != row["epoch"] or seen.lost:
                epoch, horizon = await position_now(connection)
                await self._write(row, epoch, horizon, _BEFORE_ALL, messages.start_over(row["layers"]))
                return True
        told = await self._told(row, wanted, seen.entries)
        if told or seen.entries or seen.more or seen.txid - place[0] > _IDLE_TRANSACTIONS:
            await self._write(row, seen.epoch, seen.txid, seen.seq, messages.changed(told) if told else None)
        return seen.more

    async def _write(self, row: Any, epoch: str, txid: int, seq: int, body: str | None) -> None:
        """Move the place on, and add the message; nothing when another process has moved it meanwhile."""
        async with self._working.service() as connection, connection.transaction():
            here = (row["id"], row["epoch"], row["txid"], row["seq"])
            moved = await connection.fetchval(_MOVE, *here, epoch, str(txid), seq)
            if moved and body is not None:
                await connection.execute(_ADD, row["id"], str(txid), seq, body)

    def _wanted(self, row: Any) -> Wanted:
        role = Role(row["role"]) if row["account"] is not None else PUBLIC
        names: Sequence[str] = row["layers"] or tuple(self._layers)
        found = {name: seen_by(self._layers[name], role) for name in names if name in self._layers}
        layers = {name: seen for name, seen in found.items() if seen is not None and not seen.view}
        box = None
        if row["bbox"] is not None:
            west, south, east, north = row["bbox"]
            box = (*mercator(west, south), *mercator(east, north))
        return Wanted(role, layers, frozenset(row["operations"]), box)

    async def _told(self, row: Any, wanted: Wanted, logged: Sequence[Logged]) -> list[Entry]:
        if not logged:
            return []
        reading: Database | Reading = self._database
        if row["account"] is not None:
            account = Identity(
                name=row["account"], role=wanted.role, ward=row["ward_code"], client="webhook", stamp=row["stamp"]
            )
            reading = Reading(self._working, account)
        inside = wanted.meets(logged)
        found: list[Entry] = []
        for layer in wanted.layers.values():
            logs = followed(layer, wanted.role)
            mine = [entry for entry in logged if entry.layer in logs]
            if mine:
                found += await entries(self._working, reading, layer, wanted.role, mine)
        found = [
            entry
            for entry in found
            if (not wanted.operations or entry.operation in wanted.operations)
            and (wanted.box is None or self._inside(wanted, entry, inside))
        ]
        return sorted(found, key=lambda entry: (entry.said.txid, entry.said.seq))

    @staticmethod
    def _inside(wanted: Wanted, entry: Entry, inside: frozenset[tuple[str, UUID]]) -> bool:
        if (entry.said.layer, entry.said.feature) in inside:
            return True
        return bool(wanted.meets((entry.said,)))

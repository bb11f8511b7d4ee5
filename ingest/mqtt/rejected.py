"""Messages that could not be used: kept with their bytes and the reason, so that they can be seen, and replayed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.mqtt.inbox import Message
from ingest.mqtt.understanding import Refusal, digest
from layers.core.statement import Statement

MOST_AN_HOUR = 1_000
"""Different messages of one topic that are kept in an hour; the others are counted only."""

MOST_BYTES_AN_HOUR = 16 * 1024 * 1024
"""Of all topics together, with what a row costs beside its payload; so 90 days of it fit on a disk."""

_HOUR = 3600.0
_ROW_BYTES = 500
_LONGEST = 2_000
_KEEP = """INSERT INTO layers.rejected_messages AS r
    (digest, reason, detail, topic, payload, client, first_at, last_at, times)
SELECT u.digest, u.reason, u.detail, u.topic, u.payload, $6, u.at, u.at, u.times
FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::bytea[], $7::timestamptz[], $8::integer[])
    u (digest, reason, detail, topic, payload, at, times)
ORDER BY u.digest, u.reason
ON CONFLICT (digest, reason) DO UPDATE SET detail = excluded.detail, last_at = excluded.last_at,
    times = r.times + excluded.times, replayed_at = NULL, outcome = NULL"""


@dataclass(slots=True)
class _Row:
    message: Message
    detail: str
    times: int = 1


class Rejections:
    """Gathers what is rejected, within the bounds of each topic."""

    def __init__(self, client: str) -> None:
        self._client = client
        self._hour = 0
        self._kept: Counter[str] = Counter()
        self._bytes = 0

    def statement(self, refused: Iterable[tuple[Message, Refusal]]) -> Statement | None:
        """The statement that keeps them; None when there are none to keep."""
        rows: dict[tuple[bytes, str], _Row] = {}
        for message, refusal in refused:
            key = (digest(message), refusal.reason)
            row = rows.get(key)
            if row is None:
                if self._may(message):
                    rows[key] = _Row(message, refusal.detail)
                continue
            if message is not row.message:
                row.message = message
                row.times += 1
            if refusal.detail not in row.detail:
                row.detail = f"{row.detail}; {refusal.detail}"[:_LONGEST]
        if not rows:
            return None
        values = (
            [key[0] for key in rows],
            [key[1] for key in rows],
            [row.detail for row in rows.values()],
            [_text(row.message.topic) for row in rows.values()],
            [row.message.payload for row in rows.values()],
            self._client,
            [row.message.arrived for row in rows.values()],
            [row.times for row in rows.values()],
        )
        return Statement(_KEEP, values)

    def _may(self, message: Message) -> bool:
        hour = int(time.monotonic() / _HOUR)
        if hour != self._hour:
            self._hour, self._bytes = hour, 0
            self._kept.clear()
        cost = len(message.payload) + _ROW_BYTES
        if self._kept[message.topic] >= MOST_AN_HOUR or self._bytes + cost > MOST_BYTES_AN_HOUR:
            return False
        self._kept[message.topic] += 1
        self._bytes += cost
        return True


def _text(topic: str) -> str:
    """A topic as a text column takes it."""
    return topic.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")

"""Rejected messages: what there is of them, and reading them again when what was wrong has been mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import class_row, dict_row

from ingest.mqtt.blame import is_of_data
from ingest.mqtt.inbox import Message
from ingest.mqtt.writer import Writer

_WHERE = """WHERE (%(ids)s::bigint[] IS NULL OR id = ANY (%(ids)s))
  AND (%(reason)s::text IS NULL OR reason = %(reason)s) AND (%(topic)s::text IS NULL OR topic LIKE %(topic)s)
  AND (%(replayed)s OR replayed_at IS NULL)"""
_LIST = f"SELECT * FROM layers.rejected_messages {_WHERE} ORDER BY last_at DESC, id DESC LIMIT %(most)s"
_IDS = f"SELECT array_agg(id ORDER BY first_at, id) FROM layers.rejected_messages {_WHERE}"
_COUNT = f"""SELECT reason, count(*) AS messages, sum(times) AS times FROM layers.rejected_messages {_WHERE}
GROUP BY 1 ORDER BY 2 DESC"""
_DONE = "UPDATE layers.rejected_messages SET replayed_at = now(), outcome = %s WHERE id = %s"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A message as it is kept."""

    id: int
    digest: bytes
    reason: str
    detail: str
    topic: str
    payload: bytes
    client: str | None
    first_at: dt.datetime
    last_at: dt.datetime
    times: int
    replayed_at: dt.datetime | None
    outcome: str | None


@dataclass(frozen=True, kw_only=True)
class Which:
    """Which messages are meant: all that have not been replayed, narrowed by what is given. `topic` is a pattern as MQTT has
    them, with `+` and `#`.
    """

    ids: tuple[int, ...] = ()
    reason: str | None = None
    topic: str | None = None
    replayed: bool = False

    def values(self) -> dict[str, Any]:
        """For the statements."""
        topic = self.topic
        if topic is not None:
            topic = (
                topic.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("+", "%").replace("#", "%")
            )
        return {
            "ids": list(self.ids) or None,
            "reason": self.reason,
            "topic": topic,
            "replayed": self.replayed or bool(self.ids),
        }


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of one message."""

    id: int
    kept: int
    repeated: int
    refused: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """In one line, as it is kept with the message."""
        said = f"{self.kept} kept, {self.repeated} there already"
        return f"{said}; refused: {'; '.join(self.refused)}"[:600] if self.refused else said


def rejected(url: str, which: Which, most: int) -> list[Rejected]:
    """The newest of them, at most `most`."""
    with psycopg.connect(url) as connection, connection.cursor(row_factory=class_row(Rejected)) as cursor:
        return cursor.execute(_LIST, {**which.values(), "most": most}).fetchall()


def counted(url: str, which: Which) -> list[dict[str, Any]]:
    """How many there are by reason."""
    with psycopg.connect(url) as connection, connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_COUNT, which.values()).fetchall()


def replay(url: str, which: Which) -> Iterator[Replayed]:
    """Read them again, the oldest first, as if they had come when they came; each in a transaction of its own. One that is
    refused again stays to be replayed. psycopg.OperationalError when the database is away.
    """
    writer = Writer(url, "dongha rejected", keeps_rejected=False)
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            row = connection.execute(_IDS, which.values()).fetchone()
            ids: Sequence[int] = (row[0] if row else None) or ()
            for number in ids:
                outcome = _again(connection, writer, number)
                if outcome.refused:
                    connection.execute(
                        "UPDATE layers.rejected_messages SET outcome = %s WHERE id = %s", [outcome.outcome, number]
                    )
                else:
                    connection.execute(_DONE, [outcome.outcome, number])
                yield outcome
    finally:
        writer.close()


def _again(connection: psycopg.Connection[Any], writer: Writer, number: int) -> Replayed:
    row = connection.execute(
        "SELECT topic, payload, first_at FROM layers.rejected_messages WHERE id = %s", [number]
    ).fetchone()
    if row is None:
        return Replayed(number, 0, 0, ("gone",))
    topic, payload, first_at = row
    try:
        written = writer.write([Message(topic, bytes(payload), first_at, again=True)])
    except psycopg.Error as error:
        if not is_of_data(error):
            raise
        return Replayed(number, 0, 0, (" ".join(str(error).split()),))
    return Replayed(
        number,
        written.kept,
        written.repeated,
        tuple(f"{refusal.reason}: {refusal.detail}" for _, refusal in written.refused),
    )

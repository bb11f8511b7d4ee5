"""The desk of the commands in tests: a dispatcher that is turned by hand, and what a lamp would answer."""

from __future__ import annotations

import json
import uuid
from typing import Any

import psycopg

from ingest.mqtt.dispatch import Dispatcher
from ingest.mqtt.session import Away
from tests.integration.street import Street


class Paper:
    """Stands for the session with the broker: keeps what is published, or is away."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any], int]] = []
        self.away = False

    def publish(self, topic: str, payload: bytes, expires_s: int) -> None:
        if self.away:
            raise Away("away")
        self.sent.append((topic, json.loads(payload), expires_s))


class Desk:
    """One dispatcher that is turned by hand, as the login of the ingest."""

    def __init__(self, town: Street) -> None:
        self.paper = Paper()
        self._town = town
        self._dispatcher = Dispatcher(town.login, self.paper)
        self._connection = psycopg.connect(town.login, autocommit=True)

    def turn(self) -> list[tuple[str, dict[str, Any], int]]:
        """What one round publishes."""
        self.paper.sent.clear()
        self._dispatcher.turn(self._connection)
        return list(self.paper.sent)

    def command(self, action: str, value: float | None = None, lamp: int = 0, layer: str = "street_lamps") -> uuid.UUID:
        """A new command for one feature, as the owner of the database gives it."""
        code = f"DEN-{lamp:04d}" if layer == "street_lamps" else f"LU-{lamp}"
        return self._town.value(
            "INSERT INTO layers.commands (target_layer, target_id, action, value, reason)"
            " SELECT d.layer, d.feature_id, %s, %s, 'test' FROM layers.devices d WHERE d.layer = %s AND d.key = %s"
            " RETURNING id",
            action,
            value,
            layer,
            code,
        )

    def state(self, command: uuid.UUID) -> tuple[str, int, str | None]:
        """Status, attempts and answer."""
        (row,) = self._town.sql(
            "SELECT s.status, s.attempts, s.answer FROM layers.commands c JOIN layers.commands_state s USING (fid)"
            " WHERE c.id = %s",
            command,
        )
        return row[0], row[1], row[2]

    def steps(self, command: uuid.UUID) -> list[str]:
        """The audit of a command."""
        rows = self._town.sql("SELECT status FROM layers.command_events WHERE command_id = %s ORDER BY at", command)
        return [status for (status,) in rows]

    def tried(self, command: uuid.UUID, seconds: int) -> None:
        """Pretend that the command was tried so long ago."""
        self._town.sql(
            "UPDATE layers.commands_state s SET attempts_at = now() - make_interval(secs => %s),"
            " sent_at = now() - make_interval(secs => %s) FROM layers.commands c WHERE c.fid = s.fid AND c.id = %s",
            seconds,
            seconds,
            command,
        )

    def overdue(self, command: uuid.UUID) -> None:
        """Pretend that the time of the command is over."""
        self._town.sql("UPDATE layers.commands SET expires_at = now() - interval '1 s' WHERE id = %s", command)

    def answer(self, command: uuid.UUID, outcome: str, lamp: int = 0) -> None:
        """What a lamp's device answers."""
        self._town.sql(
            "SELECT layers.take_answers(ARRAY[%s::uuid], ARRAY[%s], ARRAY[now()], ARRAY['ok'], ARRAY[feature_id])"
            " FROM layers.devices WHERE layer = 'street_lamps' AND key = %s",
            command,
            outcome,
            f"DEN-{lamp:04d}",
        )

    def reading(self, value: float, lamp: int, made: float = 0.0, heard: float = 0.0, flags: int = 0) -> None:
        """An observation of a lamp's level that was made and heard so many seconds ago."""
        self._town.sql("SELECT layers.ensure_partition((now() AT TIME ZONE 'UTC')::date)")
        self._town.sql(
            "INSERT INTO layers.observations (datastream, phenomenon_time, result_time, result, flags)"
            " SELECT s.id, clock_timestamp() - make_interval(secs => %s), clock_timestamp() - make_interval(secs => %s),"
            " %s, %s"
            " FROM layers.datastreams s JOIN layers.devices d ON d.fid = s.device"
            " WHERE d.key = %s AND s.layer = 'street_lamps' AND s.property = 'level_pct'",
            made,
            heard,
            value,
            flags,
            f"DEN-{lamp:04d}",
        )

    def close(self) -> None:
        self._connection.close()

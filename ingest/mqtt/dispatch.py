"""Commands from the database to the broker: sent, sent again, confirmed by what the device reports, expired.

One process of several does it, whoever holds the lock. What devices answer is taken in by the keeper of batches
(`layers.take_answers`); here a command also counts as done when a reading that was made and heard after it was sent shows
what it asked for. Nothing else makes a command done.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from typing import Any, Protocol

import psycopg

from devices.codecs.order import Unencodable
from devices.commands import Open, downlink, due
from ingest.mqtt.session import Away
from ingest.observing import CLOCK

POLL_SECONDS = 0.5
AT_ONCE = 500
"""Commands that are sent before the database is told that they are."""

_LOCK = "commands of the city"
_RETRY_SECONDS = 3.0
_log = logging.getLogger(__name__)

_EXPIRE = """
WITH over AS (
    UPDATE layers.commands_state s SET status = 'expired', status_at = now(), phenomenon_time = now()
    FROM layers.commands c
    WHERE c.fid = s.fid AND s.status IN ('queued', 'sent') AND c.expires_at < now()
    RETURNING c.id, s.attempts
)
INSERT INTO layers.command_events (command_id, status, detail)
SELECT id, 'expired', CASE WHEN attempts = 0 THEN 'never sent' END FROM over
"""

# A number may differ by a hundredth of its range: devices round. What was so for a moment counts too: a siren falls silent by
# itself. A reading whose clock was wrong proves nothing: it may have been made before.
_CONFIRM = """
WITH shown AS MATERIALIZED (
    SELECT c.fid, c.id, a.property, o.phenomenon_time, coalesce(o.result_text, o.result::text) AS result
    FROM layers.commands_state s
    JOIN layers.commands c ON c.fid = s.fid
    JOIN layers.abilities a ON a.layer = c.target_layer AND a.action = c.action
    JOIN layers.datastreams d ON d.layer = c.target_layer AND d.feature_id = c.target_id AND d.property = a.property
    CROSS JOIN LATERAL (
        SELECT * FROM layers.observations o
        WHERE o.datastream = d.id AND o.phenomenon_time > s.sent_at AND o.result_time > s.sent_at AND o.flags & %(clock)s = 0
            AND CASE WHEN a.becomes IS NOT NULL THEN o.result_text = a.becomes
                ELSE abs(o.result - c.value) <= 0.01 * (coalesce(a.le, c.value) - coalesce(a.ge, c.value)) END
        ORDER BY o.phenomenon_time LIMIT 1
    ) o
    WHERE s.status = 'sent'
), done AS (
    UPDATE layers.commands_state s SET status = 'done', status_at = now(), phenomenon_time = now(),
        answered_at = shown.phenomenon_time, answered_at_at = now(),
        answer = shown.property || ' = ' || shown.result, answer_at = now()
    FROM shown WHERE s.fid = shown.fid AND s.status = 'sent'
    RETURNING shown.id, s.answer
)
INSERT INTO layers.command_events (command_id, status, detail) SELECT id, 'done', answer FROM done
"""

_OPEN = """
SELECT c.fid, c.id, c.target_layer, c.action, c.value, c.expires_at, s.attempts, s.attempts_at,
    d.protocol, d.key, d.dev_eui, d.application, d.decoder
FROM layers.commands_state s
JOIN layers.commands c ON c.fid = s.fid
LEFT JOIN layers.devices d ON d.layer = c.target_layer AND d.feature_id = c.target_id
WHERE s.status IN ('queued', 'sent') AND c.expires_at > now()
ORDER BY s.attempts, c.fid
"""

# An answer may be faster than this note: then only the sending is noted.
_SENT = """
WITH went AS (
    UPDATE layers.commands_state s SET
        status = CASE WHEN s.status IN ('queued', 'sent') THEN 'sent' ELSE s.status END,
        status_at = now(), attempts = least(s.attempts + 1, 1000), attempts_at = %(at)s,
        sent_at = coalesce(s.sent_at, %(at)s), sent_at_at = now(), phenomenon_time = now()
    FROM unnest(%(fids)s::bigint[]) u (fid) WHERE s.fid = u.fid
    RETURNING s.fid, s.attempts
)
INSERT INTO layers.command_events (command_id, at, status, detail)
SELECT c.id, %(at)s, 'sent', CASE WHEN went.attempts > 1 THEN 'attempt ' || went.attempts END
FROM went JOIN layers.commands c ON c.fid = went.fid
"""

_FAILED = """
WITH gone AS (
    UPDATE layers.commands_state s SET status = 'failed', status_at = now(), answer = u.why, answer_at = now(),
        phenomenon_time = now()
    FROM unnest(%(fids)s::bigint[], %(why)s::text[]) u (fid, why)
    WHERE s.fid = u.fid AND s.status IN ('queued', 'sent')
    RETURNING s.fid, s.answer
)
INSERT INTO layers.command_events (command_id, status, detail)
SELECT c.id, 'failed', gone.answer FROM gone JOIN layers.commands c ON c.fid = gone.fid
"""


class Publisher(Protocol):
    """What sends messages to the broker."""

    def publish(self, topic: str, payload: bytes, expires_s: int) -> None:
        """Send a message (QoS 1) that the broker forgets after `expires_s`; Away when there is no connection."""
        ...


class Dispatcher:
    """Sends the commands of the database at `url` through `publisher`."""

    def __init__(self, url: str, publisher: Publisher, name: str = "dongha dispatch") -> None:
        self._url = url
        self._publisher = publisher
        self._name = name
        self._away = False

    def run(self, stopping: threading.Event) -> None:
        """Until `stopping`; outlives a database that goes and comes back."""
        while not stopping.is_set():
            try:
                with psycopg.connect(
                    self._url,
                    autocommit=True,
                    application_name=self._name,
                    connect_timeout=5,
                    options="-c statement_timeout=20s -c idle_session_timeout=0",
                ) as connection:
                    self._serve(connection, stopping)
            except psycopg.Error as error:
                _log.warning("commands wait for the database: %s", error)
                stopping.wait(_RETRY_SECONDS)

    def turn(self, connection: psycopg.Connection[Any]) -> int:
        """One round; the number of commands that were sent."""
        connection.execute(_EXPIRE)
        connection.execute(_CONFIRM, {"clock": CLOCK})
        now = _now(connection)
        waiting = [Open._make(row) for row in connection.execute(_OPEN)]
        return self._send(connection, [command for command in waiting if due(command, now)][:AT_ONCE], now)

    def _serve(self, connection: psycopg.Connection[Any], stopping: threading.Event) -> None:
        while not _locked(connection):
            if stopping.wait(_RETRY_SECONDS):
                return
        while not stopping.is_set():
            if self.turn(connection) < AT_ONCE:
                stopping.wait(POLL_SECONDS)

    def _send(self, connection: psycopg.Connection[Any], commands: list[Open], at: dt.datetime) -> int:
        sent: list[int] = []
        failed: list[tuple[int, str]] = []
        for command in commands:
            try:
                topic, payload = downlink(command)
                self._publisher.publish(topic, payload, max(1, int((command.deadline - at).total_seconds())))
                sent.append(command.fid)
            except Unencodable as error:
                failed.append((command.fid, str(error)))
            except Away:
                self._note_away()
                break
        else:
            self._away = False
        if sent:
            connection.execute(_SENT, {"fids": sent, "at": at})
        if failed:
            fids, why = zip(*failed, strict=True)
            connection.execute(_FAILED, {"fids": list(fids), "why": list(why)})
        return len(sent)

    def _note_away(self) -> None:
        if not self._away:
            _log.warning("commands wait for the broker")
        self._away = True


def _now(connection: psycopg.Connection[Any]) -> dt.datetime:
    """The moment by the clock that stands in the rows."""
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row
    return row[0]


def _locked(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [_LOCK]).fetchone()
    return bool(row and row[0])

"""Batches into the database: each in one transaction, so that it is there wholly or not at all."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from ingest.mqtt.arrays import adapt, packed
from ingest.mqtt.blame import is_missing_day
from ingest.mqtt.directory import HEALTH, Directory
from ingest.mqtt.health import Health, registered
from ingest.mqtt.inbox import Message
from ingest.mqtt.rejected import Rejections
from ingest.mqtt.understanding import Heard, Refusal, understand
from ingest.observing import Batch
from layers.core.statement import Statement

REGISTRY_SECONDS = 5.0
"""How often the registry is looked at for changes."""
_UNKNOWN_SECONDS = 0.5
"""How soon again for a device that is not known: it may have been registered a moment ago."""

_REPAIRS = """INSERT INTO layers.clock_repairs AS r (digest, device, sent_time, arrived)
SELECT u.digest, u.device, u.sent, u.arrived
FROM unnest($1::bytea[], $2::text[], $3::timestamptz[], $4::timestamptz[]) u (digest, device, sent, arrived)
ORDER BY u.digest
ON CONFLICT (digest) DO UPDATE SET arrived = CASE
    WHEN r.arrived >= (SELECT w.since FROM unnest($1::bytea[], $5::timestamptz[]) w (digest, since)
        WHERE w.digest = excluded.digest) THEN r.arrived ELSE excluded.arrived END
RETURNING digest, arrived"""
_ANSWERS = "SELECT layers.take_answers($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::uuid[])"
_REGISTERED = """UPDATE layers.devices d
SET firmware = coalesce(u.firmware, d.firmware), application = coalesce(u.application, d.application)
FROM unnest($1::bigint[], $2::text[], $3::text[]) u (fid, firmware, application) WHERE d.fid = u.fid
AND (coalesce(u.firmware, d.firmware), coalesce(u.application, d.application)) IS DISTINCT FROM (d.firmware, d.application)"""
_CLAIM = "SELECT pg_try_advisory_lock(hashtext('layers.ingest'), $1::integer)"
_DAY = "SELECT layers.ensure_partition($1)"
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Written:
    """What became of a batch: readings by their fate, and what was refused of which message."""

    readings: int = 0
    kept: int = 0
    late: int = 0
    refused: list[tuple[Message, Refusal]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def repeated(self) -> int:
        """Readings that were there already."""
        return self.readings - self.kept

    @property
    def rejected(self) -> int:
        """Messages of which something was refused."""
        return len({id(message) for message, _ in self.refused})


class Writer:
    """One connection with the database, and what is remembered between batches; psycopg.Error when it fails.

    Without `keeps_rejected` what is refused is told by `Written` only.
    """

    def __init__(self, url: str, name: str, *, slot: int | None = None, keeps_rejected: bool = True) -> None:
        self.directory = Directory()
        self._url = url
        self._name = name
        self._slot = slot
        self._connection: psycopg.Connection[Any] | None = None
        self._health = Health()
        self._rejections = Rejections(name) if keeps_rejected else None
        self._days: set[dt.date] = set()

    def write(self, messages: Sequence[Message]) -> Written:
        """Understand and keep the messages; what cannot be used of them is kept as rejected."""
        began = time.monotonic()
        connection = self.open()
        try:
            written = self._write(connection, self._understood(connection, messages))
        except psycopg.Error as error:
            if is_missing_day(error):
                self._days.clear()
            raise
        self._health.settled()
        written.seconds = time.monotonic() - began
        return written

    def claims(self) -> bool:
        """Whether this connection has, or takes, the claim on its slot that only one may have."""
        row = self.open().execute(_CLAIM, (self._slot,)).fetchone()
        return row is not None and row[0]

    def look(self) -> None:
        """Look for what is new in the registry, when it is time."""
        self.directory.refresh(self.open(), REGISTRY_SECONDS)

    def reject(self, message: Message, refusal: Refusal) -> None:
        """Keep a message as rejected."""
        statement = self._rejections.statement([(message, refusal)]) if self._rejections else None
        if statement:
            self.open().execute(statement.sql.encode(), packed(statement))

    def open(self) -> psycopg.Connection[Any]:
        """The connection, made when there is none."""
        if self._connection is None or self._connection.closed or self._connection.broken:
            self.close()
            self._connection = psycopg.connect(
                self._url,
                autocommit=True,
                cursor_factory=psycopg.RawCursor,
                application_name=self._name,
                connect_timeout=5,
                keepalives_idle=10,
                keepalives_interval=5,
                keepalives_count=3,
                tcp_user_timeout=20_000,
                options="-c search_path=layers,ext -c jit=off -c statement_timeout=60s -c lock_timeout=20s"
                " -c plan_cache_mode=force_generic_plan",
            )
            adapt(self._connection)
            if self._slot is not None:
                self._connection.execute(_CLAIM, (self._slot,))
            self._days.clear()
        return self._connection

    def close(self) -> None:
        """Give the connection up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _understood(self, connection: psycopg.Connection[Any], messages: Sequence[Message]) -> list[Heard]:
        self.look()
        heard = [understand(message, self.directory) for message in messages]
        strangers = [n for n, one in enumerate(heard) if any(r.reason == "unknown_device" for r in one.refusals)]
        if strangers and self.directory.refresh(connection, _UNKNOWN_SECONDS):
            for n in strangers:
                heard[n] = understand(heard[n].message, self.directory)
        return heard

    def _write(self, connection: psycopg.Connection[Any], heard: list[Heard]) -> Written:
        with connection.transaction():
            self._date(connection, heard)
            batch, refused = self._gathered(heard)
            for day in sorted(batch.days - self._days):
                connection.execute(_DAY, (day,))
            keeping, rest = list(batch.keeping()), [*batch.rest(), *_about_devices(heard)]
            rejection = self._rejections.statement(refused) if self._rejections else None
            if rejection:
                rest.append(rejection)
            with connection.pipeline():
                counted = [connection.execute(one.sql.encode(), packed(one), prepare=True) for one in keeping]
                for one in rest:
                    connection.execute(one.sql.encode(), packed(one), prepare=True)
            counts = [cursor.fetchone() or (0, 0) for cursor in counted]
        self._days |= batch.days
        return Written(
            readings=batch.size,
            kept=sum(new for new, _ in counts),
            late=sum(late for _, late in counts),
            refused=refused,
        )

    def _date(self, connection: psycopg.Connection[Any], heard: list[Heard]) -> None:
        """Give each message that is reckoned from its arrival the moment when it came first, when it came before."""
        undated = {one.digest: one for one in reversed(heard) if one.undated}
        if not undated:
            return
        ordered = list(undated.values())
        rows = connection.execute(
            _REPAIRS,
            (
                list(undated),
                [f"{one.device.layer}.{one.device.key}" if one.device else "" for one in ordered],
                [one.sent for one in ordered],
                [one.message.arrived for one in ordered],
                [_since(one) for one in ordered],
            ),
        ).fetchall()
        arrived = {bytes(digest): at for digest, at in rows}
        for n, one in enumerate(heard):
            if one.undated and (first := arrived[one.digest]) != one.message.arrived:
                heard[n] = understand(one.message, self.directory, first)

    def _gathered(self, heard: list[Heard]) -> tuple[Batch, list[tuple[Message, Refusal]]]:
        batch = Batch()
        refused: list[tuple[Message, Refusal]] = []
        self._health.begin()
        for one in heard:
            refused += ((one.message, refusal) for refusal in one.refusals)
            device = one.device
            if device is None:
                continue
            for name, moment, value in one.readings:
                series = device.streams.get(name)
                if series is None:
                    refused.append((one.message, Refusal("no_series", f"{device.layer}.{device.key}: {name}")))
                else:
                    batch.add(device.layer, device.feature, series, name, moment, value, clock=one.undated)
            for name, moment, value in self._health.said(one):
                if name in device.health:
                    batch.add(HEALTH, device.fid, device.health[name], name, moment, value)
        return batch, refused


def _since(heard: Heard) -> dt.datetime:
    """From when on the same bytes, had they come, are the same reading."""
    arrived = heard.message.arrived
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) if heard.message.again else arrived - heard.same_within


def _about_devices(heard: list[Heard]) -> list[Statement]:
    """What devices answered to commands, and the firmware that they report."""
    statements: list[Statement] = []
    answered = [(one, answer) for one in heard for answer in one.answers if one.device]
    if answered:
        values = (
            [answer.command for _, answer in answered],
            [answer.outcome for _, answer in answered],
            [min(answer.time, one.message.arrived) for one, answer in answered],
            [answer.detail for _, answer in answered],
            [one.device.feature_id for one, _ in answered if one.device],
        )
        statements.append(Statement(_ANSWERS, values))
    if newer := registered(heard):
        fids = sorted(newer)
        statements.append(Statement(_REGISTERED, (fids, [newer[n][0] for n in fids], [newer[n][1] for n in fids])))
    return statements

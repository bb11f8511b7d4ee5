"""Takes batches out of the inbox into the database and has them acknowledged, for as long as it takes."""

from __future__ import annotations

import datetime as dt
import logging
import random
import threading
from collections.abc import Callable, Sequence

import psycopg

from ingest.mqtt.blame import is_of_data
from ingest.mqtt.figures import Figures
from ingest.mqtt.inbox import Message
from ingest.mqtt.understanding import Refusal
from ingest.mqtt.writer import Writer, Written

_SHORTEST_WAIT_SECONDS = 0.1
_LONGEST_WAIT_SECONDS = 3.0
_log = logging.getLogger(__name__)


class Stopped(Exception):
    """The process is to end; what is not kept will be delivered again."""


class Keeper:
    """Keeps messages whatever happens: waits for a database that is away, and finds the one message that it refuses."""

    def __init__(
        self,
        writer: Writer,
        figures: Figures,
        acknowledge: Callable[[Sequence[Message]], None],
        stopping: threading.Event,
    ) -> None:
        self._writer = writer
        self._figures = figures
        self._acknowledge = acknowledge
        self._stopping = stopping

    def keep(self, messages: Sequence[Message]) -> None:
        """Keep the messages and acknowledge them, part by part when some are refused; Stopped when the process is to end."""
        parts = [messages]
        failures = 0
        while parts:
            part = parts.pop()
            try:
                written = self._writer.write(part)
            except psycopg.Error as error:
                if not is_of_data(error):
                    parts.append(part)
                    failures += 1
                    self._wait(error, failures)
                elif len(part) > 1:
                    parts += [part[len(part) // 2 :], part[: len(part) // 2]]
                else:
                    self._refused(part[0], error)
                continue
            failures = 0
            self._count(part, written)
            self._acknowledge(part)

    def look(self) -> None:
        """While there is nothing to keep: see that the database is there, and what is new in the registry."""
        try:
            self._writer.look()
        except psycopg.Error as error:
            if self._figures.database == "ok":
                _log.warning("database away: %s", " ".join(str(error).split()))
            self._figures.database = "away"
            self._writer.close()
        else:
            self._figures.database = "ok"

    def _refused(self, message: Message, error: psycopg.Error) -> None:
        _log.error("%s: the database refuses it: %s", message.topic, error)
        said = str(error).replace("\0", "\ufffd")[:500]
        refusal = Refusal("database", f"cơ sở dữ liệu từ chối / the database refuses it: {said}")
        failures = 0
        while True:
            try:
                self._writer.reject(message, refusal)
            except psycopg.Error as trouble:
                if is_of_data(trouble):
                    _log.critical("%s is lost: %s: %r", message.topic, trouble, message.payload)
                    break
                failures += 1
                self._wait(trouble, failures)
            else:
                break
        self._count([message], Written(refused=[(message, refusal)]))
        self._acknowledge([message])

    def _wait(self, error: psycopg.Error, failures: int) -> None:
        """Wait a little, longer each time, and have the next try make a new connection when this one is broken."""
        self._figures.database = "away"
        if failures in (1, 10) or failures % 100 == 0:
            _log.warning("not kept, trying again (%d): %s", failures, " ".join(str(error).split()))
        wait = min(_LONGEST_WAIT_SECONDS, _SHORTEST_WAIT_SECONDS * 2 ** min(failures - 1, 10))
        if self._stopping.wait(wait * random.uniform(0.5, 1)):  # noqa: S311 - no secret
            raise Stopped

    def _count(self, messages: Sequence[Message], written: Written) -> None:
        figures = self._figures
        figures.database = "ok"
        figures.received += len(messages)
        figures.stored += written.kept
        figures.repeated += written.repeated
        figures.late += written.late
        figures.rejected += written.rejected
        figures.batches += 1
        figures.batch_ms = round(1000 * written.seconds, 1)
        oldest = min(message.arrived for message in messages)
        figures.lag_s = round((dt.datetime.now(dt.UTC) - oldest).total_seconds(), 3)

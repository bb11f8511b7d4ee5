"""What the tables of readings need from time to time: tables for the coming days, old ones dropped, summing up.

Every process of the ingest looks after it, one at a time does it: the database's lock decides, and another takes over when
the one that has it dies.
"""

from __future__ import annotations

import logging
import random
import threading
import time

import psycopg

ROLL_UP_SECONDS = 30.0
PARTITIONS_SECONDS = 3600.0
AHEAD_DAYS = 3
_LOCK = "SELECT pg_try_advisory_lock(hashtext('layers.housekeeping'))"
_log = logging.getLogger(__name__)


class Housekeeping(threading.Thread):
    """Runs until `stopping` is set, also when the database is away."""

    def __init__(self, url: str, name: str, stopping: threading.Event) -> None:
        super().__init__(name="housekeeping", daemon=True)
        self._url = url
        self._application = name
        self._stopping = stopping

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(
                    self._url, autocommit=True, application_name=self._application, connect_timeout=5
                ) as connection:
                    self._watch(connection)
            except psycopg.Error as error:
                _log.warning("housekeeping: %s", " ".join(str(error).split()))
            self._stopping.wait(random.uniform(2, 5))  # noqa: S311 - processes need not all come at once

    def _watch(self, connection: psycopg.Connection) -> None:
        """Do what is due, again and again, as long as the connection holds the lock."""
        mine = False
        next_partitions = 0.0
        while not self._stopping.is_set():
            if not mine:
                row = connection.execute(_LOCK).fetchone()
                mine = row is not None and row[0]
            if mine and time.monotonic() >= next_partitions:
                keep(connection)
                next_partitions = time.monotonic() + PARTITIONS_SECONDS
            if mine:
                sum_up(connection)
            self._stopping.wait(ROLL_UP_SECONDS)


def keep(connection: psycopg.Connection) -> None:
    """Have the tables of the coming days, and drop what is kept no longer."""
    row = connection.execute("SELECT layers.keep_partitions(%s)", [AHEAD_DAYS]).fetchone()
    if row and row[0]:
        _log.info("%s tables of days were made or dropped", row[0])


def sum_up(connection: psycopg.Connection) -> None:
    """Sum up every ten minutes that are over and have new readings."""
    while True:
        row = connection.execute("SELECT layers.roll_up()").fetchone()
        if not row or not row[0]:
            return

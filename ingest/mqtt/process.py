"""One process of the ingest: a session with the broker, a keeper of batches, the housekeeping and the commands beside it."""

from __future__ import annotations

import logging
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from devices.topics import filters
from ingest.housekeeping import Housekeeping
from ingest.mqtt.dispatch import Dispatcher
from ingest.mqtt.endpoint import Endpoint
from ingest.mqtt.figures import LINE_SECONDS, Board, Figures, line
from ingest.mqtt.inbox import Inbox
from ingest.mqtt.keeper import Keeper, Stopped
from ingest.mqtt.session import RECEIVE_MAXIMUM, Session
from ingest.mqtt.writer import Writer

MOST_MESSAGES = 1_500
MOST_BYTES = 2_000_000
LINGER_SECONDS = 0.05
"""How long a batch waits for more messages after its first."""

SLOT_TAKEN = 3
"""Exit code: another process uses the slot."""

_QUIET_SECONDS = 3.0
_CLAIM_SECONDS = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What one process is to do. `retire` has it take what its session still holds, and end the session for good."""

    database_url: str
    endpoint: Endpoint
    slot: int
    status: Path | None
    retire: bool = False
    receive_maximum: int = RECEIVE_MAXIMUM


def run(wish: Wish) -> int:
    """Take readings in until SIGTERM or SIGINT; gives the exit code."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    return Process(wish, stopping).run()


class Process:
    """The parts of one process and how they hang together."""

    def __init__(self, wish: Wish, stopping: threading.Event) -> None:
        name = f"ingest-{wish.slot}"
        self._wish = wish
        self._stopping = stopping
        self._told = time.monotonic()
        self._figures = Figures(slot=wish.slot)
        self._board = Board(wish.status, self._figures)
        self._inbox = Inbox(wish.receive_maximum)
        self._session = Session(
            wish.endpoint,
            name,
            filters(),
            self._inbox,
            receive_maximum=wish.receive_maximum,
        )
        self._writer = Writer(wish.database_url, f"dongha {name}", slot=wish.slot)
        self._keeper = Keeper(self._writer, self._figures, self._session.acknowledge, stopping)
        self._housekeeping = Housekeeping(wish.database_url, f"dongha {name} housekeeping", stopping)
        self._dispatcher = Dispatcher(wish.database_url, self._session, f"dongha {name} commands")

    def run(self) -> int:
        """Until it is stopped; gives the exit code."""
        if not self._claimed():
            _log.error("another process uses slot %d", self._wish.slot)
            return SLOT_TAKEN
        self._housekeeping.start()
        if not self._wish.retire:
            threading.Thread(target=self._dispatcher.run, args=(self._stopping,), name="commands", daemon=True).start()
        self._session.start()
        if self._wish.retire:
            self._session.retire()
        telling = threading.Thread(target=self._tell_for_ever, name="figures", daemon=True)
        telling.start()
        try:
            self._work()
        except Stopped:
            _log.info("stopped while the database is away")
        self._stopping.set()
        telling.join(2)
        self._session.stop()
        self._session.join(5)
        self._housekeeping.join(2)
        self._writer.close()
        self._put_up()
        _log.info("stopped: %s", line(self._figures))
        return 0

    def _work(self) -> None:
        heard = time.monotonic()
        while not self._stopping.is_set():
            messages = self._inbox.take(MOST_MESSAGES, MOST_BYTES, LINGER_SECONDS, 0.25)
            if messages:
                self._keeper.keep(messages)
                heard = time.monotonic()
            else:
                self._keeper.look()
                if self._wish.retire and self._session.connected and time.monotonic() - heard > _QUIET_SECONDS:
                    return

    def _tell_for_ever(self) -> None:
        """Put the figures up, also while the keeper waits for the database."""
        while not self._stopping.wait(0.1):
            self._tell()

    def _tell(self) -> None:
        """Put the figures up when it is time, at once when the broker has agreed to tell of everything."""
        if self._session.subscribed_at != self._figures.subscribed_at:
            self._put_up()
        elif self._board.due:
            self._note()
            self._board.put_up()
        if time.monotonic() - self._told >= LINE_SECONDS:
            self._told = time.monotonic()
            self._note()
            _log.info(line(self._figures))

    def _put_up(self) -> None:
        self._note()
        self._board.put_up()

    def _note(self) -> None:
        figures = self._figures
        figures.waiting = len(self._inbox)
        figures.dropped = self._inbox.dropped
        figures.broker = "ok" if self._session.connected else "away"
        figures.subscribed_at = self._session.subscribed_at

    def _claimed(self) -> bool:
        """Whether the slot is ours: the database knows, and when it is away nobody else can have asked it either. A process
        that was killed leaves its claim a moment later.
        """
        deadline = time.monotonic() + _CLAIM_SECONDS
        while not self._stopping.is_set() and time.monotonic() < deadline:
            self._keeper.look()
            if self._figures.database != "ok" or self._writer.claims():
                return True
            self._stopping.wait(0.2)
        return self._stopping.is_set()

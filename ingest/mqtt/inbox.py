"""Messages that have come and are not in the database yet: filled by the network, emptied in batches by the writer."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import deque
from typing import NamedTuple


class Message(NamedTuple):
    """One message as the broker delivered it. `connection` and `mid` say what is to be acknowledged (mid 0: nothing);
    `again` that the broker has delivered it before.
    """

    topic: str
    payload: bytes
    arrived: dt.datetime
    mid: int = 0
    connection: int = 0
    again: bool = False


class Inbox:
    """A queue between two threads that never makes its filler wait.

    What the broker wants acknowledged it bounds itself (receive maximum); of the rest, which nobody would send again, no
    more than `most` messages wait and what is beyond that is dropped and counted.
    """

    def __init__(self, most: int) -> None:
        self.dropped = 0
        self._most = most
        self._waiting: deque[Message] = deque()
        self._filled = threading.Condition()
        self._closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, message: Message) -> None:
        """Add a message."""
        with self._filled:
            if not message.mid and len(self._waiting) >= self._most:
                self.dropped += 1
                return
            self._waiting.append(message)
            if len(self._waiting) == 1:
                self._filled.notify()

    def forget(self) -> None:
        """Drop everything that the broker will deliver again: its connection is lost."""
        with self._filled:
            self._waiting = deque(message for message in self._waiting if not message.mid)

    def close(self) -> None:
        """Wake whoever waits; nothing more is taken."""
        with self._filled:
            self._closed = True
            self._filled.notify_all()

    def take(self, most: int, most_bytes: int, linger: float, patience: float) -> list[Message]:
        """A batch: what comes within `linger` seconds of its first message, at most `most` messages and about `most_bytes`.
        Empty when nothing comes for `patience` seconds, or after close.
        """
        with self._filled:
            if not self._waiting and not self._closed:
                self._filled.wait(patience)
            if self._closed or not self._waiting:
                return []
        deadline = time.monotonic() + linger
        while len(self._waiting) < most and not self._closed and (left := deadline - time.monotonic()) > 0:
            time.sleep(min(left, 0.01))
        taken: list[Message] = []
        size = 0
        with self._filled:
            while self._waiting and len(taken) < most and size < most_bytes and not self._closed:
                message = self._waiting.popleft()
                size += len(message.payload)
                taken.append(message)
        return taken

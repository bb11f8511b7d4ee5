"""An edge node (fog node): what its devices say goes to a file first, and from there to the centre, in order, when it can.

While the network is down the file grows up to `limit_bytes`. When it is full the oldest is kept and the newest refused and
counted: what began an event is worth more than its tail, and what was stored is never taken back.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from pathlib import Path

from paho.mqtt.client import MQTTMessageInfo

from devices.simulator.encoding import Message
from devices.simulator.line import Line

LIMIT_BYTES = 16 * 2**20
"""Bytes of messages that a node keeps: weeks of a farm's readings."""
_STEP = 200
_IN_FLIGHT = 100
_PATIENCE_S = 10.0
_IDLE_S = 0.25


class EdgeNode:
    """Stores and forwards. `link_up` is whether the network to the centre works, beside whether the broker answers."""

    def __init__(self, file: Path, line: Line, *, limit_bytes: int = LIMIT_BYTES) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.link_up = True
        self.refused = self.forwarded = 0
        self._line = line
        self._limit = limit_bytes
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._store = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._store.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA auto_vacuum = FULL;"
            "CREATE TABLE IF NOT EXISTS waiting"
            " (id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, payload BLOB NOT NULL)"
        )
        size, count = self._store.execute("SELECT coalesce(sum(length(payload)), 0), count(*) FROM waiting").fetchone()
        self._bytes, self.waiting = int(size), int(count)
        self._thread = threading.Thread(target=self._forward, name="edge", daemon=True)

    def open(self) -> None:
        """Begin to forward."""
        self._thread.start()

    def close(self) -> None:
        """Stop; what was not forwarded stays in the file."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE_S + 1)
        self._store.close()

    def put(self, message: Message) -> bool:
        """Keep a message until it is forwarded; False when there is no room for it."""
        with self._lock:
            if self._bytes + len(message.payload) > self._limit:
                self.refused += 1
                return False
            self._store.execute("INSERT INTO waiting (topic, payload) VALUES (?, ?)", message)
            self._bytes += len(message.payload)
            self.waiting += 1
            return True

    def _forward(self) -> None:
        while not self._stopping.is_set():
            if not (self.link_up and self._line.is_open and self.waiting and self._some()):
                self._stopping.wait(_IDLE_S)

    def _some(self) -> bool:
        """Forward the oldest, each deleted once the broker has it and all before it; False when that did not go on."""
        with self._lock:
            rows = self._store.execute("SELECT id, topic, payload FROM waiting ORDER BY id LIMIT ?", [_STEP]).fetchall()
        under_way: deque[tuple[int, int, MQTTMessageInfo]] = deque()
        for number, topic, payload in rows:
            info = self._line.publish(Message(topic, payload)) if self.link_up else None
            if info is None:
                break
            under_way.append((number, len(payload), info))
            if len(under_way) >= _IN_FLIGHT and not self._settle(under_way):
                return False
        while under_way:
            if not self._settle(under_way):
                return False
        return self.link_up

    def _settle(self, under_way: deque[tuple[int, int, MQTTMessageInfo]]) -> bool:
        """Wait for the oldest under way and let go of it; False when the broker does not confirm it in time."""
        number, size, info = under_way.popleft()
        try:
            info.wait_for_publish(_PATIENCE_S)
        except (RuntimeError, ValueError):
            return False
        if not info.is_published():
            return False
        with self._lock:
            self._store.execute("DELETE FROM waiting WHERE id = ?", [number])
            self._bytes -= size
            self.waiting -= 1
            self.forwarded += 1
        return True

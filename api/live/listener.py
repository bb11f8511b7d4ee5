"""One open stream: what it still has to be sent, never more than a bound."""

from __future__ import annotations

import asyncio
import time
from collections import deque

import orjson

from api.auth.identity import Identity
from api.position import Position

MOST_WAITING_BYTES = 256 * 1024
"""What may wait for a listener; who is slower than that is told to read again what waited."""


class Listener:
    """What a stream has to send. Messages are shared with other listeners, so only their lengths are counted here."""

    def __init__(self, identity: Identity | None) -> None:
        self.identity = identity
        self.idle = True
        self._begun = time.monotonic()
        self._waiting: deque[bytes] = deque()
        self._states: set[str] | None = set()
        self._bytes = 0
        self._closed = False
        self._ready = asyncio.Event()

    @property
    def age(self) -> float:
        """Seconds since it came."""
        return time.monotonic() - self._begun

    def first(self, message: bytes) -> None:
        """Have a message sent before all that wait."""
        self._waiting.appendleft(message)
        self._states = None
        self._ready.set()

    def give(self, message: bytes, position: Position, only_states: frozenset[str] = frozenset()) -> None:
        """Have a message sent; `position` is where its receiver stands after it.

        `only_states` are the layers of which it tells the present state, when it tells nothing else: what is too much is
        then read again for less than everything.
        """
        if self._states is not None:
            self._states = self._states | only_states if only_states else None
        if self._bytes + len(message) > MOST_WAITING_BYTES:
            message = self._instead(position)
            self._waiting.clear()
            self._bytes = 0
        self._waiting.append(message)
        self._bytes += len(message)
        self.idle = False
        self._ready.set()

    def close(self) -> None:
        """Send what waits and end the stream."""
        self._closed = True
        self._ready.set()

    async def next(self) -> bytes | None:
        """What is to be sent now, as soon as there is something; None at the end of the stream."""
        await self._ready.wait()
        if not self._waiting:
            return None
        found = b"".join(self._waiting)
        self._waiting.clear()
        self._states = set()
        self._bytes = 0
        if not self._closed:
            self._ready.clear()
        return found

    def _instead(self, position: Position) -> bytes:
        """What is sent in place of all that waits."""
        if self._states is None:
            return event("reload", position, b"{}")
        return event("changes", position, orjson.dumps({"changes": [], "states_anew": sorted(self._states)}))


def event(name: str, position: Position, data: bytes) -> bytes:
    """One server-sent event; its id is where the receiver stands after it."""
    return b"event: " + name.encode() + b"\nid: " + str(position).encode() + b"\ndata: " + data + b"\n\n"

"""Finished answers in memory, compressed once, bounded by bytes; and reads that are shared by those who ask at one time."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable

from api.respond import COMPRESS_FROM, compress

_OVERHEAD = 4_096


class Answer:
    """A body with its ETag, and its compressed forms once they have been asked for. `made` is when (monotonic seconds)."""

    __slots__ = ("_packed", "body", "etag", "made")

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.etag = f'W/"{hashlib.blake2b(body, digest_size=9).hexdigest()}"'
        self.made = time.monotonic()
        self._packed: dict[str, asyncio.Task[bytes]] = {}

    @property
    def age(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self.made

    @property
    def size(self) -> int:
        """Bytes that are counted for it, its compressed forms among them."""
        return 2 * len(self.body) + _OVERHEAD

    async def packed(self, how: str | None) -> tuple[bytes, str | None]:
        """The body in the content coding `how` and its name; as it is when it is small or nothing is accepted."""
        if how is None or len(self.body) < COMPRESS_FROM:
            return self.body, None
        task = self._packed.get(how)
        if task is None:
            task = self._packed[how] = asyncio.create_task(compress(self.body, how))
        return await asyncio.shield(task), how


class Shelf[Key: Hashable, Kept]:
    """What was used last, together at most `bound` bytes."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._kept: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._bytes

    def get(self, key: Key) -> Kept | None:
        """What is kept under `key`."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Key, kept: Kept, size: int) -> None:
        """Keep it, in place of what was there; what is larger than the bound is not kept."""
        self.drop(key)
        if size > self._bound:
            return
        self._kept[key] = kept, size
        self._bytes += size
        while self._bytes > self._bound:
            self.drop(next(iter(self._kept)))

    def drop(self, key: Key) -> None:
        """Forget it."""
        found = self._kept.pop(key, None)
        if found is not None:
            self._bytes -= found[1]


class Turns[Key: Hashable, Found]:
    """One reading at a time for each key: who asks while one runs waits, with all others who do, for the next one.

    So what anybody gets was read after it was asked for, and however many ask there are never more than two readings to wait
    for.
    """

    def __init__(self) -> None:
        self._running: dict[Key, asyncio.Task[Found]] = {}
        self._next: dict[Key, asyncio.Task[Found]] = {}

    async def ask(self, key: Key, read: Callable[[], Awaitable[Found]]) -> Found:
        """What a reading that begins after this call finds; it may be the `read` of another who asked."""
        waiting = self._next.get(key)
        if waiting is None:
            waiting = self._next[key] = asyncio.create_task(self._turn(key, self._running.get(key), read))
        return await asyncio.shield(waiting)

    async def _turn(self, key: Key, before: asyncio.Task[Found] | None, read: Callable[[], Awaitable[Found]]) -> Found:
        if before is not None:
            await asyncio.wait((before,))
        task = self._running[key] = self._next.pop(key)
        try:
            return await read()
        finally:
            if self._running.get(key) is task:
                del self._running[key]

"""Finished tiles in memory, ready to be sent, bounded by bytes; one maker per tile however many ask for it."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable

RawHeaders = list[tuple[bytes, bytes]]

_MEDIA_TYPE = b"application/vnd.mapbox-vector-tile"
_GZIP_FROM = 256
_GZIP_LEVEL = 5
_OVERHEAD = 2048
_THREAD_FROM = 32_768


class Tile:
    """A tile as it goes out: its body, and the headers of each answer, made once.

    `size` counts the gzipped form from the start, though it is made only when a client asks for it.
    """

    __slots__ = ("_packed", "body", "headers", "opaque_tag", "size", "unchanged_headers", "version")

    def __init__(self, body: bytes, version: int, etag: bytes) -> None:
        self.body = body
        self.version = version
        self.opaque_tag = etag.removeprefix(b"W/")
        self.size = 2 * len(body) + _OVERHEAD
        self.unchanged_headers: RawHeaders = [
            (b"etag", etag),
            (b"cache-control", b"no-cache"),
            (b"vary", b"accept-encoding"),
        ]
        self.headers = self._with_content(body) if body else self.unchanged_headers
        self._packed: tuple[RawHeaders, bytes] | None = None if len(body) >= _GZIP_FROM else (self.headers, body)

    async def packed(self) -> tuple[RawHeaders, bytes]:
        """Headers and body for a client that takes gzip; large tiles are compressed beside the event loop."""
        if self._packed is None:
            if len(self.body) < _THREAD_FROM:
                body = _gzipped(self.body)
            else:
                body = await asyncio.to_thread(_gzipped, self.body)
            self._packed = ([*self._with_content(body), (b"content-encoding", b"gzip")], body)
        return self._packed

    def _with_content(self, body: bytes) -> RawHeaders:
        length = str(len(body)).encode()
        return [(b"content-type", _MEDIA_TYPE), *self.unchanged_headers, (b"content-length", length)]


def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, _GZIP_LEVEL, mtime=0)


class TileCache:
    """The tiles used last, together at most `bound` bytes."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._bytes = 0
        self._tiles: OrderedDict[Hashable, Tile] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[Tile]] = {}

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._bytes

    def fresh(self, key: Hashable, version: int) -> Tile | None:
        """The tile, when it was made at `version` or later."""
        tile = self._tiles.get(key)
        if tile is None or tile.version < version:
            return None
        self._tiles.move_to_end(key)
        return tile

    async def made(self, key: Hashable, version: int, make: Callable[[], Awaitable[Tile]]) -> Tile:
        """The tile that `make` gives, kept; who asks while it is being made waits for the same one.

        A tile whose making began before `version` was known is made again.
        """
        while True:
            task = self._making.get(key)
            if task is None:
                task = asyncio.create_task(self._keep(key, make))
                self._making[key] = task
                return await asyncio.shield(task)
            tile = await asyncio.shield(task)
            if tile.version >= version:
                return tile

    async def _keep(self, key: Hashable, make: Callable[[], Awaitable[Tile]]) -> Tile:
        try:
            tile = await make()
        finally:
            del self._making[key]
        old = self._tiles.pop(key, None)
        if old is not None:
            self._bytes -= old.size
        if tile.size <= self._bound:
            self._tiles[key] = tile
            self._bytes += tile.size
            while self._bytes > self._bound:
                _, oldest = self._tiles.popitem(last=False)
                self._bytes -= oldest.size
        return tile

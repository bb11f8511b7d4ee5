"""Finished tiles in memory, ready to be sent, bounded by bytes; one maker per tile however many ask for it.

A tile stays until something it shows has changed. Whoever evicts it also evicts its making: a tile whose making began before
an eviction may show what was before the change, so it goes to those who asked before it and is never kept.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import NamedTuple

RawHeaders = list[tuple[bytes, bytes]]

_MEDIA_TYPE = b"application/vnd.mapbox-vector-tile"
_GZIP_FROM = 256
_GZIP_LEVEL = 5
_OVERHEAD = 2048
_THREAD_FROM = 32_768


class Key(NamedTuple):
    """Which tile: of which layers, as who sees them (`scope`, empty for everybody), where, and whether with what devices
    keep (`observed`).
    """

    scope: str
    layers: tuple[str, ...]
    grid: str
    level: int
    row: int
    col: int
    observed: bool = True


class Tile:
    """A tile as it goes out: its body, and the headers of each answer, made once.

    `size` counts the gzipped form from the start, though it is made only when a client asks for it. `coarse` tells that it
    shows what lower levels do, as it would be too large otherwise. The ETag tells the content, and is weak as the gzipped
    and the plain form share it.
    """

    __slots__ = ("_packed", "body", "coarse", "headers", "opaque_tag", "size", "unchanged_headers")

    def __init__(self, body: bytes, *, coarse: bool = False, private: bool = False) -> None:
        self.body = body
        self.coarse = coarse
        self.opaque_tag = b'"' + hashlib.blake2b(body, digest_size=12).hexdigest().encode() + b'"'
        self.size = 2 * len(body) + _OVERHEAD
        self.unchanged_headers: RawHeaders = [
            (b"etag", b"W/" + self.opaque_tag),
            (b"cache-control", b"private, no-cache" if private else b"no-cache"),
            (b"vary", b"accept-encoding, authorization, cookie" if private else b"accept-encoding"),
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
        self._tiles: OrderedDict[Key, Tile] = OrderedDict()
        self._making: dict[Key, asyncio.Task[Tile]] = {}
        self._places: dict[tuple[str, int], dict[tuple[int, int], set[Key]]] = {}

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._bytes

    def kept(self, key: Key) -> Tile | None:
        """The tile, when it is here."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    async def made(self, key: Key, make: Callable[[], Awaitable[Tile]]) -> Tile:
        """The tile that `make` gives, kept; who asks while it is being made waits for the same one.

        Who asks after an eviction has a new one made.
        """
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.create_task(self._make(key, make))
            self._place(key)
        return await asyncio.shield(task)

    def levels(self) -> list[tuple[str, int]]:
        """The grids and levels of which there are tiles, finished or being made."""
        return list(self._places)

    def near(self, grid: str, level: int, rows: range, cols: range) -> Iterator[Key]:
        """The keys in a rectangle of one level, finished or being made; as dear as the smaller of rectangle and level."""
        places = self._places.get((grid, level), {})
        if len(rows) * len(cols) <= len(places):
            found = [keys for row in rows for col in cols if (keys := places.get((row, col)))]
        else:
            found = [keys for (row, col), keys in places.items() if row in rows and col in cols]
        for keys in found:
            yield from keys

    def is_coarse(self, key: Key) -> bool:
        """Whether the tile shows what lower levels do; of one that is being made nobody knows, so it may."""
        tile = self._tiles.get(key)
        return key in self._making or (tile is not None and tile.coarse)

    def evict(self, keys: Iterable[Key]) -> None:
        """Forget these tiles; those that are being made will not be kept."""
        for key in list(keys):
            self._making.pop(key, None)
            self._drop(key)

    async def _make(self, key: Key, make: Callable[[], Awaitable[Tile]]) -> Tile:
        task = asyncio.current_task()
        try:
            tile = await make()
        except BaseException:
            if self._making.get(key) is task:
                del self._making[key]
                self._unplace(key)
            raise
        if self._making.get(key) is task:
            del self._making[key]
            self._keep(key, tile)
        return tile

    def _keep(self, key: Key, tile: Tile) -> None:
        if tile.size > self._bound:
            self._unplace(key)
            return
        self._tiles[key] = tile
        self._bytes += tile.size
        while self._bytes > self._bound:
            self._drop(next(iter(self._tiles)))

    def _drop(self, key: Key) -> None:
        tile = self._tiles.pop(key, None)
        if tile is not None:
            self._bytes -= tile.size
        self._unplace(key)

    def _place(self, key: Key) -> None:
        self._places.setdefault((key.grid, key.level), {}).setdefault((key.row, key.col), set()).add(key)

    def _unplace(self, key: Key) -> None:
        """The index knows a key as long as it has a tile or a making; so it is never larger than the two."""
        if key in self._making or key in self._tiles:
            return
        level = self._places.get((key.grid, key.level), {})
        keys = level.get((key.row, key.col), set())
        keys.discard(key)
        if not keys:
            level.pop((key.row, key.col), None)
        if not level:
            self._places.pop((key.grid, key.level), None)

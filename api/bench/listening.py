"""Listeners of `/live` under load: how late a committed edit is heard, and what a thousand open maps cost the server.

An edit's delay runs from its line in the change log (written just before it commits) to its arrival in this process. Where
several edits of a feature are told as one, each has arrived when the last one has.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from api.bench.ground import rows
from api.bench.server import HOST, Server, resident_mb
from api.cli.console import Trouble

LISTENERS = 1_000
RATE = 200
LAYER = "street_lamps"
TARGET_P99_MS = 300

_FEATURES = 2_000
_EARS = 20
_PATIENCE_S = 30.0
_TICKS = 100
_CHANGE = re.compile(rb'"id":"([0-9a-f-]{36})","op":"[a-z]+","version":(\d+)')


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What listeners went through: delays in milliseconds, changes that the closely watched ones never heard, messages each
    listener got in a second, and the server's memory in MB at the beginning, in the middle and at the end, with the cores
    it kept busy.
    """

    vi: str
    en: str
    listeners: int
    rate: float
    p50_ms: float
    p99_ms: float
    lost: int
    messages_per_s: float
    memory_mb: tuple[float, float, float]
    cores: float


class Ears(asyncio.Protocol):
    """One open stream; a close one notes when each version arrived."""

    def __init__(self, path: str, *, close: bool) -> None:
        self.heard: list[tuple[float, bytes, int]] = []
        self.messages = 0
        self.open = False
        self._path = path
        self._close = close
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        transport.write(f"GET {self._path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Count, and look closely where asked to."""
        self.open = True
        self.messages += data.count(b"event: changes")
        if self._close:
            now = time.time()
            whole, found, rest = (self._rest + data).rpartition(b"\n")
            self.heard += [(now, match[1], int(match[2])) for match in _CHANGE.finditer(whole + found)]
            self._rest = rest


def measure(server: Server, url: str, *, listeners: int = LISTENERS, rate: int = RATE, seconds: float = 30) -> Heard:
    """`listeners` streams of one layer while `rate` features of it are changed in a second; Trouble when streams break."""
    return asyncio.run(_measured(server, url, listeners, rate, seconds))


def followed[T](server: Server, url: str, layers: str, actor: str, work: Callable[[], T]) -> tuple[T, Heard]:
    """What `work` gives, and how a map that follows `layers` heard the edits that `actor` made meanwhile."""
    began, memory, busy = time.time(), _memory(server), _busy(server)
    with _watched(server, layers) as ear:
        given = work()
    lasted = time.time() - began
    found, lost = delays(url, ear.heard, began, actor)
    return given, Heard(
        vi="một bản đồ, khi sửa qua HTTP",
        en="one map, under edits over HTTP",
        listeners=1,
        rate=(len(found) + lost) / lasted,
        p50_ms=_at(found, 0.5),
        p99_ms=_at(found, 0.99),
        lost=lost,
        messages_per_s=ear.messages / lasted,
        memory_mb=(memory, memory, _memory(server)),
        cores=(_busy(server) - busy) / lasted,
    )


@contextlib.contextmanager
def _watched(server: Server, layers: str) -> Iterator[Ears]:
    """A listener in a thread of its own, so that it hears while the block works."""
    opened: list[Ears] = []
    ready, done = threading.Event(), threading.Event()

    async def listen() -> None:
        opened.extend(await _opened(server, f"/live?layers={layers}", 1))
        ready.set()
        await asyncio.to_thread(done.wait)
        await asyncio.sleep(1)

    thread = threading.Thread(target=lambda: asyncio.run(listen()), daemon=True)
    thread.start()
    if not ready.wait(_PATIENCE_S):
        raise Trouble("không mở được /live", "/live does not open")
    try:
        yield opened[0]
    finally:
        done.set()
        thread.join(_PATIENCE_S)


def delays(
    url: str, heard: list[tuple[float, bytes, int]], since: float, actor: str | None = None
) -> tuple[list[float], int]:
    """The delays in milliseconds of the edits logged since a moment (by `actor`), in order, and how many were never heard."""
    logged = rows(
        url,
        "SELECT feature_id::text, version, extract(epoch FROM at)::float8 FROM layers.changes"
        " WHERE operation = 'update' AND at >= to_timestamp(%s) AND actor = coalesce(%s, actor)",
        [since, actor],
    )
    arrived: dict[bytes, list[tuple[int, float]]] = {}
    for when, feature, version in heard:
        arrived.setdefault(feature, []).append((version, when))
    found: list[float] = []
    lost = 0
    for feature, version, at in logged:
        times = [when for newest, when in arrived.get(feature.encode(), ()) if newest >= version]
        if times:
            found.append((min(times) - at) * 1000)
        else:
            lost += 1
    return sorted(found), lost


async def _measured(server: Server, url: str, listeners: int, rate: int, seconds: float) -> Heard:
    ears = await _opened(server, f"/live?layers={LAYER}", listeners)
    await asyncio.sleep(1)
    memory, busy, began = _memory(server), _busy(server), time.time()
    before = sum(ear.messages for ear in ears)
    editing = asyncio.create_task(asyncio.to_thread(_edit, url, rate, seconds))
    await asyncio.sleep(seconds / 2)
    half = _memory(server)
    made = await editing
    lasted = time.time() - began
    after, used, messages = _memory(server), _busy(server) - busy, sum(ear.messages for ear in ears) - before
    await asyncio.sleep(1)
    found: list[float] = []
    lost = 0
    for ear in ears[:_EARS]:
        late, missed = delays(url, ear.heard, began)
        found += late
        lost += missed
    found.sort()
    return Heard(
        vi=f"{listeners} bản đồ",
        en=f"{listeners} maps",
        listeners=listeners,
        rate=made / lasted,
        p50_ms=_at(found, 0.5),
        p99_ms=_at(found, 0.99),
        lost=lost,
        messages_per_s=messages / listeners / lasted,
        memory_mb=(memory, half, after),
        cores=used / lasted,
    )


async def _opened(server: Server, path: str, count: int) -> list[Ears]:
    loop = asyncio.get_running_loop()
    ears = [Ears(path, close=number < _EARS) for number in range(count)]
    for ear in ears:
        await loop.create_connection(lambda ear=ear: ear, HOST, server.port)
    deadline = loop.time() + _PATIENCE_S
    while not all(ear.open for ear in ears):
        if loop.time() > deadline:
            raise Trouble(
                "không mở được mọi luồng /live", f"only {sum(ear.open for ear in ears)} streams of /live opened"
            )
        await asyncio.sleep(0.05)
    return ears


def _edit(url: str, rate: int, seconds: float) -> int:
    """Change features one by one, each in a transaction of its own, at an even pace; gives how many."""
    with psycopg.connect(url, autocommit=True) as connection:
        fids = connection.execute(f"SELECT fid FROM layers.{LAYER} ORDER BY fid LIMIT {_FEATURES}".encode()).fetchall()
        change = (
            f"UPDATE layers.{LAYER} SET rated_power_w = 90 + version %% 2 * 30, version = version + 1,"
            " updated_at = clock_timestamp() WHERE fid = %s"
        ).encode()
        began, made = time.monotonic(), 0
        while (passed := time.monotonic() - began) < seconds:
            for _ in range(int(passed * rate) - made):
                connection.execute(change, fids[made % len(fids)])
                made += 1
            time.sleep(1 / rate)
    return made


def _at(ordered: list[float], part: float) -> float:
    return ordered[int(len(ordered) * part)] if ordered else float("inf")


def _memory(server: Server) -> float:
    return max(resident_mb(server.pid), default=0.0)


def _busy(server: Server) -> float:
    """Seconds of processor time that the server's processes have used (Linux; else 0)."""
    total = 0.0
    members = [server.pid, *_children(server.pid)]
    for member in members:
        with contextlib.suppress(OSError, ValueError):
            fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError, ValueError):
        return [
            int(child) for file in Path(f"/proc/{pid}/task").glob("*/children") for child in file.read_text().split()
        ]
    return []

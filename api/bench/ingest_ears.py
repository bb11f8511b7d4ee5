"""From a reading to the maps: how late each of a steady stream of readings is heard on the open streams of `/live`.

A reading's delay runs from the moment at which it was sent, which is its own time, to the arrival of its state in this
process. A map that is told to read the state again does so, as a map in a browser does, and what it reads it has heard.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from api.bench.ground import rows
from api.bench.ingest_ground import LAYER, Ground, ingesting, published, result
from api.bench.server import HOST, Server, answer, resident_mb
from api.cli.console import Trouble

MAPS = 200
RATE = 670
"""Messages a second: 2,010 readings."""
TARGET_P99_MS = 1_000

type Heard = tuple[float, int, int]
"""When a map had the state of which feature, and of which second the state was."""

_CLOSE = 5
_PATIENCE_S = 30.0
_LAST_S = 5.0


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """Delays in milliseconds of readings a second on so many maps; `lost` messages of which a closely watched map did not
    have the state, nor a newer one, within five seconds.

    `anew`: how often those maps were told to read the state again, as happens when thousands of features change at once: the
    first silence of a sample city's devices does that.
    """

    maps: int
    rate: float
    p50_ms: float
    p99_ms: float
    lost: int
    anew: int
    kb_per_s: float
    memory_mb: float


class Map(asyncio.Protocol):
    """One open stream; a close one notes when it had which states, and reads them again when it is told to."""

    def __init__(self, port: int, *, close: bool) -> None:
        self.heard: list[Heard] = []
        self.octets = 0
        self.open = False
        self.read: list[asyncio.Task[None]] = []
        self._port = port
        self._close = close
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        transport.write(f"GET /live?layers={LAYER} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Count, and look closely where asked to."""
        self.open = True
        self.octets += len(data)
        if not self._close:
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"data:") and b'"states":' in line:
                self._note(orjson.loads(line[5:])["states"].get(LAYER))
            if b'"states_anew":' in line or line == b"event: reload":
                self.read.append(asyncio.create_task(self._read()))

    async def _read(self) -> None:
        status, body, _ = await asyncio.to_thread(answer, self._port, f"/state?layers={LAYER}", timeout=_PATIENCE_S)
        if status == 200:
            self._note(orjson.loads(body)["layers"][LAYER])

    def _note(self, states: dict[str, list[Any]] | None) -> None:
        now = time.time()
        if states:
            pairs = zip(states["fid"], states["phenomenon_time"], strict=True)
            self.heard += [(now, fid, at) for fid, at in pairs if at is not None]


def measure(ground: Ground, server: Server, *, seconds: float) -> Arrived:
    """A steady stream of readings while `MAPS` maps are open; Trouble when they do not open or readings do not arrive."""
    with ingesting(ground):
        return asyncio.run(_measured(ground, server, seconds))


async def _measured(ground: Ground, server: Server, seconds: float) -> Arrived:
    maps = await _opened(server)
    await asyncio.sleep(1)
    octets = sum(one.octets for one in maps)
    began = time.time()
    process = published(ground.load(round(RATE * seconds), RATE))
    sent = await asyncio.to_thread(result, process)
    await asyncio.sleep(_LAST_S)
    lasted = time.time() - began - _LAST_S
    said = await asyncio.to_thread(_said, ground.url, sent.began)
    delays: list[float] = []
    lost = 0
    for one in maps[:_CLOSE]:
        await asyncio.gather(*one.read)
        found = shown(one.heard, said)
        delays += found
        lost += sent.messages - len(found)
    delays.sort()
    return Arrived(
        maps=len(maps),
        rate=sent.readings / sent.seconds,
        p50_ms=_at(delays, 0.5),
        p99_ms=_at(delays, 0.99),
        lost=lost,
        anew=sum(len(one.read) for one in maps),
        kb_per_s=(sum(one.octets for one in maps) - octets) / len(maps) / lasted / 1000,
        memory_mb=max(resident_mb(server.pid), default=0.0),
    )


def shown(heard: Iterable[Heard], said: Iterable[tuple[int, float]]) -> list[float]:
    """How many milliseconds after its moment a map had each of the states `said` (feature, moment), or a newer one of that
    feature; those that it did not have in time are left out.
    """
    known: dict[int, list[tuple[int, float]]] = {}
    for when, fid, at in heard:
        known.setdefault(fid, []).append((at, when))
    found = [
        min((when for second, when in known.get(fid, ()) if second >= int(at)), default=float("inf")) - at
        for fid, at in said
    ]
    return [delay * 1000 for delay in found if delay <= _LAST_S]


def _said(url: str, since: float) -> list[tuple[int, float]]:
    """Feature and moment of every message since, as the database has it."""
    return [
        (int(fid), float(at))
        for fid, at in rows(
            url,
            "SELECT DISTINCT d.fid, extract(epoch FROM o.phenomenon_time)::float8 FROM layers.observations o"
            " JOIN layers.datastreams d ON d.id = o.datastream"
            " WHERE d.layer = %s AND d.property = 'level_pct' AND o.phenomenon_time >= to_timestamp(%s - 0.01)",
            [LAYER, since],
        )
    ]


async def _opened(server: Server) -> list[Map]:
    loop = asyncio.get_running_loop()
    maps = [Map(server.port, close=number < _CLOSE) for number in range(MAPS)]
    for one in maps:
        await loop.create_connection(lambda one=one: one, HOST, server.port)
    deadline = loop.time() + _PATIENCE_S
    while not all(one.open for one in maps):
        if loop.time() > deadline:
            raise Trouble(
                "không mở được mọi luồng /live", f"only {sum(one.open for one in maps)} streams of /live opened"
            )
        await asyncio.sleep(0.05)
    return maps


def _at(ordered: list[float], part: float) -> float:
    return ordered[int(len(ordered) * part)] if ordered else float("inf")

"""From a reading to the maps: how late each of a steady stream of readings is heard on the open streams of `/live`.

A reading's delay runs from the moment at which it was sent, which is its own time, to the arrival of its state in this
process.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import orjson

from api.bench.ground import rows
from api.bench.ingest_ground import LAYER, Ground, ingesting, published, result
from api.bench.server import HOST, Server, resident_mb
from api.cli.console import Trouble

MAPS = 200
RATE = 670
"""Messages a second: 2,010 readings."""
TARGET_P99_MS = 1_000

_CLOSE = 5
_PATIENCE_S = 30.0
_LAST_S = 5.0


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """Delays in milliseconds of readings a second on so many maps; `lost` messages that a closely watched map never heard.

    `anew`: how often those maps were told to read the state again instead, as happens to a map that falls behind; what they
    did not hear then they read.
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
    """One open stream; a close one notes which states came when."""

    def __init__(self, *, close: bool) -> None:
        self.heard: list[tuple[float, int, int]] = []
        self.octets = self.anew = 0
        self.open = False
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
        now = time.time()
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self.anew += b'"states_anew"' in line
            if line.startswith(b"data:") and b'"states"' in line:
                states = orjson.loads(line[5:])["states"].get(LAYER)
                if states:
                    pairs = zip(states["fid"], states["phenomenon_time"], strict=True)
                    self.heard += [(now, fid, int(at)) for fid, at in pairs if at is not None]


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
        first: dict[tuple[int, int], float] = {}
        for when, fid, at in one.heard:
            first.setdefault((fid, at), when)
        found = [(first[fid, int(at)] - at) * 1000 for fid, at in said if (fid, int(at)) in first]
        delays += found
        lost += sent.messages - len(found)
    delays.sort()
    return Arrived(
        maps=len(maps),
        rate=sent.readings / sent.seconds,
        p50_ms=_at(delays, 0.5),
        p99_ms=_at(delays, 0.99),
        lost=lost,
        anew=sum(one.anew for one in maps),
        kb_per_s=(sum(one.octets for one in maps) - octets) / len(maps) / lasted / 1000,
        memory_mb=max(resident_mb(server.pid), default=0.0),
    )


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
    maps = [Map(close=number < _CLOSE) for number in range(MAPS)]
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

"""The city's tiles as the map asks for them: every source of the city's style, level by level, nothing cached."""

from __future__ import annotations

import http.client
import json
import math
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

from api.bench.sample import busy_tiles
from api.bench.server import HOST, answer
from api.bench.work import PARCELS
from api.cli.console import Trouble

STYLE = "/ogc/styles/city"
ZOOMS = range(8, 19)
TILES = 16
"""How many tiles of a level are asked for: those with most parcels."""
BROWSER = 6
"""How many connections a browser opens to one server."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """What the tiles of one level cost: latency one at a time, latency as a browser asks, and their largest size."""

    zoom: int
    requests: int
    p50_ms: float
    p99_ms: float
    browser_p99_ms: float
    most_bytes: int


def levels(port: int, database_url: str, *, seconds: float) -> list[Level]:
    """Every level in turn, `seconds` for each way of asking; Trouble when a tile is refused."""
    sources = _sources(port)
    return [level for zoom in ZOOMS if (level := _level(port, database_url, sources, zoom, seconds))]


def fill(port: int, database_url: str, *, most_bytes: int = 96 * 1024 * 1024, seconds: float = 60) -> None:
    """Ask for more of the city's tiles than a cache of the default bound holds, so that its memory shows."""
    sources = _sources(port)
    deadline, seen = time.monotonic() + seconds, 0
    for zoom in (16, 17, 15, 18):
        for tile in paths(sources, zoom, busy_tiles(database_url, PARCELS, zoom, 1_000)):
            seen += len(answer(port, tile, timeout=60)[1])
            if seen > most_bytes or time.monotonic() > deadline:
                return


def paths(sources: Sequence[dict[str, object]], zoom: int, addresses: Sequence[tuple[int, int, int]]) -> list[str]:
    """What a map at `zoom` fetches at these addresses, from each source that has tiles of that level."""
    found = []
    for source in sources:
        if not int(str(source.get("minzoom", 0))) <= zoom <= int(str(source.get("maxzoom", 22))):
            continue
        templates = source["tiles"]
        template = urlsplit(str(templates[0] if isinstance(templates, list) else templates))
        for z, row, col in addresses:
            place = template.path.replace("{z}", str(z)).replace("{y}", str(row)).replace("{x}", str(col))
            found.append(f"{place}?{template.query}" if template.query else place)
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _sources(port: int) -> list[dict[str, object]]:
    status, body, _ = answer(port, STYLE, timeout=30)
    if status != 200:
        raise Trouble("không có kiểu bản đồ của thành phố", f"{STYLE} answers {status}")
    return [source for source in json.loads(body)["sources"].values() if source.get("type") == "vector"]


def _level(
    port: int, database_url: str, sources: Sequence[dict[str, object]], zoom: int, seconds: float
) -> Level | None:
    wanted = paths(sources, zoom, busy_tiles(database_url, PARCELS, zoom, TILES))
    if not wanted:
        return None
    _walk(port, wanted, 1, 0)
    alone = _walk(port, wanted, 1, seconds)
    together = _walk(port, wanted, BROWSER, seconds)
    times = [ms for ms, _ in alone]
    return Level(
        zoom=zoom,
        requests=len(alone) + len(together),
        p50_ms=percentile(times, 0.5),
        p99_ms=percentile(times, 0.99),
        browser_p99_ms=percentile([ms for ms, _ in together], 0.99),
        most_bytes=max(size for _, size in alone),
    )


def _walk(port: int, wanted: Sequence[str], connections: int, seconds: float) -> list[tuple[float, int]]:
    """Milliseconds and bytes of each answer; goes round `wanted` at least once and until `seconds` have passed."""
    turn = count()
    deadline = time.monotonic() + seconds

    def one() -> list[tuple[float, int]]:
        seen = []
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        while (mine := next(turn)) < len(wanted) or time.monotonic() < deadline:
            began = time.perf_counter()
            connection.request("GET", wanted[mine % len(wanted)])
            response = connection.getresponse()
            body = response.read()
            if response.status not in (200, 204):
                raise Trouble("máy chủ từ chối một ô", f"{wanted[mine % len(wanted)]} answers {response.status}")
            seen.append(((time.perf_counter() - began) * 1000, len(body)))
        connection.close()
        return seen

    with ThreadPoolExecutor(connections) as pool:
        return [answered for part in pool.map(lambda _: one(), range(connections)) for answered in part]

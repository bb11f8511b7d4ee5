"""A run of the bench: every work, every side, one after the other on the same database, then the report."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from api.bench import city, limits, ours, peers
from api.bench.addresses import Dialect, features, next_path, path, tile_table
from api.bench.constant import BODIES
from api.bench.ground import KEY, Table, laid, rows
from api.bench.load import drive
from api.bench.report import Process, Report, Result, Scaled, Side, write_between_marks
from api.bench.sample import requests
from api.bench.server import HOST, Server, answer, free_port, resident_mb, running
from api.bench.work import CITY, WORKS, Request, Work, chosen, same_count
from api.cli import packages
from api.cli.console import Trouble, say, step
from api.cli.places import ROOT, Places
from api.cli.serve import TARGET, command, environment
from layers.core.tiles import tile_properties
from layers.registry import LAYERS

DOCUMENT = ROOT / "docs" / "performance.md"
WARM_S = 1
CHECKED = 8
CHECK_WITHIN_S = 8.0
ALONE_FROM_S = 2.0
PEER_WORKERS = (1, 2)
SCALED = ("bbox", "parcels-z16")


@dataclass(frozen=True, kw_only=True)
class Runner:
    """One server in the race: its name in the tables, the words it understands, and where it answers."""

    name: str
    dialect: Dialect
    server: Server


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The first answers to a work: features in each, seconds they took, the largest body's size, and the first body."""

    counts: tuple[int, ...]
    seconds: float
    largest: int
    body: bytes


def run(
    database_url: str,
    places: Places,
    *,
    seconds: float = 6,
    only: Sequence[str] = (),
    json_file: Path | None = None,
    write_docs: bool = False,
    other_url: str | None = None,
) -> Report:
    """Measure, print the tables, and write them where asked.

    `seconds` is the length of one timing. With `other_url` only ourselves are measured, with the same requests on both
    databases. Trouble when a server or a tool fails; whatever was started is stopped, also on an interrupt.
    """
    names = chosen(only)
    _need_tools(places)
    with _interruptible():
        report = _empty_report(database_url, seconds)
        if other_url:
            report.scaled = _scale(database_url, other_url, places, seconds)
        else:
            _race(database_url, places, names, report)
    text = report.as_text()
    print(f"\n{text}\n")
    if json_file:
        json_file.write_text(report.as_json(), encoding="utf-8")
    if write_docs:
        write_between_marks(DOCUMENT, text)
    return report


def _race(database_url: str, places: Places, names: Sequence[str], report: Report) -> None:
    works = [work for work in WORKS if work.name in names]
    folder = places.var / "bench"
    tables = _tables(works)
    with contextlib.ExitStack() as stack:
        plain = stack.enter_context(_house("dongha", database_url, folder))
        bare = stack.enter_context(_house("dongha-uncached", database_url, folder, TILE_CACHE_BYTES="0"))
        runners: list[Runner] = []
        if works:
            for peer in peers.PEERS:
                with step(f"Chuẩn bị {peer.name}", f"preparing {peer.name}"):
                    peers.install(peer, folder / peer.name)
            with step("Bày dữ liệu cho các bạn", "laying out the peers' tables"):
                stack.enter_context(laid(database_url, tables, {name: c.declared for name, c in LAYERS.items()}))
            runners = [
                Runner(
                    name=peer.name if workers == 1 else f"{peer.name} ×{workers}",
                    dialect="tipg" if peer is peers.TIPG else "pygeoapi",
                    server=stack.enter_context(
                        peers.serving(peer, folder / peer.name, tables, database_url, workers=workers)
                    ),
                )
                for peer in peers.PEERS
                for workers in PEER_WORKERS
            ]
        for work in works:
            server = plain if work.kind != "tile" or work.cached else bare
            house = Runner(name="dongha", dialect="dongha", server=server)
            with step(f"Đo {work.vi}", f"measuring {work.en}"):
                report.results.append(_measure(work, house, runners, database_url, report.seconds, folder))
        if CITY in names:
            with step("Đo ô bản đồ cả thành phố", "measuring the city's tiles"):
                report.city = city.levels(bare.port, database_url, seconds=report.seconds)
                city.fill(plain.port, database_url)
        for runner in [Runner(name="dongha", dialect="dongha", server=plain), *runners]:
            report.processes.append(_process(runner))


def _measure(
    work: Work, house: Runner, runners: Sequence[Runner], database_url: str, seconds: float, folder: Path
) -> Result:
    asked = requests(database_url, work)
    wanted = _paths(house, work, asked)
    seen = _answers(house, work, wanted)
    mine = _side(house, work, wanted, seen, seen, seconds)
    if not mine.equal:
        raise Trouble(f"{work.vi}: máy chủ trả lời lỗi", f"{work.en}: our own server answers with errors")
    others = []
    for runner in runners:
        theirs = _paths(runner, work, asked)
        others.append(_side(runner, work, theirs, _answers(runner, work, theirs), seen, seconds))
    result = Result(work=work, checked=len(seen.counts), bytes=seen.largest, ours=mine, peers=tuple(others))
    if work.ceiling == "http":
        return replace(result, ceiling_rate=_constant_rate(work, seen.body, seconds, folder))
    statements = ours.statements(work, asked, wanted)
    program = _pgbench()
    rate = limits.rate(database_url, program, statements, seconds=seconds)
    made = None
    if work.kind == "tile":
        made = limits.rate(database_url, program, [limits.unsent(one) for one in statements], seconds=seconds)
    return replace(result, ceiling_rate=rate, made_rate=made)


def _side(runner: Runner, work: Work, wanted: Sequence[str], seen: Answers, mine: Answers, seconds: float) -> Side:
    checked = len(seen.counts)
    equal = same_count(sum(mine.counts[:checked]), sum(seen.counts))
    each = seen.seconds / checked
    if each > ALONE_FROM_S:
        return Side(
            name=runner.name,
            rate=1 / each,
            p50_ms=each * 1000,
            p99_ms=each * 1000,
            features=sum(seen.counts),
            equal=equal,
            alone=True,
        )
    drive(runner.server.url, wanted, seconds=WARM_S)
    load = drive(runner.server.url, wanted, seconds=max(seconds, min(30.0, each * 16)))
    return Side(
        name=runner.name,
        rate=load.rate,
        p50_ms=load.p50_ms,
        p99_ms=load.p99_ms,
        features=sum(seen.counts),
        equal=equal and not load.errors,
    )


def _paths(runner: Runner, work: Work, asked: Sequence[Request]) -> list[str]:
    """The addresses to ask for; pages are walked to, by the links of each page's own server."""
    if work.kind != "page":
        return [path(runner.dialect, work, request) for request in asked]
    found = [path(runner.dialect, work, asked[0])]
    while len(found) < work.requests:
        following = next_path(_body(runner, found[-1]))
        if following is None:
            break
        found.append(following)
    return found


def _answers(runner: Runner, work: Work, wanted: Sequence[str]) -> Answers:
    counts: list[int] = []
    sizes: list[int] = []
    took, first = 0.0, b""
    for address in wanted[:CHECKED]:
        began = time.perf_counter()
        body = _body(runner, address)
        took += time.perf_counter() - began
        first = first or body
        sizes.append(len(body))
        counts.append(features(work, body))
        if took > CHECK_WITHIN_S:
            break
    return Answers(counts=tuple(counts), seconds=took, largest=max(sizes), body=first)


def _body(runner: Runner, address: str) -> bytes:
    status, body, _ = answer(runner.server.port, address, timeout=120)
    if status not in (200, 204):
        raise Trouble(f"{runner.name} trả lời {status}", f"{runner.name} answers {status} to {address}: {body[:200]!r}")
    return body


def _constant_rate(work: Work, body: bytes, seconds: float, folder: Path) -> float:
    suffix = ".mvt" if work.kind == "tile" else ".geojson"
    with tempfile.TemporaryDirectory(prefix="dongha-bench-") as bodies:
        Path(bodies, f"body{suffix}").write_bytes(body)
        port = free_port()
        with running(
            "constant",
            command(HOST, port, "api.bench.constant:create_app"),
            port=port,
            env={**os.environ, "PYTHONPATH": str(ROOT), BODIES: bodies},
            ready="/health",
            log=folder / "constant.log",
            cwd=ROOT,
        ) as server:
            drive(server.url, ["/body"], seconds=WARM_S)
            return drive(server.url, ["/body"], seconds=seconds).rate


def _scale(database_url: str, other_url: str, places: Places, seconds: float) -> list[Scaled]:
    folder = places.var / "bench"
    found: list[Scaled] = []
    with contextlib.ExitStack() as stack:
        pair = [
            Runner(
                name=name,
                dialect="dongha",
                server=stack.enter_context(_house(name, url, folder, TILE_CACHE_BYTES="0")),
            )
            for name, url in (("dongha", database_url), ("dongha-other", other_url))
        ]
        for work in (work for work in WORKS if work.name in SCALED):
            with step(f"Đo {work.vi}", f"measuring {work.en}"):
                asked = requests(database_url, work)
                wanted = _paths(pair[0], work, asked)
                one, other = (_answers(runner, work, wanted) for runner in pair)
                sides = [_side(r, work, wanted, a, a, seconds) for r, a in zip(pair, (one, other), strict=True)]
                found.append(
                    Scaled(
                        work=work,
                        rate=sides[0].rate,
                        features=sum(one.counts) / len(one.counts),
                        other_rate=sides[1].rate,
                        other_features=sum(other.counts) / len(other.counts),
                    )
                )
    return found


@contextlib.contextmanager
def _house(name: str, database_url: str, folder: Path, **settings: str) -> Iterator[Server]:
    """Our own server, exactly as `dongha serve` starts it."""
    port = free_port()
    with running(
        name,
        command(HOST, port, TARGET),
        port=port,
        env=environment(database_url) | settings,
        ready="/health",
        log=folder / f"{name}.log",
        cwd=ROOT,
    ) as server:
        yield server


def _tables(works: Sequence[Work]) -> list[Table]:
    """What the peers need: the public properties for items, for tiles what our own tile of that level carries."""
    found: dict[str, Table] = {}
    for work in works:
        declared = LAYERS[work.layer].declared
        if work.kind == "tile" and work.zoom is not None:
            carried = tuple(p.name for p in tile_properties(declared, work.zoom))
            found[tile_table(work)] = Table(name=tile_table(work), layer=work.layer, attributes=carried, zoom=work.zoom)
        else:
            public = tuple(p.name for p in declared.public if p.name != KEY)
            found[work.layer] = Table(name=work.layer, layer=work.layer, attributes=public)
    return list(found.values())


def _process(runner: Runner) -> Process:
    sizes: list[float] = resident_mb(runner.server.pid)
    return Process(name=runner.name, ready_s=runner.server.ready_s, memory_mb=max(sizes, default=0.0))


def _empty_report(database_url: str, seconds: float) -> Report:
    layers = dict.fromkeys(work.layer for work in WORKS)
    counted = {name: int(rows(database_url, f'SELECT count(*) FROM layers."{name}"')[0][0]) for name in layers}
    server: tuple[Any, ...] = rows(database_url, "SELECT current_setting('server_version'), ext.postgis_lib_version()")[0]
    pins = (peer.requirements[0].partition("==") for peer in peers.PEERS)
    return Report(
        when=dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        machine=f"{os.cpu_count()} cores, {_memory_gib():.0f} GiB, Python {platform.python_version()}",
        versions={
            "PostgreSQL": str(server[0]).split()[0],
            "PostGIS": str(server[1]),
            "granian": version("granian"),
            **{name: number for name, _, number in pins},
        },
        seconds=seconds,
        rows=counted,
    )


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _need_tools(places: Places) -> None:
    if packages.program("wrk") is None:
        packages.install(places, ["wrk"])
    packages.ensure_postgres(places)


def _pgbench() -> Path:
    found = packages.program("pgbench")
    majors = packages.postgres_majors()
    return packages.POSTGRES_LIB / str(majors[0]) / "bin" / "pgbench" if majors else Path(found or "pgbench")


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let a request to end reach the blocks that stop what they started."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        say("Đã dừng các máy chủ của phép đo", "the servers of the bench are stopped")

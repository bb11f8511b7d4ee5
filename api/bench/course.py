"""A run of the bench: every work, every side, one after the other on the same database, then the report."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from api.bench import city, edits, ingest, ingest_ears, ingest_reads, listening, peers
from api.bench.addresses import tile_table
from api.bench.contest import Runner, answers, destinations, in_rounds, load_of, measure, pgbench
from api.bench.document import written_to
from api.bench.ground import Table, laid, rows
from api.bench.ingest_ground import ground
from api.bench.ingest_report import Readings
from api.bench.report import PROCESSES_PART, WORKS_PART, Process, Report, Scaled
from api.bench.sample import requests
from api.bench.server import HOST, Server, free_port, interruptible, resident_mb, running
from api.bench.work import CITY, EDITS, INGEST, WORKS, Work, chosen
from api.cli import packages
from api.cli.console import step
from api.cli.places import ROOT, Places
from api.cli.serve import TARGET, command, environment
from layers.core.tiles import tile_properties
from layers.registry import LAYERS

DOCUMENT = ROOT / "docs" / "performance.md"
PEER_WORKERS = (1, 2)
SCALED = ("bbox", "parcels-z16")
LIVE_SECONDS = 30.0


def run(
    database_url: str,
    places: Places,
    *,
    seconds: float = 6,
    works: Sequence[str] = (),
    json_file: Path | None = None,
    write_docs: bool = False,
    other_url: str | None = None,
    workers: Sequence[int] = PEER_WORKERS,
) -> Report:
    """Measure, print the tables, and write them where asked.

    All works, or those that are named; `seconds` is the length of one timing; each peer runs with each number of
    `workers`. With `other_url` only ourselves are measured, with the same requests on both databases. Trouble when a
    server or a tool fails; whatever was started is stopped, also on an interrupt.
    """
    names = chosen(works)
    _need_tools(places)
    with interruptible():
        report = _empty_report(database_url, seconds)
        if other_url:
            report.scaled = _scale(database_url, other_url, places, seconds)
        else:
            if set(names) - {EDITS, INGEST}:
                _race(database_url, places, names, workers, report)
            if EDITS in names:
                _edit(database_url, places.var / "bench", report)
            if INGEST in names:
                _take_in(database_url, places.var / "bench", report)
    text = report.as_text()
    print(f"\n{text}\n")
    if json_file:
        json_file.write_text(report.as_json(), encoding="utf-8")
    if write_docs:
        parts = report.parts()
        if len(report.results) < len(WORKS) or not report.city:
            parts.pop(PROCESSES_PART, None)  # what a process holds after less than all is no figure to compare
        written_to(DOCUMENT, parts, by_row=WORKS_PART)
    return report


def _race(database_url: str, places: Places, names: Sequence[str], workers: Sequence[int], report: Report) -> None:
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
                    name=peer.name if number == 1 else f"{peer.name} x{number}",
                    dialect="tipg" if peer is peers.TIPG else "pygeoapi",
                    server=stack.enter_context(
                        peers.serving(peer, folder / peer.name, tables, database_url, workers=number)
                    ),
                )
                for peer in peers.PEERS
                for number in workers
            ]
        for work in works:
            server = plain if work.kind != "tile" or work.cached else bare
            house = Runner(name="dongha", dialect="dongha", server=server)
            with step(f"Đo {work.vi}", f"measuring {work.en}"):
                report.results.append(measure(work, house, runners, database_url, report.seconds, folder))
        if CITY in names:
            with step("Đo ô bản đồ cả thành phố", "measuring the city's tiles"):
                report.city = city.levels(bare.port, database_url, seconds=report.seconds)
                city.fill(plain.port, database_url)
        for runner in [Runner(name="dongha", dialect="dongha", server=plain), *runners]:
            report.processes.append(_process(runner))


def _edit(database_url: str, folder: Path, report: Report) -> None:
    """The edits, with nothing else at work: our server on a city of its own."""
    with contextlib.ExitStack() as stack:
        with step("Dựng thành phố riêng để sửa", "making a city of its own to edit"):
            url = stack.enter_context(edits.own_city(database_url))
        server = stack.enter_context(_house("dongha-edits", url, folder))
        with step("Đo việc sửa", "measuring edits"):
            report.edits, heard = listening.followed(
                server,
                url,
                ",".join(edit.layer for edit in edits.EDITS),
                edits.ACCOUNT,
                lambda: edits.measure(server, url, pgbench(), seconds=report.seconds),
            )
        with step("Đo bản đồ đang theo dõi", "measuring maps that follow the changes"):
            report.heard = [heard, listening.measure(server, url, seconds=max(LIVE_SECONDS, report.seconds))]


def _take_in(database_url: str, folder: Path, report: Report) -> None:
    """Readings, from the broker to the maps and charts, on a city of its own."""
    found = Readings(busy=os.getloadavg()[0])
    with contextlib.ExitStack() as stack:
        with step("Dựng thành phố riêng để thu nhận", "making a city of its own to take readings in"):
            url = stack.enter_context(edits.own_city(database_url))
            place = stack.enter_context(ground(url, folder))
        with step("Đo việc thu nhận số đo", "measuring the ingest"):
            found.taken = ingest.measure(place, seconds=report.seconds)
        server = stack.enter_context(_house("dongha-ingest", url, folder))
        with step("Đo từ số đo tới bản đồ", "measuring from a reading to the maps"):
            found.arrived = [ingest_ears.measure(place, server, seconds=max(LIVE_SECONDS, report.seconds))]
        with step("Dựng một năm số đo", "laying out a year of readings"):
            found.laid = ingest_reads.lay_year(url)
        with step("Đo việc đọc số đo", "measuring reads of readings"):
            found.reads = ingest_reads.measure(server, url)
    report.readings = found


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
                wanted = destinations(pair[0], work, asked)
                one, other = (answers(runner, work, wanted) for runner in pair)
                timed = in_rounds({runner.name: load_of(runner, wanted) for runner in pair}, seconds)
                found.append(
                    Scaled(
                        work=work,
                        rate=timed[pair[0].name].rate,
                        features=sum(one.counts) / len(one.counts),
                        other_rate=timed[pair[1].name].rate,
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
            public = tuple(p.name for p in declared.public)
            found[work.layer] = Table(name=work.layer, layer=work.layer, attributes=public)
    return list(found.values())


def _process(runner: Runner) -> Process:
    sizes: list[float] = resident_mb(runner.server.pid)
    return Process(name=runner.name, ready_s=runner.server.ready_s, memory_mb=max(sizes, default=0.0))


def _empty_report(database_url: str, seconds: float) -> Report:
    layers = dict.fromkeys(work.layer for work in WORKS)
    counted = {name: int(rows(database_url, f'SELECT count(*) FROM layers."{name}"')[0][0]) for name in layers}
    asked = "SELECT current_setting('server_version'), ext.postgis_lib_version()"
    server: tuple[Any, ...] = rows(database_url, asked)[0]
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

"""One work against every side: the same requests, their answers compared, then the load in rounds, then the ratios."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median_low

from api.bench import limits, ours
from api.bench.addresses import Dialect, attributes, features, next_path, path
from api.bench.constant import BODIES
from api.bench.load import Load, drive
from api.bench.report import Result, Side
from api.bench.sample import requests
from api.bench.server import HOST, Server, answer, free_port, running
from api.bench.work import Request, Work, same_count
from api.cli import packages
from api.cli.console import Trouble
from api.cli.places import ROOT
from api.cli.serve import command

ROUNDS = 3
"""Every side is timed in turn this many times; the median counts, so that a disturbance does not hit one side alone."""
WARM_S = 1
CHECKED = 8
"""How many answers of each side are read before the load."""
CHECK_WITHIN_S = 8.0
ALONE_FROM_S = 2.0
"""A side that needs longer for one answer is not put under load: its rate is that of one request after the other."""

Timing = Callable[[float], Load]


@dataclass(frozen=True, kw_only=True)
class Runner:
    """One server in the race: its name in the tables, the words it understands, and where it answers."""

    name: str
    dialect: Dialect
    server: Server


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The first answers to a work: features and attributes of each, seconds they took, the largest size, the first body."""

    counts: tuple[int, ...]
    attributes: tuple[frozenset[str], ...]
    seconds: float
    largest: int
    body: bytes

    def like(self, other: Answers) -> bool:
        """Whether the requests that both answered were answered with the same features and attributes."""
        both = min(len(self.counts), len(other.counts))
        mine, theirs = (frozenset[str]().union(*answers.attributes[:both]) for answers in (self, other))
        return same_count(sum(self.counts[:both]), sum(other.counts[:both])) and mine == theirs


def measure(
    work: Work, house: Runner, runners: Sequence[Runner], database_url: str, seconds: float, folder: Path
) -> Result:
    """Do one work on every side; Trouble when our own server fails, for then there is nothing to compare."""
    asked = requests(database_url, work)
    wanted = {runner.name: destinations(runner, work, asked) for runner in (house, *runners)}
    seen = {runner.name: answers(runner, work, wanted[runner.name]) for runner in (house, *runners)}
    mine = seen[house.name]
    timings: dict[str, Timing] = {
        runner.name: load_of(runner, wanted[runner.name])
        for runner in (house, *runners)
        if seen[runner.name].seconds / len(seen[runner.name].counts) <= ALONE_FROM_S
    }
    with _ceilings(work, asked, wanted[house.name], mine.body, database_url, folder) as ceilings:
        timed = in_rounds(timings | ceilings, seconds)
    sides = [side(runner.name, seen[runner.name], mine, timed.get(runner.name)) for runner in (house, *runners)]
    if not sides[0].equal:
        raise Trouble(f"{work.vi}: máy chủ trả lời lỗi", f"{work.en}: our own server answers with errors")
    result = Result(work=work, checked=len(mine.counts), bytes=mine.largest, ours=sides[0], peers=tuple(sides[1:]))
    made = timed["made"].rate if "made" in timed else None
    return replace(result, ceiling_rate=timed["ceiling"].rate, made_rate=made)


def in_rounds(timings: dict[str, Timing], seconds: float) -> dict[str, Load]:
    """Time everybody in turn, `ROUNDS` times over; of each the run with the median rate."""
    rounds = max(1, min(ROUNDS, round(seconds)))
    found: dict[str, list[Load]] = {name: [] for name in timings}
    for timing in timings.values():
        timing(WARM_S)
    for _ in range(rounds):
        for name, timing in timings.items():
            found[name].append(timing(seconds / rounds))
    middle = {name: median_low(load.rate for load in loads) for name, loads in found.items()}
    errors = {name: sum(load.errors for load in loads) for name, loads in found.items()}
    return {
        name: replace(next(load for load in loads if load.rate == middle[name]), errors=errors[name])
        for name, loads in found.items()
    }


def side(name: str, seen: Answers, mine: Answers, load: Load | None) -> Side:
    """What one side did. `seen` are its first answers, `mine` ours; without a load it is timed by `seen` alone."""
    each = seen.seconds / len(seen.counts)
    return Side(
        name=name,
        rate=load.rate if load else 1 / each,
        p50_ms=load.p50_ms if load else each * 1000,
        p99_ms=load.p99_ms if load else each * 1000,
        checked=len(seen.counts),
        features=sum(seen.counts),
        equal=seen.like(mine) and not (load and load.errors),
        alone=load is None,
    )


def destinations(runner: Runner, work: Work, asked: Sequence[Request]) -> list[str]:
    """The paths to ask for; pages are walked to, by the links of each page's own server."""
    if work.kind != "page":
        return [path(runner.dialect, work, request) for request in asked]
    found = [path(runner.dialect, work, asked[0])]
    while len(found) < work.requests:
        following = next_path(_body(runner, found[-1]))
        if following is None:
            break
        found.append(following)
    return found


def answers(runner: Runner, work: Work, wanted: Sequence[str]) -> Answers:
    """Ask one at a time and read what came, for as long as `CHECK_WITHIN_S` allows."""
    bodies: list[bytes] = []
    took = 0.0
    for address in wanted[:CHECKED]:
        began = time.perf_counter()
        bodies.append(_body(runner, address))
        took += time.perf_counter() - began
        if took > CHECK_WITHIN_S:
            break
    return Answers(
        counts=tuple(features(work, body) for body in bodies),
        attributes=tuple(frozenset(attributes(work, body)) for body in bodies),
        seconds=took,
        largest=max(map(len, bodies)),
        body=bodies[0],
    )


def load_of(runner: Runner, wanted: Sequence[str]) -> Timing:
    """The load of one server, to be given its seconds."""
    return lambda seconds: drive(runner.server.url, wanted, seconds=seconds)


def _body(runner: Runner, address: str) -> bytes:
    status, body, _ = answer(runner.server.port, address, timeout=120)
    if status not in (200, 204):
        raise Trouble(f"{runner.name} trả lời {status}", f"{runner.name} answers {status} to {address}: {body[:200]!r}")
    return body


@contextlib.contextmanager
def _ceilings(
    work: Work, asked: Sequence[Request], paths: Sequence[str], body: bytes, database_url: str, folder: Path
) -> Iterator[dict[str, Timing]]:
    """What bounds a work, ready to be timed: `ceiling`, and for SQL `made`, the same without sending the body."""
    if work.ceiling == "http":
        with _constant(work, body, folder) as server:
            yield {"ceiling": lambda seconds: drive(server.url, ["/body"], seconds=seconds)}
        return
    program = pgbench()
    statements = ours.statements(work, asked, paths)
    unsent = [limits.unsent(one, "tile" if work.kind == "tile" else "features") for one in statements]
    yield {
        "ceiling": lambda seconds: limits.run(database_url, program, statements, seconds=seconds),
        "made": lambda seconds: limits.run(database_url, program, unsent, seconds=seconds),
    }


@contextlib.contextmanager
def _constant(work: Work, body: bytes, folder: Path) -> Iterator[Server]:
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
            yield server


def pgbench() -> Path:
    """Where PostgreSQL's own load program is."""
    found = packages.program("pgbench")
    majors = packages.postgres_majors()
    return packages.POSTGRES_LIB / str(majors[0]) / "bin" / "pgbench" if majors else Path(found or "pgbench")

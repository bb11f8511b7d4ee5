"""What a run found, as values, as JSON and as tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from api.bench.city import Level
from api.bench.edits import TARGET_P99_MS, TARGET_RATE, Edited
from api.bench.ingest_report import ARRIVED_HEAD, READ_HEAD, TAKEN_HEAD, Readings, arrived_row, read_row, taken_row
from api.bench.listening import TARGET_P99_MS as HEARD_P99_MS
from api.bench.listening import Heard
from api.bench.work import Work

CITY_P99_MS = 150
CITY_BYTES = 500_000
MEMORY_MB = 250
READY_S = 3
SCALE_RATIO = 1.5
WORKS_PART = "bench"
"""The part of a report whose rows are works, measured one by one; each row says of which run it is."""
PROCESSES_PART = "bench-processes"
UNLIKE = "- (khác nội dung / unlike content)"


@dataclass(frozen=True, kw_only=True)
class Side:
    """What one side did: requests a second, latencies, and the features found in its `checked` first answers.

    `alone` marks a side so slow that its requests were timed one at a time instead of under load.
    """

    name: str
    rate: float
    p50_ms: float
    p99_ms: float
    checked: int
    features: int
    equal: bool
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class Result:
    """One work: ourselves, the peers, the ceiling, and `made_rate`: a tile made but not sent."""

    work: Work
    checked: int
    bytes: int
    ours: Side
    peers: tuple[Side, ...]
    ceiling_rate: float | None = None
    made_rate: float | None = None

    @property
    def best_peer(self) -> Side | None:
        """The fastest peer; only one that found the same features counts."""
        return max((peer for peer in self.peers if peer.equal), key=lambda peer: peer.rate, default=None)

    @property
    def over_peer(self) -> float | None:
        """How many times the best peer's rate we reach."""
        return self.ours.rate / self.best_peer.rate if self.best_peer and self.best_peer.rate else None

    @property
    def of_ceiling(self) -> float | None:
        """Which part of the ceiling we reach."""
        return self.ours.rate / self.ceiling_rate if self.ceiling_rate else None


@dataclass(frozen=True, kw_only=True)
class Process:
    """One server process: seconds to its first good answer, resident memory of its largest process after the bench."""

    name: str
    ready_s: float
    memory_mb: float


@dataclass(frozen=True, kw_only=True)
class Scaled:
    """The same requests to two databases: rates, and features per request there."""

    work: Work
    rate: float
    features: float
    other_rate: float
    other_features: float

    @property
    def slower(self) -> float:
        """How many times slower the other database answers."""
        return self.rate / self.other_rate if self.other_rate else float("inf")


@dataclass(kw_only=True)
class Report:
    """A whole run."""

    when: str
    machine: str
    versions: dict[str, str]
    seconds: float
    rows: dict[str, int]
    results: list[Result] = field(default_factory=list)
    city: list[Level] = field(default_factory=list)
    edits: list[Edited] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    readings: Readings = field(default_factory=Readings)
    processes: list[Process] = field(default_factory=list)
    scaled: list[Scaled] = field(default_factory=list)

    def as_json(self) -> str:
        """For machines: every value, and the ratios."""
        document = asdict(self)
        for found, result in zip(document["results"], self.results, strict=True):
            best = result.best_peer
            found |= {
                "best_peer": best.name if best else None,
                "over_peer": result.over_peer,
                "of_ceiling": result.of_ceiling,
            }
        for found, scaled in zip(document["scaled"], self.scaled, strict=True):
            found["slower"] = scaled.slower
        return json.dumps(document, ensure_ascii=False, indent=1)

    def as_text(self) -> str:
        """For people: Markdown tables, with what was set out to be reached beside each ratio."""
        return "\n\n".join([self._head(), *(table for tables in self._tables().values() for table in tables)])

    def parts(self) -> dict[str, str]:
        """What was measured, each part as Markdown by its name and with a line about the run."""
        return {name: "\n\n".join([self._head(), *tables]) for name, tables in self._tables().items()}

    def _tables(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if self.results:
            names = [peer.name for peer in max(self.results, key=lambda result: len(result.peers)).peers]
            head = ["việc / work", "dongha", *names, "trần / ceiling", "p50 ms", "p99 ms"]
            found[WORKS_PART] = [
                _table(_RATIO_HEAD, [[*_ratio_row(result), self.when] for result in self.results]),
                _table(head, [_rate_row(result, names) for result in self.results]),
                _NOTES,
            ]
        if self.processes:
            found[PROCESSES_PART] = [_table(_PROCESS_HEAD, [_process_row(process) for process in self.processes])]
        if self.city:
            found["bench-city"] = [_table(_CITY_HEAD, [_city_row(level) for level in self.city])]
        if self.edits:
            found["bench-edits"] = [
                _table(_EDIT_HEAD, [_edit_row(edited) for edited in self.edits]),
                _table(_HEARD_HEAD, [_heard_row(heard) for heard in self.heard]),
            ]
        if self.readings.taken:
            found["bench-ingest"] = [
                _table(TAKEN_HEAD, [taken_row(taken) for taken in self.readings.taken]),
                _table(ARRIVED_HEAD, [arrived_row(arrived) for arrived in self.readings.arrived]),
                _table(READ_HEAD, [read_row(read) for read in self.readings.reads]),
                self.readings.ground,
            ]
        if self.scaled:
            found["bench-scale"] = [_table(_SCALE_HEAD, [_scale_row(scaled) for scaled in self.scaled])]
        return found

    def _head(self) -> str:
        versions = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        rows = ", ".join(f"{count:,} {name}" for name, count in self.rows.items())
        return f"{self.when} · {self.machine} · {versions} · {rows} · {self.seconds:g} s a timing"


_RATIO_HEAD = (
    "việc / work",
    "đối tượng mỗi yêu cầu / features each",
    "kB",
    "so bạn giỏi nhất / times the best peer",
    "đích / target",
    "phần của trần / of ceiling",
    "đích / target",
    "trần / ceiling",
    "lần đo / run",
)
_NOTES = (
    "Yêu cầu mỗi giây / requests a second. "
    "¹ từng yêu cầu một, quá chậm để chịu tải / one at a time, too slow for the load. "
    "² nội dung khác, không so / other features, not compared. "
    "(…) phần của ô được dựng mà không gửi / part of the rate at which PostgreSQL makes the tile without sending it."
)
_CITY_HEAD = (
    "z",
    "yêu cầu / requests",
    "p50 ms",
    "p99 ms",
    "p99 ms, 6 cùng lúc / at once",
    "kB lớn nhất / largest",
    "đích / target",
)
_EDIT_HEAD = (
    "sửa / edit",
    "sửa mỗi giây / edits a second",
    "p50 ms",
    "p99 ms",
    "riêng CSDL / database alone",
    "đích / target",
)
_HEARD_HEAD = (
    "đang theo dõi / following",
    "thay đổi mỗi giây / changes a second",
    "nghe sau p50 ms / heard after",
    "p99 ms",
    "không nghe / never heard",
    "tin mỗi giây / messages a second",
    "MB đầu, giữa, cuối / begin, middle, end",
    "lõi / cores",
    "đích / target",
)
_PROCESS_HEAD = ("tiến trình / process", "sẵn sàng s / ready s", "MB", "đích / target")
_SCALE_HEAD = (
    "việc / work",
    "/s",
    "đối tượng / features",
    "/s xN",
    "đối tượng / features xN",
    "chậm hơn / slower",
    "đích / target",
)


def _ratio_row(result: Result) -> list[str]:
    work, best = result.work, result.best_peer
    return [
        _title(work),
        f"{result.ours.features / result.checked:,.0f}",
        f"{result.bytes / 1000:,.1f}",
        f"**{result.over_peer:.1f}** ({best.name})" if result.over_peer and best else UNLIKE,
        f"≥ {work.over_peer:g}" if work.over_peer else "",
        f"**{result.of_ceiling:.2f}**" + (f" ({result.ours.rate / result.made_rate:.2f})" if result.made_rate else "")
        if result.of_ceiling
        else "-",
        f"≥ {work.of_ceiling:g}" if work.of_ceiling else "",
        "SQL" if work.ceiling == "sql" else "HTTP",
    ]


def _rate_row(result: Result, names: Sequence[str]) -> list[str]:
    peers = {peer.name: peer for peer in result.peers}
    return [
        _title(result.work),
        _rate(result.ours.rate),
        *(_peer_rate(peers.get(name)) for name in names),
        _rate(result.ceiling_rate) if result.ceiling_rate else "-",
        f"{result.ours.p50_ms:.1f}",
        f"{result.ours.p99_ms:.1f}",
    ]


def _peer_rate(side: Side | None) -> str:
    if side is None:
        return ""
    marks = ("¹" if side.alone else "") + ("" if side.equal else "²")
    return f"{_rate(side.rate)}{marks}"


def _city_row(level: Level) -> list[str]:
    met = level.p99_ms < CITY_P99_MS and level.most_bytes <= CITY_BYTES
    return [
        str(level.zoom),
        str(level.requests),
        f"{level.p50_ms:.1f}",
        f"**{level.p99_ms:.1f}**",
        f"{level.browser_p99_ms:.1f}",
        f"**{level.most_bytes / 1000:.0f}**",
        f"< {CITY_P99_MS} ms, ≤ {CITY_BYTES // 1000} kB {'✓' if met else '✗'}",
    ]


def _edit_row(edited: Edited) -> list[str]:
    met = edited.rate >= TARGET_RATE and edited.p99_ms < TARGET_P99_MS
    return [
        f"{edited.vi} / {edited.en}",
        f"**{_rate(edited.rate)}**",
        f"{edited.p50_ms:.1f}",
        f"**{edited.p99_ms:.1f}**",
        _rate(edited.bare_rate),
        f"≥ {TARGET_RATE}, < {TARGET_P99_MS} ms {'✓' if met else '✗'}",
    ]


def _heard_row(heard: Heard) -> list[str]:
    met = heard.p99_ms < HEARD_P99_MS and not heard.lost
    return [
        f"{heard.vi} / {heard.en}",
        _rate(heard.rate),
        f"{heard.p50_ms:.0f}",
        f"**{heard.p99_ms:.0f}**",
        str(heard.lost),
        f"{heard.messages_per_s:.1f}",
        ", ".join(f"{size:.0f}" for size in heard.memory_mb),
        f"{heard.cores:.2f}",
        f"< {HEARD_P99_MS} ms {'✓' if met else '✗'}",
    ]


def _process_row(process: Process) -> list[str]:
    ours = process.name.startswith("dongha")
    target = f"< {READY_S} s, < {MEMORY_MB} MB" if ours else ""
    return [process.name, f"{process.ready_s:.1f}", f"{process.memory_mb:.0f}", target]


def _scale_row(scaled: Scaled) -> list[str]:
    return [
        _title(scaled.work),
        _rate(scaled.rate),
        f"{scaled.features:,.0f}",
        _rate(scaled.other_rate),
        f"{scaled.other_features:,.0f}",
        f"**{scaled.slower:.2f}**",
        f"≤ {SCALE_RATIO}",
    ]


def _title(work: Work) -> str:
    return f"{work.vi} / {work.en}"


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.2f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

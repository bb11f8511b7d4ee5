"""What the ingest did, as rows of tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.bench.ingest import MEMORY_GROWTH_MB, Taken
from api.bench.ingest_ears import TARGET_P99_MS, Arrived
from api.bench.ingest_reads import Read


@dataclass(kw_only=True)
class Readings:
    """Everything that was measured of readings; `laid` are the rows of the year that the charts were drawn from.

    `busy` is the machine's load average when the run began; a figure taken on a busy machine is no figure of ours.
    """

    taken: list[Taken] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    laid: dict[str, int] = field(default_factory=dict)
    busy: float = 0.0

    @property
    def ground(self) -> str:
        """What the tables stand on, in one line."""
        rows = ", ".join(f"{count:,} {name}" for name, count in self.laid.items())
        return (
            f"Năm số đo / the year of readings: {rows}. "
            f"Máy đã bận sẵn / the machine was busy before (load average): {self.busy:.1f}."
        )


TAKEN_HEAD = (
    "ghi số đo / taking readings in",
    "số đo mỗi giây / readings a second",
    "giây / seconds",
    "mất / lost",
    "chậm s / behind s",
    "MB đầu, giữa, cuối / begin, middle, end",
    "lõi / cores",
    "đích / target",
)
ARRIVED_HEAD = (
    "bản đồ đang mở / open maps",
    "số đo mỗi giây / readings a second",
    "p50 ms",
    "p99 ms",
    "mất (đọc lại) / lost (read anew)",
    "kB mỗi giây, bản đồ / kB a second, map",
    "MB",
    "đích / target",
)
READ_HEAD = ("hỏi / asked", "p50 ms", "p99 ms", "kB", "giá trị / values", "đích / target")


def taken_row(taken: Taken) -> list[str]:
    """A line of the first table."""
    memory = taken.memory_mb
    target = ""
    if taken.target and memory:
        met = taken.rate >= taken.target and not taken.lost and memory[2] - memory[1] < MEMORY_GROWTH_MB
        target = f"≥ {taken.target:,.0f}, 0, đều / flat {'✓' if met else '✗'}"
    return [
        f"{taken.vi} / {taken.en}",
        f"**{taken.rate:,.0f}**",
        f"{taken.seconds:.0f}",
        str(taken.lost),
        "" if taken.lag_s is None else f"{taken.lag_s:.1f}",
        ", ".join(f"{size:.0f}" for size in memory) if memory else "",
        "" if taken.cores is None else f"{taken.cores:.2f}",
        target,
    ]


def arrived_row(arrived: Arrived) -> list[str]:
    """A line of the second table."""
    met = arrived.p99_ms < TARGET_P99_MS and not arrived.lost
    return [
        str(arrived.maps),
        f"{arrived.rate:,.0f}",
        f"{arrived.p50_ms:.0f}",
        f"**{arrived.p99_ms:.0f}**",
        f"{arrived.lost} ({arrived.anew})",
        f"{arrived.kb_per_s:.0f}",
        f"{arrived.memory_mb:.0f}",
        f"< {TARGET_P99_MS} ms {'✓' if met else '✗'}",
    ]


def read_row(read: Read) -> list[str]:
    """A line of the third table."""
    target = f"< {read.target_ms:g} ms {'✓' if read.p99_ms < read.target_ms else '✗'}" if read.target_ms else ""
    values = f"{read.values:,}" if read.values else ""
    return [f"{read.vi} / {read.en}", f"{read.p50_ms:.1f}", f"**{read.p99_ms:.1f}**", f"{read.kb:,.0f}", values, target]

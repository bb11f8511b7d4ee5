"""How the ingest is doing: counts since its start, kept in a file so that others can tell, and a line in the log."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE_SECONDS = 2.0
LINE_SECONDS = 60.0


@dataclass(slots=True)
class Figures:
    """Counts since the start: messages `received` and `rejected`; readings `stored`, `repeated` (there already) and `late`.

    `waiting` messages are not in the database yet, `dropped` ones wanted no acknowledgement and came faster than they could
    be kept; `lag_s` is how long the oldest message of the last batch waited, `batch_ms` how long that batch took.
    """

    slot: int
    at: float = 0.0
    received: int = 0
    stored: int = 0
    repeated: int = 0
    late: int = 0
    rejected: int = 0
    dropped: int = 0
    batches: int = 0
    waiting: int = 0
    lag_s: float = 0.0
    batch_ms: float = 0.0
    database: str = "away"
    broker: str = "away"
    subscribed_at: float | None = None


@dataclass(slots=True)
class Board:
    """Where the figures are put up: a file (None: nowhere), rewritten whole."""

    path: Path | None
    figures: Figures
    _written: float = field(default=float("-inf"))

    @property
    def due(self) -> bool:
        """Whether it is time to write the file."""
        return time.monotonic() - self._written >= FILE_SECONDS

    def put_up(self) -> None:
        """Write the file."""
        if self.path is None:
            return
        self._written = time.monotonic()
        self.figures.at = round(time.time(), 3)
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        beside.write_text(json.dumps(asdict(self.figures)), "utf-8")
        beside.replace(self.path)


def line(figures: Figures) -> str:
    """The figures in one line."""
    return (
        f"received {figures.received}, stored {figures.stored}, repeated {figures.repeated}, late {figures.late}, "
        f"rejected {figures.rejected}, dropped {figures.dropped}, waiting {figures.waiting}, lag {figures.lag_s:.2f} s, "
        f"batch {figures.batch_ms:.0f} ms, database {figures.database}, broker {figures.broker}"
    )

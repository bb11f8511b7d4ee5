"""A place in the change log: which transactions a reader of the feed has seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_LONGEST = 8_192
_TEXT = re.compile(
    r"(?P<epoch>[0-9A-Za-z-]{1,64})\.(?P<first>\d{1,18}):(?P<next>\d{1,18}):(?P<open>(?:\d{1,18},)*\d{1,18})?"
)


@dataclass(frozen=True)
class Position:
    """A life of the log and a snapshot of PostgreSQL in it (`xmin:xmax:xip,...`); its text is the cursor of `/live`.

    Everything committed is either visible in the snapshot or the work of a transaction in `open` or from `next` on: so what
    is new since then is found without looking at the rest, however long a transaction stays open.
    """

    epoch: str
    snapshot: str

    @classmethod
    def parse(cls, text: str) -> Position | None:
        """The position that `text` tells, or None when it tells none."""
        match = _TEXT.fullmatch(text) if len(text) <= _LONGEST else None
        if match is None or int(match["first"]) > int(match["next"]) or int(match["first"]) == 0:
            return None
        opened = [int(txid) for txid in (match["open"] or "").split(",") if txid]
        if opened != sorted(set(opened)) or not all(
            int(match["first"]) <= txid < int(match["next"]) for txid in opened
        ):
            return None
        return cls(match["epoch"], text.partition(".")[2])

    @cached_property
    def open(self) -> list[str]:
        """The transactions that were under way."""
        running = self.snapshot.split(":")[2]
        return running.split(",") if running else []

    @property
    def next(self) -> str:
        """The first transaction that had not begun."""
        return self.snapshot.split(":")[1]

    def __str__(self) -> str:
        return f"{self.epoch}.{self.snapshot}"

"""The history of a feature as a list of what happened to it, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from api.changes.entries import instant


@dataclass(frozen=True, slots=True)
class Event:
    """A version that came to be (create, update), or that ceased without another one (delete).

    `began` and `ended` bound the time in which this was so; `ended` None: it is so now.
    """

    operation: str
    version: int
    began: Any
    ended: Any
    actor: str | None
    client: str | None

    def told(self, *, staff: bool) -> dict[str, Any]:
        """As it stands in an answer; who it was is for staff."""
        said: dict[str, Any] = {
            "version": self.version,
            "operation": self.operation,
            "from": instant(self.began),
            "to": instant(self.ended) if self.ended else None,
            "current": self.ended is None,
        }
        return said | {"actor": self.actor, "client": self.client} if staff else said


def events(versions: Sequence[Any], logged: Iterable[Any]) -> list[Event]:
    """What happened, newest first, from rows of versions (newest first) and what the log says of them.

    A version that the log has forgotten is an update, the first one a creation.
    """
    said = {(row["version"], row["operation"] == "delete"): row for row in logged}
    made: list[Event] = []
    came_back: Any = None
    for row in versions:
        number = row["version"]
        gone = said.get((number, True))
        if gone is not None and row["ended"] is not None:
            made.append(Event("delete", number, row["ended"], came_back, gone["actor"], gone["client"]))
        born = said.get((number, False))
        operation = born["operation"] if born else ("create" if number == 1 else "update")
        actor, client = (born["actor"], born["client"]) if born else (None, None)
        made.append(Event(operation, number, row["began"], row["ended"], actor, client))
        came_back = row["began"]
    return made

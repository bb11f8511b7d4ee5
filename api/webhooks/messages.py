"""What a webhook says: changed features, or that the receiver has to start over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import orjson

from api.changes.entries import Entry, instant

CHANGED = "features.changed"
START_OVER = "features.start-over"
LARGEST_FEATURE = 65_536
"""A feature of more bytes is not sent along; its address is."""


def changed(found: Iterable[Entry]) -> str:
    """A message of changes, in the order of the log."""
    told = b",".join(_told(entry) for entry in found)
    return _message(CHANGED, b"".join((b'{"changes":[', told, b"]}")))


def start_over(layers: Sequence[str]) -> str:
    """A message that what was missed cannot be told any more: download these layers (none: all) again."""
    return _message(START_OVER, orjson.dumps({"layers": list(layers)}))


def _told(entry: Entry) -> bytes:
    layer, identifier = entry.said.layer, str(entry.said.feature)
    head = orjson.dumps(
        {
            "layer": layer,
            "operation": entry.operation,
            "id": identifier,
            "version": entry.version,
            "at": instant(entry.said.at),
            "href": f"/ogc/collections/{layer}/items/{identifier}",
        }
    )
    if entry.feature is None or len(entry.feature) > LARGEST_FEATURE:
        return head
    return b"".join((head[:-1], b',"feature":', entry.feature, b"}"))


def _message(kind: str, data: bytes) -> str:
    now = instant(dt.datetime.now(dt.UTC))
    return b"".join((orjson.dumps({"type": kind, "timestamp": now})[:-1], b',"data":', data, b"}")).decode()

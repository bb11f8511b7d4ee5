"""What a listener is told: the changes of a moment, one for each feature, as pieces of JSON that are written once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from api.feed import Box, Change
from api.live.states import MOST_STATES

MOST_OF_A_LAYER = 400
"""Changed features of a layer that are told one by one; when there are more, the layer is to be read again."""

_RADIUS_M = 6_378_137.0


@dataclass(slots=True)
class News:
    """What has become of one feature: its place before (`was`) and now, None where it was or is not.

    `earlier` is the version before, None when the feature was not there; `version` the last one that is known.
    """

    layer: str
    id: UUID
    fid: int | None
    version: int | None
    earlier: int | None
    was: Box | None
    now: Box | None
    exists: bool
    _pieces: dict[str, bytes] = field(default_factory=dict[str, bytes])

    @property
    def op(self) -> str | None:
        """create, update or delete; None when it came and went."""
        if self.earlier is None:
            return "create" if self.exists else None
        return "update" if self.exists else "delete"

    def meets(self, box: Box, op: str) -> bool:
        """Whether what `op` may tell of it lies in a box."""
        return any(_meet(place, box) for place in self._places(op))

    def piece(self, op: str) -> bytes:
        """It as JSON, told as `op`: who may no longer see a feature hears of a deletion where it was, and nothing else."""
        found = self._pieces.get(op)
        if found is None:
            said: dict[str, Any] = {"layer": self.layer, "fid": self.fid, "id": str(self.id), "op": op}
            if op != "delete":
                said["version"] = self.version
            before, *after = self._places(op) if op == "update" else (None, *self._places(op))
            said["bbox"] = degrees(after[0]) if after and after[0] else None
            if before is not None and before != after[0]:
                said["before"] = degrees(before)
            found = self._pieces[op] = orjson.dumps(said)
        return found

    def _places(self, op: str) -> tuple[Box | None, ...]:
        match op:
            case "create":
                return (self.now,)
            case "delete":
                return (self.was,)
            case _:
                return self.was, self.now


@dataclass(slots=True)
class Bulletin:
    """The news of a moment, with what goes by layer: boxes that were drawn again, features whose state is new (None: all of
    them), and the layers that are to be read anew.
    """

    news: list[News] = field(default_factory=list[News])
    redrawn: dict[str, Box] = field(default_factory=dict[str, Box])
    states: dict[str, set[int] | None] = field(default_factory=dict[str, "set[int] | None"])
    anew: set[str] = field(default_factory=set[str])


def bulletin(changes: Iterable[Change], concerned: Callable[[Change], tuple[str, ...]]) -> Bulletin:
    """Merge changes, in their order; `concerned` gives the layers in which one may be seen."""
    found = Bulletin()
    features: dict[tuple[str, UUID], News] = {}
    for change in changes:
        layers = concerned(change)
        found.anew.update(name for name in layers if name != change.layer)
        if change.layer not in layers:
            continue
        match change.operation:
            case "overview":
                _redraw(found, change)
            case "state":
                _state(found, change)
            case "create" | "update" | "delete" if change.feature_id is not None:
                key = change.layer, change.feature_id
                features[key] = _merged(features.get(key), change, change.feature_id)
            case _:
                found.anew.add(change.layer)
    counts: dict[str, int] = {}
    for news in features.values():
        counts[news.layer] = counts.get(news.layer, 0) + 1
    found.anew.update(layer for layer, count in counts.items() if count > MOST_OF_A_LAYER)
    found.news = [news for news in features.values() if news.layer not in found.anew and news.op is not None]
    return found


def degrees(box: Box) -> list[float]:
    """A box in Web Mercator as west, south, east, north in degrees, to 1e-6 (0.1 m)."""
    west, south, east, north = box
    return [
        round(_longitude(west), 6),
        round(_latitude(south), 6),
        round(_longitude(east), 6),
        round(_latitude(north), 6),
    ]


def mercator(box: Box) -> Box:
    """A box in degrees of WGS 84 as west, south, east, north in Web Mercator."""
    west, south, east, north = box
    return _easting(west), _northing(south), _easting(east), _northing(north)


def _merged(earlier: News | None, change: Change, feature: UUID) -> News:
    created, deleted = change.operation == "create", change.operation == "delete"
    before = None if created else change.version if deleted else (change.version or 1) - 1
    was = None if created else change.bbox_before or change.bbox
    if earlier is not None:
        before, was = earlier.earlier, earlier.was
    return News(
        layer=change.layer,
        id=feature,
        fid=change.fid,
        version=change.version,
        earlier=before,
        was=was,
        now=None if deleted else change.bbox,
        exists=not deleted,
    )


def _redraw(found: Bulletin, change: Change) -> None:
    if change.bbox is not None:
        known = found.redrawn.get(change.layer)
        found.redrawn[change.layer] = _union(known, change.bbox) if known else change.bbox


def _state(found: Bulletin, change: Change) -> None:
    known = found.states.setdefault(change.layer, set())
    if known is not None:
        known.update(change.fids)
    if known is None or not change.fids or len(known) > MOST_STATES:
        found.states[change.layer] = None


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _meet(place: Box | None, box: Box) -> bool:
    if place is None:
        return False
    return place[0] <= box[2] and place[2] >= box[0] and place[1] <= box[3] and place[3] >= box[1]


def meet(place: Box, box: Box) -> bool:
    """Whether two boxes share a point."""
    return _meet(place, box)


def _longitude(x: float) -> float:
    return math.degrees(x / _RADIUS_M)


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh(y / _RADIUS_M)))


def _easting(longitude: float) -> float:
    return _RADIUS_M * math.radians(longitude)


def _northing(latitude: float) -> float:
    return _RADIUS_M * math.asinh(math.tan(math.radians(max(-89.9, min(89.9, latitude)))))

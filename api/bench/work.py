"""The list of works: what is asked of every side, and what we set out to reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from api.cli.console import Trouble

Kind = Literal["item", "page", "bbox", "tile"]
Ceiling = Literal["sql", "http"]

PARCELS = "land_parcels"
LAMPS = "street_lamps"
CITY = "city-tile"
EDITS = "edits"
INGEST = "ingest"
CACHED = "cached-tile"
BOX_M = 1000
MOST_FEATURES = 10_000
ROUNDING = 0.05
"""How far the feature counts of two sides may be apart: some search a box in degrees, some the upright box around it."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """One work: a kind of request to one layer.

    `over_peer` is the ratio to the best peer that we set out to reach, `of_ceiling` the part of `ceiling`: the same SQL
    through pgbench, or a constant body of the same size from the same HTTP server.
    """

    name: str
    vi: str
    en: str
    kind: Kind
    layer: str = PARCELS
    limit: int = MOST_FEATURES
    filter: str | None = None
    zoom: int | None = None
    requests: int = 48
    over_peer: float | None = None
    ceiling: Ceiling = "sql"
    of_ceiling: float | None = None
    cached: bool = False


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request in no server's words: which feature, which box (west, south, east, north in CRS84), which tile."""

    fid: int = 0
    id: str = ""
    bbox: tuple[float, float, float, float] | None = None
    tile: tuple[int, int, int] | None = None


FILTER = "use_code = 'ODT' AND area_m2 > 120"

WORKS: tuple[Work, ...] = (
    Work(
        name="single-feature",
        vi="một đối tượng",
        en="single feature",
        kind="item",
        requests=100,
        over_peer=5,
        ceiling="http",
        of_ceiling=0.6,
    ),
    Work(
        name="items-10",
        vi="10 đối tượng",
        en="10 items",
        kind="page",
        limit=10,
        requests=20,
        over_peer=12,
        ceiling="http",
        of_ceiling=0.6,
    ),
    Work(
        name="items-1000",
        vi="1.000 đối tượng",
        en="1,000 items",
        kind="page",
        limit=1000,
        requests=20,
        over_peer=12,
        of_ceiling=0.65,
    ),
    Work(name="bbox", vi="khung 1 km²", en="1 km² bbox", kind="bbox", over_peer=7, of_ceiling=0.65),
    Work(
        name="bbox-filter",
        vi="khung 1 km² + lọc CQL2",
        en="1 km² bbox + CQL2",
        kind="bbox",
        filter=FILTER,
        over_peer=7,
        of_ceiling=0.65,
    ),
    Work(name="parcels-z12", vi="thửa đất, ô z12", en="parcel tile z12", kind="tile", zoom=12, of_ceiling=0.9),
    Work(
        name="parcels-z14",
        vi="thửa đất, ô z14",
        en="parcel tile z14",
        kind="tile",
        zoom=14,
        over_peer=1.4,
        of_ceiling=0.9,
    ),
    Work(
        name="parcels-z16",
        vi="thửa đất, ô z16",
        en="parcel tile z16",
        kind="tile",
        zoom=16,
        over_peer=2,
        of_ceiling=0.9,
    ),
    Work(
        name="lamps-z14",
        vi="đèn đường, ô z14",
        en="lamp tile z14",
        kind="tile",
        layer=LAMPS,
        zoom=14,
        over_peer=2,
        of_ceiling=0.9,
    ),
    Work(
        name=CACHED,
        vi="ô z16 trong bộ đệm",
        en="cached tile z16",
        kind="tile",
        zoom=16,
        over_peer=40,
        ceiling="http",
        of_ceiling=0.7,
        cached=True,
    ),
)
NAMES = (*(work.name for work in WORKS), CITY, EDITS, INGEST)


def chosen(named: Sequence[str]) -> tuple[str, ...]:
    """The names of the works to do: all, or those that are `named`; Trouble for a name that is none."""
    for name in named:
        if name not in NAMES:
            raise Trouble(f"không có phép đo {name}", f"no such work: {name}; choose from {', '.join(NAMES)}")
    return tuple(name for name in NAMES if not named or name in named)


def same_count(ours: int, theirs: int) -> bool:
    """Whether two sides found the same features, up to `ROUNDING`."""
    return abs(ours - theirs) <= ROUNDING * max(ours, theirs)

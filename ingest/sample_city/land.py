"""Parcels of the cadastre with sheet and number, and the lineage of some of them."""

from functools import cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.blocks import (
    CEMETERY,
    COMMERCE,
    HEALTH,
    MARKET,
    OFFICE,
    PARK,
    PORT,
    RESERVE,
    SCHOOL,
    SPORT,
    STATION,
    WORSHIP,
    blocks,
)
from ingest.sample_city.chance import Floats, Waves, stream
from ingest.sample_city.layout import ALLEY, CHANNEL, HOUSE, PLOT, WOOD, WORKS
from ingest.sample_city.parcels import parcels
from ingest.sample_city.sheet import Sheet, Town, dates, multi, pick, places, some
from ingest.sample_city.streets import Addresses
from ingest.sample_city.wards import ward_codes

SHEET_M: Final = 500.0
"""A cadastral map sheet covers 500 m by 500 m."""

_USE: Final = {
    HOUSE: "ODT",
    ALLEY: "DGT",
    CHANNEL: "DTL",
    WORKS: "SKC",
    PARK: "DKV",
    SCHOOL: "DGD",
    HEALTH: "DYT",
    OFFICE: "TSC",
    MARKET: "DCH",
    SPORT: "DTT",
    COMMERCE: "TMD",
    CEMETERY: "NTD",
    WORSHIP: "TON",
    STATION: "DGT",
    PORT: "DGT",
    RESERVE: "BCS",
}


@cache
def middles() -> Floats:
    """A point of each parcel."""
    return places(parcels().area)


@cache
def fronts() -> Floats:
    """A point a step before each parcel's front, out in the street; its middle where the front is unknown."""
    corners = parcels().corners
    front = (corners[:, 0] + corners[:, 1]) / 2
    back = (corners[:, 2] + corners[:, 3]) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        out = (front - back) / np.hypot(*(front - back).T)[:, None]
    return np.where(np.isnan(front), middles(), front + 2.0 * out)


def _uses() -> np.ndarray:
    rng = stream("land use")
    lot = parcels()
    use = np.array([_USE.get(name, "") for name in lot.use], dtype=object)
    heart = places(blocks().area)[lot.block]
    wet = Waves("crops", 1500)(heart) + 0.5 * Waves("crops.fine", 350)(middles())
    plot = lot.use == PLOT
    use[plot] = np.select([wet > 0.75, wet > -0.45, wet > -0.75], ["HNK", "LUC", "LUK"], "CLN")[plot]
    use[plot & (rng.random(len(use)) < 0.02)] = "NTS"
    wood = lot.use == WOOD
    use[wood] = np.select([wet > 0.6, wet > -0.6, wet > -0.85], ["RPH", "RSX", "CLN"], "DCS")[wood]
    shrine = (lot.use == WORSHIP) & (rng.random(len(use)) < 0.45)
    use[shrine] = "TIN"
    return use


def _sheets(ward: np.ndarray, xy: Floats) -> tuple[np.ndarray, np.ndarray]:
    """Map sheet and parcel number of each parcel: sheets counted from north-west in each ward, parcels in each sheet."""
    column = np.floor(xy[:, 0] / SHEET_M).astype(int)
    row = -np.floor(xy[:, 1] / SHEET_M).astype(int)
    sheet = np.zeros(len(xy), int)
    for code in np.unique(ward):
        here = np.flatnonzero(ward == code)
        _, number = np.unique(row[here] * 1000 + column[here], return_inverse=True)
        sheet[here] = number + 1
    number = np.zeros(len(xy), int)
    strip = np.floor(-xy[:, 1] / 40)
    order = np.lexsort([xy[:, 0], strip, sheet, ward])
    new = (np.diff(sheet[order], prepend=-1) != 0) | np.concatenate([[True], ward[order][1:] != ward[order][:-1]])
    start = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    number[order] = np.arange(len(order)) - start + 1
    return sheet, number


def land_parcels(town: Town) -> Sheet:
    """Every parcel."""
    rng = stream("land parcels")
    lot = parcels()
    count = len(lot.area)
    ward = ward_codes(middles())
    sheet, number = _sheets(ward, middles())
    area = np.round(shapely.area(lot.area), 1)
    use = _uses()
    garden = (use == "ODT") & (area > 420)
    full = rng.random(count)
    certified = (full < 0.9) & (rng.random(count) < 0.93) & ~np.isin(use, ["DGT", "DTL", "BCS", "DCS"])
    house, street = Addresses(town["roads"]).numbers(fronts())
    built = np.isin(lot.use, [HOUSE, WORKS, SCHOOL, HEALTH, OFFICE, MARKET, COMMERCE, WORSHIP, SPORT, STATION, PORT])
    legal = np.round(area * (1 + rng.normal(0, 0.006, count)), 1)
    return Sheet(
        "land_parcels",
        [f"{w}.{s}.{n}" for w, s, n in zip(ward, sheet, number, strict=True)],
        multi(lot.area),
        {
            "map_sheet": sheet.astype(str),
            "parcel_no": number.astype(str),
            "sheet_parcel": [f"{s}/{n}" for s, n in zip(sheet, number, strict=True)],
            "old_map_sheet": some(rng, (sheet // 3 + 1).astype(str), 0.3),
            "old_parcel_no": some(rng, rng.integers(1, 900, count).astype(str), 0.3),
            "area_m2": area,
            "legal_area_m2": some(rng, legal, 0.88),
            "use_code": use,
            "use_codes": [["ODT", "CLN"] if mixed else [main] for main, mixed in zip(use, garden, strict=True)],
            "address": [f"{n} {s}" if b else None for n, s, b in zip(house, street, built, strict=True)],
            "completeness": np.where(full < 0.9, "full", np.where(full < 0.975, "surveyed", "sketch")),
            "has_certificate": [bool(c) if k < 0.975 else None for c, k in zip(certified, full, strict=True)],
            "certificate_ref": [
                f"GCN-{k:08d}" if c else None for k, c in zip(rng.permutation(count), certified, strict=True)
            ],
            "holder_ref": [f"NSD-{k:08d}" for k in rng.integers(0, 10**8, count)],
            "valid_from": dates(rng, "2009-08-11", "2024-12-31", count),
            "valid_to": [None] * count,
        },
        ward_code=ward,
        key=[f"{w}.{s}.{n}" for w, s, n in zip(ward, sheet, number, strict=True)],
    )


def parcel_changes(town: Town) -> Sheet:
    """Splits and merges that made some of today's house lots, and changes of use."""
    rng = stream("parcel changes")
    land = town["land_parcels"]
    geom = land.geom
    lot = parcels()
    homes = np.flatnonzero((lot.use == HOUSE) & (lot.facing != "?"))
    begin = rng.choice(homes[:-1], 420, replace=False)
    kinds: list[str] = []
    before: list[list[str]] = []
    after: list[list[str]] = []
    area: list[BaseGeometry] = []
    for k in np.sort(begin):
        code = land.code[k]
        stem = code.rsplit(".", 1)[0]
        former = f"{stem}.{int(code.rsplit('.', 1)[1]) + 2000}"
        whole = shapely.coverage_union_all(geom[[k, k + 1]])
        beside = lot.block[k + 1] == lot.block[k] and lot.use[k + 1] == HOUSE and len(shapely.get_parts(whole)) == 1
        kind = str(pick(rng, ["split", "merge", "use_change", "boundary"], [0.55, 0.2, 0.15, 0.1], 1)[0])
        if kind == "split" and beside:
            before.append([former])
            after.append([code, land.code[k + 1]])
            area.append(whole)
        elif kind == "merge":
            before.append([former, f"{former}-2"])
            after.append([code])
            area.append(geom[k])
        else:
            kind = "use_change" if kind == "split" else kind
            before.append([code])
            after.append([code])
            area.append(geom[k])
        kinds.append(kind)
    shape = multi(np.array(area, dtype=object))
    count = len(shape)
    changed = dates(rng, "2021-01-04", "2026-11-13", count)
    return Sheet(
        "parcel_changes",
        numbered_changes(changed),
        shape,
        {
            "kind": kinds,
            "parent_codes": before,
            "child_codes": after,
            "area_m2": np.round(shapely.area(shape), 1),
            "decision": [f"{n}/HS-ĐĐ" for n in rng.integers(100, 4000, count)],
            "changed_on": changed,
            "note": [None] * count,
        },
    )


def numbered_changes(changed: np.ndarray) -> list[str]:
    """Codes BD-year-number for changes, counted through."""
    return [f"BD-{day[:4]}-{number:04d}" for number, day in enumerate(changed, 1)]

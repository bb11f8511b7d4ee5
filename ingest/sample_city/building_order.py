"""Construction: permits, sites, inspections, violations."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import shapely

from ingest.sample_city.chance import stream
from ingest.sample_city.sheet import NOW, Sheet, Town, moments, numbered, pick, places

_TODAY = NOW.date()


def _days(rng: np.random.Generator, first: date, last: date, count: int) -> list[date]:
    return [first + timedelta(days=int(n)) for n in np.sort(rng.integers(0, (last - first).days + 1, count))]


def construction_permits(town: Town) -> Sheet:
    """Permits of the last three years, each on the footprint of a house."""
    rng = stream("permits")
    houses = town["buildings"]
    own = np.sort(
        rng.choice(np.flatnonzero(np.isin(houses["use"], ["house", "shophouse", "commerce"])), 860, replace=False)
    )
    own = rng.permutation(own)
    count = len(own)
    issued = _days(rng, date(2023, 11, 1), date(2026, 11, 18), count)
    status = pick(rng, ["issued", "extended", "completed", "revoked"], [0.5, 0.1, 0.38, 0.02], count)
    lapsed = np.array([d + timedelta(days=365) < _TODAY for d in issued])
    status[(status == "issued") & lapsed] = "completed"
    status[(status == "completed") & (rng.random(count) < 0.06)] = "expired"
    status[-26:] = "applied"
    applied = status == "applied"
    storeys = houses["storey_count"][own].astype(int)
    footprint = houses["footprint_m2"][own].astype(float)
    year: dict[int, int] = {}
    code: list[str] = []
    for d in issued:
        year[d.year] = year.get(d.year, 0) + 1
        code.append(f"GPXD-{d.year}-{year[d.year]:04d}")
    return Sheet(
        "construction_permits",
        code,
        houses.geom[own],
        {
            "permit_no": [f"{c.split('-')[2]}/GPXD-{c.split('-')[1]}" for c in code],
            "kind": pick(rng, ["new", "repair", "relocate", "temporary"], [0.82, 0.13, 0.01, 0.04], count),
            "status": status,
            "address": houses["address"][own],
            "owner_ref": [f"CDT-{n:08d}" for n in rng.integers(0, 10**8, count)],
            "storey_count": storeys,
            "height_m": houses["height_m"][own],
            "footprint_m2": footprint,
            "floor_area_m2": np.round(footprint * storeys, 1),
            "setback_m": np.round(rng.choice([0.0, 0.6, 1.5, 2.4, 3.0], count), 1),
            "issued_on": [None if a else d for a, d in zip(applied, issued, strict=True)],
            "expires_on": [
                None if a else d + timedelta(days=365 * (2 if s == "extended" else 1))
                for a, d, s in zip(applied, issued, status, strict=True)
            ],
            "parcel_id": houses["parcel_id"][own],
        },
        ward_code=np.asarray(houses.ward_code)[own],
    )


def construction_sites(town: Town) -> Sheet:
    """Sites of running and finished works; a few have no permit, a few have outgrown theirs."""
    rng = stream("sites")
    permits = town["construction_permits"]
    houses = town["buildings"]
    kept = np.flatnonzero(np.isin(permits["status"], ["issued", "extended"]))[:230]
    taken = {str(p) for p in permits["parcel_id"]}
    wild = [
        k
        for k in rng.permutation(len(houses))[:400]
        if houses["use"][k] == "house" and str(houses["parcel_id"][k]) not in taken
    ][:24]
    shape = permits.geom[kept].copy()
    wide = rng.random(len(kept)) < 0.07
    shape[wide] = shapely.buffer(shape[wide], 0.35, join_style="mitre")
    geom = np.concatenate([shape, houses.geom[wild]])
    count = len(geom)
    stage = pick(
        rng,
        ["not_started", "foundation", "structure", "finishing", "completed", "suspended"],
        [0.1, 0.2, 0.32, 0.26, 0.08, 0.04],
        count,
    )
    storeys = np.concatenate([permits["storey_count"][kept], houses["storey_count"][wild]]).astype(int)
    built = np.select(
        [np.isin(stage, ["not_started", "foundation"]), stage == "structure"], [0, np.ceil(storeys / 2)], storeys
    ).astype(int)
    begun = [
        d + timedelta(days=int(n))
        for d, n in zip(permits["issued_on"][kept], rng.integers(5, 60, len(kept)), strict=True)
    ]
    begun += [date(2026, 6, 1) + timedelta(days=int(n)) for n in rng.integers(0, 150, len(wild))]
    begun = [min(d, _TODAY) for d in begun]
    return Sheet(
        "construction_sites",
        numbered("CT-", count, 4),
        geom,
        {
            "stage": stage,
            "address": np.concatenate([permits["address"][kept], houses["address"][wild]]),
            "storeys_built": built,
            "height_m": np.round(built * 3.5, 1),
            "footprint_m2": np.round(shapely.area(geom), 1),
            "contractor_ref": [f"NT-{n:06d}" for n in rng.integers(0, 10**6, count)],
            "started_on": [None if s == "not_started" else d for s, d in zip(stage, begun, strict=True)],
            "completed_on": [
                _TODAY - timedelta(days=int(n)) if s == "completed" else None
                for s, n in zip(stage, rng.integers(0, 3, count), strict=True)
            ],
            "permit_id": [*permits.id[kept], *[None] * len(wild)],
            "parcel_id": np.concatenate([permits["parcel_id"][kept], houses["parcel_id"][wild]]),
        },
    )


def inspections(town: Town) -> Sheet:
    """Visits to the sites."""
    rng = stream("inspections")
    sites = town["construction_sites"]
    own = rng.integers(0, len(sites), 520)
    count = len(own)
    spot = places(sites.geom)[own] + rng.normal(0, 1.5, (count, 2))
    at = moments(rng, 300, count)
    bare = np.array([sites["permit_id"][k] is None for k in own])
    result = np.where(
        bare & (rng.random(count) < 0.8),
        "violation",
        pick(rng, ["compliant", "remarks", "violation", "no_access"], [0.74, 0.16, 0.06, 0.04], count),
    )
    return Sheet(
        "inspections",
        numbered("KT-", count, 4),
        shapely.points(np.round(spot, 2)),
        {
            "inspected_at": [t.replace(hour=8 + n % 8, minute=5 * (n % 12)) for n, t in enumerate(at)],
            "result": result,
            "stage": sites["stage"][own],
            "note": ["Ghi chú nội bộ (mẫu)"] * count,
            "inspector_ref": [f"CB-{n:03d}" for n in rng.integers(1, 14, count)],
            "photo_refs": [[f"anh-mau/kt-{n:04d}.jpg"] for n in range(count)],
            "next_due_on": [
                (t + timedelta(days=int(n))).date() if n > 20 else None
                for t, n in zip(at, rng.integers(7, 60, count), strict=True)
            ],
            "site_id": sites.id[own],
        },
        ward_code=np.asarray(sites.ward_code)[own],
    )


_REMEDIES = {
    "no_permit": "Dừng thi công, lập hồ sơ xin cấp giấy phép xây dựng",
    "wrong_permit": "Điều chỉnh phần xây sai giấy phép",
    "encroachment": "Tháo dỡ phần lấn sang thửa liền kề",
    "public_land": "Trả lại hiện trạng đất công",
    "road_corridor": "Tháo dỡ phần lấn hành lang đường bộ",
    "unsafe": "Bổ sung che chắn, biện pháp an toàn",
}


def building_violations(town: Town) -> Sheet:
    """Recorded violations and how far their remedy has come."""
    rng = stream("violations")
    sites = town["construction_sites"]
    bare = [k for k in range(len(sites)) if sites["permit_id"][k] is None]
    own = np.array([*bare, *rng.integers(0, len(sites), 66)])
    count = len(own)
    behaviour = np.array(
        ["no_permit"] * len(bare) + list(pick(rng, list(_REMEDIES)[1:], [0.4, 0.15, 0.12, 0.2, 0.13], 66)), dtype=object
    )
    recorded = [t.date() for t in moments(rng, 420, count)]
    status = pick(rng, ["recorded", "decided", "remedied", "enforced", "cancelled"], [0.2, 0.3, 0.4, 0.06, 0.04], count)
    done = np.isin(status, ["remedied", "enforced", "cancelled"])
    closed: list[Any] = [
        min(d + timedelta(days=int(n)), _TODAY) if x else None
        for d, n, x in zip(recorded, rng.integers(15, 120, count), done, strict=True)
    ]
    order = rng.permutation(count)
    own, behaviour = own[order], behaviour[order]
    return Sheet(
        "building_violations",
        numbered("VP-", count, 3),
        shapely.points(np.round(places(sites.geom)[own], 2)),
        {
            "record_no": [f"{k:03d}/BB-VPHC" for k in range(1, count + 1)],
            "behaviour": behaviour,
            "status": status,
            "address": sites["address"][own],
            "area_m2": np.round(rng.gamma(2, 9, count), 1),
            "violator_ref": [f"DT-{n:08d}" for n in rng.integers(0, 10**8, count)],
            "fine_vnd": [
                None if s in ("recorded", "cancelled") else int(n) * 1_000_000
                for s, n in zip(status, rng.integers(5, 80, count), strict=True)
            ],
            "remedy": [_REMEDIES[b] for b in behaviour],
            "recorded_on": recorded,
            "deadline_on": [d + timedelta(days=60) for d in recorded],
            "closed_on": closed,
            "site_id": sites.id[own],
        },
        ward_code=np.asarray(sites.ward_code)[own],
    )

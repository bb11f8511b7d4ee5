"""Incidents as citizens, officers, cameras and sensors report them, and how they were handled."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import numpy as np
import shapely

from ingest.sample_city.chance import stream
from ingest.sample_city.relief import height
from ingest.sample_city.sheet import NOW, Sheet, Town, moments, numbered, pick
from ingest.sample_city.skeleton import urbanity

INCIDENTS: Final = 900


class _Service(NamedTuple):
    code: str
    department: str
    share: float
    hours: int
    summaries: tuple[str, ...]


_SERVICES: Final = (
    _Service(
        "sanitation",
        "public_utilities",
        0.2,
        24,
        ("Rác tồn đọng chưa thu gom", "Đổ rác sai nơi quy định", "Xà bần đổ trên vỉa hè"),
    ),
    _Service(
        "infrastructure",
        "urban_management",
        0.17,
        72,
        ("Mặt đường hư hỏng, có ổ gà", "Nắp hố ga bị bể", "Vỉa hè sụt lún", "Rò rỉ nước sạch"),
    ),
    _Service(
        "lighting",
        "public_utilities",
        0.16,
        48,
        ("Đèn đường không sáng", "Đèn đường nhấp nháy", "Đèn sáng cả ban ngày"),
    ),
    _Service(
        "trees",
        "public_utilities",
        0.08,
        48,
        ("Cành cây gãy treo trên cao", "Cây nghiêng có nguy cơ đổ", "Cây che khuất đèn tín hiệu"),
    ),
    _Service(
        "flooding",
        "economy",
        0.12,
        12,
        ("Ngập đường sau mưa lớn", "Cống thoát nước bị tắc", "Nước sông dâng vào đường dân sinh"),
    ),
    _Service(
        "traffic_safety",
        "police",
        0.1,
        24,
        ("Đèn tín hiệu không hoạt động", "Biển báo bị che khuất", "Dừng đỗ lấn làn"),
    ),
    _Service(
        "urban_order",
        "construction_order",
        0.08,
        72,
        ("Lấn chiếm vỉa hè để kinh doanh", "Biển quảng cáo đặt sai quy định"),
    ),
    _Service(
        "construction_order", "construction_order", 0.06, 120, ("Xây dựng không che chắn", "Vật liệu để lấn lòng đường")
    ),
    _Service("security", "police", 0.03, 12, ("Tụ tập gây ồn ban đêm", "Phản ánh mất trật tự nơi công cộng")),
)

_STATUSES: Final = ("received", "assigned", "in_progress", "resolved", "rejected", "duplicate")

_MESSAGES: Final = {
    "received": "Đã tiếp nhận phản ánh",
    "assigned": "Đã chuyển đơn vị xử lý",
    "in_progress": "Đang xử lý tại hiện trường",
    "resolved": "Đã xử lý xong",
    "rejected": "Không thuộc phạm vi xử lý",
    "duplicate": "Trùng với phản ánh đã có",
}


def incidents(town: Town) -> Sheet:
    """Reports of the last 120 days; old ones are mostly settled, the newest are open."""
    rng = stream("incidents")
    roads = town["roads"]
    share = np.array([s.share for s in _SERVICES])
    kind = rng.choice(len(_SERVICES), INCIDENTS, p=share / share.sum())
    line = roads.geom
    middle = shapely.get_coordinates(shapely.line_interpolate_point(line, 0.5, normalized=True))
    weight = (0.02 + urbanity(middle)) * shapely.length(line) * np.array([name is not None for name in roads["name"]])
    road = rng.choice(len(line), INCIDENTS, p=weight / weight.sum())
    flooding = np.array([_SERVICES[k].code == "flooding" for k in kind])
    low = weight * (height(middle) < 2.9)
    road[flooding] = rng.choice(len(line), flooding.sum(), p=low / low.sum())
    at = shapely.get_coordinates(
        shapely.line_interpolate_point(line[road], rng.uniform(0.05, 0.95, INCIDENTS), normalized=True)
    )
    lighting = np.flatnonzero([_SERVICES[k].code == "lighting" for k in kind])
    lamps = shapely.get_coordinates(town["street_lamps"].geom)
    broken = np.flatnonzero(town["street_lamps"]["status"] == "fault")
    lamp = rng.choice(broken, len(lighting), replace=False)
    at[lighting] = lamps[lamp]
    road[lighting] = shapely.STRtree(line).nearest(shapely.points(lamps[lamp]))
    spot = np.round(at + rng.normal(0, 2.0, at.shape), 2)
    requested = moments(rng, 120, INCIDENTS)
    age = np.array([(NOW - t).total_seconds() / 3600 for t in requested])
    due = [t + timedelta(hours=_SERVICES[k].hours) for t, k in zip(requested, kind, strict=True)]
    taken = np.array([_SERVICES[k].hours for k in kind]) * rng.gamma(2.2, 0.32, INCIDENTS)
    closed = np.where(rng.random(INCIDENTS) < 0.06, "rejected", "resolved")
    status = np.select(
        [age > taken, age > 0.5 * taken, age > 0.2 * taken], [closed, "in_progress", "assigned"], "received"
    ).astype(object)
    stuck = rng.random(INCIDENTS) < 0.05
    status[stuck & (age > 24)] = "in_progress"
    twin: list[int | None] = [None] * INCIDENTS
    for n in np.flatnonzero(rng.random(INCIDENTS) < 0.04):
        near = [m for m in range(max(0, n - 60), n) if kind[m] == kind[n] and twin[m] is None]
        if near:
            m = near[-1]
            twin[n], status[n], spot[n], road[n] = m, "duplicate", np.round(spot[m] + rng.normal(0, 9, 2), 2), road[m]
    done = np.isin(status, ["resolved", "rejected", "duplicate"])
    resolved: list[datetime | None] = [
        min(t + timedelta(hours=float(h)), NOW) if d else None for t, h, d in zip(requested, taken, done, strict=True)
    ]
    code = [f"DH-2026-{n:06d}" for n in range(1, INCIDENTS + 1)]
    sheet = Sheet(
        "incidents",
        code,
        shapely.points(spot),
        {
            "service_code": [_SERVICES[k].code for k in kind],
            "status": status,
            "priority": np.where(
                flooding, "urgent", pick(rng, ["low", "normal", "high", "urgent"], [0.15, 0.6, 0.2, 0.05], INCIDENTS)
            ),
            "summary": [str(rng.choice(_SERVICES[k].summaries)) for k in kind],
            "description": ["Nội dung phản ánh (mẫu)"] * INCIDENTS,
            "address": roads["name"][road],
            "channel": pick(
                rng,
                ["app", "web", "phone", "officer", "camera", "sensor", "open311"],
                [0.42, 0.16, 0.14, 0.14, 0.05, 0.05, 0.04],
                INCIDENTS,
            ),
            "reporter_ref": [f"NPA-{n:08d}" for n in rng.integers(0, 10**8, INCIDENTS)],
            "media_refs": [[f"anh-mau/pa-{n:06d}.jpg"] if n % 3 else [] for n in range(INCIDENTS)],
            "department": [
                None if s == "received" else _SERVICES[k].department for s, k in zip(status, kind, strict=True)
            ],
            "requested_at": requested,
            "due_at": due,
            "resolved_at": resolved,
            "rating": [
                int(r) if s == "resolved" and n % 2 else None
                for n, (s, r) in enumerate(
                    zip(status, rng.choice([1, 2, 3, 4, 5], INCIDENTS, p=[0.04, 0.06, 0.2, 0.4, 0.3]), strict=True)
                )
            ],
        },
    )
    sheet.columns["duplicate_of_id"] = [None if m is None else sheet.id[m] for m in twin]
    return sheet


def incident_updates(town: Town) -> Sheet:
    """The steps each incident has gone through."""
    rng = stream("updates")
    reports = town["incidents"]
    rows: list[tuple[int, str, datetime]] = []
    for n, status in enumerate(reports["status"]):
        begin: Any = reports["requested_at"][n]
        end: Any = reports["resolved_at"][n] or NOW
        steps = ["received"]
        if status in ("duplicate", "rejected"):
            steps.append(str(status))
        else:
            steps += list(_STATUSES[1 : _STATUSES.index(str(status)) + 1])
        shares = [0.0, *np.sort(rng.uniform(0.05, 0.95, max(len(steps) - 2, 0))), 1.0][: len(steps)]
        if status in ("received", "assigned", "in_progress"):
            shares = [share * 0.9 for share in shares]
        rows += [(n, step, begin + (end - begin) * float(share)) for step, share in zip(steps, shares, strict=True)]
    own = np.array([n for n, _, _ in rows])
    count = len(rows)
    return Sheet(
        "incident_updates",
        numbered("CNPA-", count, 5),
        reports.geom[own],
        {
            "incident_id": reports.id[own],
            "status": [step for _, step, _ in rows],
            "message": [_MESSAGES[step] for _, step, _ in rows],
            "note": ["Ghi chú nội bộ (mẫu)"] * count,
            "author_ref": [f"CB-{n:03d}" for n in rng.integers(1, 60, count)],
            "media_refs": [["anh-mau/sau-xu-ly.jpg"] if step == "resolved" else [] for _, step, _ in rows],
            "department": [None if step == "received" else reports["department"][n] for n, step, _ in rows],
            "happened_at": [when.replace(microsecond=0) for _, _, when in rows],
        },
        ward_code=np.asarray(reports.ward_code)[own],
    )

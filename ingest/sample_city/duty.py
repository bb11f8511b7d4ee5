"""The duty desk: alerts that the layers raised, and tasks that follow from them and from incidents."""

from datetime import timedelta

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.chance import stream
from ingest.sample_city.ground import outline
from ingest.sample_city.sheet import NOW, Sheet, Town, multi, numbered

_URGENCY = {"Minor": "Expected", "Moderate": "Expected", "Severe": "Immediate"}


def alerts(town: Town) -> Sheet:
    """Alerts of the last day: rising rivers, silent cabinets, overdue incidents, limits passed."""
    gauges = town["flood_points"]
    rows: list[tuple[str, str, str, str, str, str, object, BaseGeometry, float]] = []
    for k in np.flatnonzero(gauges["alarm"] != "none"):
        level, name = gauges["level_m"][k], gauges["name"][k]
        alarm = str(gauges["alarm"][k]).upper().replace("BD", "báo động ")
        rows.append(
            (
                f"Mực nước {name} {f'{level:.2f}'.replace('.', ',')} m, trên {alarm}",
                f"Water at {name} {level:.2f} m, above alarm {alarm[-1]}",
                "Met",
                "Minor" if alarm.endswith("1") else "Moderate",
                "flood_points",
                "open",
                gauges.id[k],
                gauges.geom[k].buffer(600),
                3.0,
            )
        )
    cabinets = town["lighting_cabinets"]
    rows += [
        (
            f"Tủ chiếu sáng {cabinets.code[k]} mất điện",
            f"Lighting cabinet {cabinets.code[k]} has no power",
            "Infra",
            "Minor",
            "lighting_cabinets",
            "acknowledged",
            cabinets.id[k],
            cabinets.geom[k].buffer(260),
            7.0,
        )
        for k in np.flatnonzero(cabinets["status"] == "fault")[:3]
    ]
    stations = town["monitoring_stations"]
    k = int(np.nanargmax(np.array([v if v is not None else np.nan for v in stations["tss_mgl"]], float)))
    rows.append(
        (
            f"{stations['name'][k]}: TSS vượt giới hạn",
            "Suspended solids above the limit",
            "Env",
            "Moderate",
            "monitoring_stations",
            "open",
            stations.id[k],
            stations.geom[k].buffer(350),
            2.0,
        )
    )
    closures = town["road_closures"]
    rows += [
        (
            f"Cấm đường: {closures['street'][k]}",
            "Road closed",
            "Transport",
            "Minor",
            "road_closures",
            "open",
            closures.id[k],
            closures.geom[k].buffer(40),
            20.0,
        )
        for k in [k for k in range(len(closures)) if closures["ends_at"][k] is None][:3]
    ]
    rows.append(
        (
            "Mưa lớn diện rộng, đề phòng ngập úng vùng thấp",
            "Heavy rain, low ground may flood",
            "Met",
            "Moderate",
            "rain_gauges",
            "open",
            town["rain_gauges"].id[0],
            outline(),
            9.0,
        )
    )
    rows.append(
        (
            "Gió Tây Nam khô nóng đã kết thúc",
            "The dry south-west wind has ended",
            "Met",
            "Minor",
            "monitoring_stations",
            "closed",
            stations.id[0],
            outline(),
            70.0,
        )
    )
    sent = [NOW - timedelta(hours=row[8]) for row in rows]
    area = multi(np.array([shapely.set_precision(row[7].intersection(outline()), 0.01) for row in rows], dtype=object))
    whole = [row[7] is outline() for row in rows]
    sheet = Sheet(
        "alerts",
        numbered("CB-2026-", len(rows), 4),
        area,
        {
            "headline": [row[0] for row in rows],
            "headline_en": [row[1] for row in rows],
            "cap_category": [row[2] for row in rows],
            "cap_severity": [row[3] for row in rows],
            "cap_urgency": ["Past" if row[5] == "closed" else _URGENCY[row[3]] for row in rows],
            "cap_certainty": ["Likely" if w else "Observed" for w in whole],
            "status": [row[5] for row in rows],
            "instruction": [
                "Theo dõi thông báo của thành phố, tránh vùng ngập"
                if row[2] == "Met"
                else "Đơn vị phụ trách kiểm tra hiện trường"
                for row in rows
            ],
            "instruction_en": [
                "Follow the city's notices, keep away from flooded places"
                if row[2] == "Met"
                else "The unit in charge checks on the spot"
                for row in rows
            ],
            "risk_level": [1 if row[2] == "Met" else None for row in rows],
            "source_layer": [row[4] for row in rows],
            "source_id": [row[6] for row in rows],
            "sent_at": sent,
            "effective_at": sent,
            "expires_at": [s + timedelta(hours=24) for s in sent],
            "acknowledged_by_ref": ["CB-004" if row[5] != "open" else None for row in rows],
        },
    )
    sheet.ward_code = [None if w else c for w, c in zip(whole, np.asarray(sheet.ward_code), strict=True)]
    return sheet


def tasks(town: Town) -> Sheet:
    """Tasks for open incidents and alerts, and some that are done."""
    rng = stream("tasks")
    reports, warnings = town["incidents"], town["alerts"]
    recent = np.arange(len(reports))[-260:]
    own = [
        int(n)
        for n in recent
        if reports["status"][n] in ("assigned", "in_progress")
        or (reports["status"][n] == "resolved" and rng.random() < 0.5)
    ]
    alarmed = [k for k in range(len(warnings)) if warnings["status"][k] != "closed"]
    geom = np.concatenate([reports.geom[own], shapely.point_on_surface(warnings.geom[alarmed])])
    status = [
        {"assigned": "assigned", "in_progress": "started", "resolved": "done"}[str(reports["status"][n])] for n in own
    ]
    status += ["started" if k % 2 else "open" for k in range(len(alarmed))]
    created = [reports["requested_at"][n] + timedelta(minutes=20) for n in own] + [
        warnings["sent_at"][k] + timedelta(minutes=5) for k in alarmed
    ]
    created = [min(t, NOW) for t in created]
    count = len(geom)
    return Sheet(
        "tasks",
        numbered("CVIEC-", count, 4),
        geom,
        {
            "title": [f"Xử lý: {reports['summary'][n]}" for n in own]
            + [f"Kiểm tra: {warnings['headline'][k]}" for k in alarmed],
            "status": status,
            "priority": [*reports["priority"][own], *["high"] * len(alarmed)],
            "department": [*reports["department"][own], *["ioc"] * len(alarmed)],
            "assignee_ref": [
                None if s == "open" else f"CB-{n:03d}" for s, n in zip(status, rng.integers(1, 60, count), strict=True)
            ],
            "note": ["Ghi chú nội bộ (mẫu)"] * count,
            "created_at": created,
            "due_at": [*reports["due_at"][own], *[warnings["sent_at"][k] + timedelta(hours=6) for k in alarmed]],
            "completed_at": [
                max(reports["resolved_at"][n], created[i]) if s == "done" else None
                for i, (n, s) in enumerate(zip(own + [-1] * len(alarmed), status, strict=True))
            ],
            "incident_id": [*reports.id[own], *[None] * len(alarmed)],
            "alert_id": [*[None] * len(own), *warnings.id[alarmed]],
        },
    )

"""Public facilities and wifi points."""

from datetime import timedelta
from typing import Final

import numpy as np
import shapely

from ingest.sample_city.blocks import COMMERCE, HEALTH, MARKET, OFFICE, PORT, SCHOOL, SPORT, STATION
from ingest.sample_city.chance import stream
from ingest.sample_city.land import middles
from ingest.sample_city.parcels import parcels
from ingest.sample_city.sheet import NOW, Sheet, Town, dates, either, numbered
from ingest.sample_city.wards import BY_CODE, WARDS

WIFI_POINTS: Final = 27

_SCHOOLS: Final = ("Trường Tiểu học", "Trường Trung học cơ sở", "Trường Mầm non", "Trường Trung học phổ thông")


def _lots(use: str) -> np.ndarray:
    return np.flatnonzero(parcels().use == use)


def public_facilities(town: Town) -> Sheet:
    """One-stop offices of city and wards, offices, schools, health posts, markets, lodging, culture, transport."""
    rng = stream("facilities")
    land = town["land_parcels"]
    ward = np.asarray(land.ward_code)
    rows: list[tuple[int, str, str, int, int | None]] = []
    offices = _lots(OFFICE)
    heart = middles()[offices]
    main = offices[np.argmin(((heart - middles()[_lots(STATION)[0]] - [800, 350]) ** 2).sum(1))]
    rows.append((int(main), "Bộ phận Một cửa thành phố Đông Hà", "one_stop", 60, 12))
    used = {int(main)}
    for unit in WARDS:
        here = [int(k) for k in offices if ward[k] == unit.code and int(k) not in used]
        lot = here[0] if here else int(np.flatnonzero((ward == unit.code) & (parcels().use == "house"))[0])
        used.add(lot)
        rows.append((lot, f"Bộ phận Một cửa {unit.name}", "one_stop", 24, 4))
        rows.append((lot, f"Trụ sở UBND {unit.name}", "office", 40, None))
    count: dict[str, int] = {}

    def titled(stem: str, k: int) -> str:
        stem = (
            f"{stem} {BY_CODE[ward[k]].name.removeprefix('Phường ')}"
            if not BY_CODE[ward[k]].name[-1].isdigit()
            else f"{stem} {BY_CODE[ward[k]].name}"
        )
        count[stem] = count.get(stem, 0) + 1
        return stem if count[stem] == 1 else f"{stem} số {count[stem]}"

    rows += [(int(k), titled("Cơ quan hành chính", k), "office", 30, None) for k in offices if int(k) not in used]
    for n, k in enumerate(_lots(SCHOOL)):
        stem = _SCHOOLS[n % 4 if n % 11 else 3]
        rows.append(
            (int(k), titled(stem, k), "kindergarten" if "Mầm" in stem else "school", int(rng.integers(240, 1300)), None)
        )
    posts = ("Phòng khám đa khoa", "Trạm y tế", "Trạm y tế", "Trạm y tế")
    rows += [
        (int(k), titled(posts[n % 4], k), "health", int(rng.integers(10, 120)), None)
        for n, k in enumerate(_lots(HEALTH))
    ]
    rows += [(int(k), titled("Chợ", k), "market", int(rng.integers(60, 600)), None) for k in _lots(MARKET)]
    for n, k in enumerate(_lots(COMMERCE)):
        stem, kind = (("Khách sạn", "lodging"), ("Siêu thị", "market"), ("Nhà văn hóa", "culture"))[n % 3]
        rows.append((int(k), titled(stem, k), kind, int(rng.integers(40, 240)), None))
    rows += [(int(k), titled("Nhà thi đấu", k), "culture", 800, None) for k in _lots(SPORT)]
    rows.append((int(_lots(STATION)[0]), "Ga Đông Hà", "transport", 600, 4))
    rows.append((int(_lots(PORT)[0]), "Cảng Đông Hà", "transport", 120, None))
    lot = np.array([row[0] for row in rows])
    kind = np.array([row[2] for row in rows])
    stop = kind == "one_stop"
    spot = middles()[lot] + either(stop, 6.0, 0.0)[:, None]
    return Sheet(
        "public_facilities",
        numbered("TI-", len(rows), 4),
        shapely.points(np.round(spot, 2)),
        {
            "name": [row[1] for row in rows],
            "kind": kind,
            "address": land["address"][lot],
            "opening_hours": [
                {
                    "one_stop": "07:30-11:30, 13:30-17:00",
                    "office": "07:00-11:30, 13:30-17:00",
                    "health": "00:00-24:00",
                    "market": "05:00-18:00",
                    "lodging": "00:00-24:00",
                }.get(k)
                for k in kind
            ],
            "capacity": [row[3] for row in rows],
            "counter_count": [row[4] for row in rows],
            "is_wheelchair_accessible": either(
                stop, True, either(rng.random(len(rows)) < 0.2, None, rng.random(len(rows)) < 0.6)
            ),
            "queue_length": either(stop, rng.integers(0, 14, len(rows)), None),
            "wait_min": either(stop, np.round(rng.uniform(2, 28, len(rows)), 1), None),
            "on_time_pct": either(stop, np.round(rng.uniform(91, 99.8, len(rows)), 1), None),
            "satisfaction_pct": either(stop, np.round(rng.uniform(82, 98, len(rows)), 1), None),
        },
        ward_code=ward[lot],
        heard=[NOW - timedelta(hours=3) if s else None for s in stop],
    )


def wifi_points(town: Town) -> Sheet:
    """27 points of free wifi: parks, markets, offices, the station and the river bank."""
    rng = stream("wifi")
    facility = town["public_facilities"]
    kinds = facility["kind"]
    seats = [
        *np.flatnonzero(kinds == "one_stop"),
        *np.flatnonzero(kinds == "market")[:6],
        *np.flatnonzero(kinds == "transport"),
        *np.flatnonzero(kinds == "culture")[:3],
    ]
    at = np.array([shapely.get_coordinates(facility.geom[k])[0] for k in seats])
    names = [str(facility["name"][k]) for k in seats]
    parks = town["parks"]
    rest = WIFI_POINTS - len(seats)
    greens = np.argsort(-parks["area_m2"].astype(float))[:rest]
    at = np.vstack([at, shapely.get_coordinates(shapely.point_on_surface(parks.geom[greens]))])
    names += [str(parks["name"][k]) for k in greens]
    dice = rng.random(WIFI_POINTS)
    return Sheet(
        "wifi_points",
        numbered("WIFI-", WIFI_POINTS, 2),
        shapely.points(np.round(at[:WIFI_POINTS] + 3, 2)),
        {
            "location": names[:WIFI_POINTS],
            "ssid": ["DongHa-MienPhi"] * WIFI_POINTS,
            "reach_m": rng.choice([40.0, 60.0, 80.0], WIFI_POINTS),
            "provider": ["Nhà mạng A (mẫu)"] * WIFI_POINTS,
            "bandwidth_mbits": rng.choice([50.0, 80.0, 100.0, 200.0], WIFI_POINTS),
            "installed_on": dates(rng, "2018-01-01", "2023-12-31", WIFI_POINTS),
            "status": either(dice < 0.08, "offline", either(dice < 0.14, "fault", "online")),
            "user_count": either(dice < 0.14, 0, rng.integers(0, 48, WIFI_POINTS)),
        },
        heard=[None if d > 0.93 else NOW - timedelta(minutes=1) for d in dice],
    )

"""Indicators by ward and period: counted from the layers where one holds them, invented where people hand them in."""

from typing import Final

import numpy as np
import shapely

from ingest.sample_city.chance import stream
from ingest.sample_city.sheet import SOURCE, Sheet, Town
from layers.themes.indicators import Indicator

_COMPUTED: Final = {
    "L1.N1.PN2.01": ["incidents"],
    "L1.N1.PN2.02": ["incidents"],
    "L1.N1.PN2.03": ["incidents"],
    "L1.N2.PN1.01": ["incidents"],
    "L2.N1.PN2.01": ["traffic_flows"],
    "L2.N2.PN1.02": ["construction_permits"],
    "L2.N2.PN2.01": ["cameras"],
    "L2.N3.PN1.02": ["monitoring_stations"],
    "L2.N3.PN1.03": ["monitoring_stations"],
    "L2.N3.PN1.05": ["monitoring_stations"],
    "L3.N1.PN1.01": ["wifi_points"],
}

_FORMULAS: Final = {
    "L2.N2.PN2.01": "Số camera / diện tích phường (km²)",
    "L3.N1.PN1.01": "Số điểm wifi công cộng / diện tích phường (km²)",
    "L1.N1.PN2.01": "Số phản ánh đã xử lý / số phản ánh tiếp nhận × 100",
}

_COUNTS: Final = {
    "LRIS.01": (46, "count"),
    "LRIS.02": (94, "percent"),
    "ONESTOP.01": (820, "count"),
    "ONESTOP.02": (97, "percent"),
    "ONESTOP.03": (92, "percent"),
    "CIVIL.01": (36, "count"),
    "CIVIL.02": (14, "count"),
    "CIVIL.03": (19, "count"),
}
"""Mean of a quarter and unit of what the administration counts."""

_PERIODS: Final = (
    ("2024", "year", "2024-01-01", "2024-12-31"),
    ("2025", "year", "2025-01-01", "2025-12-31"),
    *(
        (f"{year}-Q{q}", "quarter", f"{year}-{3 * q - 2:02d}-01", f"{year}-{3 * q:02d}-{30 if q in (2, 3) else 31}")
        for year in (2025, 2026)
        for q in (1, 2, 3, 4)
        if (year, q) < (2026, 4)
    ),
)


def _unit(code: str) -> str:
    if code in _COUNTS:
        return _COUNTS[code][1]
    if code in ("L2.N2.PN2.01", "L3.N1.PN1.01"):
        return "per_km2"
    return "percent" if code in _FORMULAS or code[-1] in "13" else "score"


def indicator_definitions(_town: Town) -> Sheet:
    """Every indicator of the declared list."""
    codes = [member.value for member in Indicator]
    index = [code.startswith("L") and not code.startswith("LRIS") for code in codes]
    parts = [code.split(".") for code in codes]
    return Sheet(
        "indicator_definitions",
        codes,
        None,
        {
            "indicator": codes,
            "level": [part[0] if own else "count" for part, own in zip(parts, index, strict=True)],
            "group_code": [".".join(part[:2]) if own else part[0] for part, own in zip(parts, index, strict=True)],
            "subgroup_code": [".".join(part[:3]) if own else None for part, own in zip(parts, index, strict=True)],
            "unit": [_unit(code) for code in codes],
            "more_is_better": [None if code.startswith("CIVIL") or code == "ONESTOP.01" else True for code in codes],
            "computed_from": [_COMPUTED.get(code) for code in codes],
            "formula": [_FORMULAS.get(code) for code in codes],
            "source": ["Đề án đô thị thông minh Đông Hà 2021-2025" if own else SOURCE for own in index],
        },
    )


def indicator_values(town: Town) -> Sheet:
    """Index values by year, counts by quarter, for each of the nine wards; what a layer holds is counted there."""
    rng = stream("indicators")
    wards = town["wards"]
    nine = [k for k in range(len(wards)) if wards["division"][k] == "nine"]
    km2 = {wards.code[k]: float(shapely.area(wards.geom[k])) / 1e6 for k in nine}

    def per_km2(layer: str, ward: str) -> float:
        return float((np.asarray(town[layer].ward_code) == ward).sum()) / km2[ward]

    rows: list[tuple[str, int, tuple[str, str, str, str], float, float | None]] = []
    for code in (member.value for member in Indicator):
        unit = _unit(code)
        base = rng.uniform(45, 85)
        for k in nine:
            ward, drift = wards.code[k], rng.normal(0, 7)
            for period in _PERIODS:
                if (period[1] == "quarter") != (code in _COUNTS):
                    continue
                later = 5.0 if period[0] >= "2025" else 0.0
                if code in _COUNTS:
                    mean = _COUNTS[code][0]
                    value = (
                        float(np.clip(rng.normal(mean, 2.2), 70, 100))
                        if unit == "percent"
                        else float(rng.poisson(mean * (0.6 + km2[ward] ** 0.3 / 2)))
                    )
                    target = 95.0 if unit == "percent" else None
                elif code == "L2.N2.PN2.01":
                    value, target = per_km2("cameras", ward) * (0.8 if later == 0 else 1.0), 8.0
                elif code == "L3.N1.PN1.01":
                    value, target = per_km2("wifi_points", ward) * (0.7 if later == 0 else 1.0), 1.0
                elif unit == "percent":
                    value, target = float(np.clip(base + drift + later + rng.normal(0, 3), 5, 100)), 90.0
                else:
                    value, target = float(np.clip((base + drift + later) / 20 + rng.normal(0, 0.2), 0.5, 5)), 4.0
                rows.append((code, k, period, round(value, 2), target))
    count = len(rows)
    return Sheet(
        "indicator_values",
        [f"{code}:{wards.code[k]}:{period[0]}" for code, k, period, _, _ in rows],
        None,
        {
            "indicator": [row[0] for row in rows],
            "ward_id": [wards.id[row[1]] for row in rows],
            "period": [row[2][0] for row in rows],
            "period_kind": [row[2][1] for row in rows],
            "period_from": [row[2][2] for row in rows],
            "period_to": [row[2][3] for row in rows],
            "value": [row[3] for row in rows],
            "target": [row[4] for row in rows],
            "source": [SOURCE] * count,
        },
    )

"""Wards of both divisions and their neighbourhoods."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.chance import stream
from ingest.sample_city.names import NEIGHBOURHOODS, WARD_SIGN
from ingest.sample_city.sheet import Sheet, Town, multi, places
from ingest.sample_city.skeleton import urbanity
from ingest.sample_city.wards import BY_CODE, MERGED, WARDS, merged_areas, ward_areas


def wards(_town: Town) -> Sheet:
    """Nine wards until 2025-06-30 and two since; codes come twice, so the key is code and first day."""
    nine, two = ward_areas(), merged_areas()
    code = [*nine, *two]
    area = np.array([*nine.values(), *two.values()], dtype=object)
    begins = ["2009-08-11"] * len(nine) + ["2025-07-01"] * len(two)
    return Sheet(
        "wards",
        code,
        area,
        {
            "name": [BY_CODE[c].name for c in nine] + [MERGED[c] for c in two],
            "division": ["nine"] * len(nine) + ["two"] * len(two),
            "valid_from": begins,
            "valid_to": ["2025-06-30"] * len(nine) + [None] * len(two),
            "merged_into": [BY_CODE[c].merged_into for c in nine] + [None] * len(two),
            "area_km2": np.round(shapely.area(area) / 1e6, 4),
            "population": [None] * len(nine) + [50_915, 61_204],
            "decision": [None] * len(code),
        },
        ward_code=[*nine, *[None] * len(two)],
        key=[f"{c}:{day}" for c, day in zip(code, begins, strict=True)],
    )


def neighbourhoods(town: Town) -> Sheet:
    """Neighbourhoods: each ward divided round centres that lie where people live."""
    rng = stream("neighbourhoods")
    names: list[str] = []
    codes: list[str] = []
    owners: list[str] = []
    areas: list[BaseGeometry] = []
    for ward in WARDS:
        whole = ward_areas()[ward.code]
        west, south, east, north = whole.bounds
        xy = np.column_stack([rng.uniform(west, east, 6000), rng.uniform(south, north, 6000)])
        xy = xy[shapely.contains_xy(whole, xy[:, 0], xy[:, 1])]
        weight = 0.02 + urbanity(xy) ** 1.5
        count = NEIGHBOURHOODS[ward.code]
        heart = xy[rng.choice(len(xy), count, replace=False, p=weight / weight.sum())]
        for _ in range(12):
            near = ((xy[:, None] - heart[None]) ** 2).sum(2).argmin(1)
            heart = np.array([np.average(xy[near == k], axis=0, weights=weight[near == k]) for k in range(count)])
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(heart), extend_to=whole.buffer(2000)))
        cut = shapely.intersection(cells, whole)
        lines = shapely.union_all([*shapely.boundary(cut)], grid_size=0.01)
        pieces = shapely.get_parts(shapely.polygonize([lines]))
        inside = places(pieces)
        keep = shapely.contains_xy(whole, inside[:, 0], inside[:, 1])
        owner = ((inside[:, None] - heart[None]) ** 2).sum(2).argmin(1)
        for k in range(count):
            members = pieces[keep & (owner == k)]
            if len(members):
                areas.append(shapely.coverage_union_all(members))
                names.append(f"Khu phố {k + 1}, {ward.name}")
                codes.append(f"KP-{WARD_SIGN[ward.code]}-{k + 1:02d}")
                owners.append(ward.code)
    area = multi(np.array(areas, dtype=object))
    houses = shapely.points(places(town["buildings"].geom[town["buildings"]["use"] != "other"]))
    _, cell = shapely.STRtree(area).query(houses, predicate="within")
    return Sheet(
        "neighbourhoods",
        codes,
        area,
        {
            "name": names,
            "area_ha": np.round(shapely.area(area) / 1e4, 2),
            "household_count": np.round(np.bincount(cell, minlength=len(area)) * 1.08).astype(int),
            "meeting_place": [f"Nhà văn hóa {name.split(',')[0].lower()}" for name in names],
        },
        ward_code=owners,
    )

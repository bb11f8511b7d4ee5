"""Rivers and creeks inside the city."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.ground import outline
from ingest.sample_city.ground import rivers as courses
from ingest.sample_city.sheet import Sheet, Town, multi

_FACTS = {
    "HIEU": (70.0, 465.0, "Sông Thạch Hãn"),
    "THACHHAN": (155.0, 2660.0, "Biển Đông"),
    "VINHPHUOC": (45.0, 183.0, "Sông Thạch Hãn"),
    "HOISONG": (4.2, None, "Sông Hiếu"),
    "HOITRE": (3.1, None, "Sông Hiếu"),
}


def rivers(_town: Town) -> Sheet:
    """The parts of the rivers that lie in the city; they do not overlap where they meet."""
    left = outline()
    area: list[BaseGeometry] = []
    for river in courses():
        wet = shapely.set_precision(river.water.intersection(left), 0.01)
        parts = [part for part in shapely.get_parts(wet) if part.geom_type == "Polygon" and part.area > 50]
        area.append(shapely.multipolygons(parts))
        left = left.difference(river.water)
    return Sheet(
        "rivers",
        [f"SONG-{river.code}" for river in courses()],
        multi(np.array(area, dtype=object)),
        {
            "name": [river.name for river in courses()],
            "kind": ["river" if river.width_m > 50 else "stream" for river in courses()],
            "area_ha": np.round(shapely.area(np.array(area, dtype=object)) / 1e4, 2),
            "length_km": [_FACTS[river.code][0] for river in courses()],
            "basin_km2": [_FACTS[river.code][1] for river in courses()],
            "flows_into": [_FACTS[river.code][2] for river in courses()],
        },
    )

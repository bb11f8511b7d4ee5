"""Copies of the town's fabric laid beside the city for load tests: more rows at the same density."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import shapely

from ingest.sample_city.sheet import Sheet

FABRIC: Final = ("roads", "land_parcels", "buildings", "lighting_cabinets", "lighting_segments", "street_lamps")
"""The layers that multiply."""

_REFERENCES: Final = {
    "parcel_id": "land_parcels",
    "road_id": "roads",
    "cabinet_id": "lighting_cabinets",
    "segment_id": "lighting_segments",
}

_STEP_M: Final = (12_400.0, 12_700.0)

_PLACES: Final = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1), (2, 0), (2, 1), (2, -1))
"""Where copies lie, in steps east and north; all stay within the coordinates the tables accept."""

MAX_SCALE: Final = len(_PLACES)


def copied(sheet: Sheet, scale: int) -> Iterator[Sheet]:
    """The sheet and, for a layer of the fabric, its copies; references among copies stay within one copy."""
    yield sheet
    if sheet.layer in FABRIC:
        for number in range(1, scale):
            yield _moved(sheet, number)


def _moved(sheet: Sheet, number: int) -> Sheet:
    east, north = _PLACES[number]
    shift = np.array([east * _STEP_M[0], north * _STEP_M[1]])
    columns: dict[str, Any] = dict(sheet.columns)
    for name, layer in _REFERENCES.items():
        if name in columns and layer in FABRIC:
            columns[name] = [None if value is None else sheet.twin(str(value), number) for value in columns[name]]
    geom = shapely.transform(sheet.geom, lambda xy: xy + shift)
    copy = Sheet(
        sheet.layer,
        [f"{code}~{number}" for code in sheet.code],
        geom,
        columns,
        ward_code=sheet.ward_code,
        heard=sheet.heard,
    )
    copy.id = np.array([sheet.twin(str(identifier), number) for identifier in sheet.id], dtype=object)
    return copy

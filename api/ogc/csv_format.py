"""Features as CSV: one row a feature, properties in declared order, the place last (x and y, or WKT)."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from pygeoapi.formatter.base import BaseFormatter
from shapely.geometry import shape

from api.ogc.call import CURRENT


class LayerCsv(BaseFormatter):
    """CSV for spreadsheets and QGIS: a header even without rows, UTF-8 with the mark that Excel needs for Vietnamese."""

    def __init__(self, formatter_def: dict[str, Any]) -> None:
        super().__init__(formatter_def | {"name": "csv", "attachment": True})
        self.f = "csv"
        self.mimetype = "text/csv; charset=utf-8"
        self.extension = "csv"

    def write(  # pyright: ignore[reportIncompatibleMethodOverride]  upstream itself gives bytes
        self, options: dict[str, Any] | None = None, data: dict[str, Any] | None = None
    ) -> bytes:
        """`data`, a feature collection, as CSV."""
        layer = CURRENT.get().declared
        features = (data or {}).get("features", [])
        names = list(features[0]["properties"]) if features else [p.name for p in layer.public if p.name != "id"]
        placed = CURRENT.get().parameters.get("skipGeometry", "").lower() != "true"
        point = layer.geometry.kind == "Point"
        place = (["x", "y"] if point else ["wkt"]) if placed else []
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(["id", *names, *place])
        for feature in features:
            values = [_cell(feature["properties"].get(name)) for name in names]
            writer.writerow([feature["id"], *values, *(_place(feature["geometry"], point) if placed else [])])
        return file.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return "|".join(str(part) for part in value)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return value


def _place(geometry: dict[str, Any] | None, point: bool) -> list[Any]:
    if geometry is None:
        return ["", ""] if point else [""]
    return geometry["coordinates"][:2] if point else [shape(geometry).wkt]

"""What was observed, written as CoverageJSON (one PointSeries a place), GeoJSON or CSV (one line a place and moment)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from api.edr.asked import Asked
from api.edr.parameters import coverage_parameters, data_type
from layers.core.crs import Crs

_GEOGRAPHIC = (4326, 4756)


def coverage_json(asked: Asked, places: Sequence[Any], rows: Sequence[Any], base: str, *, single: bool) -> bytes:
    """A Coverage when `single` place was asked for, else a CoverageCollection."""
    parameters = orjson.dumps(coverage_parameters(asked.properties, asked.source))
    referencing = orjson.dumps(_referencing(asked.crs))
    items = f"{base}/collections/{asked.layer.name}/items"
    if single:
        return _coverage(asked, places[rows[0]["place"]], rows[0], items, referencing, parameters)
    coverages = b",".join(_coverage(asked, places[row["place"]], row, items) for row in rows)
    return b"".join(
        (
            b'{"type":"CoverageCollection","domainType":"PointSeries","parameters":',
            parameters,
            b',"referencing":',
            referencing,
            b',"coverages":[',
            coverages,
            b"]}",
        )
    )


def geo_json(asked: Asked, places: Sequence[Any], rows: Sequence[Any], base: str) -> bytes:
    """A FeatureCollection of points, each with its moment and the values of that moment."""
    features: list[dict[str, Any]] = []
    for place, moment, values in _lines(asked, places, rows):
        x, y = place["x"], place["y"]
        features.append(
            {
                "type": "Feature",
                "id": f"{place['id']}/{moment}",
                "geometry": {"type": "Point", "coordinates": [y, x] if asked.crs.lat_first else [x, y]},
                "properties": {
                    "location": str(place["id"]),
                    "code": place["code"],
                    "label": place["label"],
                    "datetime": moment,
                    **values,
                },
            }
        )
    return orjson.dumps({"type": "FeatureCollection", "features": features, "numberReturned": len(features)})


def table(asked: Asked, places: Sequence[Any], rows: Sequence[Any]) -> bytes:
    """CSV with a header, in UTF-8 with the mark that Excel needs for Vietnamese."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["location", "code", "label", "datetime", "x", "y", *(p.name for p in asked.properties)])
    for place, moment, values in _lines(asked, places, rows):
        cells = [_cell(value) for value in values.values()]
        writer.writerow([place["id"], place["code"], place["label"], moment, place["x"], place["y"], *cells])
    return file.getvalue().encode("utf-8-sig")


def _coverage(
    asked: Asked, place: Any, row: Any, items: str, referencing: bytes = b"", parameters: bytes = b""
) -> bytes:
    n: int = row["n"]
    ranges = ",".join(
        f'"{p.name}":{{"type":"NdArray","dataType":"{data_type(p, asked.source)}","axisNames":["t"],"shape":[{n}],'
        f'"values":{row[f"v{number}"]}}}'
        for number, p in enumerate(asked.properties)
    )
    said = orjson.dumps({"location": str(place["id"]), "code": place["code"], "label": place["label"]})[1:-1]
    return b"".join(
        (
            f'{{"type":"Coverage","id":"{items}/{place["id"]}",'.encode(),
            said,
            f',"domain":{{"type":"Domain","domainType":"PointSeries","axes":{{"x":{{"values":[{place["x"]}]}},'
            f'"y":{{"values":[{place["y"]}]}},"t":{{"values":{row["t"]}}}}}'.encode(),
            b',"referencing":' + referencing if referencing else b"",
            b'},"parameters":' + parameters if parameters else b"}",
            f',"ranges":{{{ranges}}}}}'.encode(),
        )
    )


def _lines(asked: Asked, places: Sequence[Any], rows: Sequence[Any]) -> Iterator[tuple[Any, str, dict[str, Any]]]:
    names = [p.name for p in asked.properties]
    for row in rows:
        place = places[row["place"]]
        columns = [orjson.loads(row[f"v{number}"]) for number in range(len(names))]
        for number, moment in enumerate(orjson.loads(row["t"])):
            yield place, moment, {name: column[number] for name, column in zip(names, columns, strict=True)}


def _referencing(crs: Crs) -> list[dict[str, Any]]:
    kind = "GeographicCRS" if crs.srid in _GEOGRAPHIC else "ProjectedCRS"
    axes = ["y", "x"] if crs.lat_first else ["x", "y"]
    return [
        {"coordinates": axes, "system": {"type": kind, "id": crs.uri}},
        {"coordinates": ["t"], "system": {"type": "TemporalRS", "calendar": "Gregorian"}},
    ]


def _cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return value

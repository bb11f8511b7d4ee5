"""Which features, boxes and tiles are asked for: the same ones for every side and every run over the same city."""

from __future__ import annotations

import math

from api.bench.ground import rows
from api.bench.work import BOX_M, Request, Work

_IN_NO_ORDER = "ORDER BY md5(fid::text)"
"""Spread over the whole layer and yet the same in every run."""


def requests(database_url: str, work: Work) -> tuple[Request, ...]:
    """What to ask for in `work`; one empty request for pages, which each server's own `next` links lead through."""
    match work.kind:
        case "item":
            return _items(database_url, work)
        case "bbox":
            return _boxes(database_url, work)
        case "tile":
            found = tiles(database_url, work.layer, work.zoom or 0, work.requests)
            return tuple(Request(tile=address) for address in found)
        case "page":
            return (Request(),)


def tiles(database_url: str, layer: str, zoom: int, most: int) -> list[tuple[int, int, int]]:
    """Up to `most` addresses (zoom, row, col) of WebMercatorQuad tiles in which features of `layer` stand."""
    points = rows(
        database_url,
        "SELECT ST_X(p), ST_Y(p) FROM (SELECT fid, ST_Transform(ST_PointOnSurface(geom), 4326) p "
        f'FROM layers."{layer}" WHERE geom IS NOT NULL {_IN_NO_ORDER} LIMIT %s) t',
        [most * 20],
    )
    return list(dict.fromkeys(tile_of(lon, lat, zoom) for lon, lat in points))[:most]


def tile_of(lon: float, lat: float, zoom: int) -> tuple[int, int, int]:
    """The address (zoom, row, col) of the WebMercatorQuad tile around a place in degrees."""
    side = 2**zoom
    turned = math.log(math.tan(math.radians(lat)) + 1 / math.cos(math.radians(lat)))
    return zoom, int((1 - turned / math.pi) / 2 * side), int((lon + 180) / 360 * side)


def _items(database_url: str, work: Work) -> tuple[Request, ...]:
    query = f'SELECT fid, id::text FROM layers."{work.layer}" {_IN_NO_ORDER} LIMIT %s'
    found = rows(database_url, query, [work.requests])
    return tuple(Request(fid=fid, id=id_) for fid, id_ in found)


def _boxes(database_url: str, work: Work) -> tuple[Request, ...]:
    found = rows(
        database_url,
        "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM (SELECT ST_Transform(ST_Expand("
        f'ST_PointOnSurface(geom), %s), 4326) b FROM layers."{work.layer}" WHERE geom IS NOT NULL {_IN_NO_ORDER} '
        "LIMIT %s) t",
        [BOX_M / 2, work.requests],
    )
    return tuple(Request(bbox=(round(w, 6), round(s, 6), round(e, 6), round(n, 6))) for w, s, e, n in found)

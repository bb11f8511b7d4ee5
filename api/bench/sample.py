"""Which features, boxes and tiles are asked for: the same ones for every side and every run over the same city."""

from __future__ import annotations

import math
from collections import Counter

from api.bench.ground import rows
from api.bench.work import BOX_M, Request, Work

_IN_NO_ORDER = "ORDER BY md5(fid::text)"
"""Spread over the whole layer and yet the same in every run."""

_PLACES = "SELECT geom FROM ST_Dump((SELECT ST_GeneratePoints(ST_Union(geom), %s, 1) FROM layers.wards)) ORDER BY path"
"""Points spread evenly over the city's area, the same ones in every run."""


def requests(database_url: str, work: Work) -> tuple[Request, ...]:
    """What to ask for in `work`; one empty request for pages, which each server's own `next` links lead through."""
    match work.kind:
        case "item":
            return _items(database_url, work)
        case "bbox":
            return _boxes(database_url, work)
        case "tile":
            return _tiles(database_url, work)
        case "page":
            return (Request(),)


def busy_tiles(database_url: str, layer: str, zoom: int, most: int) -> list[tuple[int, int, int]]:
    """Up to `most` addresses (zoom, row, col) of WebMercatorQuad tiles with features of `layer`, busy ones first."""
    points = rows(
        database_url,
        "SELECT ST_X(p), ST_Y(p) FROM (SELECT fid, ST_Transform(ST_PointOnSurface(geom), 4326) p "
        f'FROM layers."{layer}" WHERE geom IS NOT NULL {_IN_NO_ORDER} LIMIT %s) t',
        [most * 20],
    )
    found = Counter(tile_of(lon, lat, zoom) for lon, lat in points)
    return [address for address, _ in found.most_common(most)]


def tile_of(lon: float, lat: float, zoom: int) -> tuple[int, int, int]:
    """The address (zoom, row, col) of the WebMercatorQuad tile around a place in degrees."""
    side = 2**zoom
    turned = math.log(math.tan(math.radians(lat)) + 1 / math.cos(math.radians(lat)))
    return zoom, int((1 - turned / math.pi) / 2 * side), int((lon + 180) / 360 * side)


def _items(database_url: str, work: Work) -> tuple[Request, ...]:
    query = f'SELECT fid, id::text FROM layers."{work.layer}" {_IN_NO_ORDER} LIMIT %s'
    found = rows(database_url, query, [work.requests])
    return tuple(Request(fid=fid, id=id_) for fid, id_ in found)


def _tiles(database_url: str, work: Work) -> tuple[Request, ...]:
    query = f"SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Transform(geom, 4326) p FROM ({_PLACES}) o) t"
    addresses = (tile_of(lon, lat, work.zoom or 0) for lon, lat in rows(database_url, query, [work.requests]))
    return tuple(Request(tile=address) for address in dict.fromkeys(addresses))


def _boxes(database_url: str, work: Work) -> tuple[Request, ...]:
    found = rows(
        database_url,
        "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM "
        f"(SELECT ST_Transform(ST_Expand(geom, {BOX_M / 2}), 4326) b FROM ({_PLACES}) o) t",
        [work.requests],
    )
    return tuple(Request(bbox=(round(w, 6), round(s, 6), round(e, 6), round(n, 6))) for w, s, e, n in found)

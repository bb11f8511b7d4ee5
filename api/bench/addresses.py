"""How each side spells a request, and how many features stand in its answer."""

from __future__ import annotations

import json
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

import mapbox_vector_tile
from shapely.geometry import shape

from api.bench.ground import SCHEMA
from api.bench.work import Request, Work

Dialect = Literal["dongha", "tipg", "pygeoapi"]
GRID = "WebMercatorQuad"


def path(dialect: Dialect, work: Work, request: Request) -> str:
    """The path and query of one request in a server's own words."""
    if work.kind == "tile" and request.tile:
        return _tile_path(dialect, work, request.tile)
    items = f"{_root(dialect)}/collections/{_collection(dialect, work.layer)}/items"
    asked: dict[str, str] = {} if dialect == "dongha" else {"f": "geojson" if dialect == "tipg" else "json"}
    if work.kind == "item":
        key = request.id if dialect == "dongha" else str(request.fid)
        return f"{items}/{key}" + (f"?{urlencode(asked)}" if asked else "")
    asked["limit"] = str(work.limit)
    if request.bbox:
        asked["bbox"] = ",".join(f"{value:.6f}" for value in request.bbox)
    if work.filter:
        asked["filter"] = work.filter
        asked["filter-lang"] = "cql2-text"
    return f"{items}?{urlencode(asked, quote_via=quote, safe=',')}"


def tile_table(work: Work) -> str:
    """The name of the peers' table for a tile work."""
    return f"{work.layer}_z{work.zoom}"


def next_path(body: bytes) -> str | None:
    """Where the `next` link of a page leads on its own server; None on the last page."""
    for link in json.loads(body).get("links", ()):
        if link.get("rel") == "next":
            parts = urlsplit(link["href"])
            return f"{parts.path}?{parts.query}"
    return None


def features(work: Work, body: bytes) -> int:
    """How many features an answer holds; in a tile those that touch its square, without what only its buffer shows."""
    if work.kind == "tile":
        return sum(len(found) for found in tile_features(body).values())
    document = json.loads(body)
    return len(document["features"]) if work.kind != "item" else int(document["type"] == "Feature")


def tile_features(body: bytes) -> dict[str, list[dict[str, Any]]]:
    """The features of each layer of a tile that touch the tile's square."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, layer in (mapbox_vector_tile.decode(body) if body else {}).items():
        found[name] = [f for f in layer["features"] if _touches_square(f["geometry"], layer["extent"])]
    return found


def attributes(work: Work, body: bytes) -> set[str]:
    """The names of all attributes in an answer, without the keys that a server repeats among them."""
    if work.kind == "tile":
        found = [f for layer in tile_features(body).values() for f in layer]
    else:
        document = json.loads(body)
        found = [document] if work.kind == "item" else document["features"]
    return {name for f in found for name in f["properties"]} - {"id", "fid"}


def _touches_square(geometry: dict[str, Any], extent: int) -> bool:
    west, south, east, north = shape(geometry).bounds
    return west <= extent and east >= 0 and south <= extent and north >= 0


def _tile_path(dialect: Dialect, work: Work, tile: tuple[int, int, int]) -> str:
    z, row, col = tile
    name = work.layer if dialect == "dongha" else tile_table(work)
    collection = f"{_root(dialect)}/collections/{_collection(dialect, name)}/tiles/{GRID}"
    match dialect:
        case "dongha":
            return f"{collection}/{z}/{row}/{col}"
        case "tipg":
            return f"{collection}/{z}/{col}/{row}"
        case "pygeoapi":
            return f"{collection}/{z}/{row}/{col}?f=mvt"


def _root(dialect: Dialect) -> str:
    return "/ogc" if dialect == "dongha" else ""


def _collection(dialect: Dialect, name: str) -> str:
    return f"{SCHEMA}.{name}" if dialect == "tipg" else name

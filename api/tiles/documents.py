"""What is said about tiles: tilesets (OGC API - Tiles, 20-057, and 17-083r4), TileJSON 3.0, tile matrix sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layers.core.declaration import Language, Text
from layers.core.declared import Declared
from layers.core.tile_matrix_sets import REGION_DEGREES, TILE_MATRIX_SETS, WEB_MERCATOR_QUAD, TileMatrixSet
from layers.core.tiles import tile_properties
from layers.derive.styles import ATTRIBUTION, CENTER, LAST_ZOOM, zooms

Document = dict[str, Any]

MVT = "application/vnd.mapbox-vector-tile"
JSON = "application/json"
_CITY = Text(vi="Thành phố Đông Hà", en="The city of Đông Hà")
_REL = "http://www.opengis.net/def/rel/ogc/1.0"
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_DIMENSIONS = {"Point": 0, "LineString": 1, "Polygon": 2}
_FIELDS = {"integer": "Number", "number": "Number", "boolean": "Boolean"}


def tile_path(root: str, grid: TileMatrixSet, layers: Sequence[Declared], *, dataset: bool) -> str:
    """The URL of tiles under `root`, up to the place of level, row and column, and its query."""
    query = f"?collections={','.join(layer.name for layer in layers)}" if dataset else ""
    return f"{root}/tiles/{grid.id}/{{}}/{{}}/{{}}{query}"


def tilejson(layers: Sequence[Declared], root: str, language: Language, *, dataset: bool) -> Document:
    """TileJSON 3.0 of the tiles of `layers`, always in Web Mercator; `root` is the URL before `/tiles`."""
    first, last = zooms(layers)
    title, description = _titles(layers, language, dataset=dataset)
    return {
        "tilejson": "3.0.0",
        "name": title,
        "description": description,
        "attribution": ATTRIBUTION.to(language),
        "scheme": "xyz",
        "tiles": [tile_path(root, WEB_MERCATOR_QUAD, layers, dataset=dataset).format("{z}", "{y}", "{x}")],
        "minzoom": first,
        "maxzoom": last,
        "bounds": list(REGION_DEGREES),
        "center": [*CENTER, max(first, 13)],
        "vector_layers": [
            {
                "id": layer.name,
                "description": layer.title.to(language),
                "minzoom": layer.zoom[0],
                "maxzoom": max(LAST_ZOOM, layer.zoom[0]),
                "fields": {p.name: _FIELDS.get(p.kind, "String") for p in tile_properties(layer, last)},
            }
            for layer in layers
        ],
    }


def tileset(
    layers: Sequence[Declared], grid: TileMatrixSet, api: str, root: str, language: Language, *, dataset: bool
) -> Document:
    """The metadata of one tileset; `api` is the URL of the API, `root` that of the collection or the API."""
    title, description = _titles(layers, language, dataset=dataset)
    levels = [grid.levels(zooms([layer])) for layer in layers]
    offered = range(min(r.start for r in levels), max(r.stop for r in levels))
    here = f"{root}/tiles/{grid.id}"
    tiles = tile_path(root, grid, layers, dataset=dataset).format("{tileMatrix}", "{tileRow}", "{tileCol}")
    west, south, east, north = REGION_DEGREES
    return {
        "title": title,
        "description": description,
        "dataType": "vector",
        "accessConstraints": "unclassified",
        "attribution": ATTRIBUTION.to(language),
        "mediaTypes": [MVT],
        "crs": grid.crs,
        "tileMatrixSetURI": grid.uri or grid_url(api, grid),
        "tileMatrixSetId": grid.id,
        "tileMatrixSetLimits": [_limits(grid, level) for level in offered],
        "boundingBox": {"lowerLeft": [west, south], "upperRight": [east, north], "crs": _CRS84},
        "centerPoint": {"coordinates": list(CENTER), "crs": _CRS84, "tileMatrix": str(offered.start)},
        "layers": [
            {
                "id": layer.name,
                "title": layer.title.to(language),
                "description": layer.description.to(language),
                "keywords": list(layer.keywords),
                "dataType": "vector",
                "geometryDimension": _DIMENSIONS[layer.geometry.kind.removeprefix("Multi")],
                "minTileMatrix": str(levels[number].start),
                "maxTileMatrix": str(levels[number].stop - 1),
                "propertiesSchema": {
                    "type": "object",
                    "properties": {
                        p.name: {"title": p.title.to(language), "type": _FIELDS.get(p.kind, "String").lower()}
                        for p in tile_properties(layer, LAST_ZOOM)
                    },
                },
            }
            for number, layer in enumerate(layers)
        ],
        "links": [
            {"rel": "self", "type": JSON, "title": title, "href": here},
            {
                "rel": f"{_REL}/tiling-scheme",
                "type": JSON,
                "title": grid.title.to(language),
                "href": grid_url(api, grid),
            },
            {"rel": "item", "type": MVT, "title": title, "href": tiles, "templated": True},
            *(
                [{"rel": "describedby", "type": JSON, "title": "TileJSON", "href": f"{here}?f=tilejson"}]
                if grid is WEB_MERCATOR_QUAD
                else []
            ),
        ],
    }


def tilesets(layers: Sequence[Declared], api: str, root: str, language: Language, *, dataset: bool) -> Document:
    """The list of the tilesets of a collection or of the dataset."""
    title, _ = _titles(layers, language, dataset=dataset)
    here = f"{root}/tiles"
    return {
        "title": title,
        "links": [{"rel": "self", "type": JSON, "title": title, "href": here}],
        "tilesets": [
            {
                "title": f"{title} ({grid.id})",
                "dataType": "vector",
                "crs": grid.crs,
                "tileMatrixSetURI": grid.uri or grid_url(api, grid),
                "tileMatrixSetId": grid.id,
                "links": [
                    {"rel": "self", "type": JSON, "title": title, "href": f"{here}/{grid.id}"},
                    {
                        "rel": f"{_REL}/tiling-scheme",
                        "type": JSON,
                        "title": grid.title.to(language),
                        "href": grid_url(api, grid),
                    },
                ],
            }
            for grid in TILE_MATRIX_SETS.values()
        ],
    }


def tile_matrix_sets(api: str, language: Language) -> Document:
    """The list of the grids."""
    return {
        "tileMatrixSets": [
            {
                "id": grid.id,
                "title": grid.title.to(language),
                **({"uri": grid.uri} if grid.uri else {}),
                "crs": grid.crs,
                "links": [{"rel": "self", "type": JSON, "title": grid.id, "href": grid_url(api, grid)}],
            }
            for grid in TILE_MATRIX_SETS.values()
        ],
        "links": [{"rel": "self", "type": JSON, "title": "tileMatrixSets", "href": f"{api}/tileMatrixSets"}],
    }


def grid_url(api: str, grid: TileMatrixSet) -> str:
    """Where the definition of a grid stands."""
    return f"{api}/tileMatrixSets/{grid.id}"


def _titles(layers: Sequence[Declared], language: Language, *, dataset: bool) -> tuple[str, str]:
    if not dataset:
        return layers[0].title.to(language), layers[0].description.to(language)
    return _CITY.to(language), ", ".join(layer.title.to(language) for layer in layers)


def _limits(grid: TileMatrixSet, level: int) -> Document:
    min_row, max_row, min_col, max_col = grid.limits(level)
    return {
        "tileMatrix": str(level),
        "minTileRow": min_row,
        "maxTileRow": max_row,
        "minTileCol": min_col,
        "maxTileCol": max_col,
    }

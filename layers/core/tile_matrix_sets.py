"""The grids in which tiles are cut: Web Mercator for every web map, VN-2000 / TM-3 106-15 for work in the law's
coordinates.

Both are quad trees of 256-pixel tile matrices (OGC Two Dimensional Tile Matrix Set 2.0, 17-083r4); row 0 is the
northernmost.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from layers.core.crs import STORAGE_SRID
from layers.core.declaration import Language, Text
from layers.core.errors import InvalidRequest, NotFound

Box = tuple[float, float, float, float]
"""West, south, east, north in metres of the grid's CRS."""

_STANDARD_PIXEL_M = 0.00028
_TILE_PIXELS = 256
_MERCATOR = 20037508.342789244
CITY_REGION: dict[int, Box] = {
    3857: (11_905_000.0, 1_881_000.0, 11_939_000.0, 1_916_000.0),
    STORAGE_SRID: (574_000.0, 1_843_000.0, 606_000.0, 1_875_000.0),
}
"""The region in which tiles are offered, by SRID: the city with some 9 km around it."""

REGION_DEGREES: Box = (106.944, 16.656, 107.25, 16.957)
"""The same region in degrees of WGS 84, as far as Web Mercator tiles are offered."""


@dataclass(frozen=True, kw_only=True)
class TileMatrixSet:
    """A quad tree of tiles: square of side `size_m` whose upper left corner is `origin`.

    `zoom_offset` added to a level gives the Web Mercator level of about the same scale at the city's latitude: zoom
    ranges of layers and rules of generalisation are told in those.
    """

    id: str
    title: Text
    uri: str | None
    crs: str
    srid: int
    axes: tuple[str, str]
    origin: tuple[float, float]
    size_m: float
    zoom_offset: int
    max_level: int

    def width(self, level: int) -> float:
        """The side of a tile in metres of the grid's CRS."""
        return self.size_m / (1 << level)

    def box(self, level: int, row: int, col: int) -> Box:
        """The tile's bounds in the grid's CRS."""
        width = self.width(level)
        west = self.origin[0] + col * width
        north = self.origin[1] - row * width
        return west, north - width, west + width, north

    def limits(self, level: int) -> tuple[int, int, int, int]:
        """First and last row, first and last column that meet the city's region."""
        width, last = self.width(level), (1 << level) - 1
        west, south, east, north = CITY_REGION[self.srid]

        def index(distance: float) -> int:
            return min(max(int(distance // width), 0), last)

        return (
            index(self.origin[1] - north),
            index(self.origin[1] - south),
            index(west - self.origin[0]),
            index(east - self.origin[0]),
        )

    def within(self, level: int, row: int, col: int) -> bool:
        """Whether a tile is offered at this address."""
        if not 0 <= level <= self.max_level:
            return False
        min_row, max_row, min_col, max_col = self._limits[level]
        return min_row <= row <= max_row and min_col <= col <= max_col

    def levels(self, zoom: tuple[int, int]) -> range:
        """The levels of this grid that belong to a range of Web Mercator zoom levels."""
        first, last = (min(max(z - self.zoom_offset, 0), self.max_level) for z in zoom)
        return range(first, last + 1)

    @cached_property
    def _limits(self) -> tuple[tuple[int, int, int, int], ...]:
        return tuple(self.limits(level) for level in range(self.max_level + 1))

    def document(self, language: Language) -> dict[str, Any]:
        """The definition as JSON (17-083r4, Annex on JSON encoding)."""
        return {
            "id": self.id,
            "title": self.title.to(language),
            **({"uri": self.uri} if self.uri else {}),
            "crs": self.crs,
            "orderedAxes": list(self.axes),
            "tileMatrices": [self._matrix(level) for level in range(self.max_level + 1)],
        }

    def _matrix(self, level: int) -> dict[str, Any]:
        cell = self.width(level) / _TILE_PIXELS
        return {
            "id": str(level),
            "scaleDenominator": cell / _STANDARD_PIXEL_M,
            "cellSize": cell,
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": list(self.origin),
            "tileWidth": _TILE_PIXELS,
            "tileHeight": _TILE_PIXELS,
            "matrixWidth": 1 << level,
            "matrixHeight": 1 << level,
        }


WEB_MERCATOR_QUAD = TileMatrixSet(
    id="WebMercatorQuad",
    title=Text(vi="Lưới Web Mercator", en="Google Maps compatible, in the Web Mercator projection"),
    uri="http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    crs="http://www.opengis.net/def/crs/EPSG/0/3857",
    srid=3857,
    axes=("X", "Y"),
    origin=(-_MERCATOR, _MERCATOR),
    size_m=2 * _MERCATOR,
    zoom_offset=0,
    max_level=22,
)
VN2000_TM3_10615 = TileMatrixSet(
    id="VN2000TM3_10615",
    title=Text(
        vi="Lưới VN-2000, TM-3, kinh tuyến trục 106°15′", en="VN-2000 / TM-3 106-15, tiles of round sides in metres"
    ),
    uri=None,
    crs=f"http://www.opengis.net/def/crs/EPSG/0/{STORAGE_SRID}",
    srid=STORAGE_SRID,
    axes=("E", "N"),
    origin=(0.0, float(1 << 21)),
    size_m=float(1 << 21),
    zoom_offset=4,
    max_level=18,
)
"""Its square from the zone's false origin covers all of Việt Nam, and every tile edge lies on a multiple of a
power of two metres: level 11 has tiles of 1,024 m, level 13 pixels of 1 m."""

TILE_MATRIX_SETS: dict[str, TileMatrixSet] = {grid.id: grid for grid in (WEB_MERCATOR_QUAD, VN2000_TM3_10615)}


class UnknownTileMatrixSet(NotFound):
    """There is no tile matrix set {name!r}. Offered: {allowed}."""

    vi = "Không có lưới ô {name!r}. Có: {allowed}."


class InvalidTileAddress(InvalidRequest):
    """The tile address {value!r} is not three whole numbers: tile matrix, row, column."""

    vi = "Địa chỉ ô {value!r} không phải ba số nguyên: cấp, hàng, cột."


class TileOutside(NotFound):
    """The tile {value!r} lies outside the region or the levels offered; see tileMatrixSetLimits in the tileset."""

    vi = "Ô {value!r} nằm ngoài khu vực hoặc các cấp được cung cấp; xem tileMatrixSetLimits trong bộ ô."


def grid_named(name: str) -> TileMatrixSet:
    """The grid of that id; UnknownTileMatrixSet when there is none."""
    grid = TILE_MATRIX_SETS.get(name)
    if grid is None:
        raise UnknownTileMatrixSet(name=name, allowed=", ".join(TILE_MATRIX_SETS))
    return grid

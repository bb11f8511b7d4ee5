"""The grids: where tiles lie, and what their definitions say."""

import math

import pytest
from pyproj import CRS, Transformer

from layers.core.tile_matrix_sets import (
    CITY_REGION,
    REGION_DEGREES,
    TILE_MATRIX_SETS,
    VN2000_TM3_10615,
    WEB_MERCATOR_QUAD,
    TileMatrixSet,
    UnknownTileMatrixSet,
    grid_named,
)

GRIDS = list(TILE_MATRIX_SETS.values())
CITY = (107.02844, 16.74356, 107.14861, 16.86205)


def test_web_mercator_rows_and_columns_are_those_of_every_web_map() -> None:
    lon, lat, level = 107.1010378, 16.8172845, 14
    col = int((lon + 180) / 360 * 2**level)
    row = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**level)
    west, south, east, north = WEB_MERCATOR_QUAD.box(level, row, col)
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(lon, lat)
    assert west <= x < east
    assert south < y <= north


def test_vn2000_tiles_have_round_edges() -> None:
    level, row, col = 11, 231, 576
    assert VN2000_TM3_10615.width(level) == 1024
    assert all(edge % 1024 == 0 for edge in VN2000_TM3_10615.box(level, row, col))


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.id)
def test_a_tile_is_four_tiles_of_the_next_level(grid: TileMatrixSet) -> None:
    level = 9
    row, _, col, _ = grid.limits(level)
    west, south, east, north = grid.box(level, row, col)
    upper_left = grid.box(level + 1, 2 * row, 2 * col)
    lower_right = grid.box(level + 1, 2 * row + 1, 2 * col + 1)
    assert (upper_left[0], upper_left[3]) == (west, north)
    assert lower_right[1:3] == pytest.approx((south, east))


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.id)
def test_the_whole_city_is_offered_at_every_level(grid: TileMatrixSet) -> None:
    to_grid = Transformer.from_crs(4326, grid.srid, always_xy=True)
    for level in range(grid.max_level + 1):
        for lon, lat in ((CITY[0], CITY[1]), (CITY[2], CITY[3])):
            x, y = to_grid.transform(lon, lat)
            width = grid.width(level)
            row, col = int((grid.origin[1] - y) // width), int((x - grid.origin[0]) // width)
            assert grid.within(level, row, col)
    assert not grid.within(grid.max_level + 1, 0, 0)
    assert not grid.within(14, 0, 0)


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.id)
def test_the_region_in_degrees_lies_within_the_grids_region(grid: TileMatrixSet) -> None:
    west, south, east, north = Transformer.from_crs(grid.srid, 4326, always_xy=True).transform_bounds(
        *CITY_REGION[grid.srid]
    )
    slack = 0.03
    assert west - slack <= REGION_DEGREES[0] < CITY[0]
    assert CITY[2] < REGION_DEGREES[2] <= east + slack
    assert south - slack <= REGION_DEGREES[1] < CITY[1]
    assert CITY[3] < REGION_DEGREES[3] <= north + slack


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.id)
def test_levels_have_about_the_scale_of_the_web_mercator_level_they_stand_for(grid: TileMatrixSet) -> None:
    ground = math.cos(math.radians(16.82)) if grid.srid == 3857 else 1.0
    for level in (6, 10, 14):
        metres = grid.width(level) * ground
        web = WEB_MERCATOR_QUAD.width(level + grid.zoom_offset) * math.cos(math.radians(16.82))
        assert 0.7 < metres / web < 1.4


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.id)
def test_the_definition_is_complete(grid: TileMatrixSet) -> None:
    document = grid.document("vi")
    crs = CRS.from_epsg(grid.srid)
    assert document["crs"].endswith(f"/{grid.srid}")
    assert document["orderedAxes"] == [axis.abbrev for axis in crs.axis_info]
    matrices = document["tileMatrices"]
    assert [matrix["id"] for matrix in matrices] == [str(level) for level in range(grid.max_level + 1)]
    for level, matrix in enumerate(matrices):
        assert matrix["matrixWidth"] == matrix["matrixHeight"] == 2**level
        assert matrix["cellSize"] * matrix["tileWidth"] == pytest.approx(grid.width(level))
        assert matrix["scaleDenominator"] == pytest.approx(matrix["cellSize"] / 0.00028)
        assert matrix["pointOfOrigin"] == [grid.origin[0], grid.origin[1]]


def test_the_scale_of_web_mercator_is_the_registered_one() -> None:
    matrix = WEB_MERCATOR_QUAD.document("en")["tileMatrices"][0]
    assert matrix["scaleDenominator"] == pytest.approx(559082264.0287178)


def test_an_unknown_grid_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownTileMatrixSet, match="VN2000TM3_10615"):
        grid_named("WorldCRS84Quad")

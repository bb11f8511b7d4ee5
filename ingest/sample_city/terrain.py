"""The height model as a cloud-optimised GeoTIFF, and what a flood of some level would cover."""

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape as geometry_of
from shapely.geometry.base import BaseGeometry

from ingest.sample_city.chance import Floats
from ingest.sample_city.ground import BOUNDS, outline, rivers
from ingest.sample_city.relief import REACH_M, carve, dry_height

CELL_M: Final = 5.0
_COARSE: Final = 8
_FLOOD: Final = 4


@cache
def _frame() -> tuple[float, float, int, int]:
    """West and north edge, columns and rows: the city with a margin, a whole number of coarse cells."""
    west, south, east, north = BOUNDS
    block = CELL_M * _COARSE
    west, north = np.floor((west - 200) / block) * block, np.ceil((north + 200) / block) * block
    columns = int(np.ceil((east + 200 - west) / block)) * _COARSE
    rows = int(np.ceil((north - south + 200) / block)) * _COARSE
    return float(west), float(north), columns, rows


def _centres(cell_m: float, columns: int, rows: int) -> Floats:
    west, north, _, _ = _frame()
    x = west + cell_m * (np.arange(columns) + 0.5)
    y = north - cell_m * (np.arange(rows) + 0.5)
    gx, gy = np.meshgrid(x, y)
    return np.column_stack([gx.ravel(), gy.ravel()]).astype(np.float64)


@cache
def heights() -> NDArray[np.float32]:
    """Heights in metres on the 5 m grid, north row first: smooth land, beds and banks carved from distances on the grid."""
    import cv2
    from rasterio.features import rasterize
    from rasterio.transform import from_origin

    west, north, columns, rows = _frame()
    coarse = dry_height(_centres(CELL_M * _COARSE, columns // _COARSE, rows // _COARSE))
    coarse = coarse.reshape(rows // _COARSE, columns // _COARSE)
    level = np.asarray(cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC), np.float64)
    for river in rivers():
        grid = from_origin(west, north, CELL_M, CELL_M)
        wet = np.asarray(rasterize([river.water], (rows, columns), transform=grid, dtype="uint8"), np.uint8)
        outside = np.asarray(cv2.distanceTransform(1 - wet, cv2.DIST_L2, 5), np.float64) * CELL_M
        inside = np.asarray(cv2.distanceTransform(wet, cv2.DIST_L2, 5), np.float64) * CELL_M
        near = outside < REACH_M
        level[near] = carve(level[near], outside[near], inside[near], river.width_m, river.bed_m)
    return level.astype(np.float32)


def _flood_grid() -> NDArray[np.float32]:
    """Mean heights on the 20 m grid."""
    import cv2

    _, _, columns, rows = _frame()
    mean = cv2.resize(heights(), (columns // _FLOOD, rows // _FLOOD), interpolation=cv2.INTER_AREA)
    return np.asarray(mean, np.float32)


def write_dem(path: Path) -> None:
    """Write the height model (5 m, EPSG:9212, float32 metres) as a COG."""
    import rasterio
    from rasterio.crs import CRS
    from rasterio.io import MemoryFile
    from rasterio.shutil import copy
    from rasterio.transform import from_origin

    west, north, columns, rows = _frame()
    profile = {
        "driver": "GTiff",
        "width": columns,
        "height": rows,
        "count": 1,
        "dtype": "float32",
        "crs": CRS.from_epsg(9212),
        "transform": from_origin(west, north, CELL_M, CELL_M),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part.tif")
    with MemoryFile() as memory:
        with memory.open(**profile) as raster:
            raster.write(np.round(heights(), 2), 1)
            raster.set_band_description(1, "height_m")
            raster.update_tags(source="synthetic", unit="m")
        with memory.open() as raster, rasterio.Env():
            copy(
                raster,
                draft,
                driver="COG",
                compress="DEFLATE",
                predictor=3,
                overview_resampling="average",
                blocksize=512,
            )
    draft.replace(path)


def flooded(level_m: float) -> BaseGeometry:
    """The ground below a level that the rivers can reach, less the rivers themselves; on the 20 m grid, smoothed."""
    import cv2
    from rasterio.features import shapes
    from rasterio.transform import from_origin

    west, north, _, _ = _frame()
    ground = _flood_grid()
    low = (ground < level_m).astype(np.uint8)
    _, label = cv2.connectedComponents(low, connectivity=4)
    bed = ground < 0
    reached = np.isin(label, np.unique(label[bed & (low == 1)])) & (low == 1)
    reached = cv2.medianBlur(reached.astype(np.uint8), 3) == 1
    step = CELL_M * _FLOOD
    found = [
        geometry_of(piece)
        for piece, value in shapes(
            reached.astype(np.uint8), mask=reached, transform=from_origin(west, north, step, step)
        )
        if value
    ]
    soft = shapely.simplify([piece for piece in found if piece.area > 6_000], 16)
    area = shapely.union_all(shapely.make_valid(soft), grid_size=0.01)
    wet = shapely.union_all([river.water for river in rivers()])
    land = shapely.set_precision(area.intersection(outline()).difference(wet), 0.01)
    parts = [part for part in shapely.get_parts(land) if part.geom_type == "Polygon" and part.area > 1_000]
    return shapely.multipolygons(parts)

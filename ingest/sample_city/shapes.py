"""Many shapes from coordinates at once, typed as the arrays they are."""

from typing import Any

import numpy as np
import shapely


def points(xy: Any) -> np.ndarray:
    """A point for each row of coordinates."""
    return np.asarray(shapely.points(xy), dtype=object)


def lines(xy: Any) -> np.ndarray:
    """A line for each array of coordinates."""
    return np.asarray(shapely.linestrings(xy), dtype=object)


def polygons(rings: Any) -> np.ndarray:
    """A polygon for each ring."""
    return np.asarray(shapely.polygons(rings), dtype=object)

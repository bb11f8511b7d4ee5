"""Which tiles a change touches: by layer, by both of its boxes, in both grids, and no others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pyproj import Transformer

from api.feed import Batch, Box, Change
from api.scope import sources, tells_state
from api.tiles.cache import Key, TileCache
from layers.core.crs import PROJ_9212
from layers.core.declared import Declared
from layers.core.overview import FULL_ZOOM, has_overview, overview_level
from layers.core.state_reads import shown as shown_of_state
from layers.core.tile_matrix_sets import TILE_MATRIX_SETS, TileMatrixSet
from layers.core.tiles import BUFFER, EXTENT, shown

STATE_SECONDS = 5.0
"""Readings that colour a layer change it all the time: tiles that show them are forgotten at most this often."""

# Boxes are compared by the database in single precision (1 m in Web Mercator here), and a tile's coordinates are rounded.
_SLACK_M = 2.5
_BENT = 2e-4
_MERCATOR = 3857
_OF_MANY = frozenset({"truncate", "many", "overview"})


class Eviction:
    """Follows the change log and evicts from one cache."""

    def __init__(self, cache: TileCache, layers: Iterable[Declared]) -> None:
        self._cache = cache
        self._readers: dict[str, list[Declared]] = {}
        self._state_due: dict[str, asyncio.TimerHandle] = {}
        self._state_last: dict[str, float] = {}
        for layer in layers:
            for table in sources(layer):
                self._readers.setdefault(table, []).append(layer)

    def hear(self, batch: Batch) -> None:
        """Evict what a batch touches."""
        levels = self._cache.levels()
        if not levels:
            return
        placed: list[tuple[Declared, Change, Box]] = []
        for change in batch.changes:
            for layer in self._readers.get(change.layer, ()):
                if change.operation == "state":
                    if tells_state(layer, change.layer):
                        self._state(layer)
                elif change.layer not in layer.tables:
                    self._everywhere(layer)
                elif boxes := change.boxes:
                    placed += [(layer, change, box) for box in boxes]
                elif change.operation in _OF_MANY or layer.name != change.layer:
                    self._everywhere(layer)
        for grid in {grid for grid, _ in levels}:
            self._near(TILE_MATRIX_SETS[grid], [level for name, level in levels if name == grid], placed)

    def close(self) -> None:
        """Evict nothing more."""
        for handle in self._state_due.values():
            handle.cancel()

    def _near(self, grid: TileMatrixSet, levels: Sequence[int], placed: list[tuple[Declared, Change, Box]]) -> None:
        boxes = in_grid(grid, [box for _, _, box in placed])
        for (layer, change, _), box in zip(placed, boxes, strict=True):
            for level in levels:
                zoom = level + grid.zoom_offset
                if shown(layer, zoom):
                    keys = self._cache.near(grid.id, level, *reach(grid, level, box))
                    self._cache.evict([key for key in keys if self._touched(key, layer, change, zoom)])

    def _touched(self, key: Key, layer: Declared, change: Change, zoom: int) -> bool:
        if layer.name not in key.layers:
            return False
        if change.operation == "overview":
            if zoom >= FULL_ZOOM:
                return self._cache.is_coarse(key)
            return change.version in (None, overview_level(zoom))
        # Who sees only some rows of a layer is shown no overview of it.
        return zoom >= FULL_ZOOM or not has_overview(layer) or bool(key.scope)

    def _everywhere(self, layer: Declared, *, only_observed: bool = False) -> None:
        for grid, level in self._cache.levels():
            whole = range(1 << level)
            keys = self._cache.near(grid, level, whole, whole)
            self._cache.evict([k for k in keys if layer.name in k.layers and (k.observed or not only_observed)])

    def _state(self, layer: Declared) -> None:
        """Now, when the last time is long enough ago; else once, when it is."""
        if layer.name in self._state_due or not (layer.view or shown_of_state(layer)):
            return
        loop = asyncio.get_running_loop()
        wait = self._state_last.get(layer.name, 0.0) + STATE_SECONDS - loop.time()
        if wait <= 0:
            self._stated(layer)
        else:
            self._state_due[layer.name] = loop.call_later(wait, self._stated, layer)

    def _stated(self, layer: Declared) -> None:
        self._state_due.pop(layer.name, None)
        self._state_last[layer.name] = asyncio.get_running_loop().time()
        self._everywhere(layer, only_observed=True)


def reach(grid: TileMatrixSet, level: int, box: Box) -> tuple[range, range]:
    """The rows and columns of the tiles of the city whose buffered square meets a box in the grid's CRS."""
    width = grid.width(level)
    margin = width * BUFFER / EXTENT + _SLACK_M
    first_row, last_row, first_col, last_col = grid.limits(level)
    west, south, east, north = box
    rows = range(
        max(first_row, int((grid.origin[1] - north - margin) // width)),
        min(last_row, int((grid.origin[1] - south + margin) // width)) + 1,
    )
    cols = range(
        max(first_col, int((west - margin - grid.origin[0]) // width)),
        min(last_col, int((east + margin - grid.origin[0]) // width)) + 1,
    )
    return rows, cols


def in_grid(grid: TileMatrixSet, boxes: Sequence[Box]) -> Sequence[Box]:
    """Boxes in Web Mercator as boxes in the grid's CRS that hold them; straight sides become bent ones, so with a margin."""
    if grid.srid == _MERCATOR or not boxes:
        return boxes
    xs = [x for w, _, e, _ in boxes for x in (w, (w + e) / 2, e, w, e, w, (w + e) / 2, e)]
    ys = [y for _, s, _, n in boxes for y in (s, s, s, (s + n) / 2, (s + n) / 2, n, n, n)]
    eastings, northings = _transformer().transform(xs, ys)
    return list(_bounds(eastings, northings))


def _bounds(xs: Sequence[float], ys: Sequence[float]) -> Iterator[Box]:
    for at in range(0, len(xs), 8):
        x, y = xs[at : at + 8], ys[at : at + 8]
        margin = _BENT * (max(x) - min(x) + max(y) - min(y))
        yield min(x) - margin, min(y) - margin, max(x) + margin, max(y) + margin


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs(_MERCATOR, PROJ_9212, always_xy=True)

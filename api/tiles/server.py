"""Tiles of a database: from memory, else from one statement."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from api.database import Database
from api.tiles.cache import Key, Tile, TileCache
from api.working import Reading
from layers.core.declared import Declared
from layers.core.state_reads import shown
from layers.core.tile_matrix_sets import TileMatrixSet
from layers.core.tiles import MAX_BYTES, TileRecipe


class Address(NamedTuple):
    """Where a tile lies."""

    grid: TileMatrixSet
    level: int
    row: int
    col: int


class Selection:
    """The layers of a tile as some readers see them, in the registry's order; `scope` names those readers.

    With `as_of` they are shown as they stood at that moment; such tiles are not kept. Without `observed` nothing that
    devices keep is in the tile.
    """

    def __init__(
        self,
        layers: tuple[Declared, ...],
        scope: str = "",
        as_of: dt.datetime | None = None,
        *,
        observed: bool = True,
    ) -> None:
        self.layers = layers
        self.scope = scope
        self.as_of = as_of
        self.observed = observed or not any(map(shown, layers))
        self.names = tuple(layer.name for layer in layers)
        self.recipe = TileRecipe(layers, as_of, observed=observed)

    def key(self, address: Address) -> Key:
        """The name of one of its tiles in the cache."""
        return Key(self.scope, self.names, address.grid.id, address.level, address.row, address.col, self.observed)


class TileServer:
    """Gives tiles and keeps them; something must evict from `cache` what is no longer true."""

    def __init__(self, cache_bytes: int) -> None:
        self.cache = TileCache(cache_bytes)

    def cached(self, selection: Selection, address: Address) -> Tile | None:
        """The tile from memory."""
        return self.cache.kept(selection.key(address)) if selection.as_of is None else None

    async def tile(self, selection: Selection, address: Address, reads: Database | Reading) -> Tile:
        """The tile, made anew; those who ask for it at the same time get the same one.

        `reads` has the rights of the readers that the selection is made for.
        """
        if selection.as_of is not None:
            return await self._make(selection, address, reads)
        return await self.cache.made(selection.key(address), lambda: self._make(selection, address, reads))

    async def _make(self, selection: Selection, address: Address, reads: Database | Reading) -> Tile:
        body, coarse = b"", False
        for coarse in (False, True):
            record = await reads.row(selection.recipe.statement(*address, coarse=coarse))
            assert record is not None
            body = record["tile"]
            if len(body) <= MAX_BYTES:
                break
        return Tile(body, coarse=coarse, private=bool(selection.scope))

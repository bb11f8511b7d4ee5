"""Tiles of a database: from memory while fresh, else from one statement."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from api.database import Database
from api.tiles.cache import Tile, TileCache
from api.versions import Versions
from layers.core.declared import Declared
from layers.core.tile_matrix_sets import TileMatrixSet
from layers.core.tiles import MAX_BYTES, TileRecipe


class Address(NamedTuple):
    """Where a tile lies."""

    grid: TileMatrixSet
    level: int
    row: int
    col: int


class Selection:
    """The layers of a tile, in the registry's order, with their version as polled last."""

    def __init__(self, layers: tuple[Declared, ...]) -> None:
        self.layers = layers
        self.names = tuple(layer.name for layer in layers)
        self.recipe = TileRecipe(layers)
        self._generation = -1
        self._version = 0

    def version(self, versions: Versions) -> int:
        """The version of what the tile is made of; a tile made now will have at least this one."""
        if self._generation != versions.generation:
            self._generation = versions.generation
            self._version = versions.of(self.recipe.tables)
        return self._version


class TileServer:
    """Gives tiles; holds the database, the versions and the cache."""

    def __init__(self, database: Database, versions: Versions, cache_bytes: int) -> None:
        self._database = database
        self._versions = versions
        self.cache = TileCache(cache_bytes)

    def cached(self, selection: Selection, address: Address) -> Tile | None:
        """The tile from memory, when it is fresh."""
        key = (selection.names, address.grid.id, address.level, address.row, address.col)
        return self.cache.fresh(key, selection.version(self._versions))

    async def tile(self, selection: Selection, address: Address) -> Tile:
        """The tile, made anew; those who ask for it at the same time get the same one."""
        key = (selection.names, address.grid.id, address.level, address.row, address.col)
        return await self.cache.made(key, selection.version(self._versions), lambda: self._make(selection, address))

    async def _make(self, selection: Selection, address: Address) -> Tile:
        for coarse in (False, True):
            statement = selection.recipe.statement(*address, coarse=coarse)
            record = await self._database.row(statement)
            assert record is not None
            body: bytes = record["tile"]
            version: int = record["version"]
            if len(body) <= MAX_BYTES:
                break
        return Tile(body, version, _etag(statement.sql, version, address))


def _etag(sql: str, version: int, address: Address) -> bytes:
    """Weak, as the gzipped and the plain form share it: declaration (the statement tells it), version, address."""
    digest = hashlib.blake2b(sql.encode(), digest_size=6).hexdigest()
    return f'W/"{digest}-{version:x}-{address.grid.id}-{address.level}-{address.row}-{address.col}"'.encode()

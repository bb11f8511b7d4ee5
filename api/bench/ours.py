"""The statements that our own server sends for a work, for the raw SQL limit."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from api.bench.addresses import GRID
from api.bench.work import Request, Work
from api.features.parameters import ITEMS, feature_query, parameters
from layers.core.statement import Statement
from layers.core.tile_matrix_sets import grid_named
from layers.core.tiles import tile_statement
from layers.registry import LAYERS


def statements(work: Work, asked: Sequence[Request], paths: Sequence[str]) -> list[Statement]:
    """One statement per request, all of the same text; `paths` are our own addresses of the requests.

    A first page is another statement than those behind it and is left out when there are others. Single features have none:
    the server answers several of them with one statement, and HTTP is what bounds them.
    """
    layer = LAYERS[work.layer].declared
    match work.kind:
        case "page" | "bbox":
            given = [parameters(urlsplit(path).query, ITEMS, layer) for path in paths]
            made = [feature_query(layer, one).statement() for one in given]
            return [one for one in made if one.sql == made[-1].sql]
        case "tile":
            grid = grid_named(GRID)
            return [tile_statement([layer], grid, *request.tile) for request in asked if request.tile]
        case "item":
            return []

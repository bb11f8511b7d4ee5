"""The statements that our own server sends for a work, for the raw SQL limit."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from api.bench.addresses import GRID
from api.bench.work import Request, Work
from layers.core.cql2_tree import parse_filter
from layers.core.page_mark import read_mark
from layers.core.query import Bbox, FeatureQuery, feature_statement
from layers.core.statement import Statement
from layers.core.tile_matrix_sets import GRIDS
from layers.core.tiles import tile_statement
from layers.registry import LAYERS

AFTER = "after"
"""The parameter of a `next` link that says where the page begins."""


def statements(work: Work, asked: Sequence[Request], paths: Sequence[str]) -> list[Statement]:
    """One statement per request; all have the same text. `paths` are our own addresses of the requests."""
    layer = LAYERS[work.layer].declared
    match work.kind:
        case "item":
            return [feature_statement(layer, UUID(request.id)) for request in asked]
        case "bbox":
            chosen = parse_filter(work.filter) if work.filter else None
            boxes = [Bbox(request.bbox) for request in asked if request.bbox]
            return [FeatureQuery(layer=layer, limit=work.limit, bbox=box, filter=chosen).statement() for box in boxes]
        case "page":
            marks = [parse_qs(urlsplit(path).query).get(AFTER, [""])[0] for path in paths]
            return [
                FeatureQuery(layer=layer, limit=work.limit, after=read_mark(mark, ())).statement() for mark in marks if mark
            ]
        case "tile":
            grid = GRIDS[GRID]
            sent = tile_statement([layer], grid, work.zoom or 0)
            return [Statement(sent.sql, sent.arguments(grid, *request.tile)) for request in asked if request.tile]

"""The routes of tiles: OGC API - Tiles for each collection and for several in one tile, TileJSON, tile matrix sets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.auth.identity import identity_of
from api.features.parameters import parameters
from api.negotiation import language, media_type
from api.ogc.pages import render
from api.respond import respond
from api.tiles import documents
from api.tiles.endpoint import TileEndpoint, chosen, one
from api.tiles.server import Selection
from layers.core.declaration import Language
from layers.core.errors import NotAcceptable
from layers.core.tile_matrix_sets import WEB_MERCATOR_QUAD, grid_named

_SERVICE = "/ogc"
_MEDIA: dict[str, tuple[str, ...]] = {
    "json": ("application/json",),
    "html": ("text/html", "application/xhtml+xml"),
    "tilejson": ("application/vnd.mapbox.tile+json",),
}
_PLAIN = {name: types for name, types in _MEDIA.items() if name != "tilejson"}
_COLLECTION = "/collections/{collection}"

Build = Callable[[str, Language], dict[str, Any]]


def routes() -> list[Route]:
    """Every route of tiles, the hot ones first. They need `app.state.tiles`, a `TileServer`."""
    address = "/tiles/{tms}/{z}/{row}/{col}"
    return [
        Route(f"{_SERVICE}{address}", TileEndpoint(dataset=True), methods=["GET"]),
        Route(f"{_SERVICE}{_COLLECTION}{address}", TileEndpoint(dataset=False), methods=["GET"]),
        Route(f"{_SERVICE}/tiles", _tilesets),
        Route(f"{_SERVICE}/tiles/{{tms}}", _tileset),
        Route(f"{_SERVICE}{_COLLECTION}/tiles", _tilesets),
        Route(f"{_SERVICE}{_COLLECTION}/tiles/{{tms}}", _tileset),
        Route(f"{_SERVICE}/tileMatrixSets", _tile_matrix_sets),
        Route(f"{_SERVICE}/tileMatrixSets/{{tms}}", _tile_matrix_set),
    ]


async def _tilesets(request: Request) -> Response:
    selection, given, dataset = _asked(request)

    def build(address: str, spoken: Language) -> dict[str, Any]:
        api, root = _roots(address, request, dataset=dataset)
        return documents.tilesets(selection.layers, api, root, spoken, dataset=dataset)

    return await _answer(request, given, "tilesets.html", build)


async def _tileset(request: Request) -> Response:
    selection, given, dataset = _asked(request)
    grid = grid_named(request.path_params["tms"])
    if given.get("f") == "tilejson" and grid is not WEB_MERCATOR_QUAD:
        raise NotAcceptable(value="tilejson", allowed="json, html")

    def build(address: str, spoken: Language) -> dict[str, Any]:
        api, root = _roots(address, request, dataset=dataset)
        return documents.tileset(selection.layers, grid, api, root, spoken, dataset=dataset)

    def tilejson(address: str, spoken: Language) -> dict[str, Any]:
        _, root = _roots(address, request, dataset=dataset)
        return documents.tilejson(selection.layers, root, spoken, dataset=dataset)

    return await _answer(request, given, "tileset.html", build, tilejson if grid is WEB_MERCATOR_QUAD else None)


async def _tile_matrix_sets(request: Request) -> Response:
    given = _parameters(request, "f", "lang")
    return await _answer(request, given, "tile_matrix_sets.html", documents.tile_matrix_sets)


async def _tile_matrix_set(request: Request) -> Response:
    given = _parameters(request, "f", "lang")
    grid = grid_named(request.path_params["tms"])
    return await _answer(request, given, "tile_matrix_set.html", lambda _, spoken: grid.document(spoken))


def _asked(request: Request) -> tuple[Selection, dict[str, str], bool]:
    collection, identity = request.path_params.get("collection"), identity_of(request)
    if collection is not None:
        return one(collection, identity), _parameters(request, "f", "lang"), False
    given = _parameters(request, "collections", "f", "lang")
    return chosen(given.get("collections"), identity), given, True


def _parameters(request: Request, *allowed: str) -> dict[str, str]:
    return parameters(request.scope["query_string"].decode("latin-1"), allowed)


def _roots(api: str, request: Request, *, dataset: bool) -> tuple[str, str]:
    return api, api if dataset else f"{api}/collections/{request.path_params['collection']}"


async def _answer(
    request: Request, given: Mapping[str, str], template: str, build: Build, tilejson: Build | None = None
) -> Response:
    """The document as JSON, as TileJSON or as a page."""
    spoken = language(given.get("lang"), request.headers.get("accept-language"))
    name = media_type(given.get("f"), request.headers.get("accept"), _MEDIA if tilejson else _PLAIN)
    address = origin(request) + _SERVICE
    document = (tilejson if tilejson and name == "tilejson" else build)(address, spoken)
    if name == "html":
        body = render(template, spoken, str(request.url), address, document=document).encode()
        media = "text/html; charset=utf-8"
    else:
        body, media = orjson.dumps(document), "application/json"
    etag = f'W/"{hashlib.blake2b(body, digest_size=9).hexdigest()}"'
    return await respond(request, body, media, etag=etag, language=spoken)

"""The hot route: an address in, a tile out. Plain ASGI, because a request object costs more than a cached tile."""

from __future__ import annotations

from starlette.types import Receive, Scope, Send

from api.auth.identity import IDENTITY, Identity
from api.features.parameters import as_of, parameters
from api.negotiation import language
from api.scope import readable, role_of, scope_of
from api.tiles.cache import RawHeaders, Tile
from api.tiles.server import Address, Selection, TileServer
from api.working import Reading
from layers.core.access import seen_by
from layers.core.errors import DonghaError, Forbidden, InvalidParameter, LoginNeeded, NotAcceptable, UnknownLayer
from layers.core.tile_matrix_sets import InvalidTileAddress, TileOutside, grid_named
from layers.registry import LAYERS

FORMAT = "mvt"
_KEPT_SELECTIONS = 4096
_POSITIONS = {name: position for position, name in enumerate(LAYERS)}


class TileEndpoint:
    """`.../tiles/{tms}/{z}/{row}/{col}` of one collection, or of the whole dataset with `collections=a,b`.

    `observed=false` leaves out what devices keep: such a tile stays while they report, and a map colours it by `/state`.
    """

    def __init__(self, *, dataset: bool) -> None:
        self._allowed = (*(("collections",) if dataset else ()), "as-of", "f", "lang", "observed")
        self._selections: dict[tuple[str, bytes], Selection] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        params: dict[str, str] = scope["path_params"]
        state = scope["app"].state
        server: TileServer = state.tiles
        identity: Identity | DonghaError | None = scope.get(IDENTITY)
        if identity is None:
            selection = self._for_everybody(params.get("collection", ""), scope["query_string"])
        elif isinstance(identity, DonghaError):
            raise identity
        else:
            selection = self._selection(params.get("collection", ""), scope["query_string"], identity)
        address = tile_address(params)
        tile = server.cached(selection, address)
        if tile is None:
            reads = Reading(state.working, identity) if identity and selection.scope else state.database
            tile = await server.tile(selection, address, reads)
        status, headers, body = await _answer(tile, scope["headers"])
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def _for_everybody(self, collection: str, query: bytes) -> Selection:
        known = self._selections.get((collection, query))
        if known is None:
            known = self._selection(collection, query, None)
            if len(self._selections) >= _KEPT_SELECTIONS:
                self._selections.clear()
            self._selections[collection, query] = known
        return known

    def _selection(self, collection: str, query: bytes, identity: Identity | None) -> Selection:
        params = parameters(query.decode("latin-1"), self._allowed)
        if params.get("f", FORMAT) != FORMAT:
            raise NotAcceptable(value=params["f"], allowed=FORMAT)
        language(params.get("lang"), None)
        selection = one(collection, identity) if collection else chosen(params.get("collections"), identity)
        observed = _observed(params.get("observed"))
        if "as-of" not in params and observed:
            return selection
        moment = as_of(params["as-of"], *selection.layers) if "as-of" in params else None
        return Selection(selection.layers, selection.scope, moment, observed=observed)


def _observed(text: str | None) -> bool:
    if text not in (None, "true", "false"):
        raise InvalidParameter(name="observed", value=text, expected_en="true or false", expected_vi="true hoặc false")
    return text != "false"


def one(collection: str, identity: Identity | None) -> Selection:
    """The selection of one layer as somebody sees it.

    UnknownLayer when there is none of that name; LoginNeeded or Forbidden when it is not for that reader.
    """
    if collection not in LAYERS:
        raise UnknownLayer(name=collection)
    return _selected([collection], identity)


def chosen(collections: str | None, identity: Identity | None) -> Selection:
    """The layers that `collections` names, or all that somebody may read.

    InvalidParameter when it names none or an unknown one; LoginNeeded or Forbidden when one is not for that reader.
    """
    if collections is None:
        layers = readable((cls.declared for cls in LAYERS.values()), identity)
        return Selection(layers, scope_of(identity, layers))
    names = set(collections.split(","))
    if not names <= LAYERS.keys():
        raise InvalidParameter(
            name="collections",
            value=collections,
            expected_en="names of layers, separated by commas, as at /ogc/collections",
            expected_vi="tên các lớp, cách nhau bằng dấu phẩy, như ở /ogc/collections",
        )
    return _selected(sorted(names, key=_POSITIONS.__getitem__), identity)


def _selected(names: list[str], identity: Identity | None) -> Selection:
    role = role_of(identity)
    seen = [seen_by(LAYERS[name].declared, role) for name in names]
    layers = tuple(layer for layer in seen if layer is not None)
    if len(layers) < len(seen):
        raise Forbidden() if identity else LoginNeeded()
    return Selection(layers, scope_of(identity, layers))


def tile_address(params: dict[str, str]) -> Address:
    """The address that the path tells; InvalidTileAddress, UnknownTileMatrixSet or TileOutside."""
    grid = grid_named(params["tms"])
    level, row, col = params["z"], params["row"], params["col"].removesuffix(f".{FORMAT}")
    text = f"{level}{row}{col}"
    if not (level and row and col and text.isascii() and text.isdigit() and len(text) < 30):
        raise InvalidTileAddress(value=f"{level}/{row}/{params['col']}")
    address = Address(grid, int(level), int(row), int(col))
    if not grid.within(address.level, address.row, address.col):
        raise TileOutside(value=f"{level}/{row}/{col}")
    return address


async def _answer(tile: Tile, request_headers: RawHeaders) -> tuple[int, RawHeaders, bytes]:
    gzip_accepted = False
    for name, value in request_headers:
        if name == b"if-none-match" and (tile.opaque_tag in value or value == b"*"):
            return 304, tile.unchanged_headers, b""
        if name == b"accept-encoding":
            gzip_accepted = b"gzip" in value and b"gzip;q=0" not in value.replace(b" ", b"")
    if not tile.body:
        return 204, tile.headers, b""
    if gzip_accepted:
        headers, body = await tile.packed()
        return 200, headers, body
    return 200, tile.headers, tile.body

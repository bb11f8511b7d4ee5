"""The routes of features: `/ogc/collections/{collection}/items` and one item, in every format.

GeoJSON goes the short way: the text that PostgreSQL made is passed on. Other formats are written by the engine from the
same statement's answer, so that all of them agree.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.database import Database
from api.features.links import MEDIA, links, place
from api.features.parameters import ITEM, ITEMS, crs, feature_query, parameters
from api.negotiation import language, media_type
from api.ogc.call import Call
from api.respond import matches, not_modified, respond
from layers.core.declared import Declared
from layers.core.errors import UnknownFeature, UnknownLayer
from layers.core.feature_text import feature_text
from layers.core.page_mark import write_mark
from layers.core.query import FeatureQuery, feature_statement, version_statement
from layers.core.crs import CRS84

if TYPE_CHECKING:
    from asyncpg import Record

    from api.ogc.engine import Engine

_ITEMS_FORMATS: dict[str, tuple[str, ...]] = {
    "json": ("application/geo+json", "application/json"),
    "html": ("text/html", "application/xhtml+xml"),
    "csv": ("text/csv",),
    "jsonld": ("application/ld+json",),
    "geojson": (),
}
_ITEM_FORMATS = {name: types for name, types in _ITEMS_FORMATS.items() if name != "csv"}
_SERVICE = "/ogc"


def routes(engine: Engine, layers: Mapping[str, Declared]) -> list[Route]:
    """The routes over `layers`; `engine` writes what is not GeoJSON. They need `app.state.database`."""
    features = _Features(engine, layers)
    return [
        Route(f"{_SERVICE}/collections/{{collection}}/items", features.items, methods=["GET"]),
        Route(f"{_SERVICE}/collections/{{collection}}/items/{{feature}}", features.item, methods=["GET"]),
    ]


class _Features:
    def __init__(self, engine: Engine, layers: Mapping[str, Declared]) -> None:
        self._engine = engine
        self._layers = layers
        self._digests = {name: _declaration_digest(layer) for name, layer in layers.items()}

    async def items(self, request: Request) -> Response:
        """GET and HEAD of features."""
        layer = self._layer(request)
        given = parameters(request.scope["query_string"].decode("latin-1"), ITEMS, layer)
        headers = request.headers
        spoken = language(given.get("lang"), headers.get("accept-language"))
        format_ = _format(given, headers.get("accept"), _ITEMS_FORMATS)
        query = feature_query(layer, given)
        statement = query.statement()
        base = origin(request) + _SERVICE
        database: Database = request.app.state.database
        digest = self._digest(request, layer, spoken, base) if format_ == "json" else ""
        if digest and digest in headers.get("if-none-match", ""):
            current = await database.row(version_statement(layer))
            etag = _etag(current["version"] if current else 0, digest)
            if matches(request, etag):
                return not_modified(etag, spoken)
        row = await database.row(statement)
        assert row is not None
        after = write_mark(query.sort, row["keys"], row["last"]) if row["more"] else None
        at = place(base, f"/collections/{layer.name}/items", request.scope["query_string"])
        made = links(at, spoken, format_, layer.name, ("json", "html", "csv", "jsonld"), after)
        crs_header = {"Content-Crs": f"<{query.crs.uri}>"}
        if format_ == "json":
            body = _collection(row, made)
            return await respond(
                request, body, MEDIA["json"], etag=_etag(row["version"], digest), language=spoken, headers=crs_header
            )
        answer = orjson.loads(_collection(row, made))
        call = Call(
            declared=layer, language=spoken, address=at.address, base=base, links=made, parameters=given, answer=lambda: answer
        )
        written = await self._engine.features(call, format_)
        return await respond(request, written.body, written.media, language=spoken, headers=crs_header | written.headers)

    async def item(self, request: Request) -> Response:
        """GET and HEAD of one feature."""
        layer = self._layer(request)
        given = parameters(request.scope["query_string"].decode("latin-1"), ITEM)
        headers = request.headers
        spoken = language(given.get("lang"), headers.get("accept-language"))
        format_ = _format(given, headers.get("accept"), _ITEM_FORMATS)
        wanted = crs(given, "crs")
        identifier = request.path_params["feature"]
        database: Database = request.app.state.database
        row = await database.row(feature_statement(layer, _uuid(layer, identifier), wanted))
        if row is None:
            raise UnknownFeature(layer=layer.name, id=identifier)
        base = origin(request) + _SERVICE
        at = place(base, f"/collections/{layer.name}/items/{identifier}", request.scope["query_string"])
        made = links(at, spoken, format_, layer.name, ("json", "html", "jsonld"), None)
        body = row["feature"][:-1] + b',"links":' + orjson.dumps(made) + b"}"
        crs_header = {"Content-Crs": f"<{wanted.uri}>"}
        if format_ == "json":
            etag = f'W/"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
            return await respond(request, body, MEDIA["json"], etag=etag, language=spoken, headers=crs_header)
        answer = orjson.loads(body)
        call = Call(
            declared=layer, language=spoken, address=at.address, base=base, links=made, parameters=given, answer=lambda: answer
        )
        written = await self._engine.feature(call, identifier, format_)
        return await respond(request, written.body, written.media, language=spoken, headers=crs_header | written.headers)

    def _layer(self, request: Request) -> Declared:
        name = request.path_params["collection"]
        layer = self._layers.get(name)
        if layer is None:
            raise UnknownLayer(name=name)
        return layer

    def _digest(self, request: Request, layer: Declared, spoken: str, base: str) -> str:
        asked = b"\n".join((request.scope["query_string"], spoken.encode(), base.encode(), self._digests[layer.name]))
        return hashlib.blake2b(asked, digest_size=8).hexdigest()


def _collection(row: Record, made: list[dict[str, Any]]) -> bytes:
    return b"".join(
        (
            b'{"type":"FeatureCollection","features":[',
            row["features"] or b"",
            b'],"links":',
            orjson.dumps(made),
            time.strftime(',"timeStamp":"%Y-%m-%dT%H:%M:%SZ"', time.gmtime()).encode(),
            f',"numberReturned":{row["returned"]},"numberMatched":{row["matched"]}}}'.encode(),
        )
    )


def _format(given: Mapping[str, str], accept: str | None, offered: Mapping[str, tuple[str, ...]]) -> str:
    chosen = media_type(given.get("f"), accept, offered)
    return "json" if chosen == "geojson" else chosen


def _uuid(layer: Declared, identifier: str) -> UUID:
    try:
        return UUID(identifier)
    except ValueError:
        raise UnknownFeature(layer=layer.name, id=identifier) from None


def _etag(version: int, digest: str) -> str:
    return f'W/"{version:x}-{digest}"'


def _declaration_digest(layer: Declared) -> bytes:
    """What the form of the answers depends on besides the data: the declaration, and how features are written."""
    form = f"{layer!r}{feature_text(layer, CRS84, None, True)}"
    return hashlib.blake2b(form.encode(), digest_size=8).digest()

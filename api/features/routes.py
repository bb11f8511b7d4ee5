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
from api.auth.identity import identity_of
from api.database import Database
from api.features.asked import ANY_ID, AskedItem, AskedItems, Call, Reader
from api.features.editing.preconditions import etag as etag_of
from api.features.gathering import Found, Gathering
from api.features.links import MEDIA, next_link
from api.negotiation import header
from api.ogc.call import Call as EngineCall
from api.respond import matches, not_modified, respond
from api.working import reader
from layers.core.declared import Declared
from layers.core.errors import UnknownFeature
from layers.core.query import Page, version_statement
from layers.core.statement import Statement

if TYPE_CHECKING:
    from api.ogc.engine import Engine

_SERVICE = "/ogc"


def routes(engine: Engine, layers: Mapping[str, Declared]) -> list[Route]:
    """The routes over `layers`; `engine` writes what is not GeoJSON. They need `app.state.database`."""
    features = _Features(engine, Reader(layers))
    return [
        Route(f"{_SERVICE}/collections/{{collection}}/items", features.items, methods=["GET"]),
        Route(f"{_SERVICE}/collections/{{collection}}/items/{{feature}}", features.item, methods=["GET"]),
    ]


class _Features:
    def __init__(self, engine: Engine, reader: Reader) -> None:
        self._engine = engine
        self._reader = reader
        self._gathering = Gathering()

    async def items(self, request: Request) -> Response:
        """GET and HEAD of features."""
        asked = self._reader.items(_call(request))
        database = reader(request)
        known = header(request, b"if-none-match")
        if known is not None and asked.digest in known and asked.format == "json" and asked.dated:
            now = await database.row(version_statement(asked.layer))
            etag = asked.etag_at(now["version"] if now else 0)
            if matches(known, etag):
                return not_modified(request, etag, asked.language)
        row = await database.row(asked.statement)
        assert row is not None
        page = Page.of(asked.query, row)
        headers = {"Content-Crs": f"<{asked.query.crs.uri}>"}
        body = _collection(asked, page)
        if asked.format == "json":
            etag = asked.etag(page)
            return await respond(request, body, MEDIA["json"], etag=etag, language=asked.language, headers=headers)
        call = _engine_call(asked, asked.links(page.mark), orjson.loads(body))
        written = await self._engine.features(call, asked.format)
        return await respond(
            request, written.body, written.media, language=asked.language, headers=headers | written.headers
        )

    async def item(self, request: Request) -> Response:
        """GET and HEAD of one feature."""
        asked = self._reader.item(_call(request))
        identifier: str = request.path_params["feature"].lower()
        found = await self._found(request, asked, _uuid(asked.layer, identifier))
        if found is None:
            raise UnknownFeature(layer=asked.layer.name, id=identifier)
        link_text = asked.link_text.replace(ANY_ID.encode(), identifier.encode())
        body = b"".join((found.feature[:-1], b',"links":', link_text, b"}"))
        headers = {"Content-Crs": f"<{asked.crs.uri}>"}
        if asked.format == "json":
            etag = etag_of(found.version, body) if asked.as_of is None else _content_tag(body)
            return await respond(request, body, MEDIA["json"], etag=etag, language=asked.language, headers=headers)
        call = _engine_call(asked, orjson.loads(link_text), orjson.loads(body), identifier)
        written = await self._engine.feature(call, identifier, asked.format)
        return await respond(
            request, written.body, written.media, language=asked.language, headers=headers | written.headers
        )

    async def _found(self, request: Request, asked: AskedItem, identifier: UUID) -> Found | None:
        """The feature as the sender of the request sees it; what many of the public ask for is read at once."""
        database = reader(request)
        if asked.as_of is None and isinstance(database, Database):
            return await self._gathering.feature(database, asked.sql, identifier)
        values = ([identifier],) if asked.as_of is None else ([identifier], asked.as_of)
        row = await database.row(Statement(asked.sql, values))
        return Found(row["version"], row["feature"]) if row else None


def _content_tag(body: bytes) -> str:
    """The ETag of what is past: weak, so that nobody takes it for a version to edit."""
    return f'W/"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'


def _call(request: Request) -> Call:
    scope = request.scope
    return Call(
        scope["path_params"]["collection"],
        scope["query_string"],
        header(request, b"accept"),
        header(request, b"accept-language"),
        origin(request) + _SERVICE,
        identity_of(request),
    )


def _collection(asked: AskedItems, page: Page) -> bytes:
    link = b""
    if page.mark is not None:
        link = b"," + orjson.dumps(next_link(asked.at, asked.language, asked.format, page.mark))
    return b"".join(
        (
            b'{"type":"FeatureCollection","features":[',
            page.features,
            b'],"links":',
            asked.link_text,
            link,
            time.strftime('],"timeStamp":"%Y-%m-%dT%H:%M:%SZ"', time.gmtime()).encode(),
            f',"numberReturned":{page.returned},"numberMatched":{page.matched}}}'.encode(),
        )
    )


def _engine_call(
    asked: AskedItems | AskedItem, made: list[dict[str, Any]], answer: dict[str, Any], identifier: str = ""
) -> EngineCall:
    return EngineCall(
        declared=asked.layer,
        language=asked.language,
        address=asked.at.address.replace(ANY_ID, identifier),
        base=asked.at.base,
        links=made,
        parameters=asked.given,
        answer=lambda: answer,
    )


def _uuid(layer: Declared, identifier: str) -> UUID:
    try:
        found = UUID(identifier)
    except ValueError:
        found = None
    if found is None or str(found) != identifier:
        raise UnknownFeature(layer=layer.name, id=identifier)
    return found

"""The routes of what the service says about itself: landing page, conformance, OpenAPI, collections, schemas."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from api.address import origin
from api.auth.identity import identity_of
from api.negotiation import language, media_type
from api.ogc import documents, openapi, pages
from api.ogc.conformance import CLASSES
from api.ogc.extents import Extents
from api.respond import respond
from api.scope import readable, role_of, seen
from layers.core.access import Role, seen_by, writable
from layers.core.declaration import Language
from layers.core.declared import Declared
from layers.core.errors import RepeatedParameter, UnknownParameter
from layers.core.query import DEFAULT_LIMIT, MAX_LIMIT
from layers.registry import LAYERS, THEMES

if TYPE_CHECKING:
    from api.edr.documents import Observing

DECLARED: Mapping[str, Declared] = {name: cls.declared for name, cls in LAYERS.items()}
STATIC = Path(__file__).parent / "static"

_HTML = "text/html; charset=utf-8"
_PARAMETERS = ("f", "lang")


class Asked(NamedTuple):
    """What a request for a document wants: as a page or not, in which language, below which address."""

    html: bool
    language: Language
    base: str
    address: str


def routes() -> list[Route | Mount]:
    """The routes below `/ogc` that no other module serves. They need `app.state.extents`."""
    return [
        Route("/ogc", landing),
        Route("/ogc/", landing),
        Route("/ogc/conformance", conformance),
        Route("/ogc/openapi", openapi_document),
        Route("/ogc/collections", collections),
        Route("/ogc/collections/{collection}", collection),
        *(Route(f"/ogc/collections/{{collection}}/{kind}", properties, name=kind) for kind in documents.KINDS),
        Mount("/ogc/static", StaticFiles(directory=STATIC)),
    ]


async def landing(request: Request) -> Response:
    """`/ogc`."""
    asked = _asked(request, documents.JSON)
    if asked.html:
        return await _page(request, asked, "landing.html", layers=len(_readable(request)))
    return await _document(request, asked, documents.landing(asked.base, asked.language))


async def conformance(request: Request) -> Response:
    """`/ogc/conformance`."""
    asked = _asked(request, documents.JSON)
    document = documents.conformance(CLASSES, asked.base, asked.language)
    if asked.html:
        return await _page(request, asked, "conformance.html", document=document)
    return await _document(request, asked, document)


async def openapi_document(request: Request) -> Response:
    """`/ogc/openapi`."""
    asked = _asked(request, documents.OPENAPI, "application/vnd.oai.openapi+json", "application/openapi+json")
    if asked.html:
        document = openapi.document(_readable(request), asked.base, asked.language, (DEFAULT_LIMIT, MAX_LIMIT))
        return await _page(request, asked, "openapi.html", document=document)
    role = role_of(identity_of(request))
    return await _sent(request, asked, _openapi(asked.base, asked.language, role), documents.OPENAPI)


async def collections(request: Request) -> Response:
    """`/ogc/collections`."""
    asked = _asked(request, documents.JSON)
    layers = _readable(request)
    extents = await _extents(request).for_sender(request, layers)
    observed = await _observing(request).of(layers, asked.base, asked.language)
    document = documents.collections(layers, extents, observed, asked.base, asked.language)
    if not asked.html:
        return await _document(request, asked, document)
    themes = [
        {
            "id": theme.id,
            "title": theme.title.to(asked.language),
            "layers": [
                described | {"count": extents[described["id"]].count}
                for described in document["collections"]
                if DECLARED[described["id"]].theme == theme.id
            ],
        }
        for theme in THEMES.values()
        if any(layer.theme == theme.id for layer in layers)
    ]
    return await _page(request, asked, "collections.html", themes=themes, layers=len(layers))


async def collection(request: Request) -> Response:
    """`/ogc/collections/{collection}`."""
    asked = _asked(request, documents.JSON)
    layer = _layer(request)
    extent = (await _extents(request).for_sender(request, [layer]))[layer.name]
    observed = (await _observing(request).of([layer], asked.base, asked.language)).get(layer.name)
    document = documents.collection(layer, extent, observed, asked.base, asked.language)
    if asked.html:
        return await _page(request, asked, "collection.html", collection=document, extent=extent, layer=layer)
    return await _document(request, asked, document)


async def properties(request: Request) -> Response:
    """`/ogc/collections/{collection}/schema`, `/queryables`, `/sortables`."""
    asked = _asked(request, documents.SCHEMA, "application/json")
    layer = _layer(request)
    kind = request.url.path.rpartition("/")[2]
    identity = identity_of(request)
    given = writable(layer, identity.role) if identity else None
    document = documents.properties(kind, layer, asked.base, asked.language, given)
    if asked.html:
        return await _page(request, asked, "properties.html", document=document, layer=layer, kind=kind)
    return await _document(request, asked, document, documents.SCHEMA)


def _asked(request: Request, *media: str) -> Asked:
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in _PARAMETERS:
            raise UnknownParameter(name=name, allowed=", ".join(_PARAMETERS))
        if name in given:
            raise RepeatedParameter(name=name)
        given[name] = value
    accept = request.headers.get("accept")
    format_ = media_type(given.get("f"), accept, {"json": (*media, documents.JSON), "html": (documents.HTML,)})
    site = origin(request)
    path = request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    spoken = language(given.get("lang"), request.headers.get("accept-language"))
    return Asked(format_ == "html", spoken, f"{site}/ogc", f"{site}{path}{query}")


def _layer(request: Request) -> Declared:
    return seen(DECLARED, request.path_params["collection"], identity_of(request))


def _readable(request: Request) -> tuple[Declared, ...]:
    return readable(DECLARED.values(), identity_of(request))


def _extents(request: Request) -> Extents:
    return request.app.state.extents


def _observing(request: Request) -> Observing:
    return request.app.state.observing


async def _page(request: Request, asked: Asked, template: str, **context: Any) -> Response:
    html = pages.render(template, asked.language, asked.address, asked.base, **context)
    return await _sent(request, asked, html.encode(), _HTML)


async def _document(request: Request, asked: Asked, document: Any, media: str = documents.JSON) -> Response:
    return await _sent(request, asked, orjson.dumps(document), media)


async def _sent(request: Request, asked: Asked, body: bytes, media: str) -> Response:
    etag = f'W/"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
    return await respond(request, body, media, etag=etag, language=asked.language)


@lru_cache(maxsize=32)
def _openapi(base: str, spoken: Language, role: Role) -> bytes:
    layers = (found for layer in DECLARED.values() if (found := seen_by(layer, role)))
    return orjson.dumps(openapi.document(layers, base, spoken, (DEFAULT_LIMIT, MAX_LIMIT)))

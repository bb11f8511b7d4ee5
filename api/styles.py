"""`/ogc/styles`: the list of styles (OGC API - Styles, 20-009, draft) and each as a MapLibre style document."""

from __future__ import annotations

import hashlib
from functools import cache
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
from api.scope import role_of
from layers.core.access import ADMINISTRATOR, Role, seen_by
from layers.core.declaration import Language
from layers.core.errors import Forbidden, LoginNeeded, NotFound
from layers.core.tile_matrix_sets import REGION_DEGREES
from layers.derive.styles import Styles
from layers.registry import LAYERS, THEMES

MAPLIBRE = "application/vnd.mapbox.style+json"
_SERVICE = "/ogc"
_LIST = {"json": ("application/json",), "html": ("text/html", "application/xhtml+xml")}
_STYLE = {"mapbox": (MAPLIBRE, "application/json"), "json": ()}


class UnknownStyle(NotFound):
    """There is no style {name!r}. The list of styles stands at /ogc/styles."""

    vi = "Không có kiểu hiển thị {name!r}. Danh sách ở /ogc/styles."


def routes() -> list[Route]:
    """The list and one style."""
    return [Route(f"{_SERVICE}/styles", _list), Route(f"{_SERVICE}/styles/{{style}}", _style)]


@cache
def styles(role: Role) -> Styles:
    """The styles of everything that `role` may read."""
    return Styles(
        [seen for layer in LAYERS.values() if (seen := seen_by(layer.declared, role))],
        {theme.id: theme.title for theme in THEMES.values()},
        REGION_DEGREES,
    )


async def _list(request: Request) -> Response:
    given = parameters(request.scope["query_string"].decode("latin-1"), ("f", "lang"))
    spoken = language(given.get("lang"), request.headers.get("accept-language"))
    name = media_type(given.get("f"), request.headers.get("accept"), _LIST)
    site = origin(request)
    document = _list_document(f"{site}{_SERVICE}", spoken, _styles(request))
    if name == "html":
        page = render("styles.html", spoken, str(request.url), f"{site}{_SERVICE}", document=document)
        return await _respond(request, page.encode(), "text/html; charset=utf-8", spoken)
    return await _respond(request, orjson.dumps(document), "application/json", spoken)


async def _style(request: Request) -> Response:
    given = parameters(request.scope["query_string"].decode("latin-1"), ("f", "lang"))
    media_type(given.get("f"), None, _STYLE)
    language(given.get("lang"), None)
    name = request.path_params["style"]
    document = _styles(request).document(name, origin(request))
    if document is None:
        if name in styles(ADMINISTRATOR).titles():
            raise LoginNeeded if identity_of(request) is None else Forbidden
        raise UnknownStyle(name=name)
    return await _respond(request, orjson.dumps(document), MAPLIBRE, None)


def _styles(request: Request) -> Styles:
    return styles(role_of(identity_of(request)))


def _list_document(api: str, spoken: Language, known: Styles) -> dict[str, Any]:
    return {
        "styles": [
            {
                "id": style,
                "title": title.to(spoken),
                "links": [
                    {"rel": "stylesheet", "type": MAPLIBRE, "title": title.to(spoken), "href": f"{api}/styles/{style}"}
                ],
            }
            for style, title in known.titles().items()
        ],
        "links": [{"rel": "self", "type": "application/json", "title": "styles", "href": f"{api}/styles"}],
    }


async def _respond(request: Request, body: bytes, media: str, spoken: Language | None) -> Response:
    etag = f'W/"{hashlib.blake2b(body, digest_size=9).hexdigest()}"'
    return await respond(request, body, media, etag=etag, language=spoken)

"""The routes of edits: POST on items, PUT, PATCH and DELETE on an item, OPTIONS on both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.auth import Identity, identity_of
from api.features.editing import content
from api.features.editing.editor import Edited, Editor
from api.features.editing.preconditions import Preconditions, etag, preconditions
from api.features.editing.received import Mode, Receivable, collection, feature
from api.features.links import GEOJSON, links, place
from api.features.parameters import crs, parameters
from api.negotiation import header, language
from api.respond import Answer, respond
from api.scope import role_of, seen
from layers.core.access import Action, Role, actions, guarded, seen_by
from layers.core.crs import Crs
from layers.core.declared import Declared
from layers.core.errors import Forbidden, LoginNeeded, UnknownFeature
from layers.core.query import features_sql

PATCH_MEDIA = "application/merge-patch+json"
FEATURE_MEDIA = (GEOJSON, "application/json", "application/vnd.geo+json")
PATCH_MEDIAS = (PATCH_MEDIA, *FEATURE_MEDIA)

_SERVICE = "/ogc"
_EDITS = ("POST", "PUT", "PATCH", "DELETE")
_NEEDED: dict[str, Action] = {"POST": "create", "PUT": "update", "PATCH": "update", "DELETE": "delete"}
_MODES: dict[str, Mode] = {"PUT": "replace", "PATCH": "update"}


def routes(layers: Mapping[str, Declared]) -> list[Route]:
    """The routes over `layers`. They need `app.state.working`."""
    editing = _Editing(layers)
    items = f"{_SERVICE}/collections/{{collection}}/items"
    return [
        Route(items, editing.items, methods=["OPTIONS", *_EDITS]),
        Route(f"{items}/{{feature}}", editing.item, methods=["OPTIONS", *_EDITS]),
    ]


class _Editing:
    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._layers = layers
        self._receivable = {(n, role): Receivable.of(layer, role) for n, layer in layers.items() for role in Role}
        self._may = {(n, role): actions(layer, role) for n, layer in layers.items() for role in Role}

    async def items(self, request: Request) -> Response:
        """POST and OPTIONS of a layer's features."""
        layer, identity = self._asked(request)
        may = self._may[layer.name, role_of(identity)]
        if request.method == "OPTIONS":
            return _options(_allowed(may, ("create",)))
        _permit(request, layer, identity, may, ("create",))
        content.media_type(request, FEATURE_MEDIA)
        given_in = _content_crs(request)
        receivable = self._receivable[layer.name, role_of(identity)]
        many, features = await content.read(
            request,
            lambda document: (document.get("type") == "FeatureCollection", collection(receivable, document, given_in)),
        )
        reading = None if many else _reading(request, layer, identity, given_in)
        edited = await Editor(request.app.state.working, identity, layer, given_in, reading).create(features)
        if many:
            return await _created_many(request, layer, edited)
        one = edited[0]
        return await _answered(
            request, layer, one, given_in, 201 if one.made else 200, _address(request, layer, one.id)
        )

    async def item(self, request: Request) -> Response:
        """PUT, PATCH, DELETE and OPTIONS of one feature."""
        layer, identity = self._asked(request)
        may = self._may[layer.name, role_of(identity)]
        if request.method == "OPTIONS":
            return _options(_allowed(may, ("update", "delete")))
        _permit(request, layer, identity, may, ("update", "delete"))
        identifier = _uuid(layer, request.path_params["feature"])
        conditions = _conditions(request, layer)
        working = request.app.state.working
        if request.method == "DELETE":
            await Editor(working, identity, layer, _content_crs(request)).remove(identifier, conditions)
            return _empty(204)
        content.media_type(request, FEATURE_MEDIA if request.method == "PUT" else PATCH_MEDIAS)
        given_in = _content_crs(request)
        receivable = self._receivable[layer.name, role_of(identity)]
        mode = _MODES[request.method]
        received = await content.read(
            request, lambda document: feature(receivable, document, given_in, mode, identifier)
        )
        reading = _reading(request, layer, identity, given_in)
        edited = await Editor(working, identity, layer, given_in, reading).change(received, conditions)
        return await _answered(request, layer, edited, given_in, 200 if edited.feature else 204)

    def _asked(self, request: Request) -> tuple[Declared, Identity | None]:
        name = request.path_params["collection"]
        identity = identity_of(request)
        seen(self._layers, name, identity)
        parameters(request.scope["query_string"].decode("latin-1"), ("lang", "f"))
        return self._layers[name], identity


def _role(identity: Identity | None) -> Role:
    return Role.PUBLIC if identity is None else identity.role


def _permit(
    request: Request, layer: Declared, identity: Identity | None, may: frozenset[Action], here: Sequence[Action]
) -> None:
    """405 for what cannot be done here by anybody; LoginNeeded or Forbidden for what the role may not do."""
    needed = _NEEDED[request.method]
    if needed not in here or layer.view is not None:
        raise HTTPException(405, headers={"Allow": ", ".join(_allowed(may, here))})
    if needed not in may:
        raise LoginNeeded if identity is None else Forbidden


def _allowed(may: frozenset[Action], here: Sequence[Action]) -> list[str]:
    reads = ["GET", "HEAD"] if "read" in may else []
    return [*reads, "OPTIONS", *(m for m, action in _NEEDED.items() if action in here and action in may)]


def _options(allowed: list[str]) -> Answer:
    headers = [(b"allow", ", ".join(allowed).encode())]
    if "POST" in allowed:
        headers.append((b"accept-post", ", ".join(FEATURE_MEDIA).encode()))
    if "PATCH" in allowed:
        headers.append((b"accept-patch", PATCH_MEDIA.encode()))
    return _empty(204, headers)


def _conditions(request: Request, layer: Declared) -> Preconditions:
    conditions = preconditions(request)
    if guarded(layer):
        conditions.demand()
    return conditions


def _content_crs(request: Request) -> Crs:
    """The CRS of the coordinates that are sent: QGIS writes its URI bare, the standard in angle brackets."""
    given = header(request, b"content-crs")
    if given is None:
        return crs({}, "")
    return crs({"Content-Crs": given.strip().removeprefix("<").removesuffix(">")}, "Content-Crs")


def _reading(request: Request, layer: Declared, identity: Identity | None, wanted: Crs) -> str | None:
    """The statement that reads the feature for the answer, where the client prefers to have it."""
    prefer = header(request, b"prefer") or ""
    seen = seen_by(layer, role_of(identity))
    return features_sql(seen, wanted) if "return=representation" in prefer.replace(" ", "") and seen else None


def _address(request: Request, layer: Declared, identifier: UUID) -> str:
    return f"{origin(request)}{_SERVICE}/collections/{layer.name}/items/{identifier}"


async def _answered(
    request: Request, layer: Declared, edited: Edited, given_in: Crs, status: int, location: str | None = None
) -> Response:
    headers = {} if location is None else {"Location": location}
    if edited.feature is None:
        made = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        return _empty(status, [*made, (b"etag", etag(edited.version).encode())])
    spoken = language(None, header(request, b"accept-language"))
    at = place(f"{origin(request)}{_SERVICE}", f"/collections/{layer.name}/items/{edited.id}", b"")
    made_links = links(at, spoken, "json", layer.name, ("json", "html", "jsonld"))
    body = b"".join((edited.feature[:-1], b',"links":', orjson.dumps(made_links), b"}"))
    headers |= {
        "Content-Crs": f"<{given_in.uri}>",
        "ETag": etag(edited.version, body),
        "Preference-Applied": "return=representation",
    }
    return await respond(request, body, GEOJSON, status=status, language=spoken, headers=headers, cache="no-store")


async def _created_many(request: Request, layer: Declared, edited: list[Edited]) -> Response:
    """The ids in the order of the collection; 200 when all of them stood there already."""
    made = [one.made for one in edited]
    base = f"{origin(request)}{_SERVICE}/collections/{layer.name}/items"
    document = {
        "numberCreated": sum(made),
        "features": [{"id": str(one.id), "version": one.version, "href": f"{base}/{one.id}"} for one in edited],
    }
    headers = {"Location": f"{base}/{edited[0].id}"} if len(edited) == 1 else None
    status = 201 if any(made) else 200
    body = orjson.dumps(document)
    return await respond(request, body, "application/json", status=status, headers=headers, cache="no-store")


def _empty(status: int, headers: Sequence[tuple[bytes, bytes]] = ()) -> Answer:
    length = [] if status == 204 else [(b"content-length", b"0")]
    return Answer(status, [(b"cache-control", b"no-store"), *headers, *length], b"")


def _uuid(layer: Declared, text: str) -> UUID:
    identifier = text.lower()
    try:
        found = UUID(identifier)
    except ValueError:
        found = None
    if found is None or str(found) != identifier:
        raise UnknownFeature(layer=layer.name, id=text)
    return found

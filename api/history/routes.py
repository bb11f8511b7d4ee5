"""The routes of history, below one feature: its versions, one of them, the difference of two, and the way back.

Everything is read with the rights of whoever asks, so that a version tells no more than the feature itself would have.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.changes.asked import Sight, sight, uuid_in_address
from api.changes.entries import instant
from api.features.editing.preconditions import etag, preconditions
from api.features.links import GEOJSON
from api.features.parameters import crs, parameters
from api.history import difference, statements
from api.history.difference import Titles
from api.history.listing import Event, events
from api.history.restoring import Restorer
from api.negotiation import header, language, media_type
from api.respond import respond
from api.working import Working, reader
from layers.core.access import actions
from layers.core.declaration import Language, Text
from layers.core.declared import Declared, Property, codes_table_name
from layers.core.errors import InvalidLimit, InvalidParameter, UnknownFeature, UnknownVersion
from layers.core.query import feature_statement
from layers.core.roles import STAFF
from layers.core.statement import Statement

CURRENT = "current"
"""Stands for the number of the version that stands now."""

DEFAULT_LIMIT = 100
MAX_LIMIT = 1_000

_PATH = "/ogc/collections/{collection}/items/{feature}/history"
_FORMATS = {"json": ("application/json", GEOJSON)}
_TITLES = {
    "self": Text(vi="Tài liệu này", en="This document"),
    "next": Text(vi="Các phiên bản cũ hơn", en="Older versions"),
    "item": Text(vi="Đối tượng hiện nay", en="The feature as it stands"),
    "collection": Text(vi="Lớp dữ liệu", en="The collection"),
    "version": Text(vi="Phiên bản này", en="This version"),
    "diff": Text(vi="So với hiện nay", en="Compared with what stands"),
    "restore": Text(vi="Khôi phục (POST)", en="Restore it (POST)"),
    "history": Text(vi="Lịch sử", en="The history"),
}
_LARGEST = 2**31


def routes(layers: Mapping[str, Declared]) -> list[Route]:
    """The routes over `layers`. They need `app.state.working` and `app.state.database`."""
    history = _History(layers)
    return [
        Route(_PATH, history.versions, methods=["GET"]),
        Route(f"{_PATH}/{{version}}", history.version, methods=["GET"]),
        Route(f"{_PATH}/{{version}}/diff/{{other}}", history.diff, methods=["GET"]),
        Route(f"{_PATH}/{{version}}/restore", history.restore, methods=["POST"]),
    ]


class _History:
    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._layers = layers

    async def versions(self, request: Request) -> Response:
        """GET and HEAD of the list of versions."""
        at, identifier = self._asked(request)
        given = _given(request, ("limit", "before", "f", "lang"))
        limit = _limit(given["limit"]) if "limit" in given else DEFAULT_LIMIT
        before = _before(given["before"]) if "before" in given else None
        rows = list(await reader(request).rows(statements.versions(at.layer, identifier, before, limit + 2)))
        if not rows and before is None:
            raise UnknownFeature(layer=at.layer.name, id=str(identifier))
        logged: list[Any] = []
        if rows:
            said = statements.logged(at.layer, identifier, rows[-1]["version"], rows[0]["version"])
            working: Working = request.app.state.working
            async with working.service() as connection:
                logged = await connection.fetch(said.sql, *said.values)
        made = [event for event in events(rows, logged) if before is None or event.version < before]
        shown = sorted({event.version for event in made}, reverse=True)[:limit]
        base = _base(request, at, identifier)
        links = [_link("self", base, request), *_context(request, at, base)]
        if shown and rows[-1]["version"] < shown[-1]:
            links.append(_link("next", f"{base}?limit={limit}&before={shown[-1]}", request))
        body = {
            "type": "FeatureHistory",
            "layer": at.layer.name,
            "id": str(identifier),
            "versions": [
                event.told(staff=at.role in STAFF) | {"links": _ways(request, at, base, event)}
                for event in made
                if event.version in shown
            ],
            "links": links,
        }
        return await _json(request, body)

    async def version(self, request: Request) -> Response:
        """GET and HEAD of one version."""
        at, identifier = self._asked(request)
        given = _given(request, ("crs", "f", "lang"))
        wanted = crs(given, "crs")
        number = await self._number(request, at, identifier, "version")
        row = await reader(request).row(statements.version(at.layer, identifier, number, wanted))
        if row is None:
            raise UnknownVersion(layer=at.layer.name, id=str(identifier), version=number)
        base = _base(request, at, identifier)
        links = [_link("self", f"{base}/{number}", request, GEOJSON), *_context(request, at, base)]
        links.append(_link("history", base, request))
        ended = instant(row["ended"]) if row["ended"] else None
        more = orjson.dumps({"from": instant(row["began"]), "to": ended, "links": links})
        body = b"".join((row["feature"][:-1], b",", more[1:]))
        headers = {"Content-Crs": f"<{wanted.uri}>"}
        spoken = _spoken(request)
        return await respond(request, body, GEOJSON, etag=_hash(body), language=spoken, headers=headers)

    async def diff(self, request: Request) -> Response:
        """GET and HEAD of the difference of two versions."""
        at, identifier = self._asked(request)
        _given(request, ("f", "lang"))
        numbers = [await self._number(request, at, identifier, name) for name in ("version", "other")]
        reading = reader(request)
        row = await reading.row(statements.difference(at.layer, identifier, *numbers))
        if row is None:
            for number in numbers:
                if await reading.row(statements.version(at.layer, identifier, number)) is None:
                    raise UnknownVersion(layer=at.layer.name, id=str(identifier), version=number)
            raise UnknownFeature(layer=at.layer.name, id=str(identifier))
        old, new = difference.feature(row["old"]), difference.feature(row["new"])
        before, after = ({"id": str(identifier)} | each["properties"] for each in (old, new))
        found = difference.changed(at.layer, before, after)
        titles = await _titles(request, found)
        base = _base(request, at, identifier)
        body = {
            "type": "FeatureDiff",
            "layer": at.layer.name,
            "id": str(identifier),
            "old": {"version": numbers[0], "from": instant(row["old_began"])},
            "new": {"version": numbers[1], "from": instant(row["new_began"])},
            "properties": difference.properties(found, before, after, titles),
            "geometry": difference.geometry(row, old, new),
            "links": [
                _link("self", f"{base}/{numbers[0]}/diff/{numbers[1]}", request),
                _link("history", base, request),
                *_context(request, at, base),
            ],
        }
        return await _json(request, body)

    async def restore(self, request: Request) -> Response:
        """POST: an earlier version becomes the present one."""
        at, identifier = self._asked(request)
        wanted = crs(_given(request, ("crs", "f", "lang")), "crs")
        number = await self._number(request, at, identifier, "version")
        restorer = Restorer(request.app.state.working, at.identity, at.layer)
        back = await restorer.restore(identifier, number, preconditions(request))
        row = await reader(request).row(feature_statement(at.layer, identifier, wanted))
        if row is None:
            raise UnknownFeature(layer=at.layer.name, id=str(identifier))
        base = _base(request, at, identifier)
        links = orjson.dumps([*_context(request, at, base), _link("history", base, request)])
        body = b"".join((row["feature"][:-1], b',"links":', links, b"}"))
        headers = {"Content-Crs": f"<{wanted.uri}>", "Location": base.removesuffix("/history")}
        return await respond(
            request,
            body,
            GEOJSON,
            status=201 if back else 200,
            etag=etag(orjson.loads(row["feature"])["properties"]["version"]),
            language=_spoken(request),
            headers=headers,
            cache="no-store",
        )

    def _asked(self, request: Request) -> tuple[Sight, UUID]:
        at = sight(request, self._layers)
        return at, uuid_in_address(at.layer, request.path_params["feature"].lower())

    async def _number(self, request: Request, at: Sight, identifier: UUID, name: str) -> int:
        """The number of a version in the address; UnknownVersion when it can be none."""
        text: str = request.path_params[name]
        if text == CURRENT:
            row = await reader(request).row(statements.newest(at.layer, identifier))
            if row is not None:
                return row["version"]
        elif text.isascii() and text.isdigit() and 1 <= int(text[:11]) < _LARGEST:
            return int(text[:11])
        raise UnknownVersion(layer=at.layer.name, id=str(identifier), version=text)


async def _titles(request: Request, found: list[Property]) -> Titles:
    """The titles of the codes in some properties; what the city has added to a list stands in the database alone."""
    titles: dict[str, dict[str, Text]] = {}
    for p in found:
        if p.codes and p.codes.editable:
            table = codes_table_name(p.codes)
            rows = await reader(request).rows(Statement(f'SELECT code, title_vi, title_en FROM layers."{table}"', ()))
            titles[p.name] = {row["code"]: Text(vi=row["title_vi"], en=row["title_en"]) for row in rows}
        elif p.codes:
            titles[p.name] = difference.closed_titles(p.codes)
    return titles


async def _json(request: Request, body: dict[str, Any]) -> Response:
    content = orjson.dumps(body)
    return await respond(request, content, "application/json", etag=_hash(content), language=_spoken(request))


def _hash(content: bytes) -> str:
    return f'W/"{hashlib.blake2b(content, digest_size=8).hexdigest()}"'


def _given(request: Request, allowed: tuple[str, ...]) -> dict[str, str]:
    given = parameters(request.scope["query_string"].decode("latin-1"), allowed)
    media_type(given.get("f"), None, _FORMATS)
    return given


def _spoken(request: Request) -> Language:
    return language(request.query_params.get("lang"), header(request, b"accept-language"))


def _base(request: Request, at: Sight, identifier: UUID) -> str:
    return f"{origin(request)}/ogc/collections/{at.layer.name}/items/{identifier}/history"


def _context(request: Request, at: Sight, base: str) -> list[dict[str, str]]:
    collection = f"{origin(request)}/ogc/collections/{at.layer.name}"
    return [
        _link("item", base.removesuffix("/history"), request, GEOJSON),
        _link("collection", collection, request),
    ]


def _ways(request: Request, at: Sight, base: str, event: Event) -> list[dict[str, str]]:
    """What can be done with a version: look at it, compare it, go back to it."""
    if event.operation == "delete":
        return []
    links = [
        _link("version", f"{base}/{event.version}", request, GEOJSON),
        _link("diff", f"{base}/{event.version}/diff/{CURRENT}", request),
    ]
    if "update" in actions(at.layer, at.role) and event.ended is not None:
        links.append(_link("restore", f"{base}/{event.version}/restore", request, GEOJSON))
    return links


def _link(rel: str, href: str, request: Request, media: str = "application/json") -> dict[str, str]:
    return {"rel": rel, "href": href, "type": media, "title": _TITLES[rel].to(_spoken(request))}


def _limit(text: str) -> int:
    """From 1; more than the most gives the most, as for items."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10) or not 1 <= int(text) < _LARGEST:
        raise InvalidLimit(value=text, maximum=MAX_LIMIT)
    return min(int(text), MAX_LIMIT)


def _before(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 10) or not 1 <= int(text) < _LARGEST:
        raise InvalidParameter(
            name="before", value=text, expected_en="the number of a version", expected_vi="số của một phiên bản"
        )
    return int(text)

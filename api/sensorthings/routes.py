"""The routes of OGC SensorThings 1.1 below `/sta/v1.1`: one statement for each request, with the rights of whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.auth.identity import identity_of
from api.respond import respond
from api.scope import role_of
from api.sensorthings.address import ROOT, Address, address
from api.sensorthings.conformance import root
from api.sensorthings.creating import Creating
from api.sensorthings.model import DATASTREAM, OBSERVATION
from api.sensorthings.options import OF_MANY, OF_NONE, OF_ONE, options
from api.sensorthings.sources import sources
from api.sensorthings.statements import Builder, components
from api.working import reader
from layers.core.access import Role
from layers.core.declared import Declared
from layers.core.observation_errors import UnknownResource, WrittenElsewhere

MEDIA = "application/json"

_ELSEWHERE_EN = (
    "devices, their positions and properties are kept in the registry, which is written at"
    " /ogc/collections/devices/items; an Observation that was kept is not changed"
)
_ELSEWHERE_VI = (
    "thiết bị, vị trí và thuộc tính của chúng nằm trong danh bạ, sửa tại /ogc/collections/devices/items;"
    " số đo đã lưu thì không sửa"
)


def routes(layers: Mapping[str, Declared]) -> list[Route]:
    """The routes over the layers that devices report for. They need `app.state.database` and `app.state.working`."""
    things = SensorThings(layers)
    return [
        Route(ROOT, things.root, methods=["GET"]),
        Route(f"{ROOT}/", things.root, methods=["GET"]),
        Route(f"{ROOT}/CreateObservations", Creating(layers).arrays, methods=["POST"]),
        Route(f"{ROOT}/{{path:path}}", things.read, methods=["GET"]),
        Route(f"{ROOT}/{{path:path}}", things.write, methods=["POST", "PUT", "PATCH", "DELETE"]),
    ]


class SensorThings:
    """The service for anybody."""

    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._layers = [one for one in layers.values() if one.layer.device is not None and one.view is None]
        self._creating = Creating(layers)
        self._sources = cache(self._of)

    async def root(self, request: Request) -> Response:
        """The entity sets and what the service conforms to."""
        options(request.scope["query_string"], OF_NONE, address("Things").entity)
        return await respond(request, orjson.dumps(root(origin(request))), MEDIA)

    async def read(self, request: Request) -> Response:
        """GET and HEAD of whatever an address names."""
        at = address(request.path_params["path"])
        builder = self._builder(request)
        match at.form:
            case "entities" | "refs":
                return await self._many(request, at, builder)
            case "entity" | "ref":
                return await self._one(request, at, builder)
            case _:
                return await self._property(request, at, builder)

    async def write(self, request: Request) -> Response:
        """POST of Observations; WrittenElsewhere for all that is written in the registry, or not at all."""
        at = address(request.path_params["path"])
        takes = at.form == "entities" and at.entity is OBSERVATION and len(at.steps) <= 2
        before = at.steps[0] if len(at.steps) == 2 else None
        if takes and before is not None:
            takes = before.entity is DATASTREAM and before.key is not None
        if not takes or request.method != "POST":
            allow = "GET, HEAD, POST" if takes else "GET, HEAD"
            raise WrittenElsewhere(reason_en=_ELSEWHERE_EN, reason_vi=_ELSEWHERE_VI, allow=allow)
        datastream = before.key[0] if before is not None and before.key is not None else None
        return await self._creating.one(request, datastream, self._builder(request))

    def _builder(self, request: Request) -> Builder:
        base = origin(request)
        return Builder(self._sources(role_of(identity_of(request))), base, f"{base}{ROOT}")

    def _of(self, role: Role) -> Mapping[str, str]:
        return sources([layer for layer in self._layers if layer.layer.access.reading(role) is not None], role.group)

    async def _many(self, request: Request, at: Address, builder: Builder) -> Response:
        asked = options(request.scope["query_string"], OF_MANY, at.entity)
        statement, top = builder.many(at, asked)
        row = await reader(request).row(statement)
        if row is None or not row["found"]:
            raise _missing(request)
        parts: list[bytes] = []
        if row["matched"] is not None:
            parts.append(f'"@iot.count":{row["matched"]:d}'.encode())
        if row["mark"] is not None and top:
            here = f"{origin(request)}{request.url.path}?{asked.onward()}{row['mark']}"
            parts.append(b'"@iot.nextLink":' + orjson.dumps(here))
        items: bytes = row["items"] or b""
        if asked.arrays:
            base = f"{origin(request)}{ROOT}"
            items = _arrays(row["datastreams"] or [], row["items"] or [], base, components(asked))
        parts.append(b'"value":[' + items + b"]")
        return await respond(request, b"{" + b",".join(parts) + b"}", MEDIA)

    async def _one(self, request: Request, at: Address, builder: Builder) -> Response:
        asked = options(request.scope["query_string"], OF_ONE if at.form == "entity" else OF_NONE, at.entity)
        row = await reader(request).row(builder.one(at, asked))
        if row is None:
            raise _missing(request)
        return await respond(request, row["item"], MEDIA)

    async def _property(self, request: Request, at: Address, builder: Builder) -> Response:
        options(request.scope["query_string"], OF_NONE, at.entity)
        row = await reader(request).row(builder.property(at))
        if row is None:
            raise _missing(request)
        text: str | None = row["value"]
        if text is None or text == "null":
            return await respond(request, b"", MEDIA, status=204)
        if at.form == "value":
            plain = orjson.loads(text)
            body = plain.encode() if isinstance(plain, str) else text.encode()
            return await respond(request, body, "text/plain; charset=utf-8")
        return await respond(request, b'{"%s":%s}' % (at.members[-1].encode(), text.encode()), MEDIA)


def _arrays(datastreams: list[int], items: list[str], base: str, names: tuple[str, ...]) -> bytes:
    """Data arrays (OGC 18-088 §12), one for each Datastream, in the order in which they first appear."""
    grouped: dict[int, list[str]] = {}
    for datastream, item in zip(datastreams, items, strict=True):
        grouped.setdefault(datastream, []).append(item)
    listed = orjson.dumps(names).decode()
    return ",".join(
        f'{{"Datastream@iot.navigationLink":"{base}/Datastreams({datastream})","components":{listed},'
        f'"dataArray@iot.count":{len(many)},"dataArray":[{",".join(many)}]}}'
        for datastream, many in grouped.items()
    ).encode()


def _missing(request: Request) -> UnknownResource:
    return UnknownResource(name=request.path_params["path"][:80], where=ROOT)

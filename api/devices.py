"""`GET /devices/schema/{name}`: the JSON Schemas of the platform's own messages, for whoever builds a device."""

from __future__ import annotations

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.respond import respond
from devices.schemas import NAMES, schema

MEDIA = "application/schema+json"


def routes() -> list[Route]:
    """The list of the schemas, and each of them."""
    return [
        Route("/devices/schema", schemas, methods=["GET"]),
        Route("/devices/schema/{name}", one_schema, methods=["GET"]),
    ]


async def schemas(request: Request) -> Response:
    """GET and HEAD of the list."""
    base = f"{origin(request)}/devices/schema"
    listed = {"schemas": [{"name": name, "href": f"{base}/{name}", "type": MEDIA} for name in NAMES]}
    return await respond(request, orjson.dumps(listed), "application/json")


async def one_schema(request: Request) -> Response:
    """GET and HEAD of one."""
    name = request.path_params["name"]
    if name not in NAMES:
        raise HTTPException(404)
    return await respond(request, schema(name), MEDIA)

"""A server that only ever says the same: what the house's HTTP costs, without database and without reading a request.

The middleware and the responder are those of `api.main`. Bodies are the files of the folder named by `DONGHA_BENCH_BODIES`,
each at `/` and its name; `/health` is always there.
"""

from __future__ import annotations

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.respond import respond

BODIES = "DONGHA_BENCH_BODIES"


def create_app() -> Starlette:
    """The application; the bodies are read once."""
    folder = Path(os.environ[BODIES])
    routes = [_constant(f"/{file.stem}", file.read_bytes(), file.suffix) for file in sorted(folder.iterdir())]
    return Starlette(
        routes=[*routes, _constant("/health", b'{"status":"ok"}', ".geojson")],
        middleware=[Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"])],
    )


def _constant(path: str, body: bytes, suffix: str) -> Route:
    media = "application/geo+json" if suffix == ".geojson" else "application/vnd.mapbox-vector-tile"

    async def answer(request: Request) -> Response:
        return await respond(request, body, media, etag='W/"constant"')

    return Route(path, answer)

"""A server that only ever says the same: the HTTP limit of the house's own server and framework.

Bodies are the files of the folder named by `DONGHA_BENCH_BODIES`, each at `/` and its name; `/health` is always there.
"""

from __future__ import annotations

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BODIES = "DONGHA_BENCH_BODIES"


def create_app() -> Starlette:
    """The application; the bodies are read once."""
    folder = Path(os.environ[BODIES])
    routes = [_constant(f"/{file.stem}", file.read_bytes(), file.suffix) for file in sorted(folder.iterdir())]
    return Starlette(routes=[*routes, _constant("/health", b'{"status":"ok"}', ".geojson")])


def _constant(path: str, body: bytes, suffix: str) -> Route:
    media_type = "application/geo+json" if suffix == ".geojson" else "application/vnd.mapbox-vector-tile"

    async def answer(request: Request) -> Response:
        return Response(body, media_type=media_type)

    return Route(path, answer)

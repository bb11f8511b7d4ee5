"""The web server, as a recipe: settings, what lives as long as the process, then the routes, hot ones first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response

from api import catalogue, errors, features, ogc, search, styles
from api.assets import Assets
from api.database import reading
from api.ogc.engine import Engine
from api.ogc.extents import Extents
from api.respond import respond
from api.tiles.routes import routes as tile_routes
from api.tiles.server import TileServer
from api.versions import Versions
from layers.core.errors import DonghaError
from layers.core.settings import Settings
from layers.core.statement import Statement
from layers.registry import LAYERS

VERSION = "0.1.0"
EXPOSED = ("Content-Crs", "Content-Disposition", "ETag", "Link", "Location", "OGC-NumberMatched", "OGC-NumberReturned")

_log = logging.getLogger(__name__)
_PING = Statement("SELECT 1", ())


def create_app() -> FastAPI:
    """The application; MissingSetting when the environment lacks what it needs."""
    settings = Settings.from_env()
    declared = {name: cls.declared for name, cls in LAYERS.items()}
    engine = Engine(declared.values())

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        async with reading(settings) as database:
            versions = Versions(database)
            await versions.start()
            app.state.settings = settings
            app.state.database = database
            app.state.versions = versions
            app.state.tiles = TileServer(database, versions, settings.tile_cache_bytes)
            app.state.extents = Extents(database, versions)
            warming = asyncio.create_task(_warm(app.state.extents, engine), name="warm up")
            try:
                yield
            finally:
                warming.cancel()
                await asyncio.gather(warming, return_exceptions=True)
                await versions.stop()

    app = FastAPI(
        title="Đông Hà",
        description="Bản đồ của thành phố Đông Hà / The map of the city of Đông Hà. OGC API: /ogc/openapi",
        version=VERSION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=living,
        exception_handlers=errors.HANDLERS,
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD"],
                expose_headers=EXPOSED,
                max_age=86400,
            )
        ],
        routes=[
            *features.routes(engine, declared),
            *tile_routes(),
            *styles.routes(),
            *search.routes(declared),
            *ogc.routes(),
        ],
    )
    for path, endpoint in (("/catalogue", catalogue.catalogue), ("/health", health)):
        app.add_api_route(path, endpoint, response_class=Response)
        app.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)
    app.router.routes.extend(Assets().routes())
    return app


async def health(request: Request) -> Response:
    """`{"status":"ok"}` when the database answers; 503 when it does not."""
    await request.app.state.database.row(_PING)
    return await respond(request, b'{"status":"ok"}', "application/json", cache="no-store")


async def _warm(extents: Extents, engine: Engine) -> None:
    """Do before it is asked for what makes a first request slow; not at once, so that the start itself is quick."""
    try:
        await extents.of(cls.declared for cls in LAYERS.values())
    except DonghaError as error:
        _log.warning("extents not measured yet: %s", error)
    await asyncio.to_thread(engine.load)

"""The web server, as a recipe: settings, what lives as long as the process, then the routes, hot ones first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import orjson
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api import (
    catalogue,
    changes,
    commands,
    devices,
    edr,
    errors,
    features,
    history,
    ogc,
    search,
    sensorthings,
    series,
    styles,
)
from api.assets import Assets
from api.auth import oidc_routes
from api.auth import routes as auth
from api.auth.door import door
from api.auth.middleware import Identities
from api.database import reading
from api.edr.documents import Observing
from api.features import editing
from api.feed import Feed
from api.live import routes as live_routes
from api.live.hub import Hub
from api.ogc.engine import Engine
from api.ogc.extents import Extents
from api.pruning import pruning
from api.respond import respond
from api.scope import readable, sources
from api.sensorthings.publishing import publishing
from api.silence import silencing
from api.state import routes as state_routes
from api.state.past import Past
from api.state.present import Present
from api.tiles.eviction import Eviction
from api.tiles.routes import routes as tile_routes
from api.tiles.server import TileServer
from api.webhooks import delivering
from api.working import working
from layers.core.declared import Declared
from layers.core.errors import DonghaError
from layers.core.settings import Settings
from layers.core.statement import Statement
from layers.registry import LAYERS

VERSION = "0.1.0"
ALLOWED = ("Authorization", "Content-Crs", "Content-Type", "If-Match", "If-None-Match", "Last-Event-ID", "Prefer")
"""What a page of another site may send. Never credentials of the browser: such a page logs in by itself, with a key."""
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
        async with (
            reading(settings) as database,
            working(settings) as workers,
            door(settings, workers) as app.state.door,
        ):
            app.state.settings = settings
            app.state.database = database
            app.state.working = workers
            feed = app.state.feed = Feed(workers, set().union(*map(sources, declared.values())))
            app.state.tiles = TileServer(settings.tile_cache_bytes)
            app.state.extents = Extents(database, feed)
            app.state.observing = Observing(workers)
            eviction = Eviction(app.state.tiles.cache, declared.values())
            feed.subscribe(eviction.hear)
            app.state.present_states = Present(feed, database, workers, settings.state_cache_bytes)
            app.state.past_states = Past(workers, settings.state_cache_bytes)
            app.state.live = Hub(feed, workers, declared.values(), settings.live_listeners)
            async with (
                feed.running(),
                app.state.live.running(),
                delivering(workers, database, declared, settings),
                publishing(workers, database, feed, _reporting(declared.values()), settings),
                pruning(workers),
                silencing(workers, settings.silence_seconds),
            ):
                warming = asyncio.create_task(_warm(app.state.extents, engine), name="warm up")
                try:
                    yield
                finally:
                    warming.cancel()
                    await asyncio.gather(warming, return_exceptions=True)
            eviction.close()

    return FastAPI(
        title="Đông Hà",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=living,
        exception_handlers=errors.HANDLERS,
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
                allow_headers=ALLOWED,
                expose_headers=EXPOSED,
                max_age=86400,
            ),
            Middleware(Identities),
        ],
        routes=[
            *tile_routes(),
            *features.routes(engine, declared),
            *editing.routes(declared),
            *changes.routes(declared),
            *history.routes(declared),
            *series.routes(declared),
            *edr.routes(declared),
            *live_routes(),
            *state_routes(),
            *devices.routes(),
            *commands.routes(declared),
            *styles.routes(),
            *search.routes(declared),
            *sensorthings.routes(declared),
            *auth.routes(),
            *oidc_routes.routes(),
            *ogc.routes(),
            Route("/catalogue", catalogue.catalogue, methods=["GET"]),
            Route("/health", health, methods=["GET"]),
            *Assets().routes(),
        ],
    )


async def health(request: Request) -> Response:
    """`{"status":"ok"}` when the database answers, 503 when it does not; `changes_age_s` is how long ago the change log was
    last read: as old may be what the map and the tiles show.
    """
    state = request.app.state
    await state.database.row(_PING)
    body = orjson.dumps({"status": "ok", "changes_age_s": round(state.feed.age, 3)})
    return await respond(request, body, "application/json", cache="no-store")


def _reporting(layers: Iterable[Declared]) -> list[str]:
    """The names of the layers that devices report for."""
    return [layer.name for layer in layers if layer.layer.device is not None]


async def _warm(extents: Extents, engine: Engine) -> None:
    """Do before it is asked for what makes a first request slow; not at once, so that the start itself is quick."""
    try:
        await extents.of(readable((cls.declared for cls in LAYERS.values()), None))
    except DonghaError as error:
        _log.warning("extents not measured yet: %s", error)
    await asyncio.to_thread(engine.load)

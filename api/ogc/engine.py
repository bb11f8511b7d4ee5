"""pygeoapi, embedded: loaded in the background from plain dicts, called function by function, never with its own routes.

Importing this module is cheap. pygeoapi, which takes a second or two to import, comes in a thread of its own, so that the
server answers at once; the first request for one of its formats waits for it.
"""

from __future__ import annotations

import asyncio
import copy
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.features.parameters import crs
from api.ogc.call import CURRENT, Call
from layers.core.crs import CRS84
from layers.core.declared import Declared
from layers.core.errors import InvalidParameter

if TYPE_CHECKING:
    from pygeoapi.api import API

FORMATS: Mapping[str, str] = {
    "json": "application/geo+json",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "jsonld": "application/ld+json",
}
"""The formats of features that pygeoapi writes, with their media types."""


class EngineFailure(RuntimeError):
    """pygeoapi did not answer a request that had been judged right; the message is its own, for the log."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """An answer of the engine: the body, its media type, and the headers it wants besides (Content-Disposition)."""

    body: bytes
    media: str
    headers: dict[str, str]


class _Asking:
    """What pygeoapi is told of a request: format and language. It finds the rest in `CURRENT`."""

    def __init__(self, path: str, format_: str, language: str) -> None:
        self.args = {"f": format_, "lang": language}
        self.headers: dict[str, str] = {}
        self.scope = {"path": path}


class Engine:
    """The embedded pygeoapi, with one view for each base address it is asked under."""

    def __init__(self, layers: Iterable[Declared]) -> None:
        self._layers = tuple(layers)
        self._loading = threading.Lock()
        self._api: API | None = None
        self._views: dict[str, API] = {}

    def load(self) -> API:
        """Import pygeoapi and build it from the registry; once, whoever calls first. Blocks for a second or two."""
        with self._loading:
            if self._api is None:
                from pygeoapi.api import API

                from api.ogc import patches
                from api.ogc.config import config

                patches.apply()
                self._api = API(config(self._layers, "http://localhost/ogc"), {})
            return self._api

    async def features(self, call: Call, format_: str) -> Written:
        """The features that `call` asks for, in one of `FORMATS`; InvalidParameter for JSON-LD in another CRS."""
        return await asyncio.to_thread(self._write, call, format_, None)

    async def feature(self, call: Call, identifier: str, format_: str) -> Written:
        """The one feature that `call` asks for, in one of `FORMATS` but csv."""
        return await asyncio.to_thread(self._write, call, format_, identifier)

    def _write(self, call: Call, format_: str, identifier: str | None) -> Written:
        _check(call, format_)
        CURRENT.set(call)  # to_thread runs in a copy of the context: other requests do not see it
        return _written(self._view(call.base), call, format_, identifier)

    def _view(self, base: str) -> API:
        view = self._views.get(base)
        if view is None:
            view = copy.copy(self.load())
            view.base_url = base
            if len(self._views) < 100:
                self._views[base] = view
        return view


def _check(call: Call, format_: str) -> None:
    """JSON-LD names no CRS, so its coordinates are always degrees."""
    wanted = crs(call.parameters, "crs")
    if format_ == "jsonld" and wanted is not CRS84:
        raise InvalidParameter(name="crs", value=wanted.uri, expected_en=CRS84.uri, expected_vi=CRS84.uri)


def _written(view: API, call: Call, format_: str, identifier: str | None) -> Written:
    from pygeoapi.api import APIRequest, itemtypes

    name = call.declared.name
    asking = _Asking(f"/collections/{name}/items", format_, call.language)
    request = APIRequest(asking, view.locales)
    if identifier is None:
        headers, status, body = itemtypes.get_collection_items(view, request, name)
    else:
        headers, status, body = itemtypes.get_collection_item(view, request, name, identifier)
    raw: Any = body
    if status != 200:
        raise EngineFailure(f"{name} as {format_}: {status} {raw}")
    wanted = {key: value for key, value in headers.items() if key == "Content-Disposition"}
    return Written(body=raw if isinstance(raw, bytes) else raw.encode(), media=FORMATS[format_], headers=wanted)

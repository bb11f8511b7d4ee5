"""The routes of EDR: position, radius, area, cube and locations of every layer of which something is observed.

Places and series are chosen with the rights of whoever asks; what was observed there is then read by the house.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.auth.identity import identity_of
from api.edr import answers, statements
from api.edr.asked import LIST, MEDIA, PARAMETERS, Asked, QueryType, asked
from api.edr.documents import Observing
from api.edr.statements import MOST_PLACES, MOST_VALUES, Streams
from api.features.links import GEOJSON, place
from api.features.parameters import bbox, crs, parameters
from api.negotiation import header, language, media_type
from api.respond import respond
from api.scope import seen
from api.series.routes import kept
from api.working import Working, reader
from layers.core.declared import Declared
from layers.core.errors import InvalidLimit, InvalidPage, UnknownFeature
from layers.core.observation_errors import NotObserved, TooManyValues
from layers.core.reported import reported

_MANY = 2_000
_FORMATS = {"GeoJSON": (GEOJSON, "application/json")}
_WORDS = {"json": "GeoJSON", "geojson": "GeoJSON"}
_LARGEST = 2**31


def routes(layers: Mapping[str, Declared]) -> list[Route]:
    """The routes over `layers`. They need `app.state.working`, `app.state.database` and `app.state.observing`."""
    data = _Data(layers)
    url = "/ogc/collections/{collection}"
    return [
        *(Route(f"{url}/{query}", data.query, methods=["GET"]) for query in ("position", "radius", "area", "cube")),
        Route(f"{url}/locations", data.locations, methods=["GET"]),
        Route(f"{url}/locations/{{location}}", data.location, methods=["GET"]),
    ]


class _Data:
    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._layers = layers

    async def query(self, request: Request) -> Response:
        """GET and HEAD of what was observed at a position, around a point, in an area or in a box."""
        query = cast("QueryType", request.url.path.rpartition("/")[2])
        wanted = await self._asked(request, query)
        places = list(await reader(request).rows(statements.places(wanted)))
        return await _answer(request, wanted, places, single=query == "position" and len(wanted.places) == 1)

    async def location(self, request: Request) -> Response:
        """GET and HEAD of what was observed at one place, by its id or code."""
        wanted = await self._asked(request, "locations")
        identifier: str = request.path_params["location"]
        found = None
        if "\0" not in identifier:
            found = await reader(request).row(statements.place(wanted, identifier))
        if found is None:
            raise UnknownFeature(layer=wanted.layer.name, id=identifier)
        return await _answer(request, wanted, [found], single=True)

    async def locations(self, request: Request) -> Response:
        """GET and HEAD of the places of a layer that have observations."""
        layer = self._layer(request)
        query: bytes = request.scope["query_string"]
        given = parameters(query.decode("latin-1"), LIST)
        name = given.get("f")
        media_type(_WORDS.get(name.lower(), name) if name else None, None, _FORMATS)
        spoken = language(given.get("lang"), header(request, b"accept-language"))
        wanted = crs(given, "crs")
        box = bbox(given["bbox"], crs(given, "bbox-crs")) if "bbox" in given else None
        limit, after = _limit(given), _page(given)
        at = place(f"{origin(request)}/ogc", f"/collections/{layer.name}/locations", query)
        common = await _common(request, layer)
        asked_for = statements.locations(layer, wanted, box, limit, after, f"{at.base}{at.path}", common)
        row = await reader(request).row(asked_for)
        assert row is not None
        links = [{"rel": "self", "href": at.address, "type": GEOJSON}]
        if row["count"] == limit:
            following = at.with_parameters(f="GeoJSON", page=str(row["last"]))
            links.append({"rel": "next", "href": following, "type": GEOJSON})
        body = b"".join(
            (
                b'{"type":"FeatureCollection","features":[',
                row["features"] or b"",
                b'],"links":',
                orjson.dumps(links),
                f',"numberReturned":{row["count"]}}}'.encode(),
            )
        )
        headers = {"Content-Crs": f"<{wanted.uri}>"}
        return await respond(request, body, GEOJSON, etag=_etag(body), language=spoken, headers=headers)

    async def _asked(self, request: Request, query: QueryType) -> Asked:
        layer = self._layer(request)
        given = parameters(request.scope["query_string"].decode("latin-1"), PARAMETERS[query])
        language(given.get("lang"), None)
        keeping = await kept(request.app.state.working)
        return asked(layer, query, given, header(request, b"accept"), keeping, dt.datetime.now(dt.UTC))

    def _layer(self, request: Request) -> Declared:
        layer = seen(self._layers, request.path_params["collection"], identity_of(request))
        if not reported(layer):
            raise NotObserved(name=layer.name)
        return layer


async def _answer(request: Request, wanted: Asked, places: Sequence[Any], *, single: bool) -> Response:
    if len(places) > MOST_PLACES:
        raise TooManyValues(maximum=f"{MOST_PLACES:,}", what_en="places", what_vi="nơi")
    rows = await _observed(request.app.state.working, wanted, places)
    if not rows:
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    body = await _written(wanted, places, rows, f"{origin(request)}/ogc", single=single)
    headers = {"Content-Crs": f"<{wanted.crs.uri}>"}
    if wanted.format == "CSV":
        headers["Content-Disposition"] = f'attachment; filename="{wanted.layer.name}.csv"'
    return await respond(request, body, MEDIA[wanted.format], etag=_etag(body), headers=headers)


async def _observed(working: Working, wanted: Asked, places: Sequence[Any]) -> Sequence[Any]:
    streams = Streams([], [], [], [])
    for number, found in enumerate(places):
        for parameter, stream in enumerate(found["streams"]):
            if stream is not None:
                streams.numbers.append(stream)
                streams.places.append(number)
                streams.parameters.append(parameter)
                streams.silent.append(found["silent"][parameter])
    if not streams.numbers:
        return []
    coded = wanted.format == "CoverageJSON"
    statement = statements.values(streams, wanted.properties, wanted.time, wanted.source, coded=coded)
    async with working.service() as connection:
        rows = await connection.fetch(statement.sql, *statement.values)
    if rows and rows[0]["total"] > MOST_VALUES:
        raise TooManyValues(maximum=f"{MOST_VALUES:,}", what_en="values", what_vi="giá trị")
    return rows


async def _written(wanted: Asked, places: Sequence[Any], rows: Sequence[Any], base: str, *, single: bool) -> bytes:
    match wanted.format:
        case "CoverageJSON":
            return answers.coverage_json(wanted, places, rows, base, single=single)
        case "GeoJSON":
            write = partial(answers.geo_json, wanted, places, rows, base)
        case "CSV":
            write = partial(answers.table, wanted, places, rows)
    return write() if sum(row["n"] for row in rows) < _MANY else await asyncio.to_thread(write)


async def _common(request: Request, layer: Declared) -> str:
    """What is said of every place: since when something is observed, and what. The members of a JSON object."""
    observing: Observing = request.app.state.observing
    began = await observing.since(layer)
    since = began.isoformat(timespec="seconds").replace("+00:00", "Z") if began else ".."
    said = {"datetime": f"{since}/..", "parameter-name": [p.name for p in reported(layer)]}
    return orjson.dumps(said).decode()[1:-1]


def _etag(body: bytes) -> str:
    return f'W/"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'


def _limit(given: Mapping[str, str]) -> int:
    """From 1; more than the most gives the most, as for items."""
    text = given.get("limit", str(MOST_PLACES))
    if not (text.isascii() and text.isdigit() and len(text) <= 10) or not 1 <= int(text) < _LARGEST:
        raise InvalidLimit(value=text, maximum=MOST_PLACES)
    return min(int(text), MOST_PLACES)


def _page(given: Mapping[str, str]) -> int:
    """The number of the place after which a page begins."""
    text = given.get("page", "0")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise InvalidPage(value=text)
    return int(text)

"""The route of a chart: `/ogc/collections/{collection}/items/{feature}/series`."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth.identity import identity_of
from api.changes.asked import uuid_in_address
from api.features.parameters import parameters
from api.negotiation import header, language, media_type
from api.respond import respond
from api.scope import seen
from api.series import statements
from api.series.gaps import Series, broken
from api.series.resolution import HERE, Kept, Resolution, resolution
from api.working import Working, reader
from layers.core.declared import Declared, Property
from layers.core.errors import InvalidParameter, UnknownFeature, UnknownProperty
from layers.core.instants import moment, parse_instant
from layers.core.reported import reported

DEFAULT_POINTS = 500
MOST_POINTS = 5_000
LONGEST = dt.timedelta(days=366 * 100)
EARLIEST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

_PARAMETERS = ("property", "from", "to", "points", "f", "lang")
_FORMATS = {"json": ("application/json",)}
_NUMBERS = ("number", "integer")
_BAND = ("min", "max", "count")


def routes(layers: Mapping[str, Declared]) -> list[Route]:
    """The route over `layers`. It needs `app.state.working` and `app.state.database`."""
    charts = _Charts(layers)
    return [Route("/ogc/collections/{collection}/items/{feature}/series", charts.series, methods=["GET"])]


async def kept(working: Working) -> Kept:
    """For how long observations are kept, as the administrator has set it."""
    async with working.service() as connection:
        row = await connection.fetchrow(statements.KEPT.sql)
    assert row is not None
    return Kept(row["raw"], row["ten_minutes"])


class _Charts:
    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._layers = layers

    async def series(self, request: Request) -> Response:
        """GET and HEAD of the values of one observed property of one feature."""
        layer = seen(self._layers, request.path_params["collection"], identity_of(request))
        given = parameters(request.scope["query_string"].decode("latin-1"), _PARAMETERS)
        media_type(given.get("f"), None, _FORMATS)
        spoken = language(given.get("lang"), header(request, b"accept-language"))
        prop = _property(layer, given.get("property"))
        now = dt.datetime.now(dt.UTC)
        begin, end = _window(given, now)
        points = _points(given)
        identifier = uuid_in_address(layer, request.path_params["feature"].lower())
        found = await reader(request).row(statements.datastream(layer, identifier, prop))
        if found is None:
            raise UnknownFeature(layer=layer.name, id=str(identifier))
        binding = layer.layer.device
        assert binding is not None
        working: Working = request.app.state.working
        how = resolution(begin, end, points, binding.interval, await kept(working), now)
        silent_after: float = found["silent_after"]
        if found["datastream"] is None:
            made = Series.empty(("value",))
        else:
            how, rows = await _rows(working, found["datastream"], prop, (begin, end), how, silent_after)
            made = _shaped(prop, rows, how, silent_after, min(end, now).timestamp())
        body = orjson.dumps(_document(layer, identifier, prop, how, begin, end, made))
        etag = f'W/"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        return await respond(request, body, "application/json", etag=etag, language=spoken)


async def _rows(
    working: Working,
    number: int,
    prop: Property,
    time: tuple[dt.datetime, dt.datetime],
    how: Resolution,
    silent_after: float,
) -> tuple[Resolution, Sequence[Any]]:
    """The rows of a series, and how they are told in the end: too many observations are gathered in steps of a minute."""
    begin, end = time
    async with working.service() as connection:
        if how.step is None:
            asked = statements.observations(number, begin, end, silent_after)
            rows = await connection.fetch(asked.sql, *asked.values)
            if len(rows) <= statements.MOST_ROWS:
                return how, rows
            how = Resolution("raw", max(dt.timedelta(minutes=1), (end - begin) // DEFAULT_POINTS))
        asked = statements.steps(number, begin, end, how, numeric=prop.kind in _NUMBERS)
        return how, await connection.fetch(asked.sql, *asked.values)


def _shaped(prop: Property, rows: Sequence[Any], how: Resolution, silent_after: float, end: float) -> Series:
    """The rows as columns with breaks: the mean of numbers with their range, of all else the last value."""
    numeric = how.step is not None and prop.kind in _NUMBERS
    if numeric:
        columns = {"value": [row["mean"] for row in rows]} | {name: [row[name] for row in rows] for name in _BAND}
    else:
        columns = {"value": [_value(prop, row["result"], row["result_text"]) for row in rows]}
    return broken(
        [row["at"] for row in rows],
        [row["heard"] for row in rows],
        columns,
        step=how.step.total_seconds() if how.step else 0,
        silent_after=silent_after,
        end=end,
    )


def _value(prop: Property, result: float | None, text: str | None) -> float | int | bool | str | None:
    """A kept observation as the value that the property has."""
    match prop.kind:
        case "boolean":
            return None if result is None else result != 0
        case "integer":
            return None if result is None else round(result)
        case "number":
            return result
        case _:
            return text


def _document(
    layer: Declared,
    identifier: UUID,
    prop: Property,
    how: Resolution,
    begin: dt.datetime,
    end: dt.datetime,
    made: Series,
) -> dict[str, Any]:
    listed = [
        {"value": member.value, "title": {"vi": member.title.vi, "en": member.title.en}, "color": member.color}
        for member in prop.codes or ()
    ]
    return {
        "collection": layer.name,
        "id": str(identifier),
        "property": prop.name,
        "unit": prop.unit,
        "title": {"vi": prop.title.vi, "en": prop.title.en},
        "kind": prop.kind,
        **({"codes": listed} if listed else {}),
        "resolution": how.source,
        "step": how.step.total_seconds() if how.step else None,
        "from": begin.timestamp(),
        "to": end.timestamp(),
        "time": made.time,
        **made.columns,
    }


def _property(layer: Declared, name: str | None) -> Property:
    """The property that is asked for, or the one that the layer's charts show first; UnknownProperty."""
    known = {p.name: p for p in reported(layer)}
    main = layer.layer.device.main if layer.layer.device else None
    found = known.get(name if name is not None else main or "")
    if found is None:
        raise UnknownProperty(name=name or main, where="property", layer=layer.name, allowed=", ".join(known))
    return found


def _window(given: Mapping[str, str], now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """From when to when; without `to` until now, without `from` a day. InvalidDatetime, InvalidParameter."""
    end = moment(parse_instant(given["to"])) if "to" in given else now
    try:
        begin = moment(parse_instant(given["from"])) if "from" in given else end - dt.timedelta(days=1)
        begin = max(begin, EARLIEST)
        begin.astimezone(HERE)
        end.astimezone(HERE)
    except OverflowError:
        begin = end
    if not dt.timedelta() < end - begin <= LONGEST:
        raise InvalidParameter(
            name="from",
            value=given.get("from", ""),
            expected_en="a moment before `to`, a hundred years at most, since 1970",
            expected_vi="một thời điểm trước `to`, nhiều nhất một trăm năm, từ 1970",
        )
    return begin, end


def _points(given: Mapping[str, str]) -> int:
    text = given.get("points")
    if text is None:
        return DEFAULT_POINTS
    if not (text.isascii() and text.isdigit() and len(text) <= 6) or not 1 <= int(text) <= MOST_POINTS:
        raise InvalidParameter(
            name="points",
            value=text,
            expected_en=f"a whole number from 1 to {MOST_POINTS}",
            expected_vi=f"số nguyên từ 1 đến {MOST_POINTS}",
        )
    return int(text)

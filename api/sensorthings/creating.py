"""Creating Observations over HTTP: by the same statements as readings that came over MQTT, with the rights of whoever sends.

Who may change the feature may say what is observed of it. The database decides: the features are locked as they would be to
be edited, and only then are the observations written, as the service, in the same transaction.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.address import origin
from api.auth.identity import Identity, identity_of
from api.features.editing import content
from api.features.editing.refused import ATTEMPTS, lost
from api.leases import Connection
from api.respond import respond
from api.sensorthings.address import ROOT, address, named
from api.sensorthings.given import Given, data_arrays, observation
from api.sensorthings.model import OBSERVATION
from api.sensorthings.observation_id import to_id
from api.sensorthings.options import OF_NONE, Options, options
from api.sensorthings.statements import Builder
from api.working import Reading
from devices.binding import Binder
from devices.reading import Decoded, Raw, Value
from ingest.clock import AHEAD
from ingest.observing import Batch
from layers.core.declared import Declared
from layers.core.errors import Conflict, LoginNeeded, Reason, Refused
from layers.core.roles import SERVICE_GROUP

MEDIA = "application/json"

_SERIES = (
    """SELECT s.id, s.layer, s.fid, s.property, s.device FROM layers.datastreams s WHERE s.id = ANY ($1::integer[])"""
)
_MAY = 'SELECT f.fid FROM layers."{layer}" f WHERE f.fid = ANY ($1::bigint[]) ORDER BY f.fid FOR KEY SHARE'
_KEPT = "SELECT raw FROM layers.observation_keeping"
_DAY = "SELECT layers.ensure_partition($1::date)"


@dataclass(frozen=True, slots=True)
class _Series:
    """A datastream as it is written to."""

    layer: str
    fid: int
    property: str
    device: int


@dataclass(slots=True)
class _Done:
    """Why some observations are not kept; the values of the others as they are kept, by place; how many of these were new."""

    reasons: list[Reason]
    values: dict[int, Value]
    new: int = 0


class Creating:
    """Takes observations in for the layers that devices report for."""

    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._binders = {
            name: Binder(layer, layer.layer.device)
            for name, layer in layers.items()
            if layer.layer.device is not None and layer.view is None
        }

    async def one(self, request: Request, datastream: int | None, builder: Builder) -> Response:
        """POST of an Observation: 201, or 200 when just that one was there already; Conflict when another one was."""
        identity = _sender(request)
        arrived = dt.datetime.now(dt.UTC)
        given = await content.read(request, lambda said: observation(said, arrived, datastream))
        done = await self._kept(request, identity, [given])
        if done.reasons:
            raise Refused(*done.reasons)
        identifier = to_id(given.datastream, given.time)
        row = await Reading(request.app.state.working, identity).row(
            builder.one(address(named(OBSERVATION, identifier)), Options())
        )
        body: bytes = row["item"] if row else b"{}"
        if not done.new and row and orjson.loads(body).get("result") != done.values[given.place]:
            raise Conflict(
                Reason(
                    "chuỗi này đã có số đo khác ở đúng thời điểm đó",
                    "the series has another observation of that very moment",
                )
            )
        headers = {"Location": f"{origin(request)}{ROOT}/{named(OBSERVATION, identifier)}"}
        return await respond(request, body, MEDIA, status=201 if done.new else 200, headers=headers, cache="no-store")

    async def arrays(self, request: Request) -> Response:
        """POST of data arrays: for each observation, in order, its address, or `error`. Refused when none could be kept."""
        identity = _sender(request)
        arrived = dt.datetime.now(dt.UTC)
        given = await asyncio.to_thread(_read_arrays, await content.received(request), arrived)
        good = [one for one in given if isinstance(one, Given)]
        done = await self._kept(request, identity, good)
        reasons = [*done.reasons, *(one for one in given if isinstance(one, Reason))]
        if not done.values:
            raise Refused(*reasons[:20])
        base = f"{origin(request)}{ROOT}"
        links = [
            f"{base}/{named(OBSERVATION, to_id(one.datastream, one.time))}"
            if isinstance(one, Given) and one.place in done.values
            else "error"
            for one in given
        ]
        return await respond(request, orjson.dumps(links), MEDIA, status=201, cache="no-store")

    async def _kept(self, request: Request, identity: Identity, given: Sequence[Given]) -> _Done:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with request.app.state.working.transaction(identity) as connection:
                    return await self._written(connection, given)
            except Exception as error:
                if attempt == ATTEMPTS or not lost(error):
                    raise
        raise AssertionError

    async def _written(self, connection: Connection, given: Sequence[Given]) -> _Done:
        series = await _permitted(connection, {one.datastream for one in given})
        await connection.execute(f"SET LOCAL ROLE {SERVICE_GROUP}")
        kept = cast("dt.timedelta", await connection.fetchval(_KEPT))
        batch = Batch()
        done = _Done([], {})
        for one in given:
            found = self._added(batch, one, series.get(one.datastream), kept)
            if isinstance(found, Reason):
                done.reasons.append(Reason(found.vi, found.en, found.property, one.place if len(given) > 1 else None))
            else:
                done.values[one.place] = found
        for day in sorted(batch.days):
            await connection.execute(_DAY, day)
        for statement in batch.keeping():
            row = await connection.fetchrow(statement.sql, *statement.values)
            done.new += row[0] if row else 0
        for statement in batch.rest():
            await connection.execute(statement.sql, *statement.values)
        return done

    def _added(self, batch: Batch, one: Given, series: _Series | None, kept: dt.timedelta) -> Value | Reason:
        """Add an observation to the batch and give the value as it is kept, or say why not."""
        if series is None:
            return Reason(
                f"không có Datastreams({one.datastream}) mà bạn được ghi",
                f"there is no Datastreams({one.datastream}) that you may write",
                "Datastream",
            )
        if one.feature not in (None, series.device):
            return Reason(
                f"chuỗi số đo này thuộc FeaturesOfInterest({series.device})",
                f"the series is of FeaturesOfInterest({series.device})",
                "FeatureOfInterest",
            )
        now = dt.datetime.now(dt.UTC)
        if not now - kept < one.time <= now + AHEAD:
            return Reason(
                f"nằm trong tương lai hoặc cũ hơn {kept.days} ngày được lưu",
                f"it lies ahead of now, or is older than the {kept.days} days that are kept",
                "phenomenonTime",
            )
        raw = Raw("result", one.time, one.value)
        bound = self._binders[series.layer].bind(Decoded(readings=[raw]), observed=series.property)
        if bound.implausible:
            return Reason(
                f"giá trị này không thể là {series.property}", f"the value cannot be one of {series.property}", "result"
            )
        (reading,) = bound.readings
        batch.add(series.layer, series.fid, one.datastream, reading.property, reading.time, reading.value)
        return reading.value


async def _permitted(connection: Connection, identifiers: Iterable[int]) -> dict[int, _Series]:
    """The series among `identifiers` whose feature the sender may change; what grants forbid is raised as Forbidden."""
    found = {
        row["id"]: _Series(row["layer"], row["fid"], row["property"], row["device"])
        for row in await connection.fetch(_SERIES, list(identifiers))
    }
    allowed: set[tuple[str, int]] = set()
    for layer in sorted({series.layer for series in found.values()}):
        fids = sorted({series.fid for series in found.values() if series.layer == layer})
        rows = await connection.fetch(_MAY.format(layer=layer), fids)
        allowed.update((layer, row["fid"]) for row in rows)
    return {identifier: series for identifier, series in found.items() if (series.layer, series.fid) in allowed}


def _read_arrays(body: bytes, arrived: dt.datetime) -> list[Given | Reason]:
    said = content.parsed(b'{"value":' + body + b"}")
    return list(data_arrays(said.get("value") if len(said) == 1 else None, arrived))


def _sender(request: Request) -> Identity:
    options(request.scope["query_string"], OF_NONE, OBSERVATION)
    identity = identity_of(request)
    if identity is None:
        raise LoginNeeded
    content.media_type(request, (MEDIA,))
    return identity

"""The routes of commands: POST /commands, GET and DELETE /commands/{id}. The list of them is the layer `commands`."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import asyncpg
import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.auth import Identity, identity_of
from api.commands.asked import asked
from api.commands.giving import cancel, give
from api.features.editing import content
from api.features.parameters import parameters
from api.respond import respond
from api.scope import role_of, seen
from api.working import Working
from layers.core.declared import Declared
from layers.core.errors import Forbidden, LoginNeeded, UnknownFeature
from layers.core.roles import ADMINISTRATOR

LAYER = "commands"
MEDIA = ("application/json",)


def routes(layers: Mapping[str, Declared]) -> list[Route]:
    """The routes over `layers`. They need `app.state.working`."""
    commands = _Commands(layers)
    return [
        Route("/commands", commands.give, methods=["POST"]),
        Route("/commands/{command}", commands.one, methods=["GET", "DELETE"]),
    ]


class _Commands:
    def __init__(self, layers: Mapping[str, Declared]) -> None:
        self._layers = layers
        self._commands = layers[LAYER]

    async def give(self, request: Request) -> Response:
        """201 with the ids of the commands; 200 when there are none to give, all were given before, or it is a dry run."""
        identity = self._identity(request)
        content.media_type(request, MEDIA)
        wish = await content.read(request, lambda document: asked(document, self._layers, identity))
        given = await give(request.app.state.working, identity, self._commands, wish)
        if wish.dry_run:
            return await _json(request, {"count": len(given.ids)})
        made = {"set": str(wish.set), "count": len(given.ids), "commands": [str(one) for one in given.ids]}
        if not given.new:
            return await _json(request, made)
        headers = {"Location": f"{origin(request)}/commands/{given.ids[0]}"} if len(given.ids) == 1 else None
        return await _json(request, made, 201, headers)

    async def one(self, request: Request) -> Response:
        """How far a command has come, with every step; or take it back, by whoever gave it or an administrator."""
        identity = self._identity(request)
        identifier = _uuid(request.path_params["command"])
        working: Working = request.app.state.working
        row = await _row(working, identity, identifier)
        if request.method == "DELETE":
            if identity is None or (identity.name != row["requested_by"] and role_of(identity) is not ADMINISTRATOR):
                raise Forbidden
            await cancel(working, identifier, identity.name)
            return Response(status_code=204, headers={"Cache-Control": "no-store"})
        async with working.service() as connection:
            events = await connection.fetch(_EVENTS, identifier)
        return await _json(request, _document(row, events))

    def _identity(self, request: Request) -> Identity | None:
        identity = identity_of(request)
        seen(self._layers, LAYER, identity)
        parameters(request.scope["query_string"].decode("latin-1"), ("lang", "f"))
        if identity is None:
            raise LoginNeeded
        return identity


async def _row(working: Working, identity: Identity | None, identifier: UUID) -> asyncpg.Record:
    async with working.transaction(identity, read_only=True) as connection:
        row = await connection.fetchrow(_ONE, identifier)
    if row is None:
        raise UnknownFeature(layer=LAYER, id=str(identifier))
    return row


def _document(row: asyncpg.Record, events: list[asyncpg.Record]) -> dict[str, object]:
    steps = [dict(event) for event in events]
    return {**dict(row), "created_at": steps[0]["at"] if steps else None, "events": steps}


async def _json(
    request: Request, document: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    body = orjson.dumps(document, default=str, option=orjson.OPT_UTC_Z)
    return await respond(request, body, "application/json", status=status, headers=headers, cache="no-store")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise UnknownFeature(layer=LAYER, id=text) from None


_ONE = """
SELECT f.id, f.target_layer AS layer, f.target_id AS target, f.action, f.value, f.reason, f.requested_by, f.set_id AS set,
    s.status, f.expires_at AS deadline, s.sent_at, s.answered_at, s.answer, s.attempts
FROM layers.commands f LEFT JOIN layers.commands_state s ON s.fid = f.fid WHERE f.id = $1::uuid
"""

_EVENTS = "SELECT at, status, detail, actor FROM layers.command_events WHERE command_id = $1::uuid ORDER BY at"

"""`GET /live`: a stream of server-sent events, and `GET /live/position`, the cursor from which one would begin now.

Plain ASGI: a stream is one task, woken only when there is something to send.
"""

from __future__ import annotations

import asyncio

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.auth.identity import identity_of
from api.features.parameters import parameters
from api.live.asked import PARAMETERS, asked
from api.live.hub import Hub
from api.live.listener import Listener
from api.negotiation import header, language
from api.respond import respond

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_RETRY = b"retry: 2000\n\n"


class Live:
    """`/live?layers=a,b&bbox=west,south,east,north&since=cursor`; a `Last-Event-ID` goes before `since`.

    Events: `hello` first; `changes` with `{"changes":[{"layer","fid","id","op","version","bbox","before"}]}`, boxes in
    degrees of WGS 84; `reload` when layers (`{"layers":[...]}`) or everything (`{}`) is to be read again; `beat` when all is
    quiet. The id of each is the cursor behind it.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; the stream lasts until the client goes, the server stops, or who listens must log in again."""
        request = Request(scope, receive)
        given = parameters(scope["query_string"].decode("latin-1"), PARAMETERS)
        language(given.get("lang"), None)
        identity = identity_of(request)
        wanted = asked(given, identity)
        if scope["method"] == "HEAD":
            await _send_head(send)
            await send({"type": "http.response.body", "body": b""})
            return
        hub: Hub = scope["app"].state.live
        async with hub.listening(wanted, identity, header(request, b"last-event-id") or given.get("since")) as listener:
            await _send_head(send)
            sending = asyncio.create_task(_send(listener, send))
            going = asyncio.create_task(_gone(receive))
            try:
                await asyncio.wait((sending, going), return_when=asyncio.FIRST_COMPLETED)
            finally:
                sending.cancel()
                going.cancel()
                await asyncio.gather(sending, going, return_exceptions=True)


async def position(request: Request) -> Response:
    """`{"position": cursor}`: who reads the map first and listens with `since` afterwards misses nothing."""
    hub: Hub = request.app.state.live
    return await respond(request, orjson.dumps({"position": str(hub.position)}), "application/json", cache="no-store")


def routes() -> list[Route]:
    """The routes; they need `app.state.live`, a `Hub`."""
    return [Route("/live", Live(), methods=["GET"]), Route("/live/position", position)]


async def _send_head(send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})


async def _send(listener: Listener, send: Send) -> None:
    await send({"type": "http.response.body", "body": _RETRY, "more_body": True})
    while (message := await listener.next()) is not None:
        await send({"type": "http.response.body", "body": message, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass

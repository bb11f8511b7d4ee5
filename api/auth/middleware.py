"""Puts who asks into the scope of a request. A request of everybody passes untouched: nothing is awaited or looked up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request

from api import errors
from api.address import origin
from api.auth.door import Door
from api.auth.identity import IDENTITY, Identity
from api.auth.secrets import csrf, same
from api.auth.sessions import COOKIE, cookie, cookie_in
from api.negotiation import header
from layers.core.errors import DonghaError, NotFromHere, SessionEnded
from layers.core.roles import CITIZEN

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_COOKIE = f"{COOKIE}=".encode()
_READS = frozenset(("GET", "HEAD", "OPTIONS"))
_LOGIN = "/auth/login"
"""Asks for a password, so nobody's session is needed for it or used by it."""
_VARY = b"Authorization, Cookie"


class Identities:
    """The middleware: two header names are looked at, and the method."""

    def __init__(self, app: Application) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass the request on, by the longer way only when it carries something of its sender or wants to change."""
        if scope["type"] == "http":
            for name, value in scope["headers"]:
                if name == b"authorization" or (name == b"cookie" and _COOKIE in value):
                    return self._identified(scope, receive, send)
            if scope["method"] not in _READS:
                return self._changing(scope, receive, send)
        return self._app(scope, receive, send)

    async def _identified(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        door: Door = scope["app"].state.door
        kept = _Kept(send, secure=door.secure(scope))
        try:
            found = await _found(request, door)
            if isinstance(found, SessionEnded):
                kept.clears = True
            elif found.role is CITIZEN and scope["method"] not in _READS:
                door.public_writes.count(f"account {found.name}")
        except DonghaError as error:
            answer = await errors.on_error(request, error)
            await answer(scope, receive, kept.send)
            return
        scope[IDENTITY] = found
        await self._app(scope, receive, kept.send)

    async def _changing(self, scope: Scope, receive: Receive, send: Send) -> None:
        door: Door = scope["app"].state.door
        try:
            door.public_writes.count(door.address(scope))
        except DonghaError as error:
            request = Request(scope, receive)
            answer = await errors.on_error(request, error)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


class _Kept:
    """Sends the answer of somebody who is known: for no other's cache."""

    def __init__(self, send: Send, *, secure: bool) -> None:
        self._send, self._secure = send, secure
        self.clears = False

    async def send(self, message: Message) -> None:
        """Pass a message on; the one that begins the answer with headers that keep it private."""
        if message["type"] == "http.response.start":
            headers = [_private(name, value) for name, value in message.get("headers", ())]
            if not any(name == b"vary" and b"uthorization" in value for name, value in headers):
                headers.append((b"vary", _VARY))
            if self.clears and not any(name == b"set-cookie" for name, _ in headers):
                headers.append((b"set-cookie", cookie("", secure=self._secure).encode()))
            message["headers"] = headers
        await self._send(message)


def _private(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name.lower() != b"cache-control" or b"no-store" in value or b"private" in value:
        return name, value
    return name, b"private, " + value.replace(b"public, ", b"").replace(b"public", b"no-cache")


async def _found(request: Request, door: Door) -> Identity | SessionEnded:
    """Who it is; what an `Authorization` header says goes before a cookie. WrongCredentials and TooManyRequests at once, the
    end of a session only where it matters, so that pages and their files still come.
    """
    authorization = header(request, b"authorization")
    if authorization is not None:
        return await door.credentials.of_authorization(
            authorization, lambda: door.log_ins.count(door.address(request.scope))
        )
    token = cookie_in(header(request, b"cookie") or "")
    found = await door.credentials.of_cookie(token) if token else None
    if found is None or token is None:
        return SessionEnded()
    if request.method not in _READS:
        from_here(request)
        if request.url.path != _LOGIN and not same(header(request, b"x-csrf-token") or "", csrf(token)):
            raise NotFromHere
    return found


def from_here(request: Request) -> None:
    """NotFromHere when the browser says that a page of another server sends the request."""
    site = header(request, b"sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise NotFromHere
    sender = header(request, b"origin")
    if sender is None or sender == origin(request):
        return
    parts = urlsplit(sender)
    door: Door = request.app.state.door
    plain = parts.scheme == "http" and not door.secure(request.scope)
    if not (plain or parts.scheme == "https") or parts.netloc != header(request, b"host"):
        raise NotFromHere

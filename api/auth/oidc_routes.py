"""/auth/oidc: to the provider and back."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.address import origin
from api.auth.door import Door
from api.auth.oidc import Provider, Returned, UnknownLogin
from api.auth.secrets import same
from api.auth.sessions import cookie
from api.negotiation import header
from layers.core.errors import NotFound

COOKIE = "dongha_login"
"""Ties a log-in under way to the browser that began it."""

_CALLBACK = "/auth/oidc/callback"
_MINUTES = 10


def routes() -> list[Route]:
    """Both of them."""
    return [
        Route("/auth/oidc/start", start, methods=["GET"]),
        Route(_CALLBACK, callback, methods=["GET"]),
    ]


async def start(request: Request) -> Response:
    """Send the browser to the provider; `next` is the page of ours that it shall see afterwards."""
    door, provider = _provider(request)
    door.log_ins.count(door.address(request.scope))
    begun = await provider.begin(_redirect(request), page(request.query_params.get("next")))
    return _sent(begun.address, [_kept(begun.state, secure=door.secure(request.scope))])


async def callback(request: Request) -> Response:
    """The browser is back: open a session, or show the page with `auth=failed`."""
    door, provider = _provider(request)
    secure = door.secure(request.scope)
    state, kept = request.query_params.get("state", ""), _state(request)
    if not state or kept is None or not same(state, kept):
        raise UnknownLogin
    returned = Returned(
        state=state,
        code=None if "error" in request.query_params else request.query_params.get("code"),
        issuer=request.query_params.get("iss"),
    )
    account, back = await provider.finish(returned, _redirect(request))
    gone = _kept("", secure=secure)
    if account is None:
        return _sent(origin(request) + _failed(back), [gone])
    session = await door.sessions.open(account)
    return _sent(origin(request) + back, [gone, cookie(session.token, secure=secure)])


def page(asked: str | None) -> str:
    """The page of ours that was asked for; the map when it is none of ours."""
    if asked is None or len(asked) > 2_000 or not asked.startswith("/") or asked.startswith(("//", "/\\")):
        return "/"
    if any(not letter.isprintable() or letter in '\\"<>' for letter in asked) or asked.startswith("/auth/"):
        return "/"
    return asked


def _failed(back: str) -> str:
    parts = urlsplit(back)
    return urlunsplit(parts._replace(query=f"{parts.query}&auth=failed".lstrip("&")))


def _sent(address: str, cookies: list[str]) -> Response:
    answer = Response(status_code=303, headers={"Location": _ascii(address), "Cache-Control": "no-store"})
    for each in cookies:
        answer.headers.append("Set-Cookie", each)
    return answer


def _ascii(address: str) -> str:
    return "".join(
        letter if letter.isascii() else "".join(f"%{byte:02X}" for byte in letter.encode()) for letter in address
    )


def _provider(request: Request) -> tuple[Door, Provider]:
    door: Door = request.app.state.door
    if door.provider is None:
        raise NotFound
    return door, door.provider


def _redirect(request: Request) -> str:
    return f"{origin(request)}{_CALLBACK}"


def _kept(state: str, *, secure: bool) -> str:
    age = _MINUTES * 60 if state else 0
    return f"{COOKIE}={state}; Path=/auth/oidc; Max-Age={age}; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")


def _state(request: Request) -> str | None:
    for part in (header(request, b"cookie") or "").split(";"):
        name, _, value = part.partition("=")
        if name.strip() == COOKIE:
            return value.strip()
    return None

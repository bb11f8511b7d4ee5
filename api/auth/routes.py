"""The endpoints under /auth: log in and out, who am I, passwords, keys, the OpenID provider."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth.door import Door
from api.auth.forms import KeyForm, LoginForm, LogoutForm, PasswordForm, form
from api.auth.identity import IDENTITY, Identity, identity_of
from api.auth.keys import moment
from api.auth.middleware import from_here
from api.auth.passwords import check
from api.auth.secrets import csrf
from api.auth.sessions import Session, cookie, cookie_in
from api.negotiation import header
from api.respond import respond
from layers.core.access import actions
from layers.core.errors import (
    Conflict,
    Forbidden,
    LoginNeeded,
    NotFound,
    Reason,
    SessionEnded,
)
from layers.core.roles import PUBLIC, Role
from layers.registry import LAYERS

_ACTIONS = ("read", "create", "update", "delete")
_NEVER_KEPT = "no-store"


def routes() -> list[Route]:
    """All of them."""
    return [
        Route("/auth/me", me, methods=["GET"]),
        Route("/auth/login", login, methods=["POST"]),
        Route("/auth/logout", logout, methods=["POST"]),
        Route("/auth/password", password, methods=["POST"]),
        Route("/auth/keys", keys, methods=["GET"]),
        Route("/auth/keys", make_key, methods=["POST"]),
        Route("/auth/keys/{key}", revoke_key, methods=["DELETE"]),
        Route("/auth/providers", providers, methods=["GET"]),
    ]


async def me(request: Request) -> Response:
    """Who asks, and what that role may do with each layer; everybody when nobody has logged in."""
    identity = request.scope.get(IDENTITY)
    if not isinstance(identity, Identity):
        return await _answer(request, _document(None, None, None))
    known = await _door(request).accounts.named(identity.name)
    if known is None:
        raise SessionEnded
    return await _answer(request, _document(identity, known.title, _session_token(request)))


async def login(request: Request) -> Response:
    """Open a session with name and password."""
    from_here(request)
    door = _door(request)
    door.log_ins.count(door.address(request.scope))
    given = await form(request, LoginForm)
    session = await door.sessions.open(await door.accounts.verified(given.name.strip().lower(), given.password))
    return await opened(request, session)


async def logout(request: Request) -> Response:
    """End this session, or all of the account; well also when there is none."""
    given = await form(request, LogoutForm)
    door = _door(request)
    identity = request.scope.get(IDENTITY)
    if isinstance(identity, Identity):
        token = _session_token(request)
        if given.everywhere:
            await door.sessions.close_all(identity.name)
        elif token:
            await door.sessions.close(token)
        door.credentials.forget()
    headers = {"Set-Cookie": cookie("", secure=door.secure(request.scope))}
    return await _answer(request, _document(None, None, None), headers=headers)


async def password(request: Request) -> Response:
    """Change the own password; ends all other sessions of the account."""
    identity, door = _person(request), _door(request)
    given = await form(request, PasswordForm)
    door.log_ins.count(door.address(request.scope))
    known = await door.accounts.verified(identity.name, given.old)
    check(given.new, identity.name)
    changed = await door.accounts.change_password(known, given.new)
    door.credentials.forget()
    if changed is None:
        raise SessionEnded
    if _session_token(request) is None:
        return await _answer(request, _document(changed.identity(identity.client), changed.title, None))
    return await opened(request, await door.sessions.open(changed))


async def keys(request: Request) -> Response:
    """The keys of the own account."""
    return await _answer(request, {"keys": [_key(key) for key in await _door(request).keys.of(_person(request).name)]})


async def make_key(request: Request) -> Response:
    """Make a key; its text is in the answer and nowhere else."""
    identity = _person(request)
    given = await form(request, KeyForm)
    made = await _door(request).keys.make(identity.name, given.title.strip(), given.days)
    if made is None:
        raise Conflict(Reason(vi="tài khoản đã có quá nhiều khoá", en="the account has too many keys"))
    return await _answer(request, _key(made), status=201)


async def revoke_key(request: Request) -> Response:
    """Take a key of the own account back."""
    door = _door(request)
    if not await door.keys.revoke(_person(request).name, request.path_params["key"]):
        raise NotFound
    door.credentials.forget()
    return await _answer(request, None, status=204)


async def providers(request: Request) -> Response:
    """Where one can log in besides here."""
    provider = _door(request).provider
    listed = (
        [{"id": "oidc", "title": {"vi": provider.title, "en": provider.title}, "start": "/auth/oidc/start"}]
        if provider
        else []
    )
    return await _answer(request, {"providers": listed})


async def opened(request: Request, session: Session) -> Response:
    """The answer that gives a session to the browser."""
    secure = _door(request).secure(request.scope)
    document = _document(session.account.identity("web"), session.account.title, session.token)
    return await _answer(request, document, headers={"Set-Cookie": cookie(session.token, secure=secure)})


async def _answer(
    request: Request, document: dict[str, Any] | None, *, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    body = b"" if document is None else orjson.dumps(document)
    return await respond(request, body, "application/json", status=status, headers=headers, cache=_NEVER_KEPT)


def _door(request: Request) -> Door:
    return request.app.state.door


def _person(request: Request) -> Identity:
    """Who asks, when that is a person with a password or a session: a key must not make keys or change passwords."""
    identity = identity_of(request)
    if identity is None:
        raise LoginNeeded
    if identity.client not in ("web", "basic"):
        raise Forbidden
    return identity


def _session_token(request: Request) -> str | None:
    """The token of the session this request came in by; None when it came in another way."""
    if header(request, b"authorization") is not None:
        return None
    return cookie_in(header(request, b"cookie") or "")


def _document(identity: Identity | None, title: str | None, token: str | None) -> dict[str, Any]:
    role = identity.role if identity else PUBLIC
    return {
        "name": identity.name if identity else None,
        "title": title,
        "role": role.value,
        "role_title": {"vi": role.title.vi, "en": role.title.en},
        "ward": identity.ward if identity else None,
        "csrf": csrf(token) if token else None,
        "layers": _may(role),
    }


@cache
def _may(role: Role) -> dict[str, list[str]]:
    allowed = {name: actions(cls.declared, role) for name, cls in LAYERS.items()}
    return {name: [action for action in _ACTIONS if action in may] for name, may in allowed.items() if may}


def _key(key: dict[str, Any]) -> dict[str, Any]:
    return {name: moment(value) if name in ("created", "expires", "used") else value for name, value in key.items()}

"""Who asks, as the rest of the house knows it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from layers.core.errors import DonghaError
from layers.core.roles import Role

IDENTITY = "identity"
"""Where a request's scope holds the identity, or the error that whoever asks for it shall get."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Somebody who has logged in: a person or a program with an account.

    `ward` is the code of the ward that the account is limited to, `client` how it came in (`web`, `basic`, `key`, `oidc`)
    with the name of the key, `stamp` the state of the account that was found: it rises with every change of rights.
    """

    name: str
    role: Role
    ward: str | None
    client: str
    stamp: int


def identity_of(request: Request) -> Identity | None:
    """Who sends the request; None for everybody who has not logged in. SessionEnded when its session has ended."""
    found: Identity | DonghaError | None = request.scope.get(IDENTITY)
    if isinstance(found, DonghaError):
        raise found
    return found

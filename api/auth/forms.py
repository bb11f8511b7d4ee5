"""What is sent to the endpoints under /auth: small JSON objects of declared members."""

from __future__ import annotations

import asyncio
from typing import Annotated

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import ClientDisconnect, Request

from api.negotiation import header
from layers.core.errors import ContentTooLarge, ContentTooSlow, InvalidContent, UnsupportedContent

MOST_BYTES = 16_384
WITHIN_S = 10

_JSON = "application/json"


class Form(BaseModel):
    """An object whose members are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LoginForm(Form):
    """Name and password."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    password: Annotated[str, Field(min_length=1, max_length=2_000)]


class PasswordForm(Form):
    """The password as it is and as it shall be."""

    old: Annotated[str, Field(min_length=1, max_length=2_000)]
    new: Annotated[str, Field(min_length=1, max_length=2_000)]


class LogoutForm(Form):
    """Whether all sessions of the account shall end."""

    everywhere: bool = False


class KeyForm(Form):
    """What a key is for, and how many days it is good."""

    title: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
    days: Annotated[int, Field(ge=1, le=730)] = 365


async def form[F: Form](request: Request, of: type[F]) -> F:
    """The object in the body of a request; InvalidContent, UnsupportedContent, ContentTooLarge or ContentTooSlow."""
    sent = (header(request, b"content-type") or "").partition(";")[0].strip().lower()
    body = await _body(request)
    if not body and sent == "":
        body = b"{}"
    elif sent != _JSON:  # no form of another site can send this type
        raise UnsupportedContent(value=sent, allowed=_JSON)
    try:
        return of.model_validate(orjson.loads(body))
    except orjson.JSONDecodeError as error:
        raise InvalidContent(reason_vi="không phải JSON", reason_en="it is not JSON") from error
    except ValidationError as error:
        names = ", ".join(sorted({".".join(map(str, found["loc"])) or "{}" for found in error.errors()}))
        raise InvalidContent(
            reason_vi=f"thiếu, thừa hoặc sai: {names}", reason_en=f"missing, unknown or wrong: {names}"
        ) from error


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(WITHIN_S):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BYTES:
                    raise ContentTooLarge(maximum=MOST_BYTES, what_en="bytes", what_vi="byte")
    except TimeoutError as error:
        raise ContentTooSlow(seconds=WITHIN_S) from error
    except ClientDisconnect as error:
        raise InvalidContent(reason_vi="gửi dở dang", reason_en="it broke off") from error
    return bytes(body)

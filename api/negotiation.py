"""What the client wants: language, format, encoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

from starlette.requests import Request

from layers.core.declaration import Language
from layers.core.errors import InvalidParameter, NotAcceptable

LANGUAGES: tuple[Language, ...] = ("vi", "en")


def header(request: Request, name: bytes) -> str | None:
    """The value of a request header (name in lower case), None when it was not sent."""
    for key, value in request.scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return None


def language(lang: str | None, accept_language: str | None) -> Language:
    """The language of the answer: `lang`, else the best of Accept-Language, else Vietnamese.

    InvalidParameter when `lang` is neither `vi` nor `en`.
    """
    if lang is not None:
        if lang not in LANGUAGES:
            raise InvalidParameter(name="lang", value=lang, expected_en="vi or en", expected_vi="vi hoặc en")
        return cast("Language", lang)
    return _accepted_language(accept_language) if accept_language else "vi"


def media_type(f: str | None, accept: str | None, offered: Mapping[str, Sequence[str]]) -> str:
    """The name of the format to answer in: `f`, else the best of Accept, else the first offered.

    `offered` maps names to their media types. NotAcceptable when `f` is not among the names; a header that matches nothing
    gets the first, as browsers and old clients send all sorts of them.
    """
    if f is not None:
        if f not in offered:
            raise NotAcceptable(value=f, allowed=", ".join(offered))
        return f
    first = next(iter(offered))
    if not accept or accept == "*/*":
        return first
    for wanted in _by_quality(accept):
        for name, types in offered.items():
            if wanted in types:
                return name
        if wanted in ("*/*", "application/*"):
            return first
    return first


@lru_cache(maxsize=256)
def encoding(accept_encoding: str) -> str | None:
    """`br`, `gzip` or None, whichever of Accept-Encoding is best."""
    accepted = _by_quality(accept_encoding)
    for name in ("br", "gzip"):
        if name in accepted:
            return name
    return "gzip" if "*" in accepted else None


@lru_cache(maxsize=256)
def _accepted_language(header: str) -> Language:
    for tag in _by_quality(header):
        primary = tag.partition("-")[0]
        if primary in LANGUAGES:
            return cast("Language", primary)
    return "vi"


@lru_cache(maxsize=256)
def _by_quality(header: str) -> tuple[str, ...]:
    """The values of an Accept header, best first, refused ones (q=0) left out."""
    weighted: list[tuple[float, str]] = []
    for part in header.lower().split(","):
        value, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if value and quality > 0:
            weighted.append((quality, value))
    return tuple(value for _, value in sorted(weighted, key=lambda pair: -pair[0]))

"""The one responder: HEAD, ETag and 304, compression, and the headers that every answer carries."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping

import brotli
from starlette.requests import Request
from starlette.responses import Response

from api.auth.identity import IDENTITY
from api.negotiation import encoding, header

COMPRESS_FROM = 1_024
"""Bodies of fewer bytes are sent as they are."""

_OFF_LOOP_FROM = 64 * 1_024
_VARY = (b"vary", b"Accept, Accept-Encoding, Accept-Language")
_REVALIDATE = "no-cache"
_FOR_ONE = [
    (b"vary", b"Accept, Accept-Encoding, Accept-Language, Authorization, Cookie"),
    (b"cache-control", b"private, no-cache"),
]
# What a page may load: our own files. `data:` images are the icons inside MapLibre's style sheet.
_PAGE_SAFETY = [
    (
        b"content-security-policy",
        (
            b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
            b" worker-src 'self'; font-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none';"
            b" frame-ancestors 'none'; form-action 'self'"
        ),
    ),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), display-capture=(), geolocation=(self), microphone=(), payment=(), usb=()"),
    (b"x-frame-options", b"DENY"),
]
_AS_DECLARED = (b"x-content-type-options", b"nosniff")
_HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000")


class Answer(Response):
    """A response whose headers are ready."""

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self.status_code = status
        self.raw_headers = headers
        self.body = body
        self.background = None


async def respond(
    request: Request,
    body: bytes,
    media: str,
    *,
    status: int = 200,
    etag: str | None = None,
    language: str | None = None,
    headers: Mapping[str, str] | None = None,
    cache: str = _REVALIDATE,
    compressed: bool = False,
) -> Answer:
    """The answer to `request` with `body`: 304 when the client has it, no body for HEAD, br or gzip where accepted.

    `cache` is the Cache-Control. `compressed` says that the body must not be compressed again (its Content-Encoding stands
    in `headers`).
    """
    common = _kept(request, cache)
    common.append(_AS_DECLARED)
    if media.startswith("text/html"):
        common += _PAGE_SAFETY
        if request.app.state.door.secure(request.scope):
            common.append(_HTTPS_ONLY)
    if etag is not None:
        common.append((b"etag", etag.encode("latin-1")))
    if language is not None:
        common.append((b"content-language", language.encode("latin-1")))
    if headers:
        common += [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    if etag is not None and status == 200:
        known = header(request, b"if-none-match")
        if known is not None and matches(known, etag):
            return Answer(304, common, b"")
    common.append((b"content-type", media.encode("latin-1")))
    if not compressed and len(body) >= COMPRESS_FROM:
        accepted = header(request, b"accept-encoding")
        chosen = encoding(accepted) if accepted else None
        if chosen is not None:
            common.append((b"content-encoding", chosen.encode("latin-1")))
            body = await compress(body, chosen)
    common.append((b"content-length", str(len(body)).encode("latin-1")))
    return Answer(status, common, b"" if request.method == "HEAD" else body)


def not_modified(request: Request, etag: str, language: str | None = None) -> Answer:
    """304 for a client that was found to have the answer before it was made."""
    common = [*_kept(request, _REVALIDATE), (b"etag", etag.encode("latin-1"))]
    if language is not None:
        common.append((b"content-language", language.encode("latin-1")))
    return Answer(304, common, b"")


def matches(known: str, etag: str) -> bool:
    """Whether an If-None-Match header names `etag` (weak comparison)."""
    opaque = etag.removeprefix("W/")
    return any(tag.strip().removeprefix("W/") in (opaque, "*") for tag in known.split(","))


def _kept(request: Request, cache: str) -> list[tuple[bytes, bytes]]:
    """Who may keep the answer. What may depend on who asks is kept by nobody but the client that asked."""
    if cache == _REVALIDATE and request.scope.get(IDENTITY) is not None:
        return list(_FOR_ONE)
    return [_VARY, (b"cache-control", cache.encode("latin-1"))]


async def compress(body: bytes, how: str) -> bytes:
    """`body` in the content coding `how`, br or gzip; what is large is compressed beside the event loop."""
    if len(body) < _OFF_LOOP_FROM:
        return _compressed(body, how)
    return await asyncio.to_thread(_compressed, body, how)


def _compressed(body: bytes, how: str) -> bytes:
    if how == "br":
        return brotli.compress(body, quality=3)
    packer = zlib.compressobj(3, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(body) + packer.flush()

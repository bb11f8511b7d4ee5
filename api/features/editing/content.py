"""The content of a request: read within bounds of size and time, and as strict JSON.

Names that stand twice, NaN, Infinity and what is no Unicode are refused: readers differ about what such a text says.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from starlette.requests import ClientDisconnect, Request

from api.negotiation import header
from layers.core.errors import ContentTooLarge, ContentTooSlow, InvalidContent, UnsupportedContent

MOST_BYTES = 16 * 1024 * 1024
"""The largest content of a request."""

_OFF_LOOP_FROM = 256 * 1024


def media_type(request: Request, allowed: Sequence[str]) -> str:
    """The media type of the content, without parameters; UnsupportedContent when it is none of `allowed`.

    Also when the content is compressed, or in another encoding of characters than UTF-8.
    """
    given = header(request, b"content-type") or ""
    kind, *parameters = (part.strip().lower() for part in given.split(";"))
    charset = next((p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
    coding = (header(request, b"content-encoding") or "identity").strip().lower()
    said = given if coding == "identity" else f"{given} ({coding})"
    if kind not in allowed or charset not in ("utf-8", "utf8", "us-ascii") or coding != "identity":
        raise UnsupportedContent(value=said, allowed=", ".join(allowed))
    return kind


async def received(request: Request) -> bytes:
    """The whole content; ContentTooLarge as soon as it is more than MOST_BYTES, ContentTooSlow after `content_seconds`."""
    announced = header(request, b"content-length")
    if announced is not None and announced.isdigit() and int(announced) > MOST_BYTES:
        raise _too_large()
    seconds: int = request.app.state.settings.content_seconds
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > MOST_BYTES:
                    raise _too_large()
                parts.append(part)
    except TimeoutError:
        raise ContentTooSlow(seconds=seconds) from None
    except ClientDisconnect:
        raise InvalidContent(reason_en="it broke off", reason_vi="bị ngắt giữa chừng") from None
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def read[Result](request: Request, reading: Callable[[dict[str, Any]], Result]) -> Result:
    """What `reading` makes of the content, a JSON object; InvalidContent when it is none.

    A large content is read beside the event loop, so that nobody waits for it.
    """
    content = await received(request)
    if len(content) < _OFF_LOOP_FROM:
        return reading(parsed(content))
    return await asyncio.to_thread(lambda: reading(parsed(content)))


def parsed(content: bytes) -> dict[str, Any]:
    """`content` as a JSON object; InvalidContent when it is none."""
    try:
        document = json.loads(content.decode(), object_pairs_hook=_unique, parse_constant=_no_number)
    except InvalidContent:
        raise
    except RecursionError:
        raise InvalidContent(reason_en="it is nested too deep", reason_vi="lồng nhau quá sâu") from None
    except json.JSONDecodeError as error:
        where = f"{error.lineno}:{error.colno}"
        raise InvalidContent(reason_en=f"no JSON at {where}", reason_vi=f"không phải JSON tại {where}") from None
    except ValueError:
        raise InvalidContent(reason_en="no JSON in UTF-8", reason_vi="không phải JSON dạng UTF-8") from None
    if not isinstance(document, dict):
        raise InvalidContent(reason_en="no JSON object", reason_vi="không phải đối tượng JSON")
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)[:80]
        raise InvalidContent(
            reason_en=f"the name {twice!r} stands twice in an object",
            reason_vi=f"tên {twice!r} xuất hiện hai lần trong một đối tượng",
        )
    return found


def _no_number(constant: str) -> NoReturn:
    raise InvalidContent(reason_en=f"{constant} is no number in JSON", reason_vi=f"{constant} không phải số trong JSON")


def _too_large() -> ContentTooLarge:
    megabytes = MOST_BYTES // (1024 * 1024)
    return ContentTooLarge(maximum=megabytes, what_en="MiB", what_vi="MiB")

"""One table, exception -> HTTP status, and the one error format: RFC 9457 problem+json with OGC's members beside.

Nothing of the database or of Python leaves in an answer; what we did not foresee is logged and called an internal error.
"""

from __future__ import annotations

import http
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.address import origin
from api.negotiation import language, media_type
from api.ogc.pages import render
from api.respond import respond
from layers.core import errors
from layers.core.declaration import Language, Text

MEDIA = "application/problem+json"
HTML = "text/html; charset=utf-8"

STATUS: dict[type[Exception], tuple[int, str]] = {
    errors.InvalidRequest: (400, "InvalidParameterValue"),
    errors.NotFound: (404, "NotFound"),
    errors.NotAcceptable: (400, "InvalidParameterValue"),
    errors.TooSlow: (503, "QueryTooSlow"),
    errors.Busy: (503, "ServerBusy"),
}
"""HTTP status and OGC exception code of each kind of error; a class stands for those below it."""

_RETRY_SECONDS = {errors.Busy: "5"}
_TITLES: dict[int, Text] = {
    400: Text(vi="Yêu cầu không đúng", en="Bad request"),
    404: Text(vi="Không tìm thấy", en="Not found"),
    405: Text(vi="Phương thức không được phép", en="Method not allowed"),
    500: Text(vi="Lỗi bên trong", en="Internal error"),
    503: Text(vi="Tạm thời không phục vụ được", en="Temporarily unavailable"),
}
_CODES = {404: "NotFound", 405: "MethodNotAllowed"}
_NOTHING_HERE = Text(vi="Không có gì ở địa chỉ này.", en="There is nothing at this address.")
_NOT_ALLOWED = Text(vi="Ở địa chỉ này không dùng được phương thức {0}.", en="{0} is not allowed at this address.")
_FAULT = Text(
    vi="Máy chủ gặp lỗi và đã ghi lại; hãy thử lại, hoặc báo cho quản trị viên.",
    en="The server met an error and has noted it; try again, or tell the administrator.",
)
_log = logging.getLogger(__name__)


async def problem(
    request: Request, status: int, code: str, detail: Text, headers: dict[str, str] | None = None
) -> Response:
    """The answer that says what went wrong, in the language of the request; a page where a page was asked for."""
    return await _written(request, status, code, detail.to(_language(request)), headers)


async def on_error(request: Request, error: Exception) -> Response:
    """The answer to an error of `layers.core.errors`."""
    assert isinstance(error, errors.DonghaError)
    kind = next((k for k in type(error).__mro__ if k in STATUS), None)
    if kind is None:
        return await on_fault(request, error)
    status, code = STATUS[kind]
    retry = _RETRY_SECONDS.get(kind)
    return await _written(
        request, status, code, error.text(_language(request)), {"Retry-After": retry} if retry else None
    )


async def on_http_exception(request: Request, error: Exception) -> Response:
    """The answer to what the router says: nothing here, or not with this method."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        detail = Text(vi=_NOT_ALLOWED.vi.format(request.method), en=_NOT_ALLOWED.en.format(request.method))
    elif error.status_code == 404:
        detail = _NOTHING_HERE
    else:
        detail = Text(vi=str(error.detail), en=str(error.detail))
    code = _CODES.get(error.status_code, "InvalidParameterValue")
    return await problem(request, error.status_code, code, detail, dict(error.headers or {}))


async def on_fault(request: Request, error: Exception) -> Response:
    """The answer to what nobody foresaw."""
    _log.error("fault in %s %s", request.method, request.url.path, exc_info=error)
    return await problem(request, 500, "NoApplicableCode", _FAULT)


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    errors.DonghaError: on_error,
    HTTPException: on_http_exception,
    Exception: on_fault,
}
"""What the application registers as its exception handlers."""


async def _written(request: Request, status: int, code: str, detail: str, headers: dict[str, str] | None) -> Response:
    spoken = _language(request)
    title = _TITLES.get(status)
    body = {
        "type": f"http://www.opengis.net/def/exceptions/ogcapi-features-1/1.0/{code}",
        "title": title.to(spoken) if title else http.HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "code": code,
        "description": detail,
    }
    content, media = orjson.dumps(body), MEDIA
    if _wants_page(request):
        base = f"{origin(request)}/ogc"
        content, media = render("error.html", spoken, str(request.url), base, problem=body).encode(), HTML
    return await respond(request, content, media, status=status, language=spoken, headers=headers, cache="no-store")


def _wants_page(request: Request) -> bool:
    offered = {"json": (MEDIA, "application/json", "application/geo+json"), "html": ("text/html",)}
    f = request.query_params.get("f")
    return (
        media_type(f if f in offered else None, request.headers.get("accept") if f is None else None, offered) == "html"
    )


def _language(request: Request) -> Language:
    lang = request.query_params.get("lang")
    return language(lang if lang in ("vi", "en") else None, request.headers.get("accept-language"))

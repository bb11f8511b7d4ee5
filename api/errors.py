"""One table, exception -> HTTP status, and the one error format: RFC 9457 problem+json with OGC's members beside.

Nothing of the database or of Python leaves in an answer; what we did not foresee is logged and called an internal error.
"""

from __future__ import annotations

import http
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.address import origin
from api.negotiation import header, language, media_type
from api.ogc.pages import render
from api.respond import respond
from layers.core import errors, observation_errors
from layers.core.declaration import Language, Text

MEDIA = "application/problem+json"
HTML = "text/html; charset=utf-8"

STATUS: dict[type[Exception], tuple[int, str]] = {
    errors.InvalidRequest: (400, "InvalidParameterValue"),
    errors.NotFound: (404, "NotFound"),
    errors.NotAcceptable: (400, "InvalidParameterValue"),
    errors.TooSlow: (503, "QueryTooSlow"),
    errors.Busy: (503, "ServerBusy"),
    errors.Refused: (422, "InvalidContent"),
    errors.Conflict: (409, "Conflict"),
    errors.StartOver: (410, "StartOver"),
    errors.Outdated: (412, "PreconditionFailed"),
    errors.ConditionNeeded: (428, "PreconditionRequired"),
    errors.UnsupportedContent: (415, "UnsupportedMediaType"),
    errors.ContentTooLarge: (413, "ContentTooLarge"),
    observation_errors.TooManyValues: (413, "AnswerTooLarge"),
    errors.ContentTooSlow: (408, "RequestTimeout"),
    errors.NotLoggedIn: (401, "NotLoggedIn"),
    errors.Forbidden: (403, "Forbidden"),
    errors.TooManyRequests: (429, "TooManyRequests"),
    errors.ProviderUnreachable: (502, "ProviderUnreachable"),
    observation_errors.WrittenElsewhere: (405, "MethodNotAllowed"),
}
"""HTTP status and OGC exception code of each kind of error; a class stands for those below it."""

_RETRY_SECONDS = "5"
_TITLES: dict[int, Text] = {
    400: Text(vi="Yêu cầu không đúng", en="Bad request"),
    401: Text(vi="Chưa đăng nhập", en="Not logged in"),
    403: Text(vi="Không được phép", en="Forbidden"),
    404: Text(vi="Không tìm thấy", en="Not found"),
    405: Text(vi="Phương thức không được phép", en="Method not allowed"),
    408: Text(vi="Gửi quá chậm", en="Request timeout"),
    409: Text(vi="Mâu thuẫn", en="Conflict"),
    410: Text(vi="Không còn nữa", en="Gone"),
    412: Text(vi="Đã thay đổi", en="Precondition failed"),
    413: Text(vi="Quá lớn", en="Too large"),
    415: Text(vi="Không nhận loại nội dung này", en="Unsupported media type"),
    422: Text(vi="Nội dung bị từ chối", en="Content refused"),
    428: Text(vi="Cần điều kiện", en="Precondition required"),
    429: Text(vi="Quá nhiều yêu cầu", en="Too many requests"),
    500: Text(vi="Lỗi bên trong", en="Internal error"),
    502: Text(vi="Máy chủ khác không trả lời", en="Bad gateway"),
    503: Text(vi="Tạm thời không phục vụ được", en="Temporarily unavailable"),
}
_CODES = {404: "NotFound", 405: "MethodNotAllowed"}
_NOTHING_HERE = Text(vi="Không có gì ở địa chỉ này.", en="There is nothing at this address.")
_NOT_ALLOWED = Text(vi="Ở địa chỉ này không dùng được phương thức {0}.", en="{0} is not allowed at this address.")
_FAULT = Text(
    vi="Máy chủ gặp lỗi và đã ghi lại; hãy thử lại, hoặc báo cho quản trị viên.",
    en="The server met an error and has noted it; try again, or tell the administrator.",
)
_FOR_PROGRAMS = 'Basic realm="Dong Ha", charset="UTF-8"'
_FOR_PAGES = 'Bearer realm="Dong Ha"'
_NOTHING: Mapping[str, Any] = {}
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
    return await _written(
        request, status, code, error.text(_language(request)), _headers(request, kind, error), error.members()
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


async def _written(
    request: Request,
    status: int,
    code: str,
    detail: str,
    headers: dict[str, str] | None,
    members: Mapping[str, Any] = _NOTHING,
) -> Response:
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
        **members,
    }
    content, media = orjson.dumps(body), MEDIA
    if _wants_page(request):
        base = f"{origin(request)}/ogc"
        content, media = render("error.html", spoken, str(request.url), base, problem=body).encode(), HTML
    return await respond(request, content, media, status=status, language=spoken, headers=headers, cache="no-store")


def _headers(request: Request, kind: type[Exception], error: errors.DonghaError) -> dict[str, str] | None:
    if kind is errors.NotLoggedIn:
        return {"WWW-Authenticate": _challenge(request)}
    if kind is observation_errors.WrittenElsewhere:
        return {"Allow": str(error.fields["allow"])}
    if kind is errors.TooManyRequests:
        return {"Retry-After": str(error.fields["seconds"])}
    return {"Retry-After": _RETRY_SECONDS} if kind is errors.Busy else None


def _challenge(request: Request) -> str:
    """How to log in. The pages of a browser have their own way, and `Basic` would open the browser's dialogue over them."""
    return _FOR_PAGES if header(request, b"sec-fetch-mode") else _FOR_PROGRAMS


def _wants_page(request: Request) -> bool:
    offered = {"json": (MEDIA, "application/json", "application/geo+json"), "html": ("text/html",)}
    f = request.query_params.get("f")
    return (
        media_type(f if f in offered else None, request.headers.get("accept") if f is None else None, offered) == "html"
    )


def _language(request: Request) -> Language:
    lang = request.query_params.get("lang")
    return language(lang if lang in ("vi", "en") else None, request.headers.get("accept-language"))

"""The address under which the client knows us; every link starts from it."""

from __future__ import annotations

import re

from starlette.requests import Request

from api.negotiation import header

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?", re.ASCII)


def origin(request: Request) -> str:
    """`https://host[:port][/path]` without a slash at the end: the setting API_URL, else what the request says."""
    settings = getattr(request.app.state, "settings", None)
    if settings is not None and settings.api_url:
        return settings.api_url
    host = header(request, b"host")
    if host is None or not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.scope['scheme']}://{host}"

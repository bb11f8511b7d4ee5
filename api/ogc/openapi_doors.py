"""The house's own addresses beside the OGC API, in OpenAPI: what there is, search, log-in, the live stream, devices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.auth.forms import Form, KeyForm, LoginForm, LogoutForm, PasswordForm
from api.devices import MEDIA as SCHEMA
from api.ogc.openapi_components import SECURED, Document, operation, path_parameter, query_parameter, ref
from api.search import DEFAULT_LIMIT, MAX_LIMIT
from devices.schemas import NAMES

_NAME = "doors"
TAG: Document = {"name": _NAME, "description": "Search, log-in, live stream, devices"}

PARAMETERS: Document = {
    "words": query_parameter(
        "q", "Words to find, with or without Vietnamese accents", {"type": "string"}, required=True
    ),
    "searchLimit": query_parameter(
        "limit",
        f"Number of results; more are cut to {MAX_LIMIT}",
        {"type": "integer", "minimum": 1, "maximum": 2**31 - 1, "default": DEFAULT_LIMIT},
    ),
    "keyId": path_parameter("keyId", "Identifier of the key", {"type": "string"}),
    "schemaName": path_parameter("schemaName", "Kind of message", {"type": "string", "enum": list(NAMES)}),
}
_READ = ("400", "401", "403", "404", "429", "503")
_SENT = (*_READ, "408", "409", "413", "415")
_LIVE = ("layers", "liveBbox")
_DOCUMENT = ref("responses", "Document")
_MESSAGE: Document = {
    "description": "A JSON Schema (2020-12)",
    "content": {SCHEMA: {"schema": ref("schemas", "object")}},
}
_DONE: Document = {"204": {"description": "Done"}}


def paths(root: str) -> dict[str, Document]:
    """The paths, for a server at `root`."""
    made: dict[str, Document] = {
        "/catalogue": {"get": _read("catalogue", "Themes and their layers, with legend, count and bounds")},
        "/health": {"get": _read("health", "Whether the service is well; 503 when it is not")},
        "/search": {"get": _read("search", "Find features by name, code or address", ("words", "searchLimit", "lang"))},
        "/auth/me": {"get": _read("me", "Who asks, and what that role may do")},
        "/auth/login": {"post": _sent("login", "Log in with name and password", LoginForm)},
        "/auth/logout": {"post": _sent("logout", "Log out", LogoutForm, security=[{"session": []}, {}])},
        "/auth/password": {"post": _sent("password", "Change the password", PasswordForm, security=SECURED)},
        "/auth/keys": {
            "get": _read("keys", "API keys of the account", security=SECURED),
            "post": _sent("makeKey", "Make an API key", KeyForm, status="201", security=SECURED),
        },
        "/auth/keys/{keyId}": {
            "delete": operation("revokeKey", "Take an API key back", _NAME, ("keyId",), _DONE, _READ, security=SECURED)
        },
        "/auth/providers": {"get": _read("providers", "OpenID providers to log in with")},
        "/live": {
            "get": _read("live", "What changes, as server-sent events", (*_LIVE, "since"), ref("responses", "Events"))
        },
        "/live/position": {"get": _read("livePosition", "Where the stream of changes stands")},
        "/state": {
            "get": _read(
                "state",
                "The state of features in columns: now, at a moment, or step by step",
                (*_LIVE, "at", "from", "to", "step"),
            )
        },
        "/devices/schema": {"get": _read("messageSchemas", "JSON Schemas of the messages of devices")},
        "/devices/schema/{schemaName}": {
            "get": _read("messageSchema", "JSON Schema of a message", ("schemaName",), _MESSAGE)
        },
    }
    return {path: {"servers": [{"url": root}], **operations} for path, operations in made.items()}


def _read(
    key: str,
    summary: str,
    parameters: Iterable[str] = (),
    reply: Document = _DOCUMENT,
    **more: Any,
) -> Document:
    return operation(key, summary, _NAME, parameters, {"200": reply}, _READ, **more)


def _sent(key: str, summary: str, form: type[Form], *, status: str = "200", **more: Any) -> Document:
    required = any(field.is_required() for field in form.model_fields.values())
    body = {"required": required, "content": {"application/json": {"schema": form.model_json_schema()}}}
    return operation(key, summary, _NAME, (), {status: _DOCUMENT}, _SENT, requestBody=body, **more)

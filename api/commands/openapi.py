"""The addresses of commands for the OpenAPI document of the house."""

from __future__ import annotations

from api.commands.content import CONTENT
from api.ogc.openapi_components import Document, operation, path_parameter, ref

TAG: Document = {"name": "commands", "description": "Commands to devices · Lệnh cho thiết bị"}

_UUID: Document = {"type": "string", "format": "uuid"}
_COUNT: Document = {"type": "integer", "minimum": 0}
PARAMETERS: Document = {"commandId": path_parameter("commandId", "Identifier of the command", _UUID)}
_GIVEN: Document = {
    "type": "object",
    "required": ["count"],
    "properties": {"set": _UUID, "count": _COUNT, "commands": {"type": "array", "items": _UUID}},
}
_FOLLOWED = ("400", "401", "403", "404", "429", "503")
_CANCELLED = (*_FOLLOWED, "409")
_GIVING = (*_CANCELLED, "408", "413", "415", "422")


def paths(root: str, secured: list[Document]) -> Document:
    """The paths of commands, for a server at `root`; `secured` are the ways to say who asks."""
    server = [{"url": root}]
    tag = TAG["name"]
    given = _reply("Given: the set, and the ids of its commands", _GIVEN) | {
        "headers": {
            "Location": {"description": "Address of the command, if it is one", "schema": {"type": "string"}},
        }
    }
    again = _reply("Nothing new: given before, nobody to give it to, or a dry run", _GIVEN)
    command = _reply("The command with every step", ref("schemas", "object"))
    cancelled: Document = {"description": "Cancelled"}
    one = ("commandId", "lang")
    giving = operation(
        "giveCommands",
        "Command devices: all of them or none",
        tag,
        ("lang",),
        {"200": again, "201": given},
        _GIVING,
        security=secured,
        requestBody={"required": True, "content": {"application/json": {"schema": CONTENT}}},
    )
    following = operation(
        "getCommand", "How far a command has come", tag, one, {"200": command}, _FOLLOWED, security=secured
    )
    cancelling = operation(
        "cancelCommand", "Take back what has not been sent", tag, one, {"204": cancelled}, _CANCELLED, security=secured
    )
    return {
        "/commands": {"servers": server, "post": giving},
        "/commands/{commandId}": {"servers": server, "get": following, "delete": cancelling},
    }


def _reply(description: str, schema: Document) -> Document:
    return {"description": description, "content": {"application/json": {"schema": schema}}}

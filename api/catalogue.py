"""`GET /catalogue`: what the map needs to know before it draws: themes, their layers with legend and count, the bounds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.auth.identity import identity_of
from api.ogc.extents import Extent, Extents
from api.respond import respond
from api.scope import readable, role_of
from layers.core.binding import Ability, DeviceBinding
from layers.core.declaration import Text
from layers.core.declared import Declared
from layers.core.roles import ADMINISTRATOR, Role
from layers.core.states import HEARD_AT
from layers.derive.maplibre import legend
from layers.registry import LAYERS, THEMES

FRAME = "wards"
"""The layer whose extent the map shows first: the city's territory."""


async def catalogue(request: Request) -> Response:
    """The catalogue of what the sender may read, as it is now; counts are those of the data that the sender sees."""
    extents: Extents = request.app.state.extents
    identity = identity_of(request)
    layers = readable((cls.declared for cls in LAYERS.values()), identity)
    measured = await extents.for_sender(request, layers)
    body = orjson.dumps(document(layers, measured, role_of(identity)))
    etag = f'W/"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
    return await respond(request, body, "application/json", etag=etag)


def document(layers: Sequence[Declared], extents: dict[str, Extent], role: Role) -> dict[str, Any]:
    """The catalogue of `layers` with the counts and bounds of `extents`, and what `role` may command; its `version` tells
    what it says.

    A theme of which nothing can be read is left out.
    """
    said = {
        "themes": [
            {
                "id": theme.id,
                "title": _both(theme.title),
                "icon": theme.icon,
                "layers": [_layer(layer, extents[layer.name], role) for layer in layers if layer.theme == theme.id],
            }
            for theme in sorted(THEMES.values(), key=lambda theme: theme.order)
            if any(layer.theme == theme.id for layer in layers)
        ],
        "bounds": extents[FRAME].bbox,
        "synthetic": any(extent.synthetic for extent in extents.values()),
    }
    return {**said, "version": hashlib.blake2b(orjson.dumps(said), digest_size=8).hexdigest()}


def _layer(layer: Declared, extent: Extent, role: Role) -> dict[str, Any]:
    binding = layer.layer.device
    return {
        "id": layer.name,
        "title": _both(layer.title),
        "description": _both(layer.description),
        "geometry": layer.geometry.kind,
        "zoom": list(layer.zoom),
        "count": extent.count,
        "bbox": extent.bbox,
        "time": list(layer.time),
        "legend": legend(layer),
        "style_by": layer.style.by,
        "label_by": layer.style.label,
        "observed": [p.name for p in layer.observed if not p.private and p.name != HEARD_AT],
        "device": _device(binding, role) if binding else None,
    }


def _device(binding: DeviceBinding, role: Role) -> dict[str, Any]:
    after = binding.expire_after
    return {
        "main": binding.main,
        "interval_s": binding.interval.total_seconds(),
        "expire_after_s": after.total_seconds() if isinstance(after, timedelta) else None,
        "commands": [_ability(ability, role) for ability in binding.commands],
    }


def _ability(ability: Ability, role: Role) -> dict[str, Any]:
    return {
        "action": ability.action,
        "title": _both(ability.title),
        "allowed": role is ADMINISTRATOR or role in ability.roles,
        "property": ability.property,
        "unit": ability.unit,
        "ge": ability.ge,
        "le": ability.le,
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}

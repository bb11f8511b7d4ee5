"""`GET /catalogue`: what the map needs to know before it draws: themes, their layers with legend and count, the bounds."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.ogc.extents import Extent, Extents
from api.respond import respond
from layers.core.declaration import Text
from layers.core.declared import Declared
from layers.derive.maplibre import legend
from layers.registry import LAYERS, THEMES

FRAME = "wards"
"""The layer whose extent the map shows first: the city's territory."""


async def catalogue(request: Request) -> Response:
    """The catalogue as it is now; counts are those of the data."""
    extents: Extents = request.app.state.extents
    measured = await extents.of(cls.declared for cls in LAYERS.values())
    body = orjson.dumps(document(measured))
    etag = f'W/"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
    return await respond(request, body, "application/json", etag=etag)


def document(extents: dict[str, Extent]) -> dict[str, Any]:
    """The catalogue with the counts and bounds of `extents`; its `version` changes whenever something in it may have."""
    layers = [cls.declared for cls in LAYERS.values()]
    return {
        "themes": [
            {
                "id": theme.id,
                "title": _both(theme.title),
                "icon": theme.icon,
                "layers": [_layer(layer, extents[layer.name]) for layer in layers if layer.theme == theme.id],
            }
            for theme in sorted(THEMES.values(), key=lambda theme: theme.order)
        ],
        "bounds": extents[FRAME].bbox,
        "synthetic": any(extent.synthetic for extent in extents.values()),
        "version": str(sum(extent.version for extent in extents.values())),
    }


def _layer(layer: Declared, extent: Extent) -> dict[str, Any]:
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
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}

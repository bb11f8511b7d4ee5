"""What a listener asks for: layers and a box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.auth.identity import Identity
from api.features.parameters import bbox
from api.feed import Box
from api.live.news import mercator
from api.scope import readable, role_of, scope_of
from layers.core.access import rows, seen_by
from layers.core.crs import CRS84
from layers.core.declared import Declared
from layers.core.errors import Forbidden, InvalidBbox, InvalidParameter, LoginNeeded
from layers.registry import LAYERS

PARAMETERS = ("layers", "bbox", "since", "lang")

_ROUNDED_M = 4.0
"""PostGIS compares boxes in single precision: `/state` gives what lies so far outside at most, so that has to be told too."""


@dataclass(frozen=True)
class Asked:
    """Which layers, in which box (Web Mercator; None: everywhere), seen with whose eyes; listeners who ask alike share it.

    `scope` names the readers who see the same rows, `partly` the layers of which they see only some; `eyes` names for each
    layer with present state the readers who see the same of it.
    """

    scope: str
    layers: frozenset[str]
    partly: frozenset[str]
    box: Box | None
    eyes: tuple[tuple[str, str], ...] = ()


def asked(given: Mapping[str, str], identity: Identity | None) -> Asked:
    """The values of the parameters.

    InvalidParameter for layers that do not exist, InvalidBbox, LoginNeeded or Forbidden for a layer that is not for this
    reader. Without `layers` all that the reader may read.
    """
    layers = asked_layers(given.get("layers"), identity)
    role = role_of(identity)
    return Asked(
        scope_of(identity, layers),
        frozenset(layer.name for layer in layers),
        frozenset(layer.name for layer in layers if rows(layer, role, "read") is not None),
        _rounded(asked_box(given["bbox"])) if "bbox" in given else None,
        tuple((layer.name, scope_of(identity, (layer,))) for layer in layers if layer.observed),
    )


def asked_layers(text: str | None, identity: Identity | None) -> tuple[Declared, ...]:
    """The layers that the parameter `layers` names, all that somebody may read without it; errors as `asked`."""
    if text is None:
        return readable((cls.declared for cls in LAYERS.values()), identity)
    names = set(text.split(","))
    if not names <= LAYERS.keys():
        raise InvalidParameter(
            name="layers",
            value=text,
            expected_en="names of layers, separated by commas, as at /ogc/collections",
            expected_vi="tên các lớp, cách nhau bằng dấu phẩy, như ở /ogc/collections",
        )
    found = [seen_by(LAYERS[name].declared, role_of(identity)) for name in sorted(names)]
    if None in found:
        raise Forbidden() if identity else LoginNeeded()
    return tuple(layer for layer in found if layer is not None)


def asked_box(text: str) -> Box:
    """The box in Web Mercator that the parameter `bbox` tells in degrees; InvalidBbox."""
    west, south, east, north = bbox(text, CRS84).corners
    if west > east:
        raise InvalidBbox(value=text, reason_en="the east is left of the west", reason_vi="đông ở bên trái tây")
    return mercator((west, south, east, north))


def _rounded(box: Box) -> Box:
    west, south, east, north = box
    return west - _ROUNDED_M, south - _ROUNDED_M, east + _ROUNDED_M, north + _ROUNDED_M

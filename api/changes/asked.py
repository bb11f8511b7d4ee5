"""The layer that a request to follow or to look back means, as its sender may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request

from api.auth.identity import Identity, identity_of
from layers.core.access import seen_by
from layers.core.declared import Declared
from layers.core.errors import Forbidden, LoginNeeded, NotFollowed, UnknownFeature, UnknownLayer
from layers.core.roles import PUBLIC, Role


@dataclass(frozen=True, slots=True)
class Sight:
    """Who asks (None: the public), and the layer as it sees it."""

    identity: Identity | None
    layer: Declared

    @property
    def role(self) -> Role:
        """The role in force."""
        return self.identity.role if self.identity else PUBLIC


def sight(request: Request, layers: Mapping[str, Declared]) -> Sight:
    """UnknownLayer; LoginNeeded or Forbidden when the sender may not read it; NotFollowed when it has no log of its own."""
    name: str = request.path_params["collection"]
    layer = layers.get(name)
    if layer is None:
        raise UnknownLayer(name=name)
    identity = identity_of(request)
    seen = seen_by(layer, identity.role if identity else PUBLIC)
    if seen is None:
        raise (LoginNeeded if identity is None else Forbidden)()
    if seen.view:
        raise NotFollowed(name=name)
    return Sight(identity, seen)


def uuid_in_address(layer: Declared, text: str) -> UUID:
    """The identifier of a feature in an address; UnknownFeature when it can be none."""
    try:
        found = UUID(text)
    except ValueError:
        found = None
    if found is None or str(found) != text.lower():
        raise UnknownFeature(layer=layer.name, id=text)
    return found

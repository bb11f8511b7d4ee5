"""Whose eyes something is seen with: answers that are the same for several readers are made once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.auth.identity import Identity
from layers.core.access import PUBLIC, Role, rows, same_as_public, seen_by
from layers.core.declared import Declared
from layers.core.errors import Forbidden, LoginNeeded, UnknownLayer


def role_of(identity: Identity | None) -> Role:
    """The role in which somebody reads; everybody who has not logged in is the public."""
    return identity.role if identity else PUBLIC


def sources(layer: Declared) -> frozenset[str]:
    """The tables that decide what anybody sees of a layer: those that are read, and those by which rows are shown or not."""
    through = {rule.rows.through[1] for rule in layer.layer.access.rules if rule.rows and rule.rows.through}
    return frozenset(through).union(layer.tables)


def tells_state(layer: Declared, table: str) -> bool:
    """Whether the present state of the features of `table` is shown by the layer: it is its own, or a view reads it."""
    return layer.name == table or f"{table}_state" in (layer.view or "")


def readable(layers: Iterable[Declared], identity: Identity | None) -> tuple[Declared, ...]:
    """The layers that somebody may read, each as that reader sees it."""
    role = role_of(identity)
    return tuple(seen for layer in layers if (seen := seen_by(layer, role)) is not None)


def seen(layers: Mapping[str, Declared], name: str, identity: Identity | None) -> Declared:
    """The layer called `name` as somebody sees it; UnknownLayer, and LoginNeeded or Forbidden who may not read it."""
    layer = layers.get(name)
    if layer is None:
        raise UnknownLayer(name=name)
    found = seen_by(layer, role_of(identity))
    if found is None:
        raise LoginNeeded if identity is None else Forbidden
    return found


def scope_of(identity: Identity | None, layers: Iterable[Declared]) -> str:
    """A name that readers share who see the same rows and columns of `layers`; empty for what everybody sees."""
    if identity is None:
        return ""
    role = identity.role
    listed = list(layers)
    if all(same_as_public(layer, role) for layer in listed):
        return ""
    conditions = [sql for layer in listed if (sql := rows(layer, role, "read")) is not None]
    parts = [role.value]
    if conditions:
        parts.append(identity.ward or "")
    if any("actor" in sql for sql in conditions):
        parts.append(identity.name)
    return "/".join(parts)

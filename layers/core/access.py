"""What a role may do with a layer, resolved from its declaration: pure answers for everything that asks.

`layers.core.grants` makes PostgreSQL hold the same; here nothing is enforced.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from layers.core.declared import Declared, Property
from layers.core.roles import (
    ADMINISTRATOR,
    CITIZEN,
    CONSTRUCTION_ORDER,
    CULTURE,
    DEPARTMENTS,
    ECONOMY,
    EVERYONE,
    LAND_ENVIRONMENT,
    OPERATION_CENTRE,
    OWN_WARD,
    POLICE,
    PUBLIC,
    PUBLIC_UTILITIES,
    SERVICE_GROUP,
    STAFF,
    URBAN_MANAGEMENT,
    WARD_OFFICER,
    Access,
    Role,
    only,
    only_where,
    own_department,
    own_rows,
    own_ward,
)

__all__ = [
    "ADMINISTRATOR",
    "CITIZEN",
    "CONSTRUCTION_ORDER",
    "CULTURE",
    "DEPARTMENTS",
    "ECONOMY",
    "EVERYONE",
    "LAND_ENVIRONMENT",
    "OPERATION_CENTRE",
    "POLICE",
    "PUBLIC",
    "PUBLIC_UTILITIES",
    "SERVICE_GROUP",
    "STAFF",
    "URBAN_MANAGEMENT",
    "WARD_OFFICER",
    "Access",
    "Action",
    "Role",
    "actions",
    "by_ward",
    "guarded",
    "limited",
    "only",
    "only_where",
    "own_department",
    "own_rows",
    "own_ward",
    "rows",
    "same_as_public",
    "seen_by",
    "writable",
]

Action = Literal["read", "create", "update", "delete"]

_MOST = 4_000
_SEEN: dict[tuple[int, Role], tuple[Declared, Declared | None]] = {}
_KEPT_BY_THE_HOUSE = frozenset({"fid", "version", "updated_at", "created_by"})


def actions(declared: Declared, role: Role) -> frozenset[Action]:
    """What `role` may do with features of the layer, be it with some of them only."""
    access, found = declared.layer.access, set[Action]()
    if access.reading(role):
        found.add("read")
    if declared.view is None and access.creating(role):
        found.add("create")
    if declared.view is None and access.writing(role):
        found |= {"update", "delete"}
    return frozenset(found)


def seen_by(declared: Declared, role: Role) -> Declared | None:
    """The layer as `role` sees it: what it may read is public in it; None when it may not read the layer.

    For the public it is `declared` itself, and so it is for every role that sees the same.
    """
    key = (id(declared), role)
    found = _SEEN.get(key)
    if found is None:
        if len(_SEEN) >= _MOST:
            _SEEN.clear()
        found = _SEEN[key] = (declared, _seen_by(declared, role))
    return found[1]


def _seen_by(declared: Declared, role: Role) -> Declared | None:
    if declared.layer.access.reading(role) is None:
        return None
    private = declared.layer.access.reads_private(role) and any(p.private for p in declared.properties)
    partial = rows(declared, role, "read") is not None or rows(declared, PUBLIC, "read") is not None
    if not private and partial == declared.partial:
        return declared
    properties = tuple(replace(p, private=False) for p in declared.properties) if private else declared.properties
    return replace(declared, properties=properties, partial=partial)


def writable(declared: Declared, role: Role) -> tuple[Property, ...]:
    """The properties that `role` may give when it adds a feature; none when it may not. `id` is given on adding only."""
    rule = declared.layer.access.creating(role)
    if rule is None or declared.view:
        return ()
    if rule.gives is None:
        seen = seen_by(declared, role)
        names = frozenset(seen.public_by_name if seen else ())
    else:
        names = frozenset(("id", *rule.gives))
    return tuple(
        p for p in declared.properties if p.name in names and not p.observed and p.name not in _KEPT_BY_THE_HOUSE
    )


def same_as_public(declared: Declared, role: Role) -> bool:
    """Whether `role` sees exactly the rows and columns that the public sees."""
    seen, public = seen_by(declared, role), seen_by(declared, PUBLIC)
    if seen is None or public is None:
        return seen is public
    return seen.public == public.public and rows(declared, role, "read") == rows(declared, PUBLIC, "read")


def rows(declared: Declared, role: Role, to: Literal["read", "write"]) -> str | None:
    """The SQL condition for the rows that `role` may read or write (also: add); None when it is all, `false` when none."""
    access = declared.layer.access
    rule = access.reading(role) if to == "read" else access.creating(role)
    if rule is None:
        return "false"
    return rule.rows.sql if rule.rows else None


def by_ward(declared: Declared, role: Role) -> bool:
    """Whether `role` adds to the layer in its own ward only: what it writes must lie there."""
    rule = declared.layer.access.creating(role)
    return rule is not None and rule.rows == OWN_WARD


def limited(declared: Declared) -> bool:
    """Whether some role that reads the layer sees only part of its rows."""
    return any(rows(declared, role, "read") not in (None, "false") for role in Role)


def guarded(declared: Declared) -> bool:
    """Whether an edit must name the version it is based on."""
    return declared.layer.access.guarded

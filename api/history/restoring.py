"""An earlier version made the present one: an edit with the rights of whoever asks, under the same rules as every edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from api.auth import Identity
from api.features.editing.preconditions import Preconditions
from api.features.editing.refused import ATTEMPTS, lost, refused
from api.history.statements import newest
from api.leases import Connection
from api.working import Working
from layers.core.access import Action, actions, guarded, writable
from layers.core.declared import Declared
from layers.core.errors import Forbidden, LoginNeeded, Outdated, UnknownVersion
from layers.core.history import history_table
from layers.core.roles import PUBLIC, Role
from layers.core.statement import Statement


class Restorer:
    """Restores features of `layer` as `identity` (None: as the public)."""

    def __init__(self, working: Working, identity: Identity | None, layer: Declared) -> None:
        self._working = working
        self._identity = identity
        self._layer = layer
        self._role = identity.role if identity else PUBLIC

    async def restore(self, identifier: UUID, number: int, conditions: Preconditions) -> bool:
        """Give the feature the content of its version `number`; whether it came back from deletion.

        UnknownVersion, LoginNeeded, Forbidden, Outdated, ConditionNeeded, and what every edit may be refused for.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self._working.transaction(self._identity) as connection:
                    return await self._done(connection, identifier, number, conditions)
            except Exception as error:
                if attempt < ATTEMPTS and lost(error):
                    continue
                found = refused(error, self._layer, self._identity)
                if found is error:
                    raise
                raise found from error
        raise AssertionError

    async def _done(self, connection: Connection, identifier: UUID, number: int, conditions: Preconditions) -> bool:
        layer, role = self._layer, self._role
        standing = await _row(connection, newest(layer, identifier))
        self._permit("create" if standing is None else "update")
        past = standing is None or standing["version"] != number
        if past and await _row(connection, kept(layer, identifier, number)) is None:
            raise UnknownVersion(layer=layer.name, id=str(identifier), version=number)
        if standing is None:
            if await _row(connection, return_of(layer, role, identifier, number)) is None:
                raise self._forbidden()
            return True
        if guarded(layer):
            conditions.demand()
        conditions.check(standing["version"])
        if standing["version"] == number:
            return False
        based = change(layer, role, identifier, number, (standing["version"],))
        if await _row(connection, based) is None:
            now = await _row(connection, newest(layer, identifier))
            if now is not None and now["version"] == standing["version"]:
                raise self._forbidden()
            raise Outdated(version=now["version"] if now else standing["version"])
        return False

    def _permit(self, action: Action) -> None:
        if action not in actions(self._layer, self._role):
            raise self._forbidden()

    def _forbidden(self) -> Exception:
        return LoginNeeded() if self._identity is None else Forbidden()


async def _row(connection: Connection, statement: Statement) -> Any:
    return await connection.fetchrow(statement.sql, *statement.values)


def change(layer: Declared, role: Role, identifier: UUID, number: int, versions: Sequence[int]) -> Statement:
    """Give a feature that stands at one of `versions` the content of an earlier one, as far as `role` may
    write it; a row with the new `version`, or none.
    """
    sets = ", ".join(f'"{name}" = h."{name}"' for name in (*_names(layer, role), "geom"))
    sql = (
        f'UPDATE layers."{layer.name}" AS f SET {sets}, version = f.version + 1, updated_at = clock_timestamp()'
        f' FROM layers."{history_table(layer.name)}" h'
        f" WHERE f.id = $1::uuid AND h.id = f.id AND h.version = $2::integer AND f.version = ANY($3::integer[])"
        " RETURNING f.version"
    )
    return Statement(sql, (identifier, number, list(versions)))


def return_of(layer: Declared, role: Role, identifier: UUID, number: int) -> Statement:
    """Bring a deleted feature back with the content of a version; a row with its `id`, none when it stands again already."""
    names = (*_names(layer, role), "geom")
    columns, values = (", ".join(f'{alias}"{name}"' for name in names) for alias in ("", "h."))
    sql = (
        f'INSERT INTO layers."{layer.name}" (id, {columns}) SELECT h.id, {values}'
        f' FROM layers."{history_table(layer.name)}" h WHERE h.id = $1::uuid AND h.version = $2::integer'
        " ON CONFLICT (id) DO NOTHING RETURNING id"
    )
    return Statement(sql, (identifier, number))


def kept(layer: Declared, identifier: UUID, number: int) -> Statement:
    """A row when whoever asks may see that version among the superseded ones."""
    sql = f'SELECT 1 FROM layers."{history_table(layer.name)}" h WHERE h.id = $1::uuid AND h.version = $2::integer'
    return Statement(sql, (identifier, number))


def _names(layer: Declared, role: Role) -> tuple[str, ...]:
    return tuple(p.name for p in writable(layer, role) if p.name != "id")

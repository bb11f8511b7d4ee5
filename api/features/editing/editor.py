"""Edits done: each in one transaction with the rights of whoever asks, in one statement where one is enough.

Only when a statement changes nothing is it asked why: the feature is not there (or may not be seen), stands at another
version, or may not be changed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson

from api.auth import Identity
from api.features.editing.preconditions import Preconditions
from api.features.editing.received import Received
from api.features.editing.refused import ATTEMPTS, lost, refused
from api.leases import Connection
from api.scope import role_of
from api.working import Working
from layers.core import edits
from layers.core.access import seen_by
from layers.core.crs import Crs
from layers.core.declared import Declared
from layers.core.edits import Kept
from layers.core.errors import Busy, Conflict, Forbidden, LoginNeeded, Reason, Refused, UnknownFeature
from layers.core.given_geometry import GivenGeometry
from layers.core.given_values import merged
from layers.core.refusals import GEOMETRY, invalid
from layers.core.statement import Statement


@dataclass(frozen=True, slots=True)
class Edited:
    """A feature after an edit: its version, whether it was made by it, and its text where that was asked for."""

    id: UUID
    version: int
    made: bool = False
    feature: bytes | None = None


class Editor:
    """Edits of `layer` as `identity` (None: as the public); coordinates are in `crs`.

    `reading` gives `id` and `feature` for a list of ids, where the answer shall hold the feature as it stands then.
    """

    def __init__(
        self, working: Working, identity: Identity | None, layer: Declared, crs: Crs, reading: str | None = None
    ) -> None:
        self._working = working
        self._identity = identity
        self._layer = layer
        self._crs = crs
        self._reading = reading

    async def create(self, features: Sequence[Received]) -> list[Edited]:
        """Add features, all or none; those that stand there already with the same content are passed over."""
        places = {str(one.id): place for place, one in enumerate(features)}

        async def work(connection: Connection) -> list[Edited]:
            found: dict[UUID, Edited] = {}
            for names, rows in _alike(features):
                found |= await self._insert(connection, names, rows, places)
            return [await self._shown(connection, found[one.id]) for one in features]

        return await self._done(work, features, places if len(features) > 1 else None)

    async def change(self, received: Received, conditions: Preconditions) -> Edited:
        """Change one feature; UnknownFeature, Outdated, Forbidden, LoginNeeded, Refused, Conflict."""

        async def work(connection: Connection) -> Edited:
            edited = await self._change(connection, received, conditions)
            return await self._shown(connection, edited)

        return await self._done(work, [received])

    async def remove(self, identifier: UUID, conditions: Preconditions) -> None:
        """Delete one feature; errors as `change`."""

        async def work(connection: Connection) -> None:
            if conditions.refused != ():
                conditions.check(await self._version(connection, identifier))
            row = await _row(connection, edits.removal(self._layer, identifier, conditions.versions))
            if row is None:
                await self._explain(connection, identifier, conditions)

        await self._done(work, [], deleting=True)

    async def _insert(
        self, connection: Connection, names: tuple[str, ...], rows: list[dict[str, Any]], places: dict[str, int]
    ) -> dict[UUID, Edited]:
        made = await _rows(connection, edits.insertion(self._layer, names, rows, self._crs))
        found = {row["id"]: Edited(row["id"], row["version"], made=True) for row in made}
        others = [row for row in rows if row["id"] not in found]
        if others:
            # What the role may not read of its own content cannot be compared either.
            seen = seen_by(self._layer, role_of(self._identity))
            known = [name for name in names if seen is not None and name in seen.public_by_name]
            same = await _rows(connection, edits.repeated(self._layer, known, others, self._crs))
            found |= {row["id"]: Edited(row["id"], row["version"]) for row in same}
        for row in rows:
            if row["id"] not in found:
                place = places[str(row["id"])] if len(places) > 1 else None
                vi, en = "mã này đã dùng cho nội dung khác", "this identifier stands for another content already"
                raise Conflict(Reason(vi, en, "id", place))
        return found

    async def _change(self, connection: Connection, received: Received, conditions: Preconditions) -> Edited:
        for _ in range(ATTEMPTS):
            edited = await self._changed(connection, received, conditions)
            if edited is not None:
                return edited
        raise Busy

    async def _changed(self, connection: Connection, received: Received, conditions: Preconditions) -> Edited | None:
        """The feature after its change; None when somebody else changed it between the look and the write."""
        layer, geometry, values, versions = self._layer, received.geometry, received.values, conditions.versions
        objects = [name for name, value in values.items() if layer.by_name[name].kind == "object" and value is not None]
        given = geometry if isinstance(geometry, GivenGeometry) else None
        looked: int | None = None
        if given or objects or conditions.refused != () or not (values or geometry is None):
            stands = await _row(connection, edits.standing(layer, received.id, given, self._crs, objects))
            if stands is None:
                raise UnknownFeature(layer=layer.name, id=str(received.id))
            conditions.check(stands["version"])
            if received.merging:
                values = values | {name: merged(_loaded(stands[name]), values[name]) for name in objects}
            if stands["same"]:
                geometry = Kept.GEOMETRY
            if not values and geometry is Kept.GEOMETRY:
                _same_number(received, stands["fid"])
                return Edited(received.id, stands["version"])
            looked = stands["version"]
            versions = (stands["version"],)
        row = await _row(connection, edits.change(layer, received.id, versions, values, geometry, self._crs))
        if row is None:
            current = await self._version(connection, received.id)
            conditions.check(current)
            if looked is not None and looked != current:
                return None
            raise LoginNeeded if self._identity is None else Forbidden
        _same_number(received, row["fid"])
        return Edited(received.id, row["version"])

    async def _version(self, connection: Connection, identifier: UUID) -> int:
        row = await _row(connection, edits.standing(self._layer, identifier))
        if row is None:
            raise UnknownFeature(layer=self._layer.name, id=str(identifier))
        return row["version"]

    async def _explain(self, connection: Connection, identifier: UUID, conditions: Preconditions) -> None:
        """Say why nothing was changed."""
        conditions.check(await self._version(connection, identifier))
        raise LoginNeeded if self._identity is None else Forbidden

    async def _shown(self, connection: Connection, edited: Edited) -> Edited:
        if self._reading is None:
            return edited
        row = await connection.fetchrow(self._reading, [edited.id])
        return edited if row is None else replace(edited, feature=row["feature"])

    async def _done[Result](
        self,
        work: Callable[[Connection], Awaitable[Result]],
        features: Sequence[Received],
        places: dict[str, int] | None = None,
        *,
        deleting: bool = False,
    ) -> Result:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self._working.transaction(self._identity) as connection:
                    return await work(connection)
            except Exception as error:
                if attempt < ATTEMPTS and lost(error):
                    continue
                found = refused(error, self._layer, self._identity, deleting=deleting, features=places)
                if found is error:
                    raise
                raise await self._located(found, features) from error
        raise AssertionError

    async def _located(self, error: Exception, features: Sequence[Received]) -> Exception:
        """An invalid geometry with what is wrong where; other errors as they are."""
        if not isinstance(error, Refused) or error.reasons[0].property != GEOMETRY:
            return error
        first = error.reasons[0]
        for place, one in enumerate(features):
            if not isinstance(one.geometry, GivenGeometry) or first.feature not in (None, place):
                continue
            try:
                async with self._working.transaction(self._identity, read_only=True) as connection:
                    row = await _row(connection, edits.invalidity(one.geometry, self._crs))
            except Exception:  # noqa: BLE001 - the reason is an extra; the refusal stands without it
                return error
            if row is not None:
                text = invalid(row["reason"], row["x"], row["y"])
                return type(error)(Reason(text.vi, text.en, GEOMETRY, place if len(features) > 1 else None))
        return error


def _alike(features: Sequence[Received]) -> list[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    """The features by the properties they give, each kind one statement."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for one in features:
        row = {"id": one.id, edits.GEOMETRY: one.geometry, **one.values}
        found.setdefault(tuple(sorted(one.values)), []).append(row)
    return list(found.items())


def _same_number(received: Received, fid: int) -> None:
    if received.fid is not None and received.fid != fid:
        raise Refused(Reason("chỉ đọc", "it is read-only", "fid"))


def _loaded(text: str | None) -> Any:
    return None if text is None else orjson.loads(text)


async def _row(connection: Connection, statement: Statement) -> Any:
    return await connection.fetchrow(statement.sql, *statement.values)


async def _rows(connection: Connection, statement: Statement) -> list[Any]:
    return await connection.fetch(statement.sql, *statement.values)

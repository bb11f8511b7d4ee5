"""Commands as rows: chosen, written and cancelled with the rights of whoever gives them.

One INSERT writes all commands of a request or none; triggers check each of them against the abilities of its device, and
put it where its device stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from api.auth.identity import Identity
from api.commands.asked import Asked, Within
from api.features.editing.refused import refused
from api.leases import Connection
from api.working import Working
from layers.core.cql2_condition import condition
from layers.core.crs import STORAGE_SRID
from layers.core.declared import Declared
from layers.core.errors import Conflict, Reason, Refused, UnknownFeature
from layers.core.observation_errors import TooManyTargets
from layers.core.statement import Parameters, Statement

MOST_TARGETS = 10_000
NAMES = {"target_layer": "layer", "target_id": "ids", "expires_at": "deadline", "set_id": "set"}
"""How columns of the layer are called in a request."""


class _DryRun(Exception):
    """Undoes what was only tried."""


@dataclass(frozen=True, slots=True)
class Given:
    """The ids of the commands of a request, and how many of them are new."""

    ids: list[UUID]
    new: int


async def give(working: Working, identity: Identity | None, commands: Declared, asked: Asked) -> Given:
    """Write the commands, or only try to (`asked.dry_run`).

    UnknownFeature for an id that is no feature of the layer or has no device; TooManyTargets, LoginNeeded, Forbidden,
    Refused; Conflict when the set stands for other commands already.
    """
    tried: Given | None = None
    try:
        async with working.transaction(identity) as connection:
            tried = await _written(connection, asked)
            if asked.dry_run:
                raise _DryRun
    except _DryRun:
        pass
    except Exception as error:
        raise _named(refused(error, commands, identity)) from error
    assert tried is not None
    return tried


async def cancel(working: Working, identifier: UUID, name: str) -> None:
    """Take a command back that has not been sent yet; Conflict when it has. Who may has been asked before."""
    async with working.service() as connection:
        row = await connection.fetchrow(_CANCEL, identifier, name)
        if row is None:
            raise Conflict(Reason("lệnh đã được gửi hoặc đã kết thúc", "it has been sent or has ended", "status"))


def chosen(asked: Asked) -> Statement:
    """Rows with `id` of the features that have a device, ordered; one more than there may be."""
    parameters = Parameters()
    layer = asked.layer
    conditions = ["true"]
    if asked.ids is not None:
        conditions.append(f"f.id = ANY({parameters.bind(list(asked.ids), 'uuid[]')})")
    if asked.filter is not None:
        conditions.append(condition(layer, asked.filter, parameters))
    if asked.within is not None:
        conditions.append(_near(asked.within, parameters))
    name = parameters.bind(layer.name, "text")
    sql = (
        f"SELECT f.id FROM {layer.from_sql} WHERE {' AND '.join(conditions)}"
        f" AND EXISTS (SELECT FROM layers.devices d WHERE d.layer = {name} AND d.feature_id = f.id)"
        f" ORDER BY f.fid LIMIT {MOST_TARGETS + 1}"
    )
    return Statement(sql, tuple(parameters.values))


async def _written(connection: Connection, asked: Asked) -> Given:
    if asked.within is not None and asked.within.layer is not None:
        await _there(connection, asked.within.layer, asked.within.feature)
    statement = chosen(asked)
    targets = [row["id"] for row in await connection.fetch(statement.sql, *statement.values)]
    if len(targets) > MOST_TARGETS:
        raise TooManyTargets(maximum=MOST_TARGETS)
    found = set(targets)
    missing = [one for one in asked.ids or () if one not in found]
    if missing:
        raise UnknownFeature(layer=asked.layer.name, id=str(missing[0]))
    if not targets:
        return Given([], 0)
    rows = await connection.fetch(
        _GIVE, asked.layer.name, targets, asked.action, asked.value, asked.reason, asked.deadline, asked.set
    )
    if not all(row["same"] for row in rows):
        raise Conflict(Reason("mã này đã dùng cho lệnh khác", "this id stands for other commands already", "set"))
    return Given([row["id"] for row in rows], sum(row["new"] for row in rows))


async def _there(connection: Connection, layer: Declared, feature: UUID | None) -> None:
    if await connection.fetchrow(f'SELECT FROM layers."{layer.name}" f WHERE f.id = $1', feature) is None:
        raise UnknownFeature(layer=layer.name, id=str(feature))


def _near(within: Within, parameters: Parameters) -> str:
    metres = parameters.bind(within.distance_m, "float8")
    if within.layer is not None:
        other = parameters.bind(within.feature, "uuid")
        place = f'(SELECT o.geom FROM layers."{within.layer.name}" o WHERE o.id = {other})'
    else:
        assert within.shape is not None
        given = parameters.bind(within.shape.ewkb, "ext.geometry")
        place = f"(SELECT ext.ST_Transform({given}, {STORAGE_SRID}))"
    return f"ext.ST_DWithin(f.geom, {place}, {metres})"


def _named(error: Exception) -> Exception:
    """A refusal in the names of the request."""
    if not isinstance(error, Refused) or isinstance(error, Conflict):
        return error
    return Refused(*(_renamed(reason) for reason in error.reasons))


def _renamed(reason: Reason) -> Reason:
    return Reason(reason.vi, reason.en, NAMES.get(reason.property or "", reason.property))


# The id follows from the set and the target, so that a request that comes twice writes nothing twice.
_GIVE = """
WITH made AS MATERIALIZED (
    SELECT t.id AS target, md5($7::uuid::text || t.id::text)::uuid AS id, t.place
    FROM unnest($2::uuid[]) WITH ORDINALITY t (id, place)
), new AS (
    INSERT INTO layers.commands (id, target_layer, target_id, action, value, reason, expires_at, set_id)
    SELECT m.id, $1::text, m.target, $3::text, $4::float8, $5::text,
        coalesce($6::timestamptz, now() + interval '5 minutes'), $7::uuid
    FROM made m ORDER BY m.place
    ON CONFLICT (id) DO NOTHING RETURNING id
)
SELECT m.id, n.id IS NOT NULL AS new,
    c.id IS NULL OR (c.target_layer, c.action) = ($1::text, $3::text) AND c.value IS NOT DISTINCT FROM $4::float8 AS same
FROM made m LEFT JOIN new n ON n.id = m.id LEFT JOIN layers.commands c ON c.id = m.id ORDER BY m.place
"""

_CANCEL = """
WITH gone AS (
    UPDATE layers.commands_state s SET status = 'cancelled', status_at = now(), phenomenon_time = now()
    FROM layers.commands c WHERE c.id = $1::uuid AND s.fid = c.fid AND s.status = 'queued' AND s.attempts = 0
    RETURNING c.id
)
INSERT INTO layers.command_events (command_id, status, actor) SELECT id, 'cancelled', $2::text FROM gone
RETURNING command_id
"""

"""Errors of the database as errors of the house: what an edit broke, in the words of the layer."""

from __future__ import annotations

from collections.abc import Mapping

import asyncpg

from api.auth.identity import Identity
from layers.core.access import by_ward
from layers.core.declared import Declared
from layers.core.errors import DonghaError, Forbidden, OutsideWard
from layers.core.refusals import AGAIN, Failure, Refusals
from layers.registry import LAYERS

ATTEMPTS = 4
"""How often a transaction is tried that loses against another one."""

_REFUSALS = Refusals(cls.declared for cls in LAYERS.values())


def cause(error: BaseException) -> asyncpg.PostgresError | None:
    """The error of the database behind `error`."""
    if isinstance(error, asyncpg.PostgresError):
        return error
    behind = error.__cause__
    return behind if isinstance(behind, asyncpg.PostgresError) else None


def lost(error: BaseException) -> bool:
    """Whether a transaction failed only because another one came first."""
    behind = cause(error)
    return behind is not None and _text(behind, "sqlstate") in AGAIN


def refused(
    error: Exception,
    layer: Declared,
    identity: Identity | None,
    *,
    deleting: bool = False,
    features: Mapping[str, int] | None = None,
) -> Exception:
    """The error to raise for an edit of `layer` that failed with `error`; `error` itself when it says all there is."""
    if isinstance(error, Forbidden) and identity is not None and identity.ward and by_ward(layer, identity.role):
        return OutsideWard(ward=identity.ward)
    behind = cause(error)
    if behind is None:
        return error
    failure = Failure(
        sqlstate=_text(behind, "sqlstate") or "",
        message=str(behind),
        detail=_text(behind, "detail"),
        constraint=_text(behind, "constraint_name"),
        table=_text(behind, "table_name"),
        column=_text(behind, "column_name"),
    )
    found = _REFUSALS.refusal(layer, failure, deleting=deleting, features=features)
    if found is None or (isinstance(found, Forbidden) and isinstance(error, DonghaError)):
        return error
    return found


def _text(error: asyncpg.PostgresError, name: str) -> str | None:
    value = getattr(error, name, None)
    return value if isinstance(value, str) else None

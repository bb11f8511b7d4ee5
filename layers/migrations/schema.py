"""The declared schema: what the newest revision must give."""

from __future__ import annotations

from layers.core import ddl
from layers.core import script as sql
from layers.registry import LAYERS, RECORDS

METADATA = ddl.metadata((c.declared for c in LAYERS.values()), (c.recorded for c in RECORDS.values()))
"""Every declared table."""


def script() -> str:
    """Every statement of the schema, from an empty database."""
    layers = [c.declared for c in LAYERS.values()]
    return sql.script(layers, [c.recorded for c in RECORDS.values()], METADATA)

"""The devices of the sample city: one for each feature that reports, speaking as its layer's binding says."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from ingest.sample_city.sheet import SOURCE
from layers.core.declared import Declared
from layers.core.states import dated_statement
from layers.registry import LAYERS

_SILENT = 3
"""A device counts as silent when it has missed so many of its reports."""

_RADIO = """
INSERT INTO layers.devices (layer, feature_id, protocol, dev_eui, application, decoder, silent_after_s, source)
SELECT %(layer)s, f.id, 'chirpstack', f.dev_eui, '1', CASE %(layer)s WHEN 'flood_points' THEN 'flood_point' END,
    %(silent)s, %(source)s
FROM layers.{} f
WHERE NOT EXISTS (SELECT FROM layers.devices d WHERE d.layer = %(layer)s AND d.feature_id = f.id)
ORDER BY f.fid
"""


def register(cursor: psycopg.Cursor[Any]) -> int:
    """Register what has no device yet, and date present values that have no moment; the number of new devices."""
    made = 0
    for declared in _reporting():
        binding = declared.layer.device
        if binding is None or isinstance(binding.expire_after, str):
            continue
        cursor.execute(sql.SQL(dated_statement(declared)))  # pyright: ignore[reportArgumentType]
        silent_s = round(_SILENT * binding.interval.total_seconds())
        if binding.codec == "chirpstack":
            said = {"layer": declared.name, "silent": silent_s, "source": SOURCE}
            made += cursor.execute(sql.SQL(_RADIO).format(sql.Identifier(declared.name)), said).rowcount
            continue
        asked = [declared.name, binding.codec, silent_s, SOURCE]
        found = cursor.execute("SELECT layers.register_devices(%s, %s, %s, %s)", asked).fetchone()
        made += found[0] if found else 0
    return made


def _reporting() -> list[Declared]:
    return [cls.declared for cls in LAYERS.values() if cls.declared.layer.device is not None]

"""Connections of the owner (migrations, loads) over psycopg; the web's reader pool is `api.database`."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.rows import TupleRow

SEARCH_PATH = "layers, ext"
READER_ROLE = "dongha_public"
"""The group role of everybody who has not logged in: SELECT on public columns only."""


def connect(url: str, **options: Any) -> psycopg.Connection[TupleRow]:
    """A connection of the owner with the house's search path; psycopg.OperationalError when the server is away."""
    return psycopg.connect(url, options=f"-c search_path={SEARCH_PATH.replace(' ', '')}", **options)

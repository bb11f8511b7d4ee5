"""Revisions whose statements stand in an SQL file beside them."""

from __future__ import annotations

from pathlib import Path

from alembic import op


def run(revision: str) -> None:
    """Run the script beside the revision's file as it stands; psycopg sends it whole because it has no parameters."""
    script = Path(revision).with_suffix(".sql").read_text(encoding="utf-8")
    connection = op.get_bind().connection.driver_connection
    if connection is None:
        raise RuntimeError("the migration needs a live connection")
    connection.execute(script)

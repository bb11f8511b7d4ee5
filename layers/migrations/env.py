"""Alembic's entry: runs the revisions in one transaction as the owner."""

from __future__ import annotations

from alembic import context
from sqlalchemy import NullPool, create_engine

from layers.migrations.schema import METADATA

_URL = context.config.get_main_option("sqlalchemy.url") or ""

with create_engine(_URL, poolclass=NullPool).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        version_table_schema="public",
        include_schemas=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()

"""Alembic migrations: how an existing database becomes what is declared."""

"""The database as its owner, for commands that write in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from api.cli.console import Trouble


@contextmanager
def owning(url: str) -> Iterator[psycopg.Connection]:
    """A transaction of the owner; Trouble when the schema is an older one."""
    try:
        with psycopg.connect(url, connect_timeout=15) as connection:
            yield connection
    except psycopg.errors.UndefinedTable as error:
        raise old_schema() from error


def old_schema() -> Trouble:
    """The Trouble of a database that has to be brought forward first."""
    return Trouble("lược đồ CSDL chưa mới nhất", "the database is not at the newest schema: run ./dongha migrate")

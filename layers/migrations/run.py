"""Bring a database to the newest revision."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from layers.core import grants
from layers.core.db import connect

_HERE = Path(__file__).resolve().parent


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate the database at `url` (libpq URL of the owner) to `revision`, in one transaction.

    What a dump or a new PostGIS has lost of the leakproof mark is said again, as nothing else would notice: reads under a row
    policy would merely be slow.
    """
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    driver_url = make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    config.set_main_option("sqlalchemy.url", driver_url.replace("%", "%%"))
    command.upgrade(config, revision)
    with connect(url, autocommit=True) as connection:
        marked = connection.execute(grants.IS_LEAKPROOF.encode()).fetchone()
        if marked == (False,):
            connection.execute(grants.leakproof().encode())

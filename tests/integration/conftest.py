"""A city that is under attack: its own database and server, with somebody of every role at both of its doors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.conftest import Databases, serving
from tests.contract.logins import Logins, logins


@pytest.fixture(scope="package")
def besieged_url(databases: Databases, city_template: str) -> Iterator[str]:
    """The database that the attackers write in."""
    with databases.lent(city_template) as url:
        yield url


@pytest.fixture(scope="package")
def besieged(besieged_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logins]:
    """Everybody at the server's door; whatever they tried, the server has met no fault of its own."""
    log = tmp_path_factory.mktemp("besieged") / "server.log"
    with serving(besieged_url, log, CONTENT_SECONDS="2") as base, logins(besieged_url, base) as made:
        yield made
    assert "Traceback" not in log.read_text(errors="replace")


@pytest.fixture(scope="package")
def owner(besieged_url: str) -> Iterator[psycopg.Connection[Any]]:
    """The owner's own connection, to prepare and to look."""
    with psycopg.connect(besieged_url, options="-c search_path=layers,ext", autocommit=True) as connection:
        yield connection

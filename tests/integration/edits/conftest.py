"""A city to edit, a server on it, and everybody who may log in there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from layers.core.access import ADMINISTRATOR
from tests.conftest import serving
from tests.contract.logins import Logins, logins
from tests.integration.edits.asking import SECONDS


@pytest.fixture(scope="module")
def people(own_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logins]:
    log = tmp_path_factory.mktemp("edits") / "server.log"
    with serving(own_url, log, CONTENT_SECONDS=str(SECONDS)) as base, logins(own_url, base) as made:
        yield made
    assert "Traceback" not in log.read_text(), "a fault of the server"


@pytest.fixture(scope="module")
def http(people: Logins) -> Iterator[httpx.Client]:
    """The administrator."""
    with people.http(ADMINISTRATOR) as client:
        yield client


@pytest.fixture(scope="module")
def owner(own_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(own_url, options="-c search_path=layers,ext", autocommit=True) as connection:
        yield connection

"""What several modules share: a city under attack, a sample city of the module's own, a street with devices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.conftest import Databases, serving
from tests.contract.logins import Logins, logins
from tests.integration.listening import wait_for_log
from tests.integration.street import Ingest, Publisher, Street, street


@pytest.fixture(scope="package")
def besieged_url(databases: Databases, city_template: str) -> Iterator[str]:
    """The database that the attackers write in."""
    with databases.lent(city_template) as url:
        yield url


@pytest.fixture(scope="package")
def besieged(besieged_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logins]:
    """Everybody at the server's door; whatever they tried, the server has met no fault of its own."""
    log = tmp_path_factory.mktemp("besieged") / "server.log"
    with serving(besieged_url, log, CONTENT_SECONDS="4") as base, logins(besieged_url, base) as made:
        yield made
    assert "Traceback" not in log.read_text(errors="replace")


@pytest.fixture(scope="package")
def owner(besieged_url: str) -> Iterator[psycopg.Connection[Any]]:
    """The owner's own connection, to prepare and to look."""
    with psycopg.connect(besieged_url, options="-c search_path=layers,ext", autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def own_url(databases: Databases, city_template: str) -> Iterator[str]:
    """A sample city that the tests of a module share, each with features of its own, or the same ones again."""
    with databases.lent(city_template) as url:
        yield url


@pytest.fixture(scope="module")
def city(own_url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection to that city: of somebody who edits with psql, or of what devices would have written."""
    with psycopg.connect(own_url, autocommit=True, options="-c search_path=layers,ext -c timezone=UTC") as connection:
        yield connection


@pytest.fixture(scope="module")
def own_server(own_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on that city."""
    with serving(own_url, tmp_path_factory.mktemp("own") / "server.log") as url:
        yield url


@pytest.fixture
def base(own_server: str, city: psycopg.Connection[Any]) -> str:
    """The server, when it has told all that the test before has done."""
    wait_for_log(city, own_server)
    return own_server


@pytest.fixture(scope="module")
def town(databases: Databases, empty_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """A street on a database of the module's own, with its broker."""
    with databases.lent(empty_template) as url, street(url, tmp_path_factory.mktemp("street")) as made:
        yield made


@pytest.fixture(scope="module")
def ingest(town: Street) -> Iterator[Ingest]:
    """The ingest at work in that street; whatever it was told, it has met no fault of its own."""
    process = Ingest(town.login, town.broker.url, town.folder).start()
    yield process
    assert process.stop() == 0, process.said
    assert "Traceback" not in process.said


@pytest.fixture
def device(town: Street) -> Iterator[Publisher]:
    """Somebody who publishes in that street."""
    publisher = Publisher(town.broker.port)
    yield publisher
    publisher.close()

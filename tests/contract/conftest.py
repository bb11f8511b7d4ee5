"""A city of its own for the tests of rights, with somebody of every role at both of its doors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.conftest import Databases, serving
from tests.contract.logins import Logins, logins


@pytest.fixture(scope="package")
def roles_url(databases: Databases, city_template: str) -> Iterator[str]:
    with databases.lent(city_template) as url:
        yield url


@pytest.fixture(scope="package")
def people(roles_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logins]:
    with (
        serving(roles_url, tmp_path_factory.mktemp("access") / "server.log") as base,
        logins(roles_url, base) as made,
    ):
        yield made


@pytest.fixture(scope="package")
def owner(roles_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(roles_url, options="-c search_path=layers,ext", autocommit=True) as connection:
        yield connection

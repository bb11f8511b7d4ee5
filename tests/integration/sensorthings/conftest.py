"""A city whose gauges have been heard: its server, everybody at its door, and a client of the standard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psycopg
import pytest

from tests.conftest import Databases, serving
from tests.contract.logins import Logins, logins

ROOT = "/sta/v1.1"

_HEARD = """
SELECT layers.keep_partitions();
SELECT layers.ensure_partition(current_date - 1);
INSERT INTO layers.observations (phenomenon_time, result, datastream, result_time, flags)
SELECT t, round((2 + sin(extract(epoch FROM t) / 5000))::numeric, 3), s.id, t + interval '1 s', s.fid % 2
FROM layers.datastreams s, generate_series(date_trunc('hour', now()) - interval '10 hours', now(), '30 s') t
WHERE s.layer = 'flood_points' AND s.property = 'level_m';
INSERT INTO layers.observations (phenomenon_time, result_text, datastream)
SELECT date_trunc('hour', now()) - interval '1 hour', CASE WHEN s.fid % 3 = 0 THEN 'off' ELSE 'on' END, s.id
FROM layers.datastreams s WHERE s.layer = 'street_lamps' AND s.property = 'status' AND s.fid % 50 = 0;
ANALYZE layers.observations;
"""


@pytest.fixture(scope="package")
def sensed_url(databases: Databases, city_template: str) -> Iterator[str]:
    """The database of that city."""
    with databases.lent(city_template) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(_HEARD)
        yield url


@pytest.fixture(scope="package")
def sensed(sensed_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logins]:
    """Everybody at the server's door; whatever was asked, the server has met no fault of its own."""
    log = tmp_path_factory.mktemp("sensed") / "server.log"
    with serving(sensed_url, log) as base, logins(sensed_url, base) as made:
        yield made
    assert "Traceback" not in log.read_text(errors="replace")


@pytest.fixture(scope="package")
def base(sensed: Logins) -> str:
    """The address of the service."""
    from layers.core.access import PUBLIC

    with sensed.http(PUBLIC) as client:
        return f"{str(client.base_url).rstrip('/')}{ROOT}"


@pytest.fixture(scope="package")
def sta(base: str) -> Iterator[httpx.Client]:
    """The public as a client of the service."""
    with httpx.Client(base_url=base, timeout=60, headers={"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture(scope="package")
def ask(sta: httpx.Client) -> Callable[..., dict[str, Any]]:
    """Asks for a document: `ask("Things", filter="id eq 1")`."""

    def asked(path: str, **options: Any) -> dict[str, Any]:
        response = sta.get(path, params={f"${name}": value for name, value in options.items()})
        assert response.status_code == 200, (path, options, response.text)
        return response.json()

    return asked


@pytest.fixture(scope="package")
def owner(sensed_url: str) -> Iterator[psycopg.Connection[Any]]:
    """The owner's own connection, to prepare and to look."""
    with psycopg.connect(sensed_url, options="-c search_path=layers,ext", autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="package")
def gauge(owner: psycopg.Connection[Any]) -> int:
    """The datastream of the water level of a gauge."""
    row = owner.execute(
        "SELECT id FROM layers.datastreams WHERE layer = 'flood_points' AND property = 'level_m' ORDER BY id LIMIT 1"
    ).fetchone()
    assert row
    return row[0]

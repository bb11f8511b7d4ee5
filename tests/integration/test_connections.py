"""The server outlives its connections: when the database has dropped them all, nobody is sent away for it."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import psycopg

from api.cli.user import NewAccount, add, remove
from tests.conftest import serving

ITEMS = "/ogc/collections/trees/items?limit=1"
DROPPED = (
    "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def test_dropped_connections_cost_no_request(own_city_url: str, tmp_path: Path) -> None:
    add(own_city_url, NewAccount(name="lan", role="administrator", title="Lan", password="một câu dễ nhớ"))
    try:
        with (
            serving(own_city_url, tmp_path / "server.log") as base,
            httpx.Client(base_url=base, timeout=60) as everybody,
            httpx.Client(base_url=base, timeout=60, auth=("lan", "một câu dễ nhớ")) as lan,
        ):
            for client in (everybody, lan):
                assert client.get(ITEMS).status_code == 200
            with psycopg.connect(own_city_url, autocommit=True) as owner:
                row = owner.execute(DROPPED).fetchone()
                assert row is not None
                assert row[0] >= 8
            _heard(everybody)
            for _ in range(12):
                for client in (everybody, lan):
                    assert client.get(ITEMS).status_code == 200
    finally:
        remove(own_city_url, "lan")


def _heard(client: httpx.Client) -> None:
    """Wait until the change log is read again: by then the server has noticed what happened."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        health = client.get("/health")
        if health.status_code == 200 and health.json()["changes_age_s"] < 0.5:
            return
        time.sleep(0.05)
    raise AssertionError("the server did not come back")

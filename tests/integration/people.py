"""People of the tests: accounts in a database, and clients that have logged in."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator

import httpx
import psycopg

from api.cli.user import NewAccount, add, remove

PASSWORD = "một mật khẩu rất dài"


def account(url: str, name: str, role: str, *, ward: str | None = None) -> str:
    """Make an account with `PASSWORD`; gives its name."""
    add(url, NewAccount(name=name, role=role, ward=ward, title=f"{name} của kiểm thử", password=PASSWORD))
    return name


@contextlib.contextmanager
def passing(url: str, role: str, ward: str | None = None) -> Iterator[tuple[str, str]]:
    """Name and password of a new account, which is removed in the end."""
    name = account(url, f"t{uuid.uuid4().hex[:12]}", role, ward=ward)
    try:
        yield name, PASSWORD
    finally:
        remove(url, name)


def wards(url: str) -> list[str]:
    """The codes of the wards that have parcels."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT DISTINCT ward_code FROM layers.land_parcels ORDER BY 1").fetchall()
    return [row[0] for row in rows if row[0]]


@contextlib.contextmanager
def visiting(base: str, **headers: str) -> Iterator[httpx.Client]:
    """A client that nobody has logged in with; asks in English."""
    with httpx.Client(base_url=base, timeout=60, headers={"Accept-Language": "en", **headers}) as client:
        yield client


@contextlib.contextmanager
def logged_in(base: str, name: str, password: str = PASSWORD) -> Iterator[httpx.Client]:
    """A client with the session of an account; sends the session's CSRF token with everything, as the map does."""
    with visiting(base) as client:
        answer = client.post("/auth/login", json={"name": name, "password": password})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        yield client

"""One account and one PostgreSQL login of every role, as `dongha user add --database` makes them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import argon2
import httpx
import psycopg
from psycopg import sql

from layers.core.access import PUBLIC, WARD_OFFICER, Role, actions
from layers.core.declared import Declared

WARD = "19333"
OTHER_WARD = "19336"
PASSWORD = "Mat-khau-cua-phep-thu-1"


def first_reader(layer: Declared, *, of_private: bool = True) -> Role | None:
    """The first role, the public before all, that reads the layer; without its private properties, if asked so."""
    readers = (role for role in Role if "read" in actions(layer, role))
    return next((role for role in readers if of_private or not layer.layer.access.reads_private(role)), None)


class Logins:
    """The same people at both doors: over HTTP and on a connection of their own."""

    def __init__(self, url: str, base: str, prefix: str) -> None:
        self._url = url
        self._base = base
        self._prefix = prefix

    def name(self, role: Role) -> str:
        return f"{self._prefix}.{role.value.replace('_', '-')}"

    def http(self, role: Role) -> httpx.Client:
        """A client that asks as that role; the public has not logged in."""
        auth = None if role is PUBLIC else (self.name(role), PASSWORD)
        return httpx.Client(base_url=self._base, auth=auth, timeout=120, headers={"Accept-Language": "en"})

    def database(self, role: Role) -> psycopg.Connection[Any]:
        """A connection with that role's own login."""
        parts = urlsplit(self._url)
        server = parts.netloc.rpartition("@")[2]
        url = urlunsplit(parts._replace(netloc=f"{self.name(role)}:{PASSWORD}@{server}"))
        return psycopg.connect(url, options="-c search_path=layers,ext")


@contextmanager
def logins(url: str, base: str) -> Iterator[Logins]:
    """Accounts and logins of all roles for the database at `url`, whose server is at `base`; the logins go at the end."""
    made = Logins(url, base, f"t{uuid.uuid4().hex[:8]}")
    kept = argon2.PasswordHasher().hash(PASSWORD)
    with psycopg.connect(url, autocommit=True) as owner:
        try:
            for role in Role:
                name = made.name(role)
                owner.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}").format(
                        sql.Identifier(name), sql.Literal(PASSWORD), sql.Identifier(role.group)
                    )
                )
                if role is not PUBLIC:
                    owner.execute(
                        "INSERT INTO auth.accounts (name, title, role, ward_code, password_hash) VALUES (%s, %s, %s, %s, %s)",
                        [name, role.title.vi, role.value, WARD if role is WARD_OFFICER else None, kept],
                    )
            yield made
        finally:
            for role in Role:
                owner.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(made.name(role))))

"""One account and one PostgreSQL login of every role, as `dongha user add --database` makes them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg
from psycopg import sql

from api.cli.user import NewAccount, add, remove
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

    def __init__(self, url: str, base: str) -> None:
        self._url = url
        self._base = base
        self._prefix = f"t{uuid.uuid4().hex[:8]}"
        self._passwords: dict[Role, str] = {}

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
        url = urlunsplit(parts._replace(netloc=f"{self.name(role)}:{self._passwords[role]}@{server}"))
        return psycopg.connect(url, options="-c search_path=layers,ext")

    def come(self) -> None:
        """Make the accounts and logins; the public has no account, but may be given a login."""
        for role in Role:
            if role is PUBLIC:
                self._run(
                    "CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}", sql.Literal(PASSWORD), sql.Identifier(role.group)
                )
                self._passwords[role] = PASSWORD
            else:
                account = NewAccount(
                    name=self.name(role),
                    role=role.value,
                    ward=WARD if role is WARD_OFFICER else None,
                    title=role.title.vi,
                    password=PASSWORD,
                    database=True,
                )
                self._passwords[role] = add(self._url, account).database_password or ""

    def go(self) -> None:
        """Remove them."""
        for role in self._passwords:
            if role is PUBLIC:
                self._run("DROP ROLE {}")
            else:
                remove(self._url, self.name(role))

    def _run(self, statement: LiteralString, *more: sql.Composable) -> None:
        with psycopg.connect(self._url, autocommit=True) as owner:
            owner.execute(sql.SQL(statement).format(sql.Identifier(self.name(PUBLIC)), *more))


@contextmanager
def logins(url: str, base: str) -> Iterator[Logins]:
    """Accounts and logins of all roles for the database at `url`, whose server is at `base`; they go at the end."""
    made = Logins(url, base)
    try:
        made.come()
        yield made
    finally:
        made.go()

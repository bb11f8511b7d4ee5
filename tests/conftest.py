"""What every test may ask for: databases made from templates, and the server with the sample city in it.

The databases live in the cluster of DATABASE_URL, whose user may create databases. Templates carry a digest of the code
that makes them in their name, so that a second run finds them and a change makes new ones.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from psycopg import sql

from layers.core.settings import ROOT
from tests.contract.logins import Logins, logins

# What one run finds the next one finds too, and a busy machine is no fault.
_SLOWLY = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
hypothesis.register_profile("house", deadline=None, derandomize=True, suppress_health_check=_SLOWLY)
hypothesis.load_profile("house")

_DECLARED = ("layers/migrations",)
_CITY = ("layers/migrations", "layers/themes", "ingest/sample_city")


def _digest(folders: tuple[str, ...]) -> str:
    sha = hashlib.sha256()
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".sql"):
                sha.update(path.relative_to(ROOT).as_posix().encode())
                sha.update(path.read_bytes())
    return sha.hexdigest()[:12]


def with_database(url: str, name: str) -> str:
    """`url` with another database name."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


class Databases:
    """Makes and drops databases in the cluster of the tests."""

    def __init__(self, url: str) -> None:
        self.url = url

    def run(self, statement: LiteralString, *names: str) -> None:
        with psycopg.connect(with_database(self.url, "postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(n) for n in names)))

    def exists(self, name: str) -> bool:
        with psycopg.connect(with_database(self.url, "postgres"), autocommit=True) as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def drop(self, name: str) -> None:
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        with psycopg.connect(with_database(self.url, "postgres"), autocommit=True) as connection:
            logins = connection.execute("SELECT rolname FROM pg_roles WHERE rolname ^@ %s", [f"{name}_"]).fetchall()
            for (login,) in logins:
                connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(login)))

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """One test run at a time makes templates."""
        with psycopg.connect(with_database(self.url, "postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(hashtext('templates of the tests'))")
            yield

    def copy(self, template: str, name: str) -> str:
        self.run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return with_database(self.url, name)

    @contextlib.contextmanager
    def lent(self, template: str) -> Iterator[str]:
        """The URL of a copy of `template` that is gone afterwards, whatever happens to it."""
        name = f"test_{uuid.uuid4().hex}"
        try:
            yield self.copy(template, name)
        finally:
            self.drop(name)


@pytest.fixture(scope="session")
def databases() -> Databases:
    """The cluster the tests work in."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        pytest.exit("DATABASE_URL is not set: run ./dongha test", returncode=2)
    return Databases(url)


@pytest.fixture(scope="session")
def empty_template(databases: Databases) -> str:
    """Name of a migrated database without a feature in it; copy it, do not connect to it."""
    from layers.migrations.run import upgrade

    name = f"test_empty_{_digest(_DECLARED)}"
    with databases.alone():
        if not databases.exists(name):
            databases.drop(f"{name}_new")
            databases.run("CREATE DATABASE {}", f"{name}_new")
            upgrade(with_database(databases.url, f"{name}_new"))
            databases.run("ALTER DATABASE {} RENAME TO {}", f"{name}_new", name)
    return name


@pytest.fixture(scope="session")
def city_template(databases: Databases, empty_template: str) -> str:
    """Name of a database with the sample city; copy it, do not connect to it."""
    from ingest.sample_city import load

    name = f"test_city_{_digest(_CITY)}"
    with databases.alone():
        if not databases.exists(name):
            databases.drop(f"{name}_new")
            load(databases.copy(empty_template, f"{name}_new"))
            databases.run("ALTER DATABASE {} RENAME TO {}", f"{name}_new", name)
    return name


@pytest.fixture
def empty_url(databases: Databases, empty_template: str) -> Iterator[str]:
    """A migrated database of the test's own, without a feature in it."""
    with databases.lent(empty_template) as url:
        yield url


@pytest.fixture(scope="session")
def city_url(databases: Databases, city_template: str) -> Iterator[str]:
    """The sample city, shared by the session: read only."""
    with databases.lent(city_template) as url:
        yield url


@pytest.fixture
def own_city_url(databases: Databases, city_template: str) -> Iterator[str]:
    """A sample city of the test's own, to write in."""
    with databases.lent(city_template) as url:
        yield url


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


_OFTEN = {"LOGIN_RATE": "1000/minute", "PUBLIC_WRITE_RATE": "10000/minute", "SILENCE_SECONDS": "0"}
"""Tests are one address that does much, and the sample city's devices are silent; those that are about it set their own."""


@contextlib.contextmanager
def serving(url: str, log: Path, **environment: str) -> Iterator[str]:
    """The real server on the database at `url`, as `dongha serve` starts it with a login of its own; gives its base URL."""
    from api.cli import serve

    port = free_port()
    command = serve.command("127.0.0.1", port)
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**serve.environment(url), **_OFTEN, **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            base = f"http://127.0.0.1:{port}"
            _wait(process, base, log)
            yield base
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(process: subprocess.Popen[bytes], base: str, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{base}/health", timeout=5).status_code == 200:
                return
        time.sleep(0.05)
    pytest.fail(f"the server did not come up:\n{log.read_text(errors='replace')[-4000:]}")


@pytest.fixture(scope="session")
def server_url(city_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base URL of a running server with the sample city."""
    with serving(city_url, tmp_path_factory.mktemp("server") / "server.log") as base:
        yield base


@pytest.fixture(scope="session")
def everybody(city_url: str, server_url: str) -> Iterator[Logins]:
    """An account of every role at the running server."""
    with logins(city_url, server_url) as made:
        yield made


@pytest.fixture(scope="session")
def http(server_url: str) -> Iterator[httpx.Client]:
    """A client of the running server; asks in English unless told otherwise."""
    with httpx.Client(base_url=server_url, timeout=60, headers={"Accept-Language": "en"}) as client:
        yield client

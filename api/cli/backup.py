"""`backup` and `restore`: the whole database as one folder, and back, also into an empty server.

The folder holds the dump, the roles and logins it needs, a manifest of what must be back, and the authority that devices
trust, where the house has a broker of its own. A restore goes into a fresh database, is compared with the manifest, and only
then takes the place of the old one, which is kept under another name.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from api.cli.broker_certificate import Certificates
from api.cli.console import Trouble, run_logged, say, step
from api.cli.manifest import compare, manifest
from api.cli.packages import POSTGRES_LIB, postgres_majors
from api.cli.places import Places, write_json
from api.cli.service_folder import service_account, service_folder
from layers.core.changes import KEEPER_OWNS
from layers.core.db import SEARCH_PATH
from layers.core.grants import LEAKPROOF

DUMP = "database.dump"
ROLES = "roles.sql"
MANIFEST = "manifest.json"
AUTHORITY = "broker_ca.pem"


def backup(places: Places, url: str, folder: Path | None) -> Path:
    """Write a backup of the database at `url` into a new folder and give it."""
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = (folder or places.var / "backups" / name).absolute()
    if target.exists() and any(target.iterdir()):
        raise Trouble(f"{target} đã có nội dung", f"{target} is not empty: give a new folder")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    with psycopg.connect(url) as connection, step("Sao lưu", f"backing up to {target}") as work:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        snapshot = _one(connection, "SELECT pg_export_snapshot()")
        kept = manifest(connection)
        _private(target / ROLES, _roles(connection))
        command = [_program(url, "pg_dump"), "--format=custom", f"--snapshot={snapshot}", "--no-owner"]
        _run(places, [*command, f"--file={target / DUMP}"], url, work)
    (target / DUMP).chmod(0o600)
    authority = Certificates.of(places).bundle()
    if authority is not None:
        _private(target / AUTHORITY, authority)
    write_json(target / MANIFEST, {"made": name, "holds": kept})
    rows = sum(int(count) for table, count in kept["rows"].items() if table.startswith("layers."))
    say(f"Đã sao lưu {rows} dòng", f"backed up {rows} rows to {target}")
    return target


def restore(places: Places, url: str, folder: Path, *, replace: bool) -> None:
    """Bring a backup into the place of the database at `url`; what is there now is kept beside it with `replace`."""
    kept = _kept(folder)
    database = urlsplit(url).path.lstrip("/")
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    fresh = f"{database}_{stamp}_new"
    with _admin(url) as admin:
        empty = not _exists(admin, database) or _empty(url)
        if not empty and not replace:
            raise Trouble(
                f"CSDL {database} đã có dữ liệu",
                f"the database {database} holds something: add --replace to put the backup in its place "
                f"(the present one is kept as {database}_{stamp}_before)",
            )
        _make_roles(admin, folder)
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(fresh)))
        try:
            _fill(places, _with(url, fresh), folder, kept)
        except BaseException:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(fresh)))
            raise
        if not empty:
            _rename(admin, database, f"{database}_{stamp}_before")
        else:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
        _rename(admin, fresh, database)
    _take_authority(places, folder)
    say("Đã khôi phục và đối chiếu đủ", "restored, and everything that was backed up is there")


def _fill(places: Places, url: str, folder: Path, kept: dict[str, dict[str, str]]) -> None:
    with step("Khôi phục", f"restoring {folder}") as work:
        command = [_program(url, "pg_restore"), "--exit-on-error", "--single-transaction", "--no-owner"]
        _run(places, [*command, f"--dbname={urlsplit(url).path.lstrip('/')}", str(folder / DUMP)], url, work)
    with psycopg.connect(url) as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} SET search_path = {}").format(
                sql.Identifier(connection.info.dbname), sql.SQL(", ").join(map(sql.Identifier, SEARCH_PATH.split(", ")))
            )
        )
        for statement in (LEAKPROOF, KEEPER_OWNS):
            connection.execute(statement.encode())
        compare(kept, manifest(connection))
        connection.execute("SELECT layers.renew_log()")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _take_authority(places: Places, folder: Path) -> None:
    """Have the broker be the one that devices trust already, on a new machine too."""
    own, kept = Certificates.of(places), folder / AUTHORITY
    if kept.exists() and own.bundle() != kept.read_text("ascii"):
        service_folder(places.var, "mosquitto", service_account(places.var, "mosquitto", "mosquitto"))
        own.take(kept.read_text("ascii"))
        say("Thiết bị vẫn tin máy chủ MQTT này", "the authority that devices trust is back; restart with ./dongha up")


def _kept(folder: Path) -> dict[str, dict[str, str]]:
    try:
        kept: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        return kept["holds"]
    except (OSError, ValueError, KeyError) as error:
        raise Trouble(
            f"{folder} không phải bản sao lưu trọn vẹn",
            f"{folder} is no whole backup (it needs {DUMP}, {ROLES} and {MANIFEST}): {error}",
        ) from error


def _roles(connection: psycopg.Connection[Any]) -> str:
    """Group roles and the logins that belong to them, with their scrambled passwords where we may read them."""
    readable = _one(connection, "SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')")
    secret = "(SELECT a.rolpassword FROM pg_authid a WHERE a.oid = r.oid)" if readable else "NULL"
    rows = connection.execute(
        f"SELECT r.rolname, r.rolcanlogin, r.rolinherit, r.rolbypassrls, {secret},"
        " ARRAY(SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid"
        " AND g.rolname LIKE 'dongha\\_%' ORDER BY 1) FROM pg_roles r WHERE NOT r.rolsuper AND ("
        " NOT r.rolcanlogin AND r.rolname LIKE 'dongha\\_%'"
        " OR EXISTS (SELECT FROM auth.accounts a WHERE a.name = r.rolname)) ORDER BY r.rolcanlogin, 1".encode()
    )
    statements: list[sql.Composed] = []
    for name, login, inherit, bypass, password, groups in rows:
        role = sql.Identifier(name)
        options = sql.SQL("LOGIN" if login else "NOLOGIN") + sql.SQL(" INHERIT" if inherit else " NOINHERIT")
        if bypass:
            options += sql.SQL(" BYPASSRLS")
        if password:
            options += sql.SQL(" PASSWORD {}").format(sql.Literal(password))
        statements.append(sql.SQL("CREATE ROLE {} {};\n").format(role, options))
        statements += [sql.SQL("GRANT {} TO {};\n").format(sql.Identifier(group), role) for group in groups]
    return sql.Composed(statements).as_string(connection)


def _make_roles(admin: psycopg.Connection[Any], folder: Path) -> None:
    """Roles belong to the whole server; those that it has already keep their passwords."""
    for statement in (folder / ROLES).read_text("utf-8").split(";\n"):
        try:
            if statement.strip():
                admin.execute(statement.encode())
        except psycopg.errors.DuplicateObject:
            continue


@contextmanager
def _admin(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(_with(url, "postgres"), autocommit=True) as connection:
        yield connection


def _exists(admin: psycopg.Connection[Any], database: str) -> bool:
    return admin.execute("SELECT FROM pg_database WHERE datname = %s", [database]).fetchone() is not None


def _empty(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return not _one(connection, "SELECT count(*) FROM pg_namespace WHERE nspname = 'layers'")


def _rename(admin: psycopg.Connection[Any], old: str, new: str) -> None:
    """Give a database another name; who is still connected to it is sent away first."""
    admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [old])
    admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def _one(connection: psycopg.Connection[Any], query: Any) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _run(places: Places, command: list[str], url: str, work: Any) -> None:
    parts = urlsplit(url)
    environment = {
        **os.environ,
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": parts.username or "",
        "PGPASSWORD": parts.password or "",
        "PGDATABASE": parts.path.lstrip("/"),
    }
    run_logged(command, places.log / "backup.log", work, env=environment)


def _program(url: str, name: str) -> str:
    """PostgreSQL's own program, of the server's version or newer."""
    with psycopg.connect(url) as connection:
        server = connection.info.server_version // 10_000
    for major in sorted(postgres_majors()):
        if major >= server and (POSTGRES_LIB / str(major) / "bin" / name).exists():
            return str(POSTGRES_LIB / str(major) / "bin" / name)
    raise Trouble(
        f"máy chưa có {name} cho PostgreSQL {server}",
        f"{name} for PostgreSQL {server} is not installed here: apt-get install postgresql-client-{server}",
    )


def _with(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _private(path: Path, content: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as sink:
        sink.write(content)

"""`./dongha user`: accounts of people and machines, and their own PostgreSQL logins."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from api.auth.passwords import check, hashed
from api.cli.console import Trouble, say
from api.cli.owner import owning
from api.cli.service_login import scrambled
from layers.core.errors import BadPassword
from layers.core.roles import PUBLIC, WARD_OFFICER, Role

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,30}", re.ASCII)
_MARK = "dongha account of "
"""How the comment of a PostgreSQL login begins that belongs to an account."""


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """What is to be known of an account; without a password one is made up."""

    name: str
    role: str
    ward: str | None = None
    title: str | None = None
    password: str | None = None
    database: bool = False


@dataclass(frozen=True, kw_only=True)
class Made:
    """The secrets of a new account, shown once; None where they were given or there are none."""

    password: str | None
    database_password: str | None


def add(url: str, wanted: NewAccount) -> Made:
    """Make an account, with `database` a PostgreSQL login of the same name too; Trouble when that cannot be."""
    role, name = _role(wanted.role), _name(wanted.name)
    password = wanted.password or secrets.token_urlsafe(12)
    _accept(password, name)
    with _owner(url) as connection:
        _need_ward(connection, role, wanted.ward)
        try:
            connection.execute(
                "INSERT INTO auth.accounts (name, title, role, ward_code, password_hash, password_changed_at)"
                " VALUES (%s, %s, %s, %s, %s, now())",
                [name, wanted.title or name, role.value, wanted.ward, hashed(password)],
            )
        except psycopg.errors.UniqueViolation as error:
            raise Trouble(f"tài khoản {name} đã có", f"there is an account {name} already") from error
        except psycopg.errors.CheckViolation as error:
            raise Trouble(f"tên {name} không dùng được", f"the name {name} or the title cannot be used") from error
        database_password = _make_login(connection, name, role) if wanted.database else None
    return Made(password=None if wanted.password else password, database_password=database_password)


def accounts(url: str) -> list[dict[str, str]]:
    """All accounts: name, title, role, ward, whether they may log in, and whether they have a login of PostgreSQL."""
    with _owner(url) as connection:
        rows = connection.execute(
            "SELECT a.name, a.title, a.role, coalesce(a.ward_code, ''), a.active,"
            " coalesce(shobj_description(r.oid, 'pg_authid') = %s, false)"
            " FROM auth.accounts a LEFT JOIN pg_roles r ON r.rolname = a.name ORDER BY a.name",
            [_mark(connection)],
        ).fetchall()
    return [
        {
            "name": name,
            "title": title,
            "role": role,
            "ward": ward,
            "active": "yes" if active else "no",
            "database": "yes" if login else "no",
        }
        for name, title, role, ward, active, login in rows
    ]


def change_password(url: str, name: str, given: str | None, *, database: bool) -> Made:
    """A new password, made up when none is given, which ends all sessions; with `database` one for PostgreSQL instead."""
    with _owner(url) as connection:
        role, _ = _standing(connection, name)
        if database:
            if not _has_login(connection, name):
                return Made(password=None, database_password=_make_login(connection, name, role))
            password = secrets.token_urlsafe(18)
            _alter(connection, name, password=password)
            return Made(password=None, database_password=password)
        password = given or secrets.token_urlsafe(12)
        _accept(password, name)
        connection.execute(
            "UPDATE auth.accounts SET password_hash = %s, password_changed_at = now() WHERE name = %s",
            [hashed(password), name],
        )
        connection.execute("DELETE FROM auth.failures WHERE name_hash = sha256(convert_to(%s, 'UTF8'))", [name])
    return Made(password=None if given else password, database_password=None)


def set_active(url: str, name: str, *, active: bool) -> None:
    """Let an account log in or not; what it has open ends at once, connections to PostgreSQL too."""
    with _owner(url) as connection:
        _standing(connection, name)
        connection.execute("UPDATE auth.accounts SET active = %s WHERE name = %s", [active, name])
        if _has_login(connection, name):
            _alter(connection, name, login=active)
            if not active:
                connection.commit()
                _end_connections(connection, name)


def set_role(url: str, name: str, role: str, ward: str | None) -> None:
    """Give an account another role; what it has open ends at once."""
    after = _role(role)
    with _owner(url) as connection:
        before, _ = _standing(connection, name)
        _need_ward(connection, after, ward)
        connection.execute(
            "UPDATE auth.accounts SET role = %s, ward_code = %s WHERE name = %s", [after.value, ward, name]
        )
        if _has_login(connection, name):
            login = sql.Identifier(name)
            connection.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(before.group), login))
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(after.group), login))
            connection.commit()
            _end_connections(connection, name)


def remove(url: str, name: str) -> None:
    """Remove an account with its sessions and keys, and its PostgreSQL login; what it wrote stays, under its name."""
    with _owner(url) as connection:
        _standing(connection, name)
        connection.execute("DELETE FROM auth.accounts WHERE name = %s", [name])
        if _has_login(connection, name):
            _alter(connection, name, login=False)
            connection.commit()
            _end_connections(connection, name)
            try:
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))
            except psycopg.errors.DependentObjectsStillExist as error:
                raise Trouble(
                    f"tài khoản đã bỏ; tài khoản PostgreSQL {name} bị khoá nhưng còn sở hữu đối tượng",
                    f"the account is gone; the PostgreSQL login {name} is locked but still owns objects: "
                    f"REASSIGN OWNED BY {name}, then DROP ROLE {name}",
                ) from error


def link(url: str, name: str, issuer: str, subject: str) -> None:
    """Let somebody of an OpenID provider log in to an account that is here already; Trouble when another has that link."""
    with _owner(url) as connection:
        _standing(connection, name)
        row = connection.execute(
            "INSERT INTO auth.identities (issuer, subject, account) VALUES (%s, %s, %s)"
            " ON CONFLICT (issuer, subject) DO UPDATE SET created_at = identities.created_at RETURNING account",
            [issuer, subject, name],
        ).fetchone()
    if row is None or row[0] != name:
        raise Trouble(
            f"danh tính này đã thuộc tài khoản {row[0] if row else '?'}",
            f"this identity belongs to the account {row[0] if row else '?'}: remove that account first",
        )


def ensure_administrator(url: str) -> str | None:
    """The password of a new account `admin` in a house without any account; None when there are accounts."""
    with _owner(url) as connection:
        row = connection.execute("SELECT EXISTS (SELECT FROM auth.accounts)").fetchone()
    if row and row[0]:
        return None
    wanted = NewAccount(name="admin", role=Role.ADMINISTRATOR.value, title="Quản trị viên / Administrator")
    return add(url, wanted).password


def show(name: str, made: Made) -> None:
    """Print what is shown only once."""
    if made.password:
        say(f"Mật khẩu của {name} (chỉ hiện một lần)", f"password, shown this once: {made.password}")
    if made.database_password:
        say(
            f"Mật khẩu PostgreSQL của {name}",
            f"password of the PostgreSQL login, shown this once: {made.database_password}",
        )


@contextmanager
def _owner(url: str) -> Iterator[psycopg.Connection]:
    try:
        with owning(url) as connection:
            yield connection
    except psycopg.errors.InsufficientPrivilege as error:
        raise Trouble(
            "tài khoản cơ sở dữ liệu này không được quản lý tài khoản khác",
            "this database user may not manage logins: use the owner of the database, with CREATEROLE",
        ) from error


def _role(value: str) -> Role:
    offered = [role.value for role in Role if role is not PUBLIC]
    if value not in offered:
        raise Trouble(f"không có vai trò {value}", f"there is no role {value}; roles: {', '.join(offered)}")
    return Role(value)


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise Trouble(
            f"tên {value!r} không hợp lệ",
            f"the name {value!r} cannot be used: 2 to 31 of a-z, 0-9, '.', '_', '-', beginning with a letter",
        )
    return value


def _accept(password: str, name: str) -> None:
    try:
        check(password, name)
    except BadPassword as error:
        raise Trouble(error.text("vi"), error.text("en")) from error


def _need_ward(connection: psycopg.Connection, role: Role, ward: str | None) -> None:
    known = [row[0] for row in connection.execute("SELECT DISTINCT code FROM layers.wards ORDER BY code").fetchall()]
    if (role is WARD_OFFICER) != (ward is not None) or (ward is not None and ward not in known):
        raise Trouble(
            "cán bộ phường (và chỉ họ) cần --ward với mã phường",
            f"a ward officer, and nobody else, needs --ward with the code of a ward: {', '.join(known)}",
        )


def _standing(connection: psycopg.Connection, name: str) -> tuple[Role, str | None]:
    row = connection.execute("SELECT role, ward_code FROM auth.accounts WHERE name = %s FOR UPDATE", [name]).fetchone()
    if row is None:
        raise Trouble(f"không có tài khoản {name}", f"there is no account {name}: ./dongha user list")
    return Role(row[0]), row[1]


def _mark(connection: psycopg.Connection) -> str:
    return f"{_MARK}{connection.info.dbname}"


def _has_login(connection: psycopg.Connection, name: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM pg_roles WHERE rolname = %s AND shobj_description(oid, 'pg_authid') = %s",
        [name, _mark(connection)],
    ).fetchone()
    return row is not None


def _make_login(connection: psycopg.Connection, name: str, role: Role) -> str:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        raise Trouble(
            f"PostgreSQL đã có vai trò {name} không thuộc tài khoản này",
            f"PostgreSQL has a role {name} that is not this account's: choose another name, or leave --database out",
        )
    password = secrets.token_urlsafe(18)
    login = sql.Identifier(name)
    connection.execute(
        sql.SQL("CREATE ROLE {} LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            login, sql.Literal(scrambled(connection, name, password))
        )
    )
    connection.execute(sql.SQL("COMMENT ON ROLE {} IS {}").format(login, sql.Literal(_mark(connection))))
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role.group), login))
    connection.execute(sql.SQL("ALTER ROLE {} SET idle_in_transaction_session_timeout = '15min'").format(login))
    return password


def _alter(connection: psycopg.Connection, name: str, *, login: bool = True, password: str | None = None) -> None:
    words = sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(name), sql.SQL("LOGIN" if login else "NOLOGIN"))
    if password is not None:
        words += sql.SQL(" PASSWORD {}").format(sql.Literal(scrambled(connection, name, password)))
    connection.execute(words)


def _end_connections(connection: psycopg.Connection, name: str) -> None:
    connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [name])

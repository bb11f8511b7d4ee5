"""The logins of the house's own processes in the database: each may do what its work asks for, owns nothing, is no superuser.

Each clone has logins of its own in each database, named after both; their passwords follow from a secret kept in `var`, so
that they can be made again wherever they are missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from typing import LiteralString
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from api.cli.console import Trouble
from api.cli.owner import old_schema
from api.cli.places import Places, read_json, write_json
from layers.core.observing import INGEST_GROUP
from layers.core.roles import SERVICE_GROUP, Role


@dataclass(frozen=True, kw_only=True)
class ServiceLogin:
    """What the login of one kind of process is a member of, and the setting of those who make the login themselves.

    Rights that are not inherited are taken up role by role, as the web does for whoever asks.
    """

    name: str
    given: str
    groups: tuple[str, ...]
    inherits: bool


WEB = ServiceLogin(
    name="web",
    given="WEB_DATABASE_URL",
    groups=(SERVICE_GROUP, *(role.group for role in Role)),
    inherits=False,
)
INGEST = ServiceLogin(name="ingest", given="INGEST_DATABASE_URL", groups=(INGEST_GROUP,), inherits=True)
SIMULATOR = ServiceLogin(
    name="simulator", given="SIMULATOR_DATABASE_URL", groups=(INGEST_GROUP, Role.URBAN_MANAGEMENT.group), inherits=True
)
"""It reads the registry and the features that devices belong to, the cameras too, which the public does not see."""

_MISSING = """
SELECT g FROM unnest(%(groups)s::text[]) g WHERE NOT EXISTS (
    SELECT FROM pg_auth_members m WHERE m.roleid = to_regrole(g)::oid AND m.member = to_regrole(%(login)s)::oid)
"""


def service_url(url: str, places: Places, service: ServiceLogin) -> str:
    """The database of the owner's `url` as the login of that service, made if need be.

    The given one where its setting is there. Trouble when the login can be neither found nor made, or may more than it
    should.
    """
    given = os.environ.get(service.given, "").strip()
    if given:
        _check(given, service)
        return given
    database = _database(url)
    secret = _secret(places)
    login = f"{database[:48]}_{service.name}_{hashlib.sha256(secret).hexdigest()[:6]}"
    password = hmac.new(secret, login.encode(), hashlib.sha256).hexdigest()
    ours = _with_login(url, login, password)
    try:
        with psycopg.connect(url, connect_timeout=15) as owner:
            _ensure(owner, service, login, password)
    except psycopg.errors.InsufficientPrivilege as error:
        raise Trouble(
            f"chủ sở hữu cơ sở dữ liệu không được tạo tài khoản đăng nhập cho {service.name}",
            f"the owner of the database may not make a login for {service.name}: have an administrator run CREATE ROLE "
            f"{service.name} LOGIN {_inherit(service)} PASSWORD '…'; GRANT {', '.join(service.groups)} TO {service.name} — "
            f"then set {service.given} to its URL",
        ) from error
    try:
        psycopg.connect(ours, connect_timeout=15).close()
    except psycopg.OperationalError:
        with psycopg.connect(url, connect_timeout=15) as owner:
            _renew(owner, login, password)
    return ours


def _ensure(owner: psycopg.Connection, service: ServiceLogin, login: str, password: str) -> None:
    owner.execute("SELECT pg_advisory_xact_lock(hashtext('logins of services'))")
    if _absent(owner, service):
        raise old_schema()
    if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone():
        owner.execute(
            sql.SQL("CREATE ROLE {} LOGIN {} NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                sql.Identifier(login), sql.SQL(_inherit(service)), sql.Literal(scrambled(owner, login, password))
            )
        )
    wanted = {"groups": list(service.groups), "login": f'"{login}"'}
    for (group,) in owner.execute(_MISSING.encode(), wanted).fetchall():
        owner.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(login)))


def _inherit(service: ServiceLogin) -> LiteralString:
    return "INHERIT" if service.inherits else "NOINHERIT"


def _absent(owner: psycopg.Connection, service: ServiceLogin) -> bool:
    asked = "SELECT bool_or(to_regrole(g) IS NULL) FROM unnest(%s::text[]) g"
    row = owner.execute(asked.encode(), [list(service.groups)]).fetchone()
    return bool(row and row[0])


def _renew(owner: psycopg.Connection, login: str, password: str) -> None:
    owner.execute(
        sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(
            sql.Identifier(login), sql.Literal(scrambled(owner, login, password))
        )
    )


def scrambled(connection: psycopg.Connection, login: str, password: str) -> str:
    """What PostgreSQL keeps of a password (SCRAM), made here so that no log ever shows the password."""
    return connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()


def _check(url: str, service: ServiceLogin) -> None:
    try:
        with psycopg.connect(url, connect_timeout=15) as connection:
            row = connection.execute(
                "SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolinherit <> %s,"
                " coalesce(pg_has_role(session_user, to_regrole(%s)::oid, 'MEMBER'), false)"
                " FROM pg_roles WHERE rolname = session_user",
                [service.inherits, service.groups[0]],
            ).fetchone()
    except psycopg.OperationalError as error:
        raise Trouble(
            f"{service.given} không kết nối được", f"{service.given} cannot be used: {str(error).splitlines()[0]}"
        ) from error
    if row is None or row[0] or not row[1]:
        groups = ", ".join(service.groups)
        raise Trouble(
            f"tài khoản trong {service.given} phải là {_inherit(service)}, thành viên của {service.groups[0]}, "
            "không có quyền quản trị",
            f"the login in {service.given} must be {_inherit(service)}, a member of {groups}, and no superuser nor "
            "anything like it",
        )


def _secret(places: Places) -> bytes:
    kept = places.var / "web_login.json"
    with (places.run / "web_login.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        secret = read_json(kept).get("secret")
        if not isinstance(secret, str):
            secret = secrets.token_hex(32)
            write_json(kept, {"secret": secret})
    return bytes.fromhex(secret)


def _database(url: str) -> str:
    return str(conninfo_to_dict(url).get("dbname") or "postgres")


def _with_login(url: str, login: str, password: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("user", "password", "passfile")]
    netloc = f"{quote(login, safe='')}:{quote(password, safe='')}@{place}"
    return urlunsplit(parts._replace(netloc=netloc, query=urlencode(kept)))

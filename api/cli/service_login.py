"""The login of the web processes: it may act for every role of the house, owns nothing and is nobody's superuser.

Each clone has a login of its own in each database, named after both; its password follows from a secret kept in `var`, so
that it can be made again wherever it is missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from api.cli.console import Trouble
from api.cli.places import Places, read_json, write_json
from layers.core.roles import SERVICE_GROUP, Role

GIVEN = "WEB_DATABASE_URL"
"""The setting of those who make the login themselves."""

GROUPS = (SERVICE_GROUP, *(role.group for role in Role))
"""What it is a member of."""

_MISSING = """
SELECT g FROM unnest(%(groups)s::text[]) g WHERE NOT EXISTS (
    SELECT FROM pg_auth_members m WHERE m.roleid = to_regrole(g)::oid AND m.member = to_regrole(%(login)s)::oid)
"""


def web_url(url: str, places: Places) -> str:
    """The database of the owner's `url` as the login of the web, made if need be.

    WEB_DATABASE_URL when it is given. Trouble when the login can be neither found nor made, or may more than it should.
    """
    given = os.environ.get(GIVEN, "").strip()
    if given:
        _check(given)
        return given
    database = _database(url)
    secret = _secret(places)
    login = f"{database[:48]}_web_{hashlib.sha256(secret).hexdigest()[:6]}"
    password = hmac.new(secret, login.encode(), hashlib.sha256).hexdigest()
    ours = _with_login(url, login, password)
    try:
        with psycopg.connect(url, connect_timeout=15) as owner:
            _ensure(owner, login, password)
    except psycopg.errors.InsufficientPrivilege as error:
        groups = ", ".join(GROUPS)
        raise Trouble(
            "chủ sở hữu cơ sở dữ liệu không được tạo tài khoản đăng nhập cho máy chủ web",
            f"the owner of the database may not make a login for the web server: have an administrator run CREATE ROLE web "
            f"LOGIN NOINHERIT PASSWORD '…'; GRANT {groups} TO web — then set {GIVEN} to its URL",
        ) from error
    try:
        psycopg.connect(ours, connect_timeout=15).close()
    except psycopg.OperationalError:
        with psycopg.connect(url, connect_timeout=15) as owner:
            _renew(owner, login, password)
    return ours


def _ensure(owner: psycopg.Connection, login: str, password: str) -> None:
    owner.execute("SELECT pg_advisory_xact_lock(hashtext('login of the web'))")
    if not owner.execute("SELECT to_regrole(%s)", [SERVICE_GROUP]).fetchone() or _absent(owner):
        raise Trouble("lược đồ CSDL chưa mới nhất", "the database is not at the newest schema: run ./dongha migrate")
    if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone():
        owner.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                sql.Identifier(login), sql.Literal(scrambled(owner, login, password))
            )
        )
    for (group,) in owner.execute(_MISSING.encode(), {"groups": list(GROUPS), "login": f'"{login}"'}).fetchall():
        owner.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(login)))


def _absent(owner: psycopg.Connection) -> bool:
    row = owner.execute("SELECT bool_or(to_regrole(g) IS NULL) FROM unnest(%s::text[]) g", [list(GROUPS)]).fetchone()
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


def _check(url: str) -> None:
    try:
        with psycopg.connect(url, connect_timeout=15) as connection:
            row = connection.execute(
                "SELECT rolsuper OR rolcreaterole OR rolbypassrls, rolinherit,"
                " coalesce(pg_has_role(session_user, to_regrole(%s)::oid, 'MEMBER'), false)"
                " FROM pg_roles WHERE rolname = session_user",
                [SERVICE_GROUP],
            ).fetchone()
    except psycopg.OperationalError as error:
        raise Trouble(f"{GIVEN} không kết nối được", f"{GIVEN} cannot be used: {str(error).splitlines()[0]}") from error
    if row is None or row[0] or row[1] or not row[2]:
        raise Trouble(
            f"tài khoản trong {GIVEN} phải là NOINHERIT, thành viên của {SERVICE_GROUP}, không có quyền quản trị",
            f"the login in {GIVEN} must be NOINHERIT, a member of {SERVICE_GROUP} and of the other groups, and no "
            "superuser nor anything like it",
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

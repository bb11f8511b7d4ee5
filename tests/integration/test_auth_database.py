"""Who may do what in PostgreSQL itself: the login of the web, people's own logins, and transactions on behalf of people."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import psycopg
import pytest
from psycopg import sql

from api.auth import Identity
from api.cli import serve
from api.cli.places import Places
from api.cli.service_login import WEB, service_url
from api.cli.user import NewAccount, Trouble, accounts, add, change_password, remove, set_active, set_role
from api.working import Working, working
from layers.core.errors import Forbidden, LoginNeeded, OutOfRange, SessionEnded, TooSlow
from layers.core.roles import ADMINISTRATOR, CITIZEN, POLICE, SERVICE_GROUP, WARD_OFFICER, Role
from layers.core.settings import ROOT, Settings
from tests.conftest import Databases
from tests.integration.people import PASSWORD, account, wards


@pytest.fixture(scope="module")
def url(databases: Databases, city_template: str) -> Iterator[str]:
    with databases.lent(city_template) as copied:
        account(copied, "officer", "ward_officer", ward=wards(copied)[0])
        account(copied, "police.one", "police")
        yield copied


@pytest.fixture
def person(url: str) -> Iterator[str]:
    """The name of an account that no other test of the cluster has."""
    name = f"p{secrets.token_hex(6)}"
    yield name
    if name in {known["name"] for known in accounts(url)}:
        remove(url, name)


@pytest.fixture(scope="module")
def web(url: str) -> str:
    """The database as the web's own login."""
    return service_url(url, Places.from_env(), WEB)


@pytest.fixture
async def work(web: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Working]:
    """One connection for everybody, so that whatever is left on it shows."""
    monkeypatch.setenv("DATABASE_URL", web)
    monkeypatch.setenv("POOL_SIZE", "1")
    monkeypatch.setenv("STATEMENT_TIMEOUT_MS", "1000")
    async with working(Settings.from_env()) as made:
        yield made


async def told(work: Working, who: Identity | None, *statements: str, read_only: bool = False) -> None:
    """Execute statements in one transaction of somebody."""
    async with work.transaction(who, read_only=read_only) as connection:
        for statement in statements:
            await connection.execute(statement)


def as_login(url: str, name: str, password: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{name}:{password}@{parts.netloc.rpartition('@')[2]}"))


def identity(name: str, role: Role, *, ward: str | None = None, stamp: int = 1) -> Identity:
    return Identity(name=name, role=role, ward=ward, client="test", stamp=stamp)


def test_the_web_can_become_every_role_and_nobody_else(url, web):
    owner = urlsplit(url).username or ""
    with psycopg.connect(web, autocommit=True) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication, rolinherit"
            " FROM pg_roles WHERE rolname = session_user"
        ).fetchone()
        assert row == (False,) * 6
        for group in (SERVICE_GROUP, *(role.group for role in Role)):
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(group)))
            for other in (owner, "postgres", "pg_read_all_data", "pg_write_all_data", "pg_read_server_files"):
                with pytest.raises(psycopg.Error):
                    connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(other)))
                with pytest.raises(psycopg.Error):
                    connection.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(other)))
            for refused in (
                "ALTER ROLE CURRENT_USER SUPERUSER",
                "CREATE ROLE somebody_else",
                "ALTER TABLE layers.street_lamps DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE layers.street_lamps DISABLE TRIGGER ALL",
                "SET session_replication_role = replica",
                "TRUNCATE layers.street_lamps",
                "DROP TABLE layers.street_lamps",
                "CREATE TABLE layers.mine (a int)",
                "CREATE FUNCTION layers.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "COPY layers.street_lamps TO PROGRAM 'cat'",
                "SELECT pg_read_file('/etc/passwd')",
            ):
                with pytest.raises(psycopg.Error):
                    connection.execute(refused.encode())
            connection.execute("RESET ROLE")


def test_the_web_may_do_nothing_before_it_says_for_whom(web):
    with psycopg.connect(web, autocommit=True) as connection:
        for table in ("layers.street_lamps", "auth.accounts", "layers.changes"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT 1 FROM {table} LIMIT 1".encode())


def test_no_role_of_people_reads_accounts(web):
    with psycopg.connect(web, autocommit=True) as connection:
        for role in Role:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role.group)))
            for table in ("accounts", "sessions", "api_keys", "identities", "failures", "logins_begun"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"SELECT 1 FROM auth.{table}".encode())
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT auth.confirm('officer', 1)")


def test_the_roles_of_accounts_are_those_of_the_house(url):
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'accounts_role_check'"
        ).fetchone()
    assert row is not None
    assert {value for value in row[0].split("'")[1::2] if value != "text"} == {role.value for role in Role} - {"public"}


def test_the_server_process_is_told_nothing_of_the_owner(url, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "the owner's")
    surroundings = serve.environment(url)
    assert (urlsplit(url).password or "") not in surroundings["DATABASE_URL"].replace(urlsplit(url).path, "")
    assert "PGPASSWORD" not in surroundings
    assert urlsplit(surroundings["DATABASE_URL"]).username != urlsplit(url).username


def test_the_secret_of_the_web_login_is_the_houses_own(url, tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "log").mkdir()
    places = Places(tmp_path)
    mine = service_url(url, places, WEB)
    kept = tmp_path / "web_login.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert service_url(url, places, WEB) == mine
    login = urlsplit(mine).username or ""
    with psycopg.connect(url, autocommit=True) as owner:  # somebody has changed it: it is made right again
        owner.execute(sql.SQL("ALTER ROLE {} PASSWORD 'another' NOLOGIN").format(sql.Identifier(login)))
    assert service_url(url, places, WEB) == mine
    psycopg.connect(mine).close()


def test_a_given_login_of_the_web_must_not_be_the_owner(url, web, monkeypatch):
    monkeypatch.setenv("WEB_DATABASE_URL", url)
    with pytest.raises(Trouble, match="NOINHERIT"):
        service_url(url, Places.from_env(), WEB)
    monkeypatch.setenv("WEB_DATABASE_URL", web)
    assert service_url(url, Places.from_env(), WEB) == web


def test_the_password_of_a_login_is_shown_to_nobody(url, person):
    made = add(url, NewAccount(name=person, role="police", database=True))
    assert made.password
    assert made.database_password
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT password_hash, (SELECT rolpassword FROM pg_authid WHERE rolname = name)"
            " FROM auth.accounts WHERE name = %s",
            [person],
        ).fetchone()
    assert row is not None
    assert row[0].startswith("$argon2id$")
    assert row[1].startswith("SCRAM-SHA-256$")


def test_a_login_is_a_member_of_its_role_alone(url, person):
    made = add(url, NewAccount(name=person, role="police", database=True))
    with psycopg.connect(as_login(url, person, made.database_password or ""), autocommit=True) as direct:
        groups = direct.execute(
            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid"
            " JOIN pg_roles me ON me.oid = m.member WHERE me.rolname = session_user"
        ).fetchall()
        assert groups == [(POLICE.group,)]
        for other in (ADMINISTRATOR.group, SERVICE_GROUP, urlsplit(url).username or ""):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                direct.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(other)))


def test_settings_of_a_direct_connection_are_not_believed(url, person):
    own, other = wards(url)[:2]
    made = add(url, NewAccount(name=person, role="ward_officer", ward=own, database=True))
    with psycopg.connect(as_login(url, person, made.database_password or ""), autocommit=True) as direct:
        before = direct.execute("SELECT count(*) FROM layers.construction_permits").fetchone()
        seen = direct.execute("SELECT DISTINCT ward_code FROM layers.incidents").fetchall()
        assert {ward for (ward,) in seen} <= {own}
        direct.execute("SELECT set_config('dongha.ward', %s, false)", [other])
        direct.execute("SET dongha.actor = 'administrator'")
        direct.execute("SET dongha.client = 'the web itself'")
        assert direct.execute("SELECT layers.own_ward(), layers.actor()").fetchone() == (own, person)
        assert direct.execute("SELECT layers.client()").fetchone() != ("the web itself",)
        assert direct.execute("SELECT layers.trusted()").fetchone() == (False,)
        assert direct.execute("SELECT count(*) FROM layers.construction_permits").fetchone() == before
        assert direct.execute("SELECT DISTINCT ward_code FROM layers.incidents").fetchall() == seen


def test_a_disabled_account_loses_its_connections(url, person):
    made = add(url, NewAccount(name=person, role="police", database=True))
    direct = psycopg.connect(as_login(url, person, made.database_password or ""), autocommit=True)
    set_active(url, person, active=False)
    with pytest.raises(psycopg.OperationalError):
        direct.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(as_login(url, person, made.database_password or ""))
    set_active(url, person, active=True)
    psycopg.connect(as_login(url, person, made.database_password or "")).close()


def test_another_role_is_another_group(url, person):
    made = add(url, NewAccount(name=person, role="police", database=True))
    set_role(url, person, "culture", None)
    with psycopg.connect(as_login(url, person, made.database_password or "")) as direct:
        assert direct.execute(
            "SELECT pg_has_role('dongha_culture', 'MEMBER'), pg_has_role('dongha_police', 'MEMBER')"
        ).fetchone() == (True, False)


def test_a_new_database_password_is_the_only_one(url, person):
    old = add(url, NewAccount(name=person, role="police", database=True)).database_password or ""
    new = change_password(url, person, None, database=True).database_password or ""
    psycopg.connect(as_login(url, person, new)).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(as_login(url, person, old))


def test_roles_of_others_are_left_alone(url, person):
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(person)))
        try:
            with pytest.raises(Trouble, match="not this account's"):
                add(url, NewAccount(name=person, role="police", database=True))
            assert person not in {known["name"] for known in accounts(url)}
            add(url, NewAccount(name=person, role="police"))
            remove(url, person)
            assert owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [person]).fetchone()
        finally:
            owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(person)))


@pytest.mark.parametrize(
    ("name", "role", "ward"),
    [
        ("dongha_web", "police", None),
        ("pg_monitor", "police", None),
        ("Lan", "police", None),
        ("lan'; --", "police", None),
        ("lan", "public", None),
        ("lan", "superuser", None),
        ("lan", "ward_officer", None),
        ("lan", "ward_officer", "nowhere"),
        ("lan", "police", "19345"),
    ],
)
def test_accounts_that_cannot_be(url, name, role, ward):
    with pytest.raises(Trouble):
        add(url, NewAccount(name=name, role=role, ward=ward))


def test_accounts_by_the_command_line(url, person):
    def user(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "api.cli", "user", *words],
            input=given, capture_output=True, text=True, check=False, cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    made = user("add", person, "--role", "police", "--password-stdin", given=f"{PASSWORD}\n")
    assert made.returncode == 0, made.stderr
    assert PASSWORD not in made.stdout
    assert "already" in user("add", person, "--role", "police").stderr
    assert user("disable", person).returncode == 0
    listed = next(line.split() for line in user("list").stdout.splitlines() if line.startswith(person))
    assert listed[1:4] == ["police", "no", "no"]
    assert user("password", person, "--password-stdin", given="short\n").returncode == 1
    assert user("remove", person).returncode == 0
    assert "no account" in user("remove", person).stderr


async def test_a_transaction_is_somebodys(work, url):
    ward = wards(url)[0]
    async with work.transaction(identity("officer", WARD_OFFICER, ward=ward), client="o'hara's \\ phone") as connection:
        row = await connection.fetchrow(
            "SELECT current_user::text, layers.actor(), layers.own_ward(), layers.client(),"
            " current_setting('transaction_isolation'), current_setting('transaction_read_only')"
        )
        assert tuple(row) == (WARD_OFFICER.group, "officer", ward, "o'hara's \\ phone", "read committed", "off")
    async with work.transaction(None, read_only=True) as connection:
        assert await connection.fetchval("SELECT current_user::text") == "dongha_public"
        assert await connection.fetchval("SELECT layers.own_ward()") is None
    async with work.service() as connection:
        assert await connection.fetchval("SELECT current_user::text") == SERVICE_GROUP
        assert await connection.fetchval("SELECT current_setting('dongha.ward', true)") in ("", None)


async def test_what_fails_is_undone_and_the_connection_goes_on(work):
    police = identity("police.one", POLICE)
    for statement, error in (
        ("DELETE FROM auth.accounts", Forbidden),
        ("SELECT pg_sleep(5)", TooSlow),
        ("SELECT 1/0", OutOfRange),
        ("this is no SQL", asyncpg.PostgresSyntaxError),
    ):
        with pytest.raises(error):
            await told(work, police, statement)
        async with work.service() as connection:
            assert await connection.fetchval("SELECT current_user::text") == SERVICE_GROUP
            assert not connection.is_in_transaction()
    with pytest.raises(LoginNeeded):
        await told(work, None, "DELETE FROM layers.street_lamps")


async def test_an_error_passed_over_is_no_success(work):
    async def careless() -> None:
        async with work.transaction(identity("police.one", POLICE)) as connection:
            with contextlib.suppress(asyncpg.PostgresSyntaxError):
                await connection.execute("this is no SQL")

    with pytest.raises(RuntimeError):
        await careless()


async def test_a_reading_transaction_does_not_write(work):
    police = identity("police.one", POLICE)
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await told(work, police, "UPDATE layers.cameras SET code = code", read_only=True)
    with pytest.raises(asyncpg.PostgresError):
        await told(work, police, "SET TRANSACTION READ WRITE", read_only=True)


async def test_an_account_that_changed_begins_nothing(work):
    found: list[str] = []
    work.on_stale = lambda: found.append("stale")
    for changed in (
        identity("police.one", POLICE, stamp=7),
        identity("nobody", CITIZEN),
        identity("x'); RESET ROLE; --", ADMINISTRATOR),
    ):
        with pytest.raises(SessionEnded):
            await told(work, changed, "SELECT 1")
    assert found == ["stale"] * 3


async def test_a_transaction_that_is_called_off_leaves_nothing_open(work):
    begun = asyncio.Event()

    async def slow() -> None:
        async with work.transaction(identity("police.one", POLICE)) as connection:
            begun.set()
            await connection.execute("SELECT pg_sleep(0.9)")

    task = asyncio.create_task(slow())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with work.service() as connection:
        assert not connection.is_in_transaction()
        assert await connection.fetchval("SELECT current_user::text") == SERVICE_GROUP


def test_the_first_administrator_is_made_once(empty_url):
    from api.cli.user import ensure_administrator

    password = ensure_administrator(empty_url)
    assert password is not None
    assert len(password) >= 16
    assert ensure_administrator(empty_url) is None
    assert [(known["name"], known["role"]) for known in accounts(empty_url)] == [("admin", "administrator")]


def test_passwords_kept_in_var_are_for_their_owner_alone(tmp_path: Path):
    from api.cli.places import write_json

    write_json(tmp_path / "administrator.json", {"name": "admin", "password": "x"})
    assert stat.S_IMODE((tmp_path / "administrator.json").stat().st_mode) == 0o600

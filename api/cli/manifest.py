"""What a database holds that a restore must bring back: rows, rights, policies, triggers, functions, logins.

Written beside a backup and compared after a restore, so that nothing is lost in silence.
"""

from __future__ import annotations

import hashlib
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from api.cli.console import Trouble

SCHEMAS = ["auth", "city", "ext", "layers", "public"]
"""Where the house keeps what is its own."""

Manifest = dict[str, dict[str, str]]


def _granted(acl: LiteralString, owner: LiteralString) -> LiteralString:
    """Who but the owner may do what, in an order of its own."""
    grantee = "CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END"
    return (
        f"(SELECT array_agg({grantee} || ' ' || x.privilege_type) FROM"
        f" (SELECT * FROM aclexplode({acl}) ORDER BY grantee::regrole::text, privilege_type) x WHERE x.grantee <> {owner})"
    )


# An entry is a name and all that is said of it; the text is hashed, as only sameness matters.
_QUERIES: dict[str, LiteralString] = {
    "columns": f"""
        SELECT format('%%s.%%s.%%s', n.nspname, c.relname, a.attname),
            concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, a.attidentity,
                {_granted("a.attacl", "c.relowner")}, pg_get_expr(d.adbin, d.adrelid))
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
        WHERE n.nspname = ANY (%(schemas)s) AND n.nspname <> 'ext' AND a.attnum > 0 AND NOT a.attisdropped
            AND c.relkind IN ('r', 'p', 'v')""",
    "relations": f"""
        SELECT format('%%s.%%s', n.nspname, c.relname),
            concat_ws(' ', c.relkind, c.relrowsecurity, c.relforcerowsecurity, {_granted("c.relacl", "c.relowner")})
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ANY (%(schemas)s) AND n.nspname <> 'ext' AND c.relkind IN ('r', 'p', 'v', 'S', 'i')""",
    "views": """
        SELECT format('%%s.%%s', n.nspname, c.relname), concat_ws(' ', c.reloptions, pg_get_viewdef(c.oid))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ANY (%(schemas)s) AND n.nspname <> 'ext' AND c.relkind = 'v'""",
    "policies": """
        SELECT format('%%s.%%s.%%s', schemaname, tablename, policyname),
            concat_ws(' ', permissive, roles, cmd, qual, with_check)
        FROM pg_policies WHERE schemaname = ANY (%(schemas)s)""",
    "constraints": """
        SELECT format('%%s.%%s', conrelid::regclass, conname), pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = ANY (%(schemas)s::regnamespace[]) AND conrelid <> 0
            AND connamespace <> 'ext'::regnamespace""",
    "triggers": """
        SELECT format('%%s.%%s', t.tgrelid::regclass, t.tgname), concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = ANY (%(schemas)s::regnamespace[]) AND NOT t.tgisinternal""",
    "functions": f"""
        SELECT format('%%s(%%s)', oid::regproc, pg_get_function_identity_arguments(oid)),
            concat_ws(' ', pg_get_functiondef(oid),
                nullif(proowner, (SELECT datdba FROM pg_database WHERE datname = current_database()))::regrole,
                {_granted("proacl", "proowner")})
        FROM pg_proc WHERE pronamespace = ANY (%(schemas)s::regnamespace[]) AND pronamespace <> 'ext'::regnamespace""",
    "leakproof": """
        SELECT oid::regprocedure::text, 'leakproof' FROM pg_proc
        WHERE pronamespace = 'ext'::regnamespace AND proleakproof""",
    "roles": """
        SELECT r.rolname, concat_ws(' ', r.rolcanlogin, r.rolinherit, r.rolbypassrls, r.rolcreaterole,
            (SELECT array_agg(g.rolname ORDER BY g.rolname) FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                WHERE m.member = r.oid AND g.rolname LIKE 'dongha\\_%%'))
        FROM pg_roles r WHERE NOT r.rolsuper AND (r.rolname LIKE 'dongha\\_%%' AND NOT r.rolcanlogin
            OR EXISTS (SELECT FROM auth.accounts a WHERE a.name = r.rolname))""",
}


def manifest(connection: psycopg.Connection[Any]) -> Manifest:
    """Everything of the database at `connection`, in one snapshot; start a repeatable-read transaction before."""
    connection.execute("SET LOCAL search_path = ''")
    found: Manifest = {
        kind: {name: _digest(said) for name, said in connection.execute(query, {"schemas": SCHEMAS})}
        for kind, query in _QUERIES.items()
    }
    found["rows"] = {table: str(_rows(connection, table)) for table in _tables(connection)}
    return found


def compare(kept: Manifest, found: Manifest) -> None:
    """Trouble when something of `kept` is not in `found` as it was; it names the first of it."""
    wrong = [
        f"{kind}: {name}"
        for kind, entries in kept.items()
        for name, said in entries.items()
        if found.get(kind, {}).get(name) != said
    ]
    if wrong:
        shown = ", ".join(wrong[:5])
        raise Trouble(
            f"khôi phục thiếu {len(wrong)} mục: {shown}",
            f"the restored database lacks {len(wrong)} things or holds them otherwise: {shown}. It was not put in place",
        )


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute(
        "SELECT format('%%I.%%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = ANY (%s) AND c.relkind = 'r' ORDER BY 1",
        [SCHEMAS],
    )
    return [table for (table,) in rows]


def _rows(connection: psycopg.Connection[Any], table: str) -> int:
    schema, _, name = table.partition(".")
    counted = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, name.strip('"')))
    row = connection.execute(counted).fetchone()
    return row[0] if row else 0


def _digest(said: str) -> str:
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()

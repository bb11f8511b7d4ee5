"""Attacks by people who have a PostgreSQL login of their own: whatever they send, the server itself must refuse it."""

from __future__ import annotations

from typing import Any, LiteralString, cast

import psycopg
import pytest
from psycopg import errors

from layers.core.access import ADMINISTRATOR, CITIZEN, POLICE, PUBLIC, WARD_OFFICER, Role
from layers.registry import LAYERS
from tests.contract.asked_as import ran
from tests.contract.logins import OTHER_WARD, WARD, Logins

PEOPLE = (PUBLIC, CITIZEN, WARD_OFFICER, POLICE, ADMINISTRATOR)
EVERY_ROLE = pytest.mark.parametrize("role", PEOPLE, ids=lambda role: role.value)
REFUSED = (errors.InsufficientPrivilege, errors.UndefinedTable, errors.UndefinedFunction)


def denied(direct: psycopg.Connection[Any], statement: str, *refusals: type[psycopg.Error]) -> None:
    with pytest.raises(refusals or errors.InsufficientPrivilege):
        direct.execute(cast(LiteralString, statement))
    direct.rollback()


@EVERY_ROLE
@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE dongha_service", "SET ROLE dongha_keeper", "SET ROLE dongha", "SET ROLE postgres",
        "SET SESSION AUTHORIZATION dongha", "SELECT set_config('role', 'dongha_service', false)",
        "SET session_replication_role = replica", "SET lo_compat_privileges = on",
        "CREATE FUNCTION layers.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION ext.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE public.mine (a int)", "CREATE SCHEMA mine", "CREATE EXTENSION dblink", "CREATE ROLE mine",
        "CREATE VIEW layers.mine AS SELECT 1", "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION mine()",
        "ALTER TABLE layers.incidents DISABLE ROW LEVEL SECURITY", "ALTER TABLE layers.incidents DISABLE TRIGGER ALL",
        "ALTER TABLE layers.incidents NO FORCE ROW LEVEL SECURITY", "DROP POLICY read_all ON layers.incidents",
        "CREATE POLICY mine ON layers.incidents USING (true)", "DROP TABLE layers.incidents", "TRUNCATE layers.incidents",
        "CREATE RULE mine AS ON UPDATE TO layers.incidents DO ALSO DELETE FROM layers.incidents",
        "CREATE INDEX mine ON layers.incidents (fid)", "GRANT SELECT ON layers.incidents TO PUBLIC WITH GRANT OPTION",
        "ALTER FUNCTION layers.own_ward() RESET ALL", "CREATE PUBLICATION mine FOR ALL TABLES",
        "COPY layers.incidents TO '/tmp/incidents'", "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY layers.trees FROM '/etc/passwd'",
        "SELECT pg_read_file('/etc/passwd')", "SELECT pg_ls_dir('.')", "SELECT lo_import('/etc/passwd')",
        "SELECT * FROM pg_authid", "SELECT * FROM pg_statistic", "SELECT pg_reload_conf()", "SELECT pg_switch_wal()",
        "SELECT * FROM auth.accounts", "SELECT * FROM auth.sessions", "SELECT auth.confirm('an', 1)",
        "SELECT secret FROM layers.webhook_subscriptions", "SELECT body FROM layers.webhook_deliveries",
        "INSERT INTO layers.changes (layer, operation) VALUES ('trees', 'truncate')", "DELETE FROM layers.changes",
        "DELETE FROM layers.trees_history", "DELETE FROM layers.layer_versions", "DELETE FROM layers.overviews",
        "SELECT layers.renew_log()", "SELECT layers.prune_history()", "SELECT layers.check_apart('planning_zones')",
        "SELECT layers.stamp('trees', '{}', '{}', '{}')", "SELECT layers.refresh_overviews(1, true)",
        "SELECT layers.fold_versions('trees')",
    ],
)  # fmt: skip
def test_a_login_stays_what_it_is(besieged: Logins, role: Role, statement: str) -> None:
    if statement == "GRANT SELECT ON layers.incidents TO PUBLIC WITH GRANT OPTION":
        refusals: tuple[type[psycopg.Error], ...] = (errors.InsufficientPrivilege, errors.InvalidGrantOperation)
    else:
        refusals = (*REFUSED, errors.InvalidParameterValue)
    with besieged.database(role) as direct:
        denied(direct, statement, *refusals)


@EVERY_ROLE
def test_nothing_that_works_in_the_owners_name_can_be_called_or_hung_on_a_table(besieged: Logins, role: Role) -> None:
    """A trigger function is called by the triggers of its own tables alone, never by one on somebody's temporary table."""
    with besieged.database(role) as direct:
        found = ran(
            direct,
            """SELECT p.oid::regprocedure::text FROM pg_proc p
            WHERE pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('layers', 'ext', 'auth', 'public'))
                AND (prosecdef OR (prorettype = 'trigger'::regtype AND pronamespace <> 'ext'::regnamespace))
                AND has_function_privilege(p.oid, 'EXECUTE') ORDER BY 1""",
        )
        reads_the_log = ["log_epoch()", "log_horizon()"] if role is ADMINISTRATOR else []
        assert [name.rpartition(".")[2] for (name,) in found] == [*reads_the_log, "own_ward()"]
        direct.execute(
            "CREATE TEMP TABLE mine (id uuid, fid bigint, version int, updated_at timestamptz, geom_3857 text)"
        )
        direct.commit()
        for function in (
            "log_trees",
            "log_state",
            "note_insert",
            "mark_overview",
            "land_parcels_apart",
            "keep_identity",
        ):
            denied(
                direct,
                "CREATE TRIGGER forged AFTER INSERT ON mine REFERENCING NEW TABLE AS changed FOR EACH STATEMENT"
                f" EXECUTE FUNCTION layers.{function}()",
                *REFUSED,
            )


@pytest.mark.parametrize("role", [PUBLIC, CITIZEN, WARD_OFFICER], ids=lambda role: role.value)
def test_the_planners_statistics_tell_nothing_of_hidden_tables(
    besieged: Logins, owner: psycopg.Connection[Any], role: Role
) -> None:
    hidden = "camera_events"
    owner.execute("ANALYZE layers.camera_events")
    with besieged.database(role) as direct:
        for call in (
            f"SELECT ext.ST_EstimatedExtent('layers', '{hidden}', 'geom')",
            f"SELECT ext._postgis_stats('layers.{hidden}'::regclass, 'geom')",
            f"SELECT ext._postgis_index_extent('layers.{hidden}'::regclass, 'geom')",
            f"SELECT ext._postgis_selectivity('layers.{hidden}'::regclass, 'geom', ext.ST_MakeEnvelope(0, 0, 1, 1, 9212))",
        ):
            denied(direct, call)
        assert ran(direct, f"SELECT 1 FROM pg_stats WHERE tablename IN ('{hidden}', '{hidden}_history')") == []


def test_settings_search_path_and_temporary_objects_change_nobodys_rights(besieged: Logins) -> None:
    """What a session makes for itself stands before the house's names in no function of the house."""
    with besieged.database(WARD_OFFICER) as direct:
        for statement in (
            "SELECT set_config('dongha.ward', '" + OTHER_WARD + "', false), set_config('dongha.actor', 'an', false)",
            "CREATE TEMP TABLE accounts (name text, ward_code text, active boolean)",
            "INSERT INTO accounts SELECT session_user, '" + OTHER_WARD + "', true",
            "CREATE TEMP TABLE incidents (ward_code text)",
            "CREATE FUNCTION pg_temp.own_ward() RETURNS text LANGUAGE sql AS $$ SELECT '" + OTHER_WARD + "' $$",
            "CREATE FUNCTION pg_temp.trusted() RETURNS boolean LANGUAGE sql AS $$ SELECT true $$",
            "CREATE FUNCTION pg_temp.pg_has_role(name, name, text) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$",
            "SET search_path = pg_temp, layers, ext, pg_catalog",
        ):
            direct.execute(cast(LiteralString, statement))
        direct.commit()
        assert ran(direct, "SELECT layers.own_ward(), layers.trusted()") == [(WARD, False)]
        seen = ran(
            direct, "SELECT DISTINCT ward_code FROM layers.incidents UNION SELECT ward_code FROM layers.inspections"
        )
        assert seen == [(WARD,)]


def test_a_function_of_ones_own_sees_no_hidden_row(besieged: Logins) -> None:
    """However cheap it says it is, PostgreSQL asks it of rows only that the row policy has let through."""
    with besieged.database(WARD_OFFICER) as direct:
        direct.execute("CREATE TEMP TABLE heard (ward text)")
        direct.execute(
            "CREATE FUNCTION pg_temp.spy(ward text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS"
            " $$ BEGIN INSERT INTO heard VALUES (ward); RETURN true; END $$"
        )
        direct.execute("SELECT count(*) FROM layers.incidents WHERE pg_temp.spy(ward_code)")
        assert ran(direct, "SELECT DISTINCT ward FROM heard") == [(WARD,)]
        direct.execute("UPDATE layers.incidents SET summary = summary WHERE pg_temp.spy(ward_code)")
        direct.execute("DELETE FROM layers.inspections WHERE pg_temp.spy(ward_code) AND false")
        assert ran(direct, "SELECT DISTINCT ward FROM heard") == [(WARD,)]
        direct.rollback()


def test_every_table_with_rows_for_some_has_its_policies_on(owner: psycopg.Connection[Any]) -> None:
    """A table whose policies are there but not in force would show everything."""
    off = ran(
        owner,
        """SELECT DISTINCT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE NOT c.relrowsecurity""",
    )
    assert off == []
    bare = ran(
        owner,
        """SELECT c.relname FROM pg_class c WHERE c.relrowsecurity AND relnamespace = 'layers'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_class h WHERE h.relname = c.relname || '_history' AND h.relrowsecurity)
            AND relname !~ '_(history|state)$' AND relname !~ '^(datastreams$|observations)'""",
    )
    assert bare == []
    views = {name for name, cls in LAYERS.items() if cls.declared.view}
    assert {
        name
        for (name,) in ran(
            owner,
            """SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'layers'::regnamespace
                AND 'security_invoker=true' = ANY (reloptions)""",
        )
    } >= views

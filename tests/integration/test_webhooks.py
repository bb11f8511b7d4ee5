"""Webhooks: signed, in order, each change once, tried again, with the rights of the account and no way into the house."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.cli import serve
from api.cli.console import Trouble
from api.cli.user import NewAccount, set_active
from api.cli.user import add as add_account
from api.cli.webhook import NewWebhook, add, deliveries, remove, retry, subscriptions
from api.webhooks.destination import BadDestination, destination, public
from layers.core.db import connect
from layers.core.settings import ROOT
from tests.conftest import Databases, free_port, serving
from tests.integration.receiver import receiving

QUICK = {"WEBHOOK_PRIVATE": "1", "WEBHOOK_RETRY_MS": "50", "WEBHOOK_TRIES": "3"}


@pytest.fixture(scope="module")
def town(databases: Databases, city_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A city whose server delivers to the loopback address, without patience."""
    with (
        databases.lent(city_template) as url,
        serving(url, tmp_path_factory.mktemp("webhooks") / "server.log", **QUICK),
    ):
        yield url


@pytest.fixture
def url(town: str) -> str:
    """The city, without any webhook."""
    run(town, "DELETE FROM layers.webhook_subscriptions")
    return town


def run(url: str, *statements: str) -> list[Any]:
    with connect(url, autocommit=True) as database:
        done = None
        for statement in statements:
            done = database.execute(statement.encode())
        return done.fetchall() if done is not None and done.description else []


def touch(url: str, word: str) -> str:
    """Change a flood mark; its id."""
    changed = run(
        url,
        f"UPDATE layers.flood_marks SET source = '{word}' WHERE fid = (SELECT min(fid) FROM layers.flood_marks) RETURNING id",
    )
    return str(changed[0][0])


def until(url: str, statement: str) -> None:
    """Wait until a statement gives a row."""
    deadline = time.monotonic() + 240
    while not run(url, statement):
        assert time.monotonic() < deadline, run(
            url, "SELECT status, tries, answer, trouble FROM layers.webhook_deliveries"
        )
        time.sleep(0.05)


def test_changes_are_told_signed_and_in_order(url: str) -> None:
    with receiving() as receiver:
        _, secret = add(url, NewWebhook(url=receiver.url, layers=("flood_marks",)))
        identifier = touch(url, "one")
        receiver.until(lambda r: r.changes())
        for word in ("two", "three"):
            touch(url, word)
        run(
            url, f"DELETE FROM layers.flood_marks WHERE id = '{identifier}'", "UPDATE layers.wards SET source = 'other'"
        )
        receiver.until(lambda r: any(change["operation"] == "delete" for change in r.changes()))
        assert all(heard.verified(secret) for heard in receiver.heard)
        assert not receiver.heard[0].verified("whsec_" + "A" * 44), "another secret signs otherwise"
        first = receiver.taken()[0]
        assert first.headers["content-type"] == "application/json"
        assert abs(int(first.headers["webhook-timestamp"]) - time.time()) < 300
        assert first.message["type"] == "features.changed"
        change = first.changes[0]
        assert (change["layer"], change["operation"], change["id"]) == ("flood_marks", "update", identifier)
        assert change["feature"]["properties"]["source"] == "one"
        assert change["href"] == f"/ogc/collections/flood_marks/items/{identifier}"
        assert "actor" not in change
        told = receiver.changes()
        assert {change["layer"] for change in told} == {"flood_marks"}
        versions = [change["version"] for change in told]
        assert versions == sorted(versions)
        assert told[-1]["operation"] == "delete"
        until(url, "SELECT 1 FROM layers.webhook_deliveries HAVING bool_and(status = 'delivered')")


def test_only_what_was_asked_for(url: str) -> None:
    box = run(
        url,
        "SELECT ST_XMin(g), ST_YMin(g), ST_XMax(g), ST_YMax(g) FROM (SELECT ST_Transform(ST_Expand(geom, 1), 4326) AS g"
        " FROM layers.flood_marks ORDER BY fid LIMIT 1) f",
    )[0]
    with receiving() as near, receiving() as deletions:
        add(url, NewWebhook(url=near.url, layers=("flood_marks",), bbox=box))
        add(url, NewWebhook(url=deletions.url, operations=("delete",)))
        ids = [str(row[0]) for row in run(url, "SELECT id FROM layers.flood_marks ORDER BY fid")]
        (before,) = run(url, f"SELECT version FROM layers.flood_marks WHERE id = '{ids[0]}'")[0]
        run(
            url,
            "UPDATE layers.flood_marks SET source = 'all'",
            f"UPDATE layers.flood_marks SET geom = ST_Translate(geom, 500, 0) WHERE id = '{ids[0]}'",
            f"UPDATE layers.flood_marks SET source = 'gone' WHERE id = '{ids[0]}'",
            f"DELETE FROM layers.flood_marks WHERE id = '{ids[-1]}'",
        )
        deletions.until(lambda r: r.changes())
        near.until(lambda r: any(c["id"] == ids[0] and c["version"] >= before + 2 for c in r.changes()))
        assert [change["id"] for change in deletions.changes()] == [ids[-1]]
        within = run(
            url,
            "SELECT DISTINCT id::text FROM layers.flood_marks_history WHERE"
            f" ST_Intersects(geom, ST_Transform(ST_MakeEnvelope({','.join(map(str, box))}, 4326), 9212))",
        )
        assert {change["id"] for change in near.changes()} == {row[0] for row in within}


def test_tried_again_until_taken(url: str) -> None:
    """A receiver that fails gets the same message again before any later one."""
    with receiving(lambda number: 500 if number in (0, 1, 4) else 200) as receiver:
        add(url, NewWebhook(url=receiver.url, layers=("flood_marks",)))
        for word in ("a", "b", "c", "d"):
            touch(url, word)
            count = len(receiver.taken())
            receiver.until(lambda r, count=count: len(r.taken()) > count)
        ids = [heard.id for heard in receiver.heard]
        assert ids[0] == ids[1] == ids[2]
        assert len(ids) == len(set(ids)) + 3
        assert [change["feature"]["properties"]["source"] for change in receiver.changes()] == ["a", "b", "c", "d"]
        assert subscriptions(url)[0]["failures"] == 0


def test_dead_letters_are_shown_and_can_be_sent_again(url: str) -> None:
    well = False
    with receiving(lambda _: 204 if well else 503) as receiver:
        identifier, _ = add(url, NewWebhook(url=receiver.url, layers=("flood_marks",)))
        touch(url, "lost")
        until(url, "SELECT 1 FROM layers.webhook_deliveries WHERE status = 'dead'")
        (dead,) = deliveries(url, identifier, "dead", 10)
        assert (dead["tries"], dead["answer"], dead["trouble"]) == (3, 503, "refused")
        shown = subscriptions(url)[0]
        assert (shown["dead"], shown["failures"], shown["active"]) == (1, 3, True)
        well = True
        assert retry(url, dead["id"]) == 1
        receiver.until(lambda r: r.changes())
        assert receiver.taken()[0].id == dead["id"]
        until(url, "SELECT 1 FROM layers.webhook_deliveries WHERE status = 'delivered'")
        well = False
        run(url, "UPDATE layers.webhook_subscriptions SET failing_since = now() - interval '4 days', failures = 40")
        touch(url, "much later")
        until(url, "SELECT 1 FROM layers.webhook_subscriptions WHERE NOT active AND disabled_why = 'failing'")
        well = True
        retry(url, identifier)
        receiver.until(lambda r: len(r.taken()) == 2)
        assert subscriptions(url)[0]["active"]


def test_gone_is_taken_at_its_word(url: str) -> None:
    with receiving(lambda _: 410) as receiver:
        add(url, NewWebhook(url=receiver.url))
        touch(url, "gone")
        until(url, "SELECT 1 FROM layers.webhook_subscriptions WHERE NOT active AND disabled_why = 'gone'")
        assert len(receiver.heard) == 1


@contextmanager
def killable(url: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server that can be killed without a chance to clean up."""
    port = free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            serve.command("127.0.0.1", port),
            cwd=ROOT,
            env={**serve.environment(url), **QUICK},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_killed_server_loses_and_doubles_nothing(own_city_url: str, tmp_path: Path) -> None:
    """Three servers, two of them killed in the middle: every change in exactly one message, in order."""
    url = own_city_url
    turns = 60
    with receiving() as receiver:
        add(url, NewWebhook(url=receiver.url, layers=("flood_marks",)))
        with killable(url, tmp_path / "a.log") as one, killable(url, tmp_path / "b.log") as two:
            for turn in range(turns):
                touch(url, str(turn))
                if turn == 20:
                    receiver.until(lambda r: r.changes())
                    kill(one)
                if turn == 40:
                    receiver.until(lambda r: any(change["version"] > 21 for change in r.changes()))
                    kill(two)
        with serving(url, tmp_path / "c.log", **QUICK):
            receiver.until(lambda r: r.changes() and r.changes()[-1]["version"] == turns + 1)
        versions = [change["version"] for change in receiver.changes()]
        assert versions == sorted(set(versions))
        bodies = {heard.id: heard.body for heard in receiver.heard}
        assert all(heard.body == bodies[heard.id] for heard in receiver.heard), "the same id is the same message"
        places = run(url, "SELECT count(*), count(DISTINCT (txid, seq)) FROM layers.webhook_deliveries")[0]
        assert places[0] == places[1] == len(receiver.taken())


def test_rights_of_the_account_hold(url: str) -> None:
    """The public's subscription hears nothing of a draft plan; a planner's does, until the account is closed."""
    add_account(url, NewAccount(name="planner", role="urban_management", password="dong-ha-31-hook"))
    (plan,) = run(url, "SELECT plan_id FROM layers.planning_zones GROUP BY 1 ORDER BY count(*) LIMIT 1")[0]
    run(url, f"UPDATE layers.plans SET status = 'draft' WHERE id = '{plan}'")
    with receiving() as everybody, receiving() as planner:
        add(url, NewWebhook(url=everybody.url, layers=("planning_zones", "flood_marks")))
        add(url, NewWebhook(url=planner.url, layers=("planning_zones",), account="planner"))
        zones = {
            str(row[0])
            for row in run(
                url, f"UPDATE layers.planning_zones SET note = 'secret' WHERE plan_id = '{plan}' RETURNING id"
            )
        }
        planner.until(lambda r: {change["id"] for change in r.changes()} >= zones)
        touch(url, "public")
        everybody.until(lambda r: r.changes())
        assert {change["layer"] for change in everybody.changes()} == {"flood_marks"}
        assert all(b"secret" not in heard.body for heard in everybody.heard)

        run(url, f"UPDATE layers.plans SET status = 'approved' WHERE id = '{plan}'")
        everybody.until(lambda r: {change["id"] for change in r.changes()} >= zones)

        set_active(url, "planner", active=False)
        until(url, "SELECT 1 FROM layers.webhook_subscriptions WHERE NOT active AND disabled_why = 'account'")
        count = len(planner.heard)
        run(url, f"UPDATE layers.planning_zones SET note = 'later' WHERE plan_id = '{plan}'")
        everybody.until(lambda r: any(b"later" in heard.body for heard in r.heard))
        assert len(planner.heard) == count


def test_start_over_is_told(url: str) -> None:
    with receiving() as receiver:
        add(url, NewWebhook(url=receiver.url, layers=("outfalls",)))
        run(url, "TRUNCATE layers.outfalls CASCADE")
        receiver.until(lambda r: r.taken())
        assert receiver.taken()[0].message["type"] == "features.start-over"
        assert receiver.taken()[0].message["data"] == {"layers": ["outfalls"]}


def test_no_way_into_the_house(own_city_url: str, tmp_path: Path) -> None:
    """Neither straight to a private address nor by a redirect; nothing is sent there."""
    url = own_city_url
    with receiving() as inside, serving(url, tmp_path / "a.log", **(QUICK | {"WEBHOOK_PRIVATE": "0"})):
        add(url, NewWebhook(url=inside.url))
        add(url, NewWebhook(url=inside.url.replace("127.0.0.1", "localhost")))
        touch(url, "x")
        until(url, "SELECT 1 FROM layers.webhook_deliveries HAVING count(*) FILTER (WHERE status = 'dead') = 2")
        assert {row[0] for row in run(url, "SELECT DISTINCT trouble FROM layers.webhook_deliveries")} == {"private"}
        assert inside.heard == []


def test_redirects_are_not_followed(url: str) -> None:
    with receiving() as target, receiving(lambda _: 307, target.url) as receiver:
        add(url, NewWebhook(url=receiver.url))
        touch(url, "x")
        until(url, "SELECT 1 FROM layers.webhook_deliveries WHERE status = 'dead' AND trouble = 'redirect'")
        assert target.heard == []


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1",
        "2002:a00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    import ipaddress

    assert not public(ipaddress.ip_address(address))


def test_the_address_looked_up_is_the_one_called() -> None:
    async def ask() -> None:
        to = await destination("http://localhost:8123/a?b=c", private=True)
        assert to.url in ("http://127.0.0.1:8123/a?b=c", "http://[::1]:8123/a?b=c")
        assert (to.host, to.name) == ("localhost:8123", "localhost")
        for wrong in (
            "ftp://example.org",
            "http://user:pw@example.org/",
            "http:///x",
            "http://a b/",
            "file:///etc/passwd",
        ):
            with pytest.raises(BadDestination):
                await destination(wrong, private=True)
        for hidden in ("http://127.1/", "http://0x7f000001/", "http://2130706433/", "http://[::ffff:127.0.0.1]/"):
            with pytest.raises(BadDestination):
                await destination(hidden, private=False)

    asyncio.run(ask())


def test_the_commands(url: str, tmp_path: Path) -> None:
    def dongha(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "api.cli", "webhook", *words],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "DONGHA_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    made = dongha("add", "https://example.org/hook", "--layer", "flood_marks", "--title", "Mirror")
    assert made.returncode == 0, made.stderr
    identifier, secret = (line.split()[1] for line in made.stdout.splitlines()[-2:])
    assert secret.startswith("whsec_")
    listed = dongha("list").stdout
    assert identifier in listed
    assert "Mirror" in listed
    assert secret not in listed, "the secret is shown once"
    run(
        url,
        "INSERT INTO layers.webhook_deliveries (subscription, txid, seq, body, status, tries, answer, trouble)"
        f" VALUES ('{identifier}', '5', 1, '{{}}', 'dead', 10, 500, 'refused')",
    )
    assert "dead  10 tries" in dongha("deliveries", "--status", "dead").stdout
    assert "HTTP 500" in dongha("deliveries", "--webhook", identifier).stdout
    assert dongha("retry", identifier).returncode == 0
    assert "10 tries" not in dongha("deliveries").stdout, "it is tried anew"
    for wrong in (
        ("add", "https://example.org", "--bbox", "1,2,3"),
        ("retry", "xyz"),
        ("deliveries", "--status", "lost"),
    ):
        refused = dongha(*wrong)
        assert refused.returncode != 0, wrong
        assert refused.stderr.count("\n") == 1, refused.stderr
        assert "—" in refused.stderr
    assert dongha("remove", identifier).returncode == 0
    assert identifier not in dongha("list").stdout


def test_secrets_are_out_of_reach(url: str) -> None:
    with connect(url) as database:
        for role in ("dongha_public", "dongha_urban_management", "dongha_administrator"):
            database.execute(f"SET LOCAL ROLE {role}".encode())
            may = b"SELECT has_column_privilege('layers.webhook_subscriptions', 'secret', 'SELECT')"
            assert database.execute(may).fetchone() == (False,), role
            database.execute(b"RESET ROLE")


@pytest.mark.parametrize(
    "wanted",
    [
        NewWebhook(url="ftp://example.org"),
        NewWebhook(url="https://user:word@example.org"),
        NewWebhook(url="https://example.org", layers=("nothing",)),
        NewWebhook(url="https://example.org", layers=("cameras",)),
        NewWebhook(url="https://example.org", layers=("indicators",)),
        NewWebhook(url="https://example.org", operations=("look",)),
        NewWebhook(url="https://example.org", account="nobody"),
        NewWebhook(url="https://example.org", bbox=(108, 16, 107, 17)),
    ],
)
def test_webhooks_that_are_refused(url: str, wanted: NewWebhook) -> None:
    with pytest.raises(Trouble):
        add(url, wanted)
    assert subscriptions(url) == []


def test_a_webhook_of_nobody_cannot_be_removed(url: str) -> None:
    with pytest.raises(Trouble):
        remove(url, "00000000-0000-4000-8000-000000000000")

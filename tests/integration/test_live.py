"""`/live`: whoever may see a change hears of it, once, and nobody else; who comes back hears exactly what was missed."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, LiteralString

import httpx
import psycopg
import pytest

from api.live.listener import MOST_WAITING_BYTES, Listener, event
from api.position import Position
from tests.conftest import serving
from tests.integration.asking import lamps
from tests.integration.listening import Ear, listening
from tests.integration.people import passing


def one(city: psycopg.Connection[Any], sql: LiteralString, *values: object) -> Any:
    row = city.execute(sql, values).fetchone()
    assert row is not None
    return row[0] if len(row) == 1 else row


def power(city: psycopg.Connection[Any], lamp: int, watts: float) -> None:
    city.execute("UPDATE street_lamps SET rated_power_w = %s WHERE fid = %s", [watts, lamp])


def heard(ear: Ear, layer: str) -> list[tuple[int, str]]:
    return [(change["fid"], change["op"]) for change in ear.changes if change["layer"] == layer]


def test_an_edit_with_psql_is_heard_with_its_place(base: str, city: psycopg.Connection[Any]) -> None:
    (lamp,) = lamps(city, 1)
    identity, version, west, south = one(
        city,
        """SELECT id, version, ST_X(g), ST_Y(g) FROM (SELECT *, ST_Transform(geom, 4326) g FROM street_lamps) f
        WHERE fid = %s""",
        lamp,
    )
    with listening(base, layers="street_lamps") as ear:
        assert ear.events[0].name == "hello"
        power(city, lamp, 77)
        ear.wait(lambda e: bool(e.changes))
        (change,) = ear.changes
        assert change["bbox"] == pytest.approx([west, south, west, south], abs=2e-5)
        assert (change["layer"], change["fid"], change["id"], change["op"], change["version"]) == (
            "street_lamps",
            lamp,
            str(identity),
            "update",
            version + 1,
        )
        city.execute("UPDATE street_lamps SET geom = ST_Translate(geom, 100, 0) WHERE fid = %s", [lamp])
        ear.wait(lambda e: len(e.changes) == 2)
        moved = ear.changes[1]
        assert moved["before"] == change["bbox"]
        assert moved["bbox"][0] > change["bbox"][0]
        city.execute("DELETE FROM street_lamps WHERE fid = %s", [lamp])
        ear.wait(lambda e: len(e.changes) == 3)
        assert ear.changes[2]["op"] == "delete"
        assert ear.changes[2]["bbox"] == moved["bbox"]


def test_who_comes_back_hears_exactly_what_was_missed_also_what_committed_late(
    base: str, city: psycopg.Connection[Any], own_url: str
) -> None:
    first, second, third, fourth = lamps(city, 4)
    with psycopg.connect(own_url) as slow:
        with listening(base, layers="street_lamps") as ear:
            slow.execute("UPDATE layers.street_lamps SET rated_power_w = 61 WHERE fid = %s", [first])
            power(city, second, 62)
            ear.wait(lambda e: bool(e.changes))
            cursor = ear.cursor
        power(city, third, 63)
        slow.commit()
        with listening(base, cursor, layers="street_lamps") as again:
            power(city, fourth, 64)
            again.wait(lambda e: (fourth, "update") in heard(e, "street_lamps"))
            assert sorted(heard(again, "street_lamps")) == [(f, "update") for f in sorted((first, third, fourth))]
            cursor = again.cursor
        with listening(base, layers="street_lamps", since=cursor) as last:
            power(city, first, 65)
            last.wait(lambda e: bool(e.changes))
            assert heard(last, "street_lamps") == [(first, "update")]


def test_who_asks_for_the_position_first_misses_nothing(base: str, city: psycopg.Connection[Any]) -> None:
    (lamp,) = lamps(city, 1)
    answer = httpx.get(f"{base}/live/position")
    assert answer.headers["cache-control"] == "no-store"
    power(city, lamp, 88)
    with listening(base, layers="street_lamps", since=answer.json()["position"]) as ear:
        ear.wait(lambda e: heard(e, "street_lamps") == [(lamp, "update")])


@pytest.mark.parametrize("cursor", ["nonsense", "0123456789ab.100:100:", "0.9:3:", "'; DROP TABLE layers.changes; --"])
def test_a_cursor_that_is_none_of_ours_means_to_read_again(base: str, cursor: str) -> None:
    with listening(base, cursor) as ear:
        ear.wait(lambda e: [event.name for event in e.events[:2]] == ["hello", "reload"])
        assert ear.events[1].data == {}


def test_only_the_layers_and_the_box_asked_for_are_heard(base: str, city: psycopg.Connection[Any]) -> None:
    (lamp,) = lamps(city, 1)
    other = one(
        city,
        """SELECT f.fid FROM street_lamps f, street_lamps l WHERE l.fid = %s
        ORDER BY ST_Distance(f.geom, l.geom) DESC LIMIT 1""",
        lamp,
    )
    x, y = one(
        city,
        "SELECT ST_X(g), ST_Y(g) FROM (SELECT ST_Transform(geom, 4326) g FROM street_lamps WHERE fid = %s) f",
        lamp,
    )
    box = f"{x - 1e-3},{y - 1e-3},{x + 1e-3},{y + 1e-3}"
    with listening(base, layers="street_lamps", bbox=box) as here, listening(base, layers="trees") as elsewhere:
        power(city, other, 50)
        power(city, lamp, 51)
        city.execute("UPDATE street_lamps SET geom = ST_Translate(geom, 4000, 4000) WHERE fid = %s", [lamp])
        tree = one(
            city,
            "UPDATE trees SET geom = ST_Translate(geom, 1, 1) WHERE fid = (SELECT min(fid) FROM trees) RETURNING fid",
        )
        here.wait(lambda e: any("before" in change for change in e.changes), "the one that left the box")
        elsewhere.wait(lambda e: bool(e.changes))
        assert {fid for fid, _ in heard(here, "street_lamps")} == {lamp}
        assert {change["layer"] for change in elsewhere.changes} == {"trees"}
        assert heard(elsewhere, "trees") == [(tree, "update")]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("layers=nowhere", 400),
        ("layers=", 400),
        ("bbox=1,2,3", 400),
        ("bbox=3,3,1,1", 400),
        ("bbox=a,b,c,d", 400),
        ("filter=true", 400),
        ("layers=wards&layers=trees", 400),
        ("layers=camera_events", 401),
        ("layers=wards,tasks", 401),
    ],
)
def test_what_is_wrong_is_told_in_both_languages(base: str, query: str, status: int) -> None:
    said = set()
    for language in ("vi", "en"):
        answer = httpx.get(f"{base}/live?{query}", headers={"Accept-Language": language})
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("application/problem+json")
        said.add(answer.json()["detail"])
    assert len(said) == 2


def test_everybody_hears_of_published_plans_only_and_of_none_that_the_police_keeps(
    base: str, city: psycopg.Connection[Any], own_url: str
) -> None:
    draft, published = (
        one(city, "SELECT min(fid) FROM plans WHERE status = %s", status) for status in ("draft", "approved")
    )
    rename: LiteralString = "UPDATE plans SET name = name || '.' WHERE fid = %s"
    with passing(own_url, "police") as police, listening(base) as ear, listening(base, auth=police) as officer:
        city.execute("UPDATE camera_events SET source = source || '.' WHERE fid = (SELECT min(fid) FROM camera_events)")
        city.execute(rename, [draft])
        # What becomes of it while the renaming is looked up would be told with it, and once more.
        officer.wait(lambda e: heard(e, "plans") == [(draft, "update")])
        city.execute("UPDATE plans SET status = 'approved' WHERE fid = %s", [draft])
        ear.wait(lambda e: heard(e, "plans") == [(draft, "create")], "the plan that was published")
        city.execute("UPDATE plans SET status = 'draft', name = 'secret' WHERE fid = %s", [published])
        ear.wait(lambda e: len(heard(e, "plans")) == 2)
        city.execute(rename, [published])
        city.execute(rename, [draft])
        ear.wait(lambda e: len(heard(e, "plans")) == 3)
        assert heard(ear, "plans") == [(draft, "create"), (published, "delete"), (draft, "update")]
        assert "version" not in next(change for change in ear.changes if change["op"] == "delete")
        assert not heard(ear, "camera_events")
        officer.wait(lambda e: bool(heard(e, "camera_events")))
        officer.wait(lambda e: {(draft, "update"), (published, "update")} <= set(heard(e, "plans")))


def test_a_ward_officer_hears_of_the_own_ward_alone(base: str, city: psycopg.Connection[Any], own_url: str) -> None:
    ward, mine = one(city, "SELECT ward_code, min(fid) FROM inspections GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
    other, theirs = one(
        city, "SELECT ward_code, min(fid) FROM inspections WHERE ward_code <> %s GROUP BY 1 LIMIT 1", ward
    )
    touch: LiteralString = "UPDATE inspections SET source = source || '.' WHERE fid = %s"
    with (
        passing(own_url, "ward_officer", ward) as officer,
        passing(own_url, "ward_officer", other) as colleague,
        listening(base, auth=officer, layers="inspections") as ear,
        listening(base, auth=colleague, layers="inspections") as there,
    ):
        city.execute(touch, [theirs])
        city.execute(touch, [mine])
        ear.wait(lambda e: bool(e.changes))
        city.execute("UPDATE inspections SET ward_code = %s WHERE fid = %s", [other, mine])
        ear.wait(lambda e: len(e.changes) == 2)
        there.wait(lambda e: len(e.changes) == 2)
        assert heard(ear, "inspections") == [(mine, "update"), (mine, "delete")]
        assert heard(there, "inspections") == [(theirs, "update"), (mine, "create")]
        city.execute(touch, [mine])
        there.wait(lambda e: len(e.changes) == 3)
        cursor = ear.cursor
    with (
        passing(own_url, "ward_officer", ward) as late,
        listening(base, cursor, late, layers="inspections") as ear,
    ):
        city.execute("UPDATE inspections SET ward_code = %s WHERE fid = %s", [ward, mine])
        ear.wait(lambda e: bool(e.changes))
        assert heard(ear, "inspections") == [(mine, "create")]


def test_a_bulk_load_is_one_word(base: str, city: psycopg.Connection[Any]) -> None:
    with listening(base, layers="street_lamps,trees") as ear:
        city.execute("UPDATE street_lamps SET rated_power_w = rated_power_w + 1")
        ear.wait(lambda e: e.events[-1].name == "reload")
        assert ear.events[-1].data == {"layers": ["street_lamps"]}
        assert not ear.changes


def test_two_servers_tell_the_same_and_one_goes_on_where_the_other_ended(
    base: str, city: psycopg.Connection[Any], own_url: str, tmp_path: Path
) -> None:
    first, second, third = lamps(city, 3)
    with serving(own_url, tmp_path / "other.log") as other:
        with listening(base, layers="street_lamps") as here, listening(other, layers="street_lamps") as there:
            power(city, first, 91)
            for ear in (here, there):
                ear.wait(lambda e: heard(e, "street_lamps") == [(first, "update")])
            cursor = here.cursor
        power(city, second, 92)
        with listening(other, cursor, layers="street_lamps") as ear:
            power(city, third, 93)
            ear.wait(lambda e: (third, "update") in heard(e, "street_lamps"))
            assert sorted(heard(ear, "street_lamps")) == [(second, "update"), (third, "update")]


def test_streams_survive_a_database_that_ends_every_connection(base: str, city: psycopg.Connection[Any]) -> None:
    first, second = lamps(city, 2)
    with listening(base, layers="street_lamps") as ear:
        power(city, first, 71)
        ear.wait(lambda e: bool(e.changes))
        city.execute(
            """SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()"""
        )
        power(city, second, 72)
        ear.wait(lambda e: len(e.changes) == 2)
        assert heard(ear, "street_lamps") == [(first, "update"), (second, "update")]


def test_streams_end_when_the_server_stops_and_there_is_room_for_so_many_only(own_url: str, tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack:
        base = stack.enter_context(serving(own_url, tmp_path / "server.log", LIVE_LISTENERS="1"))
        listener = contextlib.ExitStack()
        ear = listener.enter_context(listening(base))
        refused = httpx.get(f"{base}/live")
        assert refused.status_code == 503
        assert refused.headers["retry-after"]
        stack.close()
        ear.wait(lambda e: e.ended is not None)
        assert ear.ended == "cleanly"
        listener.close()


async def test_what_waits_for_a_slow_listener_is_bounded_and_becomes_reload() -> None:
    listener = Listener(None)
    position = Position("0123456789ab", "10:10:")
    message = event("changes", position, b'{"changes":[' + b"1" * 1_000 + b"]}")
    for _ in range(2_000):
        listener.give(message, position)
    listener.give(message, position)
    waiting = await listener.next()
    assert waiting is not None
    assert len(waiting) <= MOST_WAITING_BYTES
    assert waiting.startswith(event("reload", position, b"{}"))
    assert waiting.endswith(message)

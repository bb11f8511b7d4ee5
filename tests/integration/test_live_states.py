"""Present state on `/live`: everybody hears the new values of what they may see and look at."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from api.live.listener import MOST_WAITING_BYTES, Listener, event
from api.position import Position
from layers.core.roles import POLICE
from tests.integration.asking import lamps
from tests.integration.listening import Ear, listening
from tests.integration.people import passing

TELL = """INSERT INTO street_lamps_state AS s (fid, status, status_at, phenomenon_time)
    SELECT fid, %s, now(), now() FROM street_lamps WHERE fid = ANY (%s)
    ON CONFLICT (fid) DO UPDATE SET status = excluded.status, status_at = now(), phenomenon_time = now()"""


@pytest.fixture(scope="module")
def staff(own_url: str) -> Iterator[tuple[str, str]]:
    """Name and password of somebody of the police."""
    with passing(own_url, POLICE.value) as account:
        yield account


def rows(ear: Ear, layer: str) -> list[dict[str, Any]]:
    """The states of a layer that were heard, feature by feature, in order."""
    found: list[dict[str, Any]] = []
    for one in ear.events:
        columns = one.data.get("states", {}).get(layer, {})
        found += [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return found


def anew(ear: Ear) -> set[str]:
    return {layer for one in ear.events for layer in one.data.get("states_anew", ())}


def names(ear: Ear) -> list[str]:
    """What was heard in order, but for the beats of a quiet stream."""
    return [one.name for one in ear.events if one.name != "beat"]


def test_new_values_are_told_with_their_time_and_silence_as_null(base: str, city: psycopg.Connection[Any]) -> None:
    first, second = lamps(city, 2)
    with listening(base, layers="street_lamps") as ear:
        city.execute(TELL, ["fault", [first, second]])
        ear.wait(lambda e: len(rows(e, "street_lamps")) >= 2)
        heard = rows(ear, "street_lamps")
        assert [(row["fid"], row["status"]) for row in heard] == [(first, "fault"), (second, "fault")]
        assert all(abs(row["phenomenon_time"] - time.time()) < 60 for row in heard)
        assert set(heard[0]) == {"fid", "phenomenon_time", "status"}
        assert ear.changes == []
        city.execute("UPDATE street_lamps_state SET status = NULL WHERE fid = %s", [first])
        ear.wait(lambda e: (first, None) in [(row["fid"], row["status"]) for row in rows(e, "street_lamps")])
        city.execute("DELETE FROM street_lamps_state WHERE fid = %s", [second])
        ear.wait(lambda e: rows(e, "street_lamps")[-1] == {"fid": second, "phenomenon_time": None, "status": None})


def test_a_layer_that_no_reading_colours_tells_who_was_heard(base: str, city: psycopg.Connection[Any]) -> None:
    with listening(base, layers="junctions") as ear:
        (junction,) = city.execute(
            "UPDATE junctions_state SET cycle_s = 61 WHERE fid = (SELECT min(fid) FROM junctions_state) RETURNING fid"
        ).fetchall()[0]
        ear.wait(lambda e: bool(rows(e, "junctions")))
        (row,) = rows(ear, "junctions")
        assert row["fid"] == junction
        assert set(row) == {"fid", "phenomenon_time"}


def test_who_looks_at_a_box_hears_only_what_lies_in_it(base: str, city: psycopg.Connection[Any]) -> None:
    (lamp,) = lamps(city, 1)
    x, y = city.execute(
        "SELECT ST_X(g), ST_Y(g) FROM (SELECT ST_Transform(geom, 4326) g FROM street_lamps WHERE fid = %s) f", [lamp]
    ).fetchall()[0]
    box = x - 2e-3, y - 2e-3, x + 2e-3, y + 2e-3
    inside = {
        fid
        for (fid,) in city.execute(
            "SELECT fid FROM street_lamps WHERE ST_Transform(geom, 4326) && ST_MakeEnvelope(%s, %s, %s, %s, 4326)", box
        ).fetchall()
    }
    everywhere = lamps(city, 3000)
    assert 0 < len(inside & set(everywhere)) < 3000
    with (
        listening(base, layers="street_lamps", bbox=",".join(map(str, box))) as here,
        listening(base, layers="street_lamps", bbox="107.0,16.7,107.3,17.0") as city_wide,
        listening(base, layers="street_lamps") as all_ears,
        listening(base, layers="trees") as elsewhere,
    ):
        city.execute(TELL, ["dimmed", everywhere])
        for ear in (city_wide, all_ears):
            ear.wait(lambda e: len(rows(e, "street_lamps")) >= 3000)
            assert {row["fid"] for row in rows(ear, "street_lamps")} == set(everywhere)
        here.wait(lambda e: bool(rows(e, "street_lamps")))
        assert {row["fid"] for row in rows(here, "street_lamps")} == inside & set(everywhere)
        city.execute("UPDATE trees SET geom = ST_Translate(geom, 1, 1) WHERE fid = 1")
        elsewhere.wait(lambda e: bool(e.changes))
        assert all("states" not in one.data for one in elsewhere.events)


def test_of_too_many_at_once_the_layer_is_to_be_read_again(base: str, city: psycopg.Connection[Any]) -> None:
    with listening(base, layers="street_lamps,wifi_points") as ear, listening(base, layers="trees") as elsewhere:
        city.execute(TELL, ["on", lamps(city, 10_000)])
        ear.wait(lambda e: anew(e) == {"street_lamps"})
        assert names(ear) == ["hello", "changes"]
        assert rows(ear, "street_lamps") == []
        city.execute("TRUNCATE wifi_points_state")
        ear.wait(lambda e: anew(e) == {"street_lamps", "wifi_points"})
        assert names(elsewhere) == ["hello"]


def test_who_comes_back_hears_the_state_of_what_was_missed(base: str, city: psycopg.Connection[Any]) -> None:
    first, second, third = lamps(city, 3)
    with listening(base, layers="street_lamps") as ear:
        city.execute(TELL, ["off", [first]])
        ear.wait(lambda e: bool(rows(e, "street_lamps")))
        cursor = ear.cursor
    for status in ("fault", "dimmed"):
        city.execute(TELL, [status, [second, third]])
    with listening(base, cursor, layers="street_lamps") as again:
        again.wait(lambda e: bool(rows(e, "street_lamps")))
        heard = [(row["fid"], row["status"]) for row in rows(again, "street_lamps")]
        assert heard == [(second, "dimmed"), (third, "dimmed")]
    for _ in range(101):
        city.execute(TELL, ["on", [first]])
    with listening(base, cursor, layers="street_lamps") as late:
        late.wait(lambda e: anew(e) == {"street_lamps"})
        assert names(late) == ["hello", "changes"]


def test_devices_of_what_is_not_public_are_heard_by_staff_only(
    base: str, staff: tuple[str, str], city: psycopg.Connection[Any]
) -> None:
    (hidden,) = city.execute("SELECT min(fid) FROM devices WHERE audience <> 'public'").fetchall()[0]
    (open_to_all,) = city.execute("SELECT min(fid) FROM devices WHERE audience = 'public'").fetchall()[0]
    tell = """INSERT INTO devices_state AS s (fid, status, status_at, phenomenon_time) VALUES (%s, %s, now(), now())
        ON CONFLICT (fid) DO UPDATE SET status = excluded.status, status_at = now(), phenomenon_time = now()"""
    with listening(base, layers="devices") as everybody, listening(base, auth=staff, layers="devices") as inside:
        for fid in (hidden, open_to_all):
            city.execute(tell, [fid, "fault"])
        inside.wait(lambda e: {row["fid"] for row in rows(e, "devices")} == {hidden, open_to_all})
        everybody.wait(lambda e: bool(rows(e, "devices")))
        assert {row["fid"] for row in rows(everybody, "devices")} == {open_to_all}
        assert str(hidden) not in str([one.data.get("states") for one in everybody.events])
    seen = httpx.get(f"{base}/state?layers=devices", timeout=60).json()["layers"]["devices"]["fid"]
    assert open_to_all in seen
    assert hidden not in seen
    assert httpx.get(f"{base}/state?layers=commands").status_code == 401
    seen = httpx.get(f"{base}/state?layers=devices,commands", auth=staff, timeout=60).json()["layers"]["devices"]["fid"]
    assert {hidden, open_to_all} <= set(seen)


def test_reading_the_state_after_hello_leaves_no_gap(base: str, own_url: str, city: psycopg.Connection[Any]) -> None:
    """A map that listens, reads and then applies again what it heard meanwhile shows what the database holds."""
    few = lamps(city, 40)
    stop = threading.Event()

    def flicker() -> None:
        with psycopg.connect(own_url, autocommit=True, options="-c search_path=layers,ext") as device:
            turn = 0
            while not stop.is_set():
                turn += 1
                device.execute(TELL, [("on", "off", "dimmed", "fault")[turn % 4], few[turn % 7 :: 7]])

    thread = threading.Thread(target=flicker)
    thread.start()
    shown: list[dict[int, Any]] = []
    last = ""
    try:
        for _ in range(5):
            with listening(base, layers="street_lamps") as ear:
                state = httpx.get(f"{base}/state?layers=street_lamps", timeout=60).json()["layers"]["street_lamps"]
                read = dict(zip(state["fid"], state["status"], strict=True))
                ear.wait(lambda e: len(e.events) > 3)
                cursor = ear.cursor
                shown.append(read | {row["fid"]: row["status"] for row in rows(ear, "street_lamps")})
            with listening(base, cursor, layers="street_lamps") as again:
                again.wait(lambda e: len(e.events) > 1)
                last = again.cursor
                shown[-1] |= {row["fid"]: row["status"] for row in rows(again, "street_lamps")}
    finally:
        stop.set()
        thread.join()
    with listening(base, last, layers="street_lamps") as ear:
        city.execute(TELL, ["on", [few[0]]])
        truth = dict(city.execute("SELECT fid, status FROM street_lamps_state").fetchall())

        def shows_the_truth(e: Ear) -> bool:
            final = shown[-1] | {row["fid"]: row["status"] for row in rows(e, "street_lamps")}
            return all(final.get(fid) == truth[fid] for fid in few)

        ear.wait(shows_the_truth)
    assert len({str(map_) for map_ in shown}) > 1


async def test_a_slow_listener_reads_states_again_rather_than_everything() -> None:
    position = Position("e", "1:1:")
    heavy = event("changes", position, b"x" * (MOST_WAITING_BYTES // 2))
    listener = Listener(None)
    for layer in ("street_lamps", "waste_bins", "street_lamps"):
        listener.give(heavy, position, frozenset({layer}))
    assert b'"states_anew":["street_lamps","waste_bins"]' in (await listener.next() or b"")
    listener.give(heavy, position, frozenset({"street_lamps"}))
    for _ in range(2):
        listener.give(heavy, position)
    assert b"event: reload" in (await listener.next() or b"")

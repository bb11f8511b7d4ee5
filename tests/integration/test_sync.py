"""Following a layer: complete and without gaps, whoever writes, whichever server answers, and only what may be seen."""

from __future__ import annotations

import contextlib
import random
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Databases, serving
from tests.integration.mirror import Mirror, settled

MARKS = "/ogc/collections/flood_marks"
ZONES = "/ogc/collections/planning_zones"
type City = tuple[str, httpx.Client]


@contextlib.contextmanager
def client(url: str, log: Path) -> Iterator[httpx.Client]:
    with serving(url, log) as base, httpx.Client(base_url=base, timeout=60, headers={"Accept-Language": "en"}) as http:
        yield http


@pytest.fixture(scope="module")
def city(databases: Databases, city_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A city to write in, and a client of its server."""
    with databases.lent(city_template) as url, client(url, tmp_path_factory.mktemp("sync") / "server.log") as http:
        yield url, http


def run(url: str, *statements: str) -> list[Any]:
    """Each statement in a transaction of its own, and settled; the rows of the last."""
    with psycopg.connect(url, autocommit=True) as database:
        done = None
        for statement in statements:
            done = database.execute(statement.encode())
        rows = done.fetchall() if done is not None and done.description else []
    settled(url)
    return rows


COPY = """
INSERT INTO layers.flood_marks (id, code, {columns}, geom)
SELECT %(id)s, %(code)s, {columns}, geom FROM layers.flood_marks WHERE code NOT LIKE 'W-%%' LIMIT 1
"""


def copy_sql(url: str) -> str:
    columns = run(
        url,
        "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
        " WHERE table_schema = 'layers' AND table_name = 'flood_marks' AND is_generated = 'NEVER'"
        " AND column_name NOT IN ('fid', 'id', 'code', 'geom', 'version', 'updated_at')",
    )[0][0]
    return COPY.format(columns=columns)


def write(url: str, seed: int, insert: str, rounds: int) -> None:
    """A writer that adds, changes, deletes and brings back its own marks; it often dawdles, sometimes changes its mind."""
    dice = random.Random(seed)
    mine: list[uuid.UUID] = []
    gone: list[uuid.UUID] = []
    with psycopg.connect(url) as database:
        for turn in range(rounds):
            for _ in range(dice.randint(1, 4)):
                what = dice.random()
                if what < 0.4 or not mine:
                    identifier = gone.pop() if gone and dice.random() < 0.5 else uuid.UUID(int=dice.getrandbits(128))
                    database.execute(insert.encode(), {"id": identifier, "code": f"W-{identifier}"})
                    mine.append(identifier)
                elif what < 0.8:
                    database.execute(
                        b"UPDATE layers.flood_marks SET source = %s, geom = ext.ST_Translate(geom, %s, 1) WHERE id = %s",
                        [f"{seed}-{turn}", dice.randint(-9, 9), dice.choice(mine)],
                    )
                else:
                    identifier = mine.pop(dice.randrange(len(mine)))
                    database.execute(b"DELETE FROM layers.flood_marks WHERE id = %s", [identifier])
                    gone.append(identifier)
            if dice.random() < 0.3:
                database.execute(b"SELECT pg_sleep(%s)", [dice.random() * 0.05])
            if dice.random() < 0.1:
                database.rollback()
                mine, gone = _kept(database, seed, mine, gone)
            else:
                database.commit()


def _kept(
    database: psycopg.Connection, seed: int, mine: list[uuid.UUID], gone: list[uuid.UUID]
) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    there = database.execute(b"SELECT id FROM layers.flood_marks WHERE id = ANY(%s)", [[*mine, *gone]]).fetchall()
    known = {row[0] for row in there}
    return sorted(known), sorted({*mine, *gone} - known)


def test_a_mirror_misses_nothing_of_many_writers(city: City, tmp_path: Path) -> None:
    """Two servers answer in turn, and one of them is restarted on the way."""
    url, one = city
    insert = copy_sql(url)
    with contextlib.ExitStack() as restarted:
        other = restarted.enter_context(client(url, tmp_path / "b.log"))
        mirror = Mirror([one, other], "flood_marks", limit=7)
        with ThreadPoolExecutor(8) as writers:
            busy = [writers.submit(write, url, seed, insert, 40) for seed in range(8)]
            mirror.download()
            turns = 0
            while not all(writer.done() for writer in busy):
                mirror.step()
                turns += 1
                if turns == 20:
                    restarted.close()
                    again = client(url, tmp_path / "c.log")
                    mirror.clients[1] = restarted.enter_context(again)
            for writer in busy:
                writer.result()
        settled(url)
        mirror.follow()
        fresh = Mirror([one], "flood_marks").download()
        assert len(mirror.told) > 300
        assert mirror.features == fresh.features
        assert run(url, "SELECT count(*) FROM layers.changes WHERE layer = 'flood_marks'")[0][0] > 500


def test_what_a_page_says(city: City) -> None:
    url, http = city
    mirror = Mirror([http], "flood_marks").download()
    ids = [row[0] for row in run(url, "SELECT id FROM layers.flood_marks WHERE version = 1 ORDER BY fid LIMIT 3")]
    run(
        url,
        f"UPDATE layers.flood_marks SET source = 'one' WHERE id = '{ids[0]}'",
        f"UPDATE layers.flood_marks SET source = 'two' WHERE id = '{ids[0]}'",
        f"DELETE FROM layers.flood_marks WHERE id = '{ids[1]}'",
    )
    page = http.get(f"{MARKS}/changes", params={"since": mirror.cursor}).json()
    assert [(c["operation"], c["id"], c["version"]) for c in page["changes"]] == [
        ("update", str(ids[0]), 3),
        ("delete", str(ids[1]), 1),
    ]
    assert page["changes"][0]["feature"]["properties"]["source"] == "two"
    assert page["changes"][0]["at"].endswith("Z")
    assert not page["more"]
    assert "actor" not in page["changes"][0], "who it was is nothing for the public"
    following = next(link["href"] for link in page["links"] if link["rel"] == "next")
    assert http.get(following).json()["changes"] == []

    metres = http.get(f"{MARKS}/changes", params={"since": mirror.cursor, "crs": "EPSG:9212"})
    assert metres.headers["Content-Crs"].endswith("/9212>")
    x, y, *_ = metres.json()["changes"][0]["feature"]["geometry"]["coordinates"]
    assert 560_000 < x < 620_000
    assert 1_830_000 < y < 1_890_000

    first = http.get(f"{MARKS}/changes", params={"since": mirror.cursor, "limit": 1}).json()
    assert first["more"]
    assert first["numberReturned"] == 1


def test_much_that_happens_elsewhere_is_passed_over(city: City) -> None:
    """A change behind tens of thousands of lines of other layers is found, and no answer looks through all of them."""
    url, http = city
    mirror = Mirror([http], "flood_marks").download()
    run(
        url,
        "UPDATE layers.land_parcels SET source = 'busy'",
        "UPDATE layers.flood_marks SET source = 'behind' WHERE fid = (SELECT min(fid) FROM layers.flood_marks)",
    )
    lines = run(url, "SELECT count(*) FROM layers.changes WHERE layer = 'land_parcels' AND operation = 'update'")[0][0]
    assert lines > 20_000
    pages = 1
    while mirror.step():
        pages += 1
    assert pages > lines // 20_000
    assert [change["feature"]["properties"]["source"] for change in mirror.told] == ["behind"]


def test_conditional_and_head(city: City) -> None:
    url, http = city
    cursor = Mirror([http], "flood_marks").cursor
    address = f"{MARKS}/changes?since={cursor}"
    quiet = http.get(address)
    again = http.get(address, headers={"If-None-Match": quiet.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    run(url, "UPDATE layers.flood_marks SET source = 'now' WHERE fid = (SELECT min(fid) FROM layers.flood_marks)")
    told = http.get(address, headers={"If-None-Match": quiet.headers["ETag"]})
    assert told.status_code == 200
    head = http.head(address)
    assert head.content == b""
    assert head.headers["ETag"] == told.headers["ETag"]


def test_waiting_ends_with_the_change(city: City) -> None:
    url, http = city
    cursor = Mirror([http], "flood_marks").cursor
    with ThreadPoolExecutor(1) as side:
        asked = side.submit(http.get, f"{MARKS}/changes", params={"since": cursor, "wait": 30})
        run(url, "UPDATE layers.flood_marks SET source = 'late' WHERE fid = (SELECT min(fid) FROM layers.flood_marks)")
        page = asked.result(timeout=40).json()
    assert [change["operation"] for change in page["changes"]] == ["update"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since=abc", "was not made here"),
        ("since=" + "A" * 5_000, "was not made here"),
        ("limit=0", "not a whole number from 1"),
        ("wait=31", "0 to 30"),
        ("since=&wait=-1", "0 to 30"),
        ("crs=EPSG:1", "not offered"),
        ("bbox=1,2,3,4", "Unknown query parameter"),
    ],
)
def test_wrong_requests(http: httpx.Client, query: str, words: str) -> None:
    response = http.get(f"{MARKS}/changes?{query}")
    assert response.status_code == 400
    assert words in response.json()["detail"]
    assert http.get(f"{MARKS}/changes?{query}&lang=vi").json()["detail"] != response.json()["detail"]


def test_layers_that_cannot_be_followed(http: httpx.Client) -> None:
    assert http.get("/ogc/collections/nothing/changes").status_code == 404
    assert http.get("/ogc/collections/indicators/changes").status_code == 404, "a computed layer has no log"
    assert http.get("/ogc/collections/cameras/changes").status_code == 401


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE layers.changes SET at = at - interval '9 years'; SELECT layers.prune_history()",
        "SELECT layers.renew_log()",
        "TRUNCATE layers.outfalls CASCADE",
    ],
)
def test_start_over(city: City, broken: str) -> None:
    """What cannot be told any more is not passed over in silence."""
    url, http = city
    address = "/ogc/collections/outfalls/changes"
    cursor = Mirror([http], "outfalls").cursor
    run(url, "UPDATE layers.outfalls SET source = 'now'")
    run(url, broken)
    for _ in range(2):
        response = http.get(address, params={"since": cursor})
        assert response.status_code == 410
        assert "Start over" in response.json()["detail"]
        assert "bắt đầu lại" in http.get(address, params={"since": cursor, "lang": "vi"}).json()["detail"]
    mirror = Mirror([http], "outfalls").download().follow()
    assert len(mirror.features) == run(url, "SELECT count(*) FROM layers.outfalls")[0][0]


def test_a_cursor_of_other_rights_starts_over(city: City) -> None:
    from api.cli.user import NewAccount, add

    url, http = city
    add(url, NewAccount(name="lan.sync", role="urban_management", password="dong-ha-9-sync"))
    cursor = Mirror([http], "planning_zones").cursor
    other = http.get(f"{ZONES}/changes", params={"since": cursor}, auth=("lan.sync", "dong-ha-9-sync"))
    assert other.status_code == 410
    own = http.get(f"{ZONES}/changes", auth=("lan.sync", "dong-ha-9-sync")).json()["cursor"]
    run(url, "UPDATE layers.planning_zones SET note = 'x' WHERE fid = (SELECT min(fid) FROM layers.planning_zones)")
    page = http.get(f"{ZONES}/changes", params={"since": own}, auth=("lan.sync", "dong-ha-9-sync")).json()
    assert page["changes"][0]["actor"], "staff see who it was"


class Planning:
    """A few plans and zones that are edited at random, as SQL; what the public sees of them is left to the database."""

    def __init__(self, url: str) -> None:
        self.url = url
        rows = run(
            url,
            "SELECT p.id FROM layers.plans p JOIN layers.planning_zones z ON z.plan_id = p.id"
            " GROUP BY p.id ORDER BY count(*) LIMIT 2",
        )
        self.plans = [row[0] for row in rows]
        listed = ", ".join(f"'{plan}'" for plan in self.plans)
        self.zones = [
            row[0]
            for row in run(url, f"SELECT id FROM layers.planning_zones WHERE plan_id IN ({listed}) ORDER BY id LIMIT 4")
        ]

    def do(self, what: str, plan: int, zone: int, word: str) -> None:
        target = self.zones[zone % len(self.zones)]
        of = self.plans[plan % len(self.plans)]
        statements = {
            "decide": f"UPDATE layers.plans SET status = '{word}' WHERE id = '{of}'",
            "edit": f"UPDATE layers.planning_zones SET note = '{word} {plan}' WHERE id = '{target}'",
            "move": f"UPDATE layers.planning_zones SET plan_id = '{of}' WHERE id = '{target}'",
            "delete": f"DELETE FROM layers.planning_zones WHERE id = '{target}'",
            "return": (
                "INSERT INTO layers.planning_zones (id, code, plan_id, use_code, area_m2, geom, source)"
                " SELECT h.id, h.code, h.plan_id, h.use_code, h.area_m2, h.geom, h.source"
                f" FROM layers.planning_zones_history h WHERE h.id = '{target}' ORDER BY h.version DESC LIMIT 1"
                " ON CONFLICT DO NOTHING"
            ),
        }
        with contextlib.suppress(psycopg.DatabaseError):  # an overlap is refused, as it should be
            run(self.url, statements[what])


def test_a_mirror_of_the_public_holds_what_the_public_sees(city: City) -> None:
    """Whatever is decided about plans and zones: the mirror ends equal to the layer as the public reads it."""
    url, http = city
    planning = Planning(url)
    lock = threading.Lock()
    action = st.tuples(
        st.sampled_from(["decide", "decide", "edit", "move", "delete", "return"]),
        st.integers(0, 1),
        st.integers(0, 3),
        st.sampled_from(["draft", "approved", "replaced", "consult"]),
    )

    @settings(max_examples=25)
    @given(st.lists(st.tuples(action, st.booleans()), min_size=1, max_size=12))
    def follows(actions: list[tuple[tuple[str, int, int, str], bool]]) -> None:
        with lock:
            mirror = Mirror([http], "planning_zones", limit=3).download()
            seen = set(mirror.features)
            for what, look in actions:
                planning.do(*what)
                if look:
                    mirror.follow()
                    seen |= set(Mirror([http], "planning_zones").download().features)
            mirror.follow()
            fresh = Mirror([http], "planning_zones").download().features
            assert mirror.features == fresh
            assert {change["id"] for change in mirror.told if change["operation"] != "delete"} <= seen | set(fresh)

    follows()


@pytest.mark.parametrize("read_while", ["draft", "published"])
def test_what_was_hidden_for_a_while_is_shown_in_the_end(city: City, read_while: str) -> None:
    """Also when the plan is edited once more before anybody asks, and whether the layer was read before or meanwhile."""
    url, http = city
    plan = Planning(url).plans[0]
    hide, show = (
        f"UPDATE layers.plans SET status = '{status}' WHERE id = '{plan}'" for status in ("draft", "approved")
    )
    edit = f"UPDATE layers.plans SET name = name || '.' WHERE id = '{plan}'"
    run(url, hide if read_while == "draft" else show)
    mirror = Mirror([http], "planning_zones")
    run(url, hide)
    hidden = set(mirror.download().features)
    run(url, show, edit)
    mirror.follow()
    assert set(mirror.features) > hidden
    assert mirror.features == Mirror([http], "planning_zones").download().features


def test_deletions_of_what_was_never_seen_are_left_out(city: City) -> None:
    url, http = city
    (plan,) = run(url, "SELECT plan_id FROM layers.planning_zones ORDER BY fid LIMIT 1")[0]
    run(url, f"UPDATE layers.plans SET status = 'draft' WHERE id = '{plan}'")
    mirror = Mirror([http], "planning_zones").download()
    rows = run(url, f"SELECT id FROM layers.planning_zones WHERE plan_id = '{plan}' ORDER BY fid LIMIT 2")
    hidden = [str(row[0]) for row in rows]
    assert not set(hidden) & set(mirror.features)
    run(
        url,
        f"UPDATE layers.planning_zones SET note = 'secret' WHERE id = '{hidden[-1]}'",
        f"DELETE FROM layers.planning_zones WHERE id = '{hidden[0]}'",
    )
    before = http.get(f"{ZONES}/changes", params={"since": mirror.cursor}).text
    assert hidden[0] not in before
    assert hidden[-1] not in before
    run(url, f"UPDATE layers.plans SET status = 'approved' WHERE id = '{plan}'")
    mirror.follow()
    assert mirror.features == Mirror([http], "planning_zones").download().features

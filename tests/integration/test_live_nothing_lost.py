"""Whatever happens between a commit and a map, in the end the map shows what the database holds.

Many maps come, go, come back with their cursor and read slowly, while devices write, transactions commit late, the log is
read late and the process is kept busy. Each map merges what it reads and hears as the web's map does.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import orjson
import psycopg
import pytest

from api.database import reading
from api.feed import Feed
from api.live import hub as hubs
from api.live import listener as listeners
from api.live import news, telling
from api.live.asked import asked
from api.live.hub import Hub
from api.live.listener import Listener
from api.live.telling import Moment
from api.scope import sources
from api.state.asked import asked as asked_state
from api.state.present import Present
from api.working import working
from layers.core.settings import Settings
from layers.registry import LAYERS
from tests.conftest import Databases

LAYER = "street_lamps"
SECONDS = 4.0
MAPS = 30
LAMPS = 120

_TELL = """INSERT INTO street_lamps_state AS s (fid, status, status_at, phenomenon_time)
    SELECT fid, $1, now(), now() FROM street_lamps WHERE fid = ANY ($2::bigint[])
    ON CONFLICT (fid) DO UPDATE SET status = excluded.status, status_at = now(), phenomenon_time = now()"""


@pytest.fixture(scope="module")
def own_url(databases: Databases, city_template: str) -> Iterator[str]:
    with databases.lent(city_template) as url:
        yield url


class House:
    """The parts of a web process that a map has to do with."""

    def __init__(self, feed: Feed, hub: Hub, present: Present) -> None:
        self.feed, self.hub, self._present = feed, hub, present

    async def state(self, asking: dict[str, str]) -> tuple[str, dict[int, str | None]]:
        """The cursor and the states, as `/state` answers."""
        answer = await self._present.answer(asked_state(asking, None), None)
        said = orjson.loads(answer.body)
        columns = said["layers"][LAYER]
        return said["cursor"], dict(zip(columns["fid"], columns["status"], strict=True))


@contextlib.asynccontextmanager
async def house(url: str) -> AsyncIterator[House]:
    settings = Settings(
        database_url=url,
        mqtt_url=None,
        api_url=None,
        pool_size=4,
        statement_timeout_ms=20_000,
        tile_cache_bytes=0,
        content_seconds=30,
        live_listeners=500,
    )
    declared = [cls.declared for cls in LAYERS.values()]
    async with reading(settings) as database, working(settings) as workers:
        feed = Feed(workers, set().union(*map(sources, declared)))
        hub = Hub(feed, workers, declared, settings.live_listeners)
        async with feed.running(), hub.running():
            yield House(feed, hub, Present(feed, database, workers, 1 << 20))


class Map:
    """A map: what it shows, and what it does of its own accord."""

    def __init__(self, house: House, chance: random.Random, box: str | None) -> None:
        self.shows: dict[int, str | None] = {}
        self.came_back = 0
        self.stays = asyncio.Event()
        self._house = house
        self._chance = chance
        self._asking = {"layers": LAYER} | ({"bbox": box} if box else {})
        self._cursor: str | None = None

    async def live(self) -> None:
        """Come at some moment, listen for a while, go and come back, until it is to stay; then for ever."""
        await asyncio.sleep(self._chance.uniform(0, SECONDS / 2))
        if self._chance.random() < 0.5:
            self._cursor, self.shows = await self._house.state(self._asking)
        while True:
            patience = self._chance.uniform(0.05, 1.5)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if self.stays.is_set() else patience):
                    await self._listen()
            self.came_back += 1
            await asyncio.sleep(self._chance.choice((0.0, 0.0, 0.1, 0.6)))

    async def _listen(self) -> None:
        fresh = self._cursor is None
        async with self._house.hub.listening(asked(self._asking, None), None, self._cursor) as listener:
            if fresh:
                await self._read()
            while True:
                await self._hear(listener)

    async def _hear(self, listener: Listener) -> None:
        message = await listener.next()
        assert message is not None
        for part in message.decode().split("\n\n")[:-1]:
            name, cursor, data = (line.partition(": ")[2] for line in part.split("\n"))
            said: dict[str, Any] = orjson.loads(data)
            columns = said.get("states", {}).get(LAYER)
            if columns:
                self.shows |= dict(zip(columns["fid"], columns["status"], strict=True))
            if name == "reload" or said.get("states_anew"):
                await self._read()
            # Who goes away while it reads again has not heard this, and comes back for it.
            self._cursor = cursor
        if self._chance.random() < 0.2:
            await asyncio.sleep(self._chance.uniform(0, 0.8))

    async def _read(self) -> None:
        _, self.shows = await self._house.state(self._asking)


class Street:
    """Devices that write, each in its own way, and what keeps the process from its work."""

    def __init__(self, url: str, chance: random.Random, fids: list[int]) -> None:
        self._url, self._chance, self._fids = url, chance, fids
        self.over = False

    async def device(self) -> None:
        connection = await asyncpg.connect(self._url, server_settings={"search_path": "layers,ext"})
        try:
            while not self.over:
                some = sorted(self._chance.sample(self._fids, self._chance.choice((1, 3, 10, 40))))
                async with connection.transaction():
                    if self._chance.random() < 0.05:
                        await connection.execute("DELETE FROM street_lamps_state WHERE fid = ANY ($1::bigint[])", some)
                    elif self._chance.random() < 0.05:
                        await connection.execute(
                            "UPDATE street_lamps SET geom = ext.ST_Translate(geom, $2::float8, 0), version = version + 1"
                            " WHERE fid = $1",
                            some[0],
                            self._chance.uniform(-400, 400),
                        )
                    else:
                        status = self._chance.choice(("on", "off", "dimmed", "fault"))
                        await connection.execute(_TELL, status, some)
                    if self._chance.random() < 0.1:
                        await asyncio.sleep(self._chance.uniform(0, 0.5))
                await asyncio.sleep(self._chance.uniform(0, 0.05))
        finally:
            await connection.close()

    async def busy(self) -> None:
        """The process does something else now and then."""
        while not self.over:
            await asyncio.sleep(self._chance.uniform(0, 0.3))
            time.sleep(self._chance.uniform(0, 0.05))  # noqa: ASYNC251


def slow_down(monkeypatch: pytest.MonkeyPatch, chance: random.Random) -> None:
    """The log is read late, and what is to be told is looked up slowly, before and after it is read."""
    read, look = Feed._read, Moment.look  # pyright: ignore[reportPrivateUsage]

    async def late(self: Feed, *given: Any) -> None:
        if chance.random() < 0.2:
            await asyncio.sleep(chance.uniform(0, 0.6))
        await read(self, *given)

    async def slow(self: Moment, *given: Any) -> None:
        await asyncio.sleep(chance.choice((0, 0, 0.02, 0.3)))
        await look(self, *given)
        await asyncio.sleep(chance.choice((0, 0, 0.02, 0.3)))

    monkeypatch.setattr(Feed, "_read", late)
    monkeypatch.setattr(Moment, "look", slow)


def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every bound is met."""
    monkeypatch.setattr(listeners, "MOST_WAITING_BYTES", 3_000)
    monkeypatch.setattr(news, "MOST_STATES", 60)
    monkeypatch.setattr(telling, "MOST_STATES", 60)
    monkeypatch.setattr(hubs, "_MOST_WAITING", 25)
    monkeypatch.setattr(hubs, "MOST_MISSED", 40)
    monkeypatch.setattr("api.feed.MOST_ROWS", 12)
    monkeypatch.setattr("api.feed._MOST_STATE_LINES", 10)


@pytest.mark.parametrize(("seed", "bounds_are_met"), [(1, False), (2, True), (3, False), (4, True)])
async def test_in_the_end_every_map_shows_what_the_database_holds(
    own_url: str, monkeypatch: pytest.MonkeyPatch, seed: int, bounds_are_met: bool
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(hubs, "BEAT_SECONDS", 0.03)
    slow_down(monkeypatch, chance)
    if bounds_are_met:
        narrow(monkeypatch)
    with psycopg.connect(own_url, autocommit=True, options="-c search_path=layers,ext") as owner:
        fids = [
            fid for (fid,) in owner.execute("SELECT fid FROM street_lamps ORDER BY fid LIMIT %s", [LAMPS]).fetchall()
        ]
        edges = """SELECT ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e) FROM (
            SELECT ST_Extent(ST_Transform(geom, 4326)) e FROM street_lamps WHERE fid = ANY (%s)) b"""
        west, south, east, north = owner.execute(edges, [fids]).fetchall()[0]
        box = f"{west},{south},{(west + east) / 2},{north}"
        street = Street(own_url, chance, fids)
        async with house(own_url) as at_work:
            maps = [Map(at_work, chance, box if number % 3 == 0 else None) for number in range(MAPS)]
            tasks = [asyncio.create_task(one.live()) for one in maps]
            writing = [asyncio.create_task(street.device()) for _ in range(4)] + [asyncio.create_task(street.busy())]
            await asyncio.sleep(SECONDS)
            street.over = True
            await asyncio.gather(*writing)
            for one in maps:
                one.stays.set()
            truth = dict(owner.execute("SELECT fid, status FROM street_lamps_state").fetchall())
            within = {fid for fid in (await at_work.state({"layers": LAYER, "bbox": box}))[1] if fid in set(fids)}

            def wrong() -> list[tuple[int, int, str | None, str | None]]:
                return [
                    (number, fid, one.shows.get(fid), truth.get(fid))
                    for number, one in enumerate(maps)
                    for fid in (within if number % 3 == 0 else fids)
                    if one.shows.get(fid) != truth.get(fid)
                ]

            deadline = time.monotonic() + 60
            while wrong() and time.monotonic() < deadline:
                assert not [task for task in tasks if task.done()], [task for task in tasks if task.done()]
                await asyncio.sleep(0.2)
            found = wrong()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    assert not found
    assert sum(one.came_back for one in maps) > MAPS


async def test_what_moves_into_a_box_brings_its_state(own_url: str) -> None:
    with psycopg.connect(own_url, autocommit=True, options="-c search_path=layers,ext") as owner:
        lamp, east, north = owner.execute(
            "SELECT fid, ST_X(g), ST_Y(g) FROM (SELECT fid, ST_Transform(geom, 4326) g FROM street_lamps"
            " ORDER BY fid DESC LIMIT 1) f"
        ).fetchall()[0]
        owner.execute(
            "INSERT INTO street_lamps_state AS s (fid, status, status_at) VALUES (%s, 'fault', now())"
            " ON CONFLICT (fid) DO UPDATE SET status = 'fault', status_at = now()",
            [lamp],
        )
        box = f"{east + 0.001},{north - 0.001},{east + 0.003},{north + 0.001}"
        async with house(own_url) as at_work:
            await at_work.feed.caught_up()
            async with at_work.hub.listening(asked({"layers": LAYER, "bbox": box}, None), None, None) as listener:
                assert b"event: hello" in (await listener.next() or b"")
                owner.execute("UPDATE street_lamps SET geom = ST_Translate(geom, 200, 0) WHERE fid = %s", [lamp])
                async with asyncio.timeout(60):
                    said = await listener.next() or b""
    told = orjson.loads(said.partition(b"data: ")[2].partition(b"\n")[0])
    assert [change["fid"] for change in told["changes"]] == [lamp]
    assert (told["states"][LAYER]["fid"], told["states"][LAYER]["status"]) == ([lamp], ["fault"])


async def test_who_comes_back_to_a_log_that_was_pruned_reads_again(own_url: str) -> None:
    with psycopg.connect(own_url, autocommit=True, options="-c search_path=layers,ext") as owner:
        (lamp,) = owner.execute("SELECT min(fid) FROM street_lamps").fetchall()[0]

        def tell(status: str) -> None:
            owner.execute("UPDATE street_lamps_state SET status = %s WHERE fid = %s", [status, lamp])

        async def said(since: str) -> bytes:
            async with at_work.hub.listening(asked({"layers": LAYER}, None), None, since) as listener:
                return await listener.next() or b""

        async with house(own_url) as at_work:
            tell("fault")
            await at_work.feed.caught_up()
            cursor = str(at_work.hub.position)
            tell("on")
            assert b'"states":{"street_lamps":{"fid":[%d]' % lamp in await said(cursor)
            owner.execute("UPDATE changes SET at = at - interval '25 hours'")
            owner.execute("SELECT prune_history()")
            assert b'"states_anew":["street_lamps"]' in await said(cursor)
            owner.execute("UPDATE street_lamps SET rated_power_w = rated_power_w + 1 WHERE fid = %s", [lamp])
            owner.execute("UPDATE changes SET at = at - interval '4000 days'")
            owner.execute("SELECT prune_history()")
            assert b"event: reload" in await said(cursor)

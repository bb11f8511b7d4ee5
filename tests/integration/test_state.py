"""`/state`: what the database holds now, what was true at a moment of the past, and a replay that says it step by step."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import psycopg
import pytest
from psycopg import sql

from layers.core.past_states import past_statement, replay_statement
from layers.registry import LAYERS
from tests.conftest import serving
from tests.integration.listening import listening

HOUR = dt.timedelta(hours=1)
PATIENCE = {"street_lamps": dt.timedelta(minutes=45), "waste_bins": dt.timedelta(hours=6)}
"""How long a status of a lamp and a level of a bin count, as declared."""


@pytest.fixture(scope="module")
def http(own_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=own_server, timeout=60, headers={"Accept-Language": "en"}) as client:
        yield client


def layer(http: httpx.Client, name: str, **asked: str) -> dict[int, dict[str, Any]]:
    """What is told of a layer, by feature."""
    answer = http.get("/state", params={"layers": name, **asked})
    assert answer.status_code == 200, answer.text
    columns = answer.json()["layers"][name]
    assert columns["fid"] == sorted(columns["fid"])
    return {row[0]: dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)}


def test_the_present_is_what_the_database_holds(http: httpx.Client, city: psycopg.Connection[Any]) -> None:
    for name, column in (
        ("street_lamps", "status"),
        ("rain_gauges", "rain_24h_mm"),
        ("traffic_flows", "service_level"),
    ):
        rows = city.execute(
            sql.SQL("SELECT fid, floor(extract(epoch FROM phenomenon_time))::int, {} FROM {}").format(
                sql.Identifier(column), sql.Identifier(f"{name}_state")
            )
        ).fetchall()
        told = {fid: (row["phenomenon_time"], row[column]) for fid, row in layer(http, name).items()}
        assert told == {fid: (moment, value) for fid, moment, value in rows}
        assert len(told) > 5
    answer = http.get("/state").json()["layers"]
    assert set(answer["junctions"]) == {"fid", "phenomenon_time"}
    assert "trees" not in answer
    assert "commands" not in answer


def test_it_is_never_older_than_the_question(
    http: httpx.Client, own_url: str, city: psycopg.Connection[Any], tmp_path: Any
) -> None:
    """Also from another process, which has not read the log yet, and though the answer is kept."""
    with (
        serving(own_url, tmp_path / "two.log") as base,
        httpx.Client(base_url=base, timeout=60) as other,
    ):
        for turn in range(24):
            status = ("on", "off", "fault")[turn % 3]
            city.execute("UPDATE street_lamps_state SET status = %s WHERE fid = 1", [status])
            for client in (http, other):
                assert layer(client, "street_lamps")[1]["status"] == status


def test_what_has_not_changed_is_not_sent_again(http: httpx.Client, city: psycopg.Connection[Any]) -> None:
    ask = {"layers": "street_lamps,waste_bins"}
    first = http.get("/state", params=ask, headers={"Accept-Encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    tag = first.headers["etag"]
    assert http.get("/state", params=ask, headers={"If-None-Match": tag}).status_code == 304
    city.execute("UPDATE street_lamps SET rated_power_w = rated_power_w WHERE fid = 2")
    city.execute("UPDATE waste_bins_state SET fill_pct = 12.5 WHERE fid = (SELECT min(fid) FROM waste_bins_state)")
    again = http.get("/state", params=ask, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["etag"] != tag
    with http.stream("GET", "/state", params=ask, headers={"Accept-Encoding": "gzip"}) as raw:
        assert gzip.decompress(b"".join(raw.iter_raw())) == again.content


def test_who_reads_first_and_listens_from_its_cursor_misses_nothing(
    http: httpx.Client, city: psycopg.Connection[Any]
) -> None:
    cursor = http.get("/state?layers=street_lamps").json()["cursor"]
    city.execute("UPDATE street_lamps_state SET status = 'fault' WHERE fid = 3")
    with listening(str(http.base_url), cursor, layers="street_lamps") as ear:
        ear.wait(
            lambda e: any(3 in one.data.get("states", {}).get("street_lamps", {}).get("fid", ()) for one in e.events)
        )


def test_only_the_box_is_told(http: httpx.Client, city: psycopg.Connection[Any]) -> None:
    x, y = city.execute(
        "SELECT ST_X(g), ST_Y(g) FROM (SELECT ST_Transform(geom, 4326) g FROM street_lamps WHERE fid = 1) f"
    ).fetchall()[0]
    told = layer(http, "street_lamps", bbox=f"{x - 2e-3},{y - 2e-3},{x + 2e-3},{y + 2e-3}")
    inside = city.execute(
        """SELECT fid FROM street_lamps JOIN street_lamps_state USING (fid)
        WHERE ST_Transform(geom, 4326) && ST_MakeEnvelope(%s, %s, %s, %s, 4326)""",
        [x - 2e-3, y - 2e-3, x + 2e-3, y + 2e-3],
    ).fetchall()
    assert 1 in told
    assert set(told) == {fid for (fid,) in inside}
    assert len(told) < 2_000


@pytest.mark.parametrize(
    "query",
    [
        "layers=nowhere", "bbox=1,2", "at=yesterday", "at=2099-01-01", "from=2026-01-01", "from=2026-01-01&to=2026-01-02",
        "from=2026-01-02&to=2026-01-01&step=600", "from=2026-01-01&to=2026-01-02&step=7",
        "from=2026-01-01&to=2026-01-02&step=60",
        "from=2026-01-01&to=2026-03-01&step=600", "at=2026-01-01&from=2026-01-01&to=2026-01-02&step=600", "since=1",
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_both_languages(http: httpx.Client, query: str) -> None:
    said = set()
    for language in ("vi", "en"):
        answer = http.get(f"/state?{query}", headers={"Accept-Language": language})
        assert answer.status_code == 400
        said.add(answer.json()["detail"])
    assert len(said) == 2


class Kept:
    """Observations of some features, and what was true of them at any moment."""

    def __init__(self, city: psycopg.Connection[Any], begin: dt.datetime, chance: random.Random) -> None:
        self._city = city
        self.heard: dict[tuple[str, int], list[tuple[dt.datetime, Any]]] = {}
        for name, of in (("street_lamps", "status"), ("waste_bins", "fill_pct")):
            found = city.execute(
                "SELECT id, fid FROM datastreams WHERE layer = %s AND property = %s ORDER BY fid LIMIT 12", [name, of]
            ).fetchall()
            for stream, fid in found:
                self.heard[name, fid] = self._send(stream, name, begin, chance)

    def _send(self, stream: int, name: str, at: dt.datetime, chance: random.Random) -> list[tuple[dt.datetime, Any]]:
        """Readings at odd times over five hours, with silences, some longer than a value counts."""
        sent: list[tuple[dt.datetime, Any]] = []
        end = at + 5 * HOUR
        while at < end:
            at += dt.timedelta(seconds=chance.choice((61, 307, 307, 1201, 3907)), milliseconds=1)
            sent.append((at, chance.choice(("on", "off")) if name == "street_lamps" else float(chance.randrange(4))))
        with self._city.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO observations (datastream, phenomenon_time, result, result_text) VALUES (%s, %s, %s, %s)",
                [(stream, when, *((None, v) if isinstance(v, str) else (v, None))) for when, v in sent],
            )
        buckets = {when - dt.timedelta(seconds=when.timestamp() % 600) for when, _ in sent}
        for bucket in buckets:
            self._city.execute("INSERT INTO observation_touched VALUES (%s, %s)", [bucket, [stream]])
        return sent

    def at(self, name: str, moment: dt.datetime) -> dict[int, Any]:
        """The values of a layer that counted at a moment."""
        found: dict[int, Any] = {}
        for (of, fid), sent in self.heard.items():
            newest = max((one for one in sent if one[0] <= moment), default=None, key=lambda one: one[0])
            if of == name and newest and moment - newest[0] <= PATIENCE[name]:
                found[fid] = newest[1]
        return found


@pytest.fixture(scope="module")
def kept(city: psycopg.Connection[Any]) -> Kept:
    """Five hours of observations that ended some hours ago, summed up."""
    for table in ("observations", "observations_10min"):
        city.execute("SELECT ensure_partition(current_date - n, %s) FROM generate_series(0, 1) n", [table])
    found = Kept(city, kept_from(), random.Random(7))
    while city.execute("SELECT roll_up(2000, true)").fetchall() != [(0,)]:
        pass
    assert city.execute("SELECT count(*) FROM observation_touched").fetchall() == [(0,)]
    return found


def kept_from() -> dt.datetime:
    now = dt.datetime.now(dt.UTC)
    return now.replace(minute=0, second=0, microsecond=0) - 9 * HOUR


@pytest.mark.parametrize("name", PATIENCE)
def test_a_moment_of_the_past_is_told_as_it_was(http: httpx.Client, kept: Kept, name: str) -> None:
    chance = random.Random(3)
    seen: set[int] = set()
    for _ in range(15):
        moment = kept_from() + dt.timedelta(seconds=chance.uniform(0, 6 * 3600))
        told = layer(http, name, at=moment.isoformat())
        shown = {
            fid: next(v for k, v in row.items() if k not in ("fid", "phenomenon_time")) for fid, row in told.items()
        }
        assert shown == kept.at(name, moment)
        for row in told.values():
            assert row["phenomenon_time"] <= moment.timestamp()
        seen.add(len(shown))
    assert len(seen) > 1


@pytest.mark.parametrize(
    ("name", "hours", "step"), [("street_lamps", 6, 600), ("waste_bins", 6, 1800), ("street_lamps", 2, 60)]
)
def test_a_replay_shows_at_every_step_what_was_true_then(
    http: httpx.Client, kept: Kept, name: str, hours: int, step: int
) -> None:
    begin, end = kept_from() + HOUR, kept_from() + HOUR * (hours + 1)
    answer = http.get(
        "/state", params={"layers": name, "from": begin.isoformat(), "to": end.isoformat(), "step": str(step)}
    )
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["from"], told["to"], told["step"]) == (begin.timestamp(), end.timestamp(), step)
    fids, times, values = told["layers"][name].values()
    assert times == sorted(times)
    assert set(times) <= {begin.timestamp() + n * step for n in range(hours * 3600 // step + 1)}
    rows = list(zip(times, fids, values, strict=True))
    shown: dict[int, Any] = {}
    for number in range(hours * 3600 // step + 1):
        moment = begin + dt.timedelta(seconds=number * step)
        for _, fid, value in (row for row in rows if row[0] == moment.timestamp()):
            assert shown.get(fid) != value, "only what differs is told"
            shown[fid] = value
        assert {fid: value for fid, value in shown.items() if value is not None} == kept.at(name, moment), moment
    assert None in values or name == "waste_bins"


def test_what_is_older_than_the_observations_comes_from_their_sums(
    http: httpx.Client, city: psycopg.Connection[Any]
) -> None:
    ((stream, fid),) = city.execute(
        "SELECT id, fid FROM datastreams WHERE layer = 'waste_bins' AND property = 'fill_pct' ORDER BY fid DESC LIMIT 1"
    ).fetchall()
    long_ago = dt.datetime.now(dt.UTC).replace(hour=5, minute=0, second=0, microsecond=0) - dt.timedelta(days=6)
    city.execute("SELECT ensure_partition(%s, 'observations_10min')", [long_ago.date()])
    city.execute(
        """INSERT INTO observations_10min (datastream, bucket, count, mean, min, max, last, last_time)
        VALUES (%s, %s, 2, 40, 30, 50, 50, %s)""",
        [stream, long_ago, long_ago + dt.timedelta(minutes=8)],
    )
    city.execute("UPDATE observation_keeping SET raw = '2 days'")
    try:
        told = layer(http, "waste_bins", at=(long_ago + HOUR).isoformat())
        assert told[fid]["fill_pct"] == 50
        assert layer(http, "waste_bins", at=(long_ago + 7 * HOUR).isoformat()) == {}
    finally:
        city.execute("UPDATE observation_keeping SET raw = '35 days'")


def test_the_past_of_what_one_sees_in_part_is_not_told(http: httpx.Client) -> None:
    answer = http.get("/state?layers=devices,waste_bins&at=2026-11-20T05:00:00Z").json()
    assert set(answer["layers"]) == {"waste_bins"}


def test_a_layer_with_two_observed_looks_tells_both_at_each_step(city: psycopg.Connection[Any], kept: Kept) -> None:
    """No layer of the city is coloured by one reading and labelled by another; one that is declared so works as well."""
    lamps = LAYERS["street_lamps"].declared
    two = replace(lamps, layer=replace(lamps.layer, style=replace(lamps.style, label="level_pct")))
    begin = kept_from() + HOUR
    ((fid,),) = city.execute("SELECT max(fid) FROM datastreams WHERE layer = 'street_lamps'").fetchall()
    for name, minute, value, text in (
        ("status", 5, None, "on"),
        ("level_pct", 15, 80, None),
        ("level_pct", 25, 60, None),
        ("status", 25, None, "dimmed"),
    ):
        city.execute(
            """INSERT INTO observations (datastream, phenomenon_time, result, result_text)
            SELECT id, %s, %s, %s FROM datastreams WHERE layer = 'street_lamps' AND fid = %s AND property = %s""",
            [begin + dt.timedelta(minutes=minute), value, text, fid, name],
        )
    with psycopg.RawCursor(city) as cursor:
        ((told,),) = cursor.execute(
            replay_statement(two, rolled=False, boxed=False).encode(), [begin, begin + 2 * HOUR, 600, begin]
        ).fetchall()
        rows = [row for row in zip(*json.loads(told).values(), strict=True) if row[0] == fid]
        minutes = [(round((time - begin.timestamp()) / 60), status, level) for _, time, status, level in rows]
        assert minutes == [(10, "on", None), (20, "on", 80), (30, "dimmed", 60), (80, None, None)]
        ((told,),) = cursor.execute(
            past_statement(two, rolled=False, boxed=False).encode(), [begin + dt.timedelta(minutes=21)]
        ).fetchall()
        state = {row[0]: row[1:] for row in zip(*json.loads(told).values(), strict=True)}[fid]
        assert state == (int((begin + dt.timedelta(minutes=15)).timestamp()), "on", 80)

"""Readings into the database: sustained beside history, in a burst, beside raw COPY and a plain subscriber.

Broker, database and publisher share the machine with the ingest. A message carries two to four readings.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from api.bench import ingest_plain
from api.bench.ground import rows
from api.bench.ingest_ground import LAYER, Ground, Ingest, ingesting, published, result
from api.bench.ingest_publisher import Published
from api.cli import broker_access as access
from api.cli.console import Trouble
from layers.core.db import connect

RATE = 4_200
"""Messages a second of the sustained load: 12,600 readings a second."""
SUSTAIN = 100
"""The sustained load lasts so many timings: ten minutes at the default of six seconds."""
TARGET_RATE = 12_000
BURST_S = 12_000
"""Messages of a burst for each second of a timing."""
MEMORY_GROWTH_MB = 30
COPY_ROWS = 5_000
_PATIENCE_S = 60.0
_PLAIN_S = 1_500
"""Messages that the peer is given for each second of a timing."""
_TABLES = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE bench.observations (LIKE layers.observations INCLUDING DEFAULTS INCLUDING INDEXES);
CREATE TABLE bench.readings (
    device text, property text, time timestamptz, value float8, PRIMARY KEY (device, property, time));
"""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One way of taking readings in: readings a second, seconds, and readings that were sent and are not there.

    `memory_mb` is of the process at the begin, in the middle and at the end, `cores` what it kept busy; `lag_s` how long
    after the last message was sent its readings were in.
    """

    vi: str
    en: str
    rate: float
    seconds: float
    lost: int
    lag_s: float | None = None
    memory_mb: tuple[float, float, float] | None = None
    cores: float | None = None
    target: float | None = None


def measure(ground: Ground, *, seconds: float) -> list[Taken]:
    """Every way in turn; Trouble when one of them does not come to its end."""
    with _tables(ground.url):
        found = [_copied(ground, seconds), _plain(ground, round(_PLAIN_S * seconds))]
        with ingesting(ground) as ingest:
            found.append(_burst(ground, ingest, round(BURST_S * seconds)))
            found.append(_sustained(ground, ingest, SUSTAIN * seconds))
    return found


def _sustained(ground: Ground, ingest: Ingest, seconds: float) -> Taken:
    before, cpu = ingest.taken, ingest.cpu_s
    process = published(ground.load(round(RATE * seconds), RATE))
    memory = [ingest.memory_mb]
    while not _ends_within(process, min(5.0, seconds / 10)):
        memory.append(ingest.memory_mb)
    sent = result(process)
    ended = time.time()
    ingest.wait_for(before + sent.readings)
    kept, arrived = _settled(ground.url, sent)
    warm = memory[len(memory) // 10 :]
    return Taken(
        vi="thu nhận, liên tục",
        en="ingest, sustained",
        rate=kept / (arrived - sent.began),
        seconds=arrived - sent.began,
        lost=sent.readings - kept,
        lag_s=arrived - ended,
        memory_mb=(warm[0], warm[len(warm) // 2], warm[-1]),
        cores=(ingest.cpu_s - cpu) / (arrived - sent.began),
        target=TARGET_RATE,
    )


def _burst(ground: Ground, ingest: Ingest, messages: int) -> Taken:
    cpu, memory = ingest.cpu_s, ingest.memory_mb
    sent = result(published(ground.load(messages)))
    half = ingest.memory_mb
    kept, arrived = _settled(ground.url, sent)
    return Taken(
        vi="thu nhận, dồn dập",
        en="ingest, a burst",
        rate=kept / (arrived - sent.began),
        seconds=arrived - sent.began,
        lost=sent.readings - kept,
        memory_mb=(memory, half, ingest.memory_mb),
        cores=(ingest.cpu_s - cpu) / (arrived - sent.began),
    )


def _plain(ground: Ground, messages: int) -> Taken:
    """The plain subscriber, given as many messages at once, timed until the last is in."""
    house = ground.broker.house
    login = ["127.0.0.1", house.mqtt_port, access.INGEST, access.password_of(house.mqtt_password, access.INGEST)]
    process = subprocess.Popen(
        [sys.executable, "-P", ingest_plain.__file__],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DATABASE_URL": ground.url, "BENCH_BROKER": json.dumps(login)},
    )
    try:
        assert process.stdout
        if process.stdout.readline().strip() != "ready":
            raise Trouble("máy thu đơn giản không chạy", "the plain subscriber does not start")
        sent = result(published(ground.load(messages)))
        while (found := rows(ground.url, "SELECT count(*) FROM bench.readings")[0][0]) < sent.readings:
            if time.time() - sent.began > 600:
                break
            time.sleep(0.1)
        lasted = time.time() - sent.began
    finally:
        process.terminate()
        process.wait(10)
    return Taken(
        vi="máy thu đơn giản + INSERT",
        en="plain subscriber + INSERT",
        rate=sent.readings / lasted,
        seconds=lasted,
        lost=sent.readings - found,
    )


def _copied(ground: Ground, seconds: float) -> Taken:
    """Raw binary COPY of the same rows into a table like ours with its key, no broker and no state."""
    streams = [
        number
        for (number,) in rows(ground.url, "SELECT id FROM layers.datastreams WHERE layer = 'street_lamps' LIMIT 24000")
    ]
    types = ["timestamptz", "float8", "timestamptz", "int4", "int2"]
    made = 0
    with connect(ground.url) as connection, connection.cursor() as cursor:
        began = time.monotonic()
        time_of = dt.datetime.now(dt.UTC)
        while time.monotonic() - began < seconds:
            with cursor.copy(
                "COPY bench.observations (phenomenon_time, result, result_time, datastream, flags) FROM STDIN (FORMAT binary)"
            ) as copy:
                copy.set_types(types)
                for k in range(COPY_ROWS):
                    number = made + k
                    at = time_of + dt.timedelta(seconds=number // len(streams))
                    copy.write_row((at, float(number % 50), at, streams[number % len(streams)], 0))
            connection.commit()
            made += COPY_ROWS
        lasted = time.monotonic() - began
    return Taken(vi="COPY thuần (trần)", en="raw COPY (ceiling)", rate=made / lasted, seconds=lasted, lost=0)


def _settled(url: str, sent: Published) -> tuple[int, float]:
    """Wait until all that was sent is in the database: how many readings there are of it, and when that was seen (epoch)."""
    asked = (
        "SELECT count(*) FROM layers.observations WHERE phenomenon_time >= to_timestamp(%s - 0.002)"
        " AND datastream IN (SELECT id FROM layers.datastreams WHERE layer = %s)"
    )
    found, changed = -1, time.monotonic()
    while True:
        asked_at = time.time()
        now = int(rows(url, asked, [sent.began, LAYER])[0][0])
        if now >= sent.readings or time.monotonic() - changed > _PATIENCE_S:
            return now, asked_at
        if now != found:
            found, changed = now, time.monotonic()
        time.sleep(0.2)


def _ends_within(process: subprocess.Popen[str], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


@contextlib.contextmanager
def _tables(url: str) -> Iterator[None]:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS bench CASCADE")
        connection.execute(_TABLES.encode())
    try:
        yield
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS bench CASCADE")

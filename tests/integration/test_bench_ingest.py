"""The bench of the ingest: its publisher against a real broker, its rows, and what it calls met."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import orjson
import pytest

from api.bench.ingest import Taken
from api.bench.ingest_ears import Arrived, shown
from api.bench.ingest_ground import published, result
from api.bench.ingest_publisher import Load, readings_of
from api.bench.ingest_reads import Read
from api.bench.ingest_report import Readings
from api.bench.report import Report
from devices.codecs import CODECS
from devices.topics import parse
from tests.integration.ear import Ear
from tests.integration.street import Mosquitto, until

TOPICS = [f"dongha/street_lamps/DEN-{number:05d}/state" for number in range(40)]


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mosquitto]:
    made = Mosquitto(tmp_path_factory.mktemp("broker")).start()
    yield made
    made.stop()


def load(broker: Mosquitto, messages: int, rate: float = 0) -> Load:
    return Load(port=broker.port, user="any", password="any", topics=TOPICS, messages=messages, rate=rate)


def test_the_publisher_sends_what_it_says_and_every_codec_reads_it(broker: Mosquitto) -> None:
    with Ear(broker, "dongha/#") as ear:
        done = result(published(load(broker, 3_001)))
        until(lambda: len(ear.heard) >= 3_001, "every message")
    assert (done.messages, done.acknowledged, done.refused) == (3_001, 3_001, 0)
    readings = 0
    for topic, payload in ear.heard:
        address = parse(topic)
        assert address
        said = CODECS[address.codec].decode(address, payload, dt.datetime.now(dt.UTC))
        readings += len(said.readings)
    assert readings == done.readings == readings_of(3_001) == 9_002
    assert set(Counter(topic for topic, _ in ear.heard).values()) <= {75, 76}
    sizes = {len(orjson.loads(payload)["readings"]) for _, payload in ear.heard}
    assert sizes == {2, 3, 4}


def test_the_publisher_keeps_its_pace(broker: Mosquitto) -> None:
    done = result(published(load(broker, 300, rate=300)))
    assert 0.9 <= done.seconds < 20


def test_a_state_was_shown_when_it_or_a_newer_one_of_the_feature_was_there_in_time() -> None:
    said = [(1, 100.25), (1, 102.25), (2, 100.5), (3, 101.0), (4, 101.0)]
    heard = [(100.5, 1, 100), (102.5, 1, 102), (102.5, 2, 101), (107.0, 3, 101), (101.5, 4, 100)]
    assert shown(heard, said) == [250, 250, 2000]


def taken(rate: float, lost: int, end_mb: float) -> Taken:
    memory = (100.0, 110.0, end_mb)
    return Taken(vi="v", en="e", rate=rate, seconds=600, lost=lost, lag_s=1, memory_mb=memory, cores=0.5, target=12_000)


@pytest.mark.parametrize(
    ("one", "met"),
    [
        (taken(12_500, 0, 112), True),
        (taken(11_900, 0, 112), False),
        (taken(12_500, 1, 112), False),
        (taken(12_500, 0, 400), False),
    ],
)
def test_a_rate_counts_only_with_nothing_lost_and_flat_memory(one: Taken, met: bool) -> None:
    arrived = Arrived(maps=200, rate=2010, p50_ms=150, p99_ms=400, lost=0, anew=0, kb_per_s=9, memory_mb=180)
    slow = Read(vi="năm", en="year", p50_ms=10, p99_ms=250, kb=20, values=365, target_ms=200)
    readings = Readings(taken=[one], arrived=[arrived], reads=[slow], laid={"raw": 5})
    text = Report(when="now", machine="m", versions={}, seconds=6, rows={}, readings=readings).as_text()
    line = next(line for line in text.splitlines() if "v / e" in line)
    assert ("✓" in line) is met
    assert "< 1000 ms ✓" in text
    assert "< 200 ms ✗" in text

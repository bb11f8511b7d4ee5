"""What has been kept goes out over MQTT: once, to the topics of the standard, and is not taken in again."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import paho.mqtt.client as paho
import psycopg
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from ingest.mqtt.outbound import MARK
from layers.core.access import ADMINISTRATOR
from tests.conftest import Databases, serving
from tests.contract.logins import logins
from tests.integration.street import PATIENCE, Mosquitto, until


class Listener:
    """Hears everything below `v1.1`."""

    def __init__(self, url: str) -> None:
        self.heard: list[tuple[str, dict[str, Any], bool]] = []
        self._ready = threading.Event()
        self._client = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
        self._client.on_message = self._on_message
        self._client.on_subscribe = lambda *_: self._ready.set()
        self._client.connect("127.0.0.1", urlsplit(url).port or 0)
        self._client.loop_start()
        self._client.subscribe("v1.1/#")
        assert self._ready.wait(PATIENCE)

    def results(self) -> set[tuple[Any, Any]]:
        """(datastream, result) of all that was heard."""
        return {(said["Datastream"]["@iot.id"], said["result"]) for _, said, _ in list(self.heard)}

    def stop(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _on_message(self, client: paho.Client, data: object, message: paho.MQTTMessage) -> None:
        marked = MARK in getattr(message.properties, "UserProperty", ())
        self.heard.append((message.topic, json.loads(message.payload), marked))


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mosquitto]:
    running = Mosquitto(tmp_path_factory.mktemp("broker")).start()
    try:
        yield running
    finally:
        running.stop()


def test_what_is_kept_is_told_once(databases: Databases, city_template: str, broker: Mosquitto, tmp_path: Path):
    listener = Listener(broker.url)
    log = tmp_path / "server.log"
    asked = {"MQTT_URL": broker.url, "STA_MQTT": "flood_points,monitoring_stations"}
    try:
        with databases.lent(city_template) as url, serving(url, log, **asked) as base, logins(url, base) as people:
            with psycopg.connect(url, autocommit=True) as owner:
                rows = owner.execute(
                    "SELECT DISTINCT ON (layer) layer, id FROM layers.datastreams WHERE (layer, property) IN"
                    " (('flood_points', 'level_m'), ('monitoring_stations', 'temperature_c'), ('waste_bins', 'fill_pct'))"
                    " ORDER BY layer, id"
                ).fetchall()
            series = dict(rows)
            gauge = series["flood_points"]
            with people.http(ADMINISTRATOR) as client:
                until(lambda: _told(client, listener, gauge), "the follower tells")
                listener.heard.clear()
                for datastream in series.values():
                    for value in (20.5, 21.5):
                        _kept(client, datastream, value)
                wanted = {"v1.1/Observations", f"v1.1/Datastreams({gauge})/Observations"}
                until(lambda: wanted <= {topic for topic, _, _ in listener.heard}, "observations come")
                _kept(client, gauge, 3.5)
                until(lambda: {(gauge, 3.5), (series["monitoring_stations"], 21.5)} <= listener.results(), "the last")
    finally:
        listener.stop()
    topics = {topic for topic, _, _ in listener.heard}
    station, bin_ = series["monitoring_stations"], series["waste_bins"]
    of = [said["Datastream"] for _, said, _ in listener.heard]
    assert {"@iot.id": station} in of
    assert f"v1.1/Datastreams({station})/Observations" not in topics, "its device publishes there itself"
    assert {"@iot.id": bin_} not in of, "nobody has asked for that layer"
    of_gauge = [
        said["@iot.id"] for topic, said, _ in listener.heard if topic == f"v1.1/Datastreams({gauge})/Observations"
    ]
    assert len(of_gauge) == len(set(of_gauge)) >= 2
    assert all(marked for _, _, marked in listener.heard), "the ingest knows what it has kept already"
    assert "Traceback" not in log.read_text(errors="replace")


def _told(client: httpx.Client, listener: Listener, gauge: int) -> bool:
    _kept(client, gauge, 2.0)
    return bool(listener.heard)


def _kept(client: httpx.Client, datastream: int, value: float) -> None:
    said = {"phenomenonTime": dt.datetime.now(dt.UTC).isoformat(), "result": value}
    answer = client.post(f"/sta/v1.1/Datastreams({datastream})/Observations", json=said)
    assert answer.status_code == 201, answer.text

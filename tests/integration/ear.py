"""An ear at a broker: it keeps all that is published to some topics."""

from __future__ import annotations

import threading

from paho.mqtt.client import Client, MQTTMessage, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion

from tests.integration.street import PATIENCE, Mosquitto


class Ear:
    """A subscriber that keeps what it hears."""

    def __init__(self, broker: Mosquitto, *topics: str) -> None:
        self.heard: list[tuple[str, bytes]] = []
        self._ready = threading.Event()
        self.client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTv5)
        self.client.on_message = self._keep
        self.client.on_connect = self._listen
        self.client.on_subscribe = lambda *_: self._ready.set()
        self._topics = topics
        self.client.connect_async("127.0.0.1", broker.port)
        self.client.reconnect_delay_set(1, 1)

    def _listen(self, client: Client, *_: object) -> None:
        client.subscribe([(topic, 1) for topic in self._topics])

    def _keep(self, _client: Client, _data: object, message: MQTTMessage) -> None:
        self.heard.append((message.topic, bytes(message.payload)))

    def __enter__(self) -> Ear:
        self.client.loop_start()
        assert self._ready.wait(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self.client.disconnect()
        self.client.loop_stop()

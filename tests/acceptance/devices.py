"""A device at the broker's door, as a real one comes: MQTT 5 over TLS with the house's certificate and a login of its own."""

from __future__ import annotations

import json
import ssl
import threading
import time
from pathlib import Path
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

PATIENCE_S = 60.0


class DeviceClient:
    """One connection; `heard` are the (topic, payload) that came, `refused` why it was not let in."""

    def __init__(self, port: int, ca: Path, user: str, password: str, *, client_id: str = "") -> None:
        self.heard: list[tuple[str, bytes]] = []
        self.refused: str | None = None
        self.connected = threading.Event()
        self.answered = threading.Event()
        self.cut = threading.Event()
        self._codes: dict[int, str] = {}
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id, protocol=mqtt.MQTTv5)
        self._client.tls_set(ca_certs=str(ca), cert_reqs=ssl.CERT_REQUIRED)
        self._client.username_pw_set(user, password)
        self._client.on_connect = self._on_connect
        self._client.on_disconnect = self._on_disconnect
        self._client.on_message = lambda _c, _u, message: self.heard.append((message.topic, bytes(message.payload)))
        self._client.on_publish = self._on_publish
        self._client.reconnect_delay_set(1, 1)
        self._port = port

    def __enter__(self) -> DeviceClient:
        kept = Properties(PacketTypes.CONNECT)
        kept.SessionExpiryInterval = 3600
        self._client.connect("127.0.0.1", self._port, 30, clean_start=False, properties=kept)
        self._client.loop_start()
        assert self.answered.wait(PATIENCE_S)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.disconnect()
        self._client.loop_stop()
        self._client._reset_sockets()  # pyright: ignore[reportPrivateUsage]  left to the garbage they are closed too late

    def publish(self, topic: str, payload: bytes) -> str:
        """What the broker answers to a message of QoS 1: 'Success' or why not."""
        told = self._client.publish(topic, payload, qos=1)
        deadline = time.monotonic() + PATIENCE_S
        while told.mid not in self._codes:
            assert time.monotonic() < deadline, "the broker has not answered"
            time.sleep(0.01)
        return self._codes.pop(told.mid)

    def offer(self, topic: str, payload: bytes) -> None:
        """Send without waiting for the answer."""
        self._client.publish(topic, payload, qos=1)

    def listen(self, topic: str) -> None:
        """Subscribe, and wait until that is answered."""
        done = threading.Event()
        self._client.on_subscribe = lambda *_: done.set()
        self._client.subscribe(topic, qos=1)
        assert done.wait(PATIENCE_S)

    def _on_connect(self, _client: Any, _user: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        self.refused = str(reason) if reason.is_failure else None
        if not reason.is_failure:
            self.connected.set()
        self.answered.set()

    def _on_disconnect(self, *_: Any) -> None:
        self.connected.clear()
        self.cut.set()

    def _on_publish(self, _client: Any, _user: Any, mid: int, reason: Any, _properties: Any) -> None:
        self._codes[mid] = str(reason)


_told = [0]


def reading(**values: object) -> bytes:
    """A message in the platform's own JSON, of now; each of a moment of its own, as two of one moment are one reading."""
    _told[0] = max(_told[0] + 1, int(time.time() * 1000))
    return json.dumps({"v": 1, "time": _told[0], "readings": values}).encode()

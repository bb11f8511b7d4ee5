"""Connections to the broker as a gateway holds them: MQTT 5, QoS 1, a bounded queue, and what became of each message."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from paho.mqtt.client import Client, MQTTMessage, MQTTMessageInfo, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from devices.simulator.encoding import Message

WAITING = 5_000
"""Messages that a connection holds while the broker is away or slow; more are not taken."""
_IN_FLIGHT = 500
_KEEP_ALIVE_S = 30

type Heard = Callable[[str, bytes], None]


class BadAddress(ValueError):
    """MQTT_URL is not mqtt[s]://[user[:password]@]host[:port]; the message says it in both languages."""


class Line:
    """One connection, kept up for ever; `heard` gets what comes down, in the connection's own thread."""

    def __init__(self, url: str, client_id: str, *, ca: str | None = None, heard: Heard | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("mqtt", "mqtts") or not parts.hostname:
            raise BadAddress(f"MQTT_URL phải là / must be mqtt[s]://user:password@host:port, not {parts.scheme}://…")
        self.confirmed = self.refused = self.untaken = self.taken = 0
        self._filters: tuple[str, ...] = ()
        self._heard = heard
        self._client = Client(CallbackAPIVersion.VERSION2, client_id=client_id, protocol=MQTTv5)
        if parts.username:
            self._client.username_pw_set(unquote(parts.username), unquote(parts.password or ""))
        if parts.scheme == "mqtts":
            self._client.tls_set_context(ssl.create_default_context(cafile=ca))
        self._client.max_inflight_messages_set(_IN_FLIGHT)
        self._client.max_queued_messages_set(WAITING)
        self._client.reconnect_delay_set(1, 15)
        self._client.on_connect = self._connected
        self._client.on_publish = self._published
        self._client.on_message = self._came
        port = parts.port or (8883 if parts.scheme == "mqtts" else 1883)
        self._client.connect_async(parts.hostname, port, keepalive=_KEEP_ALIVE_S)

    def open(self, *filters: str) -> None:
        """Connect, now or when the broker is there, and listen to these filters."""
        self._filters = filters
        self._client.loop_start()

    def close(self) -> None:
        """Say good-bye; what was not confirmed yet is given up."""
        self._client.disconnect()
        self._client.loop_stop()

    @property
    def is_open(self) -> bool:
        """Whether the broker is there."""
        return self._client.is_connected()

    @property
    def waiting(self) -> int:
        """Messages handed over that the broker has not answered yet."""
        return self.taken - self.confirmed - self.refused

    def publish(self, message: Message) -> MQTTMessageInfo | None:
        """Hand a message over; None when the queue is full or there is no connection (a plain device keeps nothing)."""
        if not self._client.is_connected():
            self.untaken += 1
            return None
        info = self._client.publish(message.topic, message.payload, qos=1)
        if info.rc != MQTTErrorCode.MQTT_ERR_SUCCESS:
            self.untaken += 1
            return None
        self.taken += 1
        return info

    def _connected(
        self, client: Client, _data: Any, _flags: Any, code: ReasonCode, _properties: Properties | None
    ) -> None:
        if not code.is_failure and self._filters:
            client.subscribe([(one, 1) for one in self._filters])

    def _published(
        self, _client: Client, _data: Any, _mid: int, code: ReasonCode, _properties: Properties | None
    ) -> None:
        if code.is_failure:
            self.refused += 1
        else:
            self.confirmed += 1

    def _came(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        if self._heard:
            self._heard(message.topic, bytes(message.payload))

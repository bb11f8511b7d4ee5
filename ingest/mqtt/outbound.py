"""Messages out to whoever listens at the broker, without a promise: what is published while it is away is lost."""

from __future__ import annotations

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from ingest.mqtt.endpoint import Endpoint

MARK = ("dongha", "kept")
"""The user property (MQTT 5) of what the house publishes: it was kept already, so it is not taken in again."""

_MOST_WAITING = 10_000


class Outbound:
    """A connection with the broker that only publishes, QoS 0, and comes back by itself."""

    def __init__(self, endpoint: Endpoint) -> None:
        client = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
        if endpoint.user:
            client.username_pw_set(endpoint.user, endpoint.password)
        if endpoint.trust:
            client.tls_set_context(endpoint.trust)
        client.reconnect_delay_set(min_delay=1, max_delay=30)
        client.max_queued_messages_set(_MOST_WAITING)
        self._client = client
        self._endpoint = endpoint
        self._properties = Properties(PacketTypes.PUBLISH)
        self._properties.UserProperty = [MARK]

    def start(self) -> None:
        """Connect, now or when the broker is there."""
        self._client.connect_async(self._endpoint.host, self._endpoint.port)
        self._client.loop_start()

    def publish(self, topic: str, payload: bytes) -> bool:
        """Send a message; False when the broker is away, and nobody will hear it."""
        if not self._client.is_connected():
            return False
        return self._client.publish(topic, payload, qos=0, properties=self._properties).rc == paho.MQTT_ERR_SUCCESS

    def stop(self) -> None:
        """Leave."""
        self._client.disconnect()
        self._client.loop_stop()

"""The session with the broker: one thread that only moves bytes, and keeps coming back for as long as it is wanted.

The session is persistent and QoS 1 with acknowledgements of our own: what was not acknowledged is delivered again, whoever
dies when. The broker sends no more unacknowledged messages than `receive_maximum`; that bounds the memory of this process,
and what is beyond it waits on the broker's disk.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
import random
import select
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Iterable, Sequence

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from ingest.mqtt.endpoint import Endpoint
from ingest.mqtt.inbox import Inbox, Message
from ingest.mqtt.outbound import MARK

RECEIVE_MAXIMUM = 4_000
LARGEST_BYTES = 65_536
"""Of one message: the broker lets no larger ones in."""

_SESSION_SECONDS = 7 * 86_400
_KEEPALIVE_SECONDS = 20
_CONNECT_SECONDS = 5.0
_LONGEST_WAIT_SECONDS = 5.0
_BURST = 500
_log = logging.getLogger(__name__)


class Away(ConnectionError):
    """There is no connection with the broker now."""


class Session(threading.Thread):
    """The session of one client id; `start` it, `stop` it, and `join`."""

    def __init__(
        self,
        endpoint: Endpoint,
        client_id: str,
        filters: Sequence[str],
        inbox: Inbox,
        *,
        receive_maximum: int = RECEIVE_MAXIMUM,
    ) -> None:
        super().__init__(name="mqtt session", daemon=True)
        self.connections = 0
        self.subscribed_at: float | None = None
        self._endpoint = endpoint
        self._filters = [f"$share/{_group(endpoint)}/{one}" for one in filters]
        self._inbox = inbox
        self._receive_maximum = receive_maximum
        self._received = 0
        self._acknowledged: deque[tuple[int, int]] = deque()
        self._outgoing: deque[tuple[str, bytes, int]] = deque()
        self._connected = False
        self._ending = threading.Event()
        self._retiring = False
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        self._client = self._made(client_id)

    @property
    def connected(self) -> bool:
        """Whether the broker has let us in and delivers."""
        return self._connected

    def acknowledge(self, messages: Iterable[Message]) -> None:
        """Tell the broker that it may forget these. Those of a connection that is gone are passed over: they come again."""
        self._acknowledged.extend((message.connection, message.mid) for message in messages if message.mid)
        self._wake()

    def publish(self, topic: str, payload: bytes, expires_s: int) -> None:
        """Send a message (QoS 1) that nobody is told of after `expires_s` seconds; Away when there is no connection, for
        nothing may be sent long after it was meant.
        """
        if not self._connected:
            raise Away("the broker is away")
        self._outgoing.append((topic, payload, max(1, expires_s)))
        self._wake()

    def retire(self) -> None:
        """Subscribe to nothing any more; with the next `stop` the session is forgotten by the broker."""
        self._retiring = True
        self._wake()

    def stop(self) -> None:
        """Send the acknowledgements that wait, and leave."""
        self._ending.set()
        self._wake()

    def run(self) -> None:
        failures = 0
        while not self._ending.is_set():
            try:
                self._connect()
                if self._talk():
                    failures = 0
            except (OSError, ssl.SSLError, ValueError) as error:
                _log.warning("broker away: %s", error)
            self._disconnected()
            failures += 1
            wait = min(_LONGEST_WAIT_SECONDS, 0.1 * 2 ** min(failures, 10)) * random.uniform(0.5, 1)  # noqa: S311
            self._ending.wait(wait)

    def _made(self, client_id: str) -> paho.Client:
        client = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=client_id,
            protocol=paho.MQTTv5,
            manual_ack=True,
            reconnect_on_failure=False,
        )
        if self._endpoint.user:
            client.username_pw_set(self._endpoint.user, self._endpoint.password)
        if self._endpoint.trust:
            client.tls_set_context(self._endpoint.trust)
        client.connect_timeout = _CONNECT_SECONDS
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        client.on_disconnect = self._on_disconnect
        client.on_socket_register_write = lambda *_: (
            None
        )  # our loop looks at want_write itself, and is not called from others
        return client

    def _connect(self) -> None:
        properties = Properties(PacketTypes.CONNECT)
        properties.ReceiveMaximum = self._receive_maximum
        properties.SessionExpiryInterval = _SESSION_SECONDS
        properties.MaximumPacketSize = LARGEST_BYTES + 1_024
        self.connections += 1
        self._client.connect(
            self._endpoint.host,
            self._endpoint.port,
            _KEEPALIVE_SECONDS,
            clean_start=False,
            properties=properties,
        )
        sock = self._client.socket()
        if isinstance(sock, socket.socket):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _talk(self) -> bool:
        """Move bytes until the connection ends; whether the broker had let us in."""
        let_in = False
        ticked = time.monotonic()
        while (sock := self._client.socket()) is not None:
            let_in = let_in or self._connected
            writes = [sock] if self._client.want_write() else []
            readable, writable, _ = select.select([sock, self._wake_read], writes, [], 0.5)
            if self._wake_read in readable:
                self._drain_wake()
            if sock in readable:
                self._read(sock)
            self._send_waiting()
            if (writable or self._client.want_write()) and self._client.socket() is not None:
                self._client.loop_write()
            if self._ending.is_set() and not self._acknowledged and not self._client.want_write():
                self._leave()
                break
            if time.monotonic() - ticked >= 1:
                ticked = time.monotonic()
                self._client.loop_misc()
        return let_in

    def _read(self, sock: object) -> None:
        """Read what has come, packet by packet: one call of the library reads one."""
        for _ in range(_BURST):
            before = self._received
            if self._client.loop_read() != paho.MQTT_ERR_SUCCESS or self._client.socket() is None:
                return
            if self._received == before and not (isinstance(sock, ssl.SSLSocket) and sock.pending()):
                return

    def _send_waiting(self) -> None:
        while self._acknowledged:
            connection, mid = self._acknowledged.popleft()
            if connection == self.connections and self._connected:
                self._client.ack(mid, 1)
        while self._outgoing and self._connected:
            topic, payload, expires = self._outgoing.popleft()
            properties = Properties(PacketTypes.PUBLISH)
            properties.MessageExpiryInterval = expires
            self._client.publish(topic, payload, qos=1, properties=properties)
        if self._retiring and self._connected and self._filters:
            self._client.unsubscribe(self._filters)
            self._filters = []

    def _leave(self) -> None:
        properties = None
        if self._retiring:
            properties = Properties(PacketTypes.DISCONNECT)
            properties.SessionExpiryInterval = 0
        self._client.disconnect(properties=properties)
        self._client.loop_write()

    def _disconnected(self) -> None:
        self._connected = False
        self.subscribed_at = None
        self._acknowledged.clear()
        self._outgoing.clear()
        self._inbox.forget()

    def _on_connect(
        self, _client: paho.Client, _data: object, flags: paho.ConnectFlags, code: ReasonCode, _p: object
    ) -> None:
        if code.is_failure:
            _log.warning("broker refuses: %s", code)
            return
        _log.info("connected to the broker, session %s", "resumed" if flags.session_present else "new")
        self._connected = True
        if self._filters:
            options = SubscribeOptions(qos=1, retainHandling=SubscribeOptions.RETAIN_DO_NOT_SEND)
            self._client.subscribe([(one, options) for one in self._filters])

    def _on_subscribe(
        self, _client: paho.Client, _data: object, _mid: int, codes: list[ReasonCode], _p: object
    ) -> None:
        refused = [one for one, code in zip(self._filters, codes, strict=False) if code.is_failure]
        if refused:
            _log.error("the broker refuses to tell of %s", ", ".join(refused))
        else:
            self.subscribed_at = time.time()

    def _on_message(self, _client: paho.Client, _data: object, message: paho.MQTTMessage) -> None:
        self._received += 1
        if MARK in getattr(message.properties, "UserProperty", ()):
            self._client.ack(message.mid, message.qos)
            return
        try:
            topic = message.topic
        except UnicodeDecodeError:
            topic = "\ufffd"
        mid = message.mid if message.qos else 0
        arrived = dt.datetime.now(dt.UTC)
        self._inbox.put(Message(topic, bytes(message.payload), arrived, mid, self.connections, message.dup))

    def _on_disconnect(
        self, _client: paho.Client, _data: object, _flags: paho.DisconnectFlags, code: ReasonCode, _p: object
    ) -> None:
        self._connected = False
        if not self._ending.is_set():
            _log.warning("disconnected from the broker: %s", code)

    def _wake(self) -> None:
        try:
            os.write(self._wake_write, b"\0")
        except BlockingIOError:
            return

    def _drain_wake(self) -> None:
        try:
            os.read(self._wake_read, 65_536)
        except BlockingIOError:
            return


def _group(endpoint: Endpoint) -> str:
    """The name of the group that shares the messages, known to nobody without the password of the ingest.

    Mosquitto lets everybody subscribe to everything and asks only when it delivers: a device that was one more member would
    hear nothing, but its share of all messages would be acknowledged and lost.
    """
    return f"dongha-{hashlib.sha256(b'group of ' + (endpoint.password or '').encode()).hexdigest()[:40]}"

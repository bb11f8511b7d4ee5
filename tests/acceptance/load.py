"""Devices that go on sending whatever breaks, and a network that can be cut."""

from __future__ import annotations

import contextlib
import json
import select
import socket
import threading
import time
from collections import deque

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from tests.conftest import free_port
from tests.integration.street import LAMPS, PATIENCE, lamp, now, said

NO_SUBSCRIBERS = 0x10


class Load(threading.Thread):
    """Sends `rate` readings a second, each with a number of its own as its value; `accepted` are those that the broker has
    taken over. What it took while nobody had subscribed yet is no promise (MQTT 5 says so in the answer): it is sent again.
    """

    def __init__(self, port: int, rate: float = 500.0) -> None:
        super().__init__(name="load", daemon=True)
        self.accepted: set[int] = set()
        self.sent = 0
        self._rate = rate
        self._pending: dict[int, int] = {}
        self._answers: deque[tuple[int, int]] = deque()
        self._ending = threading.Event()
        self._begin = time.time() - 3_600
        self._client = paho.Client(CallbackAPIVersion.VERSION2, client_id="load", protocol=paho.MQTTv5)
        self._client.max_inflight_messages_set(500)
        self._client.reconnect_delay_set(1, 1)
        self._client.on_publish = lambda _c, _d, mid, code, _p: self._answers.append((mid, code.value))
        self._client.connect("127.0.0.1", port, keepalive=10)

    def run(self) -> None:
        self._client.loop_start()
        began = time.monotonic()
        while self._pending or not self._ending.is_set():
            while not self._ending.is_set() and self.sent < (time.monotonic() - began) * self._rate:
                self._send(self.sent)
                self.sent += 1
            self._take_answers()
            time.sleep(0.005)
        self._client.disconnect()
        self._client.loop_stop()

    def finish(self) -> set[int]:
        """Send no more, wait until the broker has taken everything over, and give the numbers."""
        self._ending.set()
        self.join(3 * PATIENCE)
        assert len(self.accepted) == self.sent, "the broker takes over what was sent"
        return self.accepted

    def _send(self, number: int) -> None:
        moment = now(self._begin - time.time() + number / 1000)
        content = json.dumps(said(moment, voltage_v=number / 1000))
        self._pending[self._client.publish(lamp(number % LAMPS), content, qos=1).mid] = number

    def _take_answers(self) -> None:
        while self._answers:
            mid, code = self._answers.popleft()
            number = self._pending.pop(mid)
            if code == NO_SUBSCRIBERS:
                self._send(number)
            else:
                self.accepted.add(number)


class Network:
    """A stretch of network in front of a port: `cut` lets nothing through until `mend`, which leaves no old connection."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self._target = target
        self._open = threading.Event()
        self._open.set()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._ending = False
        self._door = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._let_in, name="network", daemon=True).start()

    def cut(self) -> None:
        """From now on nothing comes through, and nobody is told."""
        self._open.clear()

    def mend(self) -> None:
        """Let new connections through; what hung in the old ones is lost."""
        pairs, self._pairs = self._pairs, []
        self._open.set()
        for pair in pairs:
            _close(pair)

    def close(self) -> None:
        self._ending = True
        self._door.close()
        self.mend()

    def _let_in(self) -> None:
        while not self._ending:
            with contextlib.suppress(OSError):
                near, _ = self._door.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        self._open.wait()
        try:
            far = socket.create_connection(("127.0.0.1", self._target))
        except OSError:
            near.close()
            return
        pair = (near, far)
        self._pairs.append(pair)
        with contextlib.suppress(OSError, ValueError):
            while self._passed_on(near, far):
                pass
        self._open.wait()
        _close(pair)

    def _passed_on(self, near: socket.socket, far: socket.socket) -> bool:
        """Carry what has come; False when an end has closed, or the network is cut: what was on its way is gone then."""
        readable, _, _ = select.select([near, far], [], [], 0.5)
        for one in readable:
            data = one.recv(65_536)
            if not data or not self._open.is_set():
                return False
            (far if one is near else near).sendall(data)
        return True


def _close(pair: tuple[socket.socket, socket.socket]) -> None:
    for one in pair:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()

"""A publisher for loads, run as a script, told what to do by one line of JSON on its input.

It speaks just the MQTT 5 that it needs (CONNECT, PUBLISH at QoS 1, PUBACK) over one connection and takes a few microseconds a
message, so that the load takes little of the machine that is measured. It writes one line of JSON when it is done.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import sys
import time
from dataclasses import asdict, dataclass

_CONNECT, _CONNACK, _PUBLISH, _PUBACK, _DISCONNECT = 0x10, 0x20, 0x32, 0x40, 0xE0
_REFUSED = 0x80
_WINDOW = 2_000
_STEP_S = 0.01
_PATIENCE_S = 60.0
_FIELDS = (b'"level_pct":%d', b'"power_w":%d', b'"voltage_v":%d', b'"temperature_c":%d')
_LOWEST = (0, 10, 210, 20)


@dataclass(frozen=True, kw_only=True)
class Load:
    """What is published: `messages` in all, at an even `rate` a second (0: as fast as the broker takes them).

    Each message carries 2, 3 or 4 readings in turn, stamped with the time at which it is sent, to the topics in turn.
    """

    port: int
    user: str
    password: str
    topics: list[str]
    messages: int
    rate: float


@dataclass(frozen=True, kw_only=True)
class Published:
    """What became of it: messages and readings sent, acknowledged and refused, the seconds it took, when it began (epoch)."""

    messages: int
    readings: int
    acknowledged: int
    refused: int
    seconds: float
    began: float


def readings_of(messages: int) -> int:
    """How many readings that many messages carry."""
    return sum(2 + number for number in range(3)) * (messages // 3) + sum(2 + number for number in range(messages % 3))


def main() -> int:
    """Publish what the line of input says."""
    print(json.dumps(asdict(publish(Load(**json.loads(sys.stdin.readline()))))))
    return 0


def publish(load: Load) -> Published:
    """Publish and wait until everything is acknowledged; OSError when the broker goes away."""
    with socket.create_connection(("127.0.0.1", load.port), timeout=_PATIENCE_S) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _greet(line, load)
        line.setblocking(False)
        return _Publisher(line, load).run()


class _Publisher:
    def __init__(self, line: socket.socket, load: Load) -> None:
        self._line, self._load = line, load
        self._heads = [_head(topic) for topic in load.topics]
        self._rest = b""
        self._acknowledged = self._refused = 0

    def run(self) -> Published:
        load = self._load
        began_at, began = time.time(), time.perf_counter()
        sent = 0
        unsent = b""
        quiet = began
        while self._acknowledged < load.messages:
            now = time.perf_counter()
            due = load.messages if not load.rate else min(load.messages, int((now - began) * load.rate) + 1)
            room = _WINDOW - (sent - self._acknowledged)
            if not unsent and due > sent and room > 0:
                count = min(due - sent, room, 500)
                unsent = self._packets(sent, count)
                sent += count
            if unsent:
                unsent = self._give(unsent)
            if self._take(0.0 if unsent or (not load.rate and sent < load.messages and room > 500) else _STEP_S):
                quiet = now
            elif now - quiet > _PATIENCE_S:
                raise TimeoutError(f"{sent - self._acknowledged} messages are not acknowledged")
        lasted = time.perf_counter() - began
        self._line.setblocking(True)
        self._line.sendall(bytes((_DISCONNECT, 0)))
        return Published(
            messages=sent,
            readings=readings_of(sent),
            acknowledged=self._acknowledged,
            refused=self._refused,
            seconds=lasted,
            began=began_at,
        )

    def _packets(self, first: int, count: int) -> bytes:
        stamp = b"%d" % int(time.time() * 1000)
        heads, parts = self._heads, []
        for number in range(first, first + count):
            value = number // len(heads) % 50
            fields = 2 + number % 3
            said = b",".join(_FIELDS[k] % (_LOWEST[k] + value) for k in range(fields))
            payload = b'{"v":1,"time":%b,"readings":{%b}}' % (stamp, said)
            head = heads[number % len(heads)]
            body = len(head) + 3 + len(payload)
            parts.append(b"%b%b%b\x00%b" % (_length(_PUBLISH, body), head, (number % 65_000 + 1).to_bytes(2), payload))
        return b"".join(parts)

    def _give(self, unsent: bytes) -> bytes:
        try:
            return unsent[self._line.send(unsent) :]
        except BlockingIOError:
            select.select([self._line], [self._line], [], _STEP_S)
            return unsent

    def _take(self, wait_s: float) -> bool:
        """Read acknowledgements for at most so long; whether there were any."""
        if wait_s and not select.select([self._line], [], [], wait_s)[0]:
            return False
        try:
            came = self._line.recv(262_144)
        except BlockingIOError:
            return False
        if not came:
            raise ConnectionError("the broker closed the connection")
        data, place = self._rest + came, 0
        while place + 2 <= len(data) and place + 2 + data[place + 1] <= len(data):
            size = data[place + 1]
            if data[place] == _PUBACK:
                self._acknowledged += 1
                self._refused += size > 2 and data[place + 4] >= _REFUSED
            place += 2 + size
        self._rest = data[place:]
        return True


def _greet(line: socket.socket, load: Load) -> None:
    name = f"bench-{time.time_ns() % 10**9}"
    body = _text("MQTT") + bytes((5, 0xC2)) + struct.pack(">H", 0) + b"\x00"
    body += _text(name) + _text(load.user) + _text(load.password)
    line.sendall(_length(_CONNECT, len(body)) + body)
    answer = line.recv(1024)
    if len(answer) < 4 or answer[0] != _CONNACK or answer[3] != 0:
        raise ConnectionError(f"the broker refuses the publisher: {answer[:8].hex()}")


def _head(topic: str) -> bytes:
    return _text(topic)


def _text(text: str) -> bytes:
    written = text.encode()
    return struct.pack(">H", len(written)) + written


def _length(kind: int, size: int) -> bytes:
    found = bytearray((kind,))
    while True:
        size, part = divmod(size, 128)
        found.append(part | (0x80 if size else 0))
        if not size:
            return bytes(found)


if __name__ == "__main__":
    sys.exit(main())

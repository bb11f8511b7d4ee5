"""A receiver of webhooks: a real HTTP server of the loopback address that keeps what it was told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST_S = 240


@dataclass(frozen=True)
class Heard:
    """One request: its headers in lower case, its body, and what was answered."""

    headers: dict[str, str]
    body: bytes
    answer: int

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def message(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def changes(self) -> list[dict[str, Any]]:
        return self.message["data"]["changes"]

    def verified(self, secret: str) -> bool:
        """Whether the signature is right, after the Standard Webhooks specification."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        said = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        mine = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
        return f"v1,{mine}" in self.headers["webhook-signature"].split(" ")


@dataclass
class Receiver:
    """Answers what `answers` says for the n-th request (204 without), and remembers."""

    url: str = ""
    answers: Callable[[int], int] = lambda _: 204
    location: str = ""
    heard: list[Heard] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def taken(self) -> list[Heard]:
        """What was accepted, each message once, in the order of the first time."""
        found: dict[str, Heard] = {}
        with self.lock:
            for one in self.heard:
                if 200 <= one.answer < 300:
                    found.setdefault(one.id, one)
        return list(found.values())

    def changes(self) -> list[dict[str, Any]]:
        """All changes that were accepted, in order."""
        return [change for one in self.taken() for change in one.message["data"].get("changes", [])]

    def until(self, condition: Callable[[Receiver], object]) -> Receiver:
        """Wait until `condition` holds."""
        deadline = time.monotonic() + LONGEST_S
        while not condition(self):
            assert time.monotonic() < deadline, f"heard only {len(self.heard)}: {self.heard[-3:]}"
            time.sleep(0.05)
        return self


@contextmanager
def receiving(answers: Callable[[int], int] = lambda _: 204, location: str = "") -> Iterator[Receiver]:
    """A receiver that runs while the block is open."""
    receiver = Receiver(answers=answers, location=location)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            with receiver.lock:
                answer = receiver.answers(len(receiver.heard))
                said = {name.lower(): value for name, value in self.headers.items()}
                receiver.heard.append(Heard(said, body, answer))
            self.send_response(answer)
            if receiver.location:
                self.send_header("location", receiver.location)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

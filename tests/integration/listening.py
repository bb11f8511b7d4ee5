"""Somebody who follows `/live`: a thread that reads server-sent events, for tests that ask what was heard."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import psycopg

PATIENCE_S = 60


@dataclass(frozen=True)
class Event:
    """One event: its name, its id, its data."""

    name: str
    id: str
    data: dict[str, Any]


class Ear:
    """What has been heard so far, in order."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.ended: Exception | str | None = None
        self._news = threading.Condition()

    @property
    def cursor(self) -> str:
        """Where the stream stands."""
        return self.events[-1].id

    @property
    def changes(self) -> list[dict[str, Any]]:
        """Every change that was heard."""
        return [change for event in self.events if event.name == "changes" for change in event.data["changes"]]

    def wait(self, wanted: Callable[[Ear], bool], what: str = "what was waited for") -> None:
        """Come back as soon as it is `wanted`; fail when it never is."""
        deadline = time.monotonic() + PATIENCE_S
        with self._news:
            while not wanted(self):
                left = deadline - time.monotonic()
                assert left > 0, f"{what} was never heard: {self.events} {self.ended}"
                self._news.wait(left)

    def hear(self, response: http.client.HTTPResponse) -> None:
        """Read until the stream ends."""
        event: dict[str, str] = {}
        try:
            while line := response.readline():
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    event[name] = value
                elif event.get("event"):
                    heard = Event(event["event"], event["id"], json.loads(event["data"]))
                    event = {}
                    self._note(heard)
            self._end("cleanly")
        except (OSError, ValueError, http.client.HTTPException) as error:
            self._end(error)

    def _note(self, event: Event) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def _end(self, how: Exception | str) -> None:
        with self._news:
            self.ended = how
            self._news.notify_all()


@contextlib.contextmanager
def listening(
    base: str,
    since: str | None = None,
    auth: tuple[str, str] | None = None,
    **parameters: str,
) -> Iterator[Ear]:
    """A stream that is open while the block runs; the first event has been heard when it begins."""
    ear = Ear()
    headers = {"Last-Event-ID": since} if since else {}
    if auth:
        headers["Authorization"] = f"Basic {base64.b64encode(':'.join(auth).encode()).decode()}"
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=PATIENCE_S)
    connection.request("GET", f"/live?{urlencode(parameters)}", headers=headers)
    response = connection.getresponse()
    assert response.status == 200, response.read()
    thread = threading.Thread(target=ear.hear, args=(response,), daemon=True)
    thread.start()
    try:
        ear.wait(lambda heard: bool(heard.events), "hello")
        yield ear
    finally:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
        thread.join(PATIENCE_S)
        connection.close()


def wait_for_log(connection: psycopg.Connection[Any], base: str) -> None:
    """Come back when a server has told everything that is committed now."""
    deadline = time.monotonic() + PATIENCE_S
    unread = "SELECT 1 FROM layers.changes WHERE NOT pg_visible_in_snapshot(txid, %s::pg_snapshot) LIMIT 1"
    while True:
        _, _, snapshot = httpx.get(f"{base}/live/position", timeout=PATIENCE_S).json()["position"].partition(".")
        if not connection.execute(unread, [snapshot]).fetchall():
            return
        assert time.monotonic() < deadline, "the server does not read the change log"
        time.sleep(0.05)

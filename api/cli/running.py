"""What `up` has started, as kept in `var/run/up.json`: enough to show it and to stop exactly that."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from api.cli.database import leases, private
from api.cli.places import Places, read_json, write_json
from api.cli.process import Identity, stop

HEALTH_S = 60.0
"""How long a started server may take to answer."""


class Ended(NamedTuple):
    """How often a child has ended unasked, when it did last (epoch seconds), and what its log said then."""

    times: int
    last: float
    said: str


@dataclass(frozen=True)
class Running:
    """One run of the house."""

    supervisor: Identity
    host: str
    port: int
    started: float
    children: dict[str, Identity] = field(default_factory=dict)
    private_database: bool = True
    private_broker: bool = True
    ended: dict[str, Ended] = field(default_factory=dict)

    @classmethod
    def load(cls, places: Places) -> Running | None:
        """The run that is noted; its supervisor may be dead. None when nothing is noted."""
        kept = read_json(places.run / "up.json")
        supervisor = Identity.from_json(kept.get("supervisor"))
        if supervisor is None:
            return None
        found = {name: Identity.from_json(child) for name, child in dict(kept.get("children", {})).items()}
        return cls(
            supervisor=supervisor,
            host=str(kept.get("host", "127.0.0.1")),
            port=int(kept.get("port", 8000)),
            started=float(kept.get("started", 0)),
            children={name: child for name, child in found.items() if child},
            ended={name: Ended(*told) for name, told in dict(kept.get("ended", {})).items()},
            private_database=bool(kept.get("private_database", True)),
            private_broker=bool(kept.get("private_broker", True)),
        )

    def save(self, places: Places) -> None:
        """Note it."""
        write_json(
            places.run / "up.json",
            {
                "supervisor": self.supervisor.as_json(),
                "host": self.host,
                "port": self.port,
                "started": self.started,
                "children": {name: child.as_json() for name, child in self.children.items()},
                "ended": self.ended,
                "private_database": self.private_database,
                "private_broker": self.private_broker,
            },
        )

    def having(self, name: str, child: Identity | None) -> Running:
        """The same run with a child replaced, or without it."""
        others = {key: value for key, value in self.children.items() if key != name}
        return replace(self, children={**others, name: child} if child else others)

    def without(self, name: str, said: str) -> Running:
        """The same run after that child has ended unasked."""
        times = self.ended[name].times if name in self.ended else 0
        return replace(self, ended={**self.ended, name: Ended(times + 1, time.time(), said)})

    @property
    def url(self) -> str:
        """Address of the web server as seen from this machine."""
        return web_url(self.host, self.port)

    @property
    def alive(self) -> bool:
        """Whether its supervisor runs."""
        return self.supervisor.alive


def web_url(host: str, port: int) -> str:
    """The address by which this machine reaches a server that listens on host and port."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"http://[{near}]:{port}" if ":" in near else f"http://{near}:{port}"


def health(url: str, timeout_s: float = 3.0) -> bool:
    """Whether the server answers and has its database."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}/health", timeout=timeout_s) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError, ValueError):
        return False


def wait_healthy(url: str, still: Callable[[], bool], patience_s: float = HEALTH_S) -> bool:
    """Wait until the server answers; False when there is nothing left to wait for, or patience ends."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if health(url):
            return True
        if not still():
            return False
        time.sleep(0.1)
    return False


def clear(places: Places, run: Running) -> list[str]:
    """Stop what a run left behind, its supervisor being dead, and forget the run; gives the names of what was stopped."""
    stopped: list[str] = []
    for name, child in sorted(run.children.items(), key=lambda item: item[0] == "broker"):  # its users first
        if child.alive or (Identity.of(child.pid) is None and child.group):
            stop(child, patience_s=10)
            stopped.append(name)
    if run.private_database and not leases(places):
        cluster = private(places)
        if cluster.made and cluster.process():
            cluster.stop()
            stopped.append("postgres")
    (places.run / "up.json").unlink(missing_ok=True)
    return stopped

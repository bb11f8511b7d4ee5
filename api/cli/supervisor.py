"""Keeps the house running: starts broker, ingest, simulator and web server, restarts what dies, stops all in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from api.cli import broker_access as access
from api.cli.broker import LOOPBACK, Broker
from api.cli.broker_keeper import BrokerKeeper, learn
from api.cli.console import Trouble, complain, reason, say
from api.cli.database import end_lease, lease, leases, private, sample_is_loaded
from api.cli.places import ROOT, House, Places, port_is_free
from api.cli.process import Identity, spawn, stop
from api.cli.running import Running, wait_healthy, web_url
from api.cli.service_login import INGEST, SIMULATOR, ServiceLogin, service_url
from api.cli.street import await_gate

STEADY_S = 60.0
"""A service that ran this long starts with a clean slate when it dies."""
LONGEST_WAIT_S = 30.0
MOST_SLOTS = 32
"""So many ingest processes run at most."""


@dataclass
class Service:
    """A child process and how often in a row it has failed."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes] | None = None
    identity: Identity | None = None
    failures: int = 0
    started: float = 0.0
    started_at: float = 0.0
    """`started` is of the monotonic clock, `started_at` of the calendar (epoch seconds)."""
    next_try: float = 0.0

    @property
    def dead(self) -> bool:
        """Whether it should run and does not."""
        return self.process is None or self.process.poll() is not None


@dataclass
class Supervisor:
    """One run, from the first service to the last. The street is simulated, if wished, where the city is the sample."""

    places: Places
    host: str
    port: int
    database_url: str | None
    mqtt_url: str | None
    simulate: bool
    services: list[Service] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    retiring: dict[Path, subprocess.Popen[bytes]] = field(default_factory=dict)
    """Ingest processes that only take in what waits for a slot no longer used, by the figures of the slot."""

    def run(self, when_ready: Callable[[Running], None]) -> None:
        """Start everything, tell when the server answers, and stay until a signal; Trouble when the start fails."""
        me = Identity.of(os.getpid())
        if me is None:
            raise Trouble("không đọc được /proc", "/proc cannot be read: mount it")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._ask_to_stop)
        self._running = Running(
            me, self.host, self.port, time.time(), {}, self.database_url is None, self.mqtt_url is None
        )
        self._running.save(self.places)
        try:
            self._start()
            if not self.stopping.is_set():
                when_ready(self._running)
                self._watch()
        finally:
            self._stop()

    def _start(self) -> None:
        if self.database_url is None:
            lease(self.places, "up")
            private(self.places).start()
        broker = Service("broker", self._start_broker)
        web = Service("web", self._start_web)
        if self.mqtt_url is None:
            learn(self._broker, self._url())
            self.services.append(broker)
        slots = _ingest_processes()
        for slot in range(slots):
            name = "ingest" if slot == 0 else f"ingest-{slot + 1}"
            self.services.append(Service(name, lambda slot=slot, name=name: self._start_ingest(slot, name)))
        self.services.append(web)
        if self.simulate and sample_is_loaded(self._url()):
            self.services.append(Service("simulator", self._start_simulator))
        for service in self.services:
            self._launch(service)
        if self.mqtt_url is None:
            self._need_broker(broker)
            self._keep_broker(broker)
        self._retire_from(slots)
        url = web_url(self.host, self.port)
        if not wait_healthy(url, lambda: not (web.dead or self.stopping.is_set())) and not self.stopping.is_set():
            log = self.places.log / "web.log"
            raise Trouble(
                "máy chủ web không trả lời",
                f"the web server does not answer at {url}/health: {reason(log)} (log: {log})",
            )
        if self.mqtt_url is None:
            await_gate(self.places, lambda: not self.stopping.is_set())

    def _need_broker(self, service: Service) -> None:
        deadline = time.monotonic() + 15
        while not service.dead and time.monotonic() < deadline and not self.stopping.is_set():
            if not port_is_free(LOOPBACK, self._broker.house.mqtt_port):
                return
            time.sleep(0.05)
        if not self.stopping.is_set():
            log = self._broker.log
            raise Trouble("Mosquitto không khởi động được", f"Mosquitto does not start: {reason(log)} (log: {log})")

    def _keep_broker(self, service: Service) -> None:
        def process() -> tuple[Identity, float] | None:
            return None if service.dead or service.identity is None else (service.identity, service.started_at)

        BrokerKeeper(self.places, self.host, url=self._url, process=process, stopping=self.stopping).start()

    def _watch(self) -> None:
        cluster = private(self.places) if self.database_url is None else None
        server = cluster.process() if cluster else None
        quiet_until = 0.0
        while not self.stopping.wait(0.5):
            now = time.monotonic()
            if cluster and not (server and server.alive) and now >= quiet_until:
                say("PostgreSQL đã dừng, khởi động lại", f"PostgreSQL ended; starting it again (log: {cluster.log})")
                try:
                    before, cluster = cluster.url, private(self.places).start()
                    server = cluster.process()
                    if cluster.url != before:  # it listens elsewhere now; new processes learn that
                        self._end_users_of_the_database()
                except Trouble as trouble:
                    complain(str(trouble))
                quiet_until = now + LONGEST_WAIT_S
            for service in self.services:
                if service.dead:
                    self._revive(service, now)
            self._forget_retired()

    def _revive(self, service: Service, now: float) -> None:
        if service.process is not None:
            code = service.process.returncode
            service.failures = 0 if now - service.started > STEADY_S else service.failures + 1
            wait = min(LONGEST_WAIT_S, 2.0**service.failures / 2)
            said = reason(_log_of(self.places, service.name))
            self._running = self._running.without(service.name, said)
            self._running.save(self.places)
            say(
                f"{service.name} đã dừng (mã {code}), khởi động lại sau {wait:.1f} s",
                f"{service.name} ended with code {code}; starting again in {wait:.1f} s. Its log: {said}",
            )
            if service.identity:
                stop(service.identity, patience_s=1)
            service.process, service.next_try = None, now + wait
        elif now >= service.next_try:
            try:
                self._launch(service)
            except (Trouble, OSError) as trouble:
                complain(str(trouble))
                service.failures += 1
                service.next_try = now + min(LONGEST_WAIT_S, 2.0**service.failures / 2)

    def _launch(self, service: Service) -> None:
        service.process = service.start()
        service.identity = Identity.of(service.process.pid)
        service.started, service.started_at = time.monotonic(), time.time()
        self._running = self._running.having(service.name, service.identity)
        self._running.save(self.places)

    def _end_users_of_the_database(self) -> None:
        for service in self.services:
            if service.name != "broker" and service.identity:
                stop(service.identity, patience_s=15)

    def _start_broker(self) -> subprocess.Popen[bytes]:
        return self._broker.start()[1]

    def _start_ingest(self, slot: int, name: str) -> subprocess.Popen[bytes]:
        environment = {**self._environment(INGEST, access.INGEST), "INGEST_STATUS": str(_figures(self.places, slot))}
        return self._spawn_module("ingest.mqtt", name, environment, "--slot", str(slot))

    def _retire_from(self, slots: int) -> None:
        """Have taken in what waits for the slots of an earlier run that had more of them."""
        for slot in range(slots, MOST_SLOTS):
            figures = _figures(self.places, slot)
            if figures.exists():
                words = ("--slot", str(slot), "--retire")
                environment = self._environment(INGEST, access.INGEST)
                self.retiring[figures] = self._spawn_module("ingest.mqtt", f"ingest-{slot + 1}", environment, *words)

    def _forget_retired(self) -> None:
        """A slot whose retirement failed is tried again by the next run."""
        for figures, process in list(self.retiring.items()):
            if process.poll() is not None:
                del self.retiring[figures]
                if process.returncode == 0:
                    figures.unlink(missing_ok=True)

    def _start_simulator(self) -> subprocess.Popen[bytes]:
        return self._spawn_module("devices.simulator", "simulator", self._environment(SIMULATOR, access.SIMULATOR))

    def _start_web(self) -> subprocess.Popen[bytes]:
        environment = {**self._surroundings(access.WEB), "DATABASE_URL": self._url()}
        if environment.get("API_URL", "").rstrip("/") == self._running.url:
            del environment["API_URL"]
        argv = [sys.executable, "-P", "-m", "api.cli", "serve", "--host", self.host, "--port", str(self.port)]
        return spawn(argv, self.places.log / "web.log", env=environment)

    def _spawn_module(
        self, module: str, name: str, environment: dict[str, str], *words: str
    ) -> subprocess.Popen[bytes]:
        return spawn([sys.executable, "-P", "-m", module, *words], self.places.log / f"{name}.log", env=environment)

    def _environment(self, service: ServiceLogin, broker_login: str) -> dict[str, str]:
        """Of a process with logins of its own; nothing in it is the owner's."""
        kept = {name: value for name, value in self._surroundings(broker_login).items() if not name.startswith("PG")}
        kept.pop(service.given, None)
        return {**kept, "DATABASE_URL": service_url(self._url(), self.places, service)}

    def _surroundings(self, broker_login: str) -> dict[str, str]:
        return {
            **os.environ,
            "MQTT_URL": self.mqtt_url or self._broker.url_of(broker_login),
            "PYTHONPATH": str(ROOT),
            "DONGHA_VAR": str(self.places.var),
        }

    def _url(self) -> str:
        """The database as its owner reaches it."""
        return self.database_url or private(self.places).url

    @property
    def _broker(self) -> Broker:
        return Broker(self.places, House.of(self.places), self.host)

    def _stop(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for process in self.retiring.values():
            identity = Identity.of(process.pid)
            if identity:
                stop(identity, patience_s=15, reap=process.poll)
        for service in reversed(self.services):
            if service.identity and service.process:
                stop(service.identity, patience_s=15, reap=service.process.poll)
        if self.database_url is None:
            end_lease(self.places, "up")
            if not leases(self.places):
                private(self.places).stop()
        (self.places.run / "up.json").unlink(missing_ok=True)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        if not self.stopping.is_set():
            self.stopping.set()
            say("Đang dừng", "stopping")


def _ingest_processes() -> int:
    asked = os.environ.get("INGEST_PROCESSES", "1")
    if not (asked.isdigit() and 1 <= int(asked) <= MOST_SLOTS):
        raise Trouble(
            f"INGEST_PROCESSES phải từ 1 đến {MOST_SLOTS}",
            f"INGEST_PROCESSES={asked}: must be a number from 1 to {MOST_SLOTS}",
        )
    return int(asked)


def _figures(places: Places, slot: int) -> Path:
    """The figures of an ingest process."""
    return places.run / f"ingest-{slot}.json"


def _log_of(places: Places, name: str) -> Path:
    """The log of a child."""
    return places.log / f"{'mosquitto' if name == 'broker' else name}.log"

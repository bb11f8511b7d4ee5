"""What the supervisor does for the running broker: lets devices in, tells it of new logins, renews its certificate."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psycopg

from api.cli import broker_access as access
from api.cli.broker import Broker
from api.cli.console import complain, one_line, say
from api.cli.places import House, Places, read_json
from api.cli.process import Identity

LOOK_S = 2.0
"""How often the logins in the database are looked at."""
GATE_LOOK_S = 0.2
RENEW_LOOK_S = 6 * 3600.0
PATIENCE_S = 60.0
"""After so long without an ingest that has subscribed it is said that devices wait outside."""


def learn(broker: Broker, url: str) -> bool:
    """Take the logins of the database at `url` over; whether they were new to the broker, which is not yet told."""
    with psycopg.connect(url, connect_timeout=15) as connection:
        return broker.learn(access.kept_logins(connection))


class BrokerKeeper(threading.Thread):
    """Follows the database and the ingest until `stopping`; neither's absence ends it.

    `process` gives the broker that runs now and when it was started (epoch seconds), None while there is none; `url` the
    owner's connection to the database.
    """

    def __init__(
        self,
        places: Places,
        host: str,
        *,
        url: Callable[[], str],
        process: Callable[[], tuple[Identity, float] | None],
        stopping: threading.Event,
    ) -> None:
        super().__init__(name="broker-keeper", daemon=True)
        self._places = places
        self._host = host
        self._url = url
        self._process = process
        self._stopping = stopping
        self._seen: tuple[str, int] | None = None
        self._connection: psycopg.Connection | None = None
        self._look_at = self._renew_at = 0.0
        self._said: Identity | None = None

    def run(self) -> None:
        """Look until it is time to stop."""
        while not self._stopping.wait(GATE_LOOK_S):
            running = self._process()
            if running is None:
                continue
            try:
                self._keep(*running)
            except OSError as error:
                complain(f"không ghi được tệp của MQTT — the broker's files cannot be written: {one_line(str(error))}")
                self._stopping.wait(LOOK_S)
        if self._connection is not None:
            self._connection.close()

    def _keep(self, process: Identity, started: float) -> None:
        broker, now = Broker(self._places, House.of(self._places), self._host), time.monotonic()
        changed = False
        if not broker.gate_open:
            changed = self._try_gate(broker, process, started)
        if now >= self._look_at:
            self._look_at = now + LOOK_S
            changed = self._learn(broker) or changed
        if now >= self._renew_at:
            self._renew_at = now + RENEW_LOOK_S
            changed = broker.renew_certificate() or changed
        if changed:
            broker.reload(process)

    def _try_gate(self, broker: Broker, process: Identity, started: float) -> bool:
        if any(subscribed > started for subscribed in _subscribed(self._places)):
            broker.open_gate()
            return True
        if time.time() - started > PATIENCE_S and self._said != process:
            self._said = process
            say(
                "Thiết bị chưa được vào: ingest chưa sẵn sàng",
                f"devices are not let in yet, as the ingest has not subscribed (log: {self._places.log / 'ingest.log'})",
            )
        return False

    def _learn(self, broker: Broker) -> bool:
        """Take over new logins; False also when the database is away, whose logins then stay as they are.

        Other processes take logins over too: what the broker knows is compared again after each of them, or a login that was
        let in by one and shut out in the database right after would stay in.
        """
        try:
            if self._connection is None or self._connection.closed:
                self._connection = psycopg.connect(self._url(), connect_timeout=5, autocommit=True)
            seen = (access.stamp(self._connection), broker.learned_at)
            if seen == self._seen:
                return False
            new = broker.learn(access.kept_logins(self._connection))
        except psycopg.Error:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            return False
        self._seen = seen
        return new


def _subscribed(places: Places) -> list[float]:
    """When each ingest process last subscribed (epoch seconds)."""
    found = [read_json(path).get("subscribed_at") for path in places.run.glob("ingest-*.json")]
    return [float(moment) for moment in found if isinstance(moment, int | float)]

"""The private Mosquitto broker: for devices over TLS, for the house's own processes on 127.0.0.1, under `var/mosquitto`.

Nothing that it has accepted is dropped: queues have no limit in number, and a publisher that would fill the memory is cut off
before its message is acknowledged. It is told of new logins by SIGHUP.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from api.cli import broker_access as access
from api.cli.broker_certificate import Certificates, names_of_this_machine
from api.cli.console import Trouble, say
from api.cli.packages import SYSTEM_PATH, program
from api.cli.places import House, Places, free_port, port_is_free, read_json, write_json
from api.cli.process import Identity, listener, spawn
from api.cli.service_folder import service_account, service_folder

USER = access.OPERATOR
LOOPBACK = "127.0.0.1"

LARGEST_PACKET = 65_536
"""Bytes of a packet. The connection of whoever sends a larger one is closed; a message is never dropped unsaid."""
AUTOSAVE_S = 10
"""How much, in seconds, a broker that is killed may forget of what it has accepted and not yet handed on."""
SESSION_DAYS = 14
"""How long a session that is away is kept with its queue."""

_RAISE_FILES = 'ulimit -n "$(ulimit -Hn)" 2>/dev/null; exec "$@"'
"""A connection takes a file; the usual soft limit of 1024 is too low."""


@dataclass(frozen=True)
class Broker:
    """One private broker: where its files lie, how it is reached, and on which address it listens for devices."""

    places: Places
    house: House
    host: str = LOOPBACK

    @property
    def url(self) -> str:
        """Connection URL of the operator, who may do everything."""
        return self.url_of(USER)

    def url_of(self, name: str) -> str:
        """Connection URL of one of the house's own logins."""
        password = access.password_of(self.house.mqtt_password, name)
        return f"mqtt://{name}:{password}@{LOOPBACK}:{self.house.mqtt_port}"

    @property
    def log(self) -> Path:
        """The broker's log."""
        return self.places.log / "mosquitto.log"

    @property
    def certificates(self) -> Certificates:
        """The authority that devices trust, and the broker's own certificate."""
        return Certificates.of(self.places)

    def start(self, *, gate_open: bool = False) -> tuple[Broker, subprocess.Popen[bytes]]:
        """Start it; gives the broker as it now is (a port changes when a stranger took the kept one).

        Publishers of readings are let in when the gate is open: see `open_gate`.
        """
        broker = self._with_free_ports()
        mosquitto = program("mosquitto")
        if mosquitto is None:
            raise Trouble("không thấy mosquitto", "mosquitto is not installed: apt-get install mosquitto")
        with broker._alone():
            folder = service_folder(self.places.var, "mosquitto", broker._account)
            (folder / "data").mkdir(mode=0o700, exist_ok=True)
            broker.certificates.ensure(names_of_this_machine())
            broker._keep_access(gate_open=gate_open)
            conf = folder / "mosquitto.conf"
            conf.write_text(broker._settings(folder), "utf-8")
            broker._hand_over(conf, folder / "data")
        environment = {"PATH": SYSTEM_PATH, "LC_ALL": "C.UTF-8"}
        argv = ["/bin/sh", "-c", _RAISE_FILES, "sh", mosquitto, "-c", conf]
        return broker, spawn(argv, broker.log, env=environment, account=broker._account)

    def learn(self, logins: list[access.Login]) -> bool:
        """Take over the logins of devices and gateways; whether they differ from those known. `reload` puts them in force."""
        with self._alone():
            if self._known() == logins:
                return False
            service_folder(self.places.var, "mosquitto", self._account)
            write_json(self._notes, {"logins": [list(login) for login in logins]})
            if self._conf.exists():
                self._keep_access(gate_open=self.gate_open)
        return True

    @property
    def learned_at(self) -> int:
        """When logins were last taken over, by whichever process (ns); 0 before the first."""
        try:
            return self._notes.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def open_gate(self) -> None:
        """Let in those who publish readings. `reload` puts it in force.

        Mosquitto forgets shared subscriptions when it restarts: what is published before the ingest has subscribed again
        would be acknowledged and lost. Until then only the house's own readers are let in.
        """
        with self._alone():
            self._keep_access(gate_open=True)

    @property
    def gate_open(self) -> bool:
        """Whether devices are let in."""
        return self._gate.exists()

    def renew_certificate(self) -> bool:
        """Renew the server's certificate if it is time; whether there is a new one, which `reload` puts in force."""
        with self._alone():
            new = self.certificates.ensure(names_of_this_machine())
            self._hand_over()
        return new

    def reload(self, process: Identity | None) -> None:
        """Have the running broker read its logins and certificate again; whoever is no longer let in is cut off."""
        if process is not None and process.alive:
            os.kill(process.pid, signal.SIGHUP)

    def _with_free_ports(self) -> Broker:
        house = self.house
        if not port_is_free(LOOPBACK, house.mqtt_port):
            house = replace(house, mqtt_port=free_port())
        if not port_is_free(self.host, house.mqtts_port):
            who = listener(house.mqtts_port)
            house = replace(house, mqtts_port=free_port(host=self.host))
            say(
                f"Cổng MQTT cho thiết bị đã có chương trình khác dùng, chuyển sang {house.mqtts_port}",
                f"the devices' MQTT port {self.house.mqtts_port} is taken{f' by {who}' if who else ''}: devices must come to "
                f"{house.mqtts_port} from now on; ./dongha up --mqtt-port sets another",
            )
        if house != self.house:
            house.keep(self.places)
        return replace(self, house=house)

    def _settings(self, folder: Path) -> str:
        tls = folder / "tls"
        return f"""\
# Written by ./dongha at every start.
per_listener_settings false
allow_anonymous false
password_file {folder / "passwords"}
acl_file {folder / "topics"}
persistence true
persistence_location {folder / "data"}/
autosave_interval {AUTOSAVE_S}
persistent_client_expiration {SESSION_DAYS}d
max_queued_messages 0
max_queued_bytes 0
max_inflight_messages 0
max_packet_size {LARGEST_PACKET}
memory_limit {_memory_limit()}
set_tcp_nodelay true
log_dest stderr
log_timestamp_format %Y-%m-%dT%H:%M:%S
log_type error
log_type warning
log_type notice
connection_messages false

listener {self.house.mqtt_port} {LOOPBACK}
max_connections 512

listener {self.house.mqtts_port} {self.host}
max_connections 20000
use_username_as_clientid true
certfile {tls / "server.pem"}
keyfile {tls / "server.key"}
tls_version tlsv1.2
"""

    def _keep_access(self, *, gate_open: bool) -> None:
        """Write the password and ACL files."""
        logins = access.own_logins(self.house.mqtt_password, gate_open=gate_open)
        logins += self._known() if gate_open else []
        folder = self._conf.parent
        for path, content in (
            (folder / "passwords", access.password_file(logins)),
            (folder / "topics", access.acl_file(logins)),
        ):
            fresh = path.with_name(f"{path.name}.new")
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as sink:
                sink.write(content)
            self._hand_over(fresh)
            fresh.replace(path)
        if gate_open:
            self._gate.touch()
        else:
            self._gate.unlink(missing_ok=True)

    def _known(self) -> list[access.Login]:
        """The logins as last heard of, so that the broker starts also when the database is away."""
        kept = read_json(self._notes).get("logins", [])
        return [access.Login(name, scramble, tuple(writes), tuple(reads)) for name, scramble, writes, reads in kept]

    def _hand_over(self, *paths: Path) -> None:
        """Give files to the broker's account, those of the certificate too; the authority's key stays ours."""
        if self._account:
            made = self.certificates
            for path in (*paths, made.folder, made.server, made.server_key):
                if path.exists():
                    shutil.chown(path, self._account)

    @property
    def _notes(self) -> Path:
        return self.places.var / "mosquitto" / "logins.json"

    @property
    def _gate(self) -> Path:
        return self.places.var / "mosquitto" / "gate-open"

    @property
    def _conf(self) -> Path:
        return (self.places.var / "mosquitto").resolve() / "mosquitto.conf"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time writes the broker's files."""
        with (self.places.run / "broker.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    @property
    def _account(self) -> str | None:
        return service_account(self.places.var, "mosquitto", "mosquitto")


def _memory_limit() -> int:
    """Bytes: a quarter of the machine's memory, between 256 MB and 2 GB."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(2_000_000_000, max(256_000_000, memory // 4))

"""Where things lie: the clone, and the folder under it that holds everything the machine made."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from api.cli.console import Trouble, say

ROOT = Path(__file__).resolve().parents[2]
"""The clone."""

PORTS = range(20000, 32000)
"""Where private services listen: below the range the system gives to outgoing connections."""

MQTTS = 8883
"""Where devices expect MQTT over TLS."""


@dataclass(frozen=True)
class Places:
    """The folder `var` (or $DONGHA_VAR) and what is kept in it."""

    var: Path

    @classmethod
    def from_env(cls) -> Places:
        """The places of this clone; makes the folders, Trouble when they cannot be written."""
        places = cls(Path(os.environ.get("DONGHA_VAR") or ROOT / "var").absolute())
        try:
            for folder in (places.var, places.log, places.run):
                folder.mkdir(parents=True, exist_ok=True)
        except PermissionError as error:
            raise not_writable(places.var) from error
        if not os.access(places.run, os.W_OK):
            raise not_writable(places.var)
        return places

    @property
    def log(self) -> Path:
        """Logs of everything that is started or installed."""
        return self.var / "log"

    @property
    def run(self) -> Path:
        """What runs now: process identities and locks."""
        return self.var / "run"

    @contextmanager
    def setup_lock(self) -> Iterator[None]:
        """Held while something is set up, so that two commands never do it at once; waits for the other."""
        with (self.run / "setup.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Đợi một lần thiết lập khác", "another ./dongha is setting up; waiting for it")
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def need_space(self, megabytes: int) -> None:
        """Trouble when the disk under `var` has less free space than that."""
        free = shutil.disk_usage(self.var).free // 1_000_000
        if free < megabytes:
            raise Trouble(
                f"đĩa chỉ còn {free} MB, cần {megabytes} MB; hãy giải phóng bớt",
                f"the disk under {self.var} has {free} MB free and {megabytes} MB are needed: free some space, run again",
            )


@dataclass(frozen=True)
class House:
    """What was chosen once for this clone and is kept: ports and passwords of the private services."""

    postgres_port: int
    postgres_password: str
    mqtt_port: int
    mqtt_password: str
    mqtts_port: int = 0
    """Where devices come to over TLS; 0 in a house that was made before it had one."""

    @classmethod
    def of(cls, places: Places) -> House:
        """The kept choice, made and written (mode 0600) the first time."""
        kept = read_json(places.var / "house.json")
        try:
            house = cls(**kept)
        except TypeError:
            pass
        else:
            if house.mqtts_port == 0:
                house = replace(house, mqtts_port=_port_for_devices())
                house.keep(places)
            return house
        if (places.var / "postgres").exists():
            raise Trouble(
                "var/house.json (mật khẩu) mất hoặc hỏng; hãy khôi phục nó từ bản sao lưu",
                f"{places.var}/house.json, which holds the database's password, is missing or broken: restore it from a "
                f"backup, or move {places.var}/postgres away to begin anew",
            )
        first = free_port()
        secret = secrets.token_urlsafe
        house = cls(first, secret(24), free_port(first + 1), secret(24), _port_for_devices())
        house.keep(places)
        return house

    def keep(self, places: Places) -> None:
        """Write the choice down."""
        write_json(places.var / "house.json", dict(self.__dict__))


def _port_for_devices() -> int:
    """The usual port of MQTT over TLS, or a free one when another program has it."""
    return MQTTS if port_is_free("127.0.0.1", MQTTS) else free_port()


def free_port(start: int | None = None, host: str = "127.0.0.1") -> int:
    """A TCP port on an address of this machine that nobody listens on, searched from `start` or a random place."""
    first = start if start is not None and start in PORTS else secrets.choice(PORTS)
    for offset in range(len(PORTS)):
        port = PORTS[(first - PORTS.start + offset) % len(PORTS)]
        if port_is_free(host, port):
            return port
    raise Trouble(
        "không còn cổng TCP trống", "no free TCP port between 20000 and 32000: stop something that listens there"
    )


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now; OSError other than 'in use' is passed on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == 98:
                return False
            raise
    return True


def read_json(path: Path) -> dict[str, Any]:
    """The object kept in a file; empty when there is none or it is not whole."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    except PermissionError as error:
        raise not_writable(path) from error
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Keep an object in a file only its owner can read; readers see the old or the new one, never half."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as sink:
        json.dump(content, sink, indent=1)
    fresh.replace(path)


def not_writable(path: Path) -> Trouble:
    """The Trouble of a folder that belongs to another account."""
    try:
        owner = path.owner() if path.exists() else path.parent.owner()
    except (KeyError, OSError):
        owner = "?"
    return Trouble(
        f"không đọc hoặc ghi được {path}, thuộc về {owner}",
        f"{path} belongs to {owner} and cannot be used by this account: run as {owner}, or chown the folder",
    )

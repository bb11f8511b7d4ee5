"""The private Mosquitto broker: on 127.0.0.1, with a password, keeping its messages under `var/mosquitto`."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from api.cli.console import Trouble
from api.cli.packages import SYSTEM_PATH, program
from api.cli.places import House, Places, free_port, port_is_free
from api.cli.process import as_account, spawn
from api.cli.service_folder import service_account, service_folder

USER = "dongha"


@dataclass(frozen=True)
class Broker:
    """One private broker: where its files lie and how it is reached."""

    places: Places
    house: House

    @property
    def url(self) -> str:
        """Connection URL."""
        return f"mqtt://{USER}:{self.house.mqtt_password}@127.0.0.1:{self.house.mqtt_port}"

    @property
    def log(self) -> Path:
        """The broker's log."""
        return self.places.log / "mosquitto.log"

    def start(self) -> tuple[Broker, subprocess.Popen[bytes]]:
        """Start it; gives the broker as it now is (its port changes when a stranger took the kept one)."""
        broker = self
        if not port_is_free("127.0.0.1", self.house.mqtt_port):
            house = replace(self.house, mqtt_port=free_port())
            house.keep(self.places)
            broker = Broker(self.places, house)
        conf = broker._write()
        mosquitto = program("mosquitto")
        if mosquitto is None:
            raise Trouble("không thấy mosquitto", "mosquitto is not installed: apt-get install mosquitto")
        environment = {"PATH": SYSTEM_PATH, "LC_ALL": "C.UTF-8"}
        return broker, spawn([mosquitto, "-c", conf], broker.log, env=environment, account=broker._account)

    def _write(self) -> Path:
        account = self._account
        folder = service_folder(self.places.var, "mosquitto", account)
        (folder / "data").mkdir(mode=0o700, exist_ok=True)
        passwords = folder / "passwords"
        conf = folder / "mosquitto.conf"
        with os.fdopen(os.open(passwords, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as sink:
            sink.write(f"{USER}:{self.house.mqtt_password}\n")
        conf.write_text(
            "# Written by ./dongha at every start.\n"
            f"listener {self.house.mqtt_port} 127.0.0.1\n"
            "allow_anonymous false\n"
            f"password_file {passwords}\n"
            "persistence true\n"
            f"persistence_location {folder / 'data'}/\n"
            "autosave_interval 60\n"
            "log_dest stderr\n"
            "log_timestamp_format %Y-%m-%dT%H:%M:%S\n"
            "log_type error\nlog_type warning\nlog_type notice\n"
            "connection_messages false\n"
            "max_queued_messages 100000\n",
            "utf-8",
        )
        if account:
            for path in (folder / "data", passwords, conf):
                shutil.chown(path, account)
        tool = program("mosquitto_passwd") or "mosquitto_passwd"
        hashed = subprocess.run(
            [tool, "-U", str(passwords)], cwd="/", capture_output=True, text=True, check=False, **as_account(account)
        )
        if hashed.returncode != 0:
            raise Trouble(
                "không ghi được mật khẩu MQTT", f"mosquitto_passwd failed: {hashed.stderr.strip() or 'no message'}"
            )
        return conf

    @property
    def _account(self) -> str | None:
        return service_account(self.places.var, "mosquitto", "mosquitto")

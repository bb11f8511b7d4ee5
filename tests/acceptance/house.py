"""A house with a folder of its own, run by `./dongha`."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from layers.core.settings import ROOT

GIVEN = ("DATABASE_URL", "MQTT_URL", "API_URL", "DONGHA_VAR", "DONGHA_PYTHON")


@dataclass
class House:
    """One folder `var` and the commands given to it."""

    var: Path
    port: int
    given: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in GIVEN}
        return {**kept, **self.given, "DONGHA_VAR": str(self.var)}

    def say(self, *words: str, timeout: float = 400) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ROOT / "dongha", *words],
            cwd="/",
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def up(self, *words: str, simulate: bool = False) -> str:
        """Run it; the street is simulated only when asked for."""
        street = () if simulate else ("--no-simulate",)
        done = self.say("up", "--detach", "--port", str(self.port), *street, *words)
        assert done.returncode == 0, done.stdout + done.stderr
        assert self.answers()
        return done.stdout

    def answers(self) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/health", timeout=10).json()["status"] == "ok"
        return False

    def addresses(self) -> dict[str, str]:
        done = self.say("env")
        assert done.returncode == 0, done.stderr
        return dict(line.split("=", 1) for line in map(_unquoted, done.stdout.splitlines()))

    def pid(self, name: str) -> int:
        noted = json.loads((self.var / "run" / "up.json").read_text())
        return noted["supervisor"]["pid"] if name == "supervisor" else noted["children"][name]["pid"]

    def remove(self) -> None:
        self.say("down")
        for name in ("postgres", "mosquitto"):
            link = self.var / name
            if link.is_symlink():
                shutil.rmtree(link.resolve().parent, ignore_errors=True)
        shutil.rmtree(self.var, ignore_errors=True)


def _unquoted(line: str) -> str:
    [word] = shlex.split(line)
    return word


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what: Callable[[], bool], patience_s: float = 240) -> None:
    deadline = time.monotonic() + patience_s
    while not what():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.1)

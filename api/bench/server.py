"""One server process under measurement: started on a free port of 127.0.0.1, watched, always stopped."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.cli.console import Trouble, tail

HOST = "127.0.0.1"
START_WITHIN_S = 60.0
STOP_WITHIN_S = 10.0


class _Interrupts:
    """Requests to end this process, kept back while a process is being started or ended, so that none is left behind."""

    def __init__(self) -> None:
        self._holding = self._pending = False

    def note(self, number: int, frame: object) -> None:
        self._pending = True
        if not self._holding:
            self._give()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
            self._give()

    def _give(self) -> None:
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt


_INTERRUPTS = _Interrupts()


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Let a request to end (Ctrl-C, TERM, HUP) reach the blocks that stop what they started."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, _INTERRUPTS.note) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server: where it answers, its process id, and how many seconds it took to its first good answer."""

    name: str
    port: int
    pid: int
    ready_s: float

    @property
    def url(self) -> str:
        """Its address without a slash at the end."""
        return f"http://{HOST}:{self.port}"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(
    name: str, command: Sequence[str], *, port: int, env: dict[str, str], ready: str, log: Path, cwd: Path
) -> Iterator[Server]:
    """Run `command` until the block is left, whatever ends the block; Trouble when `ready` is not answered in time.

    The process leads a group of its own, so that an interrupt reaches only the bench, which then ends the group.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    process: subprocess.Popen[bytes] | None = None
    try:
        with log.open("wb") as sink, _INTERRUPTS.held():
            began = time.monotonic()
            process = subprocess.Popen(
                list(command),
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )
        _await(name, process, port, ready, log)
        yield Server(name=name, port=port, pid=process.pid, ready_s=time.monotonic() - began)
    finally:
        if process is not None:
            with _INTERRUPTS.held():
                _end(process)


def resident_mb(pid: int) -> list[float]:
    """The resident memory in MB of a process and of all its descendants, largest first (Linux; else empty)."""
    sizes = []
    for member in _descendants(pid):
        with contextlib.suppress(OSError, ValueError):
            lines = Path(f"/proc/{member}/status").read_text().splitlines()
            sizes += [int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmRSS:")]
    return sorted(sizes, reverse=True)


def answer(port: int, path: str, *, timeout: float) -> tuple[int, bytes, str]:
    """One GET: status, body and media type; OSError or http.client.HTTPException when there is no answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read(), response.headers.get_content_type()
    finally:
        connection.close()


def _await(name: str, process: subprocess.Popen[bytes], port: int, ready: str, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError, http.client.HTTPException):
            if answer(port, ready, timeout=5)[0] == 200:
                return
        time.sleep(0.02)
    last = " ".join(tail(log, 3))[-200:]
    raise Trouble(f"{name} không khởi động được, xem {log}", f"{name} did not start, see {log}: {last}")


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOP_WITHIN_S)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _descendants(pid: int) -> list[int]:
    found = [pid]
    for member in found:
        with contextlib.suppress(OSError):
            for children in Path(f"/proc/{member}/task").glob("*/children"):
                found.extend(int(child) for child in children.read_text().split())
    return found

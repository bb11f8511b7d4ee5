"""Processes by identity: a number alone may be a stranger's by now, a number with its start time is not."""

from __future__ import annotations

import contextlib
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.cli.console import STARTED

PROC = Path("/proc")
KEPT_MEMORY = {"MALLOC_TRIM_THRESHOLD_": "33554432", "MALLOC_MMAP_THRESHOLD_": "33554432"}
"""Surroundings in which glibc keeps up to 32 MB for the next large answer: giving the memory back after each one, and taking
it again, costs a fifth of the time. One of the two alone would fix the other at 128 kB.
"""


@dataclass(frozen=True)
class Identity:
    """One process, told apart from any later one with the same number."""

    pid: int
    start: str

    @classmethod
    def of(cls, pid: int) -> Identity | None:
        """The identity of a process that runs now; None when there is none (a zombie does not run)."""
        try:
            fields = (PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            return None
        if fields[0] in "ZX":
            return None
        return cls(pid, f"{fields[19]}@{_boot()}")

    @classmethod
    def from_json(cls, kept: Any) -> Identity | None:
        """Read back what `as_json` gave; None when it is not one."""
        try:
            return cls(int(kept["pid"]), str(kept["start"]))
        except (KeyError, TypeError, ValueError):
            return None

    def as_json(self) -> dict[str, Any]:
        """For a file."""
        return {"pid": self.pid, "start": self.start}

    @property
    def alive(self) -> bool:
        """Whether this very process still runs."""
        return Identity.of(self.pid) == self

    @property
    def group(self) -> list[int]:
        """Running processes of the group this process leads or led."""
        members: list[int] = []
        for pid in _pids():
            try:
                fields = (PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if fields[2] == str(self.pid) and fields[0] not in "ZX":
                members.append(pid)
        return members


def spawn(
    argv: Sequence[str | Path], log: Path, *, env: Mapping[str, str], account: str | None = None
) -> subprocess.Popen[bytes]:
    """Start a program in a session and process group of its own, its output appended to a log."""
    rotate(log)
    who = as_account(account)
    with log.open("ab") as sink:
        sink.write(f"{STARTED} {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode())
        sink.flush()
        return subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd="/",
            start_new_session=True,
            user=who.get("user"),
            group=who.get("group"),
            extra_groups=who.get("extra_groups"),
        )


def stop(who: Identity, *, patience_s: float, reap: Callable[[], object] = lambda: None) -> None:
    """End the process and its group: SIGTERM to it, SIGKILL to what is left of the group when patience ends.

    The group is only touched while its leader is the process that was meant, or while members of it still run
    after that leader has gone: the system gives the number to no other process as long as one of them lives.
    """
    if who.alive:
        _signal(os.kill, who.pid, signal.SIGTERM)
        deadline = time.monotonic() + patience_s
        while who.alive and time.monotonic() < deadline:
            reap()
            time.sleep(0.05)
        if who.alive:
            _signal(os.killpg, who.pid, signal.SIGKILL)
    elif Identity.of(who.pid) is not None:
        return
    if who.group:
        _signal(os.killpg, who.pid, signal.SIGTERM)
        deadline = time.monotonic() + 5
        while who.group and time.monotonic() < deadline:
            reap()
            time.sleep(0.05)
        if who.group:
            _signal(os.killpg, who.pid, signal.SIGKILL)
    reap()


def as_account(account: str | None) -> dict[str, Any]:
    """Arguments of subprocess that run a program as another account; none when it is None."""
    if account is None:
        return {}
    entry = pwd.getpwnam(account)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": os.getgrouplist(account, entry.pw_gid)}


def listener(port: int) -> str | None:
    """Who listens on a TCP port of this machine, as 'name (pid 123)'; None when it cannot be known."""
    inodes = {
        fields[9]
        for table in ("tcp", "tcp6")
        for fields in _socket_rows(table)
        if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port
    }
    for pid in _pids():
        try:
            for link in (PROC / str(pid) / "fd").iterdir():
                target = str(link.readlink())
                if target.startswith("socket:[") and target[8:-1] in inodes:
                    return f"{command(pid)} (pid {pid})"
        except OSError:
            continue
    return None


def command(pid: int) -> str:
    """The command line of a process, shortened."""
    try:
        words = (PROC / str(pid) / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return "?"
    return " ".join(word for word in words if word)[:80] or "?"


def working_in(folder: Path, name: str) -> list[int]:
    """Running processes of that program name whose working directory is the folder."""
    found: list[int] = []
    real = str(folder.resolve())
    for pid in _pids():
        try:
            if str((PROC / str(pid) / "cwd").readlink()) == real and name in command(pid):
                found.append(pid)
        except OSError:
            continue
    return found


def rotate(log: Path, limit: int = 10_000_000) -> None:
    """Put a log aside as `.1` when it has grown past the limit (bytes)."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > limit:
        log.replace(log.with_name(f"{log.name}.1"))


def _signal(send: Callable[[int, int], None], pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        send(pid, number)


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _socket_rows(table: str) -> list[list[str]]:
    try:
        return [line.split() for line in (PROC / "net" / table).read_text().splitlines()[1:]]
    except OSError:
        return []


def _boot() -> str:
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text().strip()[:8]
    except OSError:
        return "?"

"""The web server process: Granian with one worker, whose start-up loads nothing of this command line."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from api.cli.places import ROOT, Places
from api.cli.process import KEPT_MEMORY
from api.cli.service_login import WEB, service_url

TARGET = "api.main:create_app"


def command(host: str, port: int, target: str = TARGET) -> list[str]:
    """The server's command line; the bench serves a `target` of its own in just the same way."""
    return [
        sys.executable, "-P", "-m", "granian", target,
        "--factory", "--interface", "asgi", "--loop", "uvloop",
        "--host", host, "--port", str(port),
        "--workers", "1", "--http", "1", "--no-ws", "--runtime-mode", "st", "--backlog", "2048",
        "--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "10",
    ]  # fmt: skip


def environment(url: str) -> dict[str, str]:
    """The surroundings of the server process on the database of the owner's `url`: nothing in them is the owner's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG") and name != WEB.given}
    return {**KEPT_MEMORY, **kept, "DATABASE_URL": service_url(url, Places.from_env(), WEB), "PYTHONPATH": str(ROOT)}


def serve(host: str, port: int, *, url: str) -> NoReturn:
    """Become the web server (the process is replaced); `url` is the database as its owner reaches it."""
    os.execve(sys.executable, command(host, port), environment(url))

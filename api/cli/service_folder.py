"""The folder of a service that runs under an account of its own, inside `var` where that account can reach it."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
from pathlib import Path

from api.cli.process import as_account

OUTSIDE = Path("/var/lib/dongha")
"""Where such folders go when the clone lies behind a folder that is closed to others; `var` keeps a link."""


def service_folder(var: Path, name: str, account: str | None) -> Path:
    """The real folder `var/<name>` of a service, made for its account (mode 0700) when there is none yet."""
    link = var / name
    if link.exists():
        folder = link.resolve()
    elif account is None or _reachable(var, account):
        link.unlink(missing_ok=True)
        folder = link.resolve()
        folder.mkdir(mode=0o700)
    else:
        place = hashlib.sha256(str(var).encode()).hexdigest()[:12]
        folder = OUTSIDE / f"{place}-{secrets.token_hex(3)}" / name
        OUTSIDE.mkdir(mode=0o755, exist_ok=True)
        folder.parent.mkdir(mode=0o755)
        folder.mkdir(mode=0o700)
        for opened in (OUTSIDE, folder.parent):
            opened.chmod(0o755)
        link.unlink(missing_ok=True)
        link.symlink_to(folder)
    if account is not None and folder.owner() != account:
        shutil.chown(folder, account)
    return folder


def service_account(var: Path, name: str, account: str) -> str | None:
    """The account a service runs under: its folder's owner, else the given one when we are root; None for ourselves."""
    if os.geteuid() != 0:
        return None
    folder = var / name
    if folder.exists() and folder.owner() != "root":
        return folder.owner()
    return account


def _reachable(folder: Path, account: str) -> bool:
    tried = subprocess.run(
        ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)],
        cwd="/",
        capture_output=True,
        check=False,
        **as_account(account),
    )
    return tried.returncode == 0

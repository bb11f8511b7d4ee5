"""What the system has to provide: found by looking for the programs, installed through apt-get when missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from api.cli.console import CommandFailed, Trouble, run_logged, step
from api.cli.places import Places

POSTGRES_LIB = Path("/usr/lib/postgresql")
POSTGRES_SHARE = Path("/usr/share/postgresql")
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def postgres_majors() -> list[int]:
    """Major versions of PostgreSQL with PostGIS on this machine, newest first."""
    found = [
        int(folder.name)
        for folder in (POSTGRES_LIB.iterdir() if POSTGRES_LIB.is_dir() else ())
        if folder.name.isdigit()
        and all((folder / "bin" / program).exists() for program in ("postgres", "initdb", "pg_ctl"))
        and all(
            (POSTGRES_SHARE / folder.name / "extension" / f"{name}.control").exists()
            for name in ("postgis", "pg_trgm", "unaccent")
        )
    ]
    return sorted((major for major in found if major >= 15), reverse=True)


def program(name: str) -> str | None:
    """Where a system program lies, also when PATH is poor; None when it is not there."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:{SYSTEM_PATH}")


def ensure_postgres(places: Places) -> None:
    """PostgreSQL 15 or newer with PostGIS."""
    if postgres_majors():
        return
    names = _postgres_packages() or (_refresh(places) or _postgres_packages())
    if not names:
        raise Trouble(
            "kho gói của hệ thống không có PostgreSQL 15 trở lên kèm PostGIS",
            "the system's package lists offer no PostgreSQL >= 15 with PostGIS: use Debian 12 or newer, Ubuntu 24.04 or "
            "newer, or set DATABASE_URL to a server that has them",
        )
    install(places, names)
    if not postgres_majors():
        raise Trouble(
            "đã cài gói nhưng vẫn không thấy PostGIS",
            f"{' '.join(names)} installed, yet PostGIS is not in {POSTGRES_SHARE}",
        )


def ensure_mosquitto(places: Places) -> None:
    """The Mosquitto broker and its password tool."""
    if not (program("mosquitto") and program("mosquitto_passwd")):
        install(places, ["mosquitto"])


def ensure_test_programs(places: Places) -> None:
    """What only the tests need: a browser, GDAL's ogrinfo, psql, a load generator."""
    wanted = {"chromium": "chromium", "ogrinfo": "gdal-bin", "psql": "postgresql-client", "wrk": "wrk"}
    missing = [package for name, package in wanted.items() if program(name) is None]
    if missing:
        install(places, missing)


def install(places: Places, names: Sequence[str]) -> None:
    """Install system packages; Trouble with the command to give when there is no apt-get, no right or no success."""
    line = f"apt-get install -y --no-install-recommends {' '.join(names)}"
    if program("apt-get") is None:
        raise Trouble(
            f"thiếu gói hệ thống và máy không có apt-get: {' '.join(names)}",
            f"missing system packages and no apt-get here: install the equivalents of {' '.join(names)}, then run again",
        )
    root = _root_prefix()
    if root is None:
        raise Trouble(
            "thiếu gói hệ thống mà không có quyền root hay sudo",
            f"system packages are missing and there is neither root nor sudo: have an administrator run: {line}",
        )
    places.need_space(1500)
    log = places.log / "apt.log"
    if not all(_offered(name) for name in names):
        _refresh(places)
    command = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=400"]
    with step("Cài gói hệ thống", f"installing system packages: {' '.join(names)}") as work:
        try:
            try:
                run_logged([*command, "install", "-y", "--no-install-recommends", *names], log, work, env=_env())
            except CommandFailed:
                run_logged([*command, "update"], log, work, env=_env())
                run_logged([*command, "install", "-y", "--no-install-recommends", *names], log, work, env=_env())
        except CommandFailed as error:
            raise Trouble(
                "apt-get không cài được gói",
                f"apt-get could not install {' '.join(names)}: {error.said('E:')} — mend that, run again (log: {log})",
            ) from error


def _postgres_packages() -> list[str]:
    listed = (
        subprocess.run(
            ["apt-cache", "--names-only", "search", r"^postgresql-[0-9]+-postgis-3$"],
            capture_output=True,
            text=True,
            check=False,
            env=_env(),
        )
        if program("apt-cache")
        else None
    )
    majors = sorted(
        (int(found) for found in re.findall(r"^postgresql-(\d+)-", listed.stdout if listed else "", re.MULTILINE)),
        reverse=True,
    )
    installed = {folder.name for folder in POSTGRES_LIB.iterdir()} if POSTGRES_LIB.is_dir() else set[str]()
    majors = [major for major in majors if major >= 15]
    for major in [m for m in majors if str(m) in installed] + majors:
        return [f"postgresql-{major}", f"postgresql-{major}-postgis-3", f"postgresql-{major}-postgis-3-scripts"]
    return []


def _offered(name: str) -> bool:
    shown = subprocess.run(
        ["apt-cache", "policy", name], capture_output=True, text=True, check=False, env=_env()
    ).stdout
    return "Candidate:" in shown and "Candidate: (none)" not in shown


def _refresh(places: Places) -> None:
    root = _root_prefix()
    if root is None or program("apt-get") is None:
        return
    with step("Cập nhật danh sách gói", "refreshing the package lists") as work:
        try:
            run_logged(
                [*root, "apt-get", "-o", "DPkg::Lock::Timeout=400", "update"], places.log / "apt.log", work, env=_env()
            )
        except CommandFailed as error:
            raise Trouble(
                "apt-get update không chạy được",
                f"apt-get update failed: {error.said('E:')} — check the network (log: {error.log})",
            ) from error


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = program("sudo")
    if sudo is None:
        return None
    if subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    if sys.stdin is not None and sys.stdin.isatty() and subprocess.run([sudo, "-v"], check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _env() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8", "PATH": f"{os.environ.get('PATH', '')}:{SYSTEM_PATH}"}

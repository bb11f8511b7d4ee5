"""Known weaknesses of what is locked, asked of the OSV database (https://osv.dev) for Python and Node packages alike."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from api.cli.console import say
from api.cli.places import ROOT

CLEAN, WEAK, UNKNOWN = 0, 1, 3
"""Exit codes: nothing known, something known, the database could not be asked."""

_OSV = "https://api.osv.dev"
_AT_ONCE = 500
_SECONDS = 20.0


@dataclass(frozen=True)
class Package:
    """A locked package: OSV's name of its ecosystem, its name, its version."""

    ecosystem: str
    name: str
    version: str


def audit(root: Path = ROOT) -> int:
    """Print every known weakness of a locked package and give the exit code."""
    packages = locked(root)
    try:
        found = weaknesses(packages)
    except (httpx.HTTPError, ValueError) as error:
        say(
            "KHÔNG kiểm được lỗ hổng của thư viện: không hỏi được OSV",
            f"the libraries were NOT audited, OSV cannot be asked ({type(error).__name__}): ./dongha audit with a network",
        )
        return UNKNOWN
    for package, known in found.items():
        say(f"{package.name} {package.version}", f"known weaknesses: {', '.join(known)} (https://osv.dev)")
    if found:
        return WEAK
    say(f"{len(packages)} thư viện, chưa biết lỗ hổng nào", f"{len(packages)} libraries, no known weakness")
    return CLEAN


def locked(root: Path) -> list[Package]:
    """What `requirements.lock` and the Node locks pin."""
    python = re.findall(
        r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (root / "requirements.lock").read_text("utf-8"), re.MULTILINE
    )
    packages = [Package("PyPI", name, version) for name, version in python]
    for lock in (root / "web_map" / "package-lock.json", root / "tests" / "acceptance" / "oidc" / "package-lock.json"):
        entries: dict[str, dict[str, Any]] = json.loads(lock.read_text("utf-8"))["packages"]
        packages += [
            Package("npm", path.rpartition("node_modules/")[2], entry["version"])
            for path, entry in entries.items()
            if "node_modules/" in path
        ]
    return sorted(set(packages), key=lambda p: (p.ecosystem, p.name, p.version))


def weaknesses(packages: list[Package]) -> dict[Package, list[str]]:
    """The identifiers of known weaknesses by package; httpx.HTTPError or ValueError when OSV gives no usable answer."""
    found: dict[Package, list[str]] = {}
    with httpx.Client(base_url=os.environ.get("OSV_URL", _OSV), timeout=_SECONDS) as osv:
        for first in range(0, len(packages), _AT_ONCE):
            asked = packages[first : first + _AT_ONCE]
            queries = [{"package": {"ecosystem": p.ecosystem, "name": p.name}, "version": p.version} for p in asked]
            answer = osv.post("/v1/querybatch", json={"queries": queries}).raise_for_status().json()
            for package, result in zip(asked, answer["results"], strict=True):
                if known := [entry["id"] for entry in result.get("vulns", ())]:
                    found[package] = known
    return found

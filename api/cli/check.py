"""`./dongha test`: all set-up the tests need, then every check, then pytest."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from api.cli.audit import WEAK, audit
from api.cli.broker import Broker
from api.cli.console import one_line, say
from api.cli.database import borrowed
from api.cli.packages import SYSTEM_PATH, ensure_mosquitto, ensure_postgres, ensure_test_programs
from api.cli.places import ROOT, House, Places
from api.cli.webmap import SOURCE, ensure_map, ensure_node_packages, ensure_packages

OIDC_PROVIDER = ROOT / "tests" / "acceptance" / "oidc"
"""The OpenID provider that the log-in is tested against."""
FOLDERS = ("layers", "devices", "ingest", "api", "tests", "geoserver_config")


@dataclass(frozen=True)
class Check:
    """One program that says yes or no."""

    name: str
    argv: tuple[str, ...]
    folder: Path
    environment: dict[str, str]


def run_tests(places: Places, arguments: Sequence[str]) -> int:
    """Set up, check, test; the exit code, 0 only when everything passed. With arguments for pytest, pytest alone."""
    ensure_postgres(places)
    ensure_mosquitto(places)
    ensure_test_programs(places)
    ensure_map(places)
    ensure_node_packages(places, OIDC_PROVIDER)
    failed = [] if arguments else [check.name for check in _checks(places) if not _passes(check)]
    if not arguments and audit() == WEAK:
        failed.append("audit")
    report = places.run / "pytest.xml"
    report.unlink(missing_ok=True)
    with borrowed(places, "test") as url:
        environment = {**_environment(), "DATABASE_URL": url, "MQTT_URL": Broker(places, House.of(places)).url}
        environment.pop("API_URL", None)
        argv = [sys.executable, "-P", "-m", "pytest", f"--junitxml={report}", "-o", "junit_family=xunit2", *arguments]
        say("Chạy pytest", "pytest")
        code = subprocess.run(argv, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode
    if failed:
        passed, broken = _counts(report)
        say("Bước kiểm tra không đạt", f"failed checks, shown above: {', '.join(failed)}")
        print(f"{passed} passed, {broken + len(failed)} failed", flush=True)
    return code or (1 if failed else 0)


def _checks(places: Places) -> list[Check]:
    programs = Path(sys.executable).parent
    folders = [name for name in FOLDERS if (ROOT / name).is_dir()]
    python = _environment()
    node = ensure_packages(places)
    return [
        Check("ruff check", (str(programs / "ruff"), "check", *folders), ROOT, python),
        Check("ruff format", (str(programs / "ruff"), "format", "--check", *folders), ROOT, python),
        Check("pyright", (str(programs / "pyright"), "--pythonpath", sys.executable), ROOT, python),
        Check("import-linter", (str(programs / "lint-imports"),), ROOT, python),
        Check("web_map check", (*node.npm, "run", "check"), SOURCE, node.environment()),
        Check("web_map test", (*node.npm, "test"), SOURCE, {**node.environment(), "CI": "true"}),
    ]


def _passes(check: Check) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        check.argv, cwd=check.folder, env=check.environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    seconds = time.monotonic() - began
    if done.returncode == 0:
        said = next(
            (line for line in reversed(lines) if any(word in line for word in ("pass", "kept", "0 errors", "format"))),
            "",
        )
        say(f"✓ {check.name} ({seconds:.1f} s)" + (f"  {one_line(said)[:100]}" if said else ""))
        return True
    say(f"✗ {check.name} ({seconds:.1f} s), mã {done.returncode}", f"exit code {done.returncode}:")
    print("\n".join(f"    {line}" for line in lines[-200:]), flush=True)
    return False


def _environment() -> dict[str, str]:
    """Of the checks and the tests: programs of the virtual environment first, a Node for pyright at hand."""
    path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}:{SYSTEM_PATH}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}


def _counts(report: Path) -> tuple[int, int]:
    """Passed and failed tests of a JUnit report; zeros when pytest wrote none."""
    try:
        suites = ElementTree.parse(report).getroot().iter("testsuite")
    except (OSError, ElementTree.ParseError):
        return 0, 0
    passed = broken = 0
    for suite in suites:
        total, failures, errors, skipped = (
            int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")
        )
        passed += total - failures - errors - skipped
        broken += failures + errors
    return passed, broken

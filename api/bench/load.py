"""The load: wrk with a fixed number of connections, walking round a fixed list of addresses."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api.cli.console import Trouble

CONNECTIONS = 8
"""The same for every side; wrk itself has one thread."""
PATIENCE_S = 60
_SCRIPT = """\
local paths = {{
{paths}
}}
local requests, turn = {{}}, 0

function init(arguments)
  for i, path in ipairs(paths) do requests[i] = wrk.format("GET", path) end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '{{"requests":%d,"us":%d,"bytes":%d,"bad":%d,"broken":%d,"p50":%d,"p99":%d,"max":%d}}\\n',
    summary.requests, summary.duration, summary.bytes, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
"""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one run of the load saw: requests a second, latencies in milliseconds, and answers that were no success."""

    rate: float
    requests: int
    errors: int
    p50_ms: float
    p99_ms: float


def drive(base: str, paths: Sequence[str], *, seconds: float, connections: int = CONNECTIONS) -> Load:
    """Ask for `paths` in turn for `seconds`, each connection as fast as it is answered; Trouble when wrk cannot."""
    program = shutil.which("wrk")
    if program is None:
        raise Trouble("thiếu wrk, hãy cài gói wrk", "wrk is missing: install the package wrk")
    with tempfile.TemporaryDirectory(prefix="dongha-bench-") as folder:
        script = Path(folder, "walk.lua")
        script.write_text(walk(paths), encoding="utf-8")
        command = [program, "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", f"--timeout={PATIENCE_S}s"]
        done = subprocess.run(
            [*command, "-s", str(script), base],
            check=False,
            capture_output=True,
            text=True,
            timeout=seconds + 2 * PATIENCE_S,
        )
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines or not lines[-1].startswith("{"):
        said = done.stderr.strip() or done.stdout.strip() or str(done.returncode)
        raise Trouble("wrk không chạy được", f"wrk failed: {said}")
    return parse(lines[-1])


def walk(paths: Sequence[str]) -> str:
    """The Lua script that makes wrk go round `paths`."""
    return _SCRIPT.format(paths="\n".join(f"  {_quoted(path)}," for path in paths))


def parse(line: str) -> Load:
    """The line that the script wrote at its end."""
    seen = json.loads(line)
    return Load(
        rate=seen["requests"] / (seen["us"] / 1e6),
        requests=seen["requests"],
        errors=seen["bad"] + seen["broken"],
        p50_ms=seen["p50"] / 1000,
        p99_ms=seen["p99"] / 1000,
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""The audit of libraries: what OSV says is told, and silence of OSV is never taken for "all well"."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from layers.core.settings import ROOT


class _Osv(BaseHTTPRequestHandler):
    """Answers as OSV does; knows one weakness, of the package whose name the server was given."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        weak = self.server.weak  # pyright: ignore[reportAttributeAccessIssue]
        results: list[dict[str, Any]] = [
            {"vulns": [{"id": "GHSA-test"}]} if query["package"] == weak else {} for query in asked
        ]
        body = json.dumps({"results": results}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing on the terminal."""


@pytest.fixture
def osv() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Osv) as server:
        server.weak = None  # pyright: ignore[reportAttributeAccessIssue]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _audit(url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "dongha", "audit"], env={**os.environ, "OSV_URL": url}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "package", [{"ecosystem": "PyPI", "name": "asyncpg"}, {"ecosystem": "npm", "name": "maplibre-gl"}]
)
def test_a_known_weakness_is_named_and_fails(osv: ThreadingHTTPServer, package: dict[str, str]) -> None:
    url = f"http://127.0.0.1:{osv.server_address[1]}"
    clean = _audit(url)
    assert (clean.returncode, "no known weakness" in clean.stdout) == (0, True)
    osv.weak = package  # pyright: ignore[reportAttributeAccessIssue]
    weak = _audit(url)
    assert weak.returncode == 1
    assert package["name"] in weak.stdout
    assert "GHSA-test" in weak.stdout


def test_an_audit_that_could_not_be_made_says_so() -> None:
    away = _audit("http://127.0.0.1:9")
    assert away.returncode == 3
    assert "NOT audited" in away.stdout

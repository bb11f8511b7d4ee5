"""OpenID providers for the tests: the certified `oidc-provider` of npm, and one that lies."""

from __future__ import annotations

import base64
import contextlib
import hmac
import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from api.cli.check import OIDC_PROVIDER
from api.cli.places import Places
from api.cli.webmap import ensure_node_packages

CLIENT = {"OIDC_CLIENT_ID": "dongha", "OIDC_CLIENT_SECRET": "a secret/of+the:client"}
AUDIENCE = "https://dongha.example/api"
OTHER_AUDIENCE = "https://elsewhere.example"


def private_key(kid: str) -> RSAKey:
    """A new signing key."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}, private=True)


def signed(key: RSAKey, claims: dict[str, Any], **header: str) -> str:
    """A JWT as the holder of `key` makes it."""
    return jwt.encode({"alg": "RS256", "kid": str(key.kid), **header}, claims, key)


def signed_with_public_key(key: RSAKey, claims: dict[str, Any]) -> str:
    """A JWT that takes the provider's public key for a shared secret."""
    head, body = (_part(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": str(key.kid)}, claims))
    signature = hmac.digest(key.as_pem(private=False), f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{_part(signature)}"


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextlib.contextmanager
def certified(port: int, base: str, keys: list[RSAKey], people: dict[str, Any], log: Path) -> Iterator[str]:
    """The certified provider, with a client for the server at `base`; gives its issuer."""
    issuer = f"http://127.0.0.1:{port}"
    given = {
        "port": port,
        "issuer": issuer,
        "redirect": f"{base}/auth/oidc/callback",
        "keys": [key.as_dict(private=True) for key in keys],
        "audiences": [AUDIENCE, OTHER_AUDIENCE],
        "people": people,
    }
    node = ensure_node_packages(Places.from_env(), OIDC_PROVIDER)
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["node", "provider.mjs"],
            cwd=OIDC_PROVIDER,
            env={**node.environment(), "PROVIDER": json.dumps(given)},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(process, f"{issuer}/jwks", log)
            yield issuer
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(15)


def through(client: httpx.Client, answer: httpx.Response, base: str, person: str) -> httpx.Response:
    """Follow a log-in as a browser does, filling in the provider's forms as `person`, until it is back at `base`."""
    for _ in range(20):
        if answer.is_redirect:
            address = urljoin(str(answer.request.url), answer.headers["location"])
            if address.startswith(base) and "/auth/oidc/callback" not in address:
                return answer
            answer = client.get(address)
        elif str(answer.request.url).startswith(base):
            return answer
        else:
            form = re.search(r'<form[^>]*action="([^"]+)"[^>]*method="post"', answer.text)
            assert form, answer.text
            hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
            fields = {**hidden, "login": person, "password": "anything"} if 'name="login"' in answer.text else hidden
            answer = client.post(urljoin(str(answer.request.url), unescape(form[1])), data=fields)
    pytest.fail("the log-in never came back")


@contextlib.contextmanager
def lying(port: int, answers: dict[str, Any]) -> Iterator[str]:
    """A provider that answers what `answers` holds for each path, as JSON; gives its issuer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answers.get(self.path, {})).encode()
            self.send_response(200 if self.path in answers else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(url, timeout=5).status_code == 200:
                return
        time.sleep(0.05)
    pytest.fail(f"the provider did not come up:\n{log.read_text(errors='replace')[-2000:]}")

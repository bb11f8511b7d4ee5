"""Every operation of the OpenAPI document, as an administrator, with contents that Schemathesis makes from it.

No answer is a fault of the server, and each has a status and a media type that the document names. Every operation is asked
a little; a few layers, one of each kind, with all the wrong values that the document gives rise to. The stream `/live` has
no end, and changing the password of whoever asks would end the test: both have tests of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from api.cli.user import NewAccount, add
from tests.conftest import Databases, serving
from tests.contract.logins import PASSWORD

WHO = "schemathesis.an"
SEED = 20_262
KINDS = ("wifi_points", "land_parcels", "incidents")
"""One layer with readings, one that is guarded, and one with rows and properties for some."""

_CHECKS = ("not_a_server_error", "status_code_conformance", "content_type_conformance")
_DOORS = ("/auth/", "/catalogue", "/commands", "/devices/", "/health", "/live", "/search", "/state")
_STA = "/sta/"
_LEFT_OUT = ("/live", "/auth/password")


@pytest.fixture(scope="module")
def base(databases: Databases, city_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with databases.lent(city_template) as url:
        add(url, NewAccount(name=WHO, role="administrator", title="Schemathesis", password=PASSWORD))
        log = tmp_path_factory.mktemp("schemathesis") / "server.log"
        often = {"LOGIN_RATE": "100000/minute", "PUBLIC_WRITE_RATE": "100000/minute"}
        with serving(url, log, **often) as served:
            yield served
    assert "Traceback" not in log.read_text(errors="replace")


@pytest.fixture(scope="module")
def document(base: str) -> dict[str, Any]:
    return httpx.get(f"{base}/ogc/openapi", auth=(WHO, PASSWORD), timeout=60).json()


def _tried(
    base: str, document: dict[str, Any], paths: dict[str, Any], *, coverage: bool, examples: int
) -> Counter[int]:
    """Ask, and give how many answers of each status there were; what does not conform fails the test."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "base-url": base,
            "headers": {"Accept-Language": "en"},
            "auth": {"basic": {"username": WHO, "password": PASSWORD}},
            "checks": {"enabled": False} | {name: {"enabled": True} for name in _CHECKS},
            "phases": {
                "examples": {"enabled": False},
                "stateful": {"enabled": False},
                "coverage": {"enabled": coverage},
                "fuzzing": {"enabled": examples > 0},
            },
            "generation": {
                "max-examples": max(examples, 1),
                "deterministic": True,
                "no-shrink": True,
                "database": "none",
            },
            "continue-on-failure": True,
            "request-timeout": 60,
        }
    )
    schema = schemathesis.openapi.from_dict(document | {"paths": paths}, config=config)
    statuses: Counter[int] = Counter()
    wrong: dict[tuple[Any, ...], str] = {}
    for event in from_schema(schema).execute():
        if isinstance(event, events.FatalError | events.NonFatalError):
            wrong[type(event).__name__, len(wrong)] = repr(event)[:1_000]
        if isinstance(event, events.ScenarioFinished):
            recorder = event.recorder
            statuses.update(one.response.status_code for one in recorder.interactions.values() if one.response)
            for nodes in recorder.checks.values():
                for node in nodes:
                    if node.failure_info is not None:
                        failure = node.failure_info.failure
                        said = f"{failure.message[:300]}\n{node.failure_info.code_sample[:600]}"
                        wrong.setdefault((node.name, failure.title, failure.operation), said)
    assert not wrong, "\n\n".join(f"{what}: {said}" for what, said in list(wrong.items())[:8])
    return statuses


def test_every_operation_is_asked(base: str, document: dict[str, Any]):
    paths = {path: item for path, item in document["paths"].items() if not path.startswith((*_DOORS, _STA))}
    statuses = _tried(f"{base}/ogc", document, paths, coverage=False, examples=1)
    operations = sum(method in ("get", "post", "put", "patch", "delete") for item in paths.values() for method in item)
    assert statuses.total() >= operations > 800
    assert statuses[200] > 100


@pytest.mark.parametrize("layer", KINDS)
def test_every_wrong_value_is_refused_as_documented(base: str, document: dict[str, Any], layer: str):
    paths = {path: item for path, item in document["paths"].items() if path.startswith(f"/collections/{layer}")}
    statuses = _tried(f"{base}/ogc", document, paths, coverage=True, examples=4)
    assert statuses.total() > 1_000
    assert {200, 400, 404, 422} <= set(statuses)


def test_sensorthings_is_asked(base: str, document: dict[str, Any]):
    paths = {path: item for path, item in document["paths"].items() if path.startswith(_STA)}
    statuses = _tried(base, document, paths, coverage=False, examples=3)
    assert {200, 400} <= set(statuses)


def test_the_doors_are_asked(base: str, document: dict[str, Any]):
    paths = {
        path: item for path, item in document["paths"].items() if path.startswith(_DOORS) and path not in _LEFT_OUT
    }
    statuses = _tried(base, document, paths, coverage=True, examples=10)
    assert {200, 400} <= set(statuses)

"""Attacks that want to wear the server out: each request is bounded in bytes, depth, points and time, and others go on."""

from __future__ import annotations

import gzip
import json
import math
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from layers.core.access import ADMINISTRATOR, PUBLIC
from tests.contract.asked_as import ok
from tests.contract.logins import Logins

PARKS = "/ogc/collections/parks/items"
GEOJSON = {"Content-Type": "application/geo+json"}


@pytest.fixture(scope="module")
def http(besieged: Logins) -> Iterator[httpx.Client]:
    with besieged.http(ADMINISTRATOR) as client:
        yield client


def park(geometry: Any) -> bytes:
    given = {"name": "Bom", "kind": "square", "area_m2": 1.0, "is_lit": False, "has_playground": False}
    return json.dumps({"type": "Feature", "geometry": geometry, "properties": given}, allow_nan=True).encode()


def refused(answer: httpx.Response, *statuses: int) -> None:
    assert answer.status_code in statuses, (answer.status_code, answer.text[:300])
    assert answer.headers["content-type"] == "application/problem+json"


def nested(depth: int) -> Any:
    found: Any = [107.1, 16.82]
    for _ in range(depth):
        found = [found]
    return found


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": nested(900)},
        {"type": "MultiPolygon", "coordinates": [[[[107.1, 16.8]] * 4]] * 30_000},
        {"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": []}] * 1_000},
        {"type": "Polygon", "coordinates": [[[1e308, 1e308], [-1e308, 1e308], [0, -1e308], [1e308, 1e308]]]},
        {"type": "Polygon", "coordinates": [[[math.nan, 1], [1, 1], [1, 2], [math.nan, 1]]]},
        {"type": "Polygon", "coordinates": [[[math.inf, 1], [1, 1], [1, 2], [math.inf, 1]]]},
        {"type": "Polygon", "coordinates": [[[5e-324, 5e-324], [5e-324, 0], [0, 0], [5e-324, 5e-324]]]},
        {"type": "Polygon", "coordinates": [[[10**400, 1], [1, 1], [1, 2], [10**400, 1]]]},
        {"type": "Polygon", "coordinates": [[[107.1 + i * 1e-8, 16.82] for i in range(120_000)] + [[107.1, 16.82]]]},
        {"type": "Polygon", "coordinates": [[[107.1, 16.82]] * 100_001]},
        {"type": "Polygon", "coordinates": []}, {"type": "Polygon", "coordinates": [[]]}, {"type": ["Polygon"]},
        {"type": "Polygon", "coordinates": {"length": 1e9}},
    ],
    ids=range(14),
)  # fmt: skip
def test_geometries_that_are_bombs(http: httpx.Client, geometry: Any) -> None:
    refused(http.post(PARKS, content=park(geometry), headers=GEOJSON), 400, 422)


def test_a_star_that_crosses_itself_everywhere(http: httpx.Client) -> None:
    """To find what is wrong with it costs much; the statement's time limit is the bound of that."""
    star = [[107.1 + 0.01 * math.cos(i * 2.3), 16.82 + 0.01 * math.sin(i * 2.3)] for i in range(20_000)]
    refused(
        http.post(PARKS, content=park({"type": "Polygon", "coordinates": [[*star, star[0]]]}), headers=GEOJSON),
        422,
        503,
    )


@pytest.mark.parametrize(
    ("address", "kind"),
    [(PARKS, "application/geo+json"), ("/auth/login", "application/json"), ("/auth/keys", "application/json")],
)
def test_contents_that_are_bombs(http: httpx.Client, address: str, kind: str) -> None:
    sent = {"Content-Type": kind, "Connection": "close"}
    zipped = gzip.compress(b'{"type":"Feature"' + b" " * 50_000_000)
    for coding in ("gzip", "deflate", "br", "zstd", "gzip, gzip", "x-gzip"):
        refused(http.post(address, content=zipped, headers=sent | {"Content-Encoding": coding}), 400, 413, 415)
    for deep in (b"[" * 100_000, b'{"a":' * 100_000, b'{"properties":' * 10_000 + b"1" + b"}" * 10_000, b"9" * 100_000):
        refused(http.post(address, content=deep, headers=sent), 400, 413, 422)


@pytest.mark.parametrize(("address", "within"), [(PARKS, 20), ("/auth/login", 30)])
def test_content_that_comes_by_drops(besieged: Logins, http: httpx.Client, address: str, within: int) -> None:
    """Many senders who never finish are turned away, and meanwhile everybody else is served."""
    at = urlsplit(str(http.base_url))
    import base64

    basic = base64.b64encode(f"{besieged.name(ADMINISTRATOR)}:".encode() + _password()).decode()
    login = "" if address == "/auth/login" else f"Authorization: Basic {basic}\r\n"
    kind = "application/json" if address == "/auth/login" else "application/geo+json"
    head = f"POST {address} HTTP/1.1\r\nHost: x\r\n{login}Content-Type: {kind}\r\nContent-Length: 10000\r\n\r\n" + '{"'
    with ExitStack() as stack:
        slow = [stack.enter_context(socket.create_connection((str(at.hostname), at.port), within)) for _ in range(40)]
        for one in slow:
            one.sendall(head.encode())
        with besieged.http(PUBLIC) as public:
            for _ in range(5):
                ok(public.get("/ogc/collections/trees/items?limit=1"))
        for one in slow:
            assert b" 408 " in one.recv(200).partition(b"\r\n")[0]


def _password() -> bytes:
    from tests.contract.logins import PASSWORD

    return PASSWORD.encode()


@pytest.mark.parametrize(
    "wanted",
    [
        {"filter": " OR ".join(f"code LIKE '%{i}%{i}%'" for i in range(400))},
        {"filter": "code LIKE '" + "%a" * 2_000 + "'"},
        {"filter": f"S_INTERSECTS(geom, MULTIPOINT({', '.join(f'({107 + i / 1e4} 16.8)' for i in range(900))}))"},
        {"filter": "S_WITHIN(geom, POLYGON((" + ", ".join(f"{107.1 + 0.05 * math.cos(i * 2.3):.5f} "
            f"{16.82 + 0.05 * math.sin(i * 2.3):.5f}" for i in (*range(400), 0)) + ")))"},
        {"q": "a " * 5_000}, {"properties": ",".join(["code"] * 5_000)}, {"sortby": ",".join(["code"] * 5_000)},
        {"limit": "99999999"}, {"bbox": "-180,-90,180,90", "limit": "10000", "skipGeometry": "true", "properties": "fid"},
    ],
    ids=range(9),
)  # fmt: skip
def test_questions_that_are_dear(besieged: Logins, wanted: dict[str, str]) -> None:
    with besieged.http(PUBLIC) as public:
        answer = public.get("/ogc/collections/land_parcels/items", params={"limit": "1", **wanted})
        assert answer.status_code in (200, 400, 414, 431, 503), answer.text[:300]
        ok(public.get("/health"))


def test_more_features_than_are_taken(http: httpx.Client) -> None:
    one = json.loads(park({"type": "Point", "coordinates": [107.1, 16.8]}))
    many = {"type": "FeatureCollection", "features": [one] * 2_001}
    refused(http.post(PARKS, json=many, headers=GEOJSON), 413)

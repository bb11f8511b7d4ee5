"""How the tests ask for features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import psycopg

from layers.core.access import PUBLIC, actions
from layers.registry import LAYERS

OPEN = tuple(name for name, cls in LAYERS.items() if "read" in actions(cls.declared, PUBLIC))
"""The layers that everybody may read."""

LAMPS = "/ogc/collections/street_lamps/items"
PARCELS = "/ogc/collections/land_parcels/items"
CITY = (107.05, 16.78, 107.15, 16.86)


def pages(http: httpx.Client, url: str, **parameters: Any) -> Iterator[dict[str, Any]]:
    """Every page, by the `next` links only."""
    response = http.get(url, params=parameters)
    while True:
        assert response.status_code == 200, response.text
        page = response.json()
        yield page
        following = [link for link in page["links"] if link["rel"] == "next"]
        if not following:
            return
        assert following[0]["type"] == "application/geo+json"
        response = http.get(following[0]["href"])


def lamps(city: psycopg.Connection[Any], count: int) -> list[int]:
    """The first lamps of a database."""
    return [fid for (fid,) in city.execute("SELECT fid FROM street_lamps ORDER BY fid LIMIT %s", [count]).fetchall()]


def fids(page: dict[str, Any]) -> list[int]:
    return [feature["properties"]["fid"] for feature in page["features"]]


def got(http: httpx.Client, url: str, **parameters: Any) -> dict[str, Any]:
    response = http.get(url, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def detail(http: httpx.Client, url: str, **parameters: Any) -> str:
    response = http.get(url, params=parameters)
    assert response.status_code == 400, (parameters, response.status_code)
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 400
    assert problem["detail"] == problem["description"]
    vietnamese = http.get(url, params=parameters | {"lang": "vi"}).json()
    if "lang" not in parameters:
        assert vietnamese["detail"] != problem["detail"]
    return problem["detail"]

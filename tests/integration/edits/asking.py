"""How the tests ask for edits, and what they expect of refusals."""

from __future__ import annotations

from typing import Any

import httpx

TREES = "/ogc/collections/trees/items"
PARCELS = "/ogc/collections/land_parcels/items"
PATCH = {"Content-Type": "application/merge-patch+json"}
SECONDS = 3
"""In which the content of an edit must arrive."""

EPSG = "http://www.opengis.net/def/crs/EPSG/0"


def tree(**properties: Any) -> dict[str, Any]:
    said = {"species": "Sao đen", "health": "good", "is_protected": False, **properties}
    geometry = {"type": "Point", "coordinates": [107.0985432, 16.8201234]}
    return {"type": "Feature", "geometry": geometry, "properties": said}


def created(http: httpx.Client, document: dict[str, Any], items: str = TREES, **headers: str) -> str:
    """The path of a new feature."""
    response = http.post(items, json=document, headers={"Content-Type": "application/geo+json", **headers})
    assert response.status_code == 201, response.text
    return httpx.URL(response.headers["location"]).path


def read(http: httpx.Client, path: str) -> dict[str, Any]:
    response = http.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def refused(response: httpx.Response, status: int) -> list[tuple[str | None, str]]:
    """The properties that a refusal names, with the reason in English."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document = response.json()
    assert document["status"] == status
    for error in document.get("errors", ()):
        assert error["reason"]["vi"] != error["reason"]["en"]
    return [(error["property"], error["reason"]["en"]) for error in document.get("errors", ())]

"""Several writers at once lose nothing, and a desktop GIS edits in its own way."""

from __future__ import annotations

import concurrent.futures
from typing import Any

import httpx
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.core.access import ADMINISTRATOR, PUBLIC_UTILITIES
from tests.contract.logins import Logins
from tests.integration.edits.asking import EPSG, PATCH, TREES, created, read, tree


def test_two_writers_at_once_lose_nothing(people: Logins, http: httpx.Client):
    """Everybody adds one to a number that all read and write; with If-Match the sum is exact, whatever the order."""
    path = created(http, tree(height_m=1))
    writers, rounds = 4, 12

    def add_some() -> int:
        refusals = 0
        with people.http(ADMINISTRATOR) as client:
            for _ in range(rounds):
                while True:
                    response = client.get(path)
                    height = response.json()["properties"]["height_m"]
                    headers = PATCH | {"If-Match": response.headers["etag"]}
                    change = client.patch(path, json={"properties": {"height_m": height + 1}}, headers=headers)
                    if change.status_code == 204:
                        break
                    assert change.status_code == 412
                    refusals += 1
        return refusals

    with concurrent.futures.ThreadPoolExecutor(writers) as pool:
        list(pool.map(lambda _: add_some(), range(writers)))
    said = read(http, path)["properties"]
    assert said["height_m"] == 1 + writers * rounds
    assert said["version"] == 1 + writers * rounds


@pytest.fixture(scope="module")
def contested(http: httpx.Client) -> str:
    """A tree that everybody wants to change."""
    return created(http, tree(height_m=1))


@settings(max_examples=20)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["read", "change", "move", "all at once"])),
        min_size=4,
        max_size=14,
    )
)
def test_no_interleaving_loses_an_update(http: httpx.Client, contested: str, steps: list[tuple[int, str]]):
    """Three people read and write in any order; whoever's reading is old is refused, and nobody else's change goes lost."""
    current = read(http, contested)["properties"]["version"]
    known: dict[int, int] = {}
    standing = read(http, contested)["properties"]["height_m"]

    def change(tag: int, value: float, *, move: bool) -> int:
        body: dict[str, Any] = {"properties": {"height_m": value}}
        if move:
            body["geometry"] = {"type": "Point", "coordinates": [107.09 + value / 10_000, 16.82]}
        return http.patch(contested, json=body, headers=PATCH | {"If-Match": f'"{tag}"'}).status_code

    for number, (person, step) in enumerate(steps):
        value = float(1 + number % 70)
        if step == "read" or person not in known:
            known[person] = read(http, contested)["properties"]["version"]
            assert known[person] == current
        elif step == "all at once":
            values = [value, value + 1, value + 2]
            with concurrent.futures.ThreadPoolExecutor(3) as pool:
                asked = [pool.submit(change, known[person], v, move=place == 0) for place, v in enumerate(values)]
                answers = [one.result() for one in asked]
            if known[person] == current:
                assert sorted(answers) == [204, 412, 412], "one of them was first"
                current, standing = current + 1, values[answers.index(204)]
            else:
                assert answers == [412] * 3
        else:
            answer = change(known[person], value, move=step == "move")
            assert answer == (204 if known[person] == current else 412)
            if answer == 204:
                current, standing = current + 1, value
        said = read(http, contested)["properties"]
        assert (said["version"], said["height_m"]) == (current, standing)


def test_what_qgis_sends(people: Logins):
    """A planner's session as QGIS speaks: Basic, bare Content-Crs in the layer's own CRS, empty fields, whole features."""
    with people.http(PUBLIC_UTILITIES) as qgis:
        stored = f"{EPSG}/9212"
        assert "POST" in qgis.options(TREES).headers["allow"], "or QGIS shows the layer as read-only"
        page = qgis.get(TREES, params={"limit": 10, "crs": stored}).json()
        assert "PATCH" in qgis.options(f"{TREES}/{page['features'][0]['id']}").headers["allow"]
        sample = page["features"][0]
        empty = dict.fromkeys(sample["properties"])
        new = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [590_000.123, 1_860_000.456]},
            "properties": empty | {"species": "Lộc vừng", "is_protected": False},
        }
        headers = {"Content-Type": "application/geo+json", "Content-Crs": stored}
        made = qgis.post(TREES, content=orjson.dumps(new), headers=headers)
        assert made.status_code == 201, made.text
        identifier = made.headers["location"].rpartition("/items/")[2]
        path = f"{TREES}/{identifier}"
        read_back = qgis.get(path, params={"crs": stored}).json()
        assert read_back["geometry"]["coordinates"] == [590_000.123, 1_860_000.456]
        moved = {
            "type": "Feature",
            "id": identifier,
            "geometry": {"type": "Point", "coordinates": [590_010.0, 1_860_000.0]},
        }
        patch = {"Content-Type": "application/merge-patch+json", "Content-Crs": stored}
        assert qgis.patch(path, content=orjson.dumps(moved | {"properties": {}}), headers=patch).status_code == 204
        one = {"type": "Feature", "id": identifier, "properties": {"height_m": 5}}
        assert qgis.patch(path, content=orjson.dumps(one), headers=patch).status_code == 204
        whole = read_back | {"geometry": moved["geometry"]}
        assert qgis.put(path, content=orjson.dumps(whole), headers=headers).status_code == 204, (
            "its version is an old one"
        )
        last = qgis.get(path, params={"crs": stored}).json()
        assert (last["geometry"]["coordinates"], last["properties"]["species"]) == (
            [590_010.0, 1_860_000.0],
            "Lộc vừng",
        )
        assert qgis.delete(path).status_code == 204

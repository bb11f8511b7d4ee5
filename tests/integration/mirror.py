"""A mirror of a layer, as an offline client keeps one: a cursor first, then the layer, then what has changed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import httpx
import psycopg

LONGEST_S = 240


def settled(url: str) -> None:
    """Wait until all that is committed now lies behind the horizon: an open transaction that writes holds it up."""
    with psycopg.connect(url, autocommit=True) as database:
        row = database.execute(b"SELECT pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()
        assert row is not None
        ask = b"SELECT layers.log_horizon() >= %s::xid8"
        deadline = time.monotonic() + LONGEST_S
        while (found := database.execute(ask, [row[0]]).fetchone()) is not None and not found[0]:
            assert time.monotonic() < deadline, "a transaction has stayed open for minutes"
            time.sleep(0.02)


class Mirror:
    """Features by id, as `clients` (asked in turn, all servers of one database) tell of them."""

    def __init__(self, clients: Iterable[httpx.Client], layer: str, limit: int = 1_000) -> None:
        self.clients = list(clients)
        self.path = f"/ogc/collections/{layer}"
        self.limit = limit
        self.asked = 0
        self.features: dict[str, dict[str, Any]] = {}
        self.told: list[dict[str, Any]] = []
        self.cursor = self.get(f"{self.path}/changes")["cursor"]

    def get(self, address: str, **parameters: Any) -> dict[str, Any]:
        self.asked += 1
        response = self.clients[self.asked % len(self.clients)].get(address, params=parameters or None)
        assert response.status_code == 200, response.text
        return response.json()

    def download(self) -> Mirror:
        """The whole layer, page by page."""
        page = self.get(f"{self.path}/items", limit=5_000)
        while True:
            self.features |= {feature["id"]: bare(feature) for feature in page["features"]}
            onward = [link["href"] for link in page["links"] if link["rel"] == "next"]
            if not onward:
                return self
            page = self.get(httpx.URL(onward[0]).raw_path.decode())

    def step(self, **parameters: Any) -> bool:
        """One page of changes; whether there is more."""
        page = self.get(f"{self.path}/changes", since=self.cursor, limit=self.limit, **parameters)
        assert page["type"] == "FeatureChanges"
        assert page["numberReturned"] == len(page["changes"])
        for change in page["changes"]:
            if change["operation"] == "delete":
                assert "feature" not in change
                self.features.pop(change["id"], None)
            else:
                assert change["version"] == change["feature"]["properties"]["version"]
                assert change["id"] == change["feature"]["id"]
                self.features[change["id"]] = change["feature"]
        self.told += page["changes"]
        self.cursor = page["cursor"]
        return page["more"]

    def follow(self) -> Mirror:
        """All pages there are now."""
        while self.step():
            pass
        return self


def bare(feature: dict[str, Any]) -> dict[str, Any]:
    """A feature without its links."""
    return {name: value for name, value in feature.items() if name != "links"}

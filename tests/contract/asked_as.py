"""What the tests of rights ask, by HTTP and on a connection."""

from __future__ import annotations

from typing import Any, LiteralString, cast

import httpx
import psycopg

BY_DATABASE = frozenset({"geom", "geom_3857", "geojson", "search"})
PAGE = 10_000


def ran(connection: psycopg.Connection[Any], statement: str, *values: Any) -> list[tuple[Any, ...]]:
    return connection.execute(cast(LiteralString, statement), values or None).fetchall()


def columns(connection: psycopg.Connection[Any], name: str) -> set[str]:
    """What the login may read of a layer by itself: the catalogue says it, and a SELECT of it succeeds."""
    found = ran(
        connection,
        """SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relname IN (%s, %s) AND c.relnamespace = 'layers'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
            AND has_column_privilege(c.oid, a.attnum, 'SELECT')""",
        name,
        f"{name}_state",
    )
    return {column for (column,) in found} - BY_DATABASE


def visible(connection: psycopg.Connection[Any], name: str) -> list[int]:
    return [fid for (fid,) in ran(connection, f'SELECT fid FROM layers."{name}" ORDER BY fid')]


def all_fids(http: httpx.Client, items: str) -> tuple[list[int], int]:
    """The numbers of the features on all pages, and how many there are said to be."""
    page = ok(http.get(items, params={"properties": "fid", "skipGeometry": "true", "limit": PAGE})).json()
    matched, fids = page["numberMatched"], [feature["properties"]["fid"] for feature in page["features"]]
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        page = ok(http.get(following[0])).json()
        fids += [feature["properties"]["fid"] for feature in page["features"]]
    return fids, matched


def ok(answer: httpx.Response) -> httpx.Response:
    assert answer.status_code == 200, (str(answer.url), answer.status_code, answer.text[:500])
    return answer

"""Styles and legends of every layer: valid, over what the tiles carry, and telling every code apart."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from layers.core.access import ADMINISTRATOR
from layers.core.settings import ROOT
from layers.core.tiles import tile_properties
from layers.derive.maplibre import color_of, legend
from layers.registry import LAYERS, THEMES
from tests.contract.logins import Logins

NAMES = list(LAYERS)
SPEC = ROOT / "web_map" / "node_modules" / "@maplibre" / "maplibre-gl-style-spec" / "dist" / "index.mjs"


@pytest.fixture(scope="module")
def http(everybody: Logins) -> Iterator[httpx.Client]:
    """Asks as somebody who reads every layer."""
    with everybody.http(ADMINISTRATOR) as client:
        yield client


def style(http: httpx.Client, name: str) -> dict[str, Any]:
    answer = http.get(f"/ogc/styles/{name}")
    assert answer.status_code == 200
    return answer.json()


def properties_read(value: Any) -> set[str]:
    """Every property that an expression reads."""
    if not isinstance(value, list):
        return set().union(*map(properties_read, value.values())) if isinstance(value, dict) else set()
    if len(value) == 2 and value[0] in ("get", "has"):
        return {value[1]}
    return set().union(*map(properties_read, value)) if value else set()


def colors_in(value: Any) -> set[str]:
    """Every colour in an expression."""
    if isinstance(value, str):
        return {value} if value.startswith("#") else set()
    return set().union(*map(colors_in, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_has_a_style_over_its_own_tiles(http: httpx.Client, name: str) -> None:
    layer = LAYERS[name].declared
    document = style(http, f"{name}-layer" if name in THEMES else name)
    (source,) = document["sources"].values()
    assert source["type"] == "vector"
    assert source["minzoom"] == layer.zoom[0]
    assert source["tiles"][0].endswith(f"/ogc/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}?collections={name}")
    carried = {p.name for p in tile_properties(layer, source["maxzoom"])}
    assert document["layers"]
    for part in document["layers"]:
        assert part["source-layer"] == name
        assert part["metadata"] == {"dongha:layer": name, "dongha:theme": layer.theme}
        assert part["minzoom"] >= layer.zoom[0]
        read = set().union(*(properties_read(part.get(key, {})) for key in ("paint", "layout", "filter")))
        assert read <= carried


@pytest.mark.parametrize("name", NAMES)
def test_a_legend_tells_every_colour_of_its_layer(name: str) -> None:
    layer = LAYERS[name].declared
    entries = legend(layer)
    assert entries
    by = layer.by_name.get(layer.style.by or "")
    if by is not None and by.codes is not None:
        told = [entry["value"] for entry in entries if entry["value"] is not None]
        assert told == [code.value for code in by.codes]
    for entry in entries:
        assert entry["title"]["vi"]
        assert entry["title"]["en"]
        assert (
            entry["symbol"]
            == {"Point": "circle", "LineString": "line", "Polygon": "fill"}[layer.geometry.kind.removeprefix("Multi")]
        )
    colors = {entry["color"] for entry in entries}
    assert colors <= colors_in(color_of(layer))


def test_every_style_of_the_list_is_there(http: httpx.Client) -> None:
    listed = {entry["id"] for entry in http.get("/ogc/styles").json()["styles"]}
    assert {"city", "base", "base-dark", *THEMES} <= listed
    for name in NAMES:
        assert name in listed
    for name in listed:
        document = style(http, name)
        identifiers = [part["id"] for part in document["layers"]]
        assert len(identifiers) == len(set(identifiers))
        assert {part.get("source") for part in document["layers"]} - {None} <= document["sources"].keys()


def test_the_city_holds_every_layer_below_the_names_and_asks_for_none_until_shown(http: httpx.Client) -> None:
    document = style(http, "city")
    kinds = [part["type"] for part in document["layers"]]
    data = [part for part in document["layers"] if part.get("metadata", {}).get("dongha:theme") not in (None, "base")]
    assert {part["metadata"]["dongha:layer"] for part in data} == set(NAMES)
    assert all(part["layout"]["visibility"] == "none" for part in data)
    assert kinds[0] == "background"
    assert kinds[-1] == "symbol"
    ranks = [["fill", "line", "circle", "symbol"].index(part["type"]) for part in data]
    assert ranks == sorted(ranks)


def test_names_are_drawn_without_a_glyph_server(http: httpx.Client) -> None:
    document = style(http, "city")
    assert "glyphs" not in document
    used = {font for part in document["layers"] for font in part.get("layout", {}).get("text-font", [])}
    assert used == document["font-faces"].keys()
    for address in document["font-faces"].values():
        assert "/fonts/" in address


def test_an_unknown_style_is_not_found(http: httpx.Client) -> None:
    answer = http.get("/ogc/styles/nowhere")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_every_style_keeps_the_maplibre_style_specification(http: httpx.Client) -> None:
    node = shutil.which("node")
    assert node, "the map's packages are installed by ./dongha test"
    names = [entry["id"] for entry in http.get("/ogc/styles").json()["styles"]]
    script = (
        f"import {{validateStyleMin}} from {json.dumps(SPEC.as_uri())};"
        "let text='';for await (const part of process.stdin) text+=part;"
        "const wrong=Object.entries(JSON.parse(text)).flatMap(([name,style])=>"
        "validateStyleMin(style).map(error=>`${name}: ${error.message}`));"
        "console.log(JSON.stringify(wrong));"
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", script],
        input=json.dumps({name: style(http, name) for name in names}),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == []

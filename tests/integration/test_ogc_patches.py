"""What we replace in pygeoapi: each test fails when upstream moves the seam, or no longer needs us to."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator

import pygeoapi
import pytest
from pygeoapi import linked_data, util
from pygeoapi.api import API, APIRequest, itemtypes
from pygeoapi.config import validate_config
from pygeoapi.plugin import PLUGINS, load_plugin

from api.ogc import patches
from api.ogc.config import config
from api.ogc.csv_format import LayerCsv
from api.ogc.provider import LayerProvider
from layers.registry import LAYERS


@pytest.fixture
def patched() -> Iterator[None]:
    """The patches in place for one test, whatever ran before."""
    before = (
        itemtypes.to_json,
        itemtypes.render_j2_template,
        linked_data.render_j2_template,
        PLUGINS["formatter"]["CSV"],
    )
    patches.apply()
    yield
    itemtypes.to_json, itemtypes.render_j2_template, linked_data.render_j2_template, PLUGINS["formatter"]["CSV"] = (
        before
    )


def test_version():
    assert pygeoapi.__version__.startswith("0.24."), "look at every patch again"


def test_upstream_json_still_harms_text():
    assert "&lt;" in util.to_json({"name": "a<b>"}), "the patch of to_json is no longer needed"
    assert "\\u" in util.to_json({"name": "Đông Hà"})


@pytest.mark.usefixtures("patched")
def test_our_json_does_not():
    assert json.loads(itemtypes.to_json({"name": "a<b>", "city": "Đông Hà"})) == {"name": "a<b>", "city": "Đông Hà"}
    assert "Đông Hà" in itemtypes.to_json({"city": "Đông Hà"})


def test_upstream_still_builds_an_environment_a_request():
    assert "Environment(" in inspect.getsource(util.render_j2_template), (
        "the patch of render_j2_template is no longer needed"
    )


@pytest.mark.parametrize(
    "function", [itemtypes.get_collection_items, itemtypes.get_collection_item, linked_data.geojson2jsonld]
)
def test_upstream_still_renders_by_module_name(function: object):
    assert "render_j2_template(" in inspect.getsource(function)  # type: ignore[arg-type]


def test_upstream_still_takes_links_of_the_provider():
    source = inspect.getsource(itemtypes.get_collection_items)
    assert "if 'links' not in content" in source
    assert "content['links'].extend" in source
    assert "Using next link from provider" in source


@pytest.mark.usefixtures("patched")
def test_csv_is_ours():
    formatter = load_plugin("formatter", {"name": "CSV"})
    assert isinstance(formatter, LayerCsv)
    assert formatter.f == "csv"


def test_request_is_made_from_plain_values():
    source = inspect.getsource(APIRequest.__init__)
    assert "_get_params(request)" in source
    assert "hasattr(request, 'args')" in inspect.getsource(APIRequest._get_params)


def test_configuration_is_valid_and_holds_no_secret():
    made = config((cls.declared for cls in LAYERS.values()), "https://example.org/ogc")
    assert validate_config(made)
    assert "postgres" not in str(made)
    for name, cls in LAYERS.items():
        provider = load_plugin("provider", made["resources"][name]["providers"][0])
        assert isinstance(provider, LayerProvider)
        assert list(provider.fields) == [prop.name for prop in cls.declared.public]


def test_embedding_needs_only_dicts():
    assert list(inspect.signature(API.__init__).parameters) == ["self", "config", "openapi", "asyncapi"]

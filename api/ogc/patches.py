"""What is replaced inside pygeoapi 0.24, and nothing else is.

`tests/integration/test_ogc_patches.py` fails when upstream moves a seam or no longer needs the patch.
"""

from __future__ import annotations

from typing import Any

import orjson
from pygeoapi import linked_data
from pygeoapi.api import itemtypes
from pygeoapi.plugin import PLUGINS

from api.ogc.feature_pages import item_page, items_page

CSV = "api.ogc.csv_format.LayerCsv"
"""Instead of upstream's CSV, which gives neither id nor geometry, and not one line when nothing matches."""


def apply() -> None:
    """Put the replacements in place; repeating it changes nothing."""
    itemtypes.to_json = to_json
    itemtypes.render_j2_template = render
    linked_data.render_j2_template = render
    PLUGINS["formatter"]["CSV"] = CSV


def to_json(document: Any, pretty: bool = False) -> str:
    """JSON without harm to the data: upstream writes `&lt;` for every `<` and escapes every Vietnamese letter."""
    return orjson.dumps(document, default=list).decode()


def render(config: Any, templates: Any, template: str, data: dict[str, Any], locale: Any = None) -> str:
    """Our own page for pygeoapi's `template`, plain JSON for JSON-LD and anything else.

    Upstream builds a Jinja environment a request, and its pages load from CDNs.
    """
    match template:
        case "collections/items/index.html":
            return items_page(data)
        case "collections/items/item.html":
            return item_page(data)
        case _:
            return to_json(data)

"""pygeoapi's configuration, derived from the registry; it never sees a file, an environment variable or a password."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.ogc.texts import TEXTS
from layers.core import crs
from layers.core.declaration import Text
from layers.core.declared import Declared

PROVIDER = "api.ogc.provider.LayerProvider"
HOMEPAGE = "https://www.apache.org/licenses/LICENSE-2.0"
# Only plumbing: the page size has been judged before pygeoapi is called.
LIMIT = 10_000


def config(layers: Iterable[Declared], base: str) -> dict[str, Any]:
    """The configuration that serves `layers` at `base`; a new dict each time, because pygeoapi changes what it is given."""
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 0},
            "url": base,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["vi", "en"],
            "gzip": False,
            "pretty_print": False,
            "admin": False,
            "limits": {"default_items": LIMIT, "max_items": LIMIT, "on_exceed": "throttle"},
            "map": {"url": base, "attribution": TEXTS["title"].en},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": _both(TEXTS["title"]),
                "description": _both(TEXTS["description"]),
                "keywords": {"vi": ["Đông Hà", "bản đồ"], "en": ["Đông Hà", "map"]},
                "keywords_type": "theme",
                "terms_of_service": HOMEPAGE,
                "url": base,
            },
            "license": {"name": "Apache-2.0", "url": HOMEPAGE},
            "provider": {"name": TEXTS["title"].vi, "url": base},
            "contact": {"name": TEXTS["title"].vi},
        },
        "resources": {layer.name: _resource(layer) for layer in layers},
    }


def _resource(layer: Declared) -> dict[str, Any]:
    return {
        "type": "collection",
        "title": _both(layer.title),
        "description": _both(layer.description),
        "keywords": list(layer.keywords),
        "links": [],
        "extents": {"spatial": {"bbox": [-180, -90, 180, 90], "crs": crs.CRS84.uri}},
        "providers": [
            {
                "type": "feature",
                "name": PROVIDER,
                "data": layer.name,
                "id_field": "id",
                "crs": [offered.uri for offered in crs.OFFERED],
                "storage_crs": crs.STORAGE_CRS.uri,
            }
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}

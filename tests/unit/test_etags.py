"""ETags of lists of features: of the layer's version where that tells everything, else of what the answer says."""

from __future__ import annotations

from dataclasses import replace

from api.features.asked import Call, Reader
from layers.core.query import Page
from layers.registry import LAYERS

PAGE = Page(features=b'{"type":"Feature"}', returned=1, matched=1, version=7, mark=None)
READER = Reader({name: cls.declared for name, cls in LAYERS.items()})


def _etag(layer: str, page: Page, query: bytes = b"") -> str:
    return READER.items(Call(layer, query, None, None, "http://city/ogc", None)).etag(page)


def test_of_a_layer_that_all_see_whole_it_is_the_version():
    assert _etag("street_lamps", PAGE) == _etag("street_lamps", replace(PAGE, features=b"other"))
    assert _etag("street_lamps", PAGE) != _etag("street_lamps", replace(PAGE, version=8))
    assert _etag("street_lamps", PAGE) != _etag("street_lamps", PAGE, b"limit=5")


def test_of_a_layer_seen_in_part_it_tells_of_nothing_but_the_answer():
    known = _etag("devices", PAGE)
    assert known == _etag("devices", replace(PAGE, version=8, features=memoryview(PAGE.features)))
    told = (replace(PAGE, features=b'{"type":"feature"}'), replace(PAGE, matched=2), replace(PAGE, mark="9"))
    assert len({known, *(_etag("devices", page) for page in told), _etag("devices", PAGE, b"limit=5")}) == 5

"""The pages: in both languages, self-contained, useful without a script."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import httpx
import pytest

from api.ogc.pages import TEMPLATES
from api.ogc.texts import TEXTS
from tests.integration.asking import OPEN

PATHS = (
    "/ogc",
    "/ogc/conformance",
    "/ogc/openapi",
    "/ogc/collections",
    "/ogc/collections/roads",
    "/ogc/collections/roads/items",
    "/ogc/collections/roads/schema",
    "/ogc/collections/roads/queryables",
    "/ogc/collections/roads/sortables",
    "/ogc/collections/roads/tiles",
    "/ogc/collections/roads/tiles/WebMercatorQuad",
    "/ogc/tiles",
    "/ogc/tiles/WebMercatorQuad",
    "/ogc/tileMatrixSets",
    "/ogc/tileMatrixSets/WebMercatorQuad",
    "/ogc/styles",
)


class _Page(HTMLParser):
    """What of a page a test may ask for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.inline = False
        self.maps: list[dict[str, str | None]] = []
        self.fields = 0
        self.labels = 0
        self._in_heading = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_heading = tag == "h1"
        if tag == "h1":
            self.headings.append("")
        self.inline |= tag == "style" or "style" in given or any(name.startswith("on") for name in given)
        self.inline |= tag == "script" and "src" not in given
        if tag in ("script", "img") or (tag == "link" and given.get("rel") == "stylesheet"):
            self.loaded.append(given.get("src") or given.get("href") or "")
        if tag == "a":
            self.links.append(given.get("href") or "")
        if "id" in given:
            self.ids.append(given["id"] or "")
        if "data-dongha-map" in given:
            self.maps.append(given)
        self.fields += tag == "select" or (tag == "input" and given.get("type") != "hidden")
        self.labels += tag == "label"

    def handle_endtag(self, tag: str) -> None:
        self._in_heading = False if tag == "h1" else self._in_heading

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.headings[-1] += data


@pytest.fixture(params=PATHS)
def path(request: pytest.FixtureRequest) -> str:
    """The address of each page in turn."""
    return request.param


def test_every_page_in_both_languages(http: httpx.Client, path: str):
    headings = {}
    for language in ("vi", "en"):
        response = http.get(path, params={"f": "html", "lang": language})
        assert response.status_code == 200, response.text
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert response.headers["content-language"] == language
        assert "default-src 'none'" in response.headers["content-security-policy"]
        page = _Page(response.text)
        assert len(page.headings) == 1
        headings[language] = page.headings[0]
        assert all(address.startswith("/") for address in page.loaded), "an intranet has no CDN"
        assert not page.inline, "the content security policy would block it"
        assert len(page.ids) == len(set(page.ids))
        assert page.fields == page.labels
    if not path.endswith("WebMercatorQuad"):
        assert headings["vi"] != headings["en"]


def test_browsers_get_pages_and_programs_get_json(http: httpx.Client):
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for path in ("/ogc", "/ogc/collections", "/ogc/collections/roads/items", "/ogc/collections/roads/schema"):
        assert http.get(path, headers={"Accept": browser}).headers["content-type"].startswith("text/html")
        assert "json" in http.get(path, headers={"Accept": "*/*"}).headers["content-type"]


def test_every_link_of_the_first_pages_is_answered(http: httpx.Client):
    for path in ("/ogc", "/ogc/collections/roads", "/ogc/collections/roads/items", "/ogc/tiles", "/ogc/styles"):
        page = _Page(http.get(path, params={"f": "html"}).text)
        for href in set(page.links):
            if href.startswith(("http://www.opengis.net", "#")):
                continue
            assert http.head(href).status_code == 200, (path, href)


def test_pages_lead_through_all_features(http: httpx.Client):
    url = "/ogc/collections/wards/items"
    html = http.get(url, params={"f": "html", "limit": 4}).text
    seen = set(re.findall(r"/items/([0-9a-f-]{36})", html))
    while following := re.search(r'rel="next" href="([^"]+)"', html):
        html = http.get(following[1].replace("&amp;", "&")).text
        seen |= set(re.findall(r"/items/([0-9a-f-]{36})", html))
    assert len(seen) == http.get(url).json()["numberMatched"]


def test_form_left_empty_is_no_mistake(http: httpx.Client):
    params = {"f": "html", "lang": "vi", "q": "", "sortby": "", "limit": "25"}
    assert http.get("/ogc/collections/roads/items", params=params).status_code == 200
    nothing = http.get("/ogc/collections/roads/items", params={**params, "q": "khong co gi nhu vay"})
    assert TEXTS["none"].vi in nothing.text


def test_map_of_a_page_knows_its_layer(http: httpx.Client):
    (given,) = _Page(http.get("/ogc/collections/roads", params={"f": "html", "lang": "vi"}).text).maps
    assert (given["data-layer"], given["data-lang"]) == ("roads", "vi")
    west, south, east, north = (float(side) for side in (given["data-bbox"] or "").split(","))
    assert west < east
    assert south < north


def test_texts_and_templates_fit():
    used = set()
    for template in TEMPLATES.glob("*.html"):
        source = template.read_text()
        used |= set(re.findall(r'\bt\("(\w+)"', source))
    assert used <= TEXTS.keys()
    for key, words in TEXTS.items():
        assert words.vi.strip()
        assert words.en.strip()
        assert sorted(re.findall(r"{(\w+)}", words.vi)) == sorted(re.findall(r"{(\w+)}", words.en)), key


def test_texts_that_nothing_says_are_gone():
    sources = [*TEMPLATES.glob("*.html"), *TEMPLATES.parent.glob("*.py")]
    said = "".join(path.read_text() for path in sources if path.name != "texts.py")
    kinds = {"schema", "queryables", "sortables"} | {f"{kind}_intro" for kind in ("schema", "queryables", "sortables")}
    unused = [key for key in TEXTS if f'"{key}"' not in said and key not in kinds]
    assert not unused


def test_layers_are_all_on_the_list(http: httpx.Client):
    page = _Page(http.get("/ogc/collections", params={"f": "html"}).text)
    for name in OPEN:
        assert any(f"/ogc/collections/{name}?" in href for href in page.links), name

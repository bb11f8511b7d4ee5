"""The map in a real browser, as the tests drive it."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page

Json = dict[str, Any]
PATIENCE = 30.0
"""Seconds: software drawing on a busy machine is slow, and slowness is not what these tests are about."""


class CityPage:
    """The map in one browser window."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.expected: set[str] = set()
        """Complaints that a test brings about itself: the browser writes refused requests to its console."""
        self.requests: list[str] = []
        """The address of everything the page has asked for, in order."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        # Software drawing makes the browser warn of slow reads; that is no fault of the page.
        if message.type in ("error", "warning") and "GPU stall" not in message.text:
            self.complaints.append(message.text)

    def ask(self, expression: str, argument: object = None) -> Any:
        """Evaluate in the page, where `dongha.map` is the MapLibre map."""
        return self.page.evaluate(expression, argument)

    def until(self, expression: str, argument: object = None) -> Any:
        """The first true value of the expression; the content security policy forbids the browser's own waiting."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if value := self.ask(expression, argument):
                return value
            self.page.wait_for_timeout(100)
        raise AssertionError(f"never true: {expression} ({argument}); console: {self.complaints}")

    def settle(self) -> None:
        """Wait until the map rests and has drawn what it was told."""
        self.until(
            """() => {
                const map = window.dongha?.map;
                return Boolean(map && map.isStyleLoaded() && map.areTilesLoaded() && !map.isMoving());
            }"""
        )

    def listens(self, layer: str) -> None:
        """Wait until the map is told of a layer, and has asked for what it was not told of it before."""
        deadline = time.monotonic() + PATIENCE
        while layer not in next((url for url in reversed(self.requests) if "/live?" in url), ""):
            assert time.monotonic() < deadline, f"{layer} is never listened to; console: {self.complaints}"
            self.page.wait_for_timeout(50)
        self.settle()

    def rendered(self, layer: str) -> list[Json]:
        """The features of a declared layer that are drawn now, with their place on the screen (of points)."""
        self.settle()
        return self.until(
            """(wanted) => {
                const map = window.dongha.map;
                const seen = new Map();
                for (const feature of map.queryRenderedFeatures()) {
                    if (feature.layer.metadata?.['dongha:layer'] !== wanted || seen.has(feature.id)) continue;
                    const point = feature.geometry.type === 'Point' ? map.project(feature.geometry.coordinates) : null;
                    seen.set(feature.id, { fid: feature.id, x: point?.x, y: point?.y, properties: feature.properties });
                }
                return seen.size > 0 && [...seen.values()];
            }""",
            layer,
        )

    def selected(self) -> list[Json]:
        """The geometries marked as selected."""
        return self.until(
            """() => {
                const found = window.dongha.map.querySourceFeatures('selection').map(({ geometry }) => geometry);
                return found.length > 0 && found;
            }"""
        )

    def drawn(self, layer: str) -> list[int]:
        """The numbers of the features of a declared layer that are on the screen just now, perhaps none."""
        return self.ask(
            """(wanted) => [...new Set(window.dongha.map.queryRenderedFeatures()
                .filter(({ layer }) => layer.metadata?.['dongha:layer'] === wanted).map(({ id }) => id))]""",
            layer,
        )

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("region", name=re.compile("Thông tin đối tượng|Feature details"))

    @property
    def heading(self) -> Locator:
        return self.card.get_by_role("heading", level=2)

    def value(self, property_name: str) -> Locator:
        """What the card says of a property."""
        return self.card.locator(f'[data-property="{property_name}"] dd')

    def title(self, property_name: str) -> Locator:
        return self.card.locator(f'[data-property="{property_name}"] dt')

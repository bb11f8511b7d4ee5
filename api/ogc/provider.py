"""pygeoapi's feature provider over the declared layers: it gives what the `FeatureQuery` of the request has found."""

from __future__ import annotations

from typing import Any

from pygeoapi.provider.base import BaseProvider

from api.ogc.call import CURRENT
from layers.core import schema
from layers.registry import LAYERS


class LayerProvider(BaseProvider):
    """Features of one declared layer; `data` in the provider's definition is the name of the layer."""

    def __init__(self, provider_def: dict[str, Any]) -> None:
        super().__init__(provider_def)
        self._layer = LAYERS[self.data].declared
        self.get_fields()

    def get_fields(self) -> dict[str, Any]:
        """The public properties as JSON Schema."""
        if not self._fields:
            self._fields = {prop.name: schema.value_schema(prop) for prop in self._layer.public}
        return self._fields

    def query(self, **_: Any) -> dict[str, Any]:
        """The feature collection that the current request asks for."""
        return _answer()

    def get(self, identifier: str, **_: Any) -> dict[str, Any]:
        """The feature that the current request asks for."""
        return _answer()


class _SettledLinks(list[dict[str, Any]]):
    """The links of the request; those that pygeoapi makes up from what little it was told are not taken in."""

    def extend(self, _: Any) -> None:
        """Keep the links as they are."""

    def append(self, _: Any) -> None:
        """Keep the links as they are."""


def _answer() -> dict[str, Any]:
    call = CURRENT.get()
    return call.answer() | {"links": _SettledLinks(call.links)}

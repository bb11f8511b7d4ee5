"""What a request asks of pygeoapi, carried beside its own arguments.

The address has been read and judged once, before the engine; pygeoapi reads parameters loosely (unknown ones pass, a
bbox is turned corner by corner), so the provider and the templates take the request's values from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from layers.core.declaration import Language
from layers.core.declared import Declared


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request on its way through the engine.

    `answer` gives what the request's `FeatureQuery` found, a feature collection or a feature, as a dict that the engine may
    change; `links` are those of the answer; `parameters` are the query parameters as given.
    """

    declared: Declared
    language: Language
    address: str
    base: str
    links: list[dict[str, Any]]
    parameters: Mapping[str, str]
    answer: Callable[[], dict[str, Any]]


CURRENT: ContextVar[Call] = ContextVar("call")

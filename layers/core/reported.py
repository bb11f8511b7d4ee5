"""Which properties of a layer devices report, so that series of them are kept."""

from __future__ import annotations

from layers.core.declared import Declared, Property
from layers.core.states import HEARD_AT


def reported(declared: Declared) -> tuple[Property, ...]:
    """The properties with series, as far as whoever `declared` was resolved for may know of them; none without devices."""
    if declared.layer.device is None or declared.view:
        return ()
    return tuple(p for p in declared.public if p.observed and p.name != HEARD_AT)

"""The catalogue says what devices keep of a layer, and to each role only what that role may tell them."""

from __future__ import annotations

from typing import Any

import pytest

from api.catalogue import document
from api.ogc.extents import Extent
from layers.core.access import seen_by
from layers.core.roles import ADMINISTRATOR, PUBLIC, Role
from layers.registry import LAYERS

NOTHING = Extent(count=0, bbox=None, interval=None, synthetic=False)


def catalogue(role: Role) -> dict[str, dict[str, Any]]:
    """The layers that a role finds in the catalogue, by name."""
    layers = [found for cls in LAYERS.values() if (found := seen_by(cls.declared, role)) is not None]
    said = document(layers, {cls.declared.name: NOTHING for cls in LAYERS.values()}, role)
    return {layer["id"]: layer for theme in said["themes"] for layer in theme["layers"]}


@pytest.mark.parametrize("role", Role)
def test_a_role_is_told_of_the_commands_it_may_give_and_of_no_others(role: Role) -> None:
    for name, layer in catalogue(role).items():
        binding = LAYERS[name].declared.layer.device
        told = {ability["action"] for ability in (layer["device"] or {"commands": []})["commands"]}
        may = (
            {a.action for a in binding.commands if role is ADMINISTRATOR or role in a.roles} if binding else set[str]()
        )
        assert told == may, name


def test_the_public_commands_nothing() -> None:
    assert not any(layer["device"]["commands"] for layer in catalogue(PUBLIC).values() if layer["device"])


def test_what_devices_keep_is_named() -> None:
    layers = catalogue(PUBLIC)
    assert layers["street_lamps"]["observed"][0] == "status"
    assert "phenomenon_time" not in layers["street_lamps"]["observed"]
    assert layers["street_lamps"]["device"]["main"] in layers["street_lamps"]["observed"]
    assert layers["land_parcels"]["observed"] == []
    assert layers["land_parcels"]["device"] is None

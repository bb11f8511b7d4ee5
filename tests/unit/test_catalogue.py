"""The catalogue says what devices keep of a layer and can be told, and to each role which of that it may tell them."""

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
def test_a_role_is_told_of_every_command_whether_it_may_give_it(role: Role) -> None:
    for name, layer in catalogue(role).items():
        binding = LAYERS[name].declared.layer.device
        told = {one["action"]: one["allowed"] for one in (layer["device"] or {"commands": []})["commands"]}
        commands = binding.commands if binding else ()
        assert told == {a.action: role is ADMINISTRATOR or role in a.roles for a in commands}, name


def test_the_public_commands_nothing() -> None:
    devices = [layer["device"] for layer in catalogue(PUBLIC).values() if layer["device"]]
    assert any(device["commands"] for device in devices)
    assert not any(ability["allowed"] for device in devices for ability in device["commands"])


def test_what_devices_keep_is_named() -> None:
    layers = catalogue(PUBLIC)
    assert layers["street_lamps"]["observed"][0] == "status"
    assert "phenomenon_time" not in layers["street_lamps"]["observed"]
    assert layers["street_lamps"]["device"]["main"] in layers["street_lamps"]["observed"]
    assert layers["land_parcels"]["observed"] == []
    assert layers["land_parcels"]["device"] is None

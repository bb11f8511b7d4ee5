"""Devices to map: bindings, series of observations with roll-ups, moments beside present values, commands."""

from layers.migrations.frozen import run

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run the frozen script beside this file."""
    run(__file__)

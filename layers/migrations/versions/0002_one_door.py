"""One door: roles, accounts, change log, history, what may not overlap, and the rights on all of it."""

from layers.migrations.frozen import run

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the frozen script beside this file."""
    run(__file__)

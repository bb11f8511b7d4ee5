"""The city as first declared: schemas, EPSG:9212, code lists, layers, views, triggers, grants."""

from alembic import op

from layers.migrations.frozen import run

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the frozen script beside this file."""
    run(__file__)


def downgrade() -> None:
    """Give the schema back; `ext` stays, as others may use PostGIS."""
    op.execute("DROP SCHEMA layers CASCADE")

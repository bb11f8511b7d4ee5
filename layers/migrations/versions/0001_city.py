"""The city as first declared: schemas, EPSG:9212, code lists, layers, views, triggers, grants."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the frozen script as it stands; psycopg sends it whole because it has no parameters."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    connection = op.get_bind().connection.driver_connection
    if connection is None:
        raise RuntimeError("the migration needs a live connection")
    connection.execute(script)


def downgrade() -> None:
    """Give the schema back; `ext` stays, as others may use PostGIS."""
    op.execute("DROP SCHEMA layers CASCADE")

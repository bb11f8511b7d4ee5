"""Write the first migration's SQL from the declarations: `python -m layers.migrations.freeze`.

Only before a release: once a database lives on a revision, changes come as further revisions.
"""

from __future__ import annotations

from pathlib import Path

from layers.migrations.schema import script

FROZEN = Path(__file__).resolve().parent / "versions" / "0001_city.sql"

if __name__ == "__main__":
    FROZEN.write_text(script(), encoding="utf-8")

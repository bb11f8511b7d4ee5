"""Write the first migration's SQL from the declarations: `python -m layers.migrations.freeze`.

Only before a release: once a database lives on a revision, changes come as further revisions.
"""

from __future__ import annotations

from pathlib import Path

from layers.core.feature import METADATA
from layers.core.script import script
from layers.registry import LAYERS

FROZEN = Path(__file__).resolve().parent / "versions" / "0001_city.sql"

if __name__ == "__main__":
    FROZEN.write_text(script((c.declared for c in LAYERS.values()), METADATA), encoding="utf-8")

"""What the web process loads before it answers."""

from __future__ import annotations

import subprocess
import sys

from layers.core.settings import ROOT


def test_the_web_process_starts_without_what_only_the_command_line_needs() -> None:
    heavy = {"sqlalchemy", "geoalchemy2", "alembic", "shapely", "typer"}
    asked = f"import api.main, sys; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", asked], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []

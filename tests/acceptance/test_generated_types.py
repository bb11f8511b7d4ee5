"""The types of the map are those of the schemas that the server serves."""

from __future__ import annotations

import os
import subprocess

from layers.core.settings import ROOT


def test_generated_types_match_the_served_schemas(server_url: str) -> None:
    web_map = ROOT / "web_map"
    made = subprocess.run(
        ["node", "scripts/types.js", "--stdout"],
        cwd=web_map,
        env={**os.environ, "API_URL": server_url},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (web_map / "src/api/schemas.gen.ts").read_text() == made.stdout, (
        "run `npm run types` against a running server"
    )

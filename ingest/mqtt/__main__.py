"""`python -m ingest.mqtt`: one process of the ingest; what surrounds it stands in the environment."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from ingest.mqtt.endpoint import Endpoint
from ingest.mqtt.process import Wish, run
from layers.core.settings import MissingSetting, Settings


def main() -> int:
    """Read arguments and environment, and run."""
    parser = argparse.ArgumentParser(prog="python -m ingest.mqtt", description=__doc__)
    parser.add_argument("--slot", type=int, default=0)
    parser.add_argument("--retire", action="store_true", help="take what the slot's session still holds, and end it")
    given = parser.parse_args()
    logging.getLogger("psycopg").setLevel(logging.ERROR)  # what ends a pipeline is raised as well
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    try:
        settings = Settings.from_env()
        endpoint = Endpoint.of(settings.mqtt_url, os.environ.get("MQTT_CA") or None)
    except MissingSetting as missing:
        sys.stderr.write(f"dongha: {missing}\n")
        return 2
    status = os.environ.get("INGEST_STATUS")
    return run(
        Wish(
            database_url=settings.database_url,
            endpoint=endpoint,
            slot=given.slot,
            status=Path(status) if status else None,
            retire=given.retire,
        )
    )


if __name__ == "__main__":
    sys.exit(main())

"""A city whose gauges have been heard for a month and a year, and somebody who looks at that without logging in."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.conftest import Databases, serving
from tests.integration.observed.gauges import LAST_DAY, MONTH, YEAR, Gauges, wave


@pytest.fixture(scope="package")
def gauges(databases: Databases, city_template: str) -> Iterator[Gauges]:
    """The first gauge with a month of levels and a day of alarms, the second with a year of every eighth day."""
    with databases.lent(city_template) as url:
        made = Gauges(url)
        made.run("UPDATE observation_keeping SET raw = '400 days', ten_minutes = '400 days'")
        alarms = [(moment, "bd1" if wave(moment) > 2 else "none") for moment in LAST_DAY]
        made.hear(0, {"level_m": [(moment, wave(moment)) for moment in (*MONTH, *LAST_DAY)], "alarm": alarms})
        made.hear(1, {"level_m": [(moment, wave(moment)) for moment in YEAR]})
        made.sum_up()
        made.run("UPDATE observation_keeping SET raw = '35 days', ten_minutes = '100 days'")
        made.run("ANALYZE")
        yield made
        made.close()


@pytest.fixture(scope="package")
def client(gauges: Gauges, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Of the public, in English."""
    log = tmp_path_factory.mktemp("observed") / "server.log"
    with (
        serving(gauges.url, log) as base,
        httpx.Client(base_url=base, timeout=60, headers={"Accept-Language": "en"}) as made,
    ):
        yield made
    assert "Traceback" not in log.read_text(errors="replace")

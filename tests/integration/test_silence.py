"""Silence is a state: what has not been heard for too long is no longer shown, and everybody who looks is told."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.conftest import serving
from tests.integration.listening import Ear, listening

HEARD = """UPDATE street_lamps_state SET status = 'on', status_at = now() - %s::interval, power_w = 60, energy_kwh = 7,
    power_w_at = now() - %s::interval, energy_kwh_at = now() - interval '9 days', phenomenon_time = now() - %s::interval
    WHERE fid = %s"""


def test_what_is_silent_too_long_is_emptied_and_told_once(own_city_url: str, tmp_path: Path) -> None:
    with psycopg.connect(own_city_url, autocommit=True, options="-c search_path=layers,ext") as city:
        fids = [fid for (fid,) in city.execute("SELECT fid FROM street_lamps_state ORDER BY fid LIMIT 3").fetchall()]
        silent, speaking, falling = fids
        for fid, ago in ((silent, "1 hour"), (speaking, "1 minute"), (falling, "1 minute")):
            city.execute(HEARD, [ago, ago, ago, fid])
        ((first,),) = city.execute("SELECT max(seq) FROM changes").fetchall()
        with serving(own_city_url, tmp_path / "server.log", SILENCE_SECONDS="1") as base:
            deadline = time.monotonic() + 60
            while (now := shown(base))[silent] is not None:
                assert time.monotonic() < deadline, "silence was never noticed"
                time.sleep(0.1)
            assert (now[speaking], now[falling]) == ("on", "on")
            with listening(base, layers="street_lamps") as ear:
                city.execute(HEARD, ["46 minutes", "46 minutes", "46 minutes", falling])
                ear.wait(lambda e: told(e) == {falling: None})
        kept = city.execute(
            """SELECT status, power_w, energy_kwh, status_at IS NOT NULL, power_w_at IS NOT NULL
            FROM street_lamps_state WHERE fid = %s""",
            [silent],
        ).fetchall()
        assert kept == [(None, None, 7, True, True)], "what never expires stays, and when the rest was heard is known"
        lines = city.execute(
            "SELECT count(*) FROM changes WHERE seq > %s AND layer = 'street_lamps' AND %s = ANY (fids)",
            [first, silent],
        ).fetchall()
        assert lines == [(1,)]


def shown(base: str) -> dict[int, Any]:
    """The status of each lamp as a map reads it."""
    columns = httpx.get(f"{base}/state?layers=street_lamps", timeout=60).json()["layers"]["street_lamps"]
    return dict(zip(columns["fid"], columns["status"], strict=True))


def told(ear: Ear) -> dict[int, Any]:
    """The last status that was heard of each lamp."""
    found: dict[int, Any] = {}
    for one in ear.events:
        columns = one.data.get("states", {}).get("street_lamps", {"fid": [], "status": []})
        found |= dict(zip(columns["fid"], columns["status"], strict=True))
    return found

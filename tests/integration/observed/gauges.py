"""Gauges with a past: observations written as the ingest writes them, and summed up as the house sums them up."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import psycopg

HERE = dt.timezone(dt.timedelta(hours=7))
Reading = tuple[dt.datetime, float | str]

MINUTES = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
NOW = dt.datetime.now(dt.UTC).replace(minute=0, second=0, microsecond=0)
TODAY = NOW.astimezone(HERE).replace(hour=0)


class Gauges:
    """The flood gauges of a city, by number of their place in order."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._owner = psycopg.connect(url, options="-c search_path=layers,ext -c timezone=UTC", autocommit=True)
        rows = self._owner.execute("SELECT id, code FROM flood_points ORDER BY fid").fetchall()
        self.ids: list[UUID] = [row[0] for row in rows]
        self.codes: list[str] = [row[1] for row in rows]

    def close(self) -> None:
        self._owner.close()

    def run(self, statement: Any, *values: Any) -> list[tuple[Any, ...]]:
        cursor = self._owner.execute(statement, values)
        return cursor.fetchall() if cursor.description else []

    def hide(self, device: UUID) -> None:
        """Have a device be known to staff alone, against the rule that it is as public as its layer."""
        self.run("ALTER TABLE devices DISABLE TRIGGER a_fill_device")
        self.run("UPDATE devices SET audience = 'staff' WHERE id = %s", device)
        self.run("ALTER TABLE devices ENABLE TRIGGER a_fill_device")

    def hear(self, gauge: int, readings: Mapping[str, Iterable[Reading]]) -> None:
        """Keep readings of some properties and have them summed up."""
        for name, told in readings.items():
            ((number,),) = self.run(
                "SELECT id FROM datastreams WHERE layer = 'flood_points' AND feature_id = %s AND property = %s",
                self.ids[gauge],
                name,
            )
            kept = list(told)
            self.run(
                "SELECT ensure_partition(day, parent) FROM unnest(ARRAY['observations', 'observations_10min']) parent,"
                " (SELECT DISTINCT t::date FROM unnest(%s::timestamptz[]) t) d (day)",
                [moment for moment, _ in kept],
            )
            texts = [value if isinstance(value, str) else None for _, value in kept]
            numbers = [None if isinstance(value, str) else float(value) for _, value in kept]
            self.run(
                "INSERT INTO observations (datastream, phenomenon_time, result, result_text)"
                " SELECT %s, * FROM unnest(%s::timestamptz[], %s::float8[], %s::text[]) ON CONFLICT DO NOTHING",
                number,
                [moment for moment, _ in kept],
                numbers,
                texts,
            )
            self.run(
                "INSERT INTO observation_touched SELECT DISTINCT date_bin('10 min', t, '2000-01-01Z'), ARRAY[%s]"
                " FROM unnest(%s::timestamptz[]) t",
                number,
                [moment for moment, _ in kept],
            )

    def sum_up(self) -> None:
        """All that is waiting."""
        while self.run("SELECT roll_up(2000, true)") != [(0,)]:
            pass


def wave(moment: dt.datetime) -> float:
    """A level that goes up and down, with a tide and a trend, to the centimetre."""
    hours = moment.timestamp() / 3600
    return round(2 + math.sin(hours / 1.97) + 0.3 * math.sin(hours / 31) + (hours % 1000) / 2000, 2)


def every(begin: dt.datetime, end: dt.datetime, step: dt.timedelta) -> list[dt.datetime]:
    """Moments from `begin` to before `end`."""
    return [begin + step * number for number in range((end - begin) // step)]


SILENCE = (NOW - DAY * 3, NOW - DAY * 3 + MINUTES * 180)
MONTH = [
    moment for moment in every(TODAY - DAY * 30, TODAY - DAY, MINUTES * 30) if not SILENCE[0] <= moment < SILENCE[1]
]
LAST_DAY = every(TODAY - DAY, NOW - MINUTES * 20, MINUTES * 5)
YEAR = [
    day + dt.timedelta(hours=hour) for day in every(TODAY - DAY * 380, TODAY - DAY * 4, DAY * 8) for hour in (4, 15)
]

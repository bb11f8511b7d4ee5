"""What maps and charts ask of readings: the latest values of every device, and a year of five-minute data of 500 devices.

The year is laid out as it is kept: raw rows every five minutes for as long as they are kept, ten-minute rows for as long as
those are, and days for the whole year, of one property of 500 lamps.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import psycopg

from api.bench.server import Server, answer
from api.cli.console import Trouble

DEVICES = 500
PROPERTY = "power_w"
_TIMES = 30
_RAW_DAYS, _TEN_MINUTES_DAYS = 34, 99

_STREAMS = f"""
CREATE TEMP TABLE chosen AS SELECT d.id FROM layers.datastreams d
WHERE d.layer = 'street_lamps' AND d.property = '{PROPERTY}' ORDER BY d.fid LIMIT {DEVICES}
"""
_PARTITIONS = f"""
SELECT count(layers.ensure_partition(current_date - k)) FROM generate_series(1, {_RAW_DAYS}) k;
SELECT count(layers.ensure_partition(current_date - k, 'observations_10min')) FROM generate_series(1, {_TEN_MINUTES_DAYS}) k
"""
_RAW = f"""
INSERT INTO layers.observations (datastream, phenomenon_time, result, result_time)
SELECT c.id, t, 60 + 50 * sin(extract(epoch FROM t) / 13751) + c.id % 7, t
FROM generate_series((current_date - {_RAW_DAYS})::timestamptz, current_date::timestamptz - interval '5 minutes',
        '5 minutes') t, chosen c
ON CONFLICT DO NOTHING
"""
_TEN_MINUTES = f"""
INSERT INTO layers.observations_10min (datastream, bucket, count, mean, min, max, last, last_time)
SELECT c.id, t, 2, m, m - 2, m + 2, m + 1, t + interval '5 minutes'
FROM generate_series((current_date - {_TEN_MINUTES_DAYS})::timestamptz, current_date::timestamptz - interval '10 minutes',
        '10 minutes') t, chosen c, LATERAL (SELECT 60 + 50 * sin(extract(epoch FROM t) / 13751) + c.id % 7 AS m) v
ON CONFLICT DO NOTHING
"""
_DAYS = """
INSERT INTO layers.observations_daily (datastream, day, count, mean, min, max, last, last_time)
SELECT c.id, t::date, 288, m, m - 40, m + 40, m + 1, t + interval '23:55'
FROM generate_series(current_date - 365, current_date - 1, interval '1 day') t, chosen c,
    LATERAL (SELECT 60 + 10 * sin(extract(doy FROM t) / 58) + c.id % 7 AS m) v
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, kw_only=True)
class Read:
    """One kind of request, asked one at a time: milliseconds, size and values of an answer, the target in milliseconds."""

    vi: str
    en: str
    p50_ms: float
    p99_ms: float
    kb: float
    values: int
    target_ms: float | None = None


def lay_year(url: str) -> dict[str, int]:
    """Fill the year; rows by table."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path = layers, ext")
        connection.execute(_STREAMS.encode())
        connection.execute(_PARTITIONS.encode())
        made = {
            name: connection.execute(statement.encode()).rowcount
            for name, statement in (("raw", _RAW), ("10min", _TEN_MINUTES), ("daily", _DAYS))
        }
        connection.execute("ANALYZE layers.observations, layers.observations_10min, layers.observations_daily")
    return made


def measure(server: Server, url: str) -> list[Read]:
    """Latest values as GeoJSON, and charts; Trouble when our server fails."""
    lamps = _lamps(url)
    day, month, year = (_since(days) for days in (1, 30, 365))
    chart = [
        f"/ogc/collections/street_lamps/items/{lamp}/series?property={PROPERTY}&points=500&from=" for lamp in lamps
    ]
    return [
        _asked(
            server,
            ["/ogc/collections/devices/items?limit=10000&properties=layer,key,status,phenomenon_time"],
            "giá trị mới nhất của 10.000 thiết bị, GeoJSON",
            "latest values of 10,000 devices, GeoJSON",
            b'"type":"Feature"',
            50,
        ),
        _asked(
            server,
            ["/ogc/collections/devices/items?limit=10000"],
            "10.000 thiết bị, mọi thuộc tính, GeoJSON",
            "10,000 devices, all properties, GeoJSON",
            b'"type":"Feature"',
            None,
        ),
        _asked(
            server,
            ["/ogc/collections/street_lamps/items?limit=10000"],
            "8.000 đèn, mọi thuộc tính, GeoJSON",
            "8,000 lamps, all properties, GeoJSON",
            b'"type":"Feature"',
            None,
        ),
        _asked(
            server,
            ["/state?layers=street_lamps"],
            "trạng thái đèn cho bản đồ",
            "state of the lamps for the map",
            b"",
            None,
        ),
        _asked(
            server,
            [path + day for path in chart],
            "biểu đồ ngày của một thiết bị",
            "a device's day as a chart",
            b",",
            None,
        ),
        _asked(server, [path + month for path in chart], "biểu đồ tháng", "its month", b",", None),
        _asked(server, [path + year for path in chart], "biểu đồ năm", "its year", b",", 200),
    ]


def _asked(server: Server, paths: Sequence[str], vi: str, en: str, mark: bytes, target_ms: float | None) -> Read:
    took: list[float] = []
    body = b""
    for number in range(_TIMES + 3):
        began = time.perf_counter()
        status, body, _ = answer(server.port, paths[number % len(paths)], timeout=60)
        if status != 200:
            raise Trouble(f"máy chủ trả lời {status}", f"{paths[0]} is answered with {status}: {body[:200]!r}")
        took.append((time.perf_counter() - began) * 1000)
    took = sorted(took[3:])
    return Read(
        vi=vi,
        en=en,
        p50_ms=took[len(took) // 2],
        p99_ms=took[-1],
        kb=len(body) / 1000,
        values=body.count(mark) if mark else 0,
        target_ms=target_ms,
    )


def _lamps(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT feature_id::text FROM layers.datastreams WHERE layer = 'street_lamps' AND property = %s"
            " ORDER BY fid LIMIT %s",
            [PROPERTY, DEVICES],
        ).fetchall()
    return [identifier for (identifier,) in found[:: max(1, len(found) // 33)]]


def _since(days: int) -> str:
    return quote(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - days * 86_400)))

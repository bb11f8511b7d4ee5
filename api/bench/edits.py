"""Edits under load: one feature each, over HTTP and by the bare database, with history, change log and feed at work.

They run on a city of their own, made for it and dropped after it: an edit leaves its history behind. Each edit names the
version it is based on; the features are gone round, so that the version of each is known without reading an answer.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import orjson
import psycopg
from psycopg import sql

from api.auth.secrets import digest, key
from api.bench.ground import rows
from api.bench.load import PATIENCE_S, Load, parse
from api.bench.server import Server
from api.cli.console import Trouble
from ingest.sample_city import load as load_city
from layers.core.access import ADMINISTRATOR
from layers.migrations.run import upgrade

CONNECTIONS = 8
TARGET_RATE, TARGET_P99_MS = 800, 50
FEATURES = 2_000
ACCOUNT = "bench"

_LUA = """\
local paths, versions, bodies = {{{paths}}}, {{{versions}}}, {{{bodies}}}
local asked, turn = false, 0

function request()
  if not asked then  -- wrk tries one request before it begins, and does not send it
    asked = true
    return wrk.format("GET", "/health")
  end
  turn = turn % #paths + 1
  local version = versions[turn]
  versions[turn] = version + 1
  local headers = {{["Content-Type"] = "application/merge-patch+json", ["Authorization"] = "Bearer {key}",
    ["If-Match"] = '"' .. version .. '"'}}
  return wrk.format("PATCH", paths[turn], headers, bodies[turn][version % 2 + 1])
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '{{"requests":%d,"us":%d,"bytes":%d,"bad":%d,"broken":%d,"p50":%d,"p99":%d,"max":%d}}\\n',
    summary.requests, summary.duration, summary.bytes, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
"""
_BARE = """\
\\set fid {fids}
BEGIN;
UPDATE layers."{layer}" SET {change}, version = version + 1, updated_at = clock_timestamp() WHERE fid = :fid;
COMMIT;
"""
_TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One kind of edit: of which layer, whether of the geometry, and the same by the bare database."""

    vi: str
    en: str
    layer: str
    geometry: bool
    change: str


@dataclass(frozen=True, kw_only=True)
class Edited:
    """What one kind of edit reached; `bare_rate` are transactions a second of the database alone, its triggers included."""

    vi: str
    en: str
    connections: int
    rate: float
    errors: int
    p50_ms: float
    p99_ms: float
    bare_rate: float


EDITS = (
    Edit(
        vi="sửa một thuộc tính",
        en="change one attribute",
        layer="street_lamps",
        geometry=False,
        change="rated_power_w = 90 + version % 2 * 30",
    ),
    Edit(
        vi="dời một điểm",
        en="move a point",
        layer="trees",
        geometry=True,
        change="geom = ext.ST_Translate(geom, 0.2, 0.1)",
    ),
    Edit(
        vi="sửa hình một ngôi nhà",
        en="change the outline of a building",
        layer="buildings",
        geometry=True,
        change="geom = ext.ST_Translate(geom, 0.02, 0.01)",
    ),
)


@contextlib.contextmanager
def own_city(database_url: str) -> Iterator[str]:
    """URL of a database with a sample city of its own beside the one at `database_url`; dropped at the end."""
    parts = urlsplit(database_url)
    name = f"{parts.path.removeprefix('/')}_bench_edits"
    url = urlunsplit(parts._replace(path=f"/{name}"))
    _drop(database_url, name)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        upgrade(url)
        load_city(url)
        yield url
    finally:
        _drop(database_url, name)


def measure(server: Server, url: str, pgbench: Path, *, seconds: float) -> list[Edited]:
    """Every kind of edit in turn on `server` over the database at `url`; Trouble when an edit is refused."""
    secret = _key(url)
    return [_measured(edit, server, url, pgbench, secret, seconds) for edit in EDITS]


def _measured(edit: Edit, server: Server, url: str, pgbench: Path, secret: str, seconds: float) -> Edited:
    _drive(edit, server, url, secret, 1)
    load = _drive(edit, server, url, secret, seconds)
    if load.errors:
        raise Trouble(f"{edit.vi}: máy chủ từ chối", f"{edit.en}: {load.errors} of {load.requests} edits were refused")
    return Edited(
        vi=edit.vi,
        en=edit.en,
        connections=CONNECTIONS,
        rate=load.rate,
        errors=load.errors,
        p50_ms=load.p50_ms,
        p99_ms=load.p99_ms,
        bare_rate=_bare(edit, url, pgbench, seconds),
    )


def _drive(edit: Edit, server: Server, url: str, secret: str, seconds: float) -> Load:
    program = shutil.which("wrk")
    if program is None:
        raise Trouble("thiếu wrk, hãy cài gói wrk", "wrk is missing: install the package wrk")
    with tempfile.TemporaryDirectory(prefix="dongha-bench-") as folder:
        script = Path(folder, "edits.lua")
        _settle(edit, url)
        script.write_text(_script(edit, url, secret), encoding="utf-8")
        command = [program, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", f"--timeout={PATIENCE_S}s"]
        done = subprocess.run(
            [*command, "-s", str(script), f"http://127.0.0.1:{server.port}"],
            check=False,
            capture_output=True,
            text=True,
            timeout=seconds + 2 * PATIENCE_S,
        )
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines or not lines[-1].startswith("{"):
        raise Trouble("wrk không chạy được", f"wrk failed: {done.stderr.strip() or done.stdout.strip()}")
    return parse(lines[-1])


def _settle(edit: Edit, url: str) -> None:
    """Wait for what an earlier drive left under way: its connections are gone, its last edits may not be."""
    before = None
    while before != (before := rows(url, f'SELECT sum(version) FROM layers."{edit.layer}"')):
        time.sleep(0.3)


def _script(edit: Edit, url: str, secret: str) -> str:
    found = rows(url, f'SELECT id, version, geojson FROM layers."{edit.layer}" ORDER BY fid LIMIT {FEATURES}')
    pairs = [_bodies(edit, geometry) for _, _, geometry in found]
    return _LUA.format(
        key=secret,
        paths=",".join(f'"/ogc/collections/{edit.layer}/items/{identifier}"' for identifier, _, _ in found),
        versions=",".join(str(version) for _, version, _ in found),
        bodies=",".join(f"{{[==[{one}]==],[==[{other}]==]}}" for one, other in pairs),
    )


def _bodies(edit: Edit, geometry: str) -> tuple[str, str]:
    """Two contents to send in turn, so that every edit changes something."""
    if not edit.geometry:
        return '{"properties":{"rated_power_w":120}}', '{"properties":{"rated_power_w":90}}'
    literal = orjson.loads(geometry)
    first, second = (
        orjson.dumps({"geometry": literal | {"coordinates": _shifted(literal["coordinates"], by)}}).decode()
        for by in (1e-6, 2e-6)
    )
    return first, second


def _shifted(coordinates: Sequence[object], by: float) -> list[object]:
    return [
        _shifted(part, by) if isinstance(part, list) else round(part + by, 7) if isinstance(part, float) else part
        for part in coordinates
    ]


def _bare(edit: Edit, url: str, pgbench: Path, seconds: float) -> float:
    """Transactions a second of the same change as SQL, each in a transaction of its own, by as many connections."""
    ((low, high),) = rows(
        url, f'SELECT min(fid), max(fid) FROM (SELECT fid FROM layers."{edit.layer}" ORDER BY fid LIMIT {FEATURES}) f'
    )
    with tempfile.TemporaryDirectory(prefix="dongha-bench-") as folder:
        script = Path(folder, "edit.sql")
        choice = f"random({low}, {high})"
        script.write_text(_BARE.format(fids=choice, layer=edit.layer, change=edit.change), encoding="utf-8")
        done = subprocess.run(
            [
                str(pgbench),
                "-n",
                "-M",
                "prepared",
                f"-c{CONNECTIONS}",
                "-j1",
                f"-T{max(2, round(seconds))}",
                "-f",
                str(script),
                url,
            ],
            env=os.environ | {"PGOPTIONS": "-c search_path=layers,ext -c jit=off", "LC_ALL": "C.UTF-8"},
            check=False,
            capture_output=True,
            text=True,
            timeout=seconds + 120,
        )
    found = _TPS.search(done.stdout)
    if done.returncode != 0 or found is None:
        raise Trouble("pgbench không chạy được câu lệnh", f"pgbench failed: {done.stderr.strip()[-300:]}")
    return float(found[1])


def _key(url: str) -> str:
    """An API key of an administrator's account made for the run."""
    whole, public, secret = key()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO auth.accounts (name, title, role) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [ACCOUNT, ACCOUNT, ADMINISTRATOR.value],
        )
        connection.execute(
            "INSERT INTO auth.api_keys (id, account, title, secret_hash, expires_at)"
            " VALUES (%s, %s, %s, %s, now() + interval '1 day')",
            [public, ACCOUNT, ACCOUNT, digest(secret)],
        )
    return whole


def _drop(database_url: str, name: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

"""The peers as their makers ship them: own virtual environments, own configuration, uvicorn as each documents.

Both read the schema `bench` (`api.bench.ground`): one table for each layer's items and one for each measured tile,
so that they answer with the same features and attributes as we do.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from api.bench.ground import SCHEMA, Table
from api.bench.server import HOST, Server, free_port, running
from api.cli.console import Trouble

MAX_FEATURES = 1_000_000
SEARCH_PATH = f"{SCHEMA},ext"


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A server of somebody else: what to install and how to start it."""

    name: str
    requirements: tuple[str, ...]
    ready: str
    app: str
    surroundings: Callable[[Path, Sequence[Table], str, int], dict[str, str]]


def install(peer: Peer, folder: Path) -> None:
    """Make the peer's virtual environment in `folder` once; Trouble when that cannot be done."""
    stamp = folder / "installed.txt"
    wanted = "\n".join(peer.requirements)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    make = [sys.executable, "-m", "venv", "--clear", str(folder)]
    fill = [str(_python(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *peer.requirements]
    for command in (make, fill):
        done = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            last = " ".join((done.stderr.strip() or done.stdout.strip()).splitlines()[-1:])
            raise Trouble(f"không cài được {peer.name}", f"{peer.name} cannot be installed: {last}")
    stamp.write_text(wanted)


@contextlib.contextmanager
def serving(peer: Peer, folder: Path, tables: Sequence[Table], database_url: str, *, workers: int) -> Iterator[Server]:
    """Run the peer installed in `folder` over `tables` until the block is left; ServerFailed when it does not start."""
    port = free_port()
    surroundings = peer.surroundings(folder, tables, database_url, port)
    command = [str(_python(folder)), "-m", "uvicorn", peer.app, "--host", HOST, "--port", str(port)]
    command += ["--workers", str(workers), "--no-access-log", "--log-level", "warning"]
    with running(
        f"{peer.name} x{workers}",
        command,
        port=port,
        env=os.environ | surroundings,
        ready=peer.ready,
        log=folder / "server.log",
        cwd=folder,
    ) as server:
        yield server


def _tipg_surroundings(folder: Path, tables: Sequence[Table], database_url: str, port: int) -> dict[str, str]:
    config = {
        f"TIPG_TABLE_CONFIG__{SCHEMA}_{table.name}__{key}": value
        for table in tables
        for key, value in {
            "pk": table.key,
            "geomcol": "geom",
            "properties": json.dumps(list(table.attributes)),
        }.items()
    }
    return config | {
        "DATABASE_URL": with_query(database_url, search_path=SEARCH_PATH),
        "TIPG_DB_SCHEMAS": json.dumps([SCHEMA]),
        "TIPG_DB_TABLES": json.dumps([f"{SCHEMA}.{table.name}" for table in tables]),
        "TIPG_MAX_FEATURES_PER_QUERY": str(MAX_FEATURES),
        "TIPG_MAX_FEATURES_PER_TILE": str(MAX_FEATURES),
        "TIPG_TILE_RESOLUTION": str(tables[0].extent),
        "TIPG_TILE_BUFFER": str(tables[0].buffer),
    }


def _pygeoapi_surroundings(folder: Path, tables: Sequence[Table], database_url: str, port: int) -> dict[str, str]:
    config = folder / "config.json"
    openapi = folder / "openapi.json"
    config.write_text(json.dumps(_pygeoapi_config(tables, database_url, port), ensure_ascii=False, indent=1))
    names = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
    program = str(_python(folder).with_name("pygeoapi"))
    made = subprocess.run(
        [program, "openapi", "generate", str(config), "--format", "json", "--output-file", str(openapi)],
        env=os.environ | names,
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode != 0:
        last = " ".join(made.stderr.strip().splitlines()[-1:])
        raise Trouble("không cấu hình được pygeoapi", f"pygeoapi refuses its configuration: {last}")
    return names


def _pygeoapi_config(tables: Sequence[Table], database_url: str, port: int) -> dict[str, object]:
    url = f"http://{HOST}:{port}"
    rest = database_url.split("://", 1)[1]
    return {
        "server": {
            "bind": {"host": HOST, "port": port},
            "url": url,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "gzip": False,
            "languages": ["en-US"],
            "limits": {"default_items": 10, "max_items": MAX_FEATURES},
            "map": {"url": f"{url}/none", "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": {"en": "bench"},
                "description": {"en": "bench"},
                "keywords": {"en": ["bench"]},
                "keywords_type": "theme",
                "terms_of_service": "none",
                "url": url,
            },
            "license": {"name": "none", "url": url},
            "provider": {"name": "bench", "url": url},
            "contact": {"name": "bench", "url": url, "email": "bench@localhost"},
        },
        "resources": {table.name: _pygeoapi_resource(table, f"postgresql+psycopg2://{rest}", url) for table in tables},
    }


def _pygeoapi_resource(table: Table, database_url: str, url: str) -> dict[str, object]:
    options: dict[str, object] = {"search_path": SEARCH_PATH.split(","), "options": f"-c search_path={SEARCH_PATH}"}
    provider: dict[str, object] = {
        "data": database_url,
        "options": options,
        "table": table.name,
        "id_field": table.key,
        "geom_field": "geom",
        "storage_crs": f"http://www.opengis.net/def/crs/EPSG/0/{table.srid}",
    }
    if table.zoom is None:
        provider |= {"type": "feature", "name": "PostgreSQL"}
    else:
        provider |= {
            "type": "tile",
            "name": "MVT-postgresql",
            "options": options | {"zoom": {"min": 0, "max": 22}},
            "format": {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"},
        }
    return {
        "type": "collection",
        "title": table.name,
        "description": table.name,
        "keywords": ["bench"],
        "extents": {"spatial": {"bbox": [-180, -90, 180, 90], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}},
        "links": [{"type": "text/html", "rel": "canonical", "title": "none", "href": url}],
        "providers": [provider],
    }


def _python(folder: Path) -> Path:
    return folder / "bin" / "python"


def with_query(database_url: str, **settings: str) -> str:
    """The connection address with server settings in its query part, as asyncpg reads them."""
    parts = urlsplit(database_url)
    query = "&".join([*filter(None, [parts.query]), *(f"{k}={quote(v, safe='')}" for k, v in settings.items())])
    return urlunsplit(parts._replace(query=query))


TIPG = Peer(
    name="tipg",
    requirements=("tipg==1.6.1", "fastapi==0.165.0", "starlette==1.10.0", "uvicorn[standard]==0.54.0"),
    ready="/healthz",
    app="tipg.main:app",
    surroundings=_tipg_surroundings,
)
PYGEOAPI = Peer(
    name="pygeoapi",
    requirements=(
        "pygeoapi==0.24.0",
        "sqlalchemy==2.1.9",
        "geoalchemy2==0.20.0",
        "psycopg2-binary==2.9.13",
        "starlette==1.10.0",
        "uvicorn[standard]==0.54.0",
    ),
    ready="/conformance?f=json",
    app="pygeoapi.starlette_app:APP",
    surroundings=_pygeoapi_surroundings,
)
PEERS = (TIPG, PYGEOAPI)

"""Which database is meant, and bringing it to a state that can be served: migrated, with a city in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from api.cli.console import Trouble, say, step
from api.cli.packages import ensure_postgres
from api.cli.places import House, Places, read_json, write_json
from api.cli.postgres import Cluster
from api.cli.process import Identity

STAMP = "public.dongha_setup"
"""The table in the database that tells how far its set-up has come; it outlives a half-finished run."""


def given_url(places: Places) -> str | None:
    """The DATABASE_URL of the environment; None when there is none or it is the private cluster's own."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return None
    own = Cluster(places, House.of(places)).url
    return None if url == own else url


def private(places: Places) -> Cluster:
    """The private cluster of this clone, running or not."""
    return Cluster(places, House.of(places))


def running_url(places: Places) -> str:
    """The database to work with now; Trouble when it is the private one and it does not run."""
    url = given_url(places)
    if url:
        return url
    cluster = private(places)
    if not cluster.made or cluster.process() is None:
        raise Trouble(
            "cơ sở dữ liệu chưa chạy", "the database does not run: ./dongha up --detach starts it, or set DATABASE_URL"
        )
    return cluster.url


@contextmanager
def borrowed(places: Places, who: str) -> Iterator[str]:
    """A running database for the length of a command: the given one, or the private one, started if need be.

    The private cluster is stopped afterwards when nobody else uses it.
    """
    url = given_url(places)
    if url:
        reach(url)
        yield url
        return
    with places.setup_lock():
        ensure_postgres(places)
        lease(places, who)
        cluster = private(places).start()
    try:
        yield cluster.url
    finally:
        with places.setup_lock():
            end_lease(places, who)
            if not leases(places):
                cluster.stop()


def lease(places: Places, who: str) -> None:
    """Note that this process uses the private cluster."""
    me = Identity.of(os.getpid())
    if me:
        write_json(places.run / f"uses-postgres-{who}-{me.pid}.json", me.as_json())


def end_lease(places: Places, who: str) -> None:
    """Take the note back."""
    (places.run / f"uses-postgres-{who}-{os.getpid()}.json").unlink(missing_ok=True)


def leases(places: Places) -> list[str]:
    """Running processes that use the private cluster, as 'name (pid)'; notes of dead ones are thrown away."""
    found: list[str] = []
    for note in sorted(places.run.glob("uses-postgres-*.json")):
        who = Identity.from_json(read_json(note))
        if who and who.alive:
            found.append(f"{note.stem.split('-')[2]} (pid {who.pid})")
        else:
            note.unlink(missing_ok=True)
    return found


def reach(url: str) -> None:
    """Trouble when a database does not answer or refuses us; the password is never shown."""
    try:
        psycopg.connect(url, connect_timeout=15).close()
    except psycopg.Error as error:
        raise unreachable(url, error) from error


def unreachable(url: str, error: Exception) -> Trouble:
    """The Trouble of a database that does not answer."""
    try:
        parts = urlsplit(url)
        shown = f"{parts.hostname or '?'}:{parts.port or 5432}{parts.path}"
    except ValueError:
        shown = "?"
    lines = str(error).strip().splitlines()
    return Trouble(
        f"không kết nối được cơ sở dữ liệu {shown}",
        f"cannot use the database at {shown}: {lines[0] if lines else type(error).__name__} — "
        "check DATABASE_URL and that it runs",
    )


def migrate(url: str) -> None:
    """Bring the database to the newest declared state."""
    from layers.migrations.run import upgrade

    with step("Cập nhật lược đồ dữ liệu", "migrating the database"):
        upgrade(url)


def ensure_sample(url: str, scale: int) -> None:
    """Load the synthetic city into a database that is empty; a load that did not reach its end is done again."""
    with psycopg.connect(url, autocommit=True) as database:
        state, loaded = _stamped(database)
        if state == "done":
            if loaded != scale:
                say(
                    f"Thành phố mẫu đã nạp với --scale {loaded}, giữ nguyên",
                    f"the sample city is there at scale {loaded} and stays; "
                    f"./dongha load-sample --replace --scale {scale} replaces it",
                )
        elif state == "loading":
            say("Lần nạp trước dở dang, nạp lại", "an earlier load did not finish; loading again")
            _load(database, url, scale, replace=True)
        elif _has_features(database):
            say(
                "Cơ sở dữ liệu đã có dữ liệu, không nạp thành phố mẫu", "the database holds data; no sample city loaded"
            )
        else:
            _load(database, url, scale, replace=False)


def load_sample(url: str, scale: int, *, replace: bool) -> None:
    """Load the synthetic city now; Trouble when the database holds something that may not be replaced."""
    with psycopg.connect(url, autocommit=True) as database:
        state, _ = _stamped(database)
        if state == "done" and not replace and _has_features(database):
            raise Trouble(
                "đã có thành phố mẫu", "a sample city is there already: add --replace to put a new one in its place"
            )
        _load(database, url, scale, replace=replace or state == "loading")


def sample_is_loaded(url: str) -> bool:
    """Whether the city in the database is the synthetic one, whole."""
    with psycopg.connect(url, autocommit=True, connect_timeout=15) as database:
        return _is_sample(database)


def register_devices(url: str) -> None:
    """In a sample city, a device for each feature that reports and has none; real devices are registered by their owners."""
    from ingest.sample_city.registry import register

    with psycopg.connect(url, connect_timeout=15) as database:
        if not _is_sample(database):
            return
        with database.cursor() as cursor:
            made = register(cursor)
    if made:
        say(f"Đã đăng ký {made} thiết bị của thành phố mẫu", f"registered {made} devices of the sample city")


def _is_sample(database: psycopg.Connection) -> bool:
    row = database.execute("SELECT to_regclass(%s) IS NOT NULL", [STAMP]).fetchone()
    return bool(row and row[0]) and _stamped(database)[0] == "done"


def _load(database: psycopg.Connection, url: str, scale: int, *, replace: bool) -> None:
    from ingest.sample_city import load
    from ingest.sample_city.loading import SampleRefused

    before = _stamped(database)
    _stamp(database, "loading", scale)
    try:
        with step("Nạp thành phố mẫu (dữ liệu tổng hợp)", f"loading the synthetic sample city, scale {scale}") as work:
            load(url, scale, work.tick, replace=replace)
    except SampleRefused as refusal:
        _stamp(database, *before)
        raise Trouble.already(str(refusal)) from refusal
    _stamp(database, "done", scale)


def _stamped(database: psycopg.Connection) -> tuple[str, int]:
    """How far the sample city is ("none", "loading", "done") and at what scale."""
    database.execute(
        f"CREATE TABLE IF NOT EXISTS {STAMP} (step text PRIMARY KEY, state text NOT NULL, scale int NOT NULL,"
        " at timestamptz NOT NULL DEFAULT now())".encode()
    )
    row = database.execute(f"SELECT state, scale FROM {STAMP} WHERE step = 'sample_city'".encode()).fetchone()
    return (str(row[0]), int(row[1])) if row else ("none", 0)


def _has_features(database: psycopg.Connection) -> bool:
    row = database.execute(b"SELECT coalesce(sum(rows), 0) > 0 FROM layers.layer_versions").fetchone()
    return bool(row and row[0])


def _stamp(database: psycopg.Connection, state: str, scale: int) -> None:
    database.execute(
        f"INSERT INTO {STAMP} (step, state, scale) VALUES ('sample_city', %s, %s)"
        " ON CONFLICT (step) DO UPDATE SET state = excluded.state, scale = excluded.scale, at = now()".encode(),
        [state, scale],
    )

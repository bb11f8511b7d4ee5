"""Base backups and the write-ahead log of the private cluster: back to any moment since the last base backup.

The first base backup turns archiving on: from then on every finished piece of the log is copied to `var/backups/wal`. Going
back never destroys: the data as it was is kept beside the data as it becomes.
"""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from api.cli.console import Trouble, say, step
from api.cli.postgres import RECOVERY, Cluster

_FORM = "%Y%m%dT%H%M%SZ"
_RECOVERY_S = 3600


def moment(text: str) -> datetime | None:
    """The moment that `text` names (ISO 8601; without an offset it is this machine's time); None for `now`."""
    if text == "now":
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise Trouble(
            f"không hiểu thời điểm {text!r}",
            f"{text!r} is no moment: write 2026-11-22T08:30:00+07:00, or now",
            exit_code=2,
        ) from error


def base_backup(cluster: Cluster) -> Path:
    """A copy of the running cluster's files, from which any later moment can be reached; gives its folder."""
    cluster.places.need_space(1000)
    cluster.start_archiving()
    _need_archiving(cluster)
    target = cluster.archive / f"base-{datetime.now(UTC).strftime(_FORM)}"
    with step("Sao lưu gốc", f"base backup to {target}"):
        cluster.copy_to(target.with_suffix(".part"))
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("SELECT pg_switch_wal()")
        target.with_suffix(".part").rename(target)
    say("Từ nay có thể quay về bất kỳ thời điểm nào", "from now on any moment can be gone back to")
    return target


def go_back(cluster: Cluster, target: datetime | None) -> None:
    """Make the stopped cluster what it was at `target` (None: as late as can be); the data of now is kept beside it."""
    if cluster.process() is not None:
        raise Trouble("PostgreSQL đang chạy; hãy ./dongha down trước", "PostgreSQL runs: ./dongha down first")
    base = _newest(cluster, target)
    cluster.places.need_space(2000)
    aside = cluster.data.with_name(f"data.before-{datetime.now(UTC).strftime(_FORM)}")
    with step("Quay về", f"going back to {target.isoformat() if target else 'the last moment kept'} from {base.name}"):
        cluster.keep_unarchived()
        cluster.data.rename(aside)
        try:
            cluster.copy_from(base)
            cluster.recover(target)
            running = cluster.start()
            _await(running)
        except BaseException:
            cluster.stop()
            if cluster.data.exists():
                shutil.rmtree(cluster.data)
            aside.rename(cluster.data)
            raise
    (running.data / RECOVERY).unlink(missing_ok=True)
    with psycopg.connect(running.url) as connection:
        connection.execute("SELECT layers.renew_log()")
    running.stop()
    say(f"Xong; dữ liệu trước đó ở {aside}", f"done; the data of before is kept in {aside}")


def _need_archiving(cluster: Cluster) -> None:
    """Wait for the server to take the new setting; Trouble when it was started without archiving."""
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        for _ in range(50):
            row = connection.execute(
                "SELECT current_setting('archive_mode') = 'on', current_setting('archive_command') LIKE '%wal%'"
            ).fetchone()
            if row == (True, True):
                return
            time.sleep(0.1)
    raise Trouble(
        "PostgreSQL chạy từ trước chưa lưu nhật ký; hãy ./dongha down rồi up",
        "PostgreSQL was started without archiving: ./dongha down, then up, then give this command again",
    )


def _newest(cluster: Cluster, target: datetime | None) -> Path:
    """The newest base backup that was begun before `target`."""
    found = sorted(path for path in cluster.archive.glob("base-*") if path.is_dir() and not path.suffix)
    stamped = [(datetime.strptime(path.name, f"base-{_FORM}").replace(tzinfo=UTC), path) for path in found]
    fit = [path for made, path in stamped if target is None or made < target]
    if not fit:
        oldest = stamped[0][0].isoformat() if stamped else None
        raise Trouble(
            f"không có bản sao lưu gốc trước thời điểm đó (cũ nhất: {oldest or 'không có'})",
            f"there is no base backup from before that moment (oldest: {oldest or 'none; ./dongha backup --base makes one'})",
        )
    return fit[-1]


def _await(cluster: Cluster) -> None:
    """Wait until the log is replayed and the cluster takes writes again."""
    deadline = time.monotonic() + _RECOVERY_S
    while time.monotonic() < deadline:
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            row = connection.execute("SELECT pg_is_in_recovery()").fetchone()
        if row is not None and not row[0]:
            return
        time.sleep(0.2)
    raise Trouble("khôi phục quá lâu", f"recovery takes longer than {_RECOVERY_S} s (log: {cluster.log})")

"""The private PostgreSQL cluster: made once under `var/postgres`, listening on 127.0.0.1 only, never the machine's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import psycopg

from api.cli.console import Trouble, step, tail
from api.cli.packages import POSTGRES_LIB, postgres_majors
from api.cli.places import House, Places, free_port, not_writable, port_is_free
from api.cli.process import KEPT_MEMORY, Identity, as_account, listener, rotate, working_in
from api.cli.service_folder import service_account, service_folder

ROLE = "dongha"
DATABASE = "dongha"
RECOVERY = "recovery.dongha.conf"
"""What the server reads besides its settings while it goes back to an earlier moment."""

START_S = 300
"""How long a start may take: recovery after a crash replays what was not yet written."""


@dataclass(frozen=True)
class Cluster:
    """One private cluster: where its data lies and how it is reached."""

    places: Places
    house: House

    @property
    def url(self) -> str:
        """Connection URL of the owner, libpq form."""
        return f"postgresql://{ROLE}:{self.house.postgres_password}@127.0.0.1:{self.house.postgres_port}/{DATABASE}"

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.places.var / "postgres" / "data"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.places.log / "postgres.log"

    @property
    def made(self) -> bool:
        """Whether the cluster exists."""
        try:
            return (self.data / "PG_VERSION").exists()
        except PermissionError as error:
            raise not_writable(self.data) from error

    def process(self) -> Identity | None:
        """The running server of exactly this data directory; None when it does not run."""
        kept = self._pid_file()
        if not kept or not kept[0].isdigit():
            return None
        who = Identity.of(int(kept[0]))
        if who is None or who.pid not in working_in(self.data, "postgres"):
            return None
        return who

    def start(self) -> Cluster:
        """Make the cluster if there is none, start it if it does not run, and see that its database exists.

        Gives the cluster as it now is: its port changes when a stranger took the kept one. Trouble when
        PostgreSQL refuses, with the last word of its log.
        """
        cluster = self
        if not self.made:
            cluster._make()
        if cluster.process() is None:
            if not port_is_free("127.0.0.1", cluster.house.postgres_port):
                house = replace(cluster.house, postgres_port=free_port())
                house.keep(cluster.places)
                cluster = Cluster(cluster.places, house)
            cluster._run()
        cluster._make_database()
        return cluster

    def stop(self) -> None:
        """Stop the server in good order; nothing when it does not run."""
        if self.process() is None:
            return
        self._call("pg_ctl", "stop", "-D", self.data.resolve(), "-m", "fast", "-w", "-t", "120")
        if self.process() is not None:
            self._call("pg_ctl", "stop", "-D", self.data.resolve(), "-m", "immediate", "-w", "-t", "60")

    @property
    def archive(self) -> Path:
        """Where base backups and the archived log lie; beside the data, so that the server's account can write there."""
        return self.data.resolve().parent / "backups"

    def start_archiving(self) -> None:
        """From now on keep every finished piece of the log."""
        for folder in (self.archive, self.archive / "wal"):
            folder.mkdir(mode=0o700, exist_ok=True)
            self._hand_over(folder)
        self._configure()
        self._call("pg_ctl", "reload", "-D", self.data.resolve())

    def copy_to(self, folder: Path) -> None:
        """A consistent copy of the running server's files; Trouble when it fails."""
        where = ("-h", "127.0.0.1", "-p", str(self.house.postgres_port), "-U", ROLE)
        copied = self._call("pg_basebackup", "-D", folder, "-X", "none", "-c", "fast", *where)
        if copied.returncode != 0:
            shutil.rmtree(folder, ignore_errors=True)
            raise Trouble("không sao lưu gốc được", f"pg_basebackup failed: {_last(copied.stderr)} (log: {self.log})")

    def copy_from(self, folder: Path) -> None:
        """Put a copy of the files in the place of the data, which must not be there."""
        copied = self._call("/bin/cp", "-a", folder, self.data.resolve())
        if copied.returncode != 0:
            raise Trouble(
                "không chép được bản sao lưu gốc", f"the base backup cannot be copied: {_last(copied.stderr)}"
            )

    def keep_unarchived(self) -> None:
        """Copy what the stopped server had not archived yet, so that nothing committed is out of reach.

        What is finished goes to the archive. The piece still being written goes beside it: a server that goes on with it will
        archive it when it is whole.
        """
        log, rest = self.data / "pg_wal", self.archive / "rest"
        shutil.rmtree(rest, ignore_errors=True)
        rest.mkdir(mode=0o700)
        self._hand_over(rest)
        for piece in log.iterdir():
            finished = (log / "archive_status" / f"{piece.name}.ready").exists()
            target = (self.archive / "wal" if finished else rest) / piece.name
            if piece.is_file() and not target.exists():
                shutil.copy2(piece, target)
                self._hand_over(target)

    def recover(self, moment: datetime | None) -> None:
        """Have the next start replay the archived log up to `moment`, or to its end."""
        target = f"recovery_target_time = '{moment.isoformat()}'\n" if moment else ""
        command = f'cp "{self.archive}/wal/%f" "%p" || cp "{self.archive}/rest/%f" "%p"'
        settings = f"restore_command = '{command}'\nrecovery_target_action = 'promote'\n{target}"
        for path, content in ((self.data / RECOVERY, settings), (self.data / "recovery.signal", "")):
            path.write_text(content, "utf-8")
            path.chmod(0o600)
            self._hand_over(path)

    def _make(self) -> None:
        with step("Tạo cụm PostgreSQL riêng", f"making a private PostgreSQL cluster in {self.places.var}/postgres"):
            self.places.need_space(1000)
            folder = service_folder(self.places.var, "postgres", self._account)
            fresh = folder / "data.new"
            shutil.rmtree(fresh, ignore_errors=True)
            secret = folder / "password.new"
            secret.unlink(missing_ok=True)
            secret.touch(mode=0o600)
            secret.write_text(self.house.postgres_password)
            if self._account:
                shutil.chown(secret, self._account)
            try:
                made = self._call(
                    "initdb", "-D", fresh, "-U", ROLE, f"--pwfile={secret}", "--auth=scram-sha-256",
                    "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
                )  # fmt: skip
            finally:
                secret.unlink()
            if made.returncode != 0:
                raise Trouble(
                    "không tạo được cụm PostgreSQL",
                    f"initdb failed: {_last(made.stderr)} — is the disk full? (log: {self.log})",
                )
            fresh.rename(folder / "data")

    def _run(self) -> None:
        kept = self._pid_file()
        if kept:
            others = working_in(self.data, "postgres")
            deadline = time.monotonic() + 15
            while others and time.monotonic() < deadline:
                time.sleep(0.1)
                others = working_in(self.data, "postgres")
            if others:
                raise Trouble(
                    "còn tiến trình PostgreSQL cũ đang chạy",
                    f"processes of an earlier server still use {self.data}; end them first: "
                    f"kill {' '.join(map(str, others))}",
                )
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        self._configure()
        rotate(self.log)
        with step("Khởi động PostgreSQL", f"starting PostgreSQL on 127.0.0.1:{self.house.postgres_port}"):
            started = self._call("pg_ctl", "start", "-D", self.data.resolve(), "-w", "-t", str(START_S))
            if started.returncode != 0 or self.process() is None:
                lines = [
                    line for line in tail(self.log, 40) if "FATAL" in line or "PANIC" in line or "No space" in line
                ]
                why = lines[-1].split("] ", 1)[-1] if lines else _last("\n".join(tail(self.log, 3)))
                taken = listener(self.house.postgres_port)
                raise Trouble(
                    "PostgreSQL không khởi động được",
                    f"PostgreSQL does not start: {why}{f', port held by {taken}' if taken else ''} (log: {self.log})",
                )

    def _make_database(self) -> None:
        try:
            with psycopg.connect(
                self.url.rsplit("/", 1)[0] + "/postgres", autocommit=True, connect_timeout=30
            ) as admin:
                if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                    admin.execute(f'CREATE DATABASE "{DATABASE}" TEMPLATE template0'.encode())
        except psycopg.OperationalError as error:
            raise Trouble(
                "không kết nối được tới cụm PostgreSQL riêng",
                f"the private PostgreSQL does not let us in: {str(error).splitlines()[0]} (log: {self.log})",
            ) from error

    def _configure(self) -> None:
        main = self.data / "postgresql.conf"
        line = "include_if_exists = 'dongha.conf'"
        if line not in main.read_text("utf-8"):
            with main.open("a", encoding="utf-8") as sink:
                sink.write(f"\n{line}\n")
        memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_048_576
        shared_mb = min(1024, max(128, memory_mb // 8))
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.house.postgres_port),
            "unix_socket_directories": "",
            "max_connections": "200",
            "shared_buffers": f"{shared_mb}MB",
            "effective_cache_size": f"{max(256, memory_mb // 2)}MB",
            "maintenance_work_mem": f"{max(64, min(256, memory_mb // 32))}MB",
            "work_mem": "16MB",
            "max_wal_size": "2GB",
            "checkpoint_timeout": "15min",
            "random_page_cost": "1.1",
            "jit": "off",
            "fsync": "on",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_line_prefix": "%m [%p] ",
            "archive_mode": "on",
            "archive_command": self._archive_command(),
            "archive_timeout": "300",
            "logging_collector": "off",
        }
        if _small_shared_memory():
            settings["dynamic_shared_memory_type"] = "mmap"
        conf = self.data / "dongha.conf"
        lines = ["# Written by ./dongha at every start; own settings belong in postgresql.conf below its include line."]
        lines += [f"{name} = '{value}'" for name, value in settings.items()]
        lines.append(f"include_if_exists = '{RECOVERY}'")
        conf.write_text("\n".join(lines) + "\n", "utf-8")
        conf.chmod(0o600)
        self._hand_over(conf)

    def _archive_command(self) -> str:
        """What the server does with a finished piece of its log: nothing until the first base backup asked for it."""
        wal = self.archive / "wal"
        if not wal.exists():
            return "/bin/true"
        return f'test ! -f "{wal}/%f" && cp "%p" "{wal}/%f"'

    def _hand_over(self, path: Path) -> None:
        if self._account:
            shutil.chown(path, self._account)

    @property
    def _account(self) -> str | None:
        return service_account(self.places.var, "postgres", "postgres")

    def _call(self, name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs; its output ends in the log, its errors in the result too."""
        self.places.log.mkdir(parents=True, exist_ok=True)
        environment = {
            **KEPT_MEMORY,
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "HOME": "/",
            "PGPASSWORD": self.house.postgres_password,
        }
        with self.log.open("ab") as sink:
            before = sink.tell()
            process = subprocess.Popen(
                [str(self._bin / name), *map(str, arguments)],
                stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, cwd="/", env=environment,
                start_new_session=True, **as_account(self._account),
            )  # fmt: skip
            try:
                process.wait()
            except BaseException:
                process.wait()  # a start or stop that is under way has an end that we must know
                raise
        with self.log.open("rb") as source:
            source.seek(before)
            said = source.read().decode("utf-8", "replace")
        return subprocess.CompletedProcess(process.args, process.returncode, "", said)

    @property
    def _bin(self) -> Path:
        majors = postgres_majors()
        if not self.made:
            return POSTGRES_LIB / str(majors[0]) / "bin"
        major = int((self.data / "PG_VERSION").read_text().strip())
        if major not in majors:
            raise Trouble(
                f"cụm dữ liệu là PostgreSQL {major}, máy không còn phiên bản đó",
                f"the data in {self.data} is of PostgreSQL {major}, which is not installed any more: "
                f"apt-get install postgresql-{major}-postgis-3, or upgrade the data with pg_upgrade",
            )
        return POSTGRES_LIB / str(major) / "bin"

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []
        except PermissionError as error:
            raise not_writable(self.data) from error


def _small_shared_memory() -> bool:
    try:
        return shutil.disk_usage("/dev/shm").total < 512_000_000
    except OSError:
        return True


def _last(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no message"

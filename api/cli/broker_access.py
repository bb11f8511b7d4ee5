"""Who may come to the broker and to which topics, in Mosquitto's words: its password file and its ACL file.

Logins of devices and gateways stand in `layers.broker_logins`, those of the house's own processes follow from the house's
secret. What a device may do is a pattern with its user name, which Mosquitto applies also to sessions that are away; sections
of single users are forgotten for those after a reload (eclipse-mosquitto/mosquitto#2934).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Iterable
from typing import Any, LiteralString, NamedTuple

import psycopg

from api.cli.console import complain

ROUNDS = 101
"""Of PBKDF2, as mosquitto_passwd has it: passwords are random, and every reload hashes once for each connected client."""

OPERATOR = "dongha"
INGEST = "ingest"
SIMULATOR = "simulator"
WEB = "web"
HOUSE = (OPERATOR, INGEST, SIMULATOR, WEB)
"""User names of the house's own processes, which no gateway may have."""

DEVICE_WRITES = ("dongha/%u/state", "dongha/%u/status", "dongha/%u/answer", "dongha/%u/senml")
DEVICE_READS = ("dongha/%u/command",)
"""Topics of a device whose user name is `<layer>/<key>`."""

COMMANDS = ("dongha/+/+/command", "application/+/device/+/command/down")
SENSORTHINGS = "v1.1/#"

_NAME = re.compile(r"[^\s\x00-\x1f\x7f:+#$/][^\s\x00-\x1f\x7f:+#]{0,239}")
_LEVEL = r"(?:[^#+\x00-\x1f\x7f/]*|\+)"
_FILTER = re.compile(rf"(?=[^\s$])(?:#|{_LEVEL}(?:/{_LEVEL})*(?:/#)?)(?<!\s)")

_LOGINS: LiteralString = """
SELECT l.name, l.password_hash, l.writes, l.reads FROM layers.broker_logins l
WHERE l.active AND (l.device_id IS NULL OR EXISTS (SELECT FROM layers.devices d WHERE d.id = l.device_id))
ORDER BY l.name
"""
_STAMP: LiteralString = f"""
SELECT count(*)::text || ' ' || coalesce(sum(hashtextextended(l::text, 0)), 0)::text FROM ({_LOGINS}) l
"""


class Login(NamedTuple):
    """One login: its scrambled password and the topic filters it may publish to and hear."""

    name: str
    password_hash: str
    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


def is_filter(text: str) -> bool:
    """Whether it is a topic filter: wildcards stand for whole levels, `#` at the end; nothing of the broker's own (`$`)."""
    return 0 < len(text) <= 500 and _FILTER.fullmatch(text) is not None


def scrambled(password: str) -> str:
    """What Mosquitto keeps of a password: PBKDF2-HMAC-SHA512 with a salt of 12 bytes, form `$7$`."""
    salt = os.urandom(12)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS)
    return f"$7${ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def password_of(secret: str, name: str) -> str:
    """The password of one of the house's own logins; the operator's is the secret itself."""
    return secret if name == OPERATOR else hmac.new(secret.encode(), name.encode(), hashlib.sha256).hexdigest()


def own_logins(secret: str, *, gate_open: bool) -> list[Login]:
    """The logins of the house's processes. Those that publish readings come in when the gate is open."""
    from devices.topics import filters

    heard = filters()
    rights: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
        OPERATOR: (("#",), ("#", "$SYS/#")),
        INGEST: ((*COMMANDS, SENSORTHINGS), heard),
        WEB: ((SENSORTHINGS,), ()),
    }
    if gate_open:
        rights[SIMULATOR] = (heard, COMMANDS)
    return [
        Login(name, scrambled(password_of(secret, name)), writes, reads) for name, (writes, reads) in rights.items()
    ]


def kept_logins(connection: psycopg.Connection[Any]) -> list[Login]:
    """The active logins that the database keeps. Mosquitto would refuse the whole file for one that it cannot read: such a
    login is left out and named.
    """
    rows = connection.execute(_LOGINS).fetchall()
    found = [Login(name, scramble, tuple(writes), tuple(reads)) for name, scramble, writes, reads in rows]
    for login in found:
        if not _readable(login):
            complain(
                f"bỏ qua tài khoản MQTT {login.name!r} — this login of the broker has a bad name or topic, left out"
            )
    return [login for login in found if _readable(login)]


def stamp(connection: psycopg.Connection[Any]) -> str:
    """A text that is another one as soon as `kept_logins` would give something else."""
    row = connection.execute(_STAMP).fetchone()
    return str(row[0]) if row else ""


def password_file(logins: Iterable[Login]) -> str:
    """The text of Mosquitto's password file."""
    return "".join(f"{login.name}:{login.password_hash}\n" for login in logins)


def acl_file(logins: Iterable[Login]) -> str:
    """The text of Mosquitto's ACL file: patterns for all devices, a section for each login that may do something else."""
    lines = [f"pattern write {topic}" for topic in DEVICE_WRITES]
    lines += [f"pattern read {topic}" for topic in DEVICE_READS]
    for login in logins:
        writes = _beside(login.writes, DEVICE_WRITES, login.name)
        reads = _beside(login.reads, DEVICE_READS, login.name)
        if writes or reads:
            lines += ["", f"user {login.name}"]
            lines += [f"topic write {topic}" for topic in writes]
            lines += [f"topic read {topic}" for topic in reads]
    return "\n".join(lines) + "\n"


def of_device(patterns: Iterable[str], name: str) -> list[str]:
    """The topics of the device with that user name."""
    return [pattern.replace("%u", name) for pattern in patterns]


def _readable(login: Login) -> bool:
    return _NAME.fullmatch(login.name) is not None and all(map(is_filter, (*login.writes, *login.reads)))


def _beside(topics: tuple[str, ...], patterns: tuple[str, ...], name: str) -> list[str]:
    covered = of_device(patterns, name)
    return [topic for topic in topics if topic not in covered]

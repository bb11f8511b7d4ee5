"""`./dongha device`: the registry of devices, and who of them and of the gateways may come to the broker with what."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import DictRow, dict_row

from api.cli import broker_access as access
from api.cli.console import Trouble
from api.cli.owner import owning
from layers.core.binding import STATE_TOPIC, DeviceBinding
from layers.registry import LAYERS

SHORTEST_PASSWORD = 12
_GATEWAY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}", re.ASCII)

_FEATURE: LiteralString = "SELECT id FROM layers.{} WHERE id::text = %(text)s OR code = %(text)s"
_REGISTER: LiteralString = """
INSERT INTO layers.devices (layer, feature_id, key, protocol, silent_after_s, dev_eui, application, decoder, model)
VALUES (%(layer)s, %(feature)s, %(key)s, %(protocol)s, %(silent)s, %(dev_eui)s, %(application)s, %(decoder)s, %(model)s)
ON CONFLICT (layer, feature_id) DO NOTHING
"""
_AMEND: LiteralString = """
UPDATE layers.devices d SET protocol = coalesce(%(said)s, d.protocol), dev_eui = coalesce(%(dev_eui)s, d.dev_eui),
    application = coalesce(%(application)s, d.application), decoder = coalesce(%(decoder)s, d.decoder),
    model = coalesce(%(model)s, d.model), version = d.version + 1, updated_at = clock_timestamp()
WHERE d.layer = %(layer)s AND d.feature_id = %(feature)s AND (d.protocol, d.dev_eui, d.application, d.decoder, d.model)
    IS DISTINCT FROM (coalesce(%(said)s, d.protocol), coalesce(%(dev_eui)s, d.dev_eui),
        coalesce(%(application)s, d.application), coalesce(%(decoder)s, d.decoder), coalesce(%(model)s, d.model))
"""
_DEVICE: LiteralString = """
SELECT d.*, d.layer || '/' || d.key AS name, l.name IS NOT NULL AS has_login, coalesce(l.active, false) AS active,
    l.changed_at, l.writes, l.reads
FROM layers.devices d LEFT JOIN layers.broker_logins l ON l.device_id = d.id
WHERE (d.layer, d.feature_id) = (%(layer)s, %(feature)s)
   OR d.layer || '/' || d.key = %(name)s OR d.code = %(name)s OR d.id::text = %(name)s
"""
_SEEN: LiteralString = """
SELECT d.layer || '/' || d.key AS name, d.protocol, h.status, h.battery_pct, h.rssi_dbm, d.firmware,
    greatest(h.phenomenon_time, s.phenomenon_time) AS seen,
    CASE WHEN l.name IS NULL THEN '' WHEN l.active THEN 'login' ELSE 'revoked' END AS login
FROM layers.devices d
LEFT JOIN layers.devices_state h ON h.fid = d.fid
LEFT JOIN layers.{} s ON s.fid = d.feature_fid
LEFT JOIN layers.broker_logins l ON l.device_id = d.id
WHERE d.layer = {}
"""
_LOGIN: LiteralString = """
INSERT INTO layers.broker_logins (name, kind, device_id, password_hash, writes, reads)
VALUES (%(name)s, %(kind)s, %(device)s, %(scrambled)s, %(writes)s, %(reads)s)
"""


@dataclass(frozen=True, kw_only=True)
class NewDevice:
    """A device for the feature of `layer` with that code or id; None where the layer's binding or the database decides."""

    layer: str
    feature: str
    key: str | None = None
    protocol: str | None = None
    dev_eui: str | None = None
    application: str | None = None
    decoder: str | None = None
    model: str | None = None
    password: str | None = None
    login: bool = True


@dataclass(frozen=True, kw_only=True)
class NewGateway:
    """A login that speaks for many devices: of ChirpStack applications, of layers, or with filters of its own."""

    name: str
    applications: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    password: str | None = None


@dataclass(frozen=True)
class LetIn:
    """A login as it is shown once: user name, password (None where it was given), topics."""

    name: str
    password: str | None
    writes: list[str]
    reads: list[str]


def add(url: str, wanted: NewDevice) -> tuple[dict[str, Any], LetIn | None]:
    """Register a device and give it a login of the broker: what is kept of it, and the login if it has one now.

    A LoRaWAN device has none; its network server speaks for it. Trouble when there is no such layer or feature.
    """
    binding = _binding(wanted.layer)
    protocol = wanted.protocol or binding.codec
    if protocol == "chirpstack" and not wanted.dev_eui:
        raise Trouble("thiết bị LoRaWAN cần --dev-eui", "a LoRaWAN device needs --dev-eui (16 hexadecimal digits)")
    dev_eui = wanted.dev_eui.lower() if wanted.dev_eui else None
    with _owner(url) as owner:
        found = owner.execute(sql.SQL(_FEATURE).format(sql.Identifier(wanted.layer)), {"text": wanted.feature})
        features = found.fetchall()
        if not features:
            raise Trouble(
                f"lớp {wanted.layer} không có đối tượng {wanted.feature}",
                f"the layer {wanted.layer} has no feature {wanted.feature}: give its code or id",
            )
        values = {
            "layer": wanted.layer, "feature": features[0]["id"], "key": wanted.key, "protocol": protocol,
            "said": wanted.protocol, "dev_eui": dev_eui, "application": wanted.application,
            "decoder": wanted.decoder, "model": wanted.model, "silent": _silent_s(binding),
        }  # fmt: skip
        owner.execute(_REGISTER, values)
        owner.execute(_AMEND, values)
        device = owner.execute(_DEVICE, {**values, "name": ""}).fetchone()
        assert device is not None
        if not wanted.login or device["protocol"] == "chirpstack":
            return device, None
        if device["has_login"]:
            raise Trouble(
                f"thiết bị {device['name']} đã có tài khoản MQTT",
                f"the device {device['name']} has a login already: ./dongha device password {device['name']}",
            )
        login, scrambled = _login(device["name"], wanted.password)
        login = replace(login, writes=_writes(owner, device), reads=access.of_device(access.DEVICE_READS, login.name))
        _insert(owner, login, scrambled, "device", device["id"])
    return device, login


def add_gateway(url: str, wanted: NewGateway) -> LetIn:
    """Make a login that may publish and listen for many devices. Trouble when it would have no topic at all."""
    if not _GATEWAY.fullmatch(wanted.name) or wanted.name in access.HOUSE:
        raise Trouble(
            f"tên {wanted.name!r} không dùng được",
            f"the name {wanted.name!r} cannot be used: 2 to 63 of letters, digits, '.', '_', '-', and none of the house's "
            f"own ({', '.join(access.HOUSE)})",
        )
    for layer in wanted.layers:
        _binding(layer)
    writes = [f"application/{name}/device/+/event/+" for name in wanted.applications]
    reads = [f"application/{name}/device/+/command/down" for name in wanted.applications]
    for layer in wanted.layers:
        writes += access.of_device(access.DEVICE_WRITES, f"{layer}/+")
        reads += access.of_device(access.DEVICE_READS, f"{layer}/+")
    writes, reads = [*writes, *wanted.writes], [*reads, *wanted.reads]
    for topic in (*writes, *reads):
        if not access.is_filter(topic):
            raise Trouble(f"bộ lọc chủ đề {topic!r} không hợp lệ", f"{topic!r} is no topic filter")
    if not (writes or reads):
        raise Trouble(
            "cần --application, --layer, --write hoặc --read",
            "give it topics: --application, --layer, --write or --read",
        )
    login, scrambled = _login(wanted.name, wanted.password)
    login = replace(login, writes=writes, reads=reads)
    with _owner(url) as owner:
        _insert(owner, login, scrambled, "gateway", None)
    return login


def change_password(url: str, name: str, password: str | None) -> LetIn:
    """Give a login another password; one that was revoked is let in again. A device without any gets one."""
    with _owner(url) as owner:
        held = _held(owner, name)
        if held is None:
            device = _one(owner, name)
            if device["protocol"] == "chirpstack":
                raise Trouble(
                    f"{device['name']} là thiết bị LoRaWAN, không có tài khoản MQTT",
                    f"{device['name']} is a LoRaWAN device: its network server logs in (./dongha device gateway)",
                )
            login, scrambled = _login(device["name"], password)
            reads = access.of_device(access.DEVICE_READS, login.name)
            login = replace(login, writes=_writes(owner, device), reads=reads)
            _insert(owner, login, scrambled, "device", device["id"])
            return login
        login, scrambled = _login(held["name"], password)
        owner.execute(
            "UPDATE layers.broker_logins SET password_hash = %s, active = true, changed_at = clock_timestamp()"
            " WHERE name = %s",
            [scrambled, held["name"]],
        )
    return replace(login, writes=held["writes"], reads=held["reads"])


def revoke(url: str, name: str) -> str:
    """Let a device or gateway in no more; gives its user name. Its readings stay."""
    with _owner(url) as owner:
        held = _held(owner, name)
        if held is None:
            device = _one(owner, name)
            raise Trouble(f"{device['name']} không có tài khoản MQTT", f"{device['name']} has no login of the broker")
        owner.execute(
            "UPDATE layers.broker_logins SET active = false, changed_at = clock_timestamp() WHERE name = %s",
            [held["name"]],
        )
    return held["name"]


def devices(url: str, layer: str | None, *, with_login: bool, most: int) -> tuple[list[dict[str, Any]], int]:
    """Devices in the order of their names, at most so many, and how many there are: how each is and when it was heard."""
    names = [layer] if layer else [name for name, cls in LAYERS.items() if cls.declared.layer.device]
    names = [name for name in names if not isinstance(_binding(name).expire_after, str)]
    parts = [sql.SQL(_SEEN).format(sql.Identifier(f"{name}_state"), sql.Literal(name)) for name in names]
    every = sql.SQL(" UNION ALL ").join(parts)
    asked = sql.SQL("SELECT *, count(*) OVER () AS every FROM ({}) seen WHERE {} ORDER BY name LIMIT {}").format(
        every, sql.SQL("login <> ''" if with_login else "true"), sql.Literal(most)
    )
    with _owner(url) as owner:
        rows = list(owner.execute(asked).fetchall())
    return rows, rows[0]["every"] if rows else 0


def gateways(url: str) -> list[dict[str, Any]]:
    """The logins that speak for many devices."""
    with _owner(url) as owner:
        return list(
            owner.execute(
                "SELECT name, active, writes, reads FROM layers.broker_logins WHERE kind <> 'device' ORDER BY name"
            ).fetchall()
        )


def show(url: str, name: str) -> dict[str, Any]:
    """What is known of one device: registry, health, link, login, when it was heard last."""
    with _owner(url) as owner:
        device = _one(owner, name)
        part = sql.SQL(_SEEN).format(sql.Identifier(f"{device['layer']}_state"), sql.Literal(device["layer"]))
        seen = owner.execute(part + sql.SQL(" AND d.id = {}").format(sql.Literal(device["id"]))).fetchone()
        series = owner.execute("SELECT id, property FROM layers.datastreams WHERE device = %s", [device["fid"]])
        return {**device, **(seen or {}), "datastreams": {row["property"]: row["id"] for row in series.fetchall()}}


def _login(name: str, password: str | None) -> tuple[LetIn, str]:
    """A login with a new password, and that password as the broker keeps it."""
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise Trouble(
            f"mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự",
            f"the password needs {SHORTEST_PASSWORD} characters at least",
        )
    made = password or secrets.token_urlsafe(24)
    return LetIn(name, None if password else made, [], []), access.scrambled(made)


def _insert(owner: psycopg.Cursor[DictRow], login: LetIn, scrambled: str, kind: str, device: UUID | None) -> None:
    values = {"name": login.name, "kind": kind, "device": device, "scrambled": scrambled}
    try:
        owner.execute(_LOGIN, {**values, "writes": login.writes, "reads": login.reads})
    except psycopg.errors.UniqueViolation as error:
        raise Trouble(f"tài khoản MQTT {login.name} đã có", f"there is a login {login.name} already") from error


def _writes(owner: psycopg.Cursor[DictRow], device: dict[str, Any]) -> list[str]:
    """Where a device may publish: its own topics, that of its binding, its own series where it speaks SensorThings."""
    topics = access.of_device(access.DEVICE_WRITES, device["name"])
    binding = _binding(device["layer"])
    if binding.topic != STATE_TOPIC:
        topics.append(binding.topic.replace("{layer}", device["layer"]).replace("{key}", device["key"]))
    if device["protocol"] == "sensorthings":
        series = owner.execute("SELECT id FROM layers.datastreams WHERE device = %s ORDER BY id", [device["fid"]])
        topics += [f"v1.1/Datastreams({row['id']})/Observations" for row in series.fetchall()]
    return topics


def _held(owner: psycopg.Cursor[DictRow], name: str) -> dict[str, Any] | None:
    """The login of a gateway or device; the device may be named by its code or id too."""
    return owner.execute(
        "SELECT l.* FROM layers.broker_logins l LEFT JOIN layers.devices d ON d.id = l.device_id"
        " WHERE l.name = %(name)s OR d.code = %(name)s OR d.id::text = %(name)s FOR UPDATE OF l",
        {"name": name},
    ).fetchone()


def _one(owner: psycopg.Cursor[DictRow], name: str) -> dict[str, Any]:
    found = owner.execute(_DEVICE, {"name": name, "layer": None, "feature": None}).fetchone()
    if found is None:
        raise Trouble(f"không có thiết bị {name}", f"there is no device {name}: see ./dongha device list")
    return found


def _binding(layer: str) -> DeviceBinding:
    declared = LAYERS[layer].declared if layer in LAYERS else None
    if declared is None or declared.layer.device is None:
        names = ", ".join(name for name, cls in LAYERS.items() if cls.declared.layer.device)
        raise Trouble(f"lớp {layer} không có thiết bị", f"no devices report for {layer}; they do for: {names}")
    return declared.layer.device


def _silent_s(binding: DeviceBinding) -> int:
    """A device counts as silent when it has missed three of its reports."""
    return round(3 * binding.interval.total_seconds())


@contextmanager
def _owner(url: str) -> Iterator[psycopg.Cursor[DictRow]]:
    try:
        with owning(url) as connection, connection.cursor(row_factory=dict_row) as cursor:
            yield cursor
    except psycopg.errors.UniqueViolation as error:
        raise Trouble(
            "khóa hoặc DevEUI đã thuộc thiết bị khác", "another device has this key or DevEUI already"
        ) from error
    except psycopg.errors.CheckViolation as error:
        name = error.diag.constraint_name or ""
        raise Trouble(f"giá trị không hợp lệ ({name})", f"a value does not keep the rule {name}") from error


def columns(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """Lines of a table whose first row is its heading."""
    if not rows:
        return
    widths = {name: max(len(row[name]) for row in rows) for name in rows[0]}
    for row in rows:
        yield "  ".join(row[name].ljust(widths[name]) for name in row).rstrip()

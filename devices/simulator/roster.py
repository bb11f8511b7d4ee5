"""Which devices there are: read from the registry, with what their models have to know of the features."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from devices.simulator.models import kind_of
from devices.simulator.town import Device
from layers.core.binding import DeviceBinding
from layers.core.db import connect
from layers.registry import LAYERS

log = logging.getLogger("simulator")


def bindings() -> dict[str, DeviceBinding]:
    """Layer -> how its devices speak."""
    declared = {name: layer.declared.layer.device for name, layer in LAYERS.items() if name != "devices"}
    return {name: binding for name, binding in declared.items() if binding}


def read(url: str, only: Collection[str] = ()) -> list[Device]:
    """Every registered device, or those of the layers in `only`; psycopg.Error when the registry cannot be read.

    Devices whose features the login may not read are left out, which is logged.
    """
    found: list[Device] = []
    with connect(url, autocommit=True, connect_timeout=10) as connection:
        for layer in bindings():
            if only and layer not in only:
                continue
            try:
                found += _of_layer(connection, layer)
            except psycopg.errors.InsufficientPrivilege as error:
                log.warning("%s: không được đọc / may not be read: %s", layer, str(error).splitlines()[0])
    return found


def _of_layer(connection: psycopg.Connection[Any], layer: str) -> list[Device]:
    kind = kind_of(layer)
    facts = [sql.SQL("f.{}").format(sql.Identifier(name)) for name in kind.facts]
    facts += [sql.SQL("{} AS {}").format(sql.SQL(text), sql.Identifier(name)) for name, text in kind.joined]  # type: ignore[arg-type]
    feature = sql.SQL("JOIN layers.{} f ON f.id = d.feature_id").format(sql.Identifier(layer))
    query = sql.SQL(
        "SELECT d.key, d.protocol, d.dev_eui, d.decoder, d.application,"
        " ST_X(d.geom) AS x, ST_Y(d.geom) AS y, d.feature_id AS id, d.feature_fid AS fid{facts}"
        " FROM layers.devices d {feature} WHERE d.layer = {name} ORDER BY d.feature_fid"
    ).format(
        facts=sql.SQL("").join(sql.SQL(", {}").format(fact) for fact in facts),
        feature=feature if facts else sql.SQL(""),
        name=sql.Literal(layer),
    )
    names = ("id", *kind.facts, *(name for name, _ in kind.joined))
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(query).fetchall()
        spoken = any(row["protocol"] == "sensorthings" for row in rows)
        streams = _datastreams(connection, layer) if spoken else {}
    return [
        Device(
            layer=layer,
            key=row["key"],
            x=row["x"],
            y=row["y"],
            protocol=row["protocol"],
            dev_eui=row["dev_eui"],
            application=row["application"],
            decoder=row["decoder"],
            facts={name: _plain(row[name]) for name in names},
            datastreams=streams.get(row["fid"], {}),
        )
        for row in rows
    ]


def _datastreams(connection: psycopg.Connection[Any], layer: str) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for number, fid, name in connection.execute(
        "SELECT id, fid, property FROM layers.datastreams WHERE layer = %s", [layer]
    ):
        found.setdefault(fid, {})[name] = number
    return found


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value

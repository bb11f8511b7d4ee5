"""Declared layers as tables: columns, generated served forms, named CHECKs, keys, indexes, comments.

Pure construction of SQLAlchemy tables; `layers.core.script` writes them out as SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geoalchemy2 import Geometry as GeometryType
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    Double,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from layers.core.crs import BOUNDS, STORAGE_SRID
from layers.core.declaration import Code, Geometry
from layers.core.declared import BadDeclaration, Declared, Kind, Property, Recorded, codes_table_name
from layers.core.roles import OWN_ROWS
from layers.core.states import kept, moment_column

_TYPES: dict[Kind, TypeEngine[Any]] = {
    "string": Text(),
    "integer": Integer(),
    "number": Double(),
    "boolean": Boolean(),
    "date": Date(),
    "datetime": DateTime(timezone=True),
    "uuid": Uuid(),
    "code": Text(),
    "codes": ARRAY(Text()),
    "strings": ARRAY(Text()),
    "object": JSONB(),
}
_BASE = ("fid", "id")

MOST_POINTS = 100_000
"""Coordinates that one geometry may have."""


def metadata(layers: Iterable[Declared], records: Iterable[Recorded]) -> MetaData:
    """Every table of the house: layers, their states, records and editable code lists."""
    tables = MetaData(schema="layers")
    for recorded in records:
        record_table(recorded, tables)
    for declared in layers:
        if declared.view is None:
            feature_table(declared, tables)
            if declared.observed:
                state_table(declared, tables)
    return tables


def codes_table(codes: type[Code], metadata: MetaData) -> Table:
    """The table of an editable code list; the same table for every layer that uses the list."""
    name = codes_table_name(codes)
    existing = metadata.tables.get(f"layers.{name}")
    if existing is not None:
        return existing
    return Table(
        name,
        metadata,
        Column("code", Text(), primary_key=True),
        Column("title_vi", Text(), nullable=False),
        Column("title_en", Text(), nullable=False),
        Column("color", Text(), nullable=True),
        Column("position", Integer(), nullable=False),
        Column("source", Text(), nullable=False, comment="Where this line was taken from"),
        CheckConstraint("color ~ '^#[0-9a-f]{6}$'", name=f"{name}_color"),
        comment=_summary(codes.__doc__ or "") + " (editable code list)",
        info={"codes": codes},
    )


def feature_table(declared: Declared, metadata: MetaData) -> Table:
    """The table of a layer, without its observed properties."""
    name = declared.name
    edited = [p for p in declared.properties if not p.observed]
    first = [p for p in edited if p.name not in (*_BASE, OWN_ROWS.name)]
    last = [p for p in edited if p.name == OWN_ROWS.name]
    table = Table(
        name,
        metadata,
        Column(
            "fid", BigInteger(), Identity(always=False), nullable=False, comment=column_comment(declared.by_name["fid"])
        ),
        Column(
            "id",
            Uuid(),
            server_default=text("gen_random_uuid()"),
            nullable=False,
            comment=column_comment(declared.by_name["id"]),
        ),
        *(_column(p) for p in first),
        *_geometry_columns(declared),
        *(_column(p) for p in last),
        PrimaryKeyConstraint("id", name=f"{name}_pkey"),
        UniqueConstraint("fid", name=f"{name}_fid_key"),
        UniqueConstraint(*declared.layer.key, name=f"{name}_key"),
        *_constraints(name, edited, metadata),
        *_geometry_checks(name, declared.geometry),
        *_period_check(declared),
        comment=f"{declared.title.vi} / {declared.title.en}. {declared.description.vi} / {declared.description.en}",
        info={"declared": declared},
    )
    for column in ("geom", "geom_3857"):
        Index(f"{name}_{column}_idx", table.c[column], postgresql_using="gist")
    if declared.searchable:
        Index(
            f"{name}_search_idx", table.c.search, postgresql_using="gin", postgresql_ops={"search": "ext.gin_trgm_ops"}
        )
    _indexes(table, edited)
    begin = declared.time[:1]
    if begin and not declared.by_name[begin[0]].observed:
        Index(f"{name}_time_idx", *(table.c[n] for n in declared.time))
    return table


def state_table(declared: Declared, metadata: MetaData) -> Table:
    """The narrow table of a layer's present state; its rows are updated in place (HOT), so fillfactor 70."""
    name = f"{declared.name}_state"
    return Table(
        name,
        metadata,
        Column("fid", BigInteger(), nullable=False, autoincrement=False),
        *(_column(p) for p in declared.observed),
        *(_moment_column(p) for p in kept(declared)),
        PrimaryKeyConstraint("fid", name=f"{name}_pkey"),
        ForeignKeyConstraint(["fid"], [f"layers.{declared.name}.fid"], name=f"{name}_fid_fkey", ondelete="CASCADE"),
        *_constraints(name, list(declared.observed), metadata),
        comment=f"{declared.title.vi}: trạng thái hiện tại / {declared.title.en}: present state",
        info={"declared": declared},
        postgresql_with={"fillfactor": "70"},
    )


def record_table(recorded: Recorded, metadata: MetaData) -> Table:
    """The table of a record without a place."""
    name, properties = recorded.name, list(recorded.properties)
    table = Table(
        name,
        metadata,
        Column("id", Uuid(), server_default=text("gen_random_uuid()"), nullable=False),
        *(_column(p) for p in properties),
        PrimaryKeyConstraint("id", name=f"{name}_pkey"),
        UniqueConstraint(*recorded.key, name=f"{name}_key"),
        *_constraints(name, properties, metadata),
        comment=_summary(recorded.description),
        info={"recorded": recorded},
    )
    _indexes(table, properties)
    return table


def _column(p: Property) -> Column[Any]:
    return Column(
        p.name,
        _TYPES[p.kind],
        nullable=p.nullable,
        comment=column_comment(p),
        server_default=text(p.server_default) if p.server_default else None,
    )


def _moment_column(p: Property) -> Column[Any]:
    comment = f"{p.title.vi}: thời điểm / {p.title.en}: when it was true"
    return Column(moment_column(p.name), DateTime(timezone=True), nullable=True, comment=comment)


def column_comment(p: Property) -> str:
    """What is said of a column in PostgreSQL: its title in both languages, its unit, whether it is private."""
    unit = f" [{p.unit}]" if p.unit else ""
    private = " (riêng tư / private)" if p.private else ""
    return f"{p.title.vi} / {p.title.en}{unit}{private}"


def _geometry_columns(declared: Declared) -> list[Column[Any]]:
    geometry = declared.geometry
    columns: list[Column[Any]] = [
        Column(
            "geom", _geometry_type(geometry, STORAGE_SRID), nullable=geometry.nullable, comment="VN-2000 / TM-3 106-15"
        ),
        Column(
            "geom_3857",
            _geometry_type(geometry, 3857),
            Computed("ext.st_transform(geom, 3857)", persisted=True),
            nullable=True,
            comment="geom in Web Mercator, for tiles",
        ),
        Column(
            "geojson",
            Text(),
            Computed("ext.st_asgeojson(ext.st_transform(geom, 4326), 7)", persisted=True),
            nullable=True,
            comment="geom as GeoJSON (CRS84, 7 decimals), for items",
        ),
    ]
    if declared.searchable:
        columns.append(
            Column(
                "search",
                Text(),
                Computed(declared.search_sql(), persisted=True),
                nullable=True,
                comment="Words to search, folded: lower case, no diacritics",
            )
        )
    return columns


def _geometry_type(geometry: Geometry, srid: int) -> GeometryType:
    kind = geometry.kind.upper() + ("Z" if geometry.z else "")
    return GeometryType(
        kind, srid=srid, dimension=3 if geometry.z else 2, spatial_index=False, nullable=geometry.nullable
    )


def _geometry_checks(table: str, geometry: Geometry) -> list[CheckConstraint]:
    west, south, east, north = BOUNDS
    bounds = f"ext.st_makeenvelope({west}, {south}, {east}, {north}, {STORAGE_SRID})"
    checks = [
        CheckConstraint(f"geom OPERATOR(ext.@) {bounds}", name=_name(table, "geom_bounds")),
        CheckConstraint("NOT ext.st_isempty(geom)", name=_name(table, "geom_not_empty")),
        CheckConstraint(f"ext.st_npoints(geom) <= {MOST_POINTS}", name=_name(table, "geom_points")),
    ]
    if not geometry.kind.endswith("Point"):
        checks.append(CheckConstraint("ext.st_isvalid(geom)", name=_name(table, "geom_valid")))
    return checks


def _period_check(declared: Declared) -> list[CheckConstraint]:
    """A period does not end before it begins."""
    if len(declared.time) < 2 or any(declared.by_name[name].observed for name in declared.time):
        return []
    begin, end = declared.time
    return [CheckConstraint(f"{begin} <= {end}", name=_name(declared.name, "period"))]


def _constraints(
    table: str, properties: list[Property], metadata: MetaData
) -> list[CheckConstraint | ForeignKeyConstraint | UniqueConstraint]:
    found: list[CheckConstraint | ForeignKeyConstraint | UniqueConstraint] = []
    for p in properties:
        if p.references:
            found.append(
                ForeignKeyConstraint(
                    [p.name], [f"layers.{p.references}.id"], name=_name(table, f"{p.name}_fkey"), link_to_name=True
                )
            )
        if p.unique:
            found.append(UniqueConstraint(p.name, name=_name(table, f"{p.name}_key")))
        if p.kind == "code" and p.codes and p.codes.editable:
            target = codes_table(p.codes, metadata)
            found.append(
                ForeignKeyConstraint([p.name], [target.c.code], name=_name(table, f"{p.name}_code"), onupdate="CASCADE")
            )
        found.extend(CheckConstraint(sql, name=_name(table, f"{p.name}_{what}")) for what, sql in _checks(p))
    return found


def _checks(p: Property) -> list[tuple[str, str]]:
    checks: list[tuple[str, str]] = []
    limits = [
        f"{p.name} {sign} {limit:.15g}"
        for sign, limit in ((">=", p.ge), ("<=", p.le), (">", p.gt), ("<", p.lt))
        if limit is not None
    ]
    if limits:
        checks.append(("range", " AND ".join(limits)))
    if p.kind == "number":
        open_ends = [
            f"{p.name} {sign} '{infinity}'::double precision"
            for sign, infinity, ends in (("<", "Infinity", (p.le, p.lt)), (">", "-Infinity", (p.ge, p.gt)))
            if ends == (None, None)
        ]
        if open_ends:
            checks.append(("finite", " AND ".join(open_ends)))
    if p.codes and not p.codes.editable:
        values = ", ".join("'" + str(member.value).replace("'", "''") + "'" for member in p.codes)
        checks.append(("code", f"{p.name} IN ({values})" if p.kind == "code" else f"{p.name} <@ ARRAY[{values}]"))
    if p.pattern:
        pattern = p.pattern.replace("'", "''")
        checks.append(("pattern", f"{p.name} ~ '{pattern}'"))
    if p.max_length is not None:
        checks.append(("length", f"char_length({p.name}) <= {p.max_length}"))
    return checks


def _indexes(table: Table, properties: list[Property]) -> None:
    for p in properties:
        if p.index:
            Index(_name(table.name, f"{p.name}_idx"), table.c[p.name])


def _name(table: str, what: str) -> str:
    name = f"{table}_{what}"
    if len(name) > 63:
        raise BadDeclaration(f"{name}: longer than the 63 letters PostgreSQL keeps of a name")
    return name


def _summary(doc: str) -> str:
    return " ".join(doc.split())

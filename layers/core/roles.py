"""Who there is, and the words in which a layer says who may do what with which of its rows.

A role is a group role of PostgreSQL; people and programs are logins that are members of exactly one. No role contains
another: what a role may do stands in the declaration of each layer. The administrator reads and writes everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from layers.core.words import Text


class Role(Enum):
    """A group of people with the same rights."""

    PUBLIC = ("public", "Public", "Công chúng", None)
    CITIZEN = ("citizen", "Citizen", "Người dân", None)
    WARD_OFFICER = ("ward_officer", "Ward officer", "Cán bộ phường", "ward")
    URBAN_MANAGEMENT = ("urban_management", "Urban management", "Phòng Quản lý đô thị", "urban_management")
    LAND_ENVIRONMENT = ("land_environment", "Land and environment", "Phòng Tài nguyên và Môi trường", "environment")
    ECONOMY = ("economy", "Economy", "Phòng Kinh tế", "economy")
    PUBLIC_UTILITIES = (
        "public_utilities",
        "Public-utility centre",
        "Trung tâm Môi trường và Công trình đô thị",
        "public_utilities",
    )
    CONSTRUCTION_ORDER = (
        "construction_order",
        "Construction-order team",
        "Đội Trật tự xây dựng",
        "construction_order",
    )
    POLICE = ("police", "City police", "Công an thành phố", "police")
    CULTURE = ("culture", "Culture and information", "Phòng Văn hóa và Thông tin", "culture")
    OPERATION_CENTRE = ("operation_centre", "Operation centre", "Trung tâm điều hành thông minh (IOC)", "ioc")
    ADMINISTRATOR = ("administrator", "Administrator", "Quản trị viên", None)

    title: Text
    department: str | None

    def __new__(cls, value: str, en: str, vi: str, department: str | None) -> Role:
        """Keep the first word as the member's value, so that `Role("police")` finds it."""
        member = object.__new__(cls)
        member._value_ = value
        member.title = Text(vi=vi, en=en)
        member.department = department
        return member

    @property
    def group(self) -> str:
        """The group role in PostgreSQL."""
        return f"dongha_{self.value}"


PUBLIC = Role.PUBLIC
CITIZEN = Role.CITIZEN
WARD_OFFICER = Role.WARD_OFFICER
URBAN_MANAGEMENT = Role.URBAN_MANAGEMENT
LAND_ENVIRONMENT = Role.LAND_ENVIRONMENT
ECONOMY = Role.ECONOMY
PUBLIC_UTILITIES = Role.PUBLIC_UTILITIES
CONSTRUCTION_ORDER = Role.CONSTRUCTION_ORDER
POLICE = Role.POLICE
CULTURE = Role.CULTURE
OPERATION_CENTRE = Role.OPERATION_CENTRE
ADMINISTRATOR = Role.ADMINISTRATOR

EVERYONE: tuple[Role, ...] = tuple(Role)
"""All roles."""

DEPARTMENTS: tuple[Role, ...] = (
    URBAN_MANAGEMENT,
    LAND_ENVIRONMENT,
    ECONOMY,
    PUBLIC_UTILITIES,
    CONSTRUCTION_ORDER,
    POLICE,
    CULTURE,
    OPERATION_CENTRE,
)
"""The city's departments, which work in all wards."""

STAFF: tuple[Role, ...] = (WARD_OFFICER, *DEPARTMENTS, ADMINISTRATOR)
"""Everybody who works for the city."""

SERVICE_GROUP = "dongha_service"
"""The group of the web processes' own login: it may act for any role, and keeps accounts, change log and outbox."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Some rows of a layer, in words and as an SQL condition over its property `name`.

    Functions and other tables stand in scalar subselects, so that they are asked once per statement and an index still
    serves. `through` are the property and the layer whose features decide, where that is another one.
    """

    name: str
    sql: str
    title: Text
    through: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Limited:
    """A role with the rows it is limited to (None: all), and the properties it may give (None: all it reads)."""

    role: Role
    rows: Rows | None
    gives: tuple[str, ...] | None = None


type Rule = Role | Limited


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who reads a layer, who writes it (adds, changes, deletes), and who may only add to it (`create`).

    `private` are the roles that read the private properties, on every row they may see: rows and columns cannot be mixed in
    PostgreSQL. An edit of a `guarded` layer must name the version it is based on.
    """

    read: tuple[Rule, ...] = EVERYONE
    write: tuple[Rule, ...] = ()
    create: tuple[Rule, ...] = ()
    private: tuple[Role, ...] = ()
    guarded: bool = False

    def reading(self, role: Role) -> Limited | None:
        """How `role` reads, None when it does not."""
        return _found(self.read, role)

    def writing(self, role: Role) -> Limited | None:
        """How `role` adds, changes and deletes, None when it does not."""
        return _found(self.write, role)

    def creating(self, role: Role) -> Limited | None:
        """How `role` adds, None when it does not."""
        return _found(self.write, role) or _found(self.create, role)

    @property
    def rules(self) -> tuple[Limited, ...]:
        """Every rule of the declaration, with its rows."""
        return tuple(_limited(rule) for rule in (*self.read, *self.write, *self.create))

    def reads_private(self, role: Role) -> bool:
        """Whether `role` reads the private properties."""
        return role is ADMINISTRATOR or role in self.private


def only(role: Role, **values: tuple[str, ...]) -> Limited:
    """`role`, limited to rows whose property has one of some values: `only(PUBLIC, status=("approved",))`."""
    ((name, allowed),) = values.items()
    listed = ", ".join(allowed)
    return Limited(
        role=role,
        rows=Rows(
            name=name,
            sql=f'"{name}" IN ({_values(allowed)})',
            title=Text(vi=f"{name}: {listed}", en=f"{name}: {listed}"),
        ),
    )


def only_where(role: Role, reference: str, layer: str, **values: tuple[str, ...]) -> Limited:
    """`role`, limited to rows that refer (by the property `reference`) to a feature of `layer` with one of some values, or to
    none: `only_where(PUBLIC, "plan_id", "plans", status=("approved",))`. The other layer is read once per statement.
    """
    ((name, allowed),) = values.items()
    listed = ", ".join(allowed)
    known = (
        f'SELECT coalesce(array_agg(r.id), \'{{}}\') FROM layers."{layer}" r WHERE r."{name}" IN ({_values(allowed)})'
    )
    return Limited(
        role=role,
        rows=Rows(
            name=reference,
            sql=f'("{reference}" IS NULL OR "{reference}" = ANY (({known})::uuid[]))',
            title=Text(vi=f"{layer}.{name}: {listed}", en=f"{layer}.{name}: {listed}"),
            through=(reference, layer),
        ),
    )


def own_ward(role: Role) -> Limited:
    """`role`, limited to the ward of whoever asks."""
    return Limited(role=role, rows=OWN_WARD)


def own_department(role: Role, name: str = "department") -> Limited:
    """`role`, limited to rows whose property `name` is the role's own department."""
    return Limited(
        role=role,
        rows=Rows(
            name=name,
            sql=f'"{name}" = (SELECT layers.own_department())',
            title=Text(vi="thuộc đơn vị mình", en="own department"),
        ),
    )


def own_rows(role: Role, *, gives: tuple[str, ...] | None = None) -> Limited:
    """`role`, limited to rows it has added itself; `gives` are the properties it may give (None: all it reads)."""
    return Limited(role=role, rows=OWN_ROWS, gives=gives)


OWN_WARD = Rows(
    name="ward_code",
    sql="ward_code = (SELECT layers.own_ward())",
    title=Text(vi="phường của mình", en="own ward"),
)
"""The rows of the ward of whoever asks; what they write must lie in it as well (`layers.in_own_ward`)."""

OWN_ROWS = Rows(
    name="created_by",
    sql="created_by = (SELECT layers.actor())",
    title=Text(vi="tự mình thêm", en="own rows"),
)
"""The rows of whoever asks; a layer that speaks of them keeps `created_by`."""


def _found(rules: tuple[Rule, ...], role: Role) -> Limited | None:
    if role is ADMINISTRATOR:
        return Limited(role=role, rows=None)
    return next((limited for limited in map(_limited, rules) if limited.role is role), None)


def _limited(rule: Rule) -> Limited:
    return rule if isinstance(rule, Limited) else Limited(role=rule, rows=None)


def _values(allowed: tuple[str, ...]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in allowed)

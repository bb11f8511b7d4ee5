"""The vocabulary in which a layer is declared.

A theme module writes one class per layer with these words; everything else (table, CHECKs, schema, tile, style, ...) is
derived from them by kind of value. Nothing here knows PostgreSQL, HTTP or a single layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any, Literal, TypedDict, Unpack

from layers.core.binding import DeviceBinding
from layers.core.roles import Access
from layers.core.words import Language as Language  # noqa: PLC0414  a word of this vocabulary too
from layers.core.words import Text as Text  # noqa: PLC0414

_OPEN = Access()
GeometryKind = Literal["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"]


@dataclass(frozen=True, kw_only=True)
class CodeSpec:
    """What `code()` was told about one member of a code list."""

    value: str
    title: Text
    color: str | None


def code(value: str, *, en: str, vi: str, color: str | None = None) -> CodeSpec:
    """One member of a code list: its stored value, its titles and the colour that stands for it (`#rrggbb`)."""
    return CodeSpec(value=value, title=Text(vi=vi, en=en), color=color)


class Code(Enum):
    """A code list; members keep their order.

    A plain list is closed: the database refuses other values by CHECK. `class LandUse(Code, editable=True, source="...")`
    is open: its members are the first rows of the table `layers.<name>_codes`, which the city edits, and the source of the
    facts stands in each row.
    """

    editable: bool
    source: str
    title: Text
    color: str | None

    def __init_subclass__(cls, *, editable: bool = False, source: str = "", **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.editable = editable
        cls.source = source

    def __new__(cls, spec: CodeSpec) -> Code:
        """Keep the stored value as the member's value, so that `LampStatus("on")` finds it."""
        member = object.__new__(cls)
        member._value_ = spec.value
        member.title = spec.title
        member.color = spec.color
        return member


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a layer looks: one property that colours it (by code, or by `breaks`), one colour, one size, one label.

    `breaks` are (lower bound, colour) in ascending order for a numeric `by`. `size` is the radius of a point, the width of
    a line or the outline of a polygon, in pixels at zoom 16. `opacity` below 1 thins the fill of areas that lie on others.
    """

    by: str | None = None
    color: str = "#3b6ea5"
    breaks: tuple[tuple[float, str], ...] = ()
    size: float = 2.0
    opacity: float = 1.0
    label: str | None = None


@dataclass(frozen=True, kw_only=True)
class Apart:
    """Features of a layer that may not overlap by more than `tolerance_m` (a width in metres).

    Only features with the same values of the properties `within` are compared, and of a layer with a period only those that
    are valid at one time.
    """

    within: tuple[str, ...] = ()
    tolerance_m: float = 0.05


@dataclass(frozen=True, kw_only=True)
class Layer:
    """What is said of a layer as a whole.

    `zoom` is the range in which a web map shows it. `time` names the one property of an instant, or the two of a period
    (begin, end; an open end is null). `key` names the properties that identify a feature for people. `apart` says that
    features may not overlap, `access` who reads and writes them, `device` how devices keep its observed properties, `history`
    how long superseded versions are kept.
    """

    title: Text
    description: Text
    keywords: tuple[str, ...]
    zoom: tuple[int, int]
    style: Style
    time: tuple[str, ...] = ()
    key: tuple[str, ...] = ("code",)
    apart: Apart | None = None
    access: Access = _OPEN
    device: DeviceBinding | None = None
    history: timedelta = timedelta(days=730)


class Geom:
    """The annotation of a geometry property: EPSG:9212 (VN-2000 / TM-3 106-15), metres."""


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """The geometry type a layer holds."""

    kind: GeometryKind
    z: bool
    nullable: bool


def point(*, z: bool = False, nullable: bool = False) -> Any:
    """A point; `z` when a height in metres matters."""
    return Geometry(kind="Point", z=z, nullable=nullable)


def line(*, z: bool = False, nullable: bool = False) -> Any:
    """A line."""
    return Geometry(kind="LineString", z=z, nullable=nullable)


def polygon(*, z: bool = False, nullable: bool = False) -> Any:
    """A polygon."""
    return Geometry(kind="Polygon", z=z, nullable=nullable)


def multipoint(*, z: bool = False, nullable: bool = False) -> Any:
    """A set of points."""
    return Geometry(kind="MultiPoint", z=z, nullable=nullable)


def multiline(*, z: bool = False, nullable: bool = False) -> Any:
    """A set of lines."""
    return Geometry(kind="MultiLineString", z=z, nullable=nullable)


def multipolygon(*, z: bool = False, nullable: bool = False) -> Any:
    """A set of polygons."""
    return Geometry(kind="MultiPolygon", z=z, nullable=nullable)


@dataclass(frozen=True, kw_only=True)
class Prop:
    """What `prop()` was told; the Python type stands in the annotation beside it."""

    title: Text
    description: Text | None = None
    unit: str | None = None
    ge: float | None = None
    le: float | None = None
    gt: float | None = None
    lt: float | None = None
    pattern: str | None = None
    max_length: int | None = None
    unique: bool = False
    index: bool = False
    private: bool = False
    search: bool = False
    observed: bool = False
    references: str | None = None
    server_default: str | None = None


class Observable(TypedDict, total=False):
    """What can be said of any property beside its titles."""

    description: Text | None
    unit: str | None
    ge: float | None
    le: float | None
    gt: float | None
    lt: float | None
    pattern: str | None
    max_length: int | None
    private: bool


class Editable(Observable, total=False):
    """What can be said of a property that people edit."""

    unique: bool
    index: bool
    search: bool
    server_default: str | None


def prop(en: str, *, vi: str, **said: Unpack[Editable]) -> Any:
    """A property that people edit: titles, UCUM unit, limits, and whether it is private, searched or indexed.

    A private property leaves through no public route. `server_default` is an SQL expression.
    """
    return Prop(title=Text(vi=vi, en=en), **said)


def observed(en: str, *, vi: str, **said: Unpack[Observable]) -> Any:
    """A property that devices keep: present state, held apart in `<layer>_state`; unknown (null) until first heard."""
    return Prop(title=Text(vi=vi, en=en), observed=True, **said)


def reference(
    layer: str, en: str, *, vi: str, description: Text | None = None, private: bool = False, unique: bool = False
) -> Any:
    """The `id` of a feature of another layer; held by a foreign key and indexed."""
    return Prop(
        title=Text(vi=vi, en=en),
        description=description,
        references=layer,
        private=private,
        unique=unique,
        index=not unique,
    )

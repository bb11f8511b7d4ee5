"""A layer as the rest of the house sees it: the declaration resolved into plain values.

`Declared` is what every derivation starts from (table, schema, query, tile, style, ...).
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
import types
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from layers.core.declaration import Code, Geometry, Layer, Prop, Style, Text, observed, prop
from layers.core.roles import OWN_ROWS, PUBLIC, Access, Role

Kind = Literal[
    "string",
    "integer",
    "number",
    "boolean",
    "date",
    "datetime",
    "uuid",
    "code",
    "codes",
    "strings",
    "object",
]

_PLAIN: dict[Any, Kind] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dt.date: "date",
    dt.datetime: "datetime",
    UUID: "uuid",
}
_HEARD_AT: Prop = observed(
    "Observed at",
    vi="Thời điểm đo",
    description=Text(vi="Thời điểm của số đo mới nhất", en="When the newest reading was true"),
)
_ADDED_BY: Prop = prop(
    "Added by",
    vi="Người thêm",
    private=True,
    max_length=63,
    server_default="layers.actor()",
    description=Text(vi="Tên đăng nhập của người đã thêm", en="Login of whoever added it"),
)
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,47}")


class BadDeclaration(TypeError):
    """A layer's declaration contradicts itself; the message names the layer and the property."""


@dataclass(frozen=True, kw_only=True)
class Property:
    """One property of a layer, with its kind of value and where it stands in a statement over `Declared.from_sql`."""

    name: str
    title: Text
    description: Text | None
    kind: Kind
    codes: type[Code] | None
    unit: str | None
    ge: float | None
    le: float | None
    gt: float | None
    lt: float | None
    pattern: str | None
    max_length: int | None
    nullable: bool
    unique: bool
    index: bool
    private: bool
    observed: bool
    search: bool
    references: str | None
    server_default: str | None

    @property
    def column(self) -> str:
        """The quoted column with the alias of its table: `f` the features, `s` their present state."""
        return f'{"s" if self.observed else "f"}."{self.name}"'

    @property
    def role(self) -> str | None:
        """The `x-ogc-role` (OGC API Features Part 5) that follows from the kind of value."""
        if self.name == "id":
            return "id"
        if self.references:
            return "reference"
        return None


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One layer: what was declared, resolved.

    `tables` are what a read touches (its own table, or those a view reads); `view` is the SELECT of a view layer. `partial`
    tells that the public, or the role for which it was resolved, does not read every row: nothing that was counted or drawn
    from all rows may be served of it.
    """

    name: str
    theme: str
    layer: Layer
    geometry: Geometry
    properties: tuple[Property, ...]
    view: str | None
    tables: tuple[str, ...]
    partial: bool = False

    @property
    def title(self) -> Text:
        """The layer's title."""
        return self.layer.title

    @property
    def description(self) -> Text:
        """What the layer holds."""
        return self.layer.description

    @property
    def keywords(self) -> tuple[str, ...]:
        """Words to find the layer by."""
        return self.layer.keywords

    @property
    def zoom(self) -> tuple[int, int]:
        """First and last zoom level at which a web map shows it."""
        return self.layer.zoom

    @property
    def style(self) -> Style:
        """How it looks."""
        return self.layer.style

    @property
    def time(self) -> tuple[str, ...]:
        """The property of an instant, the two of a period, or none."""
        return self.layer.time

    @cached_property
    def by_name(self) -> dict[str, Property]:
        """Every property, private ones too."""
        return {p.name: p for p in self.properties}

    @cached_property
    def public(self) -> tuple[Property, ...]:
        """The properties that may leave the house."""
        return tuple(p for p in self.properties if not p.private)

    @cached_property
    def public_by_name(self) -> dict[str, Property]:
        """The public properties by name: the allow-list of every request."""
        return {p.name: p for p in self.public}

    @cached_property
    def observed(self) -> tuple[Property, ...]:
        """The properties that devices keep."""
        return tuple(p for p in self.properties if p.observed)

    @property
    def searchable(self) -> bool:
        """Whether the layer has a `search` column."""
        return any(p.search for p in self.properties)

    def search_sql(self, alias: str = "") -> str:
        """The words to search, folded, over the columns of the layer's table; `alias` may stand before them."""
        parts = " || ".join(
            f"' ' || coalesce({f'layers.joined({alias}{p.name})' if p.kind == 'strings' else f'{alias}{p.name}'}, '')"
            for p in self.properties
            if p.search
        )
        return f"layers.fold({parts})"

    @property
    def from_sql(self) -> str:
        """The FROM item of every read: features as `f`, their present state as `s` where there is one."""
        features = f'layers."{self.name}" f'
        if not self.observed or self.view:
            return features
        return f'{features} LEFT JOIN layers."{self.name}_state" s ON s.fid = f.fid'


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A table of records without a place: what was declared, resolved. `key` is its natural key."""

    name: str
    key: tuple[str, ...]
    properties: tuple[Property, ...]
    description: str
    access: Access


def codes_table_name(codes: type[Code]) -> str:
    """The table of an editable code list: `LandUse` -> `land_use_codes`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", codes.__name__).lower() + "_codes"


def identifier(name: str) -> str:
    """`name`, when it can stand as a snake_case identifier of at most 48 letters; else BadDeclaration."""
    if not _IDENTIFIER.fullmatch(name):
        raise BadDeclaration(f"{name!r} is not a snake_case name of at most 48 letters")
    return name


def declare(
    cls: type[Any], *, theme: str, layer: Layer, name: str, view: str | None, reads: tuple[str, ...]
) -> Declared:
    """Resolve the class body of a layer into `Declared`; BadDeclaration where it contradicts itself."""
    geometries, properties = _members(cls)
    if len(geometries) != 1:
        raise BadDeclaration(f"{name}: a layer has exactly one geometry, named geom")
    if any(rule.rows is OWN_ROWS for rule in layer.access.rules):
        properties += (_property(cls, OWN_ROWS.name, _ADDED_BY, str | None),)
    public = layer.access.reading(PUBLIC)
    declared = Declared(
        name=identifier(name),
        theme=theme,
        layer=layer,
        geometry=geometries[0],
        properties=properties,
        view=inspect.cleandoc(view) if view else None,
        tables=reads or (name,),
        partial=public is None or public.rows is not None,
    )
    _check(declared)
    return declared


def recorded(cls: type[Any], *, name: str, key: tuple[str, ...], access: Access) -> Recorded:
    """Resolve the class body of a table of records; BadDeclaration where it contradicts itself."""
    geometries, properties = _members(cls)
    if geometries:
        raise BadDeclaration(f"{name}: a record has no place; what has one is a layer")
    return Recorded(
        name=identifier(name),
        key=key,
        properties=properties,
        description=inspect.cleandoc(cls.__doc__ or ""),
        access=access,
    )


def _members(cls: type[Any]) -> tuple[list[Geometry], tuple[Property, ...]]:
    geometries: list[Geometry] = []
    properties: dict[str, Property] = {}
    hints = get_type_hints(cls)
    for base in reversed(cls.__mro__):
        for name, value in vars(base).items():
            if isinstance(value, Geometry):
                if name != "geom":
                    raise BadDeclaration(f"{cls.__name__}.{name}: the geometry is named geom")
                geometries = [value]
            elif isinstance(value, Prop):
                properties[name] = _property(cls, identifier(name), value, hints[name])
    if any(p.observed for p in properties.values()):
        properties["phenomenon_time"] = _property(cls, "phenomenon_time", _HEARD_AT, dt.datetime)
    return geometries, tuple(properties.values())


def _property(cls: type[Any], name: str, spec: Prop, hint: Any) -> Property:
    kind, codes, nullable = _kind(f"{cls.__name__}.{name}", hint)
    return Property(
        name=name,
        title=spec.title,
        description=spec.description,
        kind=kind,
        codes=codes,
        unit=spec.unit,
        ge=spec.ge,
        le=spec.le,
        gt=spec.gt,
        lt=spec.lt,
        pattern=spec.pattern,
        max_length=spec.max_length,
        nullable=nullable or spec.observed,
        unique=spec.unique,
        index=spec.index,
        private=spec.private,
        observed=spec.observed,
        search=spec.search,
        references=spec.references,
        server_default=spec.server_default,
    )


def _kind(where: str, hint: Any) -> tuple[Kind, type[Code] | None, bool]:
    nullable = False
    if get_origin(hint) in (Union, types.UnionType):
        parts = [part for part in get_args(hint) if part is not types.NoneType]
        nullable = len(parts) < len(get_args(hint))
        if len(parts) != 1:
            raise BadDeclaration(f"{where}: one type, or one type and None")
        hint = parts[0]
    if hint in _PLAIN:
        return _PLAIN[hint], None, nullable
    if isinstance(hint, type) and issubclass(hint, Code):
        return "code", hint, nullable
    if hint is dict or get_origin(hint) is dict:
        return "object", None, nullable
    if get_origin(hint) is list:
        (member,) = get_args(hint)
        if member is str:
            return "strings", None, nullable
        if isinstance(member, type) and issubclass(member, Code):
            return "codes", member, nullable
    raise BadDeclaration(f"{where}: no kind of value for {hint!r}")


def _check(declared: Declared) -> None:
    names = declared.by_name
    style = declared.style
    used = [*declared.time, *declared.layer.key, *(n for n in (style.by, style.label) if n)]
    used += declared.layer.apart.within if declared.layer.apart else ()
    for name in used:
        if name not in names:
            raise BadDeclaration(f"{declared.name}: {name} is named by the layer but is no property of it")
    for name in (style.by, style.label, *declared.time):
        if name and names[name].private:
            raise BadDeclaration(f"{declared.name}.{name}: private, so no style, label or time")
    for p in declared.properties:
        if p.search and (p.private or p.observed or p.kind not in ("string", "strings")):
            raise BadDeclaration(f"{declared.name}.{p.name}: only public, edited text is searched")
    if len(declared.time) > 2:
        raise BadDeclaration(f"{declared.name}: time is one property or two")
    _check_access(declared)
    _check_device(declared)


def _check_device(declared: Declared) -> None:
    binding, names = declared.layer.device, declared.by_name
    if binding is None:
        return
    if declared.view:
        raise BadDeclaration(f"{declared.name}: a view has no devices")
    said = [binding.main, *(f.property for f in binding.feeds), *(a.property for a in binding.commands if a.property)]
    for name in said:
        if name not in names or not names[name].observed:
            raise BadDeclaration(f"{declared.name}.{name}: named by the device binding, but no observed property")
    after = binding.expire_after
    if isinstance(after, str) and (after not in names or names[after].observed or names[after].kind != "integer"):
        raise BadDeclaration(f"{declared.name}.{after}: names how long a value is true, but holds no whole seconds")
    for ability in binding.commands:
        codes = names[ability.property].codes if ability.property else None
        if ability.becomes is not None and (codes is None or ability.becomes not in {c.value for c in codes}):
            raise BadDeclaration(
                f"{declared.name}.{ability.action}: becomes {ability.becomes}, which is no code of its property"
            )
    if len({a.action for a in binding.commands}) != len(binding.commands):
        raise BadDeclaration(f"{declared.name}: an action is declared twice")


def _check_access(declared: Declared) -> None:
    access, names = declared.layer.access, declared.by_name
    for rules in (access.read, access.write, access.create):
        roles = [rule if isinstance(rule, Role) else rule.role for rule in rules]
        if len(roles) != len(set(roles)):
            raise BadDeclaration(f"{declared.name}: a role is named twice in one list of its access")
    for rule in access.rules:
        for name in (*([rule.rows.name] if rule.rows else []), *(rule.gives or ())):
            if name != "geom" and (name not in names or names[name].observed):
                raise BadDeclaration(f"{declared.name}.{name}: named by the access, but no edited property of it")
    for role in Role:
        reads = access.reading(role)
        if reads is None and (access.creating(role) or access.reads_private(role)):
            raise BadDeclaration(f"{declared.name}: {role.value} does not read what it writes or knows of")
    if declared.view and (access.write or access.create or declared.partial):
        raise BadDeclaration(f"{declared.name}: a view is read, by all or by roles without conditions, and not written")

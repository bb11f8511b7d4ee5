"""The schema `city`: every layer as a desktop program opens it over PostgreSQL.

QGIS asks for all columns of a relation and for rights on the whole of it, while the tables of `layers` grant theirs by
column. So each layer has a view of the columns that hold no secret, with rights of its own on the whole of it. A view
reads and writes in the name of whoever uses it: the column rights, row policies and triggers of the layer hold.
Pure text of SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from layers.core.access import Action, actions
from layers.core.ddl import column_comment
from layers.core.declaration import Code
from layers.core.declared import Declared, Property, Recorded, codes_table_name
from layers.core.roles import EVERYONE, Role

SCHEMA = "city"
"""Where the views are."""

_END = ";\n"
_KEPT_BY_THE_DATABASE = frozenset({"fid", "version", "updated_at"})
_ID_DEFAULT = "gen_random_uuid()"
_ALL_GROUPS = ", ".join(role.group for role in EVERYONE)
_CODE_LIST = ("code", "title_vi", "title_en", "color", "position", "source")
_WRITING: tuple[tuple[str, Action], ...] = (("INSERT", "create"), ("UPDATE", "update"), ("DELETE", "delete"))


def script(layers: Iterable[Declared], records: Iterable[Recorded]) -> str:
    """The schema with the views of all layers, records and editable code lists; every table must stand."""
    declared, kept = list(layers), list(records)
    codes = {p.codes for d in (*declared, *kept) for p in d.properties if p.codes and p.codes.editable}
    comment = "Lớp dữ liệu cho QGIS, khóa id / layers for QGIS, key column id"
    return "\n".join(
        (
            f"CREATE SCHEMA {SCHEMA};",
            f"COMMENT ON SCHEMA {SCHEMA} IS {_literal(comment)};",
            f"GRANT USAGE ON SCHEMA {SCHEMA} TO {_ALL_GROUPS};",
            *(layer(d) for d in declared),
            *(record(r) for r in kept),
            *(code_list(c) for c in sorted(codes, key=codes_table_name)),
        )
    )


def columns(declared: Declared) -> tuple[Property, ...]:
    """The properties that the view of the layer has; `geom` stands after them."""
    return tuple(
        p
        for p in declared.public
        if p.name not in _KEPT_BY_THE_DATABASE and (declared.view is not None or not p.observed)
    )


def layer(declared: Declared) -> str:
    """The view of a layer, what it fills in where nothing is given, and who may do what with it."""
    name, shown = declared.name, columns(declared)
    parts = [
        _view(name, (*(p.name for p in shown), "geom")),
        _comment("VIEW", f'"{name}"', f"{declared.title.vi} / {declared.title.en}"),
        *(_comment("COLUMN", f'"{name}"."{p.name}"', column_comment(p)) for p in shown),
        _comment("COLUMN", f'"{name}"."geom"', "VN-2000 / TM-3 106-15"),
        _granted("SELECT", name, lambda role: "read" in actions(declared, role)),
    ]
    if declared.view is None:
        parts += [_default(name, p) for p in shown]
        parts += [_granted(word, name, _may(declared, action)) for word, action in _WRITING]
    return "".join(parts)


def record(recorded: Recorded) -> str:
    """A table of records, for reading."""
    shown = tuple(p for p in recorded.properties if not p.private)
    return "".join(
        (
            _view(recorded.name, ("id", *(p.name for p in shown))),
            _comment("VIEW", f'"{recorded.name}"', " ".join(recorded.description.split())),
            *(_comment("COLUMN", f'"{recorded.name}"."{p.name}"', column_comment(p)) for p in shown),
            _granted("SELECT", recorded.name, lambda role: recorded.access.reading(role) is not None),
        )
    )


def code_list(codes: type[Code]) -> str:
    """An editable code list, for reading: what a list of choices in a form is filled with."""
    name = codes_table_name(codes)
    return _view(name, _CODE_LIST) + _granted("SELECT", name, lambda role: True)


def _may(declared: Declared, action: Action) -> Callable[[Role], bool]:
    return lambda role: action in actions(declared, role)


def _view(name: str, names: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{one}"' for one in names)
    return (
        f'CREATE VIEW {SCHEMA}."{name}" WITH (security_invoker = true) AS\nSELECT {listed} FROM layers."{name}"{_END}'
    )


def _default(name: str, p: Property) -> str:
    value = _ID_DEFAULT if p.name == "id" else p.server_default
    return f'ALTER VIEW {SCHEMA}."{name}" ALTER COLUMN "{p.name}" SET DEFAULT {value}{_END}' if value else ""


def _granted(privilege: str, name: str, may: Callable[[Role], bool]) -> str:
    groups = [role.group for role in EVERYONE if may(role)]
    return f'GRANT {privilege} ON {SCHEMA}."{name}" TO {", ".join(groups)}{_END}' if groups else ""


def _comment(kind: str, what: str, said: str) -> str:
    return f"COMMENT ON {kind} {SCHEMA}.{what} IS {_literal(said)}{_END}"


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

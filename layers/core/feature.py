"""What a theme module derives its classes from: a feature, a view over features, or a plain record."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

from layers.core.declaration import Layer, Text, prop
from layers.core.declared import Declared, Recorded, declare, recorded
from layers.core.roles import Access

MADE_CODE = "'M-'::text || nextval('layers.made_codes'::regclass)::text"
"""The code of a feature that was given none."""


class _Relation:
    fid: int = prop(
        "Feature number",
        vi="Số đối tượng",
        description=Text(vi="Số thứ tự ổn định, dùng trong ô bản đồ", en="Stable number, used in tiles"),
    )
    id: UUID = prop("Identifier", vi="Mã định danh")
    code: str = prop("Code", vi="Mã số", search=True, max_length=120, server_default=MADE_CODE)
    ward_code: str | None = prop(
        "Ward",
        vi="Phường",
        pattern=r"^\d{5}$",
        index=True,
        description=Text(vi="Mã phường cũ (TCTK)", en="GSO code"),
        server_default="layers.own_ward()",
    )
    source: str = prop("Source", vi="Nguồn dữ liệu", max_length=200, server_default="'edit'")
    version: int = prop("Version", vi="Phiên bản", ge=1, server_default="1")
    updated_at: dt.datetime = prop("Updated", vi="Cập nhật lúc", server_default="now()")


class Feature(_Relation):
    """A thing of the city with a place: one subclass per layer."""

    __tablename__: ClassVar[str]
    __layer__: ClassVar[Layer]
    declared: ClassVar[Declared]

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.declared = declare(cls, theme=_theme(cls), layer=cls.__layer__, name=cls.__tablename__, view=None, reads=())


class View(_Relation):
    """A layer that a SELECT over other tables gives; read-only.

    `__view__` must give the columns of a feature (fid, id, code, ward_code, source, version, updated_at, the declared
    properties, geom, geom_3857, geojson, and search where a property is searched). `__reads__` names the tables in it.
    """

    __tablename__: ClassVar[str]
    __layer__: ClassVar[Layer]
    __view__: ClassVar[str]
    __reads__: ClassVar[tuple[str, ...]]
    declared: ClassVar[Declared]

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.declared = declare(
            cls,
            theme=_theme(cls),
            layer=cls.__layer__,
            name=cls.__tablename__,
            view=cls.__view__,
            reads=cls.__reads__,
        )


class Record:
    """A row without a place that layers lean on (a definition, a value); one subclass per table.

    Has `id uuid` and what is declared with `prop()` and `reference()`; `__key__` is its unique natural key, `__access__` says
    who reads and writes it.
    """

    __tablename__: ClassVar[str]
    __key__: ClassVar[tuple[str, ...]]
    __access__: ClassVar[Access] = Access()
    recorded: ClassVar[Recorded]

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.recorded = recorded(cls, name=cls.__tablename__, key=cls.__key__, access=cls.__access__)


def _theme(cls: type[Any]) -> str:
    parts = cls.__module__.split(".")
    return parts[parts.index("themes") + 1] if "themes" in parts else parts[-1]

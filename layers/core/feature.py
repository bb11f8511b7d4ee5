"""What a theme module derives its classes from: a feature, a view over features, or a plain record."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import Mapped

from layers.core import ddl
from layers.core.declaration import Layer, Text, prop
from layers.core.declared import Declared, declare, properties_of

METADATA = MetaData(schema="layers")
"""Every table of the house, filled as the theme modules are imported."""


class _Relation:
    fid: Mapped[int] = prop(
        "Feature number",
        vi="Số đối tượng",
        description=Text(vi="Số thứ tự ổn định, dùng trong ô bản đồ", en="Stable number, used in tiles"),
    )
    id: Mapped[UUID] = prop("Identifier", vi="Mã định danh")
    code: Mapped[str] = prop("Code", vi="Mã số", search=True, max_length=120)
    ward_code: Mapped[str | None] = prop(
        "Ward", vi="Phường", pattern=r"^\d{5}$", index=True, description=Text(vi="Mã phường cũ (TCTK)", en="GSO code")
    )
    source: Mapped[str] = prop("Source", vi="Nguồn dữ liệu", max_length=200)
    version: Mapped[int] = prop("Version", vi="Phiên bản", ge=1, server_default="1")
    updated_at: Mapped[dt.datetime] = prop("Updated", vi="Cập nhật lúc", server_default="now()")


class Feature(_Relation):
    """A thing of the city with a place: one subclass per layer."""

    __tablename__: ClassVar[str]
    __layer__: ClassVar[Layer]
    declared: ClassVar[Declared]
    table: ClassVar[Table]
    state: ClassVar[Table | None]

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.declared = declare(cls, theme=_theme(cls), layer=cls.__layer__, name=cls.__tablename__, view=None, reads=())
        cls.table = ddl.feature_table(cls.declared, METADATA)
        cls.state = ddl.state_table(cls.declared, METADATA) if cls.declared.observed else None


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

    Has `id uuid` and what is declared with `prop()` and `reference()`; `__key__` is its unique natural key.
    """

    __tablename__: ClassVar[str]
    __key__: ClassVar[tuple[str, ...]]
    table: ClassVar[Table]

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.table = ddl.record_table(cls.__tablename__, cls.__key__, properties_of(cls), METADATA, cls.__doc__ or "")


def _theme(cls: type[Any]) -> str:
    parts = cls.__module__.split(".")
    return parts[parts.index("themes") + 1] if "themes" in parts else parts[-1]

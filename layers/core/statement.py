"""A statement for PostgreSQL: text with `$n` places and the values that go there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with `$1`, `$2`, ... and its values; runs on asyncpg and on psycopg's RawCursor alike.

    A geometry among the values is EWKB as bytes.
    """

    sql: str
    values: tuple[Any, ...]


class Parameters:
    """Collects the values of a statement; every value that came from outside goes through here."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def bind(self, value: Any, type_name: str) -> str:
        """The place of `value` in the text, with its PostgreSQL type: `$3::float8`."""
        self.values.append(value)
        return f"${len(self.values)}::{type_name}"

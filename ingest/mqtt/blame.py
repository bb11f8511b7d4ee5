"""Whose fault an error of the database is: what is away comes back, what is wrong in a message stays wrong."""

from __future__ import annotations

import psycopg

_DATA = ("21", "22", "23", "44", "DH", "P0")
"""Classes of SQLSTATE that a value is to blame for: cardinality, data, integrity, check option, the house's own, raised."""

_NO_PARTITION = "no partition of relation"


def is_of_data(error: psycopg.Error) -> bool:
    """Whether a message is to blame, and trying again would end the same way. Everything else (the server is away, full,
    read-only, being changed) is waited for.
    """
    return (error.sqlstate or "")[:2] in _DATA and not is_missing_day(error)


def is_missing_day(error: psycopg.Error) -> bool:
    """Whether the table of a day is gone, which can be made."""
    return error.sqlstate == "23514" and _NO_PARTITION in str(error)

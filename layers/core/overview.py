"""Which layers have an overview for low zoom levels, what it keeps of them, and how it follows their changes.

The drawing itself is SQL (`layers/sql/overview.sql`). A layer has an overview when it holds lines or polygons, may be
shown before every feature is (`FULL_ZOOM`), and is not coloured by a reading, for readings change too often to be
drawn ahead, nor hidden in part from the public: what all see is drawn from all rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.core.declared import Declared

if TYPE_CHECKING:
    import psycopg

FULL_ZOOM = 14
"""The Web Mercator level from which on a tile holds every feature as it is."""

FINE_ZOOM = 12
"""The first Web Mercator level that the finer of the two overview levels serves."""

_STATEMENT_END = ";\n"


def has_overview(declared: Declared) -> bool:
    """Whether low zoom levels of the layer come from `layers.overviews`."""
    by = declared.by_name.get(declared.style.by or "")
    return (
        not declared.view
        and not declared.partial
        and not declared.geometry.kind.endswith("Point")
        and declared.zoom[0] < FULL_ZOOM
        and (by is None or not by.observed)
    )


def overview_level(zoom: int) -> int:
    """The level of `layers.overviews` that serves a Web Mercator level below `FULL_ZOOM`."""
    return 13 if zoom >= FINE_ZOOM else 11


def script(declared: Declared, label: str | None) -> str:
    """The statements that give a layer its overview; `label` is the property that low zoom levels write on the map."""
    if not has_overview(declared):
        return ""
    style = declared.style
    dimension = 1 if declared.geometry.kind.endswith("LineString") else 2
    breaks = ", ".join(f"{low:.15g}" for low, _ in style.breaks)
    values = (
        f"'{declared.name}', {dimension}, {_text(style.by)}, "
        f"{f'ARRAY[{breaks}]::double precision[]' if breaks else 'NULL'}, {_text(label)}, {declared.zoom[0] < FINE_ZOOM}"
    )
    events = (
        ("insert", "INSERT", " REFERENCING NEW TABLE AS changed", "mark_overview"),
        ("update", "UPDATE", " REFERENCING OLD TABLE AS gone NEW TABLE AS changed", "mark_overview_update"),
        ("delete", "DELETE", " REFERENCING OLD TABLE AS changed", "mark_overview"),
        ("truncate", "TRUNCATE", "", "mark_overview_truncate"),
    )
    return f"INSERT INTO layers.overview_layers VALUES ({values}){_STATEMENT_END}" + "".join(
        f'CREATE TRIGGER overview_{name} AFTER {event} ON layers."{declared.name}"{referencing} '
        f"FOR EACH STATEMENT EXECUTE FUNCTION layers.{function}('{declared.name}'){_STATEMENT_END}"
        for name, event, referencing, function in events
    )


def refresh(connection: psycopg.Connection[Any]) -> int:
    """Draw every changed cell again, commit, and give the number of rounds it took; call it after a load."""
    rounds = 0
    while True:
        row = connection.execute("SELECT layers.refresh_overviews(64, true)").fetchone()
        connection.commit()
        rounds += 1
        if row is None or not row[0]:
            return rounds


def _text(value: str | None) -> str:
    return f"'{value}'" if value else "NULL"

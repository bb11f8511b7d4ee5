"""Edits of one layer in plain SQL, as any client of the database makes them, and a model of what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal, LiteralString
from uuid import UUID

import psycopg
from hypothesis import strategies as st

SPOTS = 5
Kind = Literal[
    "insert", "copy", "plain", "said", "wrong", "move", "delete", "upsert", "merge", "truncate", "twice", "all"
]
Operation = tuple[str, UUID | None, int | None, bool]
"""An entry of the log: what happened, to whom, its version after that, and whether it had been elsewhere before."""


@dataclass(frozen=True)
class Edit:
    """One statement over some of the spots, with a value."""

    kind: Kind
    spots: tuple[int, ...]
    value: int


@dataclass(frozen=True)
class Spot:
    """A feature as the model knows it."""

    version: int
    ssid: str
    x: float


@dataclass
class Model:
    """What stands, the newest version that each id ever had, and what the log must say, statement by statement."""

    ids: list[UUID]
    now: dict[UUID, Spot] = field(default_factory=dict[UUID, Spot])
    newest: dict[UUID, int] = field(default_factory=dict[UUID, int])
    log: list[set[Operation]] = field(default_factory=list[set[Operation]])

    def copy(self) -> Model:
        return Model(self.ids, dict(self.now), dict(self.newest), list(self.log))

    def _here(self, edit: Edit) -> list[UUID]:
        return [self.ids[i] for i in edit.spots if self.ids[i] in self.now]

    def _absent(self, edit: Edit) -> list[UUID]:
        return [self.ids[i] for i in edit.spots if self.ids[i] not in self.now]

    def _came(self, identifier: UUID, ssid: str) -> Operation:
        version = self.newest.get(identifier, 0) + 1
        self.now[identifier] = Spot(version, ssid, self.ids.index(identifier) * 10.0)
        self.newest[identifier] = version
        return ("create", identifier, version, False)

    def _became(self, identifier: UUID, **values: Any) -> Operation:
        old = self.now[identifier]
        new = replace(old, version=old.version + 1, **values)
        self.now[identifier] = new
        self.newest[identifier] = new.version
        return ("update", identifier, new.version, new.x != old.x)

    def _went(self, identifier: UUID) -> Operation:
        return ("delete", identifier, self.now.pop(identifier).version, False)

    def apply(self, edit: Edit) -> None:
        """Take the edit in."""
        here, absent, name = self._here(edit), self._absent(edit), f"net {edit.value}"
        match edit.kind:
            case "insert" | "copy":
                done = {self._came(i, name) for i in absent}
            case "plain":
                done = {self._became(i, ssid=name) for i in here if self.now[i].ssid != name}
            case "said" | "wrong":
                done = {self._became(i, ssid=name) for i in here}
            case "move":
                done = {self._became(i, x=self.now[i].x + edit.value) for i in here if edit.value}
            case "delete":
                done = {self._went(i) for i in here}
            case "upsert" | "merge":
                done = {self._became(i, ssid=name) for i in here if self.now[i].ssid != name}
                done |= {self._came(i, name) for i in absent}
            case "truncate":
                self.now.clear()
                done: set[Operation] = {("truncate", None, None, False)}
            case "twice":
                self.log.append({self._became(i, ssid=f"{name} a") for i in here})
                done = {self._became(i, ssid=f"{name} b") for i in here}
            case "all":
                done = {self._became(i, ssid=name) for i in list(self.now) if self.now[i].ssid != name}
        if done:
            self.log.append(done)


_PLACE: LiteralString = "ST_SetSRID(ST_MakePoint(590000 + %s, 1860000), 9212)"
_ROWS: LiteralString = (
    "SELECT id, 'w' || x, 'Chợ', %s::text, 50, "
    + _PLACE.replace("%s", "x")
    + (" FROM unnest(%s::uuid[], %s::float8[]) s(id, x)")
)


def run(connection: psycopg.Connection[Any], model: Model, edit: Edit) -> None:
    """Make the edit in the database; `model` is what stands before it."""
    ids = [model.ids[i] for i in edit.spots]
    absent = [i for i in ids if i not in model.now]
    name = f"net {edit.value}"

    def places(of: list[UUID]) -> list[float]:
        return [model.ids.index(i) * 10.0 for i in of]

    match edit.kind:
        case "insert":
            connection.execute(
                f"INSERT INTO wifi_points (id, code, location, ssid, reach_m, geom) {_ROWS}",
                [name, absent, places(absent)],
            )
        case "copy":
            with connection.cursor().copy(
                "COPY wifi_points (id, code, location, ssid, reach_m, geom) FROM STDIN"
            ) as copy:
                for i, x in zip(absent, places(absent), strict=True):
                    copy.write_row((i, f"w{x:g}", "Chợ", name, 50, f"SRID=9212;POINT({590000 + x} 1860000)"))
        case "plain":
            connection.execute("UPDATE wifi_points SET ssid = %s WHERE id = ANY (%s)", [name, ids])
        case "said":
            connection.execute(
                "UPDATE wifi_points SET ssid = %s, version = version + 1, updated_at = clock_timestamp() WHERE id = ANY (%s)",
                [name, ids],
            )
        case "wrong":
            connection.execute(
                "UPDATE wifi_points SET ssid = %s, version = 900, updated_at = '2000-01-01' WHERE id = ANY (%s)",
                [name, ids],
            )
        case "move":
            connection.execute(
                "UPDATE wifi_points SET geom = ST_Translate(geom, %s, 0) WHERE id = ANY (%s)", [edit.value, ids]
            )
        case "delete":
            connection.execute("DELETE FROM wifi_points WHERE id = ANY (%s)", [ids])
        case "upsert":
            connection.execute(
                f"INSERT INTO wifi_points (id, code, location, ssid, reach_m, geom) {_ROWS}"
                " ON CONFLICT (id) DO UPDATE SET ssid = excluded.ssid",
                [name, ids, places(ids)],
            )
        case "merge":
            connection.execute(
                "MERGE INTO wifi_points w USING (SELECT * FROM unnest(%s::uuid[], %s::float8[]) s(id, x)) s ON w.id = s.id"
                " WHEN MATCHED THEN UPDATE SET ssid = %s"
                " WHEN NOT MATCHED THEN INSERT (id, code, location, ssid, reach_m, geom)"
                f" VALUES (s.id, 'w' || s.x, 'Chợ', %s, 50, {_PLACE.replace('%s', 's.x')})",
                [ids, places(ids), name, name],
            )
        case "truncate":
            connection.execute("TRUNCATE wifi_points CASCADE")
        case "twice":
            connection.execute("UPDATE wifi_points SET ssid = %s WHERE id = ANY (%s)", [f"{name} a", ids])
            connection.execute("UPDATE wifi_points SET ssid = %s WHERE id = ANY (%s)", [f"{name} b", ids])
        case "all":
            connection.execute("UPDATE wifi_points SET ssid = %s", [name])


def edits() -> st.SearchStrategy[list[tuple[list[Edit], bool]]]:
    """Transactions of one to four statements; some change their mind."""
    kinds: list[Kind] = [
        "insert", "insert", "insert", "copy", "plain", "plain", "said", "said", "wrong", "move", "delete", "upsert",
        "merge", "twice", "all", "truncate",
    ]  # fmt: skip
    edit = st.builds(
        Edit,
        st.sampled_from(kinds),
        st.lists(st.integers(0, SPOTS - 1), min_size=1, max_size=SPOTS, unique=True).map(tuple),
        st.integers(0, 3),
    )
    committed = st.integers(0, 5).map(lambda dice: dice > 0)
    return st.lists(st.tuples(st.lists(edit, min_size=1, max_size=4), committed), min_size=1, max_size=9)

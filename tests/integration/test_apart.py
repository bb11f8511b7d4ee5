"""Parcels and the zones of one plan do not overlap: held by PostgreSQL against one writer, two writers, and a load."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from layers.core.db import connect

PARCEL = (
    "INSERT INTO layers.land_parcels (code, map_sheet, parcel_no, sheet_parcel, area_m2, use_code, use_codes,"
    " completeness, valid_from, valid_to, source, geom) SELECT %(code)s, '1', %(code)s, '1/' || %(code)s, 400, 'ODT',"
    " '{ODT}', 'full', %(begin)s, %(end)s, 'test',"
    " ext.ST_Multi(ext.ST_MakeEnvelope(%(x)s, %(y)s, %(x)s + %(w)s, %(y)s + 20, 9212))"
)
X, Y = 590500.0, 1860200.0


@pytest.fixture
def writer(empty_url: str) -> Iterator[psycopg.Connection[Any]]:
    with connect(empty_url) as connection:
        yield connection


def _put(connection: psycopg.Connection[Any], code: str, x: float, y: float = Y, **told: Any) -> None:
    row = {"code": code, "x": x, "y": y, "w": 20.0, "begin": "2020-01-01", "end": None, **told}
    connection.execute(PARCEL, row)


def _refused(connection: psycopg.Connection[Any]) -> psycopg.Error:
    with pytest.raises(psycopg.Error) as caught:
        connection.commit()
    connection.rollback()
    return caught.value


def test_an_overlap_is_refused_and_names_the_other_parcel(writer: psycopg.Connection[Any]) -> None:
    _put(writer, "1", X)
    _put(writer, "2", X + 20)
    writer.commit()
    _put(writer, "3", X + 39.5)
    error = _refused(writer)
    assert (error.sqlstate, error.diag.constraint_name, error.diag.message_detail) == (
        "DH001",
        "land_parcels_apart",
        "2",
    )


def test_five_centimetres_are_forgiven_and_six_are_not(writer: psycopg.Connection[Any]) -> None:
    _put(writer, "1", X)
    _put(writer, "2", X + 19.96)
    writer.commit()
    _put(writer, "3", X - 19.93)
    assert _refused(writer).sqlstate == "DH001"


def test_a_boundary_moves_by_two_updates_of_one_transaction(writer: psycopg.Connection[Any]) -> None:
    _put(writer, "1", X)
    _put(writer, "2", X + 20)
    writer.commit()
    move = (
        "UPDATE layers.land_parcels SET geom = ext.ST_Multi(ext.ST_MakeEnvelope(%s, %s, %s, %s, 9212)) WHERE code = %s"
    )
    writer.execute(move, [X, Y, X + 25, Y + 20, "1"])
    writer.execute(move, [X + 25, Y, X + 40, Y + 20, "2"])
    writer.commit()
    writer.execute(move, [X, Y, X + 30, Y + 20, "1"])
    assert _refused(writer).sqlstate == "DH001"


def test_parcels_of_different_times_may_lie_on_each_other(writer: psycopg.Connection[Any]) -> None:
    _put(writer, "1", X, begin="2010-01-01", end="2020-01-01")
    _put(writer, "2", X, begin="2020-01-01")
    writer.commit()
    writer.execute("UPDATE layers.land_parcels SET valid_to = '2020-01-02' WHERE code = '1'")
    assert _refused(writer).sqlstate == "DH001"


def test_zones_are_compared_within_their_plan_only(writer: psycopg.Connection[Any]) -> None:
    writer.execute(
        "INSERT INTO layers.plans (code, name, level, status, scale_denominator, area_ha, source, geom)"
        " SELECT code, code, 'QHPK', 'approved', 2000, 100, 'test',"
        " ext.ST_Multi(ext.ST_MakeEnvelope(590000, 1860000, 591000, 1861000, 9212)) FROM (VALUES ('a'), ('b')) c(code)"
    )
    zone = (
        "INSERT INTO layers.planning_zones (code, plan_id, use_code, area_m2, source, geom)"
        " SELECT %s, id, 'OM', 400, 'test', ext.ST_Multi(ext.ST_MakeEnvelope(590500, 1860200, 590520, 1860220, 9212))"
        " FROM layers.plans WHERE code = %s"
    )
    writer.execute(zone, ["1", "a"])
    writer.execute(zone, ["2", "b"])
    writer.commit()
    writer.execute(zone, ["3", "b"])
    assert _refused(writer).diag.constraint_name == "planning_zones_apart"


def test_two_writers_in_one_place_leave_no_overlap(empty_url: str) -> None:
    refusals: list[str | None] = []

    def write(seed: int) -> None:
        chance = random.Random(seed)
        with connect(empty_url) as connection:
            for number in range(40):
                try:
                    _put(connection, f"{seed}-{number}", X + chance.randrange(0, 200), Y + chance.randrange(0, 200))
                    connection.commit()
                except psycopg.Error as error:
                    refusals.append(error.sqlstate)
                    connection.rollback()

    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(4)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    assert set(refusals) <= {"DH001", "40P01"}
    with connect(empty_url) as connection:
        kept = connection.execute("SELECT count(*) FROM layers.land_parcels").fetchone()
        assert kept is not None
        assert kept[0] >= 4
        connection.execute("SELECT layers.check_apart('land_parcels')")


def test_a_load_is_checked_as_a_whole_and_only_the_owner_may_load(writer: psycopg.Connection[Any]) -> None:
    writer.execute("SET LOCAL dongha.bulk = 'on'")
    _put(writer, "1", X)
    _put(writer, "2", X + 10)
    with pytest.raises(psycopg.Error) as caught:
        writer.execute("SELECT layers.check_apart('land_parcels')")
    assert caught.value.sqlstate == "DH001"
    writer.rollback()
    writer.execute("SET LOCAL dongha.bulk = 'on'")
    writer.execute("SET LOCAL ROLE dongha_land_environment")
    _put(writer, "1", X)
    _put(writer, "2", X + 10)
    assert _refused(writer).sqlstate == "DH001"


def test_another_isolation_level_is_refused(writer: psycopg.Connection[Any]) -> None:
    writer.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    _put(writer, "1", X)
    assert _refused(writer).sqlstate == "DH002"

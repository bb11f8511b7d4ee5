"""Choosing how finely a time is told, breaking a line where nothing was heard, and reading well-known text."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.edr.wkt import geometry
from api.series.gaps import broken
from api.series.resolution import DAY, Kept, Resolution, resolution
from layers.core.wkb import BadGeometry

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
KEPT = Kept(dt.timedelta(days=35), dt.timedelta(days=100))
FIVE = dt.timedelta(minutes=5)


@pytest.mark.parametrize(
    ("days", "points", "interval", "expected"),
    [
        (1, 500, FIVE, Resolution("raw", None)),
        (1, 300, dt.timedelta(minutes=1), Resolution("raw", FIVE)),
        (2, 500, dt.timedelta(seconds=30), Resolution("10min", dt.timedelta(minutes=10))),
        (30, 500, FIVE, Resolution("10min", dt.timedelta(hours=2))),
        (30, 500, dt.timedelta(days=1), Resolution("raw", None)),
        (30, 10, FIVE, Resolution("daily", DAY * 5)),
        (365, 500, FIVE, Resolution("daily", DAY)),
        (365 * 10, 500, FIVE, Resolution("daily", DAY * 10)),
    ],
)
def test_the_finest_that_the_points_can_show(days: float, points: int, interval: dt.timedelta, expected: Resolution):
    begin = NOW - dt.timedelta(days=days)
    assert resolution(begin, NOW, points, interval, KEPT, NOW) == expected


def test_what_is_kept_no_longer_is_not_read():
    long_ago = NOW - DAY * 60
    assert resolution(long_ago, long_ago + DAY, 500, FIVE, KEPT, NOW) == Resolution("10min", dt.timedelta(minutes=10))
    longer_ago = NOW - DAY * 200
    assert resolution(longer_ago, longer_ago + DAY, 500, FIVE, KEPT, NOW) == Resolution("daily", DAY)


@given(st.floats(0.001, 40_000), st.integers(1, 5_000), st.floats(1, 86_400), st.floats(0, 40_000))
def test_there_are_never_more_steps_than_points(days: float, points: int, interval: float, ago: float):
    end = NOW - dt.timedelta(days=min(ago, 30_000))
    begin = end - dt.timedelta(days=days)
    how = resolution(begin, end, points, dt.timedelta(seconds=interval), KEPT, NOW)
    kept_coarser = {"raw": dt.timedelta(), "10min": dt.timedelta(minutes=10), "daily": DAY}[how.source]
    assert how.step is None or how.step == kept_coarser or (end - begin) / how.step <= points


def test_a_value_ceases_when_it_is_out_of_date():
    made = broken([0, 300, 900], [0, 300, 900], {"value": [1, 2, 3]}, step=0, silent_after=400, end=2_000)
    assert (made.time, made.columns["value"]) == ([0, 300, 700, 900, 1_300], [1, 2, None, 3, None])
    for_ever = broken([0, 300], [0, 300], {"value": [1, 2]}, step=0, silent_after=1e9, end=1e8)
    assert for_ever.columns["value"] == [1, 2]


def test_a_step_without_observations_is_a_break():
    made = broken([0, 600, 2_400], [550, 900, 2_900], {"value": [1, 2, 3]}, step=600, silent_after=900, end=3_000)
    assert (made.time, made.columns["value"]) == ([0, 600, 1_200, 2_400], [1, 2, None, 3])


@pytest.mark.parametrize(
    ("text", "kind", "coordinates"),
    [
        ("POINT(107.1 16.8)", "Point", [107.1, 16.8]),
        ("point z (1 2 3)", "Point", [1, 2, 3]),
        ("MULTIPOINT((1 2),(3 4))", "MultiPoint", [[1, 2], [3, 4]]),
        ("MULTIPOINT(1 2, 3 4)", "MultiPoint", [[1, 2], [3, 4]]),
        ("POLYGON((0 0,1 0,1 1,0 0))", "Polygon", [[[0, 0], [1, 0], [1, 1], [0, 0]]]),
        ("MULTIPOLYGON(((0 0,-1e0 0,.5 1,0 0)))", "MultiPolygon", [[[[0, 0], [-1, 0], [0.5, 1], [0, 0]]]]),
    ],
)
def test_well_known_text(text: str, kind: str, coordinates: object):
    assert geometry(text) == {"type": kind, "coordinates": coordinates}


@pytest.mark.parametrize(
    "text",
    [
        "", "POINT", "POINT()", "POINT(1)", "POINT(1 2 3 4)", "POINT(1,2)", "POINT(1 2", "POINT(1 2) POINT(1 2)",
        "POINT EMPTY", "POINT M(1 2 3)", "POINTX(1 2)", "POLYGON(1 2,3 4)", "CIRCULARSTRING(1 2,3 4,5 6)", "(" * 50_000,
        "POINT(" + "1 " * 150_000,
    ],
)  # fmt: skip
def test_what_is_no_well_known_text_is_refused(text: str):
    with pytest.raises(BadGeometry):
        geometry(text)


@given(st.text("POINTLYGEMUZ(),.-+ 0123456789eE", max_size=60))
def test_any_text_is_read_or_refused(text: str):
    with contextlib.suppress(BadGeometry):
        assert geometry(text)["coordinates"]

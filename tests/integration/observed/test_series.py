"""Charts: what they show is what was observed, in the table that suits the time asked for; silence breaks them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.cli.user import NewAccount, add
from tests.contract.logins import PASSWORD
from tests.integration.observed.gauges import (
    DAY,
    HERE,
    LAST_DAY,
    MINUTES,
    MONTH,
    NOW,
    SILENCE,
    TODAY,
    YEAR,
    Gauges,
    wave,
)

Chart = Callable[..., dict[str, Any]]


@pytest.fixture
def chart(gauges: Gauges, client: httpx.Client) -> Chart:
    def asked(gauge: int = 0, **parameters: Any) -> dict[str, Any]:
        told = {key.rstrip("_"): _text(value) for key, value in parameters.items()}
        response = client.get(f"/ogc/collections/flood_points/items/{gauges.ids[gauge]}/series", params=told)
        assert response.status_code == 200, response.text
        made = response.json()
        assert made["time"] == sorted(set(made["time"]))
        assert all(len(made[name]) == len(made["time"]) for name in ("value", "min", "max", "count") if name in made)
        return made

    return asked


def test_a_day_is_every_observation(chart: Chart):
    made = chart(from_=NOW - DAY, to=NOW, property="level_m")
    assert (made["resolution"], made["step"], made["unit"]) == ("raw", None, "m")
    expected = [moment for moment in (*MONTH, *LAST_DAY) if NOW - DAY <= moment <= NOW]
    assert expected[0].timestamp() in made["time"]
    told = dict(zip(made["time"], made["value"], strict=True))
    assert {moment.timestamp(): wave(moment) for moment in expected}.items() <= told.items()


def test_a_step_chart_begins_with_the_value_in_force(chart: Chart):
    begin = LAST_DAY[10] + MINUTES * 2
    made = chart(from_=begin, to=begin + MINUTES * 11, property="alarm")
    assert made["kind"] == "code"
    assert [code["value"] for code in made["codes"]][:2] == ["none", "bd1"]
    assert made["time"] == [moment.timestamp() for moment in LAST_DAY[10:13]]
    assert made["value"] == ["bd1" if wave(moment) > 2 else "none" for moment in LAST_DAY[10:13]]
    assert "min" not in made


def test_silence_breaks_the_line(chart: Chart):
    begin, end = SILENCE[0] - MINUTES * 60, SILENCE[1] + MINUTES * 60
    made = chart(from_=begin, to=end)
    breaks = [moment for moment, value in zip(made["time"], made["value"], strict=True) if value is None]
    last = max(moment for moment in MONTH if moment < SILENCE[0])
    assert breaks == [(last + MINUTES * 30).timestamp()], "a level stays true for half an hour"
    within = chart(from_=SILENCE[0] + MINUTES * 60, to=SILENCE[0] + MINUTES * 90)
    assert within["value"] == [], "what was out of date when the time begins is not in force"
    after = chart(from_=NOW - MINUTES * 30, to=NOW + DAY)
    assert after["value"][-1] is not None or after["time"][-1] <= dt.datetime.now(dt.UTC).timestamp(), "no future"


def test_a_month_is_what_the_observations_give(chart: Chart):
    begin, end = TODAY - DAY * 29, TODAY - DAY * 2
    made = chart(from_=begin, to=end, points=400)
    assert (made["resolution"], made["step"]) == ("10min", 7_200)
    _assert_sums(made, MONTH, begin, end, dt.timedelta(hours=2))
    finest = chart(from_=begin, to=end, points=5_000)
    assert (finest["resolution"], finest["step"]) == ("10min", 600) or finest["resolution"] == "raw"


def test_a_year_is_what_the_observations_give(chart: Chart):
    begin, end = TODAY - DAY * 370, TODAY - DAY * 2
    made = chart(1, from_=begin, to=end)
    assert (made["resolution"], made["step"]) == ("daily", 86_400)
    assert None in made["value"], "days of silence"
    _assert_sums(made, YEAR, begin, end, DAY)


def test_a_late_reading_changes_its_sums(gauges: Gauges, chart: Chart):
    late = YEAR[-2] + MINUTES * 3
    before = chart(1, from_=late - DAY * 72, to=late + DAY * 3, points=80)
    gauges.hear(1, {"level_m": [(late, 9.99)]})
    gauges.sum_up()
    after = chart(1, from_=late - DAY * 72, to=late + DAY * 3, points=80)
    day = late.astimezone(HERE).replace(hour=0, minute=0).timestamp()
    place = after["time"].index(day)
    assert after["max"][place] == 9.99 > before["max"][place]
    assert after["count"][place] == before["count"][place] + 1
    changed = [n for n, (old, new) in enumerate(zip(before["value"], after["value"], strict=True)) if old != new]
    assert changed == [place], "no other day has changed"


@pytest.mark.parametrize(
    ("parameters", "word"),
    [
        ({"property": "name"}, "name"),
        ({"property": "phenomenon_time"}, "phenomenon_time"),
        ({"from": "yesterday"}, "yesterday"),
        ({"from": "2026-02-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"}, "before"),
        ({"points": "0"}, "points"),
        ({"points": "1e3"}, "points"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_wrong_parameters_are_refused(gauges: Gauges, client: httpx.Client, parameters: dict[str, str], word: str):
    response = client.get(f"/ogc/collections/flood_points/items/{gauges.ids[0]}/series", params=parameters)
    assert response.status_code == 400
    assert word in response.json()["detail"]


def test_no_such_feature_or_series(gauges: Gauges, client: httpx.Client, chart: Chart):
    unknown = "00000000-0000-4000-8000-000000000000"
    assert client.get(f"/ogc/collections/flood_points/items/{unknown}/series").status_code == 404
    assert client.get(f"/ogc/collections/wards/items/{unknown}/series").status_code == 400
    assert chart(2)["value"] == []


def test_series_have_the_rights_of_their_layer(gauges: Gauges, client: httpx.Client):
    """Staff follow the batteries of devices; the public does not, and of some it may not even know."""
    add(gauges.url, NewAccount(name="chart.police", role="police", title="Công an", password=PASSWORD))
    ((known,), (hidden,)) = gauges.run(
        "SELECT id FROM devices WHERE feature_id = ANY (%s) ORDER BY feature_id = %s", gauges.ids[2:4], gauges.ids[3]
    )
    gauges.hide(hidden)
    gauges.run(
        "INSERT INTO observations (datastream, phenomenon_time, result) SELECT id, %s, 81 FROM datastreams"
        " WHERE layer = 'devices' AND property = 'battery_pct' AND feature_id = ANY (%s)",
        NOW - MINUTES * 30,
        [known, hidden],
    )
    told = {"property": "battery_pct"}
    url = "/ogc/collections/devices/items"
    for device in (known, hidden):
        seen = client.get(f"{url}/{device}/series", params=told, auth=("chart.police", PASSWORD))
        assert seen.json()["value"][0] == 81
    assert client.get(f"{url}/{known}/series", params=told).json()["value"] == []
    assert client.get(f"{url}/{hidden}/series", params=told).status_code == 404


def _assert_sums(
    made: dict[str, Any],
    moments: list[dt.datetime],
    begin: dt.datetime,
    end: dt.datetime,
    step: dt.timedelta,
) -> None:
    """Each point of the chart is the mean, least, greatest and number of the observations in its step."""
    steps: dict[float, list[float]] = defaultdict(list)
    for moment in moments:
        since = moment - (moment - dt.datetime(2000, 1, 1, tzinfo=HERE)) % step
        steps[since.timestamp()].append(wave(moment))
    whole = [t for t in steps if begin.timestamp() <= t <= (end - step).timestamp()]
    told = {
        t: row for t, *row in zip(made["time"], made["value"], made["min"], made["max"], made["count"], strict=True)
    }
    for since in whole:
        mean, least, greatest, count = told[since]
        assert mean == pytest.approx(sum(steps[since]) / len(steps[since]), rel=1e-9), since
        assert (least, greatest, count) == (min(steps[since]), max(steps[since]), len(steps[since])), since
    shown = {t for t, row in told.items() if row[0] is not None and t in set(whole)}
    assert shown == set(whole)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)

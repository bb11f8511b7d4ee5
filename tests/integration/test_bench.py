"""The bench: its pure parts, and one small run that proves that every side answers with the same features."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
from pathlib import Path
from uuid import UUID

import mapbox_vector_tile
import psycopg
import pytest
from pyproj import Transformer

from api.bench.addresses import attributes, features, next_path, path
from api.bench.city import paths, percentile
from api.bench.course import run
from api.bench.document import written_to
from api.bench.edits import Edited
from api.bench.limits import written
from api.bench.load import drive, parse, walk
from api.bench.report import WORKS_PART, Report, Result, Side
from api.bench.sample import tile_of
from api.bench.server import HOST, free_port, interruptible, resident_mb, running
from api.bench.work import NAMES, WORKS, Request, Work, chosen, same_count
from api.cli.console import Trouble
from api.cli.places import Places
from layers.core.statement import Statement
from layers.core.tile_matrix_sets import grid_named

ITEM, BBOX, TILE = (
    next(w for w in WORKS if w.name == name) for name in ("single-feature", "bbox-filter", "parcels-z16")
)


def side(name: str, rate: float, *, equal: bool = True) -> Side:
    return Side(name=name, rate=rate, p50_ms=1, p99_ms=2, checked=2, features=10, equal=equal)


def test_every_side_is_asked_for_the_same_in_its_own_words() -> None:
    one = Request(fid=7, id="a1", bbox=(107.0, 16.8, 107.1, 16.9), tile=(16, 29700, 52260))
    assert path("dongha", ITEM, one) == "/ogc/collections/land_parcels/items/a1"
    assert path("tipg", ITEM, one) == "/collections/bench.land_parcels/items/7?f=geojson"
    boxed = path("pygeoapi", BBOX, one)
    assert "bbox=107.000000,16.800000,107.100000,16.900000" in boxed
    assert "filter-lang=cql2-text" in boxed
    assert path("dongha", TILE, one).endswith("/land_parcels/tiles/WebMercatorQuad/16/29700/52260")
    assert path("tipg", TILE, one).endswith("/bench.land_parcels_z16/tiles/WebMercatorQuad/16/52260/29700")


def test_a_tile_address_is_the_one_around_the_place() -> None:
    assert tile_of(107.1, 16.8166, 0) == (0, 0, 0)
    place = Transformer.from_crs(4326, 3857, always_xy=True).transform(107.1, 16.8166)
    west, south, east, north = grid_named("WebMercatorQuad").box(*tile_of(107.1, 16.8166, 14))
    assert west <= place[0] <= east
    assert south <= place[1] <= north


def test_features_are_counted_and_pages_followed() -> None:
    page = json.dumps(
        {"features": [{}, {}], "links": [{"rel": "next", "href": "http://h:1/ogc/collections/a/items?page=2&limit=2"}]}
    ).encode()
    assert features(BBOX, page) == 2
    assert next_path(page) == "/ogc/collections/a/items?page=2&limit=2"
    assert next_path(b'{"features":[],"links":[]}') is None


def test_what_only_the_buffer_of_a_tile_shows_is_not_counted() -> None:
    inside, outside = "POINT(10 10)", "POINT(-20 10)"
    layer = {
        "name": "a",
        "features": [{"geometry": g, "properties": {"use_code": "ODT", "id": 3}} for g in (inside, outside)],
    }
    body: bytes = mapbox_vector_tile.encode([layer])
    assert features(TILE, body) == 1
    assert attributes(TILE, body) == {"use_code"}
    assert features(TILE, b"") == 0


def test_names_of_works_are_checked() -> None:
    assert chosen(()) == NAMES
    assert chosen(["bbox", "single-feature"]) == ("single-feature", "bbox")
    with pytest.raises(Trouble, match="bbox-filter"):
        chosen(["nothing"])


@pytest.mark.parametrize(("theirs", "same"), [(100, True), (97, True), (93, False), (0, False)])
def test_counts_may_differ_by_a_corner_only(theirs: int, same: bool) -> None:
    assert same_count(100, theirs) is same


def test_statements_become_one_script_with_bound_values() -> None:
    sql = (
        "SELECT $1::bigint, '{\"a\":null}', f.x FROM f WHERE id = $2::uuid AND y > $3::float8 "
        "AND z = $4::text AND w = $5::date"
    )
    rows = [
        (10, UUID(int=1), 1.5, None, dt.date(2026, 1, 2)),
        (10, UUID(int=2), 2.5, None, dt.date(2026, 1, 2)),
    ]
    script = written([Statement(sql, row) for row in rows])
    lines = script.text.splitlines()
    assert lines[0] == "\\set turn random(1, 2)"
    assert lines[1] == "\\set value3 case when :turn = 1 then 1.5 else 2.5 end"
    assert str(UUID(int=2)) in lines[2]
    assert lines[2].endswith("\\gset")
    assert lines[3] == (
        "SELECT :value1::bigint, E'{\"a\"\\x3anull}', f.x FROM f WHERE id = :value2::uuid AND y > :value3::float8 "
        "AND z = NULL::text AND w = :value5::date;"
    )
    assert script.variables == {"value1": "10", "value5": "2026-01-02"}


def test_the_load_walks_round_its_addresses(tmp_path: Path) -> None:
    script = walk(['/a?filter=x = "1"', "/b"])
    assert '"/a?filter=x = \\"1\\"",' in script
    assert '"/b",' in script
    seen = parse('{"requests":300,"us":2000000,"bytes":9,"bad":1,"broken":2,"p50":1500,"p99":9000,"max":9900}')
    assert (seen.rate, seen.errors, seen.p50_ms, seen.p99_ms) == (150, 3, 1.5, 9)


def test_a_server_is_started_asked_and_stopped(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", HOST]
    with running("files", command, port=port, env={}, ready="/", log=tmp_path / "log", cwd=tmp_path) as server:
        assert max(resident_mb(server.pid)) > 1
        load = drive(server.url, ["/a", "/missing"], seconds=1)
        assert load.requests > 0
        assert load.errors > 0
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_a_request_to_end_stops_what_was_started(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", HOST]
    started: list[int] = []

    def interrupted() -> None:
        with (
            interruptible(),
            running("files", command, port=port, env={}, ready="/", log=tmp_path / "log", cwd=tmp_path) as server,
        ):
            started.append(server.pid)
            signal.raise_signal(signal.SIGTERM)

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


def test_a_server_that_does_not_start_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(Trouble, match="did not start"),
        running("none", ["false"], port=free_port(), env={}, ready="/", log=tmp_path / "log", cwd=tmp_path),
    ):
        pass


def test_only_peers_with_the_same_features_count() -> None:
    work = Work(name="w", vi="v", en="w", kind="tile", zoom=14, over_peer=2)
    result = Result(
        work=work,
        checked=2,
        bytes=1000,
        ours=side("dongha", 100),
        peers=(side("fast", 400, equal=False), side("slow", 20)),
        ceiling_rate=125,
    )
    assert result.best_peer is not None
    assert result.best_peer.name == "slow"
    assert result.over_peer == 5
    assert result.of_ceiling == 0.8
    report = Report(when="now", machine="m", versions={}, seconds=1, rows={"a": 1}, results=[result])
    found = json.loads(report.as_json())["results"][0]
    assert (found["over_peer"], found["best_peer"], found["of_ceiling"]) == (5, "slow", 0.8)
    assert "**5.0** (slow)" in report.as_text()


def test_edits_stand_beside_the_database_alone() -> None:
    quick = Edited(vi="sửa", en="edit", connections=8, rate=900, errors=0, p50_ms=9, p99_ms=20, bare_rate=2_000)
    slow = Edited(vi="chậm", en="slow", connections=8, rate=900, errors=0, p50_ms=9, p99_ms=60, bare_rate=2_000)
    report = Report(when="now", machine="m", versions={}, seconds=1, rows={}, edits=[quick, slow])
    lines = report.as_text().splitlines()
    assert any("sửa / edit" in line and "2,000" in line and "✓" in line for line in lines)
    assert any("chậm / slow" in line and "✗" in line for line in lines)
    assert json.loads(report.as_json())["edits"][0]["rate"] == 900


def test_the_tables_stand_between_their_marks(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    marks = "before\n<!-- a:begin -->{}<!-- a:end -->\nbetween\n<!-- b:begin -->\nold\n<!-- b:end -->\nafter\n"
    document.write_text(marks.format("\n"))
    for text in ("new", "newer"):
        written_to(document, {"a": text}, by_row="a")
        assert document.read_text() == marks.format(f"\n{text}\n")
    with pytest.raises(Trouble, match="c:begin"):
        written_to(document, {"a": "lost", "c": "lost"}, by_row="a")
    assert document.read_text() == marks.format("\nnewer\n")


def test_only_the_rows_that_were_measured_are_replaced(tmp_path: Path) -> None:
    def put(when: str, rate: float, *names: str) -> str:
        works = [work for work in WORKS if work.name in names]
        results = [
            Result(
                work=work, checked=2, bytes=9, ours=side("dongha", rate), peers=(side("tipg", 10),), ceiling_rate=1e4
            )
            for work in works
        ]
        report = Report(when=when, machine=f"m {when}", versions={}, seconds=1, rows={}, results=results)
        written_to(document, report.parts(), by_row=WORKS_PART)
        return document.read_text()

    document = tmp_path / "performance.md"
    document.write_text(f"<!-- {WORKS_PART}:begin -->\n<!-- {WORKS_PART}:end -->\n")
    first = put("monday", 100, "single-feature", "bbox", "parcels-z16").splitlines()
    then = put("tuesday", 500, "bbox").splitlines()
    changed = [(one, other) for one, other in zip(first, [*then[:2], *then[4:]], strict=True) if one != other]
    assert [other for other in then if other.startswith(("monday", "tuesday"))] == [then[1], then[3]]
    assert (then[1].split(" · ")[:2], then[3].split(" · ")[:2]) == (["tuesday", "m tuesday"], ["monday", "m monday"])
    assert len(changed) == 3, "the line of the newest run, and a row in each table"
    assert all("1 km² bbox |" in one and "1 km² bbox |" in other for one, other in changed[1:])
    assert "**50.0** (tipg)" in changed[1][1]
    assert changed[1][1].endswith("| tuesday |")
    last = put("wednesday", 700, "single-feature", "parcels-z16")
    assert "monday" not in last, "a run of which no row is left"
    assert last.count("| tuesday |") == 1


def test_the_map_asks_each_source_within_its_levels() -> None:
    sources: list[dict[str, object]] = [
        {"tiles": ["http://h/ogc/tiles/WebMercatorQuad/{z}/{y}/{x}?collections=a,b"], "minzoom": 8, "maxzoom": 14},
        {"tiles": ["http://h/ogc/tiles/WebMercatorQuad/{z}/{y}/{x}?collections=c"], "minzoom": 12, "maxzoom": 18},
    ]
    assert paths(sources, 9, [(9, 1, 2)]) == ["/ogc/tiles/WebMercatorQuad/9/1/2?collections=a,b"]
    assert len(paths(sources, 13, [(13, 1, 2), (13, 1, 3)])) == 4
    assert percentile(range(1, 101), 0.99) == 99
    assert percentile([5], 0.99) == 5


@pytest.mark.timeout(900)
def test_a_small_run_finds_the_same_features_on_every_side(own_city_url: str, tmp_path: Path) -> None:
    """Installs the peers once per clone; no figure is asserted, only that everybody answers, and alike."""
    kept = Places.from_env()
    file = tmp_path / "bench.json"
    run(
        own_city_url,
        kept,
        seconds=1,
        works=["bbox-filter", "parcels-z16"],
        json_file=file,
        workers=(1,),
    )
    found = json.loads(file.read_text())
    for result in found["results"]:
        assert result["ours"]["features"] > 0
        assert result["ceiling_rate"] is not None
        assert {peer["name"]: peer["equal"] for peer in result["peers"]} == {"tipg": True, "pygeoapi": True}
    assert {process["name"] for process in found["processes"]} == {"dongha", "tipg", "pygeoapi"}
    with psycopg.connect(own_city_url) as connection:
        left = connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'bench'").fetchone()
    assert left == (0,)

"""The geometry of the sample city before any database: same every time, clean, on its real ground."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import shapely

from ingest.sample_city.blocks import blocks
from ingest.sample_city.chance import Waves, stream
from ingest.sample_city.copies import MAX_SCALE, copied
from ingest.sample_city.ground import BOUNDS, outline, project, unproject, water
from ingest.sample_city.network import network
from ingest.sample_city.parcels import parcels
from ingest.sample_city.patch import Patch, Rect
from ingest.sample_city.relief import height
from ingest.sample_city.sheet import Sheet
from layers.core.crs import BOUNDS as ACCEPTED
from layers.core.settings import ROOT

_FINGERPRINT = """
import hashlib, shapely
from ingest.sample_city.network import network
from ingest.sample_city.wards import ward_areas
sha = hashlib.sha256()
for line in shapely.to_wkb(network().line):
    sha.update(line)
for area in ward_areas().values():
    sha.update(shapely.to_wkb(area))
print(sha.hexdigest())
"""


def _fingerprint() -> str:
    done = subprocess.run(
        [sys.executable, "-c", _FINGERPRINT], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.strip()


def test_the_test_vector_of_vn2000() -> None:
    assert project([(107.1010378, 16.8172845)])[0] == pytest.approx([590508.771, 1860206.459], abs=0.002)
    assert unproject(project([(107.05, 16.8)]))[0] == pytest.approx([107.05, 16.8], abs=1e-7)


def test_every_run_gives_the_same_city() -> None:
    assert _fingerprint() == _fingerprint()


def test_streams_are_independent_and_repeat() -> None:
    assert stream("a").random() == stream("a").random()
    assert stream("a").random() != stream("b").random()


def test_noise_stays_small() -> None:
    xy = np.random.default_rng(1).uniform(0, 1e4, (2000, 2))
    assert np.abs(Waves("x", 500)(xy)).max() < 2.6


def test_the_city_lies_in_its_box() -> None:
    west, south, east, north = outline().bounds
    assert west >= BOUNDS[0]
    assert south >= BOUNDS[1]
    assert east <= BOUNDS[2]
    assert north <= BOUNDS[3]
    assert outline().area == pytest.approx(73.0e6, rel=0.001)


def test_faces_of_the_network_tile_the_city() -> None:
    faces = network().faces
    assert shapely.is_valid(faces).all()
    assert shapely.area(faces).sum() == pytest.approx(outline().area, abs=60)


def test_parcels_tile_their_blocks() -> None:
    lots, land = parcels(), blocks()
    assert shapely.is_valid(lots.area).all()
    whole = np.bincount(lots.block, shapely.area(lots.area), len(land.area))
    gap = np.abs(whole - shapely.area(land.area)) / shapely.length(land.area)
    assert gap.max() < 0.01, "a block and its parcels differ by more than a centimetre along the border"


def test_parcels_of_a_block_share_their_vertices() -> None:
    lots = parcels()
    for block in np.unique(lots.block)[::37]:
        members = lots.area[lots.block == block]
        union = shapely.union_all(members)
        assert shapely.coverage_union_all(members).area == pytest.approx(union.area, abs=1e-4)
        assert shapely.area(members).sum() == pytest.approx(union.area, abs=1e-4)
        assert shapely.coverage_is_valid(members)


def test_parcels_do_not_overlap() -> None:
    area = parcels().area
    one, other = shapely.STRtree(area).query(area, predicate="overlaps")
    common = shapely.intersection(area[one], area[other])
    assert shapely.is_empty(shapely.buffer(common, -0.025)).all(), "parcels overlap by more than 5 cm"


def test_parcels_keep_out_of_the_water() -> None:
    near = shapely.STRtree(parcels().area).query(water(), predicate="intersects")
    assert shapely.area(shapely.intersection(parcels().area[near], water())).sum() < 100


def test_tube_houses_have_their_width() -> None:
    lots, land = parcels(), blocks()
    core = (land.fabric[lots.block] == "core") & (lots.use == "house") & (lots.facing != "?")
    width = np.hypot(*(lots.corners[core, 1] - lots.corners[core, 0]).T)
    depth = np.hypot(*(lots.corners[core, 3] - lots.corners[core, 0]).T)
    assert 4.5 < np.median(width) < 9
    assert 17 < np.median(depth) < 30


def test_a_patch_follows_a_curved_street() -> None:
    bow = [(x, 4 * np.sin(x / 100 * np.pi)) for x in np.linspace(0, 100, 21)]
    block = shapely.Polygon([*bow, (100, 50), (0, 50)])
    patch = Patch.over(block)
    assert patch is not None
    tiles = patch.tiles(
        [Rect(0.0, 0.4, 0.0, 0.5, "a", "s"), Rect(0.4, 1.0, 0.0, 0.5, "b", "s"), Rect(0.0, 1.0, 0.5, 1.0, "c", "n")]
    )
    lots = [shapely.Polygon(tile.ring) for tile in tiles]
    assert sum(lot.area for lot in lots) == pytest.approx(block.area, abs=0.5)
    assert shapely.coverage_is_valid(lots)


def test_a_triangle_is_no_patch() -> None:
    assert Patch.over(shapely.Polygon([(0, 0), (80, 0), (40, 60)])) is None


def test_heights_follow_the_land() -> None:
    river, plain, hill = height(project([(107.1000, 16.8256), (107.1250, 16.8250), (107.0450, 16.7620)]))
    assert river < 0
    assert 1.5 < plain < 5
    assert 10 < hill <= 110


def test_copies_stay_in_bounds_and_keep_their_references_apart() -> None:
    west, south, east, north = outline().bounds
    corners = shapely.points([(west, south), (east, north)])
    lamps = Sheet("street_lamps", ["A", "B"], corners, {"cabinet_id": ["c", None]}, ward_code=["19333", "19333"])
    copies = list(copied(lamps, MAX_SCALE))
    assert len(copies) == MAX_SCALE
    assert len({identifier for copy in copies for identifier in copy.id}) == 2 * MAX_SCALE
    assert len({code for copy in copies for code in copy.code}) == 2 * MAX_SCALE
    assert [copy["cabinet_id"][1] for copy in copies] == [None] * MAX_SCALE
    assert len({copy["cabinet_id"][0] for copy in copies}) == MAX_SCALE
    xy = shapely.get_coordinates(np.concatenate([copy.geom for copy in copies]))
    assert (xy >= ACCEPTED[:2]).all()
    assert (xy <= ACCEPTED[2:]).all()

"""The sample city: a deterministic, synthetic Đông Hà on its real ground, for every declared layer.

Nothing in it was surveyed and nobody in it lives; every row carries `source = 'synthetic'`.
"""

from collections.abc import Callable


def load(url: str, scale: int = 1, progress: Callable[[str], None] | None = None, *, replace: bool = False) -> None:
    """Make the sample city and write it to the database at `url`, all of it or nothing.

    `scale` lays that many copies of the town's fabric (parcels, buildings, roads, lamps) side by side, at the same density.
    `replace` takes away an earlier sample city first. SampleRefused when the database holds real data, a sample city that
    may not be replaced, or when the scale is out of bounds.
    """
    from ingest.sample_city.loading import load_city

    load_city(url, scale, progress or (lambda line: None), replace=replace)

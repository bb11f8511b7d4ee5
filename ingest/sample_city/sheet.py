"""A sheet: all features of one layer as columns, ready to be written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid5

import numpy as np
import shapely

from ingest.sample_city.chance import Floats
from ingest.sample_city.wards import ward_codes

SOURCE: Final = "synthetic"
"""What stands in `source` of every row: nothing here was surveyed."""

NAMESPACE: Final = UUID("6f1d2d0c-4c1b-5f5e-9a55-d0a9ad0be461")

HANOI: Final = timezone(timedelta(hours=7))

NOW: Final = datetime(2026, 11, 20, 19, 30, tzinfo=HANOI)
"""The evening the sample shows: lamps are lit, the rains have begun. A fixed time keeps every run the same."""


class Sheet:
    """The rows of a layer: code, geometry and properties in step. Values may be None or NaN where nothing is known."""

    def __init__(
        self,
        layer: str,
        code: Sequence[str],
        geom: Any,
        columns: Mapping[str, Sequence[Any] | np.ndarray],
        *,
        ward_code: Sequence[str | None] | np.ndarray | None = None,
        heard: Sequence[datetime | None] | None = None,
        key: Sequence[str] | None = None,
    ) -> None:
        self.layer = layer
        self.code = list(code)
        self.geom = geom
        self.columns = dict(columns)
        self.heard = heard
        self._key = key or self.code
        if ward_code is None and geom is not None:
            ward_code = ward_codes(places(geom))
        self.ward_code = ward_code
        for name, values in self.columns.items():
            if len(values) != len(self.code):
                raise ValueError(f"{layer}.{name}: {len(values)} values for {len(self.code)} rows")

    def __len__(self) -> int:
        return len(self.code)

    @cached_property
    def id(self) -> np.ndarray:
        """The identifiers, which follow from layer and key and so never change from run to run."""
        return np.array([str(uuid5(NAMESPACE, f"{self.layer}:{key}")) for key in self._key], dtype=object)

    @staticmethod
    def twin(identifier: str, number: int) -> str:
        """The identifier that a feature's copy of this number has."""
        return str(uuid5(NAMESPACE, f"{identifier}~{number}"))

    def __getitem__(self, name: str) -> np.ndarray:
        return np.asarray(self.columns[name], dtype=object)


Town = dict[str, Sheet]
"""The sheets made so far, by layer."""


def places(geom: Any) -> Floats:
    """One point of each geometry, on it; shape (n, 2)."""
    return shapely.get_coordinates(shapely.point_on_surface(geom))


def multi(geom: Any) -> np.ndarray:
    """Polygons as MultiPolygons."""
    single = shapely.get_type_id(geom) == 3
    found = np.asarray(geom, dtype=object).copy()
    if single.any():
        found[single] = shapely.multipolygons(found[single], indices=np.arange(single.sum()))
    return found


def either(which: Any, yes: Any, no: Any) -> np.ndarray:
    """For each row the one value or the other, either of which may be unknown."""
    return np.where(which, yes, no)


def numbered(prefix: str, count: int, digits: int = 4) -> list[str]:
    """Codes `prefix` + running number."""
    return [f"{prefix}{number:0{digits}d}" for number in range(1, count + 1)]


def some(rng: np.random.Generator, values: Iterable[Any], share: float) -> np.ndarray:
    """The values with all but a share of them unknown."""
    found = np.array(list(values), dtype=object)
    found[rng.random(len(found)) >= share] = None
    return found


def pick(rng: np.random.Generator, options: Sequence[Any], weights: Sequence[float], count: int) -> np.ndarray:
    """Options drawn by weight."""
    weight = np.asarray(weights, float)
    return np.array(options, dtype=object)[rng.choice(len(options), count, p=weight / weight.sum())]


def dates(rng: np.random.Generator, first: str, last: str, count: int) -> np.ndarray:
    """Dates (ISO texts) drawn between two dates."""
    span = np.datetime64(last) - np.datetime64(first)
    drawn = np.datetime64(first) + rng.integers(0, span.astype(int) + 1, count).astype("timedelta64[D]")
    return np.datetime_as_string(drawn, unit="D").astype(object)


def moments(rng: np.random.Generator, days_back: float, count: int) -> list[datetime]:
    """Moments of the last days before `NOW`, oldest first."""
    back = np.sort(rng.uniform(0, days_back * 86_400, count))[::-1]
    return [NOW - timedelta(seconds=int(seconds)) for seconds in back]

"""Chance that repeats: one independent, named random stream per subject, and smooth noise over the plane."""

from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SEED: Final = 461

Floats = NDArray[np.float64]


def stream(name: str) -> np.random.Generator:
    """The random stream of a subject: the same numbers in every run, whatever other subjects have drawn before."""
    return np.random.default_rng([SEED, crc32(name.encode())])


class Waves:
    """Smooth noise in about -1..1 over the plane, made of sines of random direction, with a scale in metres."""

    def __init__(self, name: str, scale_m: float, waves: int = 9) -> None:
        rng = stream(name)
        angle = (np.arange(waves) + rng.uniform(-0.3, 0.3, waves)) * np.pi / waves
        frequency = 2 * np.pi / (scale_m * rng.uniform(0.6, 1.7, waves))
        self._kx = frequency * np.cos(angle)
        self._ky = frequency * np.sin(angle)
        self._phase = rng.uniform(0, 2 * np.pi, waves)
        self._gain = np.sqrt(2 / waves)

    def __call__(self, xy: Floats) -> Floats:
        """Noise at points of shape (n, 2)."""
        total = np.zeros(len(xy))
        for kx, ky, phase in zip(self._kx, self._ky, self._phase, strict=True):
            total += np.sin(kx * xy[:, 0] + ky * xy[:, 1] + phase)
        return total * self._gain * 0.6


class Warp:
    """A smooth displacement of the plane by up to about `reach_m`, so that straight things look grown."""

    def __init__(self, name: str, scale_m: float, reach_m: float) -> None:
        self._dx = Waves(f"{name}.x", scale_m)
        self._dy = Waves(f"{name}.y", scale_m)
        self._reach = reach_m

    def __call__(self, xy: Floats) -> Floats:
        """The displaced points, shape (n, 2)."""
        return xy + self._reach * np.column_stack([self._dx(xy), self._dy(xy)])

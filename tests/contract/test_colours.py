"""Colours carry meaning: told apart by colour-blind eyes, and red only where people are in danger."""

from __future__ import annotations

import colorsys
import math
import re
from itertools import combinations

import pytest

from layers.core.declaration import Code
from layers.core.declared import Declared
from layers.registry import LAYERS

type Triple = tuple[float, float, float]

DANGER = {
    "TreeHealth.DANGEROUS", "ViolationBehaviour.UNSAFE", "ClosureReason.FLOOD", "AlarmLevel.BD3", "AlarmLevel.ABOVE_BD3",
    "SirenState.SOUNDING", "AirQuality.BAD", "AirQuality.HAZARDOUS", "IncidentService.FLOODING", "Priority.URGENT",
    "CapSeverity.EXTREME", "CapSeverity.SEVERE", "SignalState.RED",
}  # fmt: skip
"""Codes that may be red: people are in danger, or the thing itself shows red."""

EYES: dict[str, tuple[Triple, Triple, Triple]] = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
}
"""Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB."""
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.95047, 1.0, 1.08883)
APART = 11.0
"""CIE76 distance below which two patches of a legend are taken for each other."""
MANY = 10
"""A list longer than this cannot be told by colour alone: its layers carry the code as a label or name."""

EVERY = [cls.declared for cls in LAYERS.values()]
CODES = sorted({p.codes for layer in EVERY for p in layer.properties if p.codes}, key=lambda codes: codes.__name__)


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _rgb(color: str) -> Triple:
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255


def _linear(color: str) -> Triple:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(color))
    return red, green, blue


def _seen(color: str, eyes: str) -> Triple:
    """CIELAB of `color` as these eyes see it."""
    red, green, blue = (min(max(c, 0.0), 1.0) for c in _times(EYES[eyes], _linear(color)))
    x, y, z = (
        math.cbrt(c / w) if c / w > 0.008856 else 7.787 * c / w + 16 / 116
        for c, w in zip(_times(XYZ, (red, green, blue)), WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _is_red(color: str) -> bool:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(color))
    return min(hue, 1 - hue) * 360 <= 16 and saturation > 0.55 and 0.12 < lightness < 0.7


def _legend(layer: Declared) -> list[str]:
    if layer.style.by is None:
        return []
    codes = layer.by_name[layer.style.by].codes
    if codes:
        return [member.color for member in codes if member.color]
    return [color for _, color in layer.style.breaks]


@pytest.mark.parametrize("codes", CODES, ids=lambda codes: codes.__name__)
def test_a_code_list_is_coloured_whole_or_not_at_all(codes: type[Code]) -> None:
    colors = [member.color for member in codes if member.color]
    assert len(colors) in {0, len(list(codes))}
    assert all(re.fullmatch(r"#[0-9a-f]{6}", color) for color in colors)
    if codes.__name__ != "LandUse":  # its families share a colour on purpose
        assert len(set(colors)) == len(colors)


@pytest.mark.parametrize("codes", CODES, ids=lambda codes: codes.__name__)
def test_red_is_kept_for_danger(codes: type[Code]) -> None:
    assert {str(m) for m in codes if m.color and _is_red(m.color)} <= DANGER


@pytest.mark.parametrize("layer", EVERY, ids=LAYERS)
def test_a_layer_without_codes_is_not_red(layer: Declared) -> None:
    assert not any(_is_red(color) for color in (layer.style.color, *(color for _, color in layer.style.breaks)))


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("layer", EVERY, ids=LAYERS)
def test_a_legend_is_told_apart_by_colour_blind_eyes(layer: Declared, eyes: str) -> None:
    colors = _legend(layer)
    if len(colors) > MANY:
        assert layer.style.label
        return
    close = [(a, b) for a, b in combinations(colors, 2) if math.dist(_seen(a, eyes), _seen(b, eyes)) < APART]
    assert not close

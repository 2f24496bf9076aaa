"""A computed map of ||dh_t/dh_k||, which steps it shows, and its colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from rnnviz.engine import Run
from rnnviz.model.figures.scales import Axis
from rnnviz.view.look.style import THEMES, Theme, mix, value_ground

Floats = NDArray[np.float64]
SAMPLES = 512
"""A map of a long run shows at most so many of its steps,"""
COARSE = 64
"""and so many at first: that takes a tenth of the time."""
COLORS = 256
AT_ONCE = 64
"""Longer sequences are computed in a process beside the window,"""
QUICK = 300_000_000
"""and those of which the map takes more than so many multiplications."""


@dataclass(frozen=True, slots=True, eq=False)
class FlowData:
    """A computed map: log10 "rms" norms [t, k] at the steps `at`, of one run and a state, or all together (None)."""

    run: Run
    name: str | None
    at: NDArray[np.int64]
    logs: Floats


@dataclass(frozen=True, slots=True)
class Pair:
    """Two steps of a state, or of all together (None): d(name at t)/d(name at k)."""

    name: str | None
    t: int
    k: int


def quick(run: Run) -> bool:
    """Whether a map is made within a frame or two; others are made beside the window."""
    width = run.hidden * max(1, len(run.cell.states))
    return run.steps <= AT_ONCE and run.steps**2 * width**3 <= QUICK


def samples(steps: int, most: int = SAMPLES) -> NDArray[np.int64]:
    """The steps of a map: all, or evenly spread ones of a long run; the first and the last among them."""
    return np.unique(np.linspace(0, steps - 1, min(steps, most)).astype(np.int64))


def odd(logs: Floats) -> dict[str, NDArray[np.bool_]]:
    """Where the lower triangle holds no ordinary number, by kind: zero, overflow, nan."""
    lower = np.tri(len(logs), dtype=bool)
    kinds = {"zero": np.isneginf(logs), "overflow": np.isposinf(logs), "nan": np.isnan(logs)}
    return {kind: found & lower for kind, found in kinds.items() if (found & lower).any()}


def odd_color(kind: str, theme: Theme) -> QColor:
    """What marks such a square: an exact zero is emptier than any small number, the others are errors."""
    return theme.panel if kind == "zero" else theme.error if kind == "nan" else theme.forget


def map_color(part: float, theme: Theme) -> QColor:
    return mix(value_ground(theme), theme.accent, part)


@cache
def _table(name: str) -> NDArray[np.uint32]:
    """Colours of a theme from nothing to full, as RGB32."""
    theme = THEMES[name]
    colors = (map_color(i / (COLORS - 1), theme) for i in range(COLORS))
    return np.array([c.rgba() for c in colors], np.uint32)


def map_image(logs: Floats, axis: Axis, theme: Theme) -> QImage:
    """RGB32 picture of a map; above the diagonal the panel shows."""
    scaled = (logs - axis.low) / (axis.high - axis.low) * (COLORS - 1)
    index = np.clip(np.nan_to_num(scaled, nan=0.0, posinf=COLORS - 1, neginf=0.0), 0, COLORS - 1)
    pixels = _table(theme.name)[index.astype(np.intp)]
    count = len(logs)
    for kind, found in odd(logs).items():
        pixels[found] = odd_color(kind, theme).rgba()
    pixels[np.triu_indices(count, 1)] = theme.panel.rgba()
    pixels = np.ascontiguousarray(pixels)
    return QImage(pixels.data, count, count, 4 * count, QImage.Format.Format_RGB32).copy()

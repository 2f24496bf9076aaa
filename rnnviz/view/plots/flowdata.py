"""A computed map of ||dh_t/dh_k||, how it is computed beside the window's thread, and its colours."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRunnable, Signal
from PySide6.QtGui import QColor, QImage

from rnnviz.engine import EngineError, Run
from rnnviz.model.scales import Axis
from rnnviz.view.style import THEMES, Theme, mix, value_ground

LOG = logging.getLogger(__name__)
Floats = NDArray[np.float64]
SAMPLES = 512
COLORS = 256


@dataclass(frozen=True, slots=True, eq=False)
class FlowData:
    """A computed map: log10 norms [t, k] at the steps `at`, of one run and line."""

    run: Run
    name: str
    at: NDArray[np.int64]
    logs: Floats


class Done(QObject):
    ready = Signal(object)


class Job(QRunnable):
    """Compute a map in the pool; the result comes back as a signal into the window's thread."""

    def __init__(self, run: Run, name: str, at: NDArray[np.int64], done: Done) -> None:
        super().__init__()
        self.asked = (run, name, at)
        self.done = done

    def run(self) -> None:
        run, name, at = self.asked
        try:
            found: FlowData | None = FlowData(run, name, at, run.flow(name, at=at))
        except (EngineError, MemoryError):
            LOG.exception("the map of %s cannot be computed", name)
            found = None
        with suppress(RuntimeError):  # the window may have gone meanwhile
            self.done.ready.emit(found)


def samples(run: Run) -> NDArray[np.int64]:
    """The steps of a map: all, or evenly spread ones of a long run."""
    return np.unique(np.linspace(0, run.steps - 1, min(run.steps, SAMPLES)).astype(np.int64))


def map_color(part: float, theme: Theme) -> QColor:
    return mix(value_ground(theme), theme.accent, part)


@cache
def _table(name: str) -> NDArray[np.uint32]:
    """Colours of a theme from nothing to full, as RGB32."""
    theme = THEMES[name]
    colors = (mix(value_ground(theme), theme.accent, i / (COLORS - 1)) for i in range(COLORS))
    return np.array([c.rgba() for c in colors], np.uint32)


def map_image(logs: Floats, axis: Axis, theme: Theme) -> QImage:
    """RGB32 picture of a map; above the diagonal the panel shows."""
    scaled = (logs - axis.low) / (axis.high - axis.low) * (COLORS - 1)
    index = np.clip(np.nan_to_num(scaled, nan=0.0, posinf=COLORS - 1, neginf=0.0), 0, COLORS - 1)
    pixels = _table(theme.name)[index.astype(np.intp)]
    count = len(logs)
    pixels[np.triu_indices(count, 1)] = theme.panel.rgba()
    pixels = np.ascontiguousarray(pixels)
    return QImage(pixels.data, count, count, 4 * count, QImage.Format.Format_RGB32).copy()

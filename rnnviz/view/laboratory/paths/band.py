"""The shares of every step: as bars, and of thousands of steps as pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QColor, QPainter

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain
from rnnviz.model.laboratory.path_figures import PathFigures, PathPart
from rnnviz.view.laboratory.columns import StepColumns, draw_number
from rnnviz.view.laboratory.paths.looked import Looked, pale
from rnnviz.view.laboratory.raster import Pixels
from rnnviz.view.look import facts
from rnnviz.view.look.style import Scale, Theme, ink, mix

LOW, HIGH = -0.12, 1.12
"""What the band shows, as shares of the whole."""


@dataclass(frozen=True, slots=True)
class BandGround:
    """Where the columns stand, whose they are, and in which colours."""

    columns: StepColumns
    simulation: Simulation
    looked: Looked
    theme: Theme
    scale: Scale


def draw_bars(p: QPainter, on: BandGround, figures: PathFigures, zero: float, whole: float) -> None:
    """zero, whole: heights of shares 0 and 1."""
    for part, bright, begin, end in figures.bands():
        shown = part.inside if bright else part.share - part.inside
        ends = (np.clip(of(begin, end), LOW, HIGH) * (whole - zero) + zero for of in (np.maximum, np.minimum))
        _draw_way(p, on, figures, (part, bright), list(zip(*(end.tolist() for end in ends), strict=True)), shown)


def _draw_way(
    p: QPainter, on: BandGround, figures: PathFigures, which: tuple[PathPart, bool], ends: list[tuple[float, float]],
    shown: Array,
) -> None:  # fmt: skip
    """One way's bright or pale bars; its share stands in the larger one of the two."""
    part, bright = which
    hue = on.looked.hue(part, on.theme)
    soft = hue if bright else pale(hue)
    fill = mix(on.theme.panel, soft, soft.alphaF())  # a clear colour would take Qt ten times as long
    larger = np.abs(shown) * 2 >= np.abs(part.share)
    for place in on.columns.drawn:
        step = on.simulation.place(place)
        if not figures.there(step):
            continue
        rect, share = on.columns.rect(place, *ends[step]), float(part.share[step])
        p.fillRect(rect, fill)
        if rect.width() > 24 and larger[step]:
            draw_number(p, rect, plain(100 * share, 0), on.scale.axis, ink(on.theme, fill))
        if bright:
            facts.tell("share", part.name, step=step, value=share, color=hue)


def band_pixels(figures: PathFigures, looked: Looked, shares: Array, theme: Theme) -> Pixels:
    """(rows, T, 3): at every step the piece that reaches over a row's share, else the panel."""
    pixels: Pixels = np.full((len(shares), len(figures.whole), 3), _rgb(theme.panel), np.uint8)
    for part, bright, begin, end in figures.bands():
        hue = looked.hue(part, theme)
        fill = hue if bright else pale(hue)
        low, high = np.minimum(begin, end), np.maximum(begin, end)
        inside = (low <= shares[:, None]) & (shares[:, None] < high)
        pixels[inside] = _rgb(mix(theme.panel, fill, fill.alphaF()))
        facts.tell("shares", part.name, value=part.share, color=hue)
    return pixels


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()

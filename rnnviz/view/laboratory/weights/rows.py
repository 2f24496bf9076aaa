"""The rows of bars below the steps: the size of each contribution with its share of the sum, and one of its numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from rnnviz.engine.language.ops import Array
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, short
from rnnviz.model.figures.scales import nice
from rnnviz.model.laboratory.weight_figures import WeightFigures
from rnnviz.view.laboratory.columns import StepColumns
from rnnviz.view.look import facts
from rnnviz.view.look.style import Scale, Theme, with_alpha
from rnnviz.view.widgets.paper import Align, text_width, words

PALE = 0.32
"""How much colour is left of what is cut off."""
WIDE = 0.5
"""How much of a column a bar takes."""


@dataclass(frozen=True, slots=True)
class BarsGround:
    """What is drawn, where the columns stand, and in which colours."""

    simulation: Simulation
    figures: WeightFigures
    columns: StepColumns
    theme: Theme
    scale: Scale
    hue: QColor


def draw_sizes(p: QPainter, on: BarsGround, ends: tuple[float, float], before: Array | None) -> None:
    """Norms with a scale at their left; before: in the run before the last edit, as outlines."""
    columns, px = on.columns, on.scale.axis
    top = highest(on.figures.norms, on.figures.kept_norms)
    unit = (ends[1] - ends[0]) / top
    tick = nice(top, 2)
    for value in (0.0, tick, 2 * tick):
        if value <= top:
            y = ends[1] - value * unit
            p.fillRect(QRectF(columns.left, y, columns.right - columns.left, 1), on.theme.grid)
            words(p, columns.left - 8, y + px * 0.36, short(value, 4), px, on.theme.dim, Align.AlignRight)
    for place in columns.drawn:
        _draw_size(p, on, place, ends[1], unit)
    if before is not None and columns.pitch > 6:
        _draw_before(p, on, before, ends, unit)


def _draw_size(p: QPainter, on: BarsGround, place: int, base: float, unit: float) -> None:
    step, px = on.simulation.place(place), on.scale.axis
    whole, kept = float(on.figures.norms[step]), float(on.figures.kept_norms[step])
    for size, fill in ((whole, with_alpha(on.hue, PALE)), (kept, on.hue)):
        if math.isfinite(size) and size > 0:
            p.fillRect(on.columns.rect(place, base - size * unit, base, WIDE), fill)
    facts.tell("contribution", on.figures.name, step=step, value=(whole, kept))
    if on.columns.pitch <= text_width("−100 %", px):
        return
    share = float(on.figures.shares[step])
    text = f"{plain(100 * share, 0)} %" if whole else "0"
    y = base - (max(whole, kept) * unit if math.isfinite(max(whole, kept)) else 0) - px * 0.4
    ink = on.theme.dim if kept != whole else on.theme.text
    words(p, on.columns.x(place), y, text, px, ink, Align.AlignHCenter)
    facts.tell("share", on.figures.name, step=step, value=share, word=text)


def _draw_before(p: QPainter, on: BarsGround, before: Array, ends: tuple[float, float], unit: float) -> None:
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(QPen(on.theme.dim, 1))
    for place in on.columns.drawn:
        size = float(before[on.simulation.place(place)])
        if math.isfinite(size):
            p.drawRect(on.columns.rect(place, max(ends[0], ends[1] - size * unit), ends[1], WIDE + 0.06))


def draw_numbers(p: QPainter, on: BarsGround, ends: tuple[float, float]) -> None:
    """One number of each contribution, from its zero up or down."""
    columns, number = on.columns, on.figures.number
    finite = number[np.isfinite(number)]
    low, high = min(0.0, float(finite.min(initial=0.0))), max(0.0, float(finite.max(initial=0.0)))
    kept = on.figures.kept_number[np.isfinite(on.figures.kept_number)]
    low, high = min(low, float(kept.min(initial=0.0))), max(high, float(kept.max(initial=0.0)))
    unit = (ends[1] - ends[0]) / ((high - low) or 1.0)
    zero = ends[0] + high * unit if high > low else ends[1]
    p.fillRect(QRectF(columns.left, zero, columns.right - columns.left, 1), on.theme.line)
    for place in columns.drawn:
        _draw_number(p, on, place, zero, unit)


def _draw_number(p: QPainter, on: BarsGround, place: int, zero: float, unit: float) -> None:
    step, px, exponent = on.simulation.place(place), on.scale.axis, unit_of(on.figures.number)
    whole, kept = float(on.figures.number[step]), float(on.figures.kept_number[step])
    for value, part in ((whole, PALE), (kept, 1.0)):
        if math.isfinite(value) and value:
            hue = on.theme.negative if value < 0 else on.theme.positive
            y = zero - value * unit
            p.fillRect(on.columns.rect(place, min(y, zero), max(y, zero), WIDE), with_alpha(hue, part))
    facts.tell("number", on.figures.name, step=step, value=(whole, kept))
    text = plain(whole / 10.0**exponent, 2, sign=True) if whole else "0"
    if on.columns.pitch > text_width(text, px) + 4:
        reach = whole * unit if math.isfinite(whole) else 0.0
        y = zero - reach - px * 0.4 if whole >= 0 else zero - reach + px * 1.1
        ink = on.theme.dim if kept != whole else on.theme.text
        words(p, on.columns.x(place), y, text, px, ink, Align.AlignHCenter)


def unit_of(values: Array) -> int:
    """The power of ten in which the numbers are printed: thousands or thousandths where they are so large or small."""
    size = float(np.max(np.abs(values[np.isfinite(values)]), initial=0.0))
    exponent = math.floor(math.log10(size)) if size else 0
    return 0 if -2 < exponent < 4 else 3 * math.floor((exponent + 1) / 3)


def highest(*arrays: Array) -> float:
    """The largest finite magnitude, and something where there is none."""
    return max(float(np.max(np.abs(a[np.isfinite(a)]), initial=0.0)) for a in arrays) or 1.0

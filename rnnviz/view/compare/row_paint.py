"""What stands beside a compared cell's stage: what it keeps, its memory and its gradient at every step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from rnnviz.model.chain.onebox_effects import effects
from rnnviz.model.compare.norms import Norms, runs_away
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.scales import size_text
from rnnviz.view.compare.strips import draw_frame, draw_strip, gradient_colors, memory_colors
from rnnviz.view.look import facts, typeset
from rnnviz.view.look.compared import draw_mark, hue
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.look.typeset import Piece
from rnnviz.view.widgets.paper import BOLD, Align, fitting, text_width, words
from rnnviz.view.widgets.value_words import kind_name

translate = QCoreApplication.translate
EQUAL, SMALL, LARGE = "equal", "small", "large"
OWN = 14
"""Letter heights that what is a cell's own needs beside its name."""
CARD = 17
"""Letter heights that a card is wide at least: a cell's name is read beside three buttons."""
STAGE_WIDE = 2.06
"""Width of a stage by its height."""


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Rectangles of a row, in its pixels; keep, here: where texts stand, as boxes of one line."""

    band: QRectF
    stage: QRect | None
    name: QRect
    tools: QRect
    own: QRect
    keep: QRectF
    memory: QRectF
    gradient: QRectF
    memory_label: QRectF
    gradient_label: QRectF


def places_of(mode: str, width: int, height: int, scale: Scale) -> RowPlaces:
    """Where everything stands in a row of this size."""
    band = QRectF(0, 0, max(4, scale.px(5)), height)
    if mode == EQUAL:
        return _equal(band, width, height, scale)
    return _small(band, width, height, scale) if mode == SMALL else _large(band, width, height, scale)


def _tools(right: int, top: int, side: int) -> QRect:
    gap = max(4, side // 5)
    return QRect(right - 3 * side - 2 * gap, top, 3 * side + 2 * gap, side)


def _equal(band: QRectF, width: int, height: int, scale: Scale) -> RowPlaces:
    left, pad, line = int(band.width()) + 1, scale.pad, scale.body * 1.35
    card = max(scale.px(300), round(scale.body * CARD))
    stage = QRect(left, 1, min(int(height * STAGE_WIDE), width - left - card), height - 2)
    x, right = stage.right() + pad, width - pad
    side = max(28, scale.px(32))
    top = scale.px(13)
    tools = _tools(right, top, side)
    name = QRect(int(x + scale.body * 1.6), top, tools.left() - pad - int(x + scale.body * 1.6), side)
    y = top + side + scale.px(6)
    room = right - x
    keep = QRectF(x, y, room, line)
    memory_label = QRectF(x, y + line, room, line)
    own_high = max(int(2 * scale.body * 2.1), round(0.24 * height))
    strips_end = height - own_high - scale.px(8)
    gradient_high = max(8.0, scale.px(15))
    memory = QRectF(x, memory_label.bottom() + 2, room, 0)
    gradient = QRectF(x, strips_end - gradient_high, room, gradient_high)
    gradient_label = QRectF(x, gradient.top() - line, room, line)
    memory.setBottom(max(memory.top() + 8, gradient_label.top() - 2))
    own = QRect(int(x), height - own_high, int(room), own_high - scale.px(6))
    return RowPlaces(band, stage, name, tools, own, keep, memory, gradient, memory_label, gradient_label)


def _small(band: QRectF, width: int, height: int, scale: Scale) -> RowPlaces:
    pad, side = scale.pad, max(24, min(scale.px(32), height - 8) if height < 60 else max(26, scale.px(32)))
    x = int(band.width()) + pad
    wide = max(212, scale.px(290))
    tools = _tools(width - pad, max(4, min(pad, (height - side) // 2)), side)
    name = QRect(int(x + scale.body * 1.6), tools.top(), wide - int(scale.body * 1.6), side)
    left = x + wide + scale.px(24)
    low = height < 60  # then the number stands between strip and buttons
    room = tools.left() - left - (round(4.6 * scale.body) if low else scale.px(24))
    gradient_high = max(8.0, scale.px(14)) if not low else height * 0.4
    memory = QRectF(left, pad, room, 0 if low else max(8.0, height - 2 * pad - gradient_high - scale.px(6)))
    top = (height - gradient_high) / 2 if low else memory.bottom() + scale.px(6)
    gradient = QRectF(left, top, room, gradient_high)
    line = scale.body * 1.35
    keep = QRectF(x, name.bottom() + 2, wide, line)
    own = QRect(int(x), int(keep.bottom()), wide, 0 if low else max(0, int(height - keep.bottom() - 3)))
    label = QRectF(tools.left(), tools.bottom() + 2, tools.width(), line)
    under = QRectF(tools.left(), label.bottom(), tools.width(), line)
    return RowPlaces(band, None, name, tools, own, keep, memory, gradient, label, under)


def _large(band: QRectF, width: int, height: int, scale: Scale) -> RowPlaces:
    pad, side, left = scale.pad, max(28, scale.px(32)), int(band.width()) + 1
    head, foot = max(42, scale.px(56)), max(60, scale.px(84))
    tools = _tools(width - pad, (head - side) // 2, side)
    x = left + pad
    name = QRect(int(x + scale.body * 1.6), tools.top(), max(150, scale.px(200)), side)
    line = scale.body * 1.35
    keep = QRectF(name.right() + pad, (head - line) / 2, max(130, scale.px(170)), line)
    room = int(tools.left() - keep.right() - 2 * pad)
    own = QRect(int(keep.right() + pad), 2, room if room >= OWN * scale.body else 0, head - 4)
    stage = QRect(left, head, width - left - 1, max(60, height - head - foot))
    wide = text_width(translate("Compare", "gradient"), scale.body) + scale.body * 2.4
    top, gradient_high = stage.bottom() + 4, max(10.0, scale.px(16))
    right = max(110, scale.px(130))
    memory = QRectF(x + wide, top + 3, width - x - wide - right - pad, max(10, foot - gradient_high - 18))
    gradient = QRectF(memory.left(), memory.bottom() + 5, memory.width(), gradient_high)
    memory_label = QRectF(x, memory.center().y() - line / 2, width - x - pad, line)
    gradient_label = QRectF(x, gradient.center().y() - line / 2, width - x - pad, line)
    return RowPlaces(band, stage, name, tools, own, keep, memory, gradient, memory_label, gradient_label)


def draw_still(
    p: QPainter, at: RowPlaces, cell: Simulation, norms: tuple[Norms, ...], theme: Theme, scale: Scale, mode: str
) -> None:
    """Band, mark, and the strips."""
    color = hue(theme, cell.mark)
    p.fillRect(at.band, color)
    middle = QPointF(at.name.left() - scale.body * 0.9, at.name.center().y() + 0.5)
    draw_mark(p, cell.mark, middle, scale.body * 0.8, color)
    state = memory_of(cell, norms)
    if at.memory.height() > 0:
        draw_strip(p, at.memory, memory_colors(cell, state, theme), theme.panel, "memory")
    draw_strip(p, at.gradient, gradient_colors(norms[0], theme, color), theme.panel, "gradient")
    if mode == EQUAL and at.stage is not None:
        p.fillRect(QRectF(at.stage.right() + 1, 0, 1, at.band.height()), theme.line)
    if mode == LARGE and at.stage is not None:
        p.fillRect(QRectF(at.band.width(), at.stage.top() - 1, at.stage.width(), 1), theme.line)
        p.fillRect(QRectF(at.band.width(), at.stage.bottom() + 1, at.stage.width(), 1), theme.line)


def memory_of(cell: Simulation, norms: tuple[Norms, ...]) -> str:
    """The state that is the cell's memory: the one beside its output, where it has several."""
    return norms[-1].state if norms else cell.cell.output


def draw_live(
    p: QPainter, at: RowPlaces, cell: Simulation, norms: tuple[Norms, ...], theme: Theme, scale: Scale,
    hover: int | None, mode: str,
) -> None:  # fmt: skip
    """Numbers and frames of the present step."""
    here = cell.place(cell.cursor.step)
    for strip in (at.memory, at.gradient):
        if strip.height() > 0:
            draw_frame(p, strip, here, cell.steps, theme.accent, 2)
            if hover is not None and hover < cell.steps:
                draw_frame(p, strip, hover, cell.steps, theme.dim, 1)
    if mode != SMALL or at.own.height() > 0:
        _draw_keep(p, at.keep, cell, theme, scale)
    _draw_numbers(p, at, cell, norms, here, theme, scale, mode)


def _draw_numbers(
    p: QPainter, at: RowPlaces, cell: Simulation, norms: tuple[Norms, ...], here: int, theme: Theme, scale: Scale,
    mode: str,
) -> None:  # fmt: skip
    px, state, color = scale.body, memory_of(cell, norms), hue(theme, cell.mark)
    vector = cell.run.value(state)[cell.cursor.step]
    size = plain(float(np.linalg.norm(vector))) if np.isfinite(vector).all() else "–"
    facts.tell("memory", state, step=here, value=float(np.linalg.norm(vector)), word=size)
    kind = norms[0].kind(here)
    grad = size_text(norms[0].at(here)) if kind == "finite" else kind_name(kind)
    facts.tell("here", norms[0].state, step=here, value=norms[0].at(here), word=grad)
    row = (Piece("‖"), *typeset.symbol(state, str(here + 1)), Piece("‖"))
    base, under = at.memory_label.bottom() - px * 0.35, at.gradient_label.bottom() - px * 0.35
    away = runs_away(cell.run, state)
    if mode == SMALL:
        if at.memory.height() > 0:
            if away is not None:
                text = fitting((_away_text(cell, away),), at.memory.width() - px, px)
                p.fillRect(QRectF(at.memory.left(), at.memory.top(), text_width(text, px) + px, px * 1.4), theme.panel)
                words(p, at.memory.left() + px * 0.5, at.memory.top() + px * 1.05, text, px, theme.error)
            typeset.draw(p, at.memory_label.right() - text_width(size, px) - px * 0.4, base, row, px * 1.1,
                         Align.AlignRight, theme.dim)  # fmt: skip
            words(p, at.memory_label.right(), base, size, px, theme.text, Align.AlignRight)
            words(p, at.gradient_label.right(), under, grad, px, color, Align.AlignRight, BOLD)
        else:
            words(p, at.tools.left() - px * 0.5, at.gradient.center().y() + px * 0.36, grad, px, color,
                  Align.AlignRight, BOLD)  # fmt: skip
        return
    left = typeset.draw(
        p, at.memory_label.left(), base, typeset.symbol(state), px * 1.22, color=_role(cell, state, theme)
    )
    units = len(vector)
    texts = translate("Compare", "memory, {0} units").format(units), translate("Compare", "memory")
    if mode == EQUAL:
        room = at.memory_label.width() - left - text_width(size, px) - typeset.width(row, px * 1.1) - 1.8 * px
    else:
        room = at.memory.left() - at.memory_label.left() - left - px
    if away is not None:
        texts = (_away_text(cell, away), kind_name(away[0]))
    ink = theme.dim if away is None else theme.error
    words(p, at.memory_label.left() + left + px * 0.5, base, fitting(texts, room, px), px, ink)
    width = words(p, at.memory_label.right(), base, size, px, theme.text, Align.AlignRight)
    typeset.draw(p, at.memory_label.right() - width - px * 0.5, base, row, px * 1.1, Align.AlignRight, theme.dim)
    words(p, at.gradient_label.left(), under, translate("Compare", "gradient"), px, theme.dim)
    width = words(p, at.gradient_label.right(), under, grad, px, color, Align.AlignRight, BOLD)
    words(p, at.gradient_label.right() - width - px * 0.5, under, translate("Compare", "here"), px, theme.dim,
          Align.AlignRight)  # fmt: skip


def _away_text(cell: Simulation, away: tuple[str, int]) -> str:
    """Where a memory stops being numbers: "overflow at t = 23"."""
    kind, step = away
    return translate("Compare", "{0} at t = {1}").format(kind_name(kind), cell.place(step) + 1)


def _role(cell: Simulation, line: str, theme: Theme) -> QColor:
    return theme.role(cell.cell.by_name[line].role)


def _draw_keep(p: QPainter, box: QRectF, cell: Simulation, theme: Theme, scale: Scale) -> None:
    """How much the gate that keeps keeps at this step, on average over the units; of a cell without one its slope."""
    keep, px, step = cell.cell.keep, scale.body, cell.cursor.step
    base = box.bottom() - px * 0.35
    if keep is None:
        slopes = [effect.values for effect in effects(cell.run) if effect.kind == "slope"]
        text = translate("Compare", "no gate; slope") if slopes else translate("Compare", "no gate")
        x = box.left() + words(p, box.left(), base, text, px, theme.dim) + px * 0.4
        part, role = (float(np.mean(slopes[0][step])) if slopes else None), "hidden"
    else:
        x = box.left() + words(p, box.left(), base, translate("Compare", "keeps"), px, theme.dim) + px * 0.4
        row = typeset.symbol(keep.line) if keep.sign > 0 else (Piece(f"1 {typeset.MINUS} "), *typeset.symbol(keep.line))
        x += typeset.draw(p, x, base, row, px * 1.22, color=_role(cell, keep.line, theme)) + px * 0.6
        mean = float(np.mean(cell.run.value(keep.line)[step]))
        part, role = (mean if keep.sign > 0 else 1 - mean), cell.cell.by_name[keep.line].role
    if part is None or not np.isfinite(part):
        return
    facts.tell("keeps", keep.line if keep else "", step=step, value=part, word=plain(part))
    number = words(p, box.right(), base, plain(part), px, theme.text, Align.AlignRight, BOLD)
    left, right, high = max(x, box.left() + 0.48 * box.width()), box.right() - number - px * 0.6, max(5, scale.px(7))
    if right - left < 30:
        return
    bar = QRectF(left, box.center().y() - high / 2 + 1, right - left, high)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.line)
    p.drawRoundedRect(bar, high / 2, high / 2)
    bar.setWidth(max(high, bar.width() * min(max(part, 0.0), 1.0)))
    p.setBrush(theme.role(role))
    p.drawRoundedRect(bar, high / 2, high / 2)

"""The key below the frame: backward four sample wires and the norms they stand for, forward the colours of signs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.scales import size_text
from rnnviz.model.figures.shading import DECADES
from rnnviz.model.picture.reading import backward_width
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import mix, value_color
from rnnviz.view.look.typeset import MINUS
from rnnviz.view.stage.frame import chips_left, words_left
from rnnviz.view.stage.grid import FULL, Grid
from rnnviz.view.stage.looks import StageMoment
from rnnviz.view.stage.marks import draw_text, text_width
from rnnviz.view.stage.note import Notes

translate = QCoreApplication.translate
SAMPLES = (0.1, 0.4, 0.7, 1.0)
"""Strengths shown; the last is the largest norm of the run."""
LINE = 2.4


def sample_text(strength: float, top: float) -> str:
    """The norm a sample stands for, as a plain number where that is short."""
    log10 = top + (strength - 1) * DECADES
    if not -3 <= log10 < 3:  # beyond float64, too: a gradient has an exponent of its own
        return size_text(log10)
    value = 10**log10
    return f"{value:.1g}" if value < 1 else plain(value, 1 if value < 10 else 0)


def draw_key(p: QPainter, scene: StageMoment, notes: Notes) -> None:
    """Right-aligned below the frame, left of the chips; as much of it as there is room for, or nothing."""
    grid, theme = scene.grid, scene.theme
    if grid.detail != FULL:
        return
    px, u = grid.name, grid.u
    right = chips_left(grid, scene.chips, len(scene.cell.conventions))
    texts = [sample_text(s, scene.flow.top) for s in SAMPLES]
    caption, count = _fitting(grid, texts, right - notes.word_end - 1.5 * u)
    drawn = list(zip(SAMPLES, texts, strict=True))[len(texts) - count :]
    x = right - sum(_taken(grid, text) for _, text in drawn) + 1.2 * u
    y = grid.at(0, grid.ground.below).y()
    if caption:
        at = QPointF(x - u, y + 0.36 * px)
        draw_text(p, at, caption, px, theme.dim, Qt.AlignmentFlag.AlignRight)
    for strength, text in drawn:
        pen = QPen(mix(theme.line, theme.role("cell"), 0.10 + 0.90 * strength**1.15))
        pen.setWidthF(grid.wire(backward_width(strength)) * u)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        p.setPen(pen)
        p.drawLine(QPointF(x, y), QPointF(x + LINE * u, y))
        draw_text(p, QPointF(x + (LINE + 0.8) * u, y + 0.36 * px), text, px, theme.dim)
        notes.add("key", text)
        x += _taken(grid, text)


def draw_signs(p: QPainter, scene: StageMoment, notes: Notes) -> None:
    """−1 blue, 0 the ground, +1 orange: right-aligned where backward the wires stand, or nothing."""
    grid, theme, px, u = scene.grid, scene.theme, scene.grid.name, scene.grid.u
    right = words_left(grid, scene.cell, scene.chips)
    side, low, high = 0.8 * px, f"{MINUS}1", "+1"
    width = 5 * side + text_width(low, px) + text_width(high, px) + 1.2 * px
    if grid.detail != FULL or scene.picture.remark or right - width < notes.word_end + 3 * u:
        return
    y = grid.at(0, grid.ground.below).y()
    left = right - width - u + draw_text(p, QPointF(right - width - u, y + 0.36 * px), low, px, theme.dim) + 0.4 * px
    p.setPen(Qt.PenStyle.NoPen)
    for i, value in enumerate((-1.0, -0.5, 0.0, 0.5, 1.0)):
        fill = value_color(theme, value)
        tell("sign", value=value, color=fill)
        p.setBrush(fill)
        p.drawRect(QRectF(left + i * side, y - side / 2, side - 1, side))
    draw_text(p, QPointF(left + 5 * side + 0.4 * px, y + 0.36 * px), high, px, theme.dim)


def _taken(grid: Grid, text: str) -> float:
    """Pixels of a sample and its norm."""
    return (LINE + 0.9 + 1.2) * grid.u + text_width(text, grid.name)


def _fitting(grid: Grid, texts: Sequence[str], room: float) -> tuple[str, int]:
    """What the key says it shows, and how many of the last samples it has: without words a line means nothing."""
    caption, short = translate("Stage", "wire = log₁₀ ‖gradient‖"), translate("Stage", "‖gradient‖")
    for words, count in ((caption, 4), (short, 4), (short, 3), (short, 2)):
        samples = sum(_taken(grid, text) for text in texts[-count:])
        if samples + text_width(words, grid.name) + 0.5 * grid.u <= room:
            return words, count
    return "", 0

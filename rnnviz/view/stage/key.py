"""The key of backward mode: four sample wires and the norms they stand for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.numbers import plain, power
from rnnviz.model.picture.reading import backward_width
from rnnviz.model.shading import DECADES
from rnnviz.view.stage.frame import chips_left
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.looks import Scene
from rnnviz.view.stage.marks import draw_text, text_width
from rnnviz.view.stage.note import Notes
from rnnviz.view.style import mix

SAMPLES = (0.1, 0.4, 0.7, 1.0)
"""Strengths shown; the last is the largest norm of the run."""
LINE = 2.4


def sample_text(strength: float, top: float) -> str:
    """The norm a sample stands for, as a plain number where that is short."""
    value = 10 ** min(max(top + (strength - 1) * DECADES, -300.0), 300.0)
    if not 0.001 <= value < 1000:
        return power(value)
    return f"{value:.1g}" if value < 1 else plain(value, 1 if value < 10 else 0)


def draw_key(p: QPainter, scene: Scene, notes: Notes) -> None:
    """Right-aligned below the frame, left of the chips; the caption goes where there is no room."""
    grid, theme = scene.grid, scene.theme
    if grid.detail != FULL:
        return
    px, u = grid.name, grid.u
    texts = [sample_text(s, scene.flow.top) for s in SAMPLES]
    caption = QCoreApplication.translate("Stage", "wire = log₁₀ ‖gradient‖")
    widths = [LINE * u + 0.9 * u + text_width(t, px) + 1.2 * u for t in texts]
    right = chips_left(grid, scene.chips, len(scene.cell.conventions))
    left = notes.word_end + 1.5 * u
    drawn = list(zip(SAMPLES, texts, widths, strict=True))
    while drawn and right - sum(w for *_, w in drawn) < left:
        drawn.pop(0)  # too narrow for four: the loudest stay
    x = right - sum(w for *_, w in drawn) + 1.2 * u
    y = grid.at(0, grid.ground.below).y()
    room = x - left > text_width(caption, px) + 1.5 * u
    if room:
        at = QPointF(x - 1.5 * u, y + 0.36 * px)
        draw_text(p, at, caption, px, theme.dim, Qt.AlignmentFlag.AlignRight)
    for strength, text, width in drawn:
        pen = QPen(mix(theme.line, theme.role("cell"), 0.10 + 0.90 * strength**1.15))
        pen.setWidthF(grid.wire(backward_width(strength)) * u)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        p.setPen(pen)
        p.drawLine(QPointF(x, y), QPointF(x + LINE * u, y))
        draw_text(p, QPointF(x + (LINE + 0.8) * u, y + 0.36 * px), text, px, theme.dim)
        notes.add("key", text)
        x += width

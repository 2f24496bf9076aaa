"""A line that is not understood: a dashed outline with a question mark where its value will be."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from rnnviz.model.picture import Shape
from rnnviz.view.look.style import mix
from rnnviz.view.stage.grid import FULL
from rnnviz.view.stage.looks import StageMoment, hole_of
from rnnviz.view.stage.marks import draw_text, text_width
from rnnviz.view.stage.note import Notes

CENTER = Qt.AlignmentFlag.AlignHCenter
SEMIBOLD = QFont.Weight.DemiBold


def draw_hole(p: QPainter, scene: StageMoment, notes: Notes, shape: Shape, radius: float) -> None:
    theme, grid = scene.theme, scene.grid
    hole = hole_of(scene, shape)
    if hole is None:
        return
    pen = QPen(theme.error, grid.line(0.22), Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3.0, 2.2])
    p.setPen(pen)
    p.setBrush(mix(theme.stage, theme.error, 0.08))
    box = grid.rect(shape.box)
    p.drawRoundedRect(box, radius, radius)
    px = grid.value
    if not shape.learned or grid.detail != FULL or shape.kind == "matrix":
        draw_text(p, box.center() + QPointF(0, 0.36 * px), "?", px, theme.error, CENTER, SEMIBOLD)
    else:
        pad = 0.9 * grid.u
        draw_text(p, QPointF(box.left() + pad, box.top() + 2.15 / 6 * box.height()), "?", px, theme.text)
        word = hole.word
        while word and text_width(word, grid.name) > box.width() - pad:
            word = word.rstrip("…")[:-1] + "…" if len(word) > 2 else ""
        baseline = QPointF(box.center().x(), box.top() + 4.6 / 6 * box.height())
        draw_text(p, baseline, word, grid.name, theme.error, CENTER)
    notes.add(shape.key, f"? {hole.word}")

"""A dashed box with a question mark at the place of every number that somebody is to guess."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from rnnviz.model.picture.shapes import Label
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme, with_alpha
from rnnviz.view.stage.looks import StageMoment
from rnnviz.view.stage.marks import draw_text

NAMES = ("gate", "entry", "x")
"""Labels of what is not asked for where they stand."""
SIDE, LEAST = 4.0, 24.0
"""Of the box, in u and in pixels."""


def draw_asked(p: QPainter, scene: StageMoment) -> None:
    """One box for every place where a number that is asked for would stand."""
    if not scene.asked:
        return
    drawn, grid = scene.picture, scene.grid
    for shape in drawn.shapes:
        if (shape.learned or shape.kind == "big") and not scene.asked.isdisjoint(shape.lines):
            tell("asked", shape.key)
            draw_question(p, scene.theme, grid.rect(shape.box).center(), grid.u)
    marked = {name for shape in drawn.shapes if shape.learned or shape.kind == "big" for name in shape.lines}
    marked |= {label.source for label in drawn.labels if label.kind not in (*NAMES, "out")}
    for label in drawn.labels:
        alone = label.kind != "out" or label.source not in marked  # of an output that is no state
        if label.source in scene.asked and label.kind not in NAMES and alone:
            tell("asked", label.key)
            draw_question(p, scene.theme, _place(scene, label), grid.u)


def _place(scene: StageMoment, label: Label) -> QPointF:
    """Below the name of a state, where its strip stands; beside the wire of what leaves; on that of anything else."""
    if label.kind == "out":
        side = max(LEAST, SIDE * scene.grid.u)
        return QPointF(scene.grid.at(label.x, 0).x() + 0.8 * side, 0.6 * side)
    return scene.grid.at(label.x, label.y + (2.4 if label.kind == "exit" else 0.0))


def draw_question(p: QPainter, theme: Theme, middle: QPointF, u: float) -> None:
    """The box itself."""
    side = max(LEAST, SIDE * u)
    box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
    p.setPen(QPen(theme.accent, max(1.4, 0.2 * u), Qt.PenStyle.DashLine))
    p.setBrush(theme.stage)
    p.drawRoundedRect(box, 0.2 * side, 0.2 * side)
    p.setBrush(with_alpha(theme.accent, 0.1))
    p.drawRoundedRect(box, 0.2 * side, 0.2 * side)
    px = max(14, round(0.56 * side))
    draw_text(p, middle + QPointF(0, 0.36 * px), "?", px, theme.accent, Qt.AlignmentFlag.AlignHCenter,
              QFont.Weight.DemiBold)  # fmt: skip

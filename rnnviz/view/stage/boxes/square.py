"""A stage too small for a drawing: one lit square with its state, as in a chain of many cells."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.picture.reading import level, value_at
from rnnviz.view.look import typeset
from rnnviz.view.look.style import gate_fill
from rnnviz.view.stage.looks import StageMoment


def draw_square_stage(p: QPainter, scene: StageMoment) -> None:
    """The cell as a square filled by how much its output says."""
    theme, grid = scene.theme, scene.grid
    frame = grid.rect(grid.ground.frame)
    side = 0.7 * frame.height()
    box = QRectF(0, 0, side, side)
    box.moveCenter(frame.center())
    line = scene.cell.by_name[scene.cell.output]
    values = value_at(scene.run, scene.picture, line.name, scene.t)
    p.setPen(QPen(theme.role(line.role), 1.6))
    p.setBrush(gate_fill(theme, line.role, level(values)))
    p.drawRoundedRect(box, 4, 4)
    px = max(14, round(0.3 * side))
    at, row = box.center(), typeset.symbol(line.name, "t")
    typeset.draw(p, at.x(), at.y() + 0.25 * px, row, px, Qt.AlignmentFlag.AlignHCenter, theme.text)

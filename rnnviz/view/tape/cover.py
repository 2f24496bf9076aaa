"""What somebody is to guess is not shown on the tape: neither as a colour nor as a number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from rnnviz.model.document.simulation import Simulation
from rnnviz.view.look.facts import tell
from rnnviz.view.look.style import Theme
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.tape.rows import TapeRow
from rnnviz.view.widgets.paper import BOLD, Align, words


def covered(simulation: Simulation, column: int, row: TapeRow | None) -> bool:
    """Whether a row's value in a column is to be guessed; None: what the read-out says there."""
    if row is None:
        return column in simulation.veil.answers
    cursor = simulation.cursor
    return row.line in simulation.veil.of(simulation.place(column), cursor.layer, cursor.way)


def waits(simulation: Simulation) -> bool:
    """Whether what the read-out says at the present step is not told yet, or is to be guessed."""
    score, cursor = simulation.score, simulation.cursor
    if simulation.place(cursor.step) in simulation.veil.answers:
        return True
    return bool(score.part(cursor).tail) and not score.answered(cursor)


def draw(p: QPainter, plan: TapeLayout, theme: Theme, rows: Sequence[TapeRow], simulation: Simulation) -> None:
    """The ground over everything that is to be guessed, a question mark over what is asked for itself."""
    veil = simulation.veil
    if veil.answers and plan.foot:
        for column in sorted(veil.answers):
            tell("hidden", "answer", step=column)
            p.fillRect(QRectF(plan.x(column), plan.foot_top + 1, plan.pitch, plan.foot - 1), theme.panel)
    if not any(veil.lines):
        return
    for column in range(plan.steps):
        for i, row in enumerate(rows):
            if covered(simulation, column, row):
                tell("hidden", row.name, step=column)
                box = QRectF(plan.x(column), plan.y(i), plan.pitch, plan.row)
                p.fillRect(box.intersected(plan.area()), theme.panel)
                if (row.name, simulation.place(column)) in veil.asked:
                    _question(p, plan, theme, box)


def _question(p: QPainter, plan: TapeLayout, theme: Theme, box: QRectF) -> None:
    px = min(plan.scale.axis, round(0.8 * plan.row))
    inner = box.adjusted(2, 1, -2, -1)
    if inner.width() < px:
        return
    p.setPen(QPen(theme.accent, 1.2, Qt.PenStyle.DashLine))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(inner, 3, 3)
    words(p, box.center().x(), box.center().y() + 0.36 * px, "?", px, theme.accent, Align.AlignHCenter, BOLD)

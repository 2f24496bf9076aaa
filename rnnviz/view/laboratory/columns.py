"""Steps as columns, in the order of the sequence: where each stands, which one is meant, what stands below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.scales import step_ticks
from rnnviz.view.look.style import Scale, Theme, with_alpha
from rnnviz.view.widgets.paper import BOLD, Align, elided, text_width, words

MOST_WORDS = 24
"""Over so many steps there are numbers only."""


@dataclass(frozen=True, slots=True)
class StepColumns:
    """left, right: of all columns, in pixels; steps: how many there are."""

    left: float
    right: float
    steps: int

    @property
    def pitch(self) -> float:
        return max(1e-6, (self.right - self.left) / self.steps)

    def x(self, place: float) -> float:
        """The middle of a column, by its place in the sequence."""
        return self.left + (place + 0.5) * self.pitch

    def at(self, x: float) -> int | None:
        """The column under the pointer."""
        place = int((x - self.left) // self.pitch)
        return place if 0 <= place < self.steps else None

    def rect(self, place: int, top: float, bottom: float, part: float = 0.92) -> QRectF:
        width = self.pitch * part if self.pitch > 4 else self.pitch
        return QRectF(self.x(place) - width / 2, top, width, bottom - top)

    @property
    def drawn(self) -> range:
        """Places that are drawn: one for each pixel where there are more."""
        return range(0, self.steps, max(1, int(1 / self.pitch)))


def draw_steps(
    p: QPainter, columns: StepColumns, simulation: Simulation, top: float, theme: Theme, scale: Scale
) -> None:
    """Numbers below the columns, and words where there is room."""
    px, named = scale.axis, columns.steps <= MOST_WORDS
    sequence = simulation.words if simulation.cursor.way == "forward" else simulation.words[::-1]
    most = (
        columns.steps if named and columns.pitch > 1.3 * px else max(2, int((columns.right - columns.left) / (px * 4)))
    )
    for number in step_ticks(1, columns.steps, most):
        words(p, columns.x(number - 1), top + px, str(number), px, theme.dim, Align.AlignHCenter)
    if named and columns.pitch > 2.2 * px:
        for place, word in enumerate(sequence):
            text = elided(word, columns.pitch - 4, px)
            words(p, columns.x(place), top + 2.3 * px, text, px, theme.dim, Align.AlignHCenter)


def draw_frame(p: QPainter, rect: QRectF, theme: Theme, scale: Scale) -> None:
    """The frame round the column of the present step."""
    wide = max(rect.width(), 5.0)
    shown = QRectF(rect.center().x() - wide / 2, rect.top(), wide, rect.height())
    p.setPen(QPen(theme.accent, 2))
    p.setBrush(with_alpha(theme.accent, 0.09))
    p.drawRoundedRect(shown, 8 if wide > 16 else 2, 8 if wide > 16 else 2)
    p.setBrush(Qt.BrushStyle.NoBrush)


def draw_number(p: QPainter, rect: QRectF, text: str, px: int, ink: QColor) -> None:
    """A number inside a bar, where the bar has room for it."""
    if rect.height() >= px * 1.4 and rect.width() >= text_width(text, px, BOLD) + 4:
        words(p, rect.center().x(), rect.center().y() + px * 0.36, text, px, ink, Align.AlignHCenter, BOLD)

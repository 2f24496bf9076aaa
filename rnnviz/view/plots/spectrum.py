"""Eigenvalues in the complex plane: of one step's Jacobian, or of a recurrent matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rnnviz.engine import Cell
from rnnviz.io.written.plotted import Plotted
from rnnviz.model.chain.recurrence import squares
from rnnviz.model.document.change import Change
from rnnviz.model.figures.numbers import plain
from rnnviz.model.figures.scales import nice
from rnnviz.view.look import typeset
from rnnviz.view.look.facts import tell
from rnnviz.view.look.shield import shielded
from rnnviz.view.plots.choosing import ChoosingPaper
from rnnviz.view.plots.onestep import Size, draw_sizes, sizes
from rnnviz.view.plots.states import D, named, state_row, step_row
from rnnviz.view.widgets.paper import BOLD, Align, fitting, text_width, words
from rnnviz.view.widgets.pills import panel
from rnnviz.view.widgets.tips import plain_tip
from rnnviz.view.work.throttle import LONG, READING_MS

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation

WHOLE, STEP = "∂s", "∂"
"""The choices that are no name of the cell: the Jacobian of all states together, and one step in sizes."""
REACHES = (1.25, 1.5, 2.0, 3.0, 5.0)


def reach(largest: float) -> float:
    """Half the width of the shown square: never less than the unit circle with some room, in fixed steps."""
    if not np.isfinite(largest):
        return REACHES[0]
    wanted = largest * 1.12
    return next((r for r in REACHES if r >= wanted), nice(wanted, 1))


@shielded
class SpectrumPlot(ChoosingPaper):
    """Dots inside the unit circle shrink what passes again and again, dots outside let it grow."""

    key = "spectrum"

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.source: str | None = None
        self.bars = simulation.cursor.backward
        self.sizes: tuple[Size, ...] = ()
        self.values: NDArray[np.complex128] = np.zeros(0, complex)
        self._reach, self._pointed = REACHES[0], -1
        self._calm = self.throttled(self.show_run, READING_MS)
        self.setMinimumSize(150, 150)
        self.show_run()

    @property
    def title(self) -> str:
        return self.tr("Eigenvalues and the unit circle")

    def plotted(self) -> tuple[Plotted, ...]:
        """The eigenvalues, or the sizes of one step back."""
        if self.bars:
            rows = [f"{size.state}, {size.says}" for size in self.sizes]
            return (Plotted(self.key, "size", rows, {"log10": np.array([size.log10 for size in self.sizes])}),)
        parts = {"real": self.values.real, "imaginary": self.values.imag}
        return (Plotted(self.key, "eigenvalue", range(1, len(self.values) + 1), parts),)

    @property
    def hint(self) -> str:
        if self.bars:
            return self.tr(
                "One step of back-propagation: what arrives at each state, what it amounts to, what goes back."
            )
        return self.tr(
            "Eigenvalues of the matrix in the title. What lies inside the circle shrinks from step to step, what lies "
            "outside grows. ρ is the largest in size."
        )

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        if not live:
            self.show_run()

    @property
    def radius(self) -> float:
        """Largest modulus; nan when it cannot be known."""
        return float(np.max(np.abs(self.values))) if len(self.values) else float("nan")

    def show_run(self) -> None:
        """Take the simulation's run."""
        run = self.simulation.run
        blocks = named(run.cell) if len(run.cell.states) > 1 else ()
        if self.source not in (*blocks, *squares(run)):
            self.source = None
        backward = self.simulation.cursor.backward
        if self._turned:  # a run and a turn can come in one change
            self.bars = backward
        names = (*((STEP,) if backward else ()), WHOLE, *blocks, *squares(run))
        self.bars = self.bars and backward
        self.choice.set_names(names, STEP if self.bars else self.source or WHOLE)
        self._lay_out()  # with bars the chips stand elsewhere
        if self.isVisible():
            self._compute()

    def take_change(self, what: Change) -> None:
        super().take_change(what)
        if Change.RUN in what:
            self._calm.ask(self.simulation.run.steps >= LONG)
        if Change.PLAYHEAD in what:
            self._show_cursor()

    def _chip_rows(self) -> dict[str, typeset.Row]:
        """What stands on the chips that name no matrix: of all states the whole fraction, if it is short."""
        cell = self.simulation.cell
        short = self._low() or len(cell.states) > 1
        rows = {STEP: typeset.text(self.tr("sizes")), WHOLE: self._fraction(cell, short)}
        return rows | {name: self._fraction(name, True) for name in cell.states}

    def _fraction(self, whose: str | Cell, short: bool) -> typeset.Row:
        return (D, *state_row(whose)) if short else step_row(whose)

    def _show_cursor(self) -> None:
        if self._turned:
            self.show_run()
        elif (self.bars or self._moves) and self.isVisible():
            self._compute()

    @property
    def _turned(self) -> bool:
        """Whether the chips are still those of the other direction."""
        return self.simulation.cursor.backward != (STEP in self.choice.names)

    @property
    def _moves(self) -> bool:
        """Whether what is shown is another matrix at every step."""
        return self.source is None or self.source in self.simulation.cell.by_name

    def _compute(self) -> None:
        self.setToolTip(plain_tip(self.hint))
        run = self.simulation.run
        step = min(self.simulation.cursor.step, run.steps - 1)
        if self.bars:
            self.sizes = sizes(run, step)
        else:
            self.values = run.eigenvalues(self.source, step)
            fits = reach(self.radius)
            if not self.live:
                self._reach = fits
        self.refresh()

    def _choose(self, name: str) -> None:
        self.bars = name == STEP
        self.source = None if name in (WHOLE, STEP) else name
        self.show_run()

    # painting ----------------------------------------------------------------------------------------------

    def _plane(self) -> QRectF:
        """The square of the complex plane, in pixels."""
        pad, top = self.scale.pad, self.scale.pad * 0.7 + self.scale.title * 1.5 + self._chips_height()
        side = min(self.width() - 2 * pad, self.height() - top - pad * 0.7)
        return QRectF((self.width() - side) / 2, top + (self.height() - top - pad * 0.7 - side) / 2, side, side)

    def _chips_height(self) -> float:
        return self.choice.sizeHint().height() + 4 if len(self.choice.names) > 1 and not self._low() else 0

    def _low(self) -> bool:
        """Whether the panel is too low for a row of chips of its own."""
        return self.height() < 15 * self.scale.axis

    def _point(self, value: complex) -> QPointF:
        plane = self._plane()
        unit = plane.width() / 2 / self._reach
        return plane.center() + QPointF(value.real * unit, -value.imag * unit)

    def draw_picture(self, p: QPainter) -> None:
        if self.bars:
            self._draw_bars(p)
            return
        self._draw_title(p)
        plane = self._plane()
        center, unit = plane.center(), plane.width() / 2 / self._reach
        p.setPen(QPen(self.theme.line, 1))
        p.drawLine(QPointF(plane.left(), center.y()), QPointF(plane.right(), center.y()))
        p.drawLine(QPointF(center.x(), plane.top()), QPointF(center.x(), plane.bottom()))
        p.setPen(QPen(self.theme.dim, self.scale.line(1.6)))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawEllipse(center, unit, unit)
        px = self.scale.axis
        words(p, self.width() - self.scale.pad, self.height() - self.scale.pad * 0.8, "|λ| = 1", px, self.theme.dim,
              Align.AlignRight)  # fmt: skip
        if not np.isfinite(self.values).all():
            words(p, center.x(), center.y() - px, self.tr("values not finite"), px, self.theme.error,
                  Align.AlignHCenter)  # fmt: skip
            return
        self._draw_dots(p, center, unit)

    def _draw_bars(self, p: QPainter) -> None:
        pad, px = self.scale.pad, self.scale.title
        room = self.width() - 2.0 * pad
        aside = self.choice.width() + pad * 0.5 if self._low() else 0
        title = fitting((self.tr("One step back, in size"), self.tr("One step back")), room - aside, px, BOLD)
        words(p, pad, pad * 0.7 + px, title, px, self.theme.text, Align.AlignLeft, BOLD)
        chips = self._chips_height()
        top = pad * 0.7 + px * 1.6 + chips + (px * 0.5 if chips else 0)
        area = QRectF(pad, top, room, self.height() - top - pad * 0.5)
        draw_sizes(p, area, self.sizes, self.theme, self.scale)

    def _draw_dots(self, p: QPainter, center: QPointF, unit: float) -> None:
        """The smallest first: what lies outside the circle is seen whole."""
        size = self.scale.px(6) * (0.75 if len(self.values) > 24 else 1.0)
        p.setPen(QPen(self.theme.panel, 1))
        for value in sorted(self.values.tolist(), key=abs):
            fill = self.theme.forget if abs(value) > 1 + 1e-12 else self.theme.hidden
            at = center + QPointF(value.real * unit, -value.imag * unit)
            tell("eigenvalue", value=value, color=fill, at=at)
            p.setBrush(fill)
            p.drawEllipse(at, size, size)

    def _draw_title(self, p: QPainter) -> None:
        px, pad = self.scale.title, self.scale.pad
        baseline, right = pad * 0.7 + px, self.width() - pad
        radius = self.radius
        text = f"ρ = {plain(radius)}" if np.isfinite(radius) else "ρ = ?"
        hue = self.theme.forget if radius > 1 else self.theme.hidden
        taken = words(p, right, baseline, text, px, hue, Align.AlignRight, BOLD)
        whole, least = self._symbol(False), self._symbol(True)
        for title, symbol in ((self.tr("Eigenvalues of"), whole), ("λ", whole), ("", whole), ("λ", least), ("", least)):
            used = text_width(title, px, BOLD) + px * 0.35 + typeset.width(symbol, px * 1.06)
            if pad + used + px * 0.6 <= right - taken:
                break
        x = pad + words(p, pad, baseline, title, px, self.theme.text, Align.AlignLeft, BOLD)
        typeset.draw(p, x + (px * 0.35 if title else 0), baseline, symbol, px * 1.06, color=self.theme.text)
        tell("title", self.source or "", word=typeset.plain(symbol))

    def _symbol(self, short: bool) -> typeset.Row:
        """Whose eigenvalues they are."""
        if not self._moves and self.source is not None:
            return typeset.symbol(self.source)
        return self._fraction(self.source or self.simulation.cell, short)

    def draw_live(self, p: QPainter) -> None:
        if self.bars or not 0 <= self._pointed < len(self.values):
            return
        value = complex(self.values[self._pointed])
        point, px = self._point(value), self.scale.axis
        sign = "+" if value.imag >= 0 else "−"
        real, imaginary = plain(value.real), plain(abs(value.imag))
        lines = (f"λ = {real} {sign} {imaginary} i", f"|λ| = {plain(abs(value), 3)}")
        width = max(text_width(line, px) for line in lines) + px
        x = min(max(point.x() - width / 2, 4.0), self.width() - width - 4)
        y = point.y() + px if point.y() < self.height() / 2 else point.y() - px * 4.2
        p.setPen(QPen(self.theme.text, 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawEllipse(point, self.scale.px(9), self.scale.px(9))
        panel(p, QRectF(x, y, width, px * 3.2), self.theme, self.scale, self.theme.box)
        for i, line in enumerate(lines):
            words(p, x + px / 2, y + px * (1.25 + 1.4 * i), line, px, self.theme.text)

    # pointing ----------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place, found, near = event.position(), -1, float(self.scale.px(14))
        for i, value in enumerate(self.values):
            away = self._point(complex(value)) - place
            distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
            if distance < near:
                found, near = i, distance
        if found != self._pointed:
            self._pointed = found
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._pointed = -1
        self.update()

    def _lay_out(self) -> None:
        pad, low = self.scale.pad, self._low()
        self.choice.set_rows(self._chip_rows())
        self.choice.set_room(self.width() - 2 * pad, fold=low)
        if not low:
            self.choice.move(pad, round(pad * 0.7 + self.scale.title * 1.5))
        elif self.bars:
            self.choice.move(self.width() - pad - self.choice.width(), round(pad * 0.45))
        else:
            self.choice.move(pad, self.height() - self.choice.height() - round(pad * 0.6))

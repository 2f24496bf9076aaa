"""Measures compared cells when nothing else is done, and never while a hand drags."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from rnnviz.model.compare.timing import Measurement
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.widgets.panel import Panel

WAIT_MS = 150
"""So long nothing must have changed."""


class Stopwatch(QObject):
    """`measured` when a number is new; `text(cell)` is "…" until then."""

    measured = Signal()

    def __init__(self, comparison: Comparison, shown: Panel) -> None:
        """shown: where the numbers stand; what nobody sees is not measured."""
        super().__init__(shown)
        self._comparison, self._shown = comparison, shown
        self._found: dict[Simulation, Measurement] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        return self._next() is not None

    def renew(self) -> None:
        """Something changed: measure again what it was, once it is quiet."""
        cells = self._comparison.cells
        self._found = {cell: found for cell, found in self._found.items() if cell in cells}
        if self._shown.isVisible():  # else whoever shows it asks for the text, and that begins
            self._timer.start(WAIT_MS)

    def rest(self) -> None:
        """Nobody sees the numbers any more: nothing is measured until somebody asks for them again."""
        self._timer.stop()

    def text(self, cell: Simulation) -> str:
        """Time per step in microseconds."""
        found = self._found.get(cell)
        if found is None or found.setup is not cell.result.setup or not found.done:
            if self._shown.isVisible() and not self._timer.isActive():
                self._timer.start(WAIT_MS)
            return "…"
        micro = 1e6 * found.best
        return f"{micro:.1f} µs" if micro < 99.5 else f"{micro:,.0f} µs"

    def _next(self) -> Simulation | None:
        for cell in self._comparison.cells:
            found = self._found.get(cell)
            if found is None or found.setup is not cell.result.setup or not found.done:
                return cell
        return None

    def _go_on(self) -> None:
        if self._shown.live:
            self._timer.start(WAIT_MS)
            return
        cell = self._next()
        if cell is None or not self._shown.isVisible():
            return
        found = self._found.get(cell)
        if found is None or found.setup is not cell.result.setup:
            found = self._found[cell] = Measurement(cell)
        found.go_on()
        if found.done:
            self.measured.emit()
        self._timer.start(0)

"""The dim read-out beside the loss: spectral radius and norm of the recurrent matrix."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QLabel, QWidget

from rnnviz.engine import Run
from rnnviz.model.chain.recurrence import recurrence
from rnnviz.model.figures.numbers import plain
from rnnviz.view.experiment.knob import indexed
from rnnviz.view.look.language import retranslated

MANY_UNITS = 24
"""Above this eigenvalues take long enough to wait for the end of a drag."""


@retranslated
class RecurrenceLabel(QLabel):
    """ρ(U) and ‖U‖₂, as much as fits; empty for a cell without a recurrent matrix."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._texts = ("", "")
        self.setProperty("kind", "dim")
        self.retranslate()

    def retranslate(self) -> None:
        self.setToolTip(
            self.tr(
                "The recurrent matrix: ρ, its largest eigenvalue in size, and its norm, the most a step can stretch"
            )
        )

    def show_run(self, run: Run, dragging: bool, room: int) -> None:
        """Take a run; `room` pixels are there."""
        if run is not self._run and not (dragging and run.hidden > MANY_UNITS):
            self._run, self._texts = run, _texts(run)
        fits = self.fontMetrics().horizontalAdvance(self._texts[0].replace("_", "")) <= room
        text = indexed(self._texts[0 if fits else 1])
        if text != self.text():
            self.setText(text)


def _texts(run: Run) -> tuple[str, str]:
    found = recurrence(run)
    if found is None:
        return "", ""
    radius, norm = (plain(v) if math.isfinite(v) else "?" for v in (found.radius, found.norm))
    short = f"ρ({found.matrix}) {radius}"
    return f"{short} · ‖{found.matrix}‖₂ {norm}", short

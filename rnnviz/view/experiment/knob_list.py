"""The knobs of the experiment, made from their table: what they show of the setup, and the edits they make."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.setup import Setup
from rnnviz.view.experiment import knob_table
from rnnviz.view.experiment.knob import Knob
from rnnviz.view.experiment.knob_range import Range
from rnnviz.view.experiment.knob_table import KnobRow, Shown
from rnnviz.view.look.style import DARK, Scale, Theme
from rnnviz.view.widgets.tips import plain_tip


class KnobList(QObject):
    """Edits the simulation; every drag is one undo. `by_field`: the knobs by the key of their row.

    `said(sentence)`: what is wrong with a number that was typed, "" when something else is done. `settled`: a hand
    has let go.
    """

    said = Signal(str)
    settled = Signal()

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation, self._theme = simulation, DARK
        self._rows = {row.key: row for row in knob_table.KNOBS}
        self.by_field = {key: Knob("", Range(0, 1), "", parent) for key in self._rows}
        for key, knob in self.by_field.items():
            knob.setObjectName(key)
            knob.moved.connect(self._moved)
            knob.settled.connect(simulation.settle)
            knob.settled.connect(self.settled)
            knob.refused.connect(self.said)
        self.refresh()

    def __iter__(self) -> Iterator[Knob]:
        return iter(self.by_field.values())

    @property
    def dragged(self) -> bool:
        return any(knob.slider.isSliderDown() for knob in self)

    def retranslate(self) -> None:
        """Every name in the language of now."""
        self.refresh()

    def set_look(self, theme: Theme, scale: Scale) -> int:
        """Take colours and sizes; the width of the widest name."""
        self._theme = theme
        width = max(knob.label_width() for knob in self)
        for knob in self:
            knob.set_columns(width, round(scale.body * 3.4), max(8, scale.px(10)))
            knob.set_theme(theme)
        return width

    def refresh(self) -> None:
        """Show the simulation's setup."""
        for key, knob in self.by_field.items():
            shown = self._shown(key, self._simulation.setup)
            knob.setVisible(shown is not None)
            if shown is not None:
                self._show(knob, shown)
            else:
                knob.set_label("")
                knob.setToolTip("")

    def _shown(self, key: str, setup: Setup) -> Shown | None:
        return self._rows[key].show(setup, self._simulation.seat[0])

    def _show(self, knob: Knob, shown: Shown) -> None:
        if shown.role != knob.role:
            knob.set_role(shown.role)
            knob.set_theme(self._theme)
        knob.set_label(shown.label)
        knob.setToolTip(plain_tip(shown.hint))
        knob.set_bounds(shown.bounds)
        knob.set_value(shown.value, shown.remark)
        knob.setEnabled(shown.enabled)

    def show_before(self) -> None:
        """Rings at the knobs of the run that stands as a ghost in the plots."""
        now, ghost = self._simulation.setup, self._simulation.ghost
        before = None if ghost is None or ghost.setup.score.parts != now.score.parts else ghost.setup
        for key, knob in self.by_field.items():
            shown, then = self._shown(key, now), None if before is None else self._shown(key, before)
            ringed = shown is not None and shown.ringed and then is not None
            before_it = then.value if ringed and then is not None else None
            knob.set_before(before_it if shown is None or shown.ring is None else shown.ring)

    def _moved(self, value: float) -> None:
        row: KnobRow = self._rows[self.sender().objectName()]
        self.said.emit("")
        self._simulation.edit(row.turned(self._simulation.setup, value), row.key)

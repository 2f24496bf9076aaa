"""Which of a task's held-out sentences stands on the tape: a number to be turned, and keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import Learned, plain
from rnnviz.model.trained.samples import sample_at, sample_count, with_sample
from rnnviz.view.look.language import retranslated, set_name


@retranslated
class SamplePicker(QSpinBox):
    """Shown where weights were trained on a task; 0 stands for a sentence that is none of its."""

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._asked: tuple[Setup, int | None] | None = None
        self._of: Learned | None = None
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.valueChanged.connect(self._chosen)
        simulation.changed.connect(self._take_change)
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        set_name(self, self.tr("Held-out sentence of the task"))
        self.setSpecialValueText(self.tr("own"))
        self._say()

    def _say(self) -> None:
        self.setSuffix(self.tr(" of {0}").format(self.maximum()))

    def _take_change(self, what: Change) -> None:
        if Change.SETUP in what:
            self.refresh()

    def refresh(self) -> None:
        """Show which sentence it is."""
        setup = self._simulation.setup
        self.setVisible(setup.learned is not None and sample_count(setup) > 0)
        if setup.learned is None:
            return
        learned = plain(setup.learned)
        if self._asked is None or self._asked[0].sequence is not setup.sequence or self._of != learned:
            self._asked, self._of = (setup, sample_at(setup)), learned
        number = self._asked[1]
        self.blockSignals(True)
        self.setRange(0, sample_count(setup))
        self.setValue(0 if number is None else number + 1)
        self.blockSignals(False)
        self._say()

    def turn(self, count: int) -> None:
        """Another sentence further on, or back; after the last one comes the first."""
        setup = self._simulation.setup
        total = sample_count(setup)
        if total:
            here = self.value() - 1 if self.value() else -1 if count > 0 else 0
            self._simulation.edit(with_sample(setup, (here + count) % total))

    def _chosen(self, value: int) -> None:
        if value:
            self._simulation.edit(with_sample(self._simulation.setup, value - 1))
        else:
            self.refresh()

"""Which of several sequences stands on the tape, of one's own or a task's held-out ones: a number to be turned, and
keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from rnnviz.model.batch.on_tape import count, place, turned_to
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.setup import Setup
from rnnviz.model.trained.learned import Learned, plain
from rnnviz.view.look.language import retranslated, set_name


@retranslated
class SamplePicker(QSpinBox):
    """Shown where there are several, or weights were trained on a task; 0 stands for a sentence that is none of its."""

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._asked: tuple[Setup, int | None] | None = None
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.valueChanged.connect(self._chosen)
        simulation.changed.connect(self._take_change)
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        self.setSpecialValueText(self.tr("own"))
        self._say()

    def _say(self) -> None:
        own = self._simulation.setup.batch is not None
        set_name(self, self.tr("Sequence on the tape") if own else self.tr("Held-out sentence of the task"))
        self.setSuffix(self.tr(" of {0}").format(self.maximum()))

    def _take_change(self, what: Change) -> None:
        if Change.SETUP in what:
            self.refresh()

    def refresh(self) -> None:
        """Show which sentence it is."""
        setup = self._simulation.setup
        total = count(setup)
        self.setVisible(total > 0)
        if not total:
            return
        if not self._known(setup):
            self._asked = (setup, place(setup))
        number = self._asked[1] if self._asked else None
        self.blockSignals(True)
        self.setRange(0 if setup.batch is None else 1, total)
        self.setValue(0 if number is None else number + 1)
        self.blockSignals(False)
        self._say()

    def _known(self, setup: Setup) -> bool:
        """Whether it was found out already: a drag of a slider, or a training, comes here many times a second."""
        before = self._asked[0] if self._asked else None
        return before is not None and _alike(before, setup)

    def turn(self, further: int) -> None:
        """Another sentence further on, or back; after the last one comes the first."""
        setup = self._simulation.setup
        total = count(setup)
        if total:
            here = self.value() - 1 if self.value() else -1 if further > 0 else 0
            self._simulation.edit(turned_to(setup, (here + further) % total))

    def _chosen(self, value: int) -> None:
        if value:
            self._simulation.edit(turned_to(self._simulation.setup, value - 1))
        else:
            self.refresh()


def _alike(before: Setup, setup: Setup) -> bool:
    same = before.sequence is setup.sequence and before.batch is setup.batch
    return same and _task(before) == _task(setup)


def _task(setup: Setup) -> Learned | None:
    return plain(setup.learned) if setup.learned is not None else None

"""What a film is to show, and how far it is while it is made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rnnviz.io.written.film import LAST, LONGEST, MOST, SHORTEST
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.story.cursor import Cursor
from rnnviz.model.story.journey import journey
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.screens.dialogs import OnScreen

SIZES = ((1280, 720), (1920, 1080), (854, 480))
FROM_HERE, FROM_START = range(2)
USUAL = 0.8
"""Seconds a picture stands."""


@shielded
@retranslated
class FilmDialog(QDialog):
    """`asked` for a film of `halts`, `size`, `seconds`; `cancelled` while it is made, by the button, Esc or closing."""

    asked = Signal()
    cancelled = Signal()

    def __init__(self, simulation: Simulation, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulation, self._share = simulation, (0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        OnScreen(self)
        self.start, self.sizes, self.spin = QComboBox(self), QComboBox(self), QDoubleSpinBox(self)
        self.spin.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.spin.setRange(SHORTEST, LONGEST)
        self.spin.setSingleStep(0.1)
        self.spin.setValue(USUAL)
        self._labels = [QLabel(self) for _ in range(3)]
        self._says, self.bar = QLabel(self), QProgressBar(self)
        self._says.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.save, self.cancel = QPushButton(self), QPushButton(self)
        for button, slot in ((self.save, self.asked), (self.cancel, self.close)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        self.start.addItems(["", ""])
        self.start.setCurrentIndex(FROM_START)
        self.sizes.addItems([f"{width} × {height}" for width, height in SIZES])
        self.start.currentIndexChanged.connect(self.refresh)
        self.spin.valueChanged.connect(self.refresh)
        simulation.changed.connect(self._follow)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        form, column, buttons = QFormLayout(), QVBoxLayout(self), QHBoxLayout()
        for label, field in zip(self._labels, (self.start, self.sizes, self.spin), strict=True):
            form.addRow(label, field)
            label.setBuddy(field)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        column.addLayout(form)
        column.addWidget(self._says)
        column.addWidget(self.bar)
        column.addLayout(buttons)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Film of the story"))
        self.setAccessibleName(self.windowTitle())
        self.start.setItemText(FROM_HERE, self.tr("from here to its end"))
        self.start.setItemText(FROM_START, self.tr("from its start to its end"))
        names = (self.tr("The story"), self.tr("Pixels"), self.tr("Seconds a picture stands"))
        for label, field, name in zip(self._labels, (self.start, self.sizes, self.spin), names, strict=True):
            label.setText(name)
            set_name(field, name)
        self.save.setText(self.tr("Save…"))
        self.cancel.setText(self.tr("Cancel"))
        set_name(self.bar, self.tr("How much of the film is made"))
        self.refresh()

    # what is asked -----------------------------------------------------------------------------------------

    @property
    def size_asked(self) -> tuple[int, int]:
        return SIZES[self.sizes.currentIndex()]

    @property
    def seconds(self) -> float:
        return self.spin.value()

    def halts(self) -> tuple[Cursor, ...]:
        """At the grain of now, in the pass of now."""
        score, cursor = self._simulation.score, self._simulation.cursor
        first = cursor if self.start.currentIndex() == FROM_HERE else score.to_start(cursor)
        return journey(score, first, MOST)

    def refresh(self) -> None:
        """How many pictures it will be, or how many there are."""
        done, count = self._share
        if count:
            self._says.setText(self.tr("{0} of {1} pictures").format(done, count))
            return
        halts = self.halts()
        seconds = (len(halts) + LAST - 1) * self.seconds
        text = self.tr("{0} pictures, {1} seconds").format(len(halts), round(seconds))
        if not self._simulation.score.at_end(halts[-1]):
            text += "\n" + self.tr("A film has {0} pictures at most: a larger grain (G) shows more.").format(MOST)
        self._says.setText(text)

    def _follow(self, what: Change) -> None:
        if what & (Change.PLAYHEAD | Change.RUN):
            self.refresh()

    # while it is made --------------------------------------------------------------------------------------

    def went(self, done: int, count: int) -> None:
        """So many pictures are made."""
        self._share = (done, count)
        self.bar.setRange(0, count)
        self.bar.setValue(done)
        self.bar.show()
        for field in (self.start, self.sizes, self.spin, self.save):
            field.setEnabled(False)
        self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancelled.emit()
        super().closeEvent(event)

    def reject(self) -> None:
        self.close()

"""Which number is changed, and by how much."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rnnviz.view.experiment.knob import Knob
from rnnviz.view.experiment.knob_range import Range
from rnnviz.view.laboratory.probe.looked import LEAST, MOST, ProbeLooked
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.look.style import Scale, Theme
from rnnviz.view.widgets.picker import Picker


@retranslated
class ProbeControls(QWidget):
    """Lists of what there is to change and of its numbers, and a knob for ε. `held(down)`: a hand turns it."""

    held = Signal(bool)
    refused = Signal(str)

    def __init__(self, looked: ProbeLooked, parent: QWidget) -> None:
        super().__init__(parent)
        self._looked = looked
        self._label = QLabel(self)
        self.what, self.row, self.column = Picker(self), Picker(self), Picker(self)
        self.knob = Knob("ε", Range(LEAST, MOST, log=True), parent=self)
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)
        for picker, chosen in ((self.what, self._chosen), (self.row, self._pointed), (self.column, self._pointed)):
            picker.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            picker.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            picker.setMinimumContentsLength(8)
            picker.activated.connect(chosen)
            layout.addWidget(picker, 1)
        layout.addWidget(self.knob, 2)
        self.knob.moved.connect(looked.change_by)
        self.knob.refused.connect(self.refused)
        self.knob.slider.sliderPressed.connect(self._pressed)
        self.knob.slider.sliderReleased.connect(self._released)
        self.retranslate()

    def retranslate(self) -> None:
        self._label.setText(self.tr("Change"))
        self.knob.set_label(self.tr("by ε ="))
        set_name(self.what, self.tr("What is changed"))
        set_name(self.row, self.tr("Which of its numbers"))
        set_name(self.column, self.tr("Which column"))
        self.renew()

    def set_look(self, theme: Theme, scale: Scale) -> None:
        self._layout.setSpacing(scale.gap)
        self.knob.set_theme(theme)
        self.knob.set_ground(theme.panel)
        self.knob.set_columns(self.knob.label_width(), round(scale.body * 4), 6)

    def renew(self) -> None:
        """The lists of now; what is the same stays, so that an open list is not closed."""
        looked = self._looked
        items = [(looked.name(one), one.key) for one in looked.all]
        _fill(self.what, items, looked.what.key)
        shape, index = looked.what.shape, looked.index
        rows = [(name, i) for i, name in enumerate(looked.names(0))]
        if looked.what.kind == "input":
            rows.insert(0, (self.tr("its largest number"), -1))
        _fill(self.row, rows, -1 if looked.follows else index[0])
        self.column.setVisible(len(shape) > 1)
        if len(shape) > 1:
            _fill(self.column, [(name, i) for i, name in enumerate(looked.names(1))], index[1])
        self.knob.set_value(looked.eps)

    def _chosen(self, number: int) -> None:
        self._looked.choose(str(self.what.itemData(number)))

    def _pointed(self, number: int) -> None:
        row = int(self.row.currentData())
        two = (int(self.column.currentData()),) if len(self._looked.what.shape) > 1 else ()
        self._looked.point(None if row < 0 else (row, *two))

    def _pressed(self) -> None:
        self.held.emit(True)

    def _released(self) -> None:
        self.held.emit(False)


def _fill(picker: Picker, items: Sequence[tuple[str, object]], chosen: object) -> None:
    there = [(picker.itemText(k), picker.itemData(k)) for k in range(picker.count())]
    with QSignalBlocker(picker):
        if there != list(items):
            picker.clear()
            for text, data in items:
                picker.addItem(text, data)
        picker.setCurrentIndex(next((k for k, (_, data) in enumerate(items) if data == chosen), 0))

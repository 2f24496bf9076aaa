"""The bar of what all compared cells share; Alt and a click on a name makes it each cell's own, and shared again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from rnnviz.model.compare.sharing import BY_KEY, COMMON
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.bounds import GAIN, INPUT_SCALE, MAX_HIDDEN, SEED
from rnnviz.model.setup.sequence import MAX_STEPS, Sequence, SequenceError, parse_sequence
from rnnviz.view.compare.comparison import Comparison
from rnnviz.view.compare.values import loss_text, name_of
from rnnviz.view.experiment.controls import Spin
from rnnviz.view.experiment.knob import Knob
from rnnviz.view.experiment.knob_range import Range
from rnnviz.view.look.language import set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.words import sentence
from rnnviz.view.transport.sequence_field import SequenceField
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.tips import plain_tip

MAX_SILENT = 500
SPINS = {"silent": (0, MAX_SILENT), "hidden": (1, MAX_HIDDEN), "seed": SEED}
KNOBS = {"gain": Range(*GAIN), "input_scale": Range(*INPUT_SCALE, log=True)}
LEAST_SEQUENCE = 8
"""In sizes of the type, beyond the field's own least width."""
ROLES = {"gain": "hidden", "input_scale": "x"}


@shielded
class SharedBar(Panel):
    """`refused(sentence)`: what was typed is no sequence."""

    key = "compared_shared"
    refused = Signal(str)

    def __init__(self, simulation: Simulation, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(simulation, parent)
        self._comparison = comparison
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self.names = {common.key: self._name_label(common.key) for common in COMMON}
        self.sequence = SequenceField(self)
        self.sequence.editingFinished.connect(self._typed)
        self.sequence.cancelled.connect(self._restore)
        self.spins = {key: self._spin(key, *bounds) for key, bounds in SPINS.items()}
        self.knobs = {key: self._knob(key) for key in KNOBS}
        self.loss = QComboBox(self)
        self.loss.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.loss.activated.connect(self._loss_chosen)
        self.terms = QPushButton(self)
        self.terms.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.terms.setEnabled(False)
        self._arrange()
        comparison.changed.connect(self.renew)
        comparison.document.changed.connect(self._changed)
        self.retranslate()

    @property
    def title(self) -> str:
        return self.tr("Shared by all cells")

    # making ------------------------------------------------------------------------------------------------

    def _name_label(self, key: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("common", key)
        label.setProperty("kind", "dim")
        label.installEventFilter(self)
        return label

    def _spin(self, key: str, low: int, high: int) -> Spin:
        spin = Spin(self)
        spin.setRange(low, high)
        spin.setProperty("common", key)
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(self._spun)
        return spin

    def _knob(self, key: str) -> Knob:
        knob = Knob("", KNOBS[key], ROLES[key], self)
        knob.setProperty("common", key)
        knob.moved.connect(self._turned)
        knob.settled.connect(self.simulation.settle)
        knob.refused.connect(self.refused)
        knob.slider.sliderPressed.connect(self._pressed)
        knob.slider.sliderReleased.connect(self._released)
        return knob

    def _arrange(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.addWidget(self._title)
        self.sequence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.names["sequence"])
        row.addWidget(self.sequence, 4)
        for key, spin in self.spins.items():
            row.addWidget(self.names[key])
            row.addWidget(spin)
        for key, knob in self.knobs.items():
            row.addWidget(self.names[key])
            row.addWidget(knob, 1)
        row.addWidget(self.names["loss"])
        row.addWidget(self.loss)
        row.addWidget(self.terms)

    # looks -------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(self.tr("Shared by all"))
        for common in COMMON:
            name = name_of(common)
            self.names[common.key].setText(name)
            self.names[common.key].setToolTip(plain_tip(self.tr("Alt and a click: each cell's own, or shared again")))
        for key, spin in self.spins.items():
            spin.setAccessibleName(name_of(BY_KEY[key]))
        for key, knob in self.knobs.items():
            knob.set_label(name_of(BY_KEY[key]))
        self.loss.setAccessibleName(name_of(BY_KEY["loss"]))
        self.terms.setText(self.tr("Term by term"))
        self.offer_terms(self.terms.isEnabled())
        self.renew()

    def offer_terms(self, on: bool) -> None:
        """Whether two of the cells can be put term by term."""
        self.terms.setEnabled(on)
        needs = self.tr("needs two cells that keep a memory unit by unit and write a candidate into it")
        set_name(self.terms, self.tr("Two cells term by term (M)") if on else needs)

    def restyle(self) -> None:
        scale = self.scale
        self.terms.setVisible(scale.height >= 900)  # in a low window the key alone
        self._row.setContentsMargins(scale.pad, 2, scale.pad, 2)
        self._row.setSpacing(max(5, scale.px(10)))
        self.names["sequence"].setVisible("sequence" not in self._comparison.shared)
        for knob in self.knobs.values():
            knob.set_theme(self.theme)
            knob.set_columns(0, round(scale.body * 3.2), max(3, scale.px(6)))
        for spin in self.spins.values():
            spin.setFixedWidth(round(scale.body * (4.6 if spin is self.spins["seed"] else 3.9)))
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Where room is short what stands last goes, never half of anything; the stage's own place has all of it."""
        last: list[tuple[QWidget, ...]] = [(self.names["loss"], self.loss)]
        last += [(self.names[key], self.knobs[key]) for key in reversed(KNOBS)]
        last += [(self.names[key], self.spins[key]) for key in reversed(SPINS)]
        for pair in last:
            for widget in pair:
                widget.show()
        for pair in last:
            self._row.invalidate()
            if self._row.minimumSize().width() + LEAST_SEQUENCE * self.scale.body <= self.width():
                return
            for widget in pair:
                widget.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.fillRect(self.rect(), self.theme.background)
            p.setPen(QPen(self.theme.line, 1))
            p.setBrush(self.theme.panel)
            p.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), self.scale.radius, self.scale.radius)

    # what is shown -----------------------------------------------------------------------------------------

    def _changed(self, what: Change) -> None:
        if what & (Change.SETUP | Change.SIMULATIONS):
            self.renew()

    def renew(self) -> None:
        """The values of the first cell where all have them; what each has for itself is switched off here."""
        setup, shared = self._comparison.cells[0].setup, self._comparison.shared
        for key, label in self.names.items():
            label.setText(name_of(BY_KEY[key]) + ("" if key in shared else self.tr(": own")))
        self.names["sequence"].setVisible("sequence" not in shared)
        if not self.sequence.hasFocus():
            self.sequence.setText(_text_of(setup.sequence) if "sequence" in shared else "")
        self.sequence.setEnabled("sequence" in shared)
        for key, spin in self.spins.items():
            with QSignalBlocker(spin):
                spin.setMaximum(
                    max(0, min(MAX_SILENT, MAX_STEPS - setup.sequence.steps)) if key == "silent" else SPINS[key][1]
                )
                spin.setValue(int(BY_KEY[key].of(setup)))
            spin.setEnabled(key in shared)
        for key, knob in self.knobs.items():
            knob.set_value(float(BY_KEY[key].of(setup)))
            knob.setEnabled(key in shared)
        self._show_loss(setup.loss.at)
        self.loss.setEnabled("loss" in shared)

    def _show_loss(self, at: Any) -> None:
        choices = ["last", "every", *([at] if not isinstance(at, str) else [])]
        with QSignalBlocker(self.loss):
            self.loss.clear()
            for choice in choices:
                self.loss.addItem(loss_text(choice), choice)
            self.loss.setCurrentIndex(choices.index(at))

    # what a hand does --------------------------------------------------------------------------------------

    def _give(self, key: str, value: Any, merge: str | None = None) -> None:
        try:
            self._comparison.give(key, value, self._comparison.cells, merge)
        except SequenceError as error:
            self.refused.emit(sentence(error))
            self.renew()

    def _typed(self) -> None:
        if not self.sequence.isModified():
            return
        self.sequence.setModified(False)
        text = self.sequence.text()
        try:
            found = parse_sequence(text)
        except SequenceError as error:
            self.refused.emit(sentence(error))
            return
        self.sequence.clearFocus()
        self._give("sequence", found)
        self.renew()

    def _restore(self) -> None:
        self.sequence.setModified(False)
        self.sequence.clearFocus()
        self.renew()

    def _spun(self, value: int) -> None:
        self._give(str(self.sender().property("common")), value)

    def _turned(self, value: float) -> None:
        key = str(self.sender().property("common"))
        self._give(key, value, f"shared {key}")

    def _loss_chosen(self, index: int) -> None:
        self._give("loss", self.loss.itemData(index))
        self.loss.clearFocus()

    def _pressed(self) -> None:
        self.dragged.emit(True)

    def _released(self) -> None:
        self.dragged.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        alt = isinstance(event, QMouseEvent) and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.type() == QEvent.Type.MouseButtonPress:
            self._comparison.switch(str(watched.property("common")))
            return True
        return False


def _text_of(sequence: Sequence) -> str:
    return sequence.kind if sequence.generated else sequence.text()

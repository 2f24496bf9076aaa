"""The line above the tape: the sequence as text, presets, word vectors, opening a file."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import Message
from rnnviz.io.examples import EXAMPLES
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.prediction.writing import writes
from rnnviz.model.setup.own_sequence import with_own_sequence
from rnnviz.model.setup.scenes import preset_sequences
from rnnviz.model.setup.sequence import Sequence, SequenceError, parse_sequence
from rnnviz.view.look.language import set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.words import said
from rnnviz.view.transport.predict_buttons import PredictButtons, given_length, shown_text
from rnnviz.view.transport.sample_picker import SamplePicker
from rnnviz.view.transport.sequence_field import SequenceField
from rnnviz.view.transport.words_button import WordsButton
from rnnviz.view.widgets.overflow import Overflow
from rnnviz.view.widgets.panel import Panel

translate = QCoreApplication.translate

VECTOR_SIZES = (0, 2, 3, 4, 8)
MANY_NUMBERS = 4000
SENTENCE = 16
"""Sizes of the type that the field should have; with less, what the menu has, too, gives way."""


@shielded
class SequenceBar(Panel):
    """`refused` is shown next to the field; a bad text changes nothing."""

    key = "sequence"
    open_requested = Signal()
    paste_requested = Signal(str)
    example_chosen = Signal(str)

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._sequences = preset_sequences()
        self._sequence: Sequence | None = None
        self._text = ""
        self._why: Message | Refusal | str = ""
        self._caption = QLabel(self)
        self._caption.setProperty("kind", "title")
        self.field = SequenceField(self)
        self._caption.setBuddy(self.field)
        self._presets = self._preset_picker()
        self._vectors = self._vector_picker()
        self._words = WordsButton(simulation, self)
        self.samples = SamplePicker(simulation, self)
        self.writing = PredictButtons(self)
        self._open = QPushButton(self)
        self._open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._open.clicked.connect(self.open_requested)
        self._rest = Overflow((self._open,), self)
        self.error = QLabel(self)
        self.error.setProperty("kind", "error")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setWordWrap(True)
        self.error.hide()
        self.note = QLabel(self)
        self.note.setProperty("kind", "dim")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.hide()
        self._arrange()
        self.field.editingFinished.connect(self._typed)
        self.field.cancelled.connect(self._cancel)
        self.field.pasted.connect(self.paste_requested)
        simulation.changed.connect(self._follow)
        self._say()
        self.refresh()

    def retranslate(self) -> None:
        why, self._sequence = self._why, None  # a signal's name stands in the field, too
        self._say()
        self.refresh()
        self.show_error(why)
        super().retranslate()

    def _say(self) -> None:
        """What does not follow from the sequence."""
        self._caption.setText(self.tr("Sequence"))
        self.writing.retranslate()
        self._open.setText(self.tr("Open…"))
        set_name(self._open, self.tr("Open a sequence from a CSV, TXT or NPY file"))
        signals = {
            "impulse": self.tr("an impulse, then silence"),
            "sine": self.tr("a sine wave"),
            "random": self.tr("random numbers"),
            "bit": self.tr("a bit to remember"),
        }
        self._presets.setItemText(0, self.tr("Presets"))
        for index in range(1, self._presets.count()):
            key = self._presets.itemData(index)
            if key in EXAMPLES:
                self._presets.setItemText(index, translate("Examples", EXAMPLES[key].title))
            elif key is not None:
                self._presets.setItemText(index, signals.get(key, key))
        self._presets.setAccessibleName(self.tr("Preset sequences"))
        metrics, first = self._presets.fontMetrics(), self._presets.itemText(0)
        self._presets.setMinimumContentsLength(
            math.ceil(metrics.horizontalAdvance(first) / metrics.horizontalAdvance("X"))
        )
        for index, size in enumerate(VECTOR_SIZES):
            text = self.tr("vectors of {0}").format(size) if size else self.tr("one-hot")
            self._vectors.setItemText(index, text)
        self._vectors.setAccessibleName(self.tr("How words enter"))
        self._vectors.setToolTip(
            self.tr("One-hot: one input per word of the vocabulary. Vectors: a few random numbers per word.")
        )

    @property
    def title(self) -> str:
        return self.tr("Sequence")

    def restyle(self) -> None:
        """Margins as those of the tape below, so that captions and columns share their edges."""
        scale = self.scale
        self.field.set_hue(self.theme.role("answer"))
        self._row.setSpacing(max(8, scale.px(10)))
        self.setContentsMargins(scale.pad, 0, round(scale.pad * 0.6) + 3, 0)
        self._fit()

    def _fit(self) -> None:
        """For want of room first the button goes behind the one that lists it, then the name."""
        parts = (self.samples, self._words, self._vectors, self.writing.back, self.writing.onward)
        beside = (part for part in parts if not part.isHidden())
        others = [self._presets, *beside]
        margins = self.contentsMargins().left() + self.contentsMargins().right()
        room = self.width() - margins - sum(self._taken(part) for part in others) - SENTENCE * self.scale.body
        named = room >= self._taken(self._caption)
        opens = named and room >= self._taken(self._caption) + self._taken(self._open)
        self._open.setVisible(opens)
        self._rest.follow()
        self._caption.setVisible(opens or room >= self._taken(self._caption) + self._taken(self._rest))

    def _taken(self, part: QWidget) -> int:
        return part.sizeHint().width() + self._row.spacing()

    def refresh(self) -> None:
        """Show the simulation's sequence."""
        sequence = self.simulation.setup.sequence
        if sequence is not self._sequence:  # a drag of a slider comes here sixty times a second
            self._sequence, self._text = sequence, self._shown(sequence)
            self.note.setText(sequence.note)
            self.note.setVisible(bool(sequence.note))
        if self.field.text() != self._text:
            self.field.setText(self._text)
            self.field.setCursorPosition(0)
        self._presets.setCurrentIndex(0)  # the field says what is on; this says where more is
        setup = self.simulation.setup
        self.field.mark(given_length(setup))
        self.writing.show_setup(setup)
        self._vectors.setVisible(sequence.kind == "words" and not (setup.learned and writes(setup)))
        self._words.refresh()
        self.samples.refresh()
        self._vectors.setCurrentIndex(max(0, self._vectors.findData(self.simulation.setup.vectors)))
        self._fit()
        self.show_error("")

    def show_error(self, why: Message | Refusal | str) -> None:
        """What is wrong, under the field, or nothing."""
        self._why = why
        sentence = why if isinstance(why, str) else said(why)
        if sentence == self.error.text() and bool(sentence) == bool(self.field.property("bad")):
            return
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.field.setProperty("bad", bool(sentence))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
        self.field.setAccessibleDescription(sentence)

    def _follow(self, what: Change) -> None:
        if Change.SETUP in what:
            self.refresh()
        if Change.PLAYHEAD in what:
            self._go_on()

    def _go_on(self) -> None:
        """The story goes on: a file that was refused is forgotten, but not a text that still stands there."""
        if self.field.text() == self._text:
            self.show_error("")

    def adopt(self, sequence: Sequence) -> bool:
        """Make a user's own sequence the simulation's; a trained network does not know every word."""
        try:
            self.simulation.edit(with_own_sequence(self.simulation.setup, sequence))
        except SequenceError as error:
            self.show_error(error)
            return False
        self.refresh()
        return True

    def _shown(self, sequence: Sequence) -> str:
        if sequence.generated:
            return self._presets.itemText(self._presets.findData(sequence.kind))
        if len(sequence.rows) * sequence.width() > MANY_NUMBERS:
            return self.tr("{0} rows of {1} numbers").format(len(sequence.rows), sequence.width())
        return shown_text(self.simulation.setup, sequence)

    def _typed(self) -> None:
        if self.field.text() == self._text:
            self.show_error("")
            self.field.clearFocus()
            return
        try:
            if self.adopt(parse_sequence(self.field.text())):
                self.field.clearFocus()
        except SequenceError as error:
            self.show_error(error)

    def _cancel(self) -> None:
        self.refresh()
        self.field.clearFocus()

    def _preset_picker(self) -> QComboBox:
        box = QComboBox(self)
        for key in ("", *self._sequences):
            box.addItem("", key)
        box.insertSeparator(box.count())
        for key in EXAMPLES:
            box.addItem("", key)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.activated.connect(self._preset_chosen)
        return box

    def _preset_chosen(self, index: int) -> None:
        key = self._presets.itemData(index)
        if key in EXAMPLES:
            self._presets.setCurrentIndex(0)
            self.example_chosen.emit(key)
        elif key:
            self._take_preset(key)
        self._presets.clearFocus()

    def _take_preset(self, key: str) -> None:
        """A trained network does not know the words of every preset."""
        try:
            self.simulation.edit(self.simulation.setup.with_sequence(self._sequences[key]))
        except SequenceError as error:
            self.show_error(error)
            self._presets.setCurrentIndex(0)
            return
        self.refresh()

    def _vector_picker(self) -> QComboBox:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # not to what stood there first
        for size in VECTOR_SIZES:
            box.addItem("", size)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.activated.connect(self._vectors_chosen)
        return box

    def _vectors_chosen(self, index: int) -> None:
        self.simulation.edit(self.simulation.setup.with_vectors(self._vectors.itemData(index)))
        self._vectors.clearFocus()

    def _arrange(self) -> None:
        row = self._row = QHBoxLayout()
        row.addWidget(self._caption)
        row.addWidget(self.field, 1)
        row.addWidget(self._presets)
        row.addWidget(self.samples)
        row.addWidget(self._words)
        row.addWidget(self._vectors)
        row.addWidget(self.writing.back)
        row.addWidget(self.writing.onward)
        row.addWidget(self._open)
        row.addWidget(self._rest)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self.error)
        layout.addWidget(self.note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

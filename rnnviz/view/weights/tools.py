"""The rows below the squares: the chosen square and its number, its matrix' gain, radius and norm, what fills it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rnnviz.engine.experiments.matrices import FILLS
from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.bounds import SEED
from rnnviz.view.experiment.controls import Field, Slide, Spin
from rnnviz.view.experiment.knob_range import TICKS, Range
from rnnviz.view.look.language import retranslated, set_name
from rnnviz.view.look.shield import shielded
from rnnviz.view.look.style import DARK, Scale, Theme
from rnnviz.view.look.typeset import Row
from rnnviz.view.weights.math_label import MathLabel
from rnnviz.view.widgets.lines import Lines

GAIN = Range(0.0, 4.0)


@shielded
@retranslated
class WeightTools(QWidget):
    """Says what is chosen; whoever holds it knows the numbers and does what is asked."""

    typed = Signal(str)
    copied = Signal()
    pasted = Signal()
    multiplied = Signal(float)
    settled = Signal()
    measured = Signal(bool, str)
    filled = Signal(str, bool, int)
    gain_typed = Signal(str)
    held = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._scale = DARK, Scale()
        self._shown: dict[QLineEdit, str] = {}
        self.name, self.where, self.matrix = MathLabel(self), MathLabel(self, giving=True), MathLabel(self)
        self.why, self.extent = QLabel(self), QLabel(self)
        self.why.setProperty("kind", "error")
        self.why.setWordWrap(True)
        self.why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.why.hide()
        self.number, self.gain = self._field(self._type), self._field(self._type_gain)
        self.radius, self.norm = self._field(self._type_radius), self._field(self._type_norm)
        self.slider = Slide(self)
        self.slider.setRange(0, TICKS)
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderPressed.connect(self._press)
        self.slider.sliderReleased.connect(self._release)
        self.slider.nudged.connect(self._nudged)
        self._gain_word, self._rho, self._bars, self._fill, self._seed_word = (QLabel(self) for _ in range(5))
        for label in (self.why, self.extent):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.copy, self.paste = self._button(self.copied), self._button(self.pasted)
        self.rules: Mapping[str, QPushButton] = {rule: self._chip(rule) for rule in FILLS}
        self.all = QPushButton(self)
        self.all.setCheckable(True)
        self.all.setProperty("chip", True)
        self.all.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.seed = Spin(self)
        self.seed.setRange(*SEED)
        self._arrange()
        self.retranslate()

    def retranslate(self) -> None:
        self._gain_word.setText(self.tr("gain"))
        self._rho.setText("ρ")
        self._bars.setText("‖·‖")
        self._fill.setText(self.tr("Fill"))
        self._seed_word.setText(self.tr("seed"))
        self.copy.setText(self.tr("Copy"))
        self.paste.setText(self.tr("Paste"))
        set_name(self.copy, self.tr("Copy the square, or without one the matrix, for a spreadsheet (Ctrl+C)"))
        set_name(self.paste, self.tr("Paste a number or a table of the matrix' size (Ctrl+V)"))
        set_name(self.number, self.tr("The chosen weight"))
        set_name(self.gain, self.tr("Gain: times what the matrix was when it was chosen"))
        set_name(self.slider, self.tr("Gain: times what the matrix was when it was chosen"))
        set_name(self.radius, self.tr("Spectral radius; a typed one scales the matrix"))
        set_name(self.norm, self.tr("Norm, the root of the sum of squares; a typed one scales the matrix"))
        set_name(self.seed, self.tr("Seed of what is filled in"))
        self.all.setText(self.tr("all matrices"))
        set_name(self.all, self.tr("Fill every matrix of the network; biases stay"))
        for rule, text in self._rule_words().items():
            self.rules[rule].setText(text)
            set_name(self.rules[rule], self.tr("Fill with: {0}").format(text))

    def _rule_words(self) -> dict[str, str]:
        return {
            "xavier": self.tr("Xavier"), "kaiming": self.tr("Kaiming"), "orthogonal": self.tr("orthogonal"),
            "identity": self.tr("identity"), "uniform": self.tr("uniform"), "zeros": self.tr("zeros"),
            "ones": self.tr("ones"),
        }  # fmt: skip

    # look ------------------------------------------------------------------------------------------------------

    def dress(self, theme: Theme, scale: Scale) -> None:
        """Colours and sizes."""
        self._theme, self._scale = theme, scale
        px = scale.body
        for label in (self.name, self.matrix):
            label.set_look(theme.text, round(1.25 * px))
        self.where.set_look(theme.text, round(1.1 * px))
        for field in self._shown:
            field.setFixedWidth(round(3.9 * px))
        self.slider.setMinimumWidth(3 * px)
        self.slider.set_colors(theme.accent, theme.panel)
        self.seed.setFixedWidth(round(px * 4.6))
        self.why.setMinimumHeight(round(2.5 * px))
        self._first.setSpacing(max(4, scale.px(7)))
        for row in self._rows:
            row.set_gap(max(4, scale.px(7)))
        self._column.setSpacing(max(3, scale.px(6)))
        self.fit()

    def fit(self) -> None:
        """Break the rows where there is no room for them."""
        for row in self._rows:
            row.fit(self.width())

    def layout_height(self) -> int:
        """Pixels that all rows take."""
        self._column.activate()
        return self._column.minimumSize().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    # what is shown ---------------------------------------------------------------------------------------------

    @property
    def typing(self) -> bool:
        """Whether a number is being typed."""
        return any(field.hasFocus() for field in self._shown)

    def show_square(self, name: Row, number: float | None, where: tuple[Row, ...]) -> None:
        """The chosen square, None where a whole matrix is; where: from where to where it leads."""
        self.name.set_row(name)
        self.number.setVisible(number is not None)
        self._write(self.number, "" if number is None else plain(number))
        self.where.set_row(*where)

    def show_matrix(self, name: Row, shape: str, gain: float, radius: float | None, norm: float) -> None:
        """The matrix in which it is; radius: None where it has none."""
        self.matrix.set_row(name)
        self.extent.setText(shape)
        self._write(self.gain, plain(gain))
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(GAIN.position(gain))
            self.slider.blockSignals(False)
        for widget in (self._rho, self.radius):
            widget.setEnabled(radius is not None)
        self._write(self.radius, "–" if radius is None else plain(radius))
        self._write(self.norm, plain(norm))
        self.fit()

    def set_editable(self, on: bool) -> None:
        """Squares that stand for several numbers are looked at only."""
        self.number.setReadOnly(not on)

    def say(self, why: str) -> None:
        """Why nothing was changed, in the place of what the square leads to; red round the number."""
        if why == self.why.text():
            return
        self.why.setText(why)
        self.why.setVisible(bool(why))
        for part in (self.name, self.where, self.copy, self.paste):
            part.setVisible(not why)
        self.number.setProperty("bad", bool(why))
        self.number.style().unpolish(self.number)
        self.number.style().polish(self.number)
        self.fit()

    def _write(self, field: QLineEdit, text: str) -> None:
        """What is being typed stays."""
        self._shown[field] = text
        if not (field.hasFocus() and field.isModified()):
            field.setText(text)
            field.setModified(False)

    # what is asked ---------------------------------------------------------------------------------------------

    def _taken(self, field: QLineEdit) -> str:
        """What was typed, "" where it was nothing; the field shows the number there is."""
        text = field.text().strip() if field.isModified() else ""
        field.setModified(False)
        field.setText(self._shown[field])
        if text:
            field.clearFocus()
        return text

    def _type(self) -> None:
        if text := self._taken(self.number):
            self.typed.emit(text)

    def _type_gain(self) -> None:
        text = self._taken(self.gain)
        if text:
            self.gain_typed.emit(text)

    def _type_radius(self) -> None:
        if text := self._taken(self.radius):
            self.measured.emit(True, text)

    def _type_norm(self) -> None:
        if text := self._taken(self.norm):
            self.measured.emit(False, text)

    def _slid(self, position: int) -> None:
        self.multiplied.emit(GAIN.value(position))
        if not self.slider.isSliderDown():
            self.settled.emit()

    def _nudged(self, count: int) -> None:
        self.multiplied.emit(GAIN.next(GAIN.value(self.slider.value()), count))
        self.settled.emit()

    def _press(self) -> None:
        self.held.emit(True)

    def _release(self) -> None:
        self.held.emit(False)
        self.settled.emit()

    def _ask_fill(self) -> None:
        rule = next((rule for rule, chip in self.rules.items() if chip is self.sender()), None)
        if rule is not None:
            self.filled.emit(rule, self.all.isChecked(), self.seed.value())

    # building --------------------------------------------------------------------------------------------------

    def _field(self, slot: object) -> Field:
        field = Field(self)
        field.setMaxLength(64)
        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.editingFinished.connect(slot)
        field.cancelled.connect(self._cancel)
        self._shown[field] = ""
        return field

    def _cancel(self) -> None:
        for field, text in self._shown.items():
            field.setText(text)

    def _button(self, signal: object) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    def _chip(self, rule: str) -> QPushButton:
        chip = self._button(self._ask_fill)
        chip.setProperty("chip", True)
        return chip

    def _arrange(self) -> None:
        first = self._first = QHBoxLayout()
        for part in (self.name, self.number, self.where, self.why, self.copy, self.paste):
            first.addWidget(part, 1 if part in (self.where, self.why) else 0)
        self._rows = [
            Lines([self.matrix, self.extent, self._gain_word, self.gain, self.slider, self._rho, self.radius,
                   self._bars, self.norm]),
            Lines([self._fill, self.all, self._seed_word, self.seed, *self.rules.values()]),
        ]  # fmt: skip
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for row in (first, *self._rows):
            self._column.addLayout(row)

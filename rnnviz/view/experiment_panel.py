"""The few knobs that matter for this cell, holds, loss, seed and scenes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from rnnviz.model.sequence import MAX_STEPS
from rnnviz.model.session import Session
from rnnviz.model.setup import GAIN, INPUT_SCALE, KEEP_BIAS, MAX_HIDDEN, SEED, Setup
from rnnviz.view.calm import READING_MS, Calm
from rnnviz.view.hold_menu import HoldMenu
from rnnviz.view.hold_row import HoldRow
from rnnviz.view.knob import Knob, Range, Spin
from rnnviz.view.recurrence_label import RecurrenceLabel
from rnnviz.view.shield import shielded
from rnnviz.view.style import DARK, Scale, Theme

MAX_SILENT = 500


@shielded
class ExperimentPanel(QFrame):
    """Reads the session's setup, edits it; every drag is one undo."""

    scene_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._inside = QWidget(self)
        self._hidden = self._spin(self.tr("Hidden units"), 1, MAX_HIDDEN)
        self._seed = self._spin(self.tr("Seed of the weights"), *SEED)
        self._gain = Knob(self.tr("Recurrent gain"), Range(*GAIN), "hidden", self)
        self._keep = Knob(self.tr("Keep bias"), Range(*KEEP_BIAS, sign=True), "forget", self)
        self._scale = Knob(self.tr("Input scale"), Range(*INPUT_SCALE, log=True), "x", self)
        self._silent = Knob(self.tr("Silent steps after"), self._steps_range(0, MAX_SILENT), "candidate", self)
        self._holds = HoldRow(self)
        self._roomy, self._body, self._theme = False, Scale().body, DARK
        self._recurrence = RecurrenceLabel(self)
        self._calm = Calm(self._run_changed, READING_MS, self)
        self._losses = self._loss_buttons()
        self._error = QLabel(self)
        self._error.setProperty("kind", "error")
        self._error.setTextFormat(Qt.TextFormat.PlainText)
        self._error.setWordWrap(True)
        self._error.hide()
        self._hold_menu: HoldMenu | None = None
        self._seat = session.seat
        self._connect()
        self._arrange()
        self.refresh()

    def set_theme(self, theme: Theme, scale: Scale) -> None:
        """Row heights and spacing follow the window; colours come from the style sheet."""
        rim = scale.px(6) - 2  # the pane around has a margin, too
        self._column.setContentsMargins(scale.pad - 1, rim, scale.pad - 1, rim)
        self._column.setSpacing(max(1, scale.px(5)))
        for row in self._rows:
            row.setSpacing(max(5, scale.px(8)))
        self._body = scale.body
        knobs = (self._gain, self._keep, self._scale, self._silent)
        width = max(knob.label_width() for knob in knobs)
        for knob in knobs:
            knob.set_columns(width, round(scale.body * 3.4), max(8, scale.px(10)))
            knob.set_theme(theme)
        for spin, digits in ((self._hidden, 2), (self._seed, 6)):
            spin.setFixedWidth(round(scale.body * (2.4 + 0.62 * digits)))
        for caption in (self._holds.caption, self._loss_caption):
            caption.setFixedWidth(width)
        self._theme = theme
        self._fit()

    def _fit(self) -> None:
        """Long names on the hold buttons only where there is room."""
        self._roomy = self.width() > 34 * self._body
        self._holds.show_holds(self._session.choice.cell, self._session.holds, self._roomy)
        self._show_recurrence()

    @property
    def knobs(self) -> dict[str, Knob]:
        """The knobs by the Setup field they change."""
        return {"gain": self._gain, "keep_bias": self._keep, "input_scale": self._scale, "silent": self._silent}

    @property
    def chips(self) -> dict[str, QPushButton]:
        """Hold buttons by line."""
        return dict(self._holds.chips)

    @property
    def spins(self) -> tuple[QSpinBox, QSpinBox]:
        """Hidden size and seed."""
        return self._hidden, self._seed

    def refresh(self) -> None:
        """Show the session's setup; what was wrong before it is over."""
        setup, choice = self._session.setup, self._session.choice
        elsewhere = self._seat != self._session.seat  # a size half typed was meant for the layer that left
        self._seat = self._session.seat
        self.show_error("")
        for spin, value in ((self._hidden, choice.hidden), (self._seed, setup.seed)):
            if spin.value() != value or elsewhere:
                spin.blockSignals(True)
                spin.setValue(value)
                spin.blockSignals(False)
        self._gain.set_value(setup.gain)
        self._gain.setEnabled(any(layer.cell.recurrent for layer in setup.layers))
        self._scale.set_value(setup.input_scale)
        self._show_keep(setup)
        self._show_length(setup)
        self._holds.show_holds(choice.cell, self._session.holds, self._roomy)
        self._losses[int(setup.loss == "every")].setChecked(True)
        self._show_before()

    def show_error(self, sentence: str) -> None:
        """A sentence in the first row, in place of the scenes, or nothing: it must be seen without scrolling."""
        if sentence == self._error.text():
            return
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        for button in self._scenes:
            button.setVisible(not sentence)

    def hold(self, line: str, first: int | None = None, last: int | None = None) -> None:
        """Ask at what value a line is to be held, always or in the steps first..last."""
        self._session.flush()
        if line not in self._session.cell.by_name:  # another cell came in between
            return
        self._hold_menu = HoldMenu(self._session, line, first, last, self)
        chip = self._holds.chips.get(line) if first is None else None
        # steps were chosen on the tape: the hand is there, and this panel may be folded away
        self._hold_menu.popup(chip.mapToGlobal(QPoint(0, 0)) if chip else QCursor.pos())

    # showing -----------------------------------------------------------------------------------------------

    def _show_before(self) -> None:
        """Rings at the knobs of the run that stands as a ghost in the plots."""
        now, before = self._session.setup, self._session.before
        if before is not None and before.score.parts != now.score.parts:
            before = None
        for name, knob in self.knobs.items():
            value = None
            if before is not None:
                value = before.bias(self._session.seat[0]) if name == "keep_bias" else getattr(before, name)
            knob.set_before(value if name != "silent" or not now.sequence.generated else None)

    def _show_recurrence(self) -> None:
        """Spectral radius and norm of the recurrent matrix, as much as fits beside the loss."""
        dragging = any(knob.slider.isSliderDown() for knob in self.knobs.values())
        used = (
            sum(w.sizeHint().width() for w in self._losses) + self._loss_caption.width() + 4 * self._rows[-1].spacing()
        )
        room = self.width() - 2 * self._column.contentsMargins().left() - used - 4
        self._recurrence.show_run(self._session.run, dragging, room)

    def _show_keep(self, setup: Setup) -> None:
        cell = self._session.choice.cell
        keep = cell.keep
        self._keep.setVisible(keep is not None)
        if keep is None:
            return
        self._keep.set_role(cell.by_name[keep.line].role)
        self._keep.set_theme(self._theme)
        name = cell.by_name[keep.line].label or keep.line
        if keep.sign > 0:
            self._keep.set_label(self.tr("{0} bias {1}").format(name.capitalize(), keep.bias))
        else:
            self._keep.set_label(self.tr("Keep bias −{0}").format(keep.bias))
        self._keep.set_value(setup.bias(self._session.seat[0]))

    def _show_length(self, setup: Setup) -> None:
        sequence = setup.sequence
        room = min(MAX_SILENT, MAX_STEPS - sequence.steps)
        self._silent.setEnabled(sequence.generated or room > 0)
        if sequence.generated:
            self._silent.set_label(self.tr("Length"))
            self._silent.set_bounds(self._steps_range(2, MAX_STEPS))
            self._silent.set_value(sequence.length)
            return
        self._silent.set_label(self.tr("Silent steps after"))
        self._silent.set_bounds(self._steps_range(0, room))
        self._silent.set_value(setup.silent)

    def _steps_range(self, low: int, high: int) -> Range:
        return Range(low, max(high, low + 1), whole=True, square=True)

    def set_live(self, live: bool) -> None:
        """While a knob is dragged what is read beside it follows less often."""
        self._calm.set_live(live)

    def _run_changed(self) -> None:
        self._show_before()
        self._show_recurrence()

    def _seat_changed(self) -> None:
        """Another layer has come to the stage: its size, its gates, its holds."""
        if self._session.seat != self._seat:
            self.refresh()

    # editing -----------------------------------------------------------------------------------------------

    def _edit(self, merge: str | None = None, **changes: object) -> None:
        self.show_error("")
        self._session.edit(replace(self._session.setup, **changes), merge)  # type: ignore[arg-type]

    def _gain_moved(self, value: float) -> None:
        self._edit("gain", gain=value)

    def _keep_moved(self, value: float) -> None:
        self._edit("keep_bias", keep_bias=value)

    def _scale_moved(self, value: float) -> None:
        self._edit("input_scale", input_scale=value)

    def _silent_moved(self, value: float) -> None:
        setup = self._session.setup
        self.show_error("")
        if setup.sequence.generated:
            changed = replace(setup, sequence=replace(setup.sequence, length=int(value)))
            self._session.edit(changed.with_silence(0), "silent")
        else:
            self._session.edit(setup.with_silence(int(value)), "silent")

    def _hidden_changed(self, value: int) -> None:
        self._session.edit(self._session.setup.with_hidden(value, self._session.seat[0]), "hidden")

    def _seed_changed(self, value: int) -> None:
        self._edit("seed", seed=value)

    def new_weights(self) -> None:
        self._edit(seed=(self._session.setup.seed + 1) % (SEED[1] + 1))

    def _reset(self) -> None:
        self.show_error("")
        self._session.edit(self._session.setup.reset())

    def _hold_asked(self, line: str) -> None:
        self.refresh()  # the click toggled the chip; what it shows is decided by the setup alone
        self.hold(line)

    def _loss_clicked(self, number: int) -> None:
        self._edit(loss="every" if number else "last")

    def _scene_clicked(self) -> None:
        self.scene_chosen.emit(str(self.sender().property("scene")))

    # building ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        moves = (self._gain_moved, self._keep_moved, self._scale_moved, self._silent_moved)
        for knob, move in zip(self.knobs.values(), moves, strict=True):
            knob.moved.connect(move)
            knob.settled.connect(self._session.settle)
            knob.settled.connect(self._show_recurrence)
            knob.refused.connect(self.show_error)
        self._holds.asked.connect(self._hold_asked)
        self._hidden.valueChanged.connect(self._hidden_changed)
        self._seed.valueChanged.connect(self._seed_changed)
        self._hidden.editingFinished.connect(self._session.settle)
        self._seed.editingFinished.connect(self._session.settle)
        self._session.setup_changed.connect(self.refresh)
        self._session.run_changed.connect(self._calm.ask)
        self._session.cursor_changed.connect(self._seat_changed)

    def _spin(self, name: str, low: int, high: int) -> QSpinBox:
        spin = Spin(self)
        spin.setRange(low, high)
        spin.setAccessibleName(name)
        spin.setToolTip(name)
        spin.setKeyboardTracking(False)
        spin.setButtonSymbols(QSpinBox.ButtonSymbols.UpDownArrows)
        return spin

    def _button(self, text: str, name: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    def _loss_buttons(self) -> list[QPushButton]:
        group = QButtonGroup(self)
        buttons = []
        for number, text in enumerate((self.tr("last step"), self.tr("every step"))):
            button = QPushButton(text, self)
            button.setProperty("chip", True)
            button.setCheckable(True)
            button.setAccessibleName(self.tr("Loss at: {0}").format(text))
            button.setToolTip(self.tr("Where the loss that is differentiated stands"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(button, number)
            buttons.append(button)
        group.idClicked.connect(self._loss_clicked)
        return buttons

    def _arrange(self) -> None:
        title = QLabel(self.tr("Experiment"), self)
        title.setProperty("kind", "title")
        self._loss_caption = QLabel(self.tr("Loss at"), self)
        self._column = QVBoxLayout(self._inside)
        self._scenes = self._scene_buttons()
        self._rows = [_row([title, None, self._error, *self._scenes])]
        self._rows[0].setStretchFactor(self._error, 100)
        hidden, seed = QLabel(self.tr("Hidden"), self), QLabel(self.tr("Seed"), self)
        hidden.setBuddy(self._hidden)
        seed.setBuddy(self._seed)
        reset = self._button(self.tr("Reset"), self.tr("Knobs and holds back, same weights"), self._reset)
        fresh = self._button(self.tr("New weights"), self.tr("Draw new weights: the next seed"), self.new_weights)
        self._rows.append(_row([hidden, self._hidden, seed, self._seed, None, reset, fresh]))
        for row in self._rows:
            self._column.addLayout(row, 2)
        for knob in self.knobs.values():
            self._column.addWidget(knob, 2)
        self._column.addWidget(self._holds, 2)  # rows share what height there is: one rhythm, no hole below
        self._rows += [self._holds.row, _row([self._loss_caption, *self._losses, None, self._recurrence])]
        self._column.addLayout(self._rows[-1], 2)
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        for part in (scroll.viewport(), self._inside):  # the panel's own ground shows through
            part.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scroll)

    def _scene_buttons(self) -> list[QWidget]:
        texts = {
            "vanish": (self.tr("vanish"), self.tr("Scene: a simple RNN whose gradient vanishes")),
            "explode": (self.tr("explode"), self.tr("Scene: a simple RNN whose gradient explodes")),
            "survive": (self.tr("survive"), self.tr("Scene: an LSTM whose gradient survives")),
        }
        buttons: list[QWidget] = []
        for key, (text, name) in texts.items():
            button = self._button(text, name, self._scene_clicked)
            button.setProperty("chip", True)
            button.setProperty("scene", key)
            buttons.append(button)
        return buttons

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _row(widgets: list[QWidget | None]) -> QHBoxLayout:
    """Widgets side by side; None is the space that gives."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row

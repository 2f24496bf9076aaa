"""The few knobs that matter for this cell, holds, loss, seed and scenes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from rnnviz.engine.wording import Message
from rnnviz.model.answers.edits import counted_at
from rnnviz.model.answers.figures import loss_number
from rnnviz.model.document.change import Change
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.bounds import SEED
from rnnviz.view.experiment.dice_row import DiceRow
from rnnviz.view.experiment.hold_menu import HoldMenu
from rnnviz.view.experiment.hold_row import HoldRow
from rnnviz.view.experiment.knob import Knob
from rnnviz.view.experiment.knob_list import KnobList
from rnnviz.view.experiment.loss_row import LossRow
from rnnviz.view.experiment.memory_row import MemoryRow
from rnnviz.view.experiment.scene_row import SceneRow
from rnnviz.view.experiment.size_row import SizeRow
from rnnviz.view.experiment.start_row import StartRow
from rnnviz.view.look.shield import shielded
from rnnviz.view.widgets.fresh_rows import FreshRows
from rnnviz.view.widgets.lines import Lines
from rnnviz.view.widgets.panel import Panel
from rnnviz.view.widgets.panes import settle
from rnnviz.view.work.throttle import READING_MS, TurnQueue

LEAST_HEIGHT = 7
"""In sizes of the type: the scenes, the numbers, and a knob to scroll on from."""


@shielded
class ExperimentPanel(Panel):
    """Reads the simulation's setup, edits it; every drag is one undo."""

    key = "experiment"
    scene_chosen = Signal(str)

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self._inside = QWidget(self)
        self._sizes, self._memory = SizeRow(self._inside), MemoryRow(simulation, self)
        self._hidden, self._seed = self._sizes.hidden, self._sizes.seed
        self._knobs, self._holds, self._loss = KnobList(simulation, self), HoldRow(self), LossRow(self)
        self._dice, self.scenes, self.start = DiceRow(simulation, self), SceneRow(self), StartRow(simulation, self)
        self._roomy = False
        self._rows: list[Lines] = []
        FreshRows(self._inside)
        self._calm = self.throttled(self._run_changed, READING_MS)
        self._hold_menu: HoldMenu | None = None
        self._seat = simulation.seat
        self._connect()
        self._arrange()
        self.refresh()

    def retranslate(self) -> None:
        why = self.scenes.why
        self._sizes.retranslate()
        self._knobs.retranslate()
        self.refresh()
        self.show_error(why)
        super().retranslate()

    @property
    def title(self) -> str:
        return self.tr("Experiment")

    def restyle(self) -> None:
        """Row heights and spacing follow the window; colours come from the style sheet."""
        theme, scale = self.theme, self.scale
        rim = scale.px(6) - 2  # the pane around has a margin, too
        self._column.setContentsMargins(scale.pad - 1, rim, scale.pad - 1, rim)
        self._column.setSpacing(max(1, scale.px(5)))
        for row in self._rows:
            row.set_gap(max(5, scale.px(8)))
        self.setMinimumHeight(LEAST_HEIGHT * scale.body)
        width = self._knobs.set_look(theme, scale)
        for spin, digits in ((self._hidden, 2), (self._seed, 6), (self._dice.seed, 6)):
            spin.setFixedWidth(round(scale.body * (2.4 + 0.62 * digits)))
        rows = self._holds, self._loss, self._memory, self._dice, self.start
        for caption in (row.caption for row in rows):
            caption.setFixedWidth(width)
        self.start.set_height(round(1.55 * scale.body))
        self._fit()

    def _fit(self) -> None:
        """Long names on the hold buttons only where there is room."""
        self._roomy = self.width() > 34 * self.scale.body
        self._holds.show_holds(self.simulation.choice.cell, self.simulation.holds, self._roomy)
        self._show_recurrence()
        self._break_rows()

    def _break_rows(self) -> None:
        """In the whole width, unless the rows then need a scroll bar: it takes room of theirs.

        Before that the row of beginnings goes, where nobody has typed one: a state's card has them, too.
        """
        self._column.invalidate()
        fits, hidden = self._fit_rows(), self.start.isHidden()
        more = self.start.sizeHint().height() + self._column.spacing() if hidden else 0
        room = fits and self._column.minimumSize().height() + more <= self.height() - 2
        shown = bool(self.start.fields) and (room or self.start.typed)
        if shown == hidden:  # to show it only to see whether it fits would have all rows painted twice
            self.start.setVisible(shown)
            self._column.invalidate()
            self._fit_rows()

    def _fit_rows(self) -> bool:
        """Whether all of them are seen at once."""
        for bar in (0, self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)):
            for row in self._rows:
                row.fit(self._room() - bar)
            if self._column.minimumSize().height() <= self.height() - 2:
                return True
        return False

    def _room(self) -> int:
        """Width of a row where there is no scroll bar."""
        return self.width() - 2 * self._column.contentsMargins().left() - 2

    @property
    def knobs(self) -> dict[str, Knob]:
        """The knobs by the Setup field they change."""
        return dict(self._knobs.by_field)

    @property
    def chips(self) -> dict[str, QPushButton]:
        """Hold buttons by line."""
        return dict(self._holds.chips)

    @property
    def spins(self) -> tuple[QSpinBox, QSpinBox]:
        """Hidden size and seed."""
        return self._hidden, self._seed

    def refresh(self) -> None:
        """Show the simulation's setup; what was wrong before it is over."""
        setup, choice = self.simulation.setup, self.simulation.choice
        elsewhere = self._seat != self.simulation.seat  # a size half typed was meant for the layer that left
        self._seat = self.simulation.seat
        self.show_error("")
        self._sizes.show_setup(setup, choice.hidden, elsewhere)
        self._memory.refresh()
        self._dice.refresh()
        self.start.refresh()
        self._knobs.refresh()
        typed = bool(setup.weights.given or setup.start)  # of trained ones the row below says where they are from
        self.scenes.forget.setVisible(typed and setup.learned is None)
        self._holds.show_holds(choice.cell, self.simulation.holds, self._roomy)
        self._loss.show_loss(setup.loss.at, setup.steps, setup.readout is not None, self._roomy)
        self._knobs.show_before()
        self._break_rows()

    def show_error(self, why: Message | str) -> None:
        """What is wrong, in the first row in place of the scenes, or nothing: it must be seen without scrolling."""
        if self.scenes.show_error(why):
            self._break_rows()

    def show_remark(self, sentence: str) -> None:
        """What a choice did, in the same place, until something else is chosen."""
        if self.scenes.show_remark(sentence):
            self._break_rows()

    def hold(self, line: str, first: int | None = None, last: int | None = None) -> None:
        """Ask at what value a line is to be held, always or in the steps first..last."""
        self.simulation.flush()
        if line not in self.simulation.cell.by_name:  # another cell came in between
            return
        self._hold_menu = HoldMenu(self.simulation, line, first, last, self)
        chip = self._holds.chips.get(line) if first is None else None
        # steps were chosen on the tape: the hand is there, and this panel may be folded away
        self._hold_menu.popup(chip.mapToGlobal(QPoint(0, 0)) if chip else QCursor.pos())

    # showing -----------------------------------------------------------------------------------------------

    def _show_recurrence(self) -> None:
        """What fits beside the loss."""
        self._loss.show_run(self.simulation.run, self._knobs.dragged, self._room())
        found = self.simulation.result.answers
        self._loss.show_total(f"L = {loss_number(found.total)}" if found else "", self._room())

    def _run_changed(self) -> None:
        self._knobs.show_before()
        self._show_recurrence()

    def take_change(self, what: Change) -> None:
        """With another layer on the stage come its size, its gates, its holds."""
        if Change.SETUP in what or self.simulation.seat != self._seat:
            TurnQueue.of(self.simulation).spread(self.refresh)
        if Change.RUN in what:
            self._calm.ask()
        if self.isVisible():
            settle()  # the rows of another cell's gates stand where they stay before they are painted

    # editing -----------------------------------------------------------------------------------------------

    def _edit(self, merge: str | None = None, **changes: object) -> None:
        self.show_error("")
        self.simulation.edit(replace(self.simulation.setup, **changes), merge)  # type: ignore[arg-type]

    def _hidden_changed(self, value: int) -> None:
        self.simulation.edit(self.simulation.setup.with_hidden(value, self.simulation.seat[0]), "hidden")

    def _seed_changed(self, value: int) -> None:
        self._edit("seed", weights=replace(self.simulation.setup.weights, seed=value))

    def new_weights(self) -> None:
        weights = self.simulation.setup.weights
        self._edit(weights=replace(weights, seed=(weights.seed + 1) % (SEED[1] + 1)))

    def _reset(self) -> None:
        self.show_error("")
        self.simulation.edit(self.simulation.setup.reset())

    def _forget(self) -> None:
        self.show_error("")
        self.simulation.edit(self.simulation.setup.forgotten())

    def _hold_asked(self, line: str) -> None:
        self.refresh()  # the click toggled the chip; what it shows is decided by the setup alone
        self.hold(line)

    def _drag_begins(self) -> None:
        self.dragged.emit(True)

    def _drag_ends(self) -> None:
        self.dragged.emit(False)

    def _loss_chosen(self, loss: str) -> None:
        """Chosen steps begin with the present one; the dots of tape and plot choose others."""
        setup = self.simulation.setup
        if loss != "chosen":
            self.show_error("")
            self.simulation.edit(counted_at(setup, loss))
            return
        before = setup.loss
        here = (self.simulation.place(self.simulation.cursor.step),) if isinstance(before.at, str) else before.at
        self._edit(loss=replace(before, at=here))

    # building ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        for knob in self._knobs:
            knob.slider.sliderPressed.connect(self._drag_begins)
            knob.slider.sliderReleased.connect(self._drag_ends)
        self._knobs.said.connect(self.show_error)
        self._knobs.settled.connect(self._show_recurrence)
        self._loss.chosen.connect(self._loss_chosen)
        self.scenes.chosen.connect(self.scene_chosen)
        self.start.refused.connect(self.show_error)
        self.scenes.forget.clicked.connect(self._forget)
        self._holds.asked.connect(self._hold_asked)
        self._sizes.reset_asked.connect(self._reset)
        self._sizes.fresh_asked.connect(self.new_weights)
        self._hidden.valueChanged.connect(self._hidden_changed)
        self._seed.valueChanged.connect(self._seed_changed)
        self._hidden.editingFinished.connect(self.simulation.settle)
        self._seed.editingFinished.connect(self.simulation.settle)

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self._inside)
        self._column.addWidget(self.scenes, 2)
        self._column.addLayout(self._sizes.row, 2)
        parts = self._dice, self._memory, self._holds, self._loss, self.start
        for part in (*self._knobs, *parts):
            self._column.addWidget(part, 2)  # rows share what height there is: one rhythm, no hole below
        rows = self.scenes.row, self._sizes.row, *(part.row for part in parts)
        self._rows = list(rows)
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        for ground in (scroll.viewport(), self._inside):  # the panel's own ground shows through
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

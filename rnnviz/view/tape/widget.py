"""The tape under the hand: click or drag scrubs, Shift and drag holds, the wheel scrolls, a word is edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from rnnviz.model.figures.numbers import short
from rnnviz.model.setup.sequence import Sequence, word_at
from rnnviz.view.look.shield import shielded
from rnnviz.view.tape import cover
from rnnviz.view.tape.answer.hand import AnswerHand, TwinMenu, tip
from rnnviz.view.tape.answer.kinds import TARGET, WORDS
from rnnviz.view.tape.answer.painter import on_dot, row_under
from rnnviz.view.tape.bars import Bars
from rnnviz.view.tape.editor import WordEdit
from rnnviz.view.tape.holds import HoldSteps
from rnnviz.view.tape.layout import TapeLayout
from rnnviz.view.tape.tips import label_tip, value_tip
from rnnviz.view.widgets.paper import text_width
from rnnviz.view.widgets.reads_menu import ReadsMenu
from rnnviz.view.widgets.step_name import step_name
from rnnviz.view.widgets.tips import Tips

if TYPE_CHECKING:
    from rnnviz.model.document.simulation import Simulation


@shielded
class Tape(Bars):
    """Reads the simulation; moves its cursor; asks for holds and edited words by signals.

    hold_requested(line, first, last): steps of the run, 0-based, both included. word_edited(column, text).
    """

    hold_requested = Signal(str, int, int)
    word_edited = Signal(int, str)
    refused = Signal(object)
    """Carries a Message: why a word of the twin is none."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(simulation, parent)
        self.editor: WordEdit | None = None
        self._editing = 0
        self._edited: Sequence | None = None
        self._drag = ""
        self._seen = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self._tips = Tips(self)
        self._hand, self._twin = AnswerHand(simulation, self), False
        self.show_run()

    def show_run(self) -> None:
        if self.simulation.setup.sequence is not self._edited:  # the word being typed is of one that is gone
            self._close_editor()
        if self._hold is not None and (
            self._hold[0] not in self.simulation.cell.by_name or self._hold[2] >= self.simulation.steps
        ):
            self._hold, self._drag = None, ""
        super().show_run()

    # pointing ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.rows:
            return
        plan, place = self.plan(), event.position()
        row = plan.row_at(place.y())
        if place.x() < plan.left - 2:
            return
        step = plan.step_at(place.x())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and self.answer_rows:
            self._edit_twin(step)
            return
        if self._press_answer(plan, place, step, event.modifiers()):
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and row >= 0 and self.rows[row].gate:
            self._drag, self._hold = "hold", (self.rows[row].name, step, step)
            self.update()
            return
        self._drag = "scrub"
        self.simulation.go_to_step(self.simulation.place(step))
        self._choose_unit(plan, place, row)

    def _press_answer(self, plan: TapeLayout, place: QPointF, step: int, keys: Qt.KeyboardModifier) -> bool:
        """A click in the rows of answers that does more than go to its step."""
        row = row_under(plan, self.answer_rows, place.y())
        if row is None:
            return False
        if row.kind == TARGET and row.own:
            self._hand.open_target(row, step, self.mapToGlobal(place.toPoint()))
            return True
        if row.kind == WORDS:
            self._hand.change_places()
            return True
        return self._hand.press(row, step, on_dot(plan, row, step, place.x()), keys)

    def _choose_unit(self, plan: TapeLayout, place: QPointF, row: int) -> None:
        """A click on a unit's own bar chooses that unit everywhere."""
        unit = self._unit_at(plan, place, row)
        if unit is not None and self.rows[row].name != "x":
            self.simulation.select(unit=unit)

    def _unit_at(self, plan: TapeLayout, place: QPointF, row: int) -> int | None:
        if row < 0:
            return None
        columns, units = plan.columns(), self.rows[row].index.shape[1]
        if not columns.across(units):
            return None
        step = plan.step_at(place.x())
        unit = int((place.x() - plan.left - columns.left(step)) / columns.bar * units)
        return unit if 0 <= unit < units else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plan = self.plan()
        if event.buttons() and self._hand.drag(plan.step_at(event.position().x())):
            return
        if self._drag == "scrub":
            self.simulation.go_to_step(self.simulation.place(plan.step_at(event.position().x())))
        elif self._drag == "hold" and self._hold is not None:
            start = self._seen if self._seen >= 0 else self._hold[1]
            self._seen, step = start, plan.step_at(event.position().x())
            self._hold = (self._hold[0], min(start, step), max(start, step))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand.release()
        hold, self._hold, self._seen = self._hold, None, -1
        drag, self._drag = self._drag, ""
        if drag == "hold" and hold is not None:
            first, last = sorted(map(self.simulation.place, hold[1:]))
            self.hold_requested.emit(hold[0], first, last)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        plan = self.plan()
        if event.position().x() >= plan.left and (
            event.position().y() < plan.head or plan.row_at(event.position().y()) == self._input_row()
        ):
            self.edit_word(self.simulation.place(plan.step_at(event.position().x())))

    def _input_row(self) -> int:
        return 0 if self.rows and self.rows[0].name == "x" else -2

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Hold a gate here, from here on, or always; choose what of the cell is read."""
        plan = self.plan()
        answer = row_under(plan, self.answer_rows, event.pos().y())
        if answer is not None and answer.kind == WORDS:
            TwinMenu(self._hand, self).popup(event.globalPos())
        elif answer is not None and answer.own:
            ReadsMenu(self.simulation, len(self.simulation.runs) - 1, self).popup(event.globalPos())
        row = plan.row_at(event.pos().y())
        if row < 0 or (not self.rows[row].gate and self.rows[row].name == "x"):
            return
        if not self.rows[row].gate:
            ReadsMenu(self.simulation, self.simulation.seat[0], self).popup(event.globalPos())
            return
        here = event.pos().x()
        step = self.simulation.place(plan.step_at(here)) if here >= plan.left else self.simulation.cursor.step
        name = step_name(self.simulation, step, self.simulation.cursor.way)
        menu = HoldSteps(self.rows[row], step, self.simulation.run.steps, name, self)
        menu.chosen.connect(self.hold_requested)
        menu.addSeparator()
        menu.addMenu(ReadsMenu(self.simulation, self.simulation.seat[0], menu))
        menu.popup(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        plan, turn = self.plan(), event.angleDelta()
        keys = event.modifiers()
        if keys & Qt.KeyboardModifier.ControlModifier:
            self._zoom_at(plan, event.position().x(), 1.2 ** (turn.y() / 120))
        elif keys & Qt.KeyboardModifier.ShiftModifier or not plan.furthest:
            self.down = min(max(plan.down - (turn.y() or turn.x()) * 0.25, 0.0), plan.deepest)
        else:
            moved = turn.x() or turn.y()
            self.offset = min(max(plan.scroll - moved * 0.8, 0.0), plan.furthest)
        event.accept()
        self.refresh()

    def _zoom_at(self, plan: TapeLayout, x: float, factor: float) -> None:
        """Zoom so that what is under the pointer stays there."""
        step = (x - plan.left + plan.scroll) / plan.pitch
        self.zoom = min(max(plan.pitch * factor / plan.natural, 1e-3), 1e3)
        wider = self.plan()
        self.zoom = wider.pitch / wider.natural
        self.offset = min(max(step * wider.pitch - (x - plan.left), 0.0), wider.furthest)

    def tip(self, place: QPointF) -> str:
        """What the bar under a point is, in words and numbers."""
        plan = self.plan()
        i = plan.row_at(place.y())
        answer = row_under(plan, self.answer_rows, place.y())
        if place.x() >= plan.left and cover.covered(
            self.simulation, plan.step_at(place.x()), None if i < 0 else self.rows[i]
        ):
            return self.tr("your guess first")
        if answer is not None and place.x() >= plan.left:
            column = plan.step_at(place.x())
            name = step_name(self.simulation, self.simulation.place(column), self.simulation.cursor.way)
            return tip(answer, column, f"{answer.label}, {name}")
        if i < 0:
            return ""
        row = self.rows[i]
        if place.x() < plan.left:
            return label_tip(row, self._label(row))
        step, unit = self.simulation.place(plan.step_at(place.x())), self._unit_at(plan, place, i)
        where = f"{self._label(row)}, {step_name(self.simulation, step, self.simulation.cursor.way)}"
        return value_tip(self.simulation.run, row, where, step, unit, self.backward)

    # editing in place --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.edit_word(self.simulation.cursor.step)
        else:
            super().keyPressEvent(event)

    def _edit_twin(self, column: int) -> None:
        """Type the twin's word of a column, where the sentence's own stands."""
        self.edit_word(self.simulation.place(column))
        twin = self.simulation.setup.twin
        words = self.simulation.setup.sequence.words
        self._twin = self.editor is not None and column < len(words)
        if self.editor is not None and self._twin and twin is not None:
            self.editor.setText(twin.words(words)[column])
            self.editor.selectAll()

    def edit_word(self, step: int) -> None:
        """Open the word that the run reads at a step for editing, where it stands."""
        if self.editor is not None:
            self.editor.clearFocus()
        column = self.simulation.place(step)
        self.bring_into_view(column)
        self.refresh()
        plan, px = self.plan(), self.scale.axis
        self._edited, text = self.simulation.setup.sequence, word_at(self.simulation.setup.sequence, column)
        times = self._times()
        width = max(plan.pitch, text_width(f"{times}{text}", px) + (5 if times else 3) * px, 5 * px)
        left = min(max(plan.x(column) + plan.pitch / 2 - width / 2, 2.0), self.width() - width - 2)
        self._editing = column
        self.editor = WordEdit(text, self, times)
        self.editor.setGeometry(QRectF(left, 1, width, plan.head - 2).toRect())
        self.editor.finished.connect(self._word_typed)
        self.editor.cancelled.connect(self._close_editor)
        self.editor.show()
        self.editor.setFocus()

    def _times(self) -> str:
        """What the cell multiplies a typed number by; nothing where it reads it as it stands, and before words."""
        setup = self.simulation.setup
        return "" if setup.sequence.kind == "words" or setup.input_scale == 1 else short(setup.input_scale)

    def _word_typed(self, text: str) -> None:
        sequence, twin = self.simulation.setup.sequence, self._twin
        changed = sequence is self._edited and (twin or text != word_at(sequence, self._editing))
        self._close_editor()
        if twin and changed:
            why = self._hand.swap_word(self._editing, text.strip())
            if why is not None:
                self.refused.emit(why)
            return
        if changed:
            self.word_edited.emit(self._editing, text)

    def _close_editor(self) -> None:
        editor, self.editor = self.editor, None
        self._twin = False
        if editor is not None:
            editor.clearFocus()  # the keys are the story's again
            editor.hide()
            editor.deleteLater()

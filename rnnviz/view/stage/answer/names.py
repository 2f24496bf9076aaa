"""Names of answers under the hand: the whole of a shortened one, and another one typed where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.model.answers.edits import with_answer_named
from rnnviz.model.document.simulation import Simulation
from rnnviz.view.look.shield import shielded
from rnnviz.view.stage.answer.bars import row_at, row_rect
from rnnviz.view.stage.answer.moment import moment_of
from rnnviz.view.stage.answer.plan import AnswerPlan, plan_of
from rnnviz.view.stage.grid import Grid
from rnnviz.view.tape.editor import WordEdit
from rnnviz.view.widgets.tips import plain_tip


@shielded
class AnswerNames(QObject):
    """Watches the pointer over a stage; a double-click on an answer opens its name. `refused(Refusal)`."""

    refused = Signal(object)

    def __init__(self, simulation: Simulation, stage: QWidget) -> None:
        super().__init__(stage)
        self._simulation, self._stage = simulation, stage
        self._plan: AnswerPlan | None = None
        self._row = 0
        self.editor: WordEdit | None = None
        stage.installEventFilter(self)

    def place(self, grid: Grid) -> None:
        """The answers stand on this grid now; a name that is being typed ends with its place."""
        plan = plan_of(grid) if grid.column is not None else None
        if plan is not self._plan:
            self._plan = plan
            self._close()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonDblClick):
            assert isinstance(event, QMouseEvent)
            row = self._under(event)
            names = self._names
            self._stage.setToolTip("" if row is None else plain_tip(names[row]))
            if row is not None and event.type() == QEvent.Type.MouseButtonDblClick:
                self.open(row)
        return False

    @property
    def _names(self) -> tuple[str, ...]:
        found = self._simulation.result.answers
        return () if found is None else found.names

    def _under(self, event: QMouseEvent) -> int | None:
        if self._plan is None:
            return None
        moment, at = moment_of(self._simulation, self._simulation.cursor), event.position()
        return row_at(self._plan, moment, at.x(), at.y())

    def open(self, row: int) -> None:
        """Type another name for an answer, where its name stands."""
        self._close()
        if self._plan is None:
            return
        moment = moment_of(self._simulation, self._simulation.cursor)
        place = row_rect(self._plan, moment, row)
        self._row, px = row, self._plan.px
        self.editor = WordEdit(self._names[row], self._stage)
        self.editor.setAccessibleName(self.tr("Name of this answer"))
        self.editor.setGeometry(QRect(round(place.left()), round(place.top()), round(place.width()), round(1.9 * px)))
        self.editor.finished.connect(self._typed)
        self.editor.cancelled.connect(self._close)
        self.editor.show()
        self.editor.setFocus()

    def _typed(self, text: str) -> None:
        row = self._row
        self._close()
        try:
            self._simulation.edit(with_answer_named(self._simulation.setup, row, text))
        except Refusal as error:
            self.refused.emit(error)

    def _close(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.blockSignals(True)
            editor.clearFocus()
            editor.hide()
            editor.deleteLater()

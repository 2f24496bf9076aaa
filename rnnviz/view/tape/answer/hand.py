"""The hand on the rows of answers: dots that count, targets chosen from a menu, the twin's words, and its place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QWidget

from rnnviz.engine.errors import Refusal
from rnnviz.engine.wording import Message
from rnnviz.model.answers.answer_text import target_of
from rnnviz.model.answers.answers import Answers
from rnnviz.model.answers.edits import counting, toggled, with_target, without_target
from rnnviz.model.answers.figures import log_numbers
from rnnviz.model.answers.variants import swapped, with_swap
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.answer import Target
from rnnviz.view.look.language import retranslated
from rnnviz.view.tape.answer.cells import its_p, said, wanted
from rnnviz.view.tape.answer.kinds import ANSWER, ITS_P, LOSS, TARGET, AnswerRow

translate = QCoreApplication.translate
Modifier = Qt.KeyboardModifier


@retranslated
class TargetMenu(QMenu):
    """The classes, one of which is right at a step, or none. `chosen`: a name, "" for none."""

    chosen = Signal(str)

    def __init__(self, found: Answers, step: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in found.names:
            self._add(name.replace("&", "&&"), name, name == wanted(found, step))
        self.addSeparator()
        self._add(self.tr("no target"), "", not found.has_target(step))
        self.triggered.connect(self._say)

    def retranslate(self) -> None:
        self.close()

    def _add(self, text: str, name: str, on: bool) -> None:
        action = self.addAction(text)
        action.setData(name)
        action.setCheckable(True)
        action.setChecked(on)

    def _say(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))


@retranslated
class TwinMenu(QMenu):
    """What can be done with the twin."""

    def __init__(self, hand: AnswerHand, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.addAction(self.tr("Swap the two sentences")).triggered.connect(hand.change_places)
        self.addAction(self.tr("Remove the twin")).triggered.connect(hand.remove_twin)

    def retranslate(self) -> None:
        self.close()


class AnswerHand:
    """Edits the simulation for a tape: every click is one undo, a drag over dots, too."""

    def __init__(self, simulation: Simulation, tape: QWidget) -> None:
        self._simulation, self._tape = simulation, tape
        self._drag: bool | None = None
        self._asked = 0

    def press(self, row: AnswerRow, step: int, dot: bool, keys: Modifier) -> bool:
        """Whether the click meant the row itself; else it goes to that step."""
        setup = self._simulation.setup
        if row.kind == LOSS and (dot or keys & Modifier.ShiftModifier):
            on = step not in setup.loss.counted(setup.steps)
            self._drag = on if keys & Modifier.ShiftModifier else None
            self._simulation.edit(toggled(setup, step), "counted" if self._drag is not None else None)
            return True
        return False

    def drag(self, step: int) -> bool:
        """Shift and drag over dots sets them all alike; whether that is being done."""
        if self._drag is None:
            return False
        self._simulation.edit(counting(self._simulation.setup, step, step, self._drag), "counted")
        return True

    def release(self) -> None:
        if self._drag is not None:
            self._drag = None
            self._simulation.settle()

    def open_target(self, row: AnswerRow, step: int, at: QPoint) -> None:
        """A target is chosen from the classes, or typed where it is a number."""
        self._asked = step
        if not row.found.classes:
            self._ask_number(row, step)
            return
        menu = TargetMenu(row.found, step, self._tape)
        menu.chosen.connect(self._target_chosen)
        menu.popup(at)

    def _target_chosen(self, name: str) -> None:
        setup, step = self._simulation.setup, self._asked
        changed = with_target(setup, Target(step, name)) if name else without_target(setup, step)
        self._simulation.edit(changed)

    def _ask_number(self, row: AnswerRow, step: int) -> None:
        question = translate("Tape", "What is right at this step, nothing for no target:")
        before = " ".join(plain(float(v), 6) for v in row.found.wanted[step]) if row.found.has_target(step) else ""
        text, good = QInputDialog.getText(
            self._tape.window(), translate("Tape", "Target"), question, QLineEdit.EchoMode.Normal, before
        )
        setup = self._simulation.setup
        if not good or setup.readout is None:
            return
        if not text.strip():
            self._simulation.edit(without_target(setup, step))
            return
        try:
            self._simulation.edit(with_target(setup, target_of(step, text, setup.readout)))
        except Refusal:
            self._ask_number(row, step)

    # the twin ----------------------------------------------------------------------------------------------

    def swap_word(self, step: int, word: str) -> Message | None:
        """Another word of the twin; why not, where it is refused."""
        try:
            self._simulation.edit(with_swap(self._simulation.setup, step, word))
        except Refusal as error:
            return error.message
        return None

    def change_places(self) -> None:
        """Sentence and twin."""
        self._simulation.edit(swapped(self._simulation.setup))

    def remove_twin(self) -> None:
        self._simulation.edit(self._simulation.setup.with_twin(None))


def tip(row: AnswerRow, step: int, where: str) -> str:
    """What lies under the pointer: all p of a step, or how its loss comes about."""
    found = row.found
    if row.kind == LOSS:
        counts = translate("Tape", "counts") if found.counted[step] else translate("Tape", "does not count")
        target = found.target(step)
        if found.asked == "cross_entropy" and target is not None:
            p, loss = log_numbers(float(found.p[step, target]), float(found.losses[step]))
            return translate("Tape", "{0}: −ln {1} = {2}, {3}").format(where, p, loss, counts)
        return f"{where}: {plain(float(found.losses[step]))}, {counts}"
    if row.kind == TARGET:
        return translate("Tape", "{0}: {1} would be right").format(where, wanted(found, step) or "–")
    if row.kind == ITS_P:
        return f"{where}: {plain(its_p(found, step), 4)}"
    if row.kind == ANSWER:
        order = sorted(range(len(found.names)), key=lambda i: -found.p[step, i])[:6]
        parts = ", ".join(f"{found.names[i]} {plain(float(found.p[step, i]))}" for i in order)
        return f"{where}: {parts}"
    return f"{where}: {said(found, step)}"

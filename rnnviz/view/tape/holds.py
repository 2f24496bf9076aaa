"""The menu of a gate's row: in which steps it is to be held."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rnnviz.view.look.language import retranslated
from rnnviz.view.tape.rows import TapeRow


@retranslated
class HoldSteps(QMenu):
    """Offers all steps, one step (called `name`), or one step and those after it; says line, first and last.

    It closes when the language changes.
    """

    chosen = Signal(str, int, int)

    def __init__(self, row: TapeRow, step: int, steps: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, first, last in (
            (self.tr("Hold {} in all steps…").format(row.label), 0, steps - 1),
            (self.tr("Hold {} at {}…").format(row.label, name), step, step),
            (self.tr("Hold {} from {} on…").format(row.label, name), step, steps - 1),
        ):
            self.addAction(text).setData((row.name, first, last))
        self.triggered.connect(self._say)

    def retranslate(self) -> None:
        self.close()

    def _say(self, action: QAction) -> None:
        if isinstance(action.data(), tuple):  # an entry of the menu inside says what it does itself
            self.chosen.emit(*action.data())

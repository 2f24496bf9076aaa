"""The row of chips that hold a gate: one per gate, showing how it is held."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from rnnviz.engine import Cell
from rnnviz.model.figures.numbers import plain
from rnnviz.model.setup.choices import Hold
from rnnviz.view.look.language import line_name, retranslated
from rnnviz.view.widgets.lines import Lines


@retranslated
class HoldRow(QWidget):
    """`asked(line)` when a chip is clicked; `chips` are the buttons by line, `row` their layout.

    short: the caption in one word.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None, short: bool = False) -> None:
        super().__init__(parent)
        self._least, self._short, self._symbols = short, short, False
        self.caption = QLabel(self)
        self.chips: dict[str, QPushButton] = {}
        self._roles: tuple[str, ...] = ()
        self._none = QLabel(self)
        self._none.setProperty("kind", "dim")
        self.row = Lines([self.caption, self._none, None], self)
        self._shown: tuple[Cell, Sequence[Hold], bool] | None = None
        self.retranslate()

    def retranslate(self) -> None:
        self.caption.setText(self.tr("hold") if self._short else self.tr("Hold a gate"))
        self._none.setText(self.tr("this cell has no gate"))
        for chip in self.chips.values():
            self._name(chip)
        if self._shown is not None:
            self.show_holds(*self._shown)

    def fit(self, width: int) -> None:
        """In one line of this width: the caption in a word, and the lines' own names on the chips, where it must be."""
        for short, symbols in ((self._least, False), (True, False), (True, True)):
            self._short, self._symbols = short, symbols
            self.retranslate()
            if self.row.needed <= width:
                return

    def show_holds(self, cell: Cell, holds: Sequence[Hold], roomy: bool) -> None:
        """How every gate of the cell is held; without much room the word "auto" goes."""
        self._shown = cell, holds, roomy
        gates = cell.gates
        roles = tuple(cell.by_name[line].role for line in gates)
        if (tuple(self.chips), self._roles) != (gates, roles):
            self._remake(gates, roles)
        for line, chip in self.chips.items():
            held = [h for h in holds if h.line == line]
            text = self._text(line if self._symbols else line_name(cell, line), held, roomy)
            chip.setText(text)
            chip.setChecked(bool(held))
            chip.setAccessibleName(self.tr("Hold {0}").format(self._text(line_name(cell, line), held, roomy)))
        self._none.setVisible(not gates)

    def _text(self, name: str, held: Sequence[Hold], roomy: bool) -> str:
        if not held:
            return self.tr("{0} = auto").format(name) if roomy else name
        if len(held) == 1 and held[0].first is None:
            return self.tr("{0} = {1}").format(name, plain(held[0].value).rstrip("0").rstrip("."))
        return self.tr("{0}: in steps").format(name)

    def _remake(self, gates: tuple[str, ...], roles: tuple[str, ...]) -> None:
        for chip in self.chips.values():
            chip.hide()  # not in a later turn, in which it would be painted over
            chip.deleteLater()
        self.chips, self._roles = {}, roles
        for line, role in zip(gates, roles, strict=True):
            chip = QPushButton(self)
            chip.setProperty("chip", True)
            chip.setProperty("role", role)
            chip.setProperty("line", line)
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._name(chip)
            chip.clicked.connect(self._clicked)
            self.chips[line] = chip
        self.row.hold([self.caption, *self.chips.values(), self._none, None])
        for part in (self.caption, *self.chips.values()):
            part.show()  # a layout would show it in a later turn
        self.update()  # what shows itself where others hide paints no more than what these leave

    def _name(self, chip: QPushButton) -> None:
        chip.setToolTip(self.tr("Hold this gate at 0, 1 or any value, always or in chosen steps"))

    def _clicked(self) -> None:
        self.asked.emit(str(self.sender().property("line")))

"""What lies on the tools' table: the chosen square or matrix, and what the tools do to it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from rnnviz.engine.errors import Refusal
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.weights.matrices import Index, Matrix
from rnnviz.model.weights.pointed import Weight
from rnnviz.model.weights.text import WeightsRefused
from rnnviz.view.look.style import Theme
from rnnviz.view.look.words import sentence
from rnnviz.view.weights import says
from rnnviz.view.weights.drawn import Drawn
from rnnviz.view.weights.hand import WeightHand
from rnnviz.view.weights.tools import WeightTools


class Desk(QObject):
    """`chosen`: matrix and index of what the tools act on; index None: the whole matrix. `done` when something was."""

    done = Signal()

    def __init__(self, simulation: Simulation, tools: WeightTools, parent: QObject) -> None:
        super().__init__(parent)
        self._simulation, self.tools = simulation, tools
        self.chosen: tuple[Matrix, Index | None] | None = None
        self.hand = WeightHand(simulation, self)
        self.hand.said.connect(self._say)
        tools.typed.connect(self._type)
        tools.copied.connect(self.copy)
        tools.pasted.connect(self.paste)
        tools.multiplied.connect(self._multiply)
        tools.gain_typed.connect(self._type_gain)
        tools.settled.connect(simulation.settle)
        tools.measured.connect(self._scale_to)
        tools.filled.connect(self._fill)

    def offer(self, drawn: Drawn) -> None:
        """Of another cell or layer its first square matrix is chosen."""
        known = drawn.shelf.matrices
        if self.chosen is None or self.chosen[0] not in known:
            first = next((matrix for matrix in known if matrix.has_radius), known[0] if known else None)
            self.chosen = None if first is None else (first, None)

    @property
    def square(self) -> tuple[Matrix, Index] | None:
        """The chosen square; None where a whole matrix is chosen."""
        return None if self.chosen is None or self.chosen[1] is None else (self.chosen[0], self.chosen[1])

    def describe(self, drawn: Drawn, theme: Theme, pointed: Weight | None, editable: bool) -> str:
        """Have the tools say what is pointed at, else what is chosen, and its matrix; returns the same in words."""
        if self.chosen is None:
            return ""
        matrix, index = self.chosen
        if pointed is not None and not self.tools.typing:
            matrix, index = pointed.matrix, pointed.index
        number = None if index is None else float(drawn.numbers[matrix][index])
        where = says.where(drawn, theme, matrix, index)
        self.tools.set_editable(editable)
        self.tools.show_square(says.name_row(drawn, theme, matrix, index), number, where)
        self._show_matrix(drawn, theme, self.chosen[0])
        return says.in_words(drawn, theme, matrix, index, number)

    def _show_matrix(self, drawn: Drawn, theme: Theme, matrix: Matrix) -> None:
        self.hand.take_up(matrix)
        radius, norm = says.measures(drawn, matrix)
        row = says.name_row(drawn, theme, matrix, None)
        self.tools.show_matrix(row, says.shape(matrix), self.hand.gain, radius, norm)

    def _say(self, why: Refusal | None) -> None:
        """A refusal stands in the tools' row until the next thing is done."""
        self.tools.say("" if why is None else sentence(why))
        if why is None:
            self.done.emit()

    def refuse_averaged(self) -> None:
        """Squares that stand for several numbers are only looked at."""
        self._say(WeightsRefused("weight.averaged"))

    # what is asked ---------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """What is chosen, as text for a spreadsheet."""
        if self.chosen is not None:
            self.hand.copy(*self.chosen)

    def paste(self) -> None:
        """What was copied, for what is chosen."""
        if self.chosen is not None:
            self.hand.paste(*self.chosen)

    def _type(self, text: str) -> None:
        if self.square is not None:
            self.hand.type_number(*self.square, text)

    def _multiply(self, gain: float) -> None:
        if self.chosen is not None:
            self.hand.multiply(self.chosen[0], gain, merge=True)

    def _type_gain(self, text: str) -> None:
        if self.chosen is not None:
            self.hand.type_gain(self.chosen[0], text)

    def _scale_to(self, radius: bool, text: str) -> None:
        if self.chosen is not None:
            self.hand.measure_to(self.chosen[0], radius, text)

    def _fill(self, rule: str, everything: bool, seed: int) -> None:
        if self.chosen is not None:
            self.hand.fill(None if everything else self.chosen[0], rule, seed)

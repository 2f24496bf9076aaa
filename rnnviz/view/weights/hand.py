"""What a hand does to weights: drag, nudge, type, copy, paste, scale, fill. Refusals are told, and change nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from rnnviz.engine.errors import Refusal
from rnnviz.engine.experiments.matrices import scaled_to, spectral_norm, spectral_radius
from rnnviz.engine.wording import Message
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.setup.sequence import MAX_NUMBER
from rnnviz.model.setup.setup import Setup
from rnnviz.model.weights import changes
from rnnviz.model.weights.matrices import Index, Matrix
from rnnviz.model.weights.numbers import numbers_of
from rnnviz.model.weights.text import number_of, one_number, pasted, written

Floats = NDArray[np.float64]
NUDGE, FINE = 0.01, 0.001


class WeightHand(QObject):
    """Edits the simulation's setup. `said(message)`: why something was refused; None: it was not."""

    said = Signal(object)

    def __init__(self, simulation: Simulation, parent: QObject) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._base: tuple[Matrix, Floats] | None = None
        self.gain = 1.0
        """What the matrix in the tools was multiplied by since it was taken up."""

    def numbers(self, matrix: Matrix) -> Floats:
        """As they are in force."""
        return numbers_of(self._simulation.result, matrix, self._simulation.run)

    # one number ------------------------------------------------------------------------------------------------

    def set_number(self, matrix: Matrix, index: Index, value: float, merge: str | None = None) -> bool:
        """One number is this now; False where it was refused."""
        return self._edit(lambda setup: changes.with_number(setup, matrix, index, value), merge)

    def drag_to(self, matrix: Matrix, index: Index, value: float) -> None:
        """While a hand drags: one undo for all of it."""
        value = min(max(round(value, 6), -MAX_NUMBER), MAX_NUMBER)
        self.set_number(matrix, index, value, f"weight {matrix.name} {matrix.start} {index}")

    def nudge(self, matrix: Matrix, index: Index, by: float) -> None:
        """A little more or less."""
        self._simulation.flush()
        self.set_number(matrix, index, round(float(self.numbers(matrix)[index]) + by, 6))

    def type_number(self, matrix: Matrix, index: Index, text: str) -> bool:
        """A number as it was typed; one that is not another leaves all as it is."""
        try:
            value = number_of(text)
        except Refusal as error:
            return self._refuse(error)
        same = value == float(self.numbers(matrix)[index])
        return same or self.set_number(matrix, index, value)

    # all of a matrix -------------------------------------------------------------------------------------------

    def copy(self, matrix: Matrix, index: Index | None) -> None:
        """The square, or without one the whole matrix, as text."""
        numbers = self.numbers(matrix)
        QApplication.clipboard().setText(written(numbers if index is None else numbers[index]))

    def paste(self, matrix: Matrix, index: Index | None) -> None:
        """What was copied, into the square or the whole matrix: one undo."""
        text = QApplication.clipboard().text()
        if index is not None and one_number(text):
            self.type_number(matrix, index, text.strip())
            return
        try:
            numbers = pasted(text, matrix)
        except Refusal as error:
            self._refuse(error)
            return
        self._edit(lambda setup: changes.with_numbers(setup, matrix, numbers))

    def fill(self, matrix: Matrix | None, rule: str, seed: int) -> None:
        """By a named rule; None: every matrix of the network."""
        if matrix is None:
            self._edit(lambda setup: changes.all_filled(setup, rule, seed))
        else:
            self._edit(lambda setup: changes.filled(setup, matrix, rule, seed))

    def measure_to(self, matrix: Matrix, radius: bool, text: str) -> bool:
        """Scale it so that its spectral radius, or its norm, is what was typed."""
        kind = spectral_radius if radius else spectral_norm
        try:
            wanted = scaled_to(self.numbers(matrix), kind, number_of(text))
        except Refusal as error:
            return self._refuse(error)
        return self._edit(lambda setup: changes.with_numbers(setup, matrix, wanted))

    # gain ------------------------------------------------------------------------------------------------------

    def take_up(self, matrix: Matrix | None) -> None:
        """A matrix as it is now is what the gain multiplies; gain 1, but where it still is the product of both."""
        if matrix is None:
            self._base, self.gain = None, 1.0
            return
        if self._simulation.result.setup is not self._simulation.setup:  # what was just done is not computed yet
            return
        now = self.numbers(matrix)
        if self._base is None or self._base[0] != matrix or not np.allclose(now, self._base[1] * self.gain, 1e-12, 0):
            self._base, self.gain = (matrix, now), 1.0

    def multiply(self, matrix: Matrix, gain: float, merge: bool) -> bool:
        """So many times what it was when it was taken up."""
        if self._base is None or self._base[0] != matrix:
            return False
        base, before = self._base[1], self.gain
        self.gain = gain
        done = self._edit(
            lambda setup: changes.with_numbers(setup, matrix, base * gain), f"gain {matrix.name}" if merge else None
        )
        if not done:
            self.gain = before
        return done

    def type_gain(self, matrix: Matrix, text: str) -> bool:
        """The same as it was typed."""
        try:
            gain = number_of(text)
        except Refusal as error:
            return self._refuse(error)
        return self.multiply(matrix, gain, merge=False)

    # -----------------------------------------------------------------------------------------------------------

    def _edit(self, change: Callable[[Setup], Setup], merge: str | None = None) -> bool:
        try:
            self._simulation.edit(change(self._simulation.setup), merge)
        except Refusal as error:
            return self._refuse(error)
        self.said.emit(None)
        return True

    def _refuse(self, why: Refusal | Message) -> bool:
        self.said.emit(why)
        return False

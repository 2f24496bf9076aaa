"""What the face of the weights says: of a square, a matrix, all of it; and which square comes after which."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from rnnviz.engine.experiments.matrices import spectral_norm, spectral_radius
from rnnviz.model.document.simulation import Simulation
from rnnviz.model.figures.numbers import plain, power
from rnnviz.model.weights.matrices import READOUT, Index, Matrix
from rnnviz.model.weights.pointed import Weight
from rnnviz.view.look import typeset
from rnnviz.view.look.language import spoken
from rnnviz.view.look.style import Theme
from rnnviz.view.look.typeset import Row
from rnnviz.view.weights.drawn import Drawn
from rnnviz.view.weights.paint import hue_of, name_of

translate = QCoreApplication.translate
ARROWS = {"forward": "→", "backward": "←"}


def value_text(value: float) -> str:
    """Two decimals, or what is not 0 and would be called so."""
    return power(value, 2) if value and abs(value) < 0.005 else plain(value)


def seat(simulation: Simulation) -> str:
    """Key of the layer and direction that are shown."""
    return f"{simulation.cursor.layer}:{simulation.cursor.way}"


def seats(simulation: Simulation) -> dict[str, str]:
    """Every layer and direction there is, and what it is called."""
    text = translate("Weights", "layer {number} {arrow}")
    return {
        f"{number}:{way}": text.format(number=number + 1, arrow=ARROWS[way])
        for number, choice in enumerate(simulation.result.setup.layers)
        for way in choice.ways
    }


def headline(simulation: Simulation, drawn: Drawn) -> tuple[str, ...]:
    """What is shown, ever shorter: the cell and its size, what it reads, how many numbers that are."""
    cell = f"{spoken(drawn.run.cell).name} {drawn.run.hidden}"
    words = simulation.result.setup.sequence.kind == "words" and not simulation.result.setup.vectors
    reads = translate("Weights", "{count} words") if words and not simulation.cursor.layer else ""
    reads = reads or translate("Weights", "{count} inputs")
    inputs = reads.format(count=len(drawn.columns))
    numbers = translate("Weights", "{count} numbers").format(count=f"{drawn.count:,}".replace(",", "\u2009"))
    return f"{cell}, {inputs}, {numbers}", f"{cell}, {numbers}", cell, ""


def name_row(drawn: Drawn, theme: Theme, matrix: Matrix, index: Index | None) -> Row:
    """ "U_f 3, 7"."""
    if matrix.start:
        row = typeset.symbol(matrix.own, "0", theme.role(drawn.run.cell.by_name[matrix.line].role))
    else:
        row = typeset.symbol(matrix.own, "", hue_of(theme, drawn, matrix.line))
    place = "" if index is None else " " + ", ".join(str(i + 1) for i in index)
    return (*row, *typeset.text(place, theme.text)) if place else row


def where(drawn: Drawn, theme: Theme, matrix: Matrix, index: Index | None) -> tuple[Row, ...]:
    """From where to where a weight leads, ever shorter; of a matrix what it is."""
    ink = theme.text
    if matrix.start:
        row = typeset.symbol(matrix.own, "0", theme.role(drawn.run.cell.by_name[matrix.line].role))
        return (_set(translate("Weights", "what {source} is before the first step"), ink, source=row),)
    to = typeset.text(name_of(drawn, matrix.line), ink)
    if index is None:
        return (_set(translate("Weights", "all of it, into {name}"), ink, name=to),)
    unit = translate("Weights", "unit {number}").format(number=matrix.unit(index) + 1)
    target = typeset.text(drawn.row_name(matrix, matrix.unit(index)) if matrix.line == READOUT else unit, ink)
    if matrix.operand is None and not matrix.reads:
        return (_set(translate("Weights", "bias of {name} {target}"), ink, name=to, target=target),)
    long, short = translate("Weights", "from {source} into {name} {target}"), "{source} → {name} {target}"
    brief = typeset.text(drawn.row_name(matrix, matrix.unit(index)), ink)
    return (
        _set(long, ink, source=_source(drawn, theme, matrix, index, True), name=to, target=target),
        _set(short, ink, source=_source(drawn, theme, matrix, index, False), name=to, target=brief),
    )


def _set(pattern: str, ink: QColor, **rows: Row) -> Row:
    """A sentence of the interface with mathematics in its places."""
    found: list[typeset.Piece] = []
    for text, name, _, _ in Formatter().parse(pattern):
        found += [*typeset.text(text, ink), *(rows[name] if name else ())]
    return tuple(piece for piece in found if piece.text)


def _source(drawn: Drawn, theme: Theme, matrix: Matrix, index: Index, long: bool) -> Row:
    number = matrix.source(index)
    if matrix.reads == "x" and number < len(drawn.columns):
        return typeset.text(f"“{drawn.columns[number]}”", theme.text)
    base = matrix.reads.removesuffix("_prev")
    hue = theme.role(drawn.run.cell.by_name[base].role) if base in drawn.run.cell.by_name else theme.text
    text = translate("Weights", "unit {number}").format(number=number + 1) if long else str(number + 1)
    return (*typeset.symbol(matrix.reads, "t", hue), *typeset.text(f" {text}", theme.text))


def in_words(drawn: Drawn, theme: Theme, matrix: Matrix, index: Index | None, number: float | None) -> str:
    """What is chosen, for a screen reader."""
    said = "" if number is None else f" {number:.6g}"
    place = typeset.plain(where(drawn, theme, matrix, index)[0])
    return f"{typeset.plain(name_row(drawn, theme, matrix, index))}{said}, {place}"


def shape(matrix: Matrix) -> str:
    """Rows and columns."""
    return " × ".join(str(n) for n in matrix.shape)


def measures(drawn: Drawn, matrix: Matrix) -> tuple[float | None, float]:
    """Spectral radius, None where there is none, and norm."""
    numbers = drawn.numbers[matrix]
    return (spectral_radius(numbers) if matrix.has_radius else None), spectral_norm(numbers)


def loud_columns(simulation: Simulation, drawn: Drawn, weight: Weight | None) -> dict[Matrix, set[int]]:
    """Columns in bold: of the present word, and of the weight pointed at; by the matrix over which they stand."""
    found: dict[Matrix, set[int]] = {}
    present = _present(simulation, drawn)
    for matrix in drawn.shelf.matrices:
        if matrix.reads == "x" and present is not None:
            found.setdefault(matrix, set()).add(present)
        alike = weight is not None and not weight.matrix.start and weight.matrix.reads == matrix.reads
        if weight is not None and alike and len(weight.index) == 2 and len(matrix.shape) == 2:
            found.setdefault(matrix, set()).add(weight.index[1])
    return found


def _present(simulation: Simulation, drawn: Drawn) -> int | None:
    """The column of the word at this step; None where it is no word of the vocabulary."""
    step, words = simulation.cursor.step, simulation.words
    if simulation.cursor.layer or step >= len(words) or words[step] not in drawn.columns:
        return None
    return drawn.columns.index(words[step])


# from square to square -------------------------------------------------------------------------------------------


def beside(matrix: Matrix, index: Index | None, move: tuple[int, int]) -> tuple[Matrix, Index]:
    """The square above, below, left or right, as far as the matrix goes."""
    row, column = matrix.square(index) if index is not None else (0, 0)
    if index is not None:
        row = min(max(row + move[0], 0), matrix.rows - 1)
        column = min(max(column + move[1], 0), matrix.columns - 1)
    return matrix, matrix.index(row, column)


def beyond(order: Sequence[Matrix], matrix: Matrix, index: Index, count: int) -> tuple[Matrix, Index]:
    """The square so many further, row by row and then in the next matrix; after the last comes the first."""
    row, column = matrix.square(index)
    place = row * matrix.columns + column + count
    if 0 <= place < matrix.rows * matrix.columns:
        return matrix, matrix.index(*divmod(place, matrix.columns))
    at = order[(order.index(matrix) + (1 if count > 0 else -1)) % len(order)]
    return at, at.index(0, 0) if count > 0 else at.index(at.rows - 1, at.columns - 1)

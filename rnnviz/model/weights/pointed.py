"""The weight that is pointed at, and what of the drawn cell belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.model.picture import Picture
from rnnviz.model.picture.pointing import focus
from rnnviz.model.weights.matrices import READOUT, Index, Matrix


@dataclass(frozen=True, slots=True)
class Weight:
    """One number of a parameter, or of what a state begins with."""

    matrix: Matrix
    index: Index

    @property
    def of_readout(self) -> bool:
        return self.matrix.line == READOUT

    @property
    def unit(self) -> int | None:
        """The hidden unit it adds to; None for the read-out's."""
        return None if self.matrix.line == READOUT else self.matrix.unit(self.index)

    @property
    def read(self) -> tuple[str, int] | None:
        """Name and unit of what it multiplies; None for a bias, and for what has no name."""
        matrix = self.matrix
        return (matrix.reads, matrix.source(self.index)) if matrix.reads and not matrix.start else None


def lit_key(picture: Picture, weight: Weight) -> str:
    """The element that is lit for a weight: the wire it weighs, else the line it adds to."""
    matrix = weight.matrix
    if matrix.start:
        return f"in:{matrix.own}_prev"
    if matrix.line == READOUT:
        return f"out:{next((piece.net for piece in picture.pieces if 'out' in piece.exits), '')}"
    wire = f"node:{matrix.operand}"
    return wire if matrix.operand is not None and focus(picture, (wire,)) else f"line:{matrix.line}"

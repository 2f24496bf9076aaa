"""What is to be shown of a layer's direction: a block for every line that learns, with columns in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rnnviz.model.setup.setup import Setup
from rnnviz.model.weights.matrices import READOUT, Matrix, matrices, readout_matrices, start_rows

INPUTS, OTHERS, VECTORS = 0, 1, 2
Slot = tuple[int, int]
"""A column of blocks: kind, and which of that kind in its line."""


@dataclass(frozen=True, slots=True)
class Block:
    """The parameters of one line, each in its slot."""

    line: str
    parts: tuple[tuple[Slot, Matrix], ...]

    @property
    def rows(self) -> int:
        return max(matrix.rows for _, matrix in self.parts)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Blocks from the top; readout: V and d, None where another layer reads this one; starts: of the states."""

    blocks: tuple[Block, ...]
    readout: Block | None
    starts: tuple[Matrix, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What one can choose from where not all has room."""
        return tuple(block.line for block in self.all_blocks)

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        return (*self.blocks, *((self.readout,) if self.readout else ()))

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        """Everything, in the order in which Tab goes."""
        return (*(matrix for block in self.all_blocks for _, matrix in block.parts), *self.starts)


def shelf_of(setup: Setup, layer: int, way: str) -> Shelf:
    """What there is of a layer's direction; the read-out stands with the layer it reads."""
    found: dict[str, list[Matrix]] = {}
    for matrix in matrices(setup, layer, way):
        found.setdefault(matrix.line, []).append(matrix)
    top = readout_matrices(setup) if layer == len(setup.layers) - 1 else ()
    readout = _block(READOUT, top) if top else None
    return Shelf(tuple(_block(*entry) for entry in found.items()), readout, start_rows(setup, layer, way))


def slots(blocks: Iterable[Block]) -> dict[Slot, int]:
    """Every slot from the left, and how many squares are side by side in it."""
    found: dict[Slot, int] = {}
    for block in blocks:
        for slot, matrix in block.parts:
            found[slot] = max(found.get(slot, 0), matrix.columns)
    return dict(sorted(found.items()))


def _block(line: str, parts: Iterable[Matrix]) -> Block:
    counts = {INPUTS: 0, OTHERS: 0, VECTORS: 0}
    placed: list[tuple[Slot, Matrix]] = []
    for matrix in parts:
        kind = VECTORS if len(matrix.shape) == 1 else INPUTS if matrix.reads == "x" else OTHERS
        placed.append(((kind, counts[kind]), matrix))
        counts[kind] += 1
    return Block(line, tuple(placed))

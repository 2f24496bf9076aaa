"""Every parameter of one layer's direction, with the line that reads it, and the read-out's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rnnviz.engine import Cell
from rnnviz.engine.language.cell import Node
from rnnviz.engine.language.tree import PRODUCTS
from rnnviz.engine.networks.layer import prefix_of
from rnnviz.model.setup.setup import Setup
from rnnviz.model.setup.shapes import param_shapes

READOUT = "readout"
"""Stands for a line where the read-out is meant."""
Index = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """name: as a network calls it, "0.W_f"; own: as its cell does, "W_f"; line: that reads it first.

    operand: node of what it is multiplied with, None where it is only added; reads: the operand's name, "x" or
    "h_prev", "" for an operand that has none; turned: whether it is transposed there; added: whether it is a bias;
    start: whether it is no parameter but what a state begins with.
    """

    name: str
    own: str
    shape: tuple[int, ...]
    line: str
    operand: int | None = None
    reads: str = ""
    turned: bool = False
    added: bool = False
    start: bool = False

    @property
    def rows(self) -> int:
        """Squares below each other: a parameter that is a row of numbers stands upright, start values lie."""
        return 1 if self.start else self.shape[0]

    @property
    def columns(self) -> int:
        """Squares beside each other."""
        return self.shape[-1] if self.start or len(self.shape) == 2 else 1

    def index(self, row: int, column: int) -> Index:
        """Which number stands in a square."""
        return (column,) if self.start else (row, column) if len(self.shape) == 2 else (row,)

    def square(self, index: Index) -> tuple[int, int]:
        """Row and column of the square in which a number stands."""
        return (0, index[0]) if self.start else (index[0], index[1] if len(index) == 2 else 0)

    @property
    def has_radius(self) -> bool:
        """Whether it is a square matrix."""
        return len(self.shape) == 2 and self.shape[0] == self.shape[1]

    def unit(self, index: Index) -> int:
        """Of its line the unit that a number adds to."""
        return index[1] if self.turned else index[0]

    def source(self, index: Index) -> int:
        """Of what it reads the number that a weight multiplies."""
        return index[0] if self.turned or len(index) == 1 else index[1]


def matrices(setup: Setup, layer: int, way: str) -> tuple[Matrix, ...]:
    """The parameters of a layer's direction in the order of the cell's lines."""
    cell, shapes = setup.layers[layer].cell, param_shapes(setup.layers, setup.reads, setup.readout)
    prefix = prefix_of(layer, way)
    return tuple(_placed(use, prefix, shapes[prefix + use.own]) for use in _uses(cell))


def readout_matrices(setup: Setup) -> tuple[Matrix, ...]:
    """V and d; nothing without a read-out."""
    if setup.readout is None:
        return ()
    shapes = param_shapes(setup.layers, setup.reads, setup.readout)
    return (
        Matrix("V", "V", shapes["V"], READOUT, reads=setup.layers[-1].cell.output),
        Matrix("d", "d", shapes["d"], READOUT, added=True),
    )


def start_rows(setup: Setup, layer: int, way: str) -> tuple[Matrix, ...]:
    """What every state of a layer's direction begins with."""
    choice, prefix = setup.layers[layer], prefix_of(layer, way)
    states = choice.cell.states
    return tuple(Matrix(prefix + state, state, (choice.units(state),), state, start=True) for state in states)


def _placed(use: Matrix, prefix: str, shape: tuple[int, ...]) -> Matrix:
    return Matrix(prefix + use.own, use.own, shape, use.line, use.operand, use.reads, use.turned, use.added)


@lru_cache(maxsize=64)
def _uses(cell: Cell) -> tuple[Matrix, ...]:
    """Every parameter where it is first read, without its shape."""
    found: dict[str, Matrix] = {}
    readers = {arg: node for node in cell.nodes for arg in node.args}
    for node in cell.nodes:
        if node.op == "param" and node.name not in found:
            found[node.name] = _use(cell, node.name, node.line, readers.get(node.id), node.id)
    order = [line.name for line in cell.lines]
    uses = [found.get(name, Matrix(name, name, (), cell.lines[0].name)) for name in cell.params]
    return tuple(sorted(uses, key=lambda use: order.index(use.line)))


def _use(cell: Cell, name: str, line: str, reader: Node | None, node: int) -> Matrix:
    """One parameter by the operation that reads it."""
    if reader is None:  # a state begins with it
        return Matrix(name, name, (), line)
    op, args, signs = reader.op, reader.args, reader.signs
    if op in PRODUCTS:
        return Matrix(name, name, (), line, args[-1], _name_of(cell, args[-1]), turned=op != "matmul")
    if op == "mul":
        other = next((arg for arg in args if arg != node), None)
        return Matrix(name, name, (), line, other, "" if other is None else _name_of(cell, other))
    added = op == "sum" and dict(zip(args, signs, strict=True)).get(node) == 1
    return Matrix(name, name, (), line, added=added)


def _name_of(cell: Cell, node: int) -> str:
    found = cell.nodes[node]
    if found.op == "x":
        return "x"
    return f"{found.name}_prev" if found.op == "prev" else found.name if found.op == "line" else ""

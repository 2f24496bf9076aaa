"""A cell as straight-line statements: one forward step, one backward step, and what is done for all steps at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rnnviz.engine.compiler.lower import Lowered
from rnnviz.engine.compiler.printer import Constant, Printer
from rnnviz.engine.compiler.reverse import Backward, Coefficients, shares
from rnnviz.engine.compiler.storage import Segments, StorageMap, StoragePlace
from rnnviz.engine.language.cell import Cell
from rnnviz.engine.lazy import kept_within


class Program(NamedTuple):
    """What is printed for one cell; sizes, steps and batch come later.

    before: statements over all steps, and numbers of rows whose products are known before the loop.
    coefficients: statements over all steps between the passes. variables: name -> place; constants: name -> what.
    coefficient[cut][leaf]: name of d(cut)/d(leaf). arriving[cut]: name of its whole gradient.
    folded: sums of gradients ride in the products. riding, ending: names of where dL/d(output) enters, and that of the
    last step, when the loss rides in a product; else empty. carried: state -> array of what travels back outside the
    products.
    """

    cell: Cell
    folded: bool
    low: Lowered
    places: StorageMap
    before: tuple[str | int, ...]
    forward: tuple[str, ...]
    coefficients: tuple[str, ...]
    backward: tuple[str, ...]
    variables: Mapping[str, StoragePlace]
    constants: Mapping[str, Constant]
    arrays: Mapping[str, tuple[Segments, int]]
    coefficient: Mapping[int, Mapping[int, str]]
    arriving: Mapping[int, str]
    ending: str
    riding: str
    carried: Mapping[str, str]

    @property
    def calls(self) -> int:
        """NumPy calls of one step, forward and backward."""
        return len(self.forward) + len(self.backward)

    def shares(self, number: int) -> bool:
        """Whether a product's matrix serves the way back, too."""
        return shares(self.places.groups[number], self.folded)

    @property
    def stored(self) -> Mapping[int, StoragePlace]:
        """Node of the cell -> where its value stands in the trace, for those that stand there."""
        places = self.places.of
        return {node: places[own] for node, own in self.low.of_node.items() if own in places}

    @property
    def regular(self) -> bool:
        """Whether every product's operand is x or changes with the past: parameter gradients need no further sweep."""
        ops, varying = self.low.graph.ops, self.low.varying
        return all(o in varying or ops[o].kind == "x" for row in self.low.rows for _, _, o in row.terms)


PROGRAMS_KEPT = 4_000_000
"""Bytes of programs that are kept: some hundred of ordinary cells, one of the largest there may be."""


def _size(program: Program) -> int:
    """Bytes, roughly: what was measured of cells of 4 to 64 lines, by the letters of their statements."""
    parts = (program.before, program.forward, program.coefficients, program.backward)
    return 15_000 + 25 * sum(len(str(statement)) for part in parts for statement in part)


@kept_within(PROGRAMS_KEPT, _size)
def make_program(cell: Cell, held: frozenset[str], folded: bool, hoisted: bool = False) -> Program:
    """The statements of a cell with some lines held.

    folded: sums of gradients ride in the products (small sizes); hoisted: x is multiplied before the loop (large ones).
    """
    printer = Printer(cell, held, folded, hoisted)
    before, forward = tuple(printer.before()), tuple(printer.forward())
    derived = Coefficients(printer)
    coefficients = tuple(derived.statements())
    reverse = Backward(printer, derived)
    backward = tuple(reverse.statements())
    return Program(
        cell, folded, printer.low, printer.places, before, forward, coefficients, backward, printer.variables,
        printer.constants, printer.arrays, derived.names, reverse.adjoint, reverse.ending, reverse.riding,
        reverse.carried,
    )  # fmt: skip

"""What all states of a cell together are called, as mathematics: h, (h, c), or s where they are many."""

from __future__ import annotations

from rnnviz.engine import Cell
from rnnviz.view.look import typeset
from rnnviz.view.look.typeset import Piece
from rnnviz.view.plots.sentences import NAMED

D = Piece("∂", italic=True)


def named(cell: Cell) -> tuple[str, ...]:
    """All states, the output first if it is one; the output of a cell without memory."""
    return tuple(sorted(cell.states, key=cell.output.__ne__)) or (cell.output,)


def state_row(whose: str | Cell, index: str = "") -> typeset.Row:
    """A state, or all states of a cell together, with an index: hₖ, (h, c)ₖ."""
    names = (whose,) if isinstance(whose, str) else named(whose)
    if len(names) == 1:
        return typeset.symbol(names[0], index)
    if len(names) > NAMED:
        return typeset.symbol("s", index)
    inside = typeset.joined([typeset.symbol(name) for name in names], typeset.text(", "))
    below = (Piece(index, italic=True, sub=True),) if index else ()
    return (Piece("("), *inside, Piece(")"), *below)


def norm_row(whose: str | Cell, index: str = "k") -> typeset.Row:
    """‖∂L/∂hₖ‖ of a state, or of all together."""
    return (Piece("‖"), D, Piece("L", italic=True), Piece("/"), D, *state_row(whose, index), Piece("‖"))


def step_row(whose: str | Cell, before: str = f"t{typeset.MINUS}1") -> typeset.Row:
    """∂hₜ/∂hₜ₋₁: how one step, or (before "k") many steps pass on what comes to them."""
    return (D, *state_row(whose, "t"), Piece("/"), D, *state_row(whose, before))


def flow_row(whose: str | Cell) -> typeset.Row:
    """‖∂hₜ/∂hₖ‖ of a state, or of all together."""
    return (Piece("‖"), *step_row(whose, "k"), Piece("‖"))

"""What the formula strip speaks about: the line of the story, unless the pointer or a pin says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.engine import Cell, Run
from rnnviz.engine.language.several import activates
from rnnviz.engine.language.tree import Expr
from rnnviz.engine.notation.gradient_formula import slope
from rnnviz.engine.notation.numbers_in import plugged, worth
from rnnviz.engine.notation.spelling import equations, inlined
from rnnviz.model.reading import reading, reading_backward
from rnnviz.model.reading.reading import Reading, number_of
from rnnviz.model.story.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Focus:
    """name: a line, "c_prev" or "x"; node: an engine node inside a line or a wire (then name is what it carries)."""

    name: str
    node: int | None = None


def focus(cell: Cell, cursor: Cursor, key: str | None = None) -> Focus:
    """key: of a picture element ("line:c", "node:17", "in:c_prev", "out:h"); None: what the story computes now."""
    found = of_key(cell, key) if key else None
    return found or Focus(_told_backward(cell, cursor) if cursor.backward else _told(cell, cursor))


def of_key(cell: Cell, key: str) -> Focus | None:
    """What an element of the picture stands for; None for a key of another cell."""
    kind, _, name = key.partition(":")
    if kind == "node":
        if not name.isdigit() or int(name) >= len(cell.nodes):
            return None
        found = cell.nodes[int(name)]
        if cell.by_name[found.line].root == found.id:
            return Focus(found.line)
        return Focus(reading.wire_name(cell, found.id) or found.line, found.id)
    base = name.removesuffix("_prev")
    known = name == "x" or name in cell.by_name or (base != name and base in cell.states)
    return Focus(name) if known and kind in ("line", "in", "out") else None


def read(run: Run, what: Focus, t: int, unit: int, backward: bool) -> Reading:
    """The reading of a focus in one direction."""
    if what.node is not None:
        by_node = reading_backward.backward_node if backward else reading.forward_node
        return by_node(run, what.node, t, unit)
    return (reading_backward.backward if backward else reading.forward)(run, what.name, t, unit)


def main_line(cell: Cell) -> str:
    """The cell state where there is one, first of all one with a cell state's colour, else the output."""
    inner = [s for s in cell.states if s != cell.output]
    return next((s for s in inner if cell.by_name[s].role == "cell"), inner[0] if inner else cell.output)


def _told(cell: Cell, cursor: Cursor) -> str:
    """Where the story tells the read-out, what it reads."""
    if cursor.grain == "step":
        return main_line(cell)
    return cell.output if cursor.beyond(cell) else cell.lines[cursor.line].name


def _told_backward(cell: Cell, cursor: Cursor) -> str:
    """A whole step ends with what leaves it; a stage of the belt with the belt, another with its last line."""
    if cursor.grain == "step":
        name = main_line(cell)
        return f"{name}_prev" if name in cell.states else name
    line = cell.lines[min(cursor.line, len(cell.lines) - 1)].name
    if cursor.grain == "line":
        return line
    stage = cell.stage_of(line).lines
    belt = next((name for name in stage if on_belt(cell, name)), None)
    if belt is not None:
        return f"{belt}_prev"
    shown = {name for name, _ in equations(cell)}
    return next((name for name in reversed(stage) if name in cell.states or name in shown), line)


def on_belt(cell: Cell, name: str) -> bool:
    """Whether a state reaches its own next value without a matrix or a squashing function on the way."""

    def reaches(expr: Expr) -> bool:
        own = expr.op == "prev" and expr.name == name
        return own or (expr.op in ("sum", "mul", "div") and any(reaches(a) for a in expr.args))

    return name in cell.states and reaches(inlined(cell, name))


# remarks ---------------------------------------------------------------------------------------------------


def kept_share(run: Run, t: int, unit: int) -> float | None:
    """How much of its memory a unit keeps; None for a cell without a keep gate."""
    keep = run.cell.keep
    if keep is None:
        return None
    value = number_of(run, keep.line, t, unit)
    return value if keep.sign > 0 else 1.0 - value


def coupled(cell: Cell) -> bool:
    """Whether what is not kept is written: the keep gate stands in the state's equation as g and as 1 - g."""
    if cell.keep is None:
        return False
    gate = Expr("line", name=cell.keep.line)
    whole = inlined(cell, main_line(cell))
    inverse = Expr("sum", (Expr("const", number=1.0), gate), signs=(1, -1))
    return inverse in tuple(whole.walk())


def speaks_of_keeping(cell: Cell, name: str) -> bool:
    """Whether a line belongs to what is kept: the keep gate, or the stage of the state it guards."""
    base = name.removesuffix("_prev")
    if cell.keep is None or base not in cell.by_name:
        return False
    return base == cell.keep.line or base in cell.stage_of(main_line(cell)).lines


def slope_reading(run: Run, name: str, t: int, unit: int) -> Reading | None:
    """1 − h² = 1 − 0.716² = 0.487 of a line that is one activation (no gate); None for other lines."""
    root = run.cell.nodes[run.cell.by_name[name].root] if name in run.cell.by_name else None
    if root is None or not activates(root.op) or run.cell.opens(root.id) or reading.is_held(run, name, t):
        return None
    expr = slope(run.cell.by_name[name].expr, Expr("line", name=name))
    return reading.of_expr(run, (), expr, t, unit, worth(plugged(run, expr, t, unit)), "")

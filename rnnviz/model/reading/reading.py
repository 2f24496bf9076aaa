"""What the formula strip says: a line in symbols, then with the numbers of one unit, then its value.

Pure: (run, name, step, unit) -> Reading, forwards for values and backwards for gradients. Nothing here knows a screen;
a Bit carries the text of an operator or number, or a name with its time, and the role whose colour it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rnnviz.engine import Cell, Run
from rnnviz.engine.language.tree import Expr
from rnnviz.engine.notation.formula import Token, node_expr, tokens
from rnnviz.engine.notation.numbers_in import arguments_worked_out, functions_worked_out, plugged, shown, vector, worth
from rnnviz.engine.notation.spelling import inlined
from rnnviz.model.figures.numbers import constant
from rnnviz.model.figures.rounding import Precision, chain

MOST_INPUTS = 12
TINY = 0.005
"""A value that two decimals would print as 0.00."""


@dataclass(frozen=True, slots=True)
class Bit:
    """kind: "name" (offset: None for a parameter), "grad" (of a name), "number", "text", "raised" (exponent) or
    "word" (to be translated).

    role: whose colour it takes; "" is plain text.
    """

    kind: str
    text: str = ""
    name: str = ""
    offset: int | None = None
    role: str = ""


Bits = tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One side of an equals sign. joins: what is printed works out to the next step; ends: to the value."""

    bits: Bits
    joins: bool = True
    ends: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """head = symbols = steps ... = value. note: "" or "held", "entering", "input", "total", "arriving", "none"."""

    head: Bits
    symbols: Bits
    steps: tuple[Step, ...]
    value: Bits
    number: float
    note: str = ""


# forwards --------------------------------------------------------------------------------------------------


def forward(run: Run, name: str, t: int, unit: int) -> Reading:
    """How a line got its value at step t; of "c_prev" and "x" the value alone."""
    cell, head = run.cell, (named(run.cell, name),)
    if name == "x":
        return _input(run, head, t, unit)
    if name not in cell.by_name:
        return _alone(run, head, name, t, unit, "entering")
    if is_held(run, name, t):
        return _alone(run, head, name, t, unit, "held")
    expr = inlined(cell, name, frozenset(run.experiment.held))
    return of_expr(run, head, expr, t, unit, number_of(run, name, t, unit), name)


def forward_node(run: Run, node: int, t: int, unit: int) -> Reading:
    """How a value inside a line comes about; a wire carries what it reads."""
    cell = run.cell
    name = wire_name(cell, node)
    if name is not None:
        return forward(run, name, t, unit)
    expr = node_expr(cell, node)
    return of_expr(run, (), expr, t, unit, worth(plugged(run, expr, t, unit)), cell.nodes[node].line)


def wire_name(cell: Cell, node: int) -> str | None:
    """The value a node stands for, where it has a name: a line's root, or what a wire carries."""
    found = cell.nodes[node]
    if cell.by_name[found.line].root == node:
        return found.line
    return {"x": "x", "line": found.name, "prev": f"{found.name}_prev"}.get(found.op)


def number_of(run: Run, name: str, t: int, unit: int) -> float:
    """One unit's value of a line, "c_prev" or "x" at step t."""
    return pick(run.value(name)[t], unit)


def is_held(run: Run, name: str, t: int) -> bool:
    """Whether the user holds the line at this step."""
    held = run.experiment.held.get(name)
    return held is not None and bool(held.mask[t])


def _alone(run: Run, head: Bits, name: str, t: int, unit: int, note: str) -> Reading:
    number = number_of(run, name, t, unit)
    places = Precision(significant=0 < abs(number) < TINY)
    return Reading(head, (), (), (number_bit(run.cell, places, number, name),), number, note)


def _input(run: Run, head: Bits, t: int, unit: int) -> Reading:
    """The whole input: a hidden unit has no input of its own."""
    row = vector(run, Expr("x", name="x"), t)
    whole = bool((row == row.round()).all()) and bool((abs(row) < 100).all())
    texts = [f"{v:.0f}".replace("-", "−") if whole else Precision().text(float(v)) for v in row[:MOST_INPUTS]]
    more = ["…"] if len(row) > MOST_INPUTS else []
    return Reading(head, (), (), (Bit("text", f"({'  '.join([*texts, *more])})", role="x"),), float("nan"), "input")


def of_expr(run: Run, head: Bits, expr: Expr, t: int, unit: int, number: float, name: str) -> Reading:
    """Any expression whose value is `number` and takes the colour of `name`."""
    tree = plugged(run, expr, t, unit)
    arguments = arguments_worked_out(tree)
    stages = distinct([tree, arguments, functions_worked_out(arguments)])
    return printed(run.cell, head, tokens(expr), stages, shown(number, name), Precision())


def distinct(trees: Sequence[Expr]) -> list[Expr]:
    """Each stage once; one that is a single number already is the value."""
    found: list[Expr] = []
    for tree in trees:
        bare = tree.args[0] if tree.op == "sum" and len(tree.signs) == 1 and not tree.args[0].args else tree
        if bare.args and (not found or bare != found[-1]):
            found.append(bare)
    return found


def printed(
    cell: Cell, head: Bits, symbols: Iterable[Token], stages: list[Expr], value: Expr, places: Precision, note: str = ""
) -> Reading:
    found = chain([*stages, value], places)
    steps = tuple(
        Step(bits_of(cell, tokens(tree), places), joins, ends)
        for tree, places, joins, ends in zip(found.trees, found.places, found.joins, found.ends, strict=False)
    )
    last = bits_of(cell, tokens(found.trees[-1]), found.places[-1])
    return Reading(head, bits_of(cell, symbols, Precision()), steps, last, value.number, note)


# bits ------------------------------------------------------------------------------------------------------


def role_of(cell: Cell, name: str) -> str:
    """Colour family of a line, a state one step ago, "x" or nothing."""
    line = cell.by_name.get(name.removesuffix("_prev"))
    return line.role if line else "x" if name == "x" else ""


def bits_of(cell: Cell, found: Iterable[Token], places: Precision) -> Bits:
    """Tokens with their numbers printed and their roles looked up."""
    bits = [_bit(cell, token, places) for token in found]
    for k in range(len(bits) - 2, -1, -1):
        if bits[k + 1].text == "²" and "·" in bits[k].text:  # (4.4·10⁻³)²: two exponents side by side are one
            bits[k : k + 1] = [Bit("text", "(", role=bits[k].role), bits[k], Bit("text", ")", role=bits[k].role)]
    return tuple(bits)


def _bit(cell: Cell, token: Token, places: Precision) -> Bit:
    match token.kind:
        case "line" | "x":
            return Bit("name", name=token.name, offset=token.offset, role=role_of(cell, token.name))
        case "grad":
            return Bit("grad", name=token.name, offset=token.offset, role=role_of(cell, token.name))
        case "param":
            return Bit("name", name=token.name, role=role_of(cell, token.of))
        case "number":
            fixed = constant(token.number) if not token.name else places.text(token.number)
            return Bit("number" if token.name else "text", fixed, token.of, role=role_of(cell, token.of))
    kind = "word" if token.text == "loss" else "text"
    return Bit(kind, token.text, role=role_of(cell, token.of))


def named(cell: Cell, name: str, kind: str = "name") -> Bit:
    plain = name.removesuffix("_prev")
    before = plain != name and plain in cell.states
    return Bit(kind, name=plain if before else name, offset=-1 if before else 0, role=role_of(cell, name))


def number_bit(cell: Cell, places: Precision, number: float, name: str) -> Bit:
    return Bit("number", places.text(number), name, role=role_of(cell, name))


def pick(values: Any, unit: int) -> float:
    """One unit of a row (or of the first sequence of a batch)."""
    row = values.reshape(-1, values.shape[-1])[0]
    return float(row[min(unit, len(row) - 1)])

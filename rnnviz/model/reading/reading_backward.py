"""What the strip says backwards: dL/d(name) as upstream gradients times local factors, in one unit's numbers."""

from __future__ import annotations

import math

from rnnviz.engine import Cell, Run
from rnnviz.engine.language.tree import Expr
from rnnviz.engine.notation.formula import node_expr, tokens
from rnnviz.engine.notation.gradient_formula import GradientTerm, arriving, gradient
from rnnviz.engine.notation.numbers_in import functions_worked_out, plugged, shown, vector
from rnnviz.engine.notation.spelling import leaf_count
from rnnviz.model.figures.rounding import Precision
from rnnviz.model.reading.reading import (
    Bit,
    Bits,
    Reading,
    Step,
    bits_of,
    distinct,
    is_held,
    named,
    number_bit,
    pick,
    printed,
    role_of,
    wire_name,
)

MOST_LEAVES = 6
"""A gradient with more factors than this is shown as named parts: via f 0.010 + i 0.002."""


def backward(run: Run, name: str, t: int, unit: int) -> Reading:
    """How dL/d(name) at step t comes about; of "c_prev" the part that arrives from this step's readers."""
    cell, head = run.cell, (named(run.cell, name, "grad"),)
    if name == "x":
        return _input_gradient(run, t)
    note = "total" if name in cell.by_name else "arriving"
    number = pick(run.grad(name)[t], unit)
    parts = _living(run, name, t)
    terms = [(Expr("at", (p.expr,), number=p.shift), p.sign) for p in parts]
    if name == cell.output and bool(run.grad(name, into="loss")[t].any()):
        terms.append((Expr("loss"), 1))
    if not terms:
        return Reading(head, (), (), (number_bit(cell, Precision(0, True), number, name),), number, "none")
    if sum(leaf_count(e) for e, _ in terms) > MOST_LEAVES:
        return _by_reader(run, head, name, parts, t, unit, number, note)
    expr = _sum(terms)
    stages = distinct([functions_worked_out(plugged(run, expr, t, unit))])
    return printed(cell, head, tokens(expr), stages, shown(number, name), Precision(0, True), note)


def _input_gradient(run: Run, t: int) -> Reading:
    """Its size alone: a hidden unit has no input of its own."""
    log10 = float(run.norms("x").reshape(run.steps, -1)[t, 0])
    size = 10.0**log10 if log10 < 308 else abs(log10) if math.isnan(log10) else math.inf
    head = (Bit("text", "‖"), named(run.cell, "x", "grad"), Bit("text", "‖"))
    return Reading(head, (), (), (number_bit(run.cell, Precision(0, True), size, "x"),), size, "total")


def backward_node(run: Run, node: int, t: int, unit: int) -> Reading:
    """What arrives at one node or through one wire."""
    cell = run.cell
    if cell.by_name[cell.nodes[node].line].root == node:
        return backward(run, cell.nodes[node].line, t, unit)
    name = wire_name(cell, node)
    inner = bits_of(cell, tokens(node_expr(cell, node)), Precision())
    head = (named(cell, name, "grad"),) if name else (Bit("text", "∂L/∂("), *inner, Bit("text", ")"))
    sign, expr = arriving(cell, node)
    signed = _sum([(expr, sign)])
    stages = distinct([functions_worked_out(plugged(run, signed, t, unit))])
    number = pick(run.node_grad(node)[t], unit)
    if is_held(run, cell.nodes[node].line, t):
        return Reading(head, (), (), (number_bit(cell, Precision(0, True), number, name or ""),), number, "held")
    value = shown(number, name or cell.nodes[node].line)
    return printed(cell, head, tokens(signed), stages, value, Precision(0, True), "arriving")


def _living(run: Run, name: str, t: int) -> list[GradientTerm]:
    """Parts that exist at step t: there is no later step after the last, and a held line passes nothing on."""
    parts = gradient(run.cell, name, frozenset(run.experiment.held))
    return [p for p in parts if t + p.shift < run.steps and not is_held(run, p.reader, t + p.shift)]


def _sum(terms: list[tuple[Expr, int]]) -> Expr:
    return Expr("sum", tuple(e for e, _ in terms), signs=tuple(s for _, s in terms))


def _by_reader(
    run: Run, head: Bits, name: str, parts: list[GradientTerm], t: int, unit: int, number: float, note: str
) -> Reading:
    """via f 0.010 + i 0.002 + loss 0.350: one number per reader."""
    sums: dict[tuple[str, int], float] = {}
    for part in parts:
        sent = part.sign * pick(vector(run, part.expr, t + part.shift), unit)
        sums[part.reader, part.shift] = sums.get((part.reader, part.shift), 0.0) + sent
    leaves = [shown(sent, reader) for (reader, _), sent in sums.items()]
    mixed = len({shift for _, shift in sums}) > 1
    vias = [_via(run.cell, reader, shift if mixed else None) for reader, shift in sums]
    if name == run.cell.output and bool(run.grad(name, into="loss")[t].any()):
        leaves.append(shown(pick(run.grad(name, into="loss")[t], unit), name))
        vias.append((Bit("word", "loss "),))
    tree = _sum([(leaf, 1) for leaf in leaves])
    read = printed(run.cell, head, (), distinct([tree]), shown(number, name), _places(leaves), note)
    vias[0] = (Bit("word", "via "), *vias[0])
    steps = tuple(Step(_with_names(s.bits, vias), s.joins, s.ends) for s in read.steps)
    return Reading(head, (), steps, read.value, number, note)


def _places(leaves: list[Expr]) -> Precision:
    """Decimals by the largest part, so that the eye can add a column; powers of ten where all parts are small."""
    largest = max(abs(leaf.number) for leaf in leaves)
    if not 1e-3 <= largest < 1e6:
        return Precision(significant=True)
    return Precision(decimals=max(2, 1 - math.floor(math.log10(largest))))


def _via(cell: Cell, reader: str, shift: int | None) -> Bits:
    return Bit("name", name=reader, offset=shift, role=role_of(cell, reader)), Bit("text", "\u2005")


def _with_names(bits: Bits, names: list[Bits]) -> Bits:
    found: list[Bit] = []
    left = iter(names)
    for bit in bits:
        if bit.kind == "number":
            found.extend(next(left))
        found.append(bit)
    return tuple(found)

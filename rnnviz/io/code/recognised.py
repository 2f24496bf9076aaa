"""Whether a cell is one of PyTorch's own, found by its equations: names and the order of terms do not matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import permutations

from rnnviz.engine import Cell
from rnnviz.engine.language.tree import Expr
from rnnviz.engine.lazy import kept_with

Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fused:
    """call: how PyTorch makes it, to be filled with sizes; states: in the order it wants their beginnings; blocks: of
    every parameter of PyTorch's the parameters put one below the other, "" for zeros."""

    call: str
    states: tuple[str, ...]
    blocks: Mapping[str, tuple[str, ...]]


_RNN = "h = {function}(W @ x + U @ h_prev + b)"
_LSTM = """
f = sigmoid(W_f @ x + U_f @ h_prev + b_f)
i = sigmoid(W_i @ x + U_i @ h_prev + b_i)
g = tanh(W_g @ x + U_g @ h_prev + b_g)
o = sigmoid(W_o @ x + U_o @ h_prev + b_o)
c = f * c_prev + i * g
h = o * tanh(c)
"""
_GRU = """
r = sigmoid(W_r @ x + U_r @ h_prev + b_r)
z = sigmoid(W_z @ x + U_z @ h_prev + b_z)
n = tanh(W_n @ x + b_n + r * (U_n @ h_prev + d_n))
h = (1 - z) * n + z * h_prev
"""


def _blocks(gates: str, hidden_bias: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    ends = [f"_{gate}" for gate in gates] or [""]
    return {
        "weight_ih_l0": tuple(f"W{end}" for end in ends), "weight_hh_l0": tuple(f"U{end}" for end in ends),
        "bias_ih_l0": tuple(f"b{end}" for end in ends), "bias_hh_l0": hidden_bias,
    }  # fmt: skip


TEMPLATES = (
    (_RNN.format(function="tanh"), Fused("nn.RNN({0}, {1})", ("h",), _blocks("", ("",)))),
    (_RNN.format(function="relu"), Fused("nn.RNN({0}, {1}, nonlinearity='relu')", ("h",), _blocks("", ("",)))),
    (_LSTM, Fused("nn.LSTM({0}, {1})", ("h", "c"), _blocks("ifgo", ("", "", "", "")))),
    (_GRU, Fused("nn.GRU({0}, {1})", ("h",), _blocks("rzn", ("", "", "d_n")))),
)
"""Equations of the documentation of torch.nn, with what PyTorch calls them."""


@kept_with
def recognised(cell: Cell) -> Fused | None:
    """The fused module that computes what the cell computes; None where there is none."""
    for text, fused in TEMPLATES:
        template = _template(text)
        if len(cell.states) == len(template.states) and len(cell.params) == len(template.params):
            names = next(_all_states(template, cell, template.states, {"h": cell.output}), None)
            if names is not None:
                blocks = {n: tuple(names.get(f"param {p}", "") for p in row) for n, row in fused.blocks.items()}
                return replace(fused, states=tuple(names[s] for s in fused.states), blocks=blocks)
    return None


@cache
def _template(text: str) -> Cell:
    return Cell.build(text, {"output": "h"})


def _all_states(template: Cell, cell: Cell, states: tuple[str, ...], names: Names) -> Iterator[Names]:
    """Ways to give the names of the template names of the cell so that all states' equations agree."""
    if not states:
        yield names
        return
    for other in cell.states:
        if names.get(states[0], other) == other and (states[0] in names or other not in names.values()):
            for found in _same(spelt(template, states[0]), spelt(cell, other), {**names, states[0]: other}):
                yield from _all_states(template, cell, states[1:], found)


@kept_with
def spelt(cell: Cell, state: str) -> Expr:
    """A state's equation with every other line that is no state put in its place, sums and products flat."""
    return _flat(_inlined(cell, cell.by_name[state].expr))


def _inlined(cell: Cell, expr: Expr) -> Expr:
    if expr.op == "line" and expr.name not in cell.states:
        return _inlined(cell, cell.by_name[expr.name].expr)
    return replace(expr, args=tuple(_inlined(cell, arg) for arg in expr.args))


def _flat(expr: Expr) -> Expr:
    args = tuple(_flat(arg) for arg in expr.args)
    if expr.op == "sum":
        pairs = [
            (inner, sign * own)
            for arg, sign in zip(args, expr.signs, strict=True)
            for inner, own in (zip(arg.args, arg.signs, strict=True) if arg.op == "sum" else [(arg, 1)])
        ]
        if len(pairs) == 1 and pairs[0][1] > 0:
            return pairs[0][0]
        return Expr("sum", tuple(a for a, _ in pairs), signs=tuple(s for _, s in pairs))
    if expr.op == "mul":
        return Expr("mul", tuple(inner for arg in args for inner in (arg.args if arg.op == "mul" else (arg,))))
    return replace(expr, args=args)


def _same(one: Expr, other: Expr, names: Names) -> Iterator[Names]:
    """Ways to rename so that two flat expressions are the same."""
    if one.op != other.op or len(one.args) != len(other.args) or one.number != other.number:
        return
    if one.op in ("line", "prev", "param"):
        key = f"param {one.name}" if one.op == "param" else one.name
        if names.get(key, other.name) == other.name and (key in names or other.name not in names.values()):
            yield {**names, key: other.name}
        return
    if one.op not in ("sum", "mul"):
        yield from _each(one.args, other.args, names)
        return
    for order in permutations(range(len(one.args))):
        signs = tuple(other.signs[k] for k in order) if one.op == "sum" else one.signs
        if signs == one.signs:
            yield from _each(one.args, tuple(other.args[k] for k in order), names)


def _each(ones: tuple[Expr, ...], others: tuple[Expr, ...], names: Names) -> Iterator[Names]:
    if not ones:
        yield names
        return
    for found in _same(ones[0], others[0], names):
        yield from _each(ones[1:], others[1:], found)

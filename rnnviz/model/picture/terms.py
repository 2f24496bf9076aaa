"""Formulas for wires, derived from the equations: f ⊙ c_prev, (1 − z) ⊙ h_prev, r ⊙ (U_n h_prev)."""

from __future__ import annotations

from rnnviz.engine import Cell
from rnnviz.engine.language.cell import Node
from rnnviz.engine.language.ops import FUNCTIONS
from rnnviz.model.picture.shapes import LabelToken


def formula(cell: Cell, node_id: int) -> tuple[LabelToken, ...]:
    """What a drawn operation computes; renaming lines and 1 − gates are spelled out, others named."""
    return tuple(_tokens(cell, cell.nodes[node_id], 0))


def named(cell: Cell, name: str) -> tuple[LabelToken, ...]:
    """A value by its name alone."""
    return (LabelToken("", name, _role(cell, name)),)


def _role(cell: Cell, name: str) -> str:
    base = name.removesuffix("_prev")
    return cell.by_name[base].role if base in cell.by_name else "x"


def _tokens(cell: Cell, node: Node, strength: int) -> list[LabelToken]:
    """Tokens of a node inside something that binds with `strength`: 0 nothing, 1 a sum, 2 a product."""
    match node.op:
        case "x":
            return [LabelToken("", "x", "x")]
        case "prev":
            return list(named(cell, f"{node.name}_prev"))
        case "line":
            return _line(cell, node, strength)
        case "const":
            return [LabelToken(f"{node.number:g}".replace("-", "−"))]
        case "param":
            return [LabelToken("", node.name)]
        case "mul" | "matmul":
            sign = " ⊙ " if node.op == "mul" else "\u2009"
            left, right = (_tokens(cell, cell.nodes[a], 2) for a in node.args)
            return [*left, LabelToken(sign), *right]
        case "sum":
            return _sum(cell, node, strength)
    inner = _tokens(cell, cell.nodes[node.args[0]], 0)
    return [LabelToken(f"{FUNCTIONS[node.op].symbol}("), *inner, LabelToken(")")]


def _line(cell: Cell, leaf: Node, strength: int) -> list[LabelToken]:
    root = cell.nodes[cell.by_name[leaf.name].root]
    plain = root.op == "sum" and not any(cell.nodes[a].op == "matmul" for a in root.args)
    variables = [a for a in root.args if cell.nodes[a].op not in ("const", "param")]
    if plain and len(variables) == 1:
        return _tokens(cell, root, strength)
    return list(named(cell, leaf.name))


def _sum(cell: Cell, node: Node, strength: int) -> list[LabelToken]:
    found: list[LabelToken] = []
    tight = strength == 2
    for i, (arg, sign) in enumerate(zip(node.args, node.signs, strict=True)):
        mark = "−" if sign < 0 else "+"
        if i or sign < 0:
            found.append(LabelToken(f" {mark} " if i and not tight else mark))
        found.extend(_tokens(cell, cell.nodes[arg], 1))
    if tight and len(node.args) > 1:
        return [LabelToken("("), *found, LabelToken(")")]
    return found


def is_one_minus(cell: Cell, node_id: int) -> bool:
    """A constant minus one value: the circle 1−."""
    node = cell.nodes[node_id]
    return node.op == "sum" and len(node.args) == 2 and cell.nodes[node.args[0]].op == "const"

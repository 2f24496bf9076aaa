"""Formulas for wires, derived from the equations: f ⊙ c_prev, (1 − z) ⊙ h_prev, r ⊙ (U_n h_prev)."""

from __future__ import annotations

from rnnviz.engine import Cell
from rnnviz.engine.language.cell import Node
from rnnviz.engine.language.several import symbol
from rnnviz.engine.language.tree import PRODUCTS
from rnnviz.model.figures.numbers import constant
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
    """Tokens of a node inside something that binds with `strength`: 0 nothing, 1 a sum, 2 a product, 3 a divisor."""
    match node.op:
        case "x":
            return [LabelToken("", "x", "x")]
        case "prev":
            return list(named(cell, f"{node.name}_prev"))
        case "line":
            return _line(cell, node, strength)
        case "const":
            return [LabelToken(constant(node.number))]
        case "param":
            return [LabelToken("", node.name)]
        case "mul" | "div" | "matmul" | "transposed":
            return _pair(cell, node, strength)
        case "sum" if node.name:
            return _joined(cell, node)
        case "sum":
            return _sum(cell, node, strength)
    found = [LabelToken(f"{symbol(node.op)}(")]
    for k, arg in enumerate(node.args):
        found += [LabelToken(", ")] if k else []
        found += _tokens(cell, cell.nodes[arg], 0)
    return [*found, LabelToken(")")]


def _pair(cell: Cell, node: Node, strength: int) -> list[LabelToken]:
    left, right = (cell.nodes[a] for a in node.args)
    below = 3 if node.op == "div" else 2
    found = [*_tokens(cell, left, 2), LabelToken(_SIGNS[node.op]), *_tokens(cell, right, below)]
    return [LabelToken("("), *found, LabelToken(")")] if strength > 2 else found


_SIGNS = {"mul": " ⊙ ", "div": " / ", "matmul": "\u2009", "transposed": "ᵀ\u2009"}


def _joined(cell: Cell, node: Node) -> list[LabelToken]:
    """W [h_prev, x], as it was written."""
    found = [LabelToken("", node.name), LabelToken("\u2009[")]
    for k, product in enumerate(node.args):
        found += [LabelToken(", ")] if k else []
        found += _tokens(cell, cell.nodes[cell.nodes[product].args[1]], 0)
    return [*found, LabelToken("]")]


def _line(cell: Cell, leaf: Node, strength: int) -> list[LabelToken]:
    root = cell.nodes[cell.by_name[leaf.name].root]
    plain = root.op == "sum" and not any(cell.nodes[a].op in PRODUCTS for a in root.args)
    variables = [a for a in root.args if cell.nodes[a].op not in ("const", "param")]
    if plain and len(variables) == 1:
        return _tokens(cell, root, strength)
    return list(named(cell, leaf.name))


def _sum(cell: Cell, node: Node, strength: int) -> list[LabelToken]:
    found: list[LabelToken] = []
    tight = strength >= 2
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

"""Cell -> parts: which values are drawn, as what, and who reads whom. Nothing is placed yet.

A learned line act(W @ x + ...) is one box; a learned sum that only one activation line reads is the same
box; elsewhere every operation is a part of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnnviz.engine import Cell
from rnnviz.engine.language.cell import Line, Node
from rnnviz.engine.language.several import activates, words
from rnnviz.engine.language.several import symbol as symbol_of
from rnnviz.engine.language.tree import PRODUCTS
from rnnviz.model.figures.numbers import constant
from rnnviz.model.picture.shapes import SEVERAL, Link, Shape

LEAVES = ("x", "prev", "line")


@dataclass(frozen=True, slots=True)
class Parts:
    """Shapes without a place, and the links between them."""

    shapes: tuple[Shape, ...]
    links: tuple[Link, ...]

    def shape(self, name: str) -> Shape | None:
        """The shape of that name, or that computes that line."""
        return next((s for s in self.shapes if s.name == name or name in s.lines), None)


def parts(cell: Cell) -> Parts:
    """Every drawn value of the cell and every wire's reader, in the order of the equations."""
    fused = fused_lines(cell)
    shapes: list[Shape] = []
    links: list[Link] = []
    for line in cell.lines:
        if line.name not in fused:
            _add_line(cell, line, fused, shapes, links)
    if len(shapes) == 1 and shapes[0].learned:
        shapes = [_whole(shapes[0])]
    return Parts(tuple(shapes), tuple(links))


def fused_lines(cell: Cell) -> dict[str, str]:
    """Learned sums drawn inside the box of the one activation line that reads them: sum -> activation line."""
    found: dict[str, str] = {}
    for line in cell.lines:
        root = cell.nodes[line.root]
        leaf = cell.nodes[root.args[0]] if len(root.args) == 1 or activates(root.op) else None
        if leaf is None or leaf.op != "line" or not (activates(root.op) or is_alias(root)):
            continue
        inner = cell.by_name[leaf.name]
        if _affine(cell, cell.nodes[inner.root]) and _only_reader(cell, inner.name):
            found[inner.name] = line.name
    return found


def inner_node(cell: Cell, shape: Shape) -> int:
    """The node of the sum inside a box's activation."""
    if len(shape.lines) > 1:
        return cell.by_name[shape.lines[0]].root
    node = cell.nodes[shape.node]
    return node.args[0] if len(node.args) == 1 or activates(node.op) else shape.node


def is_alias(root: Node) -> bool:
    """`keep = z`: the engine gives it a sum of one."""
    return root.op == "sum" and root.signs == (1,)


def _only_reader(cell: Cell, name: str) -> bool:
    readers = [n for n in cell.nodes if n.op in ("line", "prev") and n.name == name]
    return len(readers) == 1 and name != cell.output


def _affine(cell: Cell, node: Node) -> bool:
    """A matrix product, or a sum that holds one, also one that was written as W @ [h_prev, x]."""
    if node.op in PRODUCTS:
        return True
    terms = [cell.nodes[a] for a in node.args] if node.op == "sum" else []
    return any(term.op in PRODUCTS or (term.op == "sum" and term.name) for term in terms)


def _walk(cell: Cell, node: Node) -> list[Node]:
    return [node, *(n for a in node.args for n in _walk(cell, cell.nodes[a]))]


def _learned(cell: Cell, node: Node) -> bool:
    """Whether a node and all below it are one box: an affine sum, or a function of learned things."""
    if activates(node.op):
        inner = cell.nodes[node.args[0]]
        return inner.op in ("sum", "mul", "div", *PRODUCTS) and any(n.op == "param" for n in _walk(cell, inner))
    return _affine(cell, node)


def _add_line(cell: Cell, line: Line, fused: dict[str, str], shapes: list[Shape], links: list[Link]) -> None:
    inside = next((a for a, b in fused.items() if b == line.name), None)
    if inside is not None:
        names = (inside, line.name)
        shapes.append(_shape(cell, line, line.root, line.name, "gate", names))
        links.extend(_leaf_links(cell, cell.nodes[cell.by_name[inside].root], line.name, inside))
        return
    _add_node(cell, line, line.root, line.name, shapes, links, [0])


def _add_node(
    cell: Cell, line: Line, node_id: int, name: str, shapes: list[Shape], links: list[Link], count: list[int]
) -> None:
    node = cell.nodes[node_id]
    if _learned(cell, node):
        shapes.append(_shape(cell, line, node_id, name, "gate" if activates(node.op) else "matrix", None))
        links.extend(_leaf_links(cell, node, name, line.name))
        return
    for arg in node.args:
        child = cell.nodes[arg]
        if child.op in LEAVES:
            links.append(Link(arg, source_name(child), name, line.name))
        elif child.op not in ("const", "param"):
            count[0] += 1
            inner = f"{line.name}.{count[0]}"
            _add_node(cell, line, arg, inner, shapes, links, count)
            links.append(Link(arg, inner, name, line.name))
    kind, _ = op_symbol(cell, node)
    shapes.append(_shape(cell, line, node_id, name, kind, None))


def source_name(leaf: Node) -> str:
    """What a leaf reads: "x", "c_prev" or a line."""
    return "x" if leaf.op == "x" else f"{leaf.name}_prev" if leaf.op == "prev" else leaf.name


def _leaf_links(cell: Cell, node: Node, sink: str, line: str) -> list[Link]:
    leaves = [n for n in _walk(cell, node) if n.op in LEAVES]
    return [Link(n.id, source_name(n), sink, line) for n in leaves]


def _shape(cell: Cell, line: Line, node_id: int, name: str, kind: str, lines: tuple[str, ...] | None) -> Shape:
    node = cell.nodes[node_id]
    is_root = node_id == line.root
    if kind == "matrix":
        symbol = _matrix_symbol(cell, node)
    elif kind == "gate" and activates(node.op):
        symbol = symbol_of(node.op)
    else:
        symbol = op_symbol(cell, node)[1]
    key = f"line:{line.name}" if is_root else f"node:{node_id}"
    title = line.label or line.name
    role = line.role if is_root else _inner_role(cell, node, line)
    title = title if is_root else ""
    return Shape(name, key, kind, symbol, node_id, lines or (line.name,), role, title, valve=cell.opens(node_id))


def _inner_role(cell: Cell, node: Node, line: Line) -> str:
    """A value within a line has the colour of the one thing it is made of, else that of its line."""
    names = {n.name for n in _walk(cell, node) if n.op in ("prev", "line")}
    return cell.by_name[names.pop()].role if len(names) == 1 else line.role


def _matrix_symbol(cell: Cell, node: Node) -> str:
    matrices = [cell.nodes[n.args[0]].name for n in _walk(cell, node) if n.op in PRODUCTS]
    return matrices[0] if len(matrices) == 1 else SEVERAL


def _whole(shape: Shape) -> Shape:
    """The only box of a cell; one without a function is linear, whatever its matrix is called."""
    return replace(shape, kind="big", symbol="" if shape.kind == "matrix" else shape.symbol)


def op_symbol(cell: Cell, node: Node) -> tuple[str, str]:
    """(kind, symbol) of an operation: circles for × ÷ + − 1−, pills for functions, scalings and constants."""
    fixed = [cell.nodes[a].op in ("const", "param") for a in node.args]
    if node.op == "div":
        top, below = (_fixed_text(cell, node, i) if f else "" for i, f in enumerate(fixed))
        return ("pill", f"{top} ÷ {below}".strip()) if any(fixed) else ("op", "÷")
    if node.op in words():
        return "pill", _called(cell, node, fixed)
    if node.op == "mul" and not any(fixed):
        return "op", "×"
    if node.op == "mul":
        factors = [_fixed_text(cell, node, i) for i, f in enumerate(fixed) if f]
        return "pill", " × ".join(factors) + ("" if all(fixed) else " ×")
    if any(fixed):
        return _shifted(cell, node, fixed)
    if is_alias(node):
        return "through", ""
    minus = node.signs.count(-1)
    return "op", "+" if minus == 0 else "−" if len(node.signs) <= 2 else "±"


def _called(cell: Cell, node: Node, fixed: list[bool]) -> str:
    """exp, exp(p), max 0.3: what is called, with what it is called on besides a value."""
    symbol = symbol_of(node.op)
    given = ", ".join(_fixed_text(cell, node, i) for i, f in enumerate(fixed) if f)
    if all(fixed):
        return f"{symbol}({given})"
    return symbol if not given or activates(node.op) else f"{symbol} {given}"


def _shifted(cell: Cell, node: Node, fixed: list[bool]) -> tuple[str, str]:
    """`1 - z` is the circle 1−; anything else with constants is a pill that names them."""
    free = [s for s, f in zip(node.signs, fixed, strict=True) if not f]
    if fixed.count(True) == 1 and fixed[0] and free == [-1]:
        number = _fixed_text(cell, node, 0)
        return ("op" if len(number) == 1 else "pill"), f"{number}−"
    text = ""
    for i, sign in enumerate(node.signs):
        if fixed[i]:
            number = _fixed_text(cell, node, i)
            mark = "+" if (sign > 0) != number.startswith("−") else "−"
            text += f" {mark} {number.removeprefix('−')}"
    text = text.strip()
    return "pill", text if free else text.removeprefix("+ ")


def _fixed_text(cell: Cell, node: Node, at: int) -> str:
    leaf = cell.nodes[node.args[at]]
    return leaf.name if leaf.op == "param" else constant(leaf.number)

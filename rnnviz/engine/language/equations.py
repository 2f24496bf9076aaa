"""The equations of a cell, row by row: each is parsed, and every name in it is one that may stand there."""

from __future__ import annotations

from collections.abc import Container, Mapping

from rnnviz.engine.errors import CellError, Span, meant, nearest
from rnnviz.engine.language.books import name_meant
from rnnviz.engine.language.cellfile import CellText
from rnnviz.engine.language.letters import plain
from rnnviz.engine.language.syntax import parse_equation, split_comment
from rnnviz.engine.language.tree import PRODUCTS, Expr, SyntaxRefused, is_matrix

Parsed = tuple[str, Expr, str, int]
"""Name, expression, what the comment says, and the row."""


START = "_start"
"""What follows a state's name where a row says what it begins with."""


def parse_lines(read: CellText) -> tuple[list[Parsed], list[Parsed]]:
    """The lines in their order, every name in them known, and under the states' names where they begin; CellError."""
    rows = _parse_rows(read)
    names = {name for name, *_ in rows}
    parsed = [row for row in rows if not is_start(row[0], names)]
    if not parsed:
        raise read.error("equations", "equations.none")
    _check_names(read, parsed)
    return parsed, _starts(read, [row for row in rows if is_start(row[0], names)], states_of(parsed))


def is_start(name: str, names: Container[str]) -> bool:
    """Whether h_start says where a line h begins, rather than being one itself."""
    return name.endswith(START) and name.removesuffix(START) in names


def _starts(read: CellText, rows: list[Parsed], states: Container[str]) -> list[Parsed]:
    """h_start = p_h: what h_prev is at the first step, a number or a parameter."""
    found: dict[str, Parsed] = {}
    for name, expr, says, row in rows:
        state = name.removesuffix(START)
        if state in found:
            raise _elsewhere(read, "name.twice", row, expr.span, "", name, found[state][3])
        if state not in states:
            raise read.error("equations", "start.state", row, expr.span, name=name, state=state)
        if expr.op != "const" and (expr.op != "param" or is_matrix(expr.name)):
            raise read.error("equations", "start.value", row, expr.span, name=name, state=state)
        found[state] = state, expr, says, row
    return list(found.values())


def _parse_rows(read: CellText) -> list[Parsed]:
    rows = [(row, len(text) - len(text.lstrip()), *split_comment(text)) for row, text in read.rows("equations")]
    rows = [found for found in rows if found[2]]
    codes = [plain(code) for _, _, code, _ in rows]
    assigned = frozenset(code.split("=", 1)[0].strip() for code in codes if "=" in code)
    parsed: list[Parsed] = []
    for row, indent, code, says in rows:
        try:
            name, expr = parse_equation(code, assigned, indent)
        except SyntaxRefused as refused:
            raise read.error("equations", refused.key, row, refused.span, refused.fix, **refused.values) from None
        parsed.append((name, expr, says, row))
    return parsed


def _check_names(read: CellText, parsed: list[Parsed]) -> None:
    rows: dict[str, int] = {}
    all_names = {name: row for name, _, _, row in reversed(parsed)}
    texts = dict(read.rows("equations"))
    for name, expr, _, row in parsed:
        _check_target(read, name, row, rows, texts[row])
        for leaf in expr.walk():
            _check_leaf(read, leaf, row, rows, all_names)
        _check_vectors(read, expr, row, texts[row])
        rows[name] = row
    _check_joined(read, parsed)


def _check_target(read: CellText, name: str, row: int, rows: Mapping[str, int], text: str) -> None:
    span = len(text) - len(text.lstrip()), len(text.partition("=")[0].rstrip())
    if name in rows:
        earlier = rows[name]
        raise _elsewhere(read, "name.twice", row, span, "", name, earlier)
    key = ""
    if name in ("x", "loss"):
        key = {"x": "name.input", "loss": "name.loss"}[name]
    elif name.endswith(("_prev", "_next")) or name in ("prev", "next"):
        key = "name.made"
    elif is_matrix(name):
        key = "name.matrix"
    if key:
        raise read.error("equations", key, row, span, name=name)


def _elsewhere(read: CellText, key: str, row: int, span: Span, fix: str, name: str, other: int) -> CellError:
    """A refusal that speaks of another row, too: `line` of the file, `other` of the equations."""
    line = read.line_of("equations", other)
    return read.error("equations", key, row, span, fix, name=name, line=line, other=other)


def _check_leaf(read: CellText, leaf: Expr, row: int, rows: Mapping[str, int], all_names: Mapping[str, int]) -> None:
    if leaf.op == "prev" and leaf.name not in all_names:
        near = nearest(leaf.name, all_names)  # without _prev, which all of them have in common
        fix = name_meant(f"{leaf.name}_prev", all_names) or (f"{near}_prev" if near else "")
        raise read.error("equations", "name.unassigned", row, leaf.span, fix, name=leaf.name, hint=meant(fix))
    if leaf.op == "line" and leaf.name not in rows:
        if leaf.name in all_names:
            fix, other = f"{leaf.name}_prev", all_names[leaf.name]
            raise _elsewhere(read, "name.early", row, leaf.span, fix, leaf.name, other)
        near = _meant(leaf.name, all_names)
        raise read.error("equations", "name.unknown", row, leaf.span, near, name=leaf.name, hint=meant(near))


def _meant(name: str, all_names: Mapping[str, int]) -> str:
    """The name that was probably meant; h_perv is h_prev, also while no line h is written yet."""
    printed = name_meant(name, all_names)
    if printed:
        return printed
    base, mark, suffix = name.rpartition("_")
    if mark and base and nearest(suffix, ["prev"]):
        return f"{nearest(base, all_names) or base}_prev"
    return nearest(name, [*all_names, *(f"{n}_prev" for n in all_names), "x"])


def _check_vectors(read: CellText, expr: Expr, row: int, text: str) -> None:
    """A matrix may stand only left of @."""
    if _is_matrix(expr):
        raise read.error("equations", "matrix.alone", row, expr.span, name=expr.name)
    for node in expr.walk():
        for position, arg in enumerate(node.args):
            if _is_matrix(arg) and not (node.op in PRODUCTS and position == 0):
                turned = node.op == "mul" and position == 0
                fix = plain(text[slice(*node.span)]).replace("*", "@", 1) if turned else ""
                span = node.span if turned else arg.span
                raise read.error("equations", "matrix.alone", row, span, fix, name=arg.name)


def _check_joined(read: CellText, parsed: list[Parsed]) -> None:
    """The matrices that W @ [h_prev, x] stands for are nowhere written as matrices of their own."""
    trees = [(expr, row) for _, expr, _, row in parsed]
    joined = [(node, row) for expr, row in trees for node in expr.walk() if node.op == "sum" and node.name]
    made = {product.args[0].name for node, _ in joined for product in node.args}
    inside = {id(product.args[0]) for node, _ in joined for product in node.args}
    for expr, row in trees if made else ():
        for leaf in expr.walk():
            if leaf.op == "param" and leaf.name in made and id(leaf) not in inside:
                raise read.error("equations", "matrix.taken", row, leaf.span, name=leaf.name)


def _is_matrix(expr: Expr) -> bool:
    return expr.op == "param" and is_matrix(expr.name)


def states_of(parsed: list[Parsed]) -> tuple[str, ...]:
    """Lines whose value of the step before is read somewhere."""
    read_back = {leaf.name for _, expr, _, _ in parsed for leaf in expr.walk() if leaf.op == "prev"}
    return tuple(name for name, *_ in parsed if name in read_back)

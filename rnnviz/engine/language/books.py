"""Equations as books print them, and what a cell writes for the same: W·x, h_{t-1}, [h, x], 1/(1 + exp(-a)).

Only what means exactly the same is offered: nobody's gelu becomes a relu.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator

from rnnviz.engine.language.ops import FUNCTIONS

SIGNS = dict(zip("−–×⊙∘·⋅∙∗•", "--********", strict=True))
"""Signs of books, and what they are in a cell."""
PRODUCTS = "·⋅∙×•"
"""Those that also stand between a matrix and a vector."""
OTHERS = frozenset(
    [
        "gelu",
        "elu",
        "selu",
        "celu",
        "silu",
        "swish",
        "mish",
        "hard_sigmoid",
        "hardsigmoid",
        "hard_tanh",
        "hardtanh",
        "hard_swish",
        "hardswish",
        "softsign",
        "softmax",
        "softmin",
        "leaky_relu",
        "leakyrelu",
        "prelu",
        "relu6",
        "rrelu",
        "logsigmoid",
        "log_sigmoid",
        "tanhshrink",
        "sinh",
        "cosh",
        "tan",
        "atan",
        "arctan",
        "arctanh",
        "sin",
        "cos",
        "sqrt",
        "abs",
        "sign",
        "erf",
        "log",
        "exp2",
        "expm1",
        "log1p",
        "log_softmax",
        "norm",
        "layernorm",
        "mean",
        "sum",
        "min",
        "max",
    ]
)
"""Functions with names of their own: like one of ours in spelling, not in what they compute."""
SAME = {"logistic": "sigmoid", "expit": "sigmoid", "sigm": "sigmoid", "th": "tanh", "ramp": "relu"}
"""Other names of ours."""

_MATRIX = re.compile(r"[WUVR](_\w+)?")
_LEARNED = re.compile(r"[WUVRbdpu](_(?!prev$)\w+)?")
_RUN_ON = re.compile(r"([WUVRbdpu])([a-z0-9]{1,2}|[a-z]?\d+)")
_TIME = r"t\s*(?:[-−–]\s*1\s*)?"
_AT_TIME = re.compile(
    rf"(?<!\w)([A-Za-z]\w*?)(?:_\{{\s*({_TIME})\}}|_\(\s*({_TIME})\)|\[\s*({_TIME})\]|\(\s*({_TIME})\))"
)
_LEFT_OF = re.compile(r"(?<!\w)([WUVR](?:_\w+?|[a-z0-9]{1,2})?)\s*$")

Slip = tuple[int, int, str]
"""First character, the one behind the last, and what to write in their place."""


def slip_in(text: str, assigned: Container[str]) -> Slip | None:
    """The first thing in an equation that only books write; None where there is none."""
    found = [slip for slip in (_sign(text), _time(text, assigned)) if slip is not None]
    return min(found, default=None)


def _sign(text: str) -> Slip | None:
    for at, letter in enumerate(text):
        if letter in SIGNS:
            matrix = letter in PRODUCTS and _LEFT_OF.search(text[:at]) is not None
            plain = "@" if matrix else SIGNS[letter]
            tight = plain == "@" and not (text[at - 1].isspace() or text[at + 1 : at + 2].isspace())
            return at, at + 1, f" {plain} " if tight else plain
    return None


def _time(text: str, assigned: Container[str]) -> Slip | None:
    """h_{t-1}, h(t-1), h[t-1] are h_prev; x_{t} is x."""
    for found in _AT_TIME.finditer(text):
        name, bracketed = found[1], found[5] is not None
        if bracketed and (name in FUNCTIONS or "t" in assigned):
            continue
        time = next(group for group in found.groups()[1:] if group is not None)
        base = f"{name}_t" if f"{name}_t" in assigned and name not in assigned else name
        return found.start(), found.end(), f"{base}_prev" if "1" in time else base
    return None


def matrix_meant(name: str) -> str:
    """W1 and Wf, left of @, as W_1 and W_f; nothing where that is not meant."""
    found = _RUN_ON.fullmatch(name)
    return f"{found[1]}_{found[2]}" if found and found[1] in "WUVR" else ""


def name_meant(name: str, known: Container[str]) -> str:
    """What an unknown name stands for: x_t for x, Wx for W @ x, b1 for b_1; nothing where nobody knows."""
    base = name.removesuffix("_t")
    if base != name and (base == "x" or base in known):
        return base
    rest = name[1:]
    if name[0] in "WUVR" and (
        rest == "x" or rest in known or (rest.endswith("_prev") and rest.removesuffix("_prev") in known)
    ):
        return f"{name[0]} @ {rest}"
    found = _RUN_ON.fullmatch(name)
    return f"{found[1]}_{found[2]}" if found else ""


def looks_like_matrix(name: str) -> bool:
    """Whether a name without a sign behind it is a matrix, as it is or run on."""
    return bool(_MATRIX.fullmatch(name) or matrix_meant(name))


def function_meant(name: str) -> str | None:
    """Ours that computes the same; "" for one that no other function is; None where the spelling may be wrong."""
    lower = name.lower()
    if name in SAME or lower in FUNCTIONS:
        return SAME.get(name) or lower
    return "" if lower in OTHERS else None


def maximum(node: ast.Call) -> str:
    """max(0, a) as relu(a); nothing for any other call."""
    zeros = [isinstance(arg, ast.Constant) and arg.value == 0 for arg in node.args]
    if node.func.id != "max" or sorted(zeros) != [False, True]:  # type: ignore[attr-defined]
        return ""
    return f"relu({ast.unparse(node.args[zeros.index(False)])})"


def logistic(node: ast.BinOp) -> str:
    """1 / (1 + exp(-a)) as sigmoid(a), in either order; nothing for any other quotient."""
    match node:
        case ast.BinOp(
            left=ast.Constant(value=1),
            op=ast.Div(),
            right=ast.BinOp(left=one, op=ast.Add(), right=other),
        ):
            raised = [part for part in (one, other) if not (isinstance(part, ast.Constant) and part.value == 1)]
            return _sigmoid_of(raised[0]) if len(raised) == 1 else ""
    return ""


def _sigmoid_of(node: ast.expr) -> str:
    """exp(-a): sigmoid(a). The minus may stand before the first factor: exp(-W @ x)."""
    match node:
        case ast.Call(func=ast.Name(id="exp"), args=[argument]):
            text = ast.unparse(argument)
            inner = ast.unparse(argument.operand) if isinstance(argument, ast.UnaryOp) else text.removeprefix("-")
            return f"sigmoid({inner})" if text.startswith("-") and _one_term(argument) else ""
    return ""


def _one_term(node: ast.expr) -> bool:
    """Whether a minus in front of it belongs to all of it: of a product, not of a sum."""
    return not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub))


def concatenations(value: ast.expr) -> Iterator[tuple[ast.BinOp, str]]:
    """Products such as W_f @ [h_prev, x] in an equation, and the sum that computes the same: W_f @ x + U_f @ h_prev.

    A matrix beside several vectors is several matrices side by side: W for x, then U, V, R. None of these may stand in
    the equation already, where one matrix would become two things.
    """
    taken = [node.id for node in ast.walk(value) if isinstance(node, ast.Name)]
    for node in ast.walk(value):
        match node:
            case ast.BinOp(left=ast.Name(id=name), op=ast.MatMult(), right=ast.List(elts=parts)):
                fix = _side_by_side(name, parts, taken)
                if fix:
                    yield node, fix


def _side_by_side(name: str, parts: list[ast.expr], taken: list[str]) -> str:
    texts = [ast.unparse(part) for part in parts]
    letters = iter("UVR" if "x" in texts else "WUVR")
    clear = 2 <= len(set(texts)) == len(texts) <= 4 and _MATRIX.fullmatch(name)
    if not clear or not all(map(_one_vector, parts)):
        return ""
    matrices = [("W" if text == "x" else next(letters, "")) + name[1:] for text in texts]
    if any(taken.count(matrix) > (matrix == name) for matrix in matrices) or not all(map(_MATRIX.fullmatch, matrices)):
        return ""
    sides = [f"({text})" if isinstance(part, ast.BinOp) else text for part, text in zip(parts, texts, strict=True)]
    return " + ".join(f"{matrix} @ {side}" for matrix, side in zip(matrices, sides, strict=True))


def _one_vector(part: ast.expr) -> bool:
    """Whether a part is a value of the cell or a product of such; a learned vector in it would be another thing."""
    if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mult):
        return _one_vector(part.left) and _one_vector(part.right)
    return isinstance(part, ast.Name) and not _LEARNED.fullmatch(part.id)


def bracketed(text: str, start: int, end: int, fix: str) -> str:
    """A sum in the place of a product: in brackets where a neighbour binds closer than its plus."""
    before, behind = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    return f"({fix})" if before in tuple("-*@/") or behind in tuple("*@/") else fix

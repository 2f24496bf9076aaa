"""Equations as books print them, and what a cell writes for the same: W·x, h_{t-1}, [h, x], 1/(1 + exp(-a)).

Only what means exactly the same is offered: nobody's gelu becomes a relu.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Container

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
        "sign",
        "erf",
        "log",
        "exp2",
        "expm1",
        "log1p",
        "log_softmax",
        "norm",
        "layernorm",
        "sum",
    ]
)
"""Functions with names of their own: like one of ours in spelling, not in what they compute."""
SAME = {"logistic": "sigmoid", "expit": "sigmoid", "sigm": "sigmoid", "th": "tanh", "ramp": "relu"}
"""Other names of ours."""

_MATRIX = re.compile(r"[WUVRP](_\w+)?")
_RUN_ON = re.compile(r"([WUVRPbdpu])([a-z0-9]{1,2}|[a-z]?\d+)")
_TIME = r"t\s*(?:[-−–]\s*1\s*)?"
_AT_TIME = re.compile(
    rf"(?<!\w)([A-Za-z]\w*?)(?:_\{{\s*({_TIME})\}}|_\(\s*({_TIME})\)|\[\s*({_TIME})\]|\(\s*({_TIME})\))"
)
_LEFT_OF = re.compile(r"(?<!\w)([WUVRP](?:_\w+?|[a-z0-9]{1,2})?)\s*$")

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
    return f"{found[1]}_{found[2]}" if found and found[1] in "WUVRP" else ""


def name_meant(name: str, known: Container[str]) -> str:
    """What an unknown name stands for: x_t for x, Wx for W @ x, b1 for b_1; nothing where nobody knows."""
    base = name.removesuffix("_t")
    if base != name and (base == "x" or base in known):
        return base
    rest = name[1:]
    if name[0] in "WUVRP" and (
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


def letters_of(parts: list[str]) -> str:
    """Which letter stands for the matrix of each part of [h_prev, x]: W for x, U for the first state, V and R for
    others; nothing where a part has no name or there are too many."""
    found, others = "", list("UVR")
    for part in parts:
        if not part or (part != "x" and not others) or (part == "x" and "W" in found):
            return ""
        found += "W" if part == "x" else others.pop(0)
    return found

"""Where a minus stands bare and where in brackets, of numbers plugged in and of what is printed backward."""

from __future__ import annotations

import pytest

from rnnviz.engine.language.tree import Expr
from rnnviz.engine.notation.formula import ascii_text, tokens

MINUS, PLUS = Expr("shown", name="h", number=-2.0), Expr("shown", name="h", number=3.0)
CONST = Expr("const", number=-0.5)
A, B = Expr("line", name="a"), Expr("line", name="b")


def of(op: str, *args: Expr, name: str = "", signs: tuple[int, ...] = ()) -> Expr:
    return Expr(op, args, name=name, signs=signs)


def printed(expr: Expr) -> str:
    return "".join(
        (f"{token.number:g}" if token.kind == "number" else token.text or token.name) for token in tokens(expr)
    )


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (MINUS, "-2"), (of("mul", MINUS, PLUS), "-2 × 3"), (of("mul", PLUS, MINUS), "3 × (-2)"),
        (of("mul", CONST, A), "-0.5 · a"), (of("div", MINUS, PLUS), "-2 / 3"), (of("div", PLUS, MINUS), "3 / (-2)"),
        (of("square", MINUS), "(-2)²"), (of("square", PLUS), "3²"),
        (of("sum", MINUS, PLUS, signs=(1, 1)), "-2 + 3"), (of("sum", PLUS, MINUS, signs=(1, 1)), "3 − 2"),
        (of("sum", PLUS, MINUS, signs=(1, -1)), "3 − (-2)"), (of("sum", MINUS, PLUS, signs=(-1, -1)), "−(-2) − 3"),
        (of("sum", of("mul", MINUS, PLUS), PLUS, signs=(1, 1)), "-2 × 3 + 3"),
        (of("sum", PLUS, of("mul", MINUS, PLUS), signs=(1, 1)), "3 + (-2) × 3"),
        (of("mul", of("sum", MINUS, PLUS, signs=(1, 1)), PLUS), "(-2 + 3) × 3"),
        (of("tanh", of("mul", MINUS, PLUS)), "tanh(-2 × 3)"),
        (of("max", of("mul", MINUS, PLUS), MINUS), "max(-2 × 3, -2)"),
        (of("chosen", of("mul", MINUS, PLUS), of("div", MINUS, PLUS), name="max"), "[-2 × 3 > -2 / 3]"),
        (of("chosen", MINUS, of("mul", MINUS, PLUS), name="min"), "[-2 < -2 × 3]"),
        (of("total", of("mul", MINUS, PLUS)), "Σ(-2 × 3)"),
        (of("slope", of("mul", MINUS, PLUS), name="relu"), "ReLU′(-2 × 3)"),
        (of("div", A, of("mul", A, B)), "a / (a ⊙ b)"), (of("mul", A, of("mul", A, B)), "a ⊙ a ⊙ b"),
        (of("mul", A, of("div", A, B)), "a ⊙ a / b"),
        (of("sum", of("sum", A, B, signs=(1, -1)), B, signs=(1, 1)), "a − b + b"),
    ],
)  # fmt: skip
def test_a_minus_needs_brackets_behind_another_sign(expr: Expr, text: str) -> None:
    assert printed(expr) == text


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (of("mul", CONST, A), "-0.5 * a"), (of("mul", A, CONST), "a * (-0.5)"),
        (of("sum", A, CONST, signs=(1, 1)), "a + (-0.5)"),
        (of("sum", of("mul", A, B), A, signs=(-1, 1)), "-(a * b) + a"), (of("div", A, of("div", A, B)), "a / (a / b)"),
        (of("mul", A, of("mul", A, B)), "a * (a * b)"), (of("sum", CONST, A, signs=(1, 1)), "-0.5 + a"),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_back(expr: Expr, text: str) -> None:
    assert ascii_text(expr) == text

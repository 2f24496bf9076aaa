"""Where brackets and signs stand in print, in the textbook's letters and in those of a cell file."""

import pytest

from rnnviz.engine import Cell
from rnnviz.engine.language.syntax import parse_equation
from rnnviz.engine.notation.formula import ascii_text, tokens
from rnnviz.engine.notation.spelling import inlined
from tests.engine.notation.test_formula import said, symbols

TABLE = [
    # as typed, in symbols (' is t - 1), in ASCII
    ("0.5 * h_prev", "0.5 · h'", "0.5 * h_prev"),
    ("h_prev * 0.5", "h' · 0.5", "h_prev * 0.5"),
    ("x + 0.5", "x + 0.5", "x + 0.5"),
    ("x - 0.5", "x − 0.5", "x - 0.5"),
    ("x + 0", "x + 0", "x + 0"),
    ("x * (-2)", "x · (−2)", "x * (-2)"),
    ("x + (-2)", "x − 2", "x + (-2)"),
    ("x - (-2)", "x − (−2)", "x - (-2)"),
    ("-2 * x", "−2 · x", "-2 * x"),
    ("-x", "−x", "-x"),
    ("-(f * x)", "−f ⊙ x", "-(f * x)"),
    ("-(f + x)", "−(f + x)", "-(f + x)"),
    ("f - (i - g)", "f − (i − g)", "f - (i - g)"),
    ("(f - i) - g", "f − i − g", "f - i - g"),
    ("f * (i * g)", "f ⊙ i ⊙ g", "f * (i * g)"),
    ("(f * i) * g", "f ⊙ i ⊙ g", "f * i * g"),
    ("U @ (f * h_prev)", "U\u2009(f ⊙ h')", "U @ (f * h_prev)"),
    ("(U @ h_prev) * f", "U\u2009h' ⊙ f", "U @ h_prev * f"),
    ("f * (U @ h_prev)", "f ⊙ U\u2009h'", "f * (U @ h_prev)"),
    ("tanh(f)", "tanh(f)", "tanh(f)"),
    ("sigmoid(-f)", "σ(−f)", "sigmoid(-f)"),
    ("1 - f", "1 − f", "1 - f"),
    ("(1 - f) * g", "(1 − f) ⊙ g", "(1 - f) * g"),
]


@pytest.mark.parametrize(("typed", "print_", "plain"), TABLE)
def test_brackets_and_signs(typed: str, print_: str, plain: str) -> None:
    assert symbols(typed) == print_
    assert ascii_text(parse_equation(f"q = {typed}", frozenset("fighc"))[1]) == plain


@pytest.mark.parametrize(
    ("helper", "line", "wanted"),
    [
        ("-q", "tanh(U @ h_prev) - k", "tanh(U\u2009h') + q"), ("-q", "tanh(U @ h_prev) + k", "tanh(U\u2009h') − q"),
        ("q + h_prev", "tanh(U @ h_prev) - k", "tanh(U\u2009h') − (q + h')"),
        ("q + h_prev", "tanh(U @ h_prev) + k", "tanh(U\u2009h') + q + h'"),
        ("q - h_prev", "k - tanh(U @ h_prev)", "q − h' − tanh(U\u2009h')"),
        ("q - h_prev", "k * q", "(q − h') ⊙ q"),
    ],
)  # fmt: skip
def test_a_helper_in_the_place_of_its_name(helper: str, line: str, wanted: str) -> None:
    cell = Cell.build(f"q = tanh(W @ x)\nk = {helper}\nh = {line}")
    assert said(tokens(inlined(cell, "h"))) == wanted

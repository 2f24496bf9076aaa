"""Where brackets and signs stand in print, in the textbook's letters and in those of a cell file."""

import pytest

from rnnviz.engine.language.syntax import parse_equation
from rnnviz.engine.notation.formula import ascii_text
from tests.engine.notation.test_formula import symbols

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

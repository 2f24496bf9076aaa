"""Equations as books print them are mended to what a cell writes for the same mathematics, and to nothing else."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from rnnviz.engine import CellError
from rnnviz.engine.language.books import OTHERS, concatenations
from rnnviz.engine.language.ops import FUNCTIONS
from tests.engine.cases import cell

PRINTED = [
    ("h = tanh(W·x + U·h_prev)", "h = tanh(W @ x + U @ h_prev)"),
    ("h = tanh(W ⋅ x + U × h_prev)", "h = tanh(W @ x + U @ h_prev)"),
    ("h = tanh(W ·x + U· h_prev)", "h = tanh(W @x + U@ h_prev)"),
    ("h = tanh(W_f·x + (U·h_prev))", "h = tanh(W_f @ x + (U @ h_prev))"),
    ("h = tanh(Wx + Uh_prev)", "h = tanh(W @ x + U @ h_prev)"),
    ("h = tanh(W1 @ x + b1)", "h = tanh(W_1 @ x + b_1)"),
    ("h = tanh(W1 x + U1 h_prev)", "h = tanh(W_1 @ x + U_1 @ h_prev)"),
    ("h = sigmoid(Wf @ x + bf)", "h = sigmoid(W_f @ x + b_f)"),
    ("h = tanh(Wx @ x + Wh @ h_prev)", "h = tanh(W_x @ x + W_h @ h_prev)"),
    ("h = sigmoid(W_f @ [h_prev, x] + b_f)", "h = sigmoid(U_f @ h_prev + W_f @ x + b_f)"),
    ("h = tanh(W @ [x, h_prev])", "h = tanh(W @ x + U @ h_prev)"),
    ("h = tanh(W @ [h_prev, h_prev * h_prev, x])", "h = tanh(U @ h_prev + V @ (h_prev * h_prev) + W @ x)"),
    ("h = tanh(W_n @ [r_prev * h_prev, x])\nr = h", "h = tanh(U_n @ (r_prev * h_prev) + W_n @ x)\nr = h"),
    (
        "h = tanh(W_i @ [c_prev, h_prev, x] + b_i)\nc = h",
        "h = tanh(U_i @ c_prev + V_i @ h_prev + W_i @ x + b_i)\nc = h",
    ),
    ("h = tanh(U @ [c_prev, h_prev])\nc = h", "h = tanh(W @ c_prev + U @ h_prev)\nc = h"),
    ("h = b - W @ [x, h_prev]", "h = b - (W @ x + U @ h_prev)"),
    ("h = tanh(W @ x + U @ h_{t-1})", "h = tanh(W @ x + U @ h_prev)"),
    ("h = tanh(W @ x_t + U @ h_{t−1})", "h = tanh(W @ x + U @ h_prev)"),
    ("h_t = tanh(W @ x_{t} + U @ h_{t-1})", "h_t = tanh(W @ x + U @ h_t_prev)"),
    ("h = tanh(W @ x(t) + U @ h(t-1))", "h = tanh(W @ x + U @ h_prev)"),
    ("h = tanh(W @ x[t] + U @ h[t - 1])", "h = tanh(W @ x + U @ h_prev)"),
    ("h = max(0, W @ x)", "h = relu(W @ x)"),
    ("h = max(W @ x + b, 0.0)", "h = relu(W @ x + b)"),
    ("h = 1/(1+exp(-a))\n", "h = sigmoid(a)\n"),
    ("h = 1 / (exp(-W @ x) + 1)", "h = sigmoid(W @ x)"),
    ("h = 1 / (1 + exp(-(W @ x + b)))", "h = sigmoid(W @ x + b)"),
    ("h = σ(W @ x)", "h = sigmoid(W @ x)"),
    ("h = logistic(W @ x)", "h = sigmoid(W @ x)"),
    ("h = ReLU(W @ x)", "h = relu(W @ x)"),
    ("h = b ⊙ h_prev − d", "h = b * h_prev - d"),
]


def mended(equation: str, before: str = "") -> str:
    """The equation with every mending that is offered, as the editor writes them."""
    for _ in range(8):
        try:
            cell(before + equation)
        except CellError as error:
            if not error.fix:
                return equation
            row = equation.splitlines()[0]
            equation = row[: error.start] + error.fix + row[error.end :] + equation[len(row) :]
        else:
            return equation
    return equation


@pytest.mark.parametrize(("printed", "written"), PRINTED, ids=[p for p, _ in PRINTED])
def test_what_books_print_gets_its_mending(printed: str, written: str) -> None:
    if "(-a)" in printed:  # a line of its own stands before it
        a = "a = W @ x\n"
        with pytest.raises(CellError) as refused:
            cell(a + printed)
        assert refused.value.fix == "sigmoid(a)"
        return
    assert mended(printed) == written
    cell(written)


@pytest.mark.parametrize("name", sorted(OTHERS - set(FUNCTIONS)))
def test_another_function_is_not_offered_as_one_of_ours(name: str) -> None:
    for spelt in (name, name.upper()):
        with pytest.raises(CellError, match=f"no function called {spelt}") as refused:
            cell(f"h = {spelt}(W @ x)")
        assert refused.value.fix == "" and "did you mean" not in str(refused.value)


@pytest.mark.parametrize(
    "equation",
    ["h = max(1, W @ x)", "h = max(W @ x, b)", "h = max(0)", "h = 1 / (2 + exp(-b))", "h = 2 / (1 + exp(-b))",
     "h = 1 / (1 + exp(b))", "h = 1 / (1 - exp(-b))", "h = 1 / (1 + exp(-b + d))", "h = W @ [h_prev, x, b]",
     "h = W @ [h_prev, b]", "h = b @ [h_prev, x]",
     "h = W @ [h_prev, x] + U @ h_prev", "h = W @ [x, x]", "h = W @ [h_prev, b * x]", "h = W @ [h_prev + x, x]",
     "h = W @ [h_prev]", "h = W @ [h_prev, x, 1]", "h = W @ [a_prev, c_prev, d_prev, h_prev, x]",
     "h = 1 / (1 + tanh(-b))"],
)  # fmt: skip
def test_what_only_looks_like_it_gets_none(equation: str) -> None:
    with pytest.raises(CellError) as refused:
        cell(equation)
    assert refused.value.fix == ""


def test_a_line_called_t_is_no_time() -> None:
    assert cell("t = W @ x\nh = tanh(t)").lines[1].name == "h"


@pytest.mark.parametrize(("printed", "written"), [p for p in PRINTED if "exp(" in p[0] and "W" in p[0]], ids=str)
def test_the_mending_computes_the_same(printed: str, written: str) -> None:
    rng = np.random.default_rng(3)
    names = {"W": rng.normal(), "x": rng.normal(), "b": rng.normal()}
    tools = {"exp": np.exp, "sigmoid": lambda a: 0.5 * (1 + np.tanh(a / 2))}
    values = [eval(text.split("=", 1)[1].replace("@", "*"), {**names, **tools}) for text in (printed, written)]
    assert values[0] == pytest.approx(values[1], rel=1e-12)


def test_a_matrix_beside_several_vectors_is_several_matrices_side_by_side() -> None:
    """W @ [c, h, x] computed as it is printed, against the sum that is offered for it."""
    rng = np.random.default_rng(5)
    blocks, parts = [rng.normal(size=(3, 3)) for _ in range(3)], [rng.normal(size=3) for _ in range(3)]
    whole = np.hstack(blocks) @ np.concatenate(parts)
    ((_, fix),) = concatenations(ast.parse("W @ [c_prev, h_prev, x]", mode="eval").body)
    names = dict(zip(("U", "V", "W"), blocks, strict=True)) | dict(zip(("c_prev", "h_prev", "x"), parts, strict=True))
    assert eval(fix, names) == pytest.approx(whole, rel=1e-12)

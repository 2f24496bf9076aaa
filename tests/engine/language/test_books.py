"""Equations as books print them are mended to what a cell writes for the same mathematics, and to nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import CellError
from rnnviz.engine.language.books import OTHERS
from rnnviz.engine.language.several import words
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
    ("h = sigmoid(W_f · [h_{t-1}, x_t] + b_f)", "h = sigmoid(W_f @ [h_prev, x] + b_f)"),
    ("h = tanh(W @ x + U @ h_{t-1})", "h = tanh(W @ x + U @ h_prev)"),
    ("h = tanh(W @ x_t + U @ h_{t−1})", "h = tanh(W @ x + U @ h_prev)"),
    ("h_t = tanh(W @ x_{t} + U @ h_{t-1})", "h_t = tanh(W @ x + U @ h_t_prev)"),
    ("h = tanh(W @ x(t) + U @ h(t-1))", "h = tanh(W @ x + U @ h_prev)"),
    ("h = tanh(W @ x[t] + U @ h[t - 1])", "h = tanh(W @ x + U @ h_prev)"),
    ("h = h_prev ** 2", "h = h_prev * h_prev"),
    ("h = (b + d) ** 0.5", "h = sqrt(b + d)"),
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
    assert mended(printed) == written
    cell(written)


@pytest.mark.parametrize("name", sorted(OTHERS - set(words())))
def test_another_function_is_not_offered_as_one_of_ours(name: str) -> None:
    for spelt in (name, name.upper()):
        with pytest.raises(CellError, match=f"no function called {spelt}") as refused:
            cell(f"h = {spelt}(W @ x)")
        assert refused.value.fix == "" and "did you mean" not in str(refused.value)


@pytest.mark.parametrize("equation", ["h = b @ [h_prev, x]", "h = W @ [h_prev, 2]", "h = h_prev ** 3"])
def test_what_only_looks_like_it_gets_none(equation: str) -> None:
    with pytest.raises(CellError) as refused:
        cell(equation)
    assert refused.value.fix == ""


LOGISTIC = [
    ("1/(1+exp(-a))", "sigmoid(a)"),
    ("1 / (exp(-W @ x) + 1)", "sigmoid(W @ x)"),
    ("1 / (1 + exp(-(W @ x + b)))", "sigmoid(W @ x + b)"),
]


@pytest.mark.parametrize(("printed", "meant"), LOGISTIC, ids=[p for p, _ in LOGISTIC])
def test_the_logistic_function_is_known_by_its_formula(printed: str, meant: str) -> None:
    """It is computed without the overflow of its exponential, and is a gate."""
    found, wanted = (cell(f"a = W @ x + b\nz = {text}\nh = z * h_prev") for text in (printed, meant))
    assert found.by_name["z"].expr == wanted.by_name["z"].expr and found.gates == ("z",)


@pytest.mark.parametrize(
    "quotient",
    ["1 / (2 + exp(-b))", "2 / (1 + exp(-b))", "1 / (1 + exp(b))", "1 / (1 - exp(-b))", "1 / (1 + exp(-b + d))",
     "1 / (1 + tanh(-b))"],
)  # fmt: skip
def test_another_quotient_is_none(quotient: str) -> None:
    assert cell(f"h = {quotient} + h_prev").by_name["h"].expr.args[0].op == "div"


def test_a_line_called_t_is_no_time() -> None:
    assert cell("t = W @ x\nh = tanh(t)").lines[1].name == "h"


@pytest.mark.parametrize(("printed", "meant"), LOGISTIC[1:], ids=[p for p, _ in LOGISTIC[1:]])
def test_the_formula_computes_the_same(printed: str, meant: str) -> None:
    rng = np.random.default_rng(3)
    names = {"W": rng.normal(), "x": rng.normal(), "b": rng.normal()}
    tools = {"exp": np.exp, "sigmoid": lambda a: 0.5 * (1 + np.tanh(a / 2))}
    values = [eval(text.replace("@", "*"), {**names, **tools}) for text in (printed, meant)]
    assert values[0] == pytest.approx(values[1], rel=1e-12)

"""How operations on several values, over units and of numbers are drawn, named and read."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import Experiment, simulate
from rnnviz.model.picture import picture
from rnnviz.model.picture.check import check
from rnnviz.model.picture.parts import parts
from rnnviz.model.picture.reading import factor
from rnnviz.model.picture.terms import formula
from tests.engine.cases import cell

DRAWN = {
    "h = a / h_prev": ("op", "÷"),
    "h = a / 2": ("pill", "÷ 2"),
    "h = 1 / a": ("pill", "1 ÷"),
    "h = p / a": ("pill", "p ÷"),
    "h = max(a, h_prev)": ("pill", "max"),
    "h = min(a, 0.3)": ("pill", "min 0.3"),
    "h = clip(a, 0, 1)": ("big", "clip"),
    "h = sqrt(a)": ("big", "√"),
    "h = mean(a)": ("pill", "mean"),
    "h = softmax(a)": ("pill", "softmax"),
    "h = zeta * a": ("pill", "zeta ×"),
    "h = a + 0.00001": ("pill", "+ 10⁻⁵"),
}


@pytest.mark.parametrize("line", DRAWN)
def test_every_operation_has_its_shape(line: str) -> None:
    found = cell(f"a = W @ x + U @ h_prev\n{line}")
    shape = next(s for s in parts(found).shapes if "h" in s.lines)
    assert (shape.kind, shape.symbol) == DRAWN[line] and check(picture(found)) == []


def test_what_clips_between_0_and_1_is_a_gate() -> None:
    found = cell("z = clip(W @ x + b, 0, 1)\nn = clip(W_n @ x + b_n, -1, 1)\nh = z * h_prev + n")
    assert found.gates == ("z",)
    assert {s.name: s.valve for s in parts(found).shapes if s.learned} == {"z": True, "n": False}


def test_a_box_of_several_matrices_is_named_and_a_joined_product_is_one_box() -> None:
    found = cell("k = W_k @ [h_prev, x] + b_k\nh = exp(k - max(k, h_prev))")
    box = next(s for s in parts(found).shapes if s.name == "k")
    assert box.kind == "matrix" and box.symbol == "Σ" and box.titled
    assert [label.source for label in picture(found).labels if label.kind == "gate"] == ["k"]


@pytest.mark.parametrize(
    ("line", "words"),
    [("h = a * h_prev / (a + h_prev)", "a ⊙ h_prev / (a+h_prev)"), ("h = max(a, 0) / a", "max(a, 0) / a"),
     ("h = a / (a * h_prev)", "a / (a ⊙ h_prev)"), ("h = (U.T @ a) * a", "Uᵀ\u2009a ⊙ a")],
)  # fmt: skip
def test_the_formula_at_a_wire(line: str, words: str) -> None:
    found = cell(f"a = tanh(W @ x)\n{line}")
    tokens = formula(found, found.by_name["h"].root)
    assert "".join(token.text or token.name for token in tokens) == words


@pytest.mark.parametrize("line", ["h = a / k", "h = max(a, k)", "h = min(a, k)", "h = a * k"])
def test_the_factor_on_a_wire_is_the_derivative(line: str) -> None:
    found = cell(f"a = tanh(W_a @ x)\nk = sigmoid(W_k @ x)\n{line}")
    run = simulate(Experiment.build(found, 3, np.random.default_rng(1).normal(size=(4, 2))), loss_grad=np.ones((4, 3)))
    for link in parts(found).links:
        if link.sink == "h":
            assert factor(run, link, 2) == pytest.approx(run.node_grad(link.wire)[2])

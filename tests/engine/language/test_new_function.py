"""A function is one row of the op table: put in from outside it is understood, run, differentiated and printed."""

import numpy as np
import pytest

from rnnviz.engine import simulate
from rnnviz.engine.check import gradient_check
from rnnviz.engine.language.ops import FUNCTIONS, Function
from rnnviz.engine.notation.formula import ascii_text, tokens
from rnnviz.model.picture import picture
from rnnviz.model.picture.meaning import is_gate, valve_of
from rnnviz.model.picture.parts import parts
from tests.engine.cases import cell, experiment, full, loss_grad
from tests.engine.oracle import FORWARD, SLOPE, Oracle, distance

SOFTSIGN = Function(
    "softsign", "ς", lambda a: a / (1 + np.abs(a)), lambda v, a, out=None: 1 / (1 + np.abs(a)) ** 2, by_value=False
)
HARD = Function(
    "hard_sigmoid", "hσ", lambda a: np.clip(0.2 * a + 0.5, 0.0, 1.0),
    lambda v, a, out=None: np.where((v > 0) & (v < 1), 0.2, 0.0), bounds=(0.0, 1.0), bends=(-2.5, 2.5),
)  # fmt: skip
TYPED = (
    "z = hard_sigmoid(W_z @ x + U_z @ h_prev)\nn = softsign(W_n @ x + U_n @ (z * h_prev))\nh = (1 - z) * h_prev + z * n"
)


@pytest.fixture
def more(monkeypatch):
    for row in (SOFTSIGN, HARD):
        monkeypatch.setitem(FUNCTIONS, row.name, row)
        monkeypatch.setitem(FORWARD, row.name, row.forward)
        monkeypatch.setitem(SLOPE, row.name, lambda a, row=row: row.slope(row.forward(a), a))


@pytest.mark.parametrize("batch", [None, 2])
def test_it_runs_and_is_differentiated(more, batch):
    exp = experiment(cell(TYPED), batch=batch)
    dh = loss_grad(exp)
    run, oracle = simulate(exp, loss_grad=dh), Oracle(exp, full(dh, exp))
    for name in oracle.values:
        assert distance(full(run.value(name), exp), oracle.values[name]) < 1e-12
        assert distance(full(run.grad(name), exp), oracle.grads[name]) < 1e-12
    for name, expected in oracle.param_grads.items():
        assert distance(run.param_grads[name], expected) < 1e-12


def test_it_is_checked(more):
    """np.abs takes complex numbers and knows no derivative there: the check must see that, and use differences."""
    result = gradient_check(experiment(cell(TYPED), 3, 2, 5))
    assert result.accepted and not result.exact


def test_it_is_printed_and_drawn(more):
    typed = cell(TYPED)
    assert tokens(typed.by_name["n"].expr)[0].text == "ς"
    assert ascii_text(typed.by_name["n"].expr).startswith("softsign(")
    drawn = picture(typed)
    assert [shape.symbol for shape in drawn.shapes if shape.learned] == ["hσ", "ς"]


def test_what_stays_between_0_and_1_is_a_gate_everywhere(more):
    typed = cell(TYPED)
    assert typed.gates == ("z",)
    assert is_gate(typed, typed.by_name["z"].root) and not is_gate(typed, typed.by_name["n"].root)
    found = {shape.name: shape for shape in parts(typed).shapes}
    assert found["z"].valve and not found["n"].valve
    kept = next(s for s in found.values() if s.symbol == "×" and valve_of(typed, found, s.name) is not None)
    assert is_gate(typed, valve_of(typed, found, kept.name))


def test_without_its_row_it_is_unknown():
    with pytest.raises(ValueError, match="no function called hard_sigmoid"):
        cell(TYPED)

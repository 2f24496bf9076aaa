"""Operations of several values, transposes, numbers, projections, beginnings: against an oracle, and at their edges."""

from __future__ import annotations

import re

import numpy as np
import pytest

from rnnviz.engine import Experiment, ExperimentError, Layer, Network, run_network, simulate
from rnnviz.engine.check import gradient_check
from rnnviz.engine.language.syntax import parse_equation
from rnnviz.engine.notation.formula import ascii_text, tokens
from rnnviz.engine.notation.gradient_formula import gradient
from rnnviz.engine.notation.numbers_in import vector
from tests.engine.cases import cell, experiment, full, loss_grad
from tests.engine.oracle import Oracle, distance

A = "a = W @ x + U @ h_prev + b\n"
TYPED = {
    "quotient": "f = sigmoid(W_f @ x + b_f)\ni = sigmoid(W_i @ x + U_i @ h_prev)\nh = f / (f + i) * h_prev + W @ x / 3",
    "max": A + "h = max(a, h_prev, 0.3) + min(a, p)",
    "clip": A + "z = clip(0.2 * a + 0.5, 0, 1)\nh = z * h_prev + (1 - z) * tanh(a)",
    "root": A + "h = sqrt(abs(a) + 0.1) - abs(h_prev)",
    "raw": "h = tanh(U @ h_prev + x) + 0.2 * x",
    "transposed": "h = h_prev + 0.1 * tanh((U - U.T) @ h_prev + W @ x)",
    "transposed input": "m = V.T @ tanh(U @ h_prev)\nh = tanh(W @ x + V @ h_prev + W @ (W.T @ m))",
    "joined": "f = sigmoid(W_f @ [h_prev, x] + b_f)\nh = f * h_prev + (1 - f) * (W_g @ [x, h_prev])",
    "number": A + "h = tanh(a * zeta + nu) / zeta",
    "bias": "h = tanh(W @ x + U @ h_prev + nu)",
    "projected": A + "c = sigmoid(a) * c_prev + tanh(a)\nm = sigmoid(W_o @ x + U_o @ h_prev) * tanh(c)\nh = P @ m",
    "mean": A + "h = tanh((a - mean(a)) / sqrt(var(a) + 0.01) * p + d)",
    "softmax": A + "h = softmax(a) * tanh(a) + mean(h_prev)",
    "over x": "h = tanh(mean(W @ x) + softmax(U @ h_prev + b) + mean(p))",
    "begun": "n = 0.5 * n_prev + W @ x\nn_start = 1\nh = tanh(n + U @ h_prev)\nh_start = p_h",
    "begun with a number": "h = tanh(U @ h_prev + W @ x + zeta)\nh_start = zeta",
}


def typed(name: str, batch: int | None = None, hidden: int = 4, steps: int = 6) -> Experiment:
    found = cell(TYPED[name])
    return experiment(found, hidden, hidden if found.raw else 3, steps, batch)


@pytest.mark.parametrize(("batch", "hidden", "steps"), [(None, 4, 6), (2, 5, 3), (None, 1, 4), (None, 3, 300)])
@pytest.mark.parametrize("name", TYPED)
def test_it_runs_and_is_differentiated(name: str, batch: int | None, hidden: int, steps: int) -> None:
    exp = typed(name, batch, hidden, steps)
    dh = loss_grad(exp)
    run, oracle = simulate(exp, loss_grad=dh), Oracle(exp, full(dh, exp))
    for line in oracle.values:
        assert distance(full(run.value(line), exp), oracle.values[line]) < 1e-12
        assert distance(full(run.grad(line), exp), oracle.grads[line]) < 1e-11
    for param, expected in oracle.param_grads.items():
        assert distance(run.param_grads[param], expected) < 1e-11
        assert distance(run.param_grads_by_step(param).sum(axis=0), expected) < 1e-11


@pytest.mark.parametrize("name", TYPED)
def test_it_is_checked_by_complex_steps(name: str) -> None:
    for loss in ("last", "every"):
        result = gradient_check(typed(name, steps=4).with_loss(loss))
        assert result.accepted and result.exact and result.worst < 1e-12


@pytest.mark.parametrize("name", TYPED)
def test_its_jacobian_is_the_gradient_of_one_step(name: str) -> None:
    exp = typed(name)
    run = simulate(exp)
    for state in exp.cell.states:
        size = exp.sizes[exp.cell.by_name[state].size]
        alone = cell(TYPED[name], head=f'output = "{state}"')
        for unit in range(size):
            dh = np.zeros((exp.steps, size))
            dh[2, unit] = 1.0
            one = simulate(
                Experiment(alone, exp.sizes, exp.inputs, False, exp.params, exp.start, learned=exp.learned),
                loss_grad=dh,
            )
            assert distance(one.grad(f"{state}_prev")[2], run.jacobian(state, 2)[unit]) < 1e-12


@pytest.mark.parametrize("name", TYPED)
def test_it_is_printed_so_that_it_reads_back(name: str) -> None:
    found = cell(TYPED[name])
    for line in found.lines:
        plain = line.expr.args[0] if line.expr.signs == (1,) else line.expr
        printed = ascii_text(line.expr)
        assert parse_equation(f"{line.name} = {printed}", frozenset(found.by_name))[1] == plain, printed


@pytest.mark.parametrize("name", TYPED)
def test_the_printed_gradient_is_the_one_that_is_computed(name: str) -> None:
    """Parts of dL/d(line) as the formula strip derives them, worked out, add up to the engine's own."""
    exp = typed(name)
    run, t = simulate(exp, loss_grad=loss_grad(exp)), 2
    for line in exp.cell.by_name:
        total = run.grad(line, into="loss")[t].copy()
        for part in gradient(exp.cell, line):
            total += part.sign * vector(run, part.expr, t + part.shift)
        assert distance(total, run.grad(line)[t]) < 1e-12, line


PRINTED = {
    "h = h_prev / (b + d)": "h / (b + d)",
    "h = h_prev / 2 * b": "h / 2 ⊙ b",
    "h = U.T @ h_prev": "Uᵀ\u2009h",
    "h = W @ [h_prev, x]": "W\u2009[h, x]",
    "h = tanh(W @ [h_prev, x] + b)": "tanh(W\u2009[h, x] + b)",
    "h = sqrt(abs(h_prev))": "√(abs(h))",
    "h = max(h_prev, 0)": "max(h, 0)",
    "h = clip(h_prev, -1, 1)": "clip(h, −1, 1)",
    "h = b / (U @ h_prev)": "b / (U\u2009h)",
}


@pytest.mark.parametrize("equation", PRINTED)
def test_it_is_printed_as_books_do(equation: str) -> None:
    found = cell(equation).by_name["h"].expr
    texts = (
        f"{token.number:g}".replace("-", "−") if token.kind == "number" else token.text or token.name
        for token in tokens(found)
    )
    assert "".join(texts) == PRINTED[equation]


# edges -----------------------------------------------------------------------------------------------------


def edge(equations: str, x: float, **params: float) -> Experiment:
    exp = Experiment.build(cell(equations), 1, [[x], [x]])
    return exp.with_params({"W": [[1.0]]} | {name: [value] for name, value in params.items()})


def slope_at(equations: str, x: float) -> float:
    return float(simulate(edge(equations, x), loss_grad=[[1.0], [0.0]]).grad("x")[0, 0])


@pytest.mark.parametrize(
    ("equations", "x", "slope"),
    [
        ("h = max(W @ x, 0)", 0.0, 0.5), ("h = max(W @ x, 0)", 1e-300, 1.0), ("h = max(W @ x, 0)", -1e-300, 0.0),
        ("h = min(W @ x, 0)", 0.0, 0.5), ("h = min(W @ x, 0)", -1.0, 1.0),
        ("h = clip(W @ x, 0, 1)", 0.0, 0.0), ("h = clip(W @ x, 0, 1)", 1.0, 0.0), ("h = clip(W @ x, 0, 1)", 0.5, 1.0),
        ("h = clip(W @ x, 0, 1)", 2.0, 0.0), ("h = abs(W @ x)", 0.0, 0.0), ("h = abs(W @ x)", -2.0, -1.0),
        ("h = sqrt(W @ x)", 0.25, 1.0), ("h = sqrt(W @ x)", 0.0, np.inf), ("h = 1 / (W @ x)", 0.5, -4.0),
        ("a = W @ x\nh = max(a, a)", 1.0, 1.0), ("a = W @ x\nh = a / a", 3.0, 0.0),
    ],
)  # fmt: skip
def test_slopes_at_the_edges(equations: str, x: float, slope: float) -> None:
    """Ties of max and min are shared, as torch.maximum does; on a border of clip nothing passes, as at relu's 0."""
    assert slope_at(equations, x) == slope


@pytest.mark.parametrize(
    ("equations", "x", "value", "state"),
    [
        ("a = W @ x\nh = a / a", 0.0, np.nan, "nan"), ("h = sqrt(W @ x)", -1.0, np.nan, "nan"),
        ("h = 1 / (W @ x)", 0.0, np.inf, "overflow"), ("h = sqrt(W @ x)", 0.0, 0.0, "finite"),
        ("h = 1 / 0 + W @ x", 1.0, np.inf, "overflow"), ("h = softmax(1e6 * (W @ x))", 1.0, 1.0, "finite"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_typed_without_a_warning(equations: str, x: float, value: float, state: str) -> None:
    run = simulate(edge(equations, x))
    assert np.array_equal(run.value("h"), [[value], [value]], equal_nan=True)
    assert list(run.value_states("h")) == [state, state]
    assert set(run.norm_states("h")) <= {"finite", "zero"}  # the loss itself is a number
    assert np.isnan(run.grad("x")).all() == (state == "nan") or state != "nan"


def test_a_gradient_through_a_root_of_nothing_is_typed() -> None:
    run = simulate(edge("a = W @ x\nh = sqrt(a)", 0.0).with_loss("every"))
    assert list(run.norm_states("a")) == ["overflow", "overflow"] and np.isinf(run.grad("a")).all()


def test_what_a_border_swallows_is_saturated_and_what_max_leaves_is_zero() -> None:
    swallowed = simulate(edge("a = W @ x\nh = clip(a, 0, 1)", 2.0).with_loss("every"))
    left = simulate(edge("a = W @ x\nh = max(a, 3)", 2.0).with_loss("every"))
    assert list(swallowed.norm_states("a")) == ["saturated"] * 2
    assert list(left.norm_states("a")) == ["zero"] * 2


def test_a_tie_is_no_place_for_the_check() -> None:
    """At the first step both are 0, which moves either way."""
    found = Experiment.build(cell("h = max(W @ x, p)"), 1, [[0.5]]).with_params({"W": [[1.0]], "p": [0.5]})
    result = gradient_check(found)
    assert result.kinks == 2 and not result.compared


# sizes and beginnings --------------------------------------------------------------------------------------


def test_x_as_it_is_asks_for_its_size() -> None:
    found = cell("h = tanh(U @ h_prev) + x")
    assert found.raw == ("hidden",)
    with pytest.raises(ExperimentError, match="the input size must be the hidden size 3, not 2"):
        Experiment.build(found, 3, np.zeros((4, 2)))
    with pytest.raises(ExperimentError, match="the input size must be the hidden size 3, not 2"):
        Network.build([Layer(found, 3)], np.zeros((4, 2)))


def test_sizes_of_a_projection() -> None:
    found = cell(TYPED["projected"])
    assert {name: line.size for name, line in found.by_name.items()} == {
        "a": "hidden", "c": "hidden", "m": "hidden", "h": "projected"
    }  # fmt: skip
    assert found.params["P"] == ("projected", "hidden") and found.params["U"] == ("hidden", "projected")
    exp = Experiment.build(found, 8, np.zeros((4, 2)), projected=3)
    assert simulate(exp).value("h").shape == (4, 3) and exp.params["U"].shape == (8, 3)
    assert Experiment.build(found, 1, np.zeros((4, 2))).sizes["projected"] == 1


def test_layers_hand_on_a_projection() -> None:
    found = cell(TYPED["projected"])
    net = Network.build([Layer(found, 6, "both"), Layer("rnn", 2)], np.ones((3, 2)))
    assert net.params["1.W"].shape == (2, 6) and run_network(net).outputs.shape == (3, 2)


def test_a_learned_beginning_is_trained_in_a_network() -> None:
    net = Network.build([Layer(cell(TYPED["begun"]), 3)], np.ones((5, 2, 2)))
    net = net.with_params({"0.p_h": [0.1, -0.2, 0.3]})
    found, step = run_network(net).param_grads["0.p_h"], 1e-6
    for unit in range(3):
        moved = [net.params["0.p_h"] + sign * step * np.eye(3)[unit] for sign in (1, -1)]
        up, down = (run_network(net.with_params({"0.p_h": value})).loss for value in moved)
        assert found[unit] == pytest.approx((up - down) / (2 * step), rel=1e-6)


def test_a_given_beginning_stands_before_the_cells_own() -> None:
    found = cell(TYPED["begun"])
    exp = Experiment.build(found, 2, np.zeros((2, 1)), start={"h": [5.0, 5.0]})
    assert np.array_equal(simulate(exp).value("h_prev")[0], [5.0, 5.0])
    assert np.array_equal(simulate(exp).value("n_prev")[0], [1.0, 1.0])
    assert not simulate(exp).param_grads["p_h"].any()


RENAMED = ["quotient", "max", "clip", "mean", "softmax", "projected", "begun", "joined", "transposed"]


@pytest.mark.parametrize("name", RENAMED)
def test_other_names_change_no_number(name: str) -> None:
    names = {
        "a": "opd",
        "f": "R0",
        "i": "Z0",
        "z": "mix0",
        "c": "unmix1",
        "m": "own",
        "n": "into_max",
        "h": "partial_max_0",
    }
    text = re.sub(r"\b([acfhimnz])(_prev|_start)?\b", lambda found: names[found[1]] + (found[2] or ""), TYPED[name])
    one, other = typed(name), experiment(cell(text, head=f'output = "{names["h"]}"'), 4, 3, 6)
    other = other.with_params(one.params)
    other = Experiment(other.cell, one.sizes, one.inputs, False, other.params, other.start, learned=other.learned)
    dh = loss_grad(one)
    runs = simulate(one, loss_grad=dh), simulate(other, loss_grad=dh)
    starts = {names[state]: value for state, value in one.start.items()}
    assert all(np.array_equal(other.start[state], value) for state, value in starts.items())
    for line in one.cell.by_name:
        assert np.array_equal(runs[0].value(line), runs[1].value(names[line]))
        assert np.array_equal(runs[0].grad(line), runs[1].grad(names[line]))

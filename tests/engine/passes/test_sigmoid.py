"""A sigmoid, its slope and 1 - sigmoid are right to the last digits over the whole range, wherever they are computed.

The exact values come from Python's decimal numbers of 60 digits.
"""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, simulate
from rnnviz.engine.language.ops import FUNCTIONS
from tests.engine.cases import cell, loss_grad
from tests.engine.oracle import Oracle, distance

EDGES = [0.0, 1e-300, 1e-8, 0.1, 1.0, 3.5, 4.6, 17.0, 36.0, 37.0, 38.0, 90.0, 400.0, 700.0, 708.3]
POINTS = np.array(sorted({s * a for s in (1, -1) for a in (*EDGES, *np.linspace(0.05, 708, 240).tolist())}))
NARROW = POINTS[np.abs(POINTS) < 87].astype(np.float32)
SMALLEST = 2.3e-308
"""Of normal numbers; below it a number has fewer digits, and the loop's own sigmoid is 0."""


def exact(a: float) -> tuple[float, float, float]:
    """sigmoid(a), its slope, 1 - sigmoid(a)."""
    with localcontext() as context:
        context.prec, context.Emin, context.Emax = 60, -99999, 99999
        value = 1 / (1 + (-Decimal(float(a))).exp())
        rest = 1 / (1 + Decimal(float(a)).exp())
        return float(value), float(value * rest), float(rest)


def off(found: np.ndarray, wanted: list[float]) -> float:
    return float(np.max(np.abs(np.asarray(found, float) - wanted) / np.array(wanted)))


@pytest.mark.parametrize(("points", "digits"), [(POINTS, 1e-14), (NARROW, 1e-6)], ids=["float64", "float32"])
def test_the_function_itself(points, digits):
    value, slope, rest = (list(column) for column in zip(*map(exact, points), strict=True))
    function = FUNCTIONS["sigmoid"]
    found = function.forward(points)
    assert found.dtype == points.dtype and off(found, value) < digits
    assert off(function.slope(found, points), slope) < digits and off(function.forward(-points), rest) < digits


CELLS_HERE = {
    "a gate of one product": "s = sigmoid(W @ x + U @ h_prev)\nk = 1 - s\nh = s * tanh(p) + 0 * k",
    "its rest is used": "s = sigmoid(W @ x + U @ h_prev)\nk = 1 - s\nh = k * p + 0 * s",
    "what is added comes late": "e = tanh(0 * h_prev)\ns = sigmoid(W @ x + U @ h_prev + e)\nk = 1 - s\nh = k * s",
    "no product at all": "s = sigmoid(p * q_prev)\nk = 1 - s\nq = 0 * h_prev + W @ x\nh = k + 0 * s",
    "the state itself": "q = U @ h_prev\nh = sigmoid(W @ x + 0 * q)\nk = 1 - h",
    "known before the loop": "s = sigmoid(W @ x)\nk = 1 - s\nh = k * p + 0 * h_prev",
    "a sum stands inside": "s = sigmoid((W @ x) + U @ h_prev)\nh = (1 - s) * p\nk = 1 - s",
}


def gated(name: str, points: np.ndarray, batched: bool) -> Experiment:
    """One unit whose sigmoid's argument is each of the points, one a step or one a sample."""
    shape = (3, len(points), 1) if batched else (len(points), 1)
    inputs = np.broadcast_to(points[:, None], shape)
    exp = Experiment.build(cell(CELLS_HERE[name]), 1, inputs, dtype=str(points.dtype))
    return exp.with_params({n: [[0.0]] if n == "U" else np.ones(v.shape) for n, v in exp.params.items()})


@pytest.mark.parametrize("batched", [False, True])
@pytest.mark.parametrize(("points", "digits"), [(POINTS, 1e-14), (NARROW, 1e-6)], ids=["float64", "float32"])
@pytest.mark.parametrize("name", CELLS_HERE)
def test_in_the_compiled_loop_and_beside_it(name, points, digits, batched):
    run = simulate(gated(name, points, batched))
    line = "h" if name == "the state itself" else "s"
    here, shown = (slice(None), points) if name != "no product at all" else (slice(1, None), points[:-1])
    if batched:
        here, shown = ((2,), points)
    value, slope, rest = (list(column) for column in zip(*map(exact, shown), strict=True))
    node = run.cell.nodes[run.cell.by_name[line].root]
    assert off(run.value(line)[here].ravel(), value) < digits
    assert off(run.value("k")[here].ravel(), rest) < digits
    assert off(run.slopes[node.id][here].ravel(), slope) < digits


@pytest.mark.parametrize("hidden", [1, 40])
@pytest.mark.parametrize("a", [45.0, -45.0, 300.0, -300.0])
@pytest.mark.parametrize("key", ["gru", "gru_keep", "lstm", "lstm_peephole", "mgu"])
def test_nothing_is_cut_by_a_gate_that_is_nearly_open_or_shut(key, a, hidden):
    """dL/d(bias of a gate) is in proportion to its slope: about exp(-|a|), never exactly 0."""
    exp = Experiment.build(CELLS[key], hidden, np.ones((3, 2)), start={"h": 0.5}, seed=1)
    for name in exp.params.keys() & {"b_f", "b_z", "b_i"}:
        run = simulate(exp.with_params({name: np.full(hidden, a)}))
        found = np.log(np.abs(run.param_grads[name]))
        assert np.all(np.abs(found + abs(a)) < 15), name


@pytest.mark.parametrize("batch", [1, 9])
def test_wide_inputs_multiplied_ahead_of_the_loop(batch):
    exp = Experiment.build(CELLS["gru"], 64, np.random.default_rng(0).normal(size=(4, batch, 256)), seed=2)
    exp = exp.with_params({"b_z": np.full(64, 50.0)})
    run = simulate(exp)
    z = run.inner("z")
    assert off(run.value("z").ravel(), [exact(a)[0] for a in z.ravel()]) < 1e-13
    dh = loss_grad(exp)
    run, oracle = simulate(exp, loss_grad=dh), Oracle(exp, dh)
    assert all(distance(run.param_grads[name], oracle.param_grads[name]) < 1e-12 for name in exp.params)


def test_beyond_the_format_it_is_zero_or_one():
    run = simulate(gated("a gate of one product", np.array([-1e5, -750.0, 750.0, 1e5]), False))
    assert run.value("s").ravel().tolist() == [0.0, 0.0, 1.0, 1.0]
    deep = FUNCTIONS["sigmoid"].forward(np.array([-np.inf, -740.0, -720.0, np.inf, np.nan]))
    assert deep[0] == 0.0 and 0 < deep[1] < deep[2] < SMALLEST and deep[3] == 1.0 and np.isnan(deep[4])

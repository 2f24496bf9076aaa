"""Nasty numbers: nothing warns, everything that is no ordinary number has a type, float32 is as narrow as it is."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, Layer, Network, run_network, simulate
from tests.covering import covering
from tests.engine.cases import cell, experiment, loss_grad

TYPES = {"finite", "zero", "saturated", "underflow", "overflow", "nan"}
NASTY = [0.0, 1e-320, -1e-320, 1e-300, 1e300, -1e300, 1.7e308]


def everything(run) -> None:
    """Ask for all there is: warnings are errors in the tests, so that none may escape."""
    exp = run.experiment
    for name in [*exp.cell.by_name, "x", *(f"{s}_prev" for s in exp.cell.states)]:
        run.value(name), run.grad(name)
        norms, states = run.norms(name), run.norm_states(name)
        assert set(np.unique(states)) <= TYPES
        assert not np.isnan(norms[np.isin(states, ["finite", "zero", "saturated", "underflow"])]).any()
    for name in exp.cell.by_name:
        assert set(np.unique(run.value_states(name))) <= {"finite", "overflow", "nan"}
        for norm in ("frobenius", "spectral"):
            assert run.flow(name, norm=norm).shape == (exp.steps, exp.steps)
            run.flow_pair(name, exp.steps - 1, 0, norm)
        run.jacobian(name, 2)
    for name in exp.cell.params:
        run.param_grads_by_step(name)
    assert set(run.param_grads) == set(exp.params)
    run.loss, run.bound(), run.eigenvalues(None, 1), run.overflowed


@pytest.mark.parametrize(
    ("key", "dtype", "where"),
    covering(CELLS, ["float64", "float32"], ["inputs", "weights", "loss", "all"], times=2),
)
def test_no_warning_escapes(key, dtype, where):
    rng = np.random.default_rng(1)
    exp = experiment(CELLS[key], 3, 2, 7, dtype=dtype)
    top = 1.0 if dtype == "float64" else 1e-270  # scaled into float32's range, where it has one

    def nasty(shape):
        return np.clip(rng.choice(NASTY, shape) * (top if dtype == "float32" else 1.0), -1e308, 1e308)

    params, dh = dict(exp.params), loss_grad(exp)
    x = nasty(exp.inputs[:, 0].shape) if where in ("inputs", "all") else exp.inputs[:, 0]
    if where in ("weights", "all"):
        params = {n: nasty(p.shape) for n, p in params.items()}
    if where in ("loss", "all"):
        dh = nasty(dh.shape)
    built = Experiment.build(exp.cell, 3, x, dtype=dtype).with_params(params)
    everything(simulate(built, loss_grad=dh))


@pytest.mark.parametrize(("key", "value"), covering(CELLS, [0.0, np.inf, -np.inf, np.nan], times=2))
def test_weights_that_are_no_numbers(key, value):
    exp = experiment(CELLS[key], 3, 2, 5)
    name = next(iter(exp.params))
    everything(simulate(exp.with_params({name: np.full(exp.params[name].shape, value)})))


# float32: what a graphics card would see ---------------------------------------------------------------------------


def linear(scale: float, steps: int, dtype: str) -> Experiment:
    exp = Experiment.build(CELLS["rnn_linear"], 2, np.zeros((steps, 1)), dtype=dtype)
    return exp.with_params({"U": scale * np.eye(2)})


def test_a_gradient_leaves_float32_where_it_does_on_a_gpu():
    """||dL/dh|| = 2^-n: 2^-149 is the last number, 2^-126 the last with all its digits; typed underflow below that.

    At 2^-126 itself the rounding of 1/sqrt(2), with which the way back begins, decides.
    """
    run = simulate(linear(0.5, 200, "float32"))
    n = np.arange(199, -1, -1)
    assert np.abs(run.norms("h") - n * np.log10(0.5)).max() < 1e-5  # the logarithm knows more than the number
    gone = ~run.grad("h").any(axis=-1)
    largest = 2.0**-n / np.sqrt(2)
    assert (gone == (largest <= 2.0**-150)).all()
    assert (run.norm_states("h") == np.where(n > 126, "underflow", "finite"))[n != 126].all()
    assert set(simulate(linear(0.5, 200, "float64")).norm_states("h")) == {"finite"}
    run = simulate(linear(2.0, 200, "float32"))
    assert (np.isinf(run.grad("h")).all(axis=-1) == (2.0**n / np.sqrt(2) >= 2.0**128)).all()
    assert (run.norm_states("h") == np.where(n >= 128, "overflow", "finite")).all()
    assert set(simulate(linear(2.0, 200, "float64")).norm_states("h")) == {"finite"}


def test_a_value_leaves_float32_where_it_does_on_a_gpu():
    exp = Experiment.build(CELLS["rnn_linear"], 1, np.eye(1, 300).T, dtype="float32")
    grown = simulate(exp.with_params({"U": [[2.0]], "W": [[1.0]]}))
    assert np.isinf(grown.value("h")[:, 0]).tolist() == [t > 127 for t in range(300)]
    assert set(grown.value_states("h")[:128]) == {"finite"} and set(grown.value_states("h")[128:]) == {"overflow"}
    shrunk = simulate(exp.with_params({"U": [[0.5]], "W": [[1.0]]})).value("h")[:, 0]
    assert (shrunk == np.where(np.arange(300) <= 149, 2.0 ** -np.arange(300.0), 0)).all()


@pytest.mark.parametrize("key", CELLS)
@pytest.mark.parametrize("gain", [0.02, 1.0, 20.0])
def test_every_cell_in_float32_follows_its_values_and_is_typed_by_its_own_range(key, gain):
    exp = experiment(CELLS[key], 3, 2, 90, dtype="float32")
    exp = exp.with_params({m: gain * exp.params[m] for m in exp.cell.recurrent})
    run, limits = simulate(exp), np.finfo(np.float32)
    for name in exp.cell.by_name:
        norms, states, grads = run.norms(name), run.norm_states(name), run.grad(name)
        assert grads.dtype == run.value(name).dtype == np.float32
        finite = np.isfinite(norms)
        assert (states[finite & (norms < np.log10(float(limits.tiny)))] == "underflow").all()
        assert (states[finite & (norms > np.log10(float(limits.max)))] == "overflow").all()
        assert not grads[finite & (norms < -46)].any()  # below the smallest number of all, 1.4e-45
        loud = finite & (norms > -36) & (norms < 38)
        with np.errstate(over="ignore"):
            again = np.log10(np.linalg.norm(grads[loud].astype(float), axis=-1))
        assert np.abs(again - norms[loud]).max(initial=0.0) < 1e-4


def test_sums_that_need_the_order_of_their_terms():
    """1e300 + 1 - 1e300 and the like: what is lost is lost as in any float64, and nothing turns into NaN."""
    run = simulate(experiment(cell("h = 1e300 * h_prev - 1e300 * h_prev + W @ x"), 2, 1, 6))
    assert np.isfinite(run.value("h")).all()
    assert set(run.norm_states("h")) <= {"finite", "zero"}


# networks --------------------------------------------------------------------------------------------------------


PARAMETERS = 8
"""Of a network, of which differences are taken; tests/engine/networks/test_network.py has all, by a complex step."""


def network(key: str, steps: int = 5) -> Network:
    rng = np.random.default_rng(3)
    layers = [Layer(CELLS[key], 3, "both"), Layer(CELLS[key], 2, "both", "sum")]
    built = Network.build(
        layers, rng.normal(size=(steps, 2, 2)), output=3, readout="softmax", loss="cross_entropy", at="every",
        targets=rng.integers(0, 3, (steps, 2)),
    )  # fmt: skip
    return built.with_params({n: 0.5 * rng.normal(size=p.shape) for n, p in built.params.items()})


@pytest.mark.parametrize("key", [k for k in CELLS if CELLS[k].by_name[CELLS[k].output].size == "hidden"])
def test_gradient_check_of_a_stack_that_reads_both_ways(key):
    """Central differences, h = 1e-5: 1e-7 of the larger one, and what rounding the two losses adds."""
    built, rng, step = network(key), np.random.default_rng(4), 1e-5
    run = run_network(built)
    noise = np.finfo(float).eps * abs(run.loss) / step
    for name in rng.choice(list(run.param_grads), min(PARAMETERS, len(run.param_grads)), replace=False):
        grad = run.param_grads[name]
        place = tuple(int(rng.integers(0, n)) for n in grad.shape)
        sides = []
        for move in (step, -step):
            changed = np.array(built.params[name])
            changed[place] += move
            sides.append(run_network(built.with_params({name: changed})).loss)
        found = (sides[0] - sides[1]) / (2 * step)
        assert abs(grad[place] - found) < 1e-7 * max(abs(grad[place]), abs(found)) + noise, name

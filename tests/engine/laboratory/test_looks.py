"""Saturation, probe, spectra and depth: each against something worked out another way."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.engine import CELLS, ExperimentError, Layer, Network, run_network, simulate
from rnnviz.engine.laboratory.depth import depth
from rnnviz.engine.laboratory.flat import histogram, slopes_left
from rnnviz.engine.laboratory.probe import Perturbation, changed, probe
from rnnviz.engine.laboratory.spectra import spectra
from rnnviz.engine.language.ops import FUNCTIONS
from tests.engine.cases import experiment, loss_grad


@pytest.mark.parametrize("name", FUNCTIONS)
def test_steepest(name):
    """Against differences on a fine grid; a function without a largest slope has a steeper one further out."""
    function, step = FUNCTIONS[name], 1e-6
    reach = 3 if function.steepest is None else 40
    points = np.linspace(1e-3, reach, 4001)
    points = points if name == "sqrt" else np.concatenate([-points[::-1], points])
    slopes = np.abs(function.forward(points + step) - function.forward(points - step)) / (2 * step)
    if function.steepest is None:
        assert slopes.max() > 10 * np.median(slopes)
    else:
        assert slopes.max() == pytest.approx(function.steepest, rel=1e-4)


def test_slope_left():
    exp = experiment(CELLS["lstm"], steps=5)
    run = simulate(exp)
    rows = slopes_left(run)
    assert [row.line for row in rows] == ["f", "i", "g", "o", "shown"]
    f, g = run.value("f"), run.value("g")
    np.testing.assert_allclose(rows[0].left, 4 * f * (1 - f), rtol=1e-12)
    np.testing.assert_allclose(rows[2].means, (1 - g**2).mean(-1), rtol=1e-12)


def test_dead_units():
    exp = experiment(CELLS["rnn_relu"], hidden=3)
    bias = next(name for name, value in exp.params.items() if value.ndim == 1)
    exp = exp.with_params({bias: np.array([0.5, -1e3, 0.5])})
    (row,) = slopes_left(simulate(exp))
    assert row.dead.tolist() == [False, True, False] and set(np.unique(row.left)) <= {0.0, 1.0}


def test_histogram():
    exp = experiment(CELLS["lstm"], steps=6, hidden=4)
    run = simulate(exp.with_params({"W_f": exp.params["W_f"] * 40}))
    found, f = histogram(run, "f"), run.value("f")
    assert found.counts.sum() == f.size and len(found.edges) == 21
    assert (found.shut, found.open) == ((f < 0.5 - np.sqrt(0.9) / 2).sum(), (f > 0.5 + np.sqrt(0.9) / 2).sum())
    assert found.shut and found.open
    with pytest.raises(ExperimentError, match="g is not a gate"):
        histogram(run, "g")


@pytest.fixture(scope="module")
def two_layers():
    x = np.random.default_rng(0).normal(size=(6, 3))
    layers = [Layer(CELLS["lstm"], 4, direction="both"), Layer(CELLS["gru"], 3)]
    net = Network.build(layers, x, output=2, readout="softmax", loss="cross_entropy", at=[2, 5], targets=[0, 1])
    return run_network(net)


@pytest.mark.parametrize(
    "change",
    [
        Perturbation("input", (1, 2)),
        Perturbation("weight", (2, 1), "0.U_f"),
        Perturbation("weight", (1, 2), "V"),
        Perturbation("start", (3,), "0.backward.c"),
        Perturbation("start", (0,), "1.h"),
    ],
)
def test_probe(two_layers, change):
    """As eps -> 0 forward and backward agree to the last digits; with a finite one they come nearer as it shrinks."""
    found = probe(two_layers, change, 1e-5, 1, "h")
    assert found.slope == pytest.approx(found.gradient, rel=1e-11)
    assert found.moved == pytest.approx(found.gradient, rel=1e-3)
    far = probe(two_layers, change, 4.0, 1, "h")
    assert abs(far.moved - far.gradient) > abs(found.moved - found.gradient)
    other = run_network(changed(two_layers.network, change, 4.0)).value(1, "h") - two_layers.value(1, "h")
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(far.forward, np.log10(np.linalg.norm(other, axis=-1) / 4.0), rtol=1e-12)
    moves = np.isfinite(found.limit)
    np.testing.assert_allclose(found.forward[moves], found.limit[moves], atol=1e-3)


def test_probe_of_a_relu(monkeypatch):
    """It takes complex numbers; where a function does not, there is no limit, and the rest is as it was."""
    run = run_network(Network.build(Layer(CELLS["rnn_relu"], 3), np.ones((4, 2))))
    found = probe(run, Perturbation("input", (0, 0)), 1e-6, 0, "h")
    assert found.slope == pytest.approx(found.gradient, rel=1e-12)
    real = replace(FUNCTIONS["relu"], forward=lambda a: np.maximum(np.real(a), 0.0))
    monkeypatch.setitem(FUNCTIONS, "relu", real)
    without = probe(run, Perturbation("input", (0, 0)), 1e-6, 0, "h")
    assert without.limit is None and without.slope is None and without.moved == found.moved


@pytest.mark.parametrize(
    "change",
    [
        Perturbation("input", (9, 0)),
        Perturbation("weight", (0,), "0.U_f"),
        Perturbation("start", (0,), "0.q"),
        Perturbation("q", (0,)),
    ],
)
def test_probe_refuses(two_layers, change):
    with pytest.raises(ExperimentError):
        probe(two_layers, change, 1.0, 0, "h")
    with pytest.raises(ExperimentError, match="other than 0"):
        probe(two_layers, Perturbation("input", (0, 0)), 0.0, 0, "h")


@pytest.mark.parametrize(("key", "name"), [("rnn", "h"), ("lstm", None), ("gru", "h")])
def test_spectra(key, name):
    exp = experiment(CELLS[key], steps=6, hidden=4)
    run = simulate(exp)
    found = spectra(run, name)
    for t in range(6):
        jacobian = run.jacobian(name, t)
        np.testing.assert_allclose(found.singular[t] ** 2, np.linalg.eigvalsh(jacobian.T @ jacobian)[::-1], atol=1e-12)
        assert found.radius[t] == pytest.approx(np.abs(run.eigenvalues(name, t)).max())
    if key != "lstm":
        np.testing.assert_allclose(found.product[:-1], run.flow(name, "spectral")[-1, :-1], atol=1e-10)
    norms = run.norms(name)
    np.testing.assert_allclose(found.factor[1:], norms[:-1] - norms[1:])
    assert found.per_step == pytest.approx((norms[0] - norms[-1]) / 5)
    assert (found.bound is not None) == (key == "rnn")


def test_spectra_of_what_is_zero_and_what_is_no_number():
    exp = experiment(CELLS["lstm"], steps=4).hold("f", 0.0).hold("o", 0.0)
    found = spectra(simulate(exp), "c")
    assert np.isneginf(found.product[:-1]).all() and np.isnan(found.per_step)
    wild = experiment(CELLS["rnn_linear"], steps=30)
    wild = wild.with_params({"U": wild.params["U"] * 1e30})
    assert not np.isfinite(spectra(simulate(wild)).product[0]) or spectra(simulate(wild)).product[0] > 300


def test_depth(two_layers):
    rows = depth(two_layers)
    assert [(row.layer, row.way) for row in rows] == [(0, "forward"), (0, "backward"), (1, "forward")]
    for row in rows:
        np.testing.assert_array_equal(row.output, two_layers.norms(row.layer, "h", row.way))
    both = np.concatenate([two_layers.grad(0, s, "backward") for s in ("h", "c")], axis=-1)
    np.testing.assert_allclose(rows[1].states, np.log10(np.linalg.norm(both, axis=-1)), rtol=1e-10)


def test_one_step_and_loss_everywhere():
    exp = experiment(CELLS["lstm"], steps=1)
    run = simulate(exp, loss_grad(exp))
    assert spectra(run).product.tolist() == [0.0] and len(slopes_left(run)[0].left) == 1

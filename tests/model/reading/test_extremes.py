"""No number takes a picture down: what is read off a run may be 1e308, infinity, NaN or a denormal."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Experiment, Run, simulate
from rnnviz.model.chain.onebox_effects import effects
from rnnviz.model.figures.numbers import plain, power
from rnnviz.model.figures.scales import (
    decade_text,
    decades,
    marks,
    nice,
    percent_text,
    size_text,
    times_text,
)
from rnnviz.model.figures.shading import by_decades, largest, strength, within_one
from rnnviz.model.figures.way_back import way_back
from rnnviz.model.picture import picture
from rnnviz.model.picture.reading import (
    Backflow,
    bars,
    factor,
    forward_width,
    level,
    log_norm,
    mean,
    mean_size,
    shown_value,
    slope,
    valve_width,
)
from rnnviz.model.reading.focus import kept_share, slope_reading
from rnnviz.model.reading.reading import forward, forward_node
from rnnviz.model.reading.reading_backward import backward, backward_node
from rnnviz.model.reading.term_shares import biases, products

ODD = [0.0, 5e-324, 1e-310, 1e-200, 1.0, 1e200, 1e308, -1e308, 1.7e308, math.inf, -math.inf, math.nan]
odd = st.sampled_from(ODD) | st.floats(width=64)


def everything(run: Run, steps) -> None:
    """All that the stage, the formula and the cards ask about some steps; warnings are errors here."""
    drawn = picture(run.cell)
    flow = Backflow(run, drawn)
    for t in steps:
        for name in (*run.cell.by_name, *(f"{state}_prev" for state in run.cell.states), "x"):
            forward(run, name, t, 1), backward(run, name, t, 1)
            slope(run, name, t) if name in run.cell.by_name else None
            slope_reading(run, name, t, 0)
        for node in run.cell.nodes:
            if node.op not in ("param", "const", "x"):
                forward_node(run, node.id, t, 0), backward_node(run, node.id, t, 0)
        for line in run.cell.by_name:
            products(run, line, t, 0, ()), biases(run, line, 0)
        for piece in drawn.pieces:
            assert forward_width(run, piece, t) >= 0
            flow.strength(flow.through(piece, t, list(run.cell.by_name)))
        for link in drawn.links:
            factor(run, link, t), flow.sofar([link], t, list(run.cell.by_name))
        for shape in drawn.shapes:
            values = shown_value(run, drawn, shape, t)
            bars(values), mean(values), mean_size(values), level(values), valve_width(values)
            assert all(-1 <= flow.shade(float(v)) <= 1 or not math.isfinite(v) for v in flow.at_node(shape.node, t))
        kept_share(run, t, 0)
    effects(run)
    marks(run.norms(run.cell.output).tolist(), run.norm_states(run.cell.output).tolist())
    way_back(run.norms().tolist(), run.norm_states().tolist())


def engine(run: Run) -> None:
    """All that the engine itself hands out."""
    assert isinstance(run.loss, float)
    for name in run.cell.by_name:
        run.value(name), run.grad(name), run.norms(name), run.norm_states(name), run.value_states(name)
        run.flow(name), run.flow(name, "spectral"), run.flow_pair(name, run.steps - 1, 0), run.jacobian(name, 1)
    for name in run.cell.params:
        run.param_grads_by_step(name)
    assert set(run.param_grads) == set(run.cell.params)
    run.norms(), run.norm_states(), run.flow(), run.flow(norm="rms"), run.jacobian(t=1)
    run.bound(), run.bound_factors(), run.eigenvalues(None, 1), run.overflowed


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("key", ["rnn_linear", "gru", "lstm_peephole", "lstm_scalar"])
def test_weights_of_every_size(key, value):
    exp = Experiment.build(CELLS[key], 3, np.random.default_rng(0).normal(size=(4, 2)), seed=1)
    names = [*CELLS[key].recurrent, *[n for n in exp.params if n[0] in "bd"]][:2] or list(exp.params)
    run = simulate(exp.with_values([(name, (0,) * exp.params[name].ndim, value) for name in names]))
    engine(run)
    everything(run, [1, 3])


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("x", [1e308, -1e308, 1e38, 1e-310, 5e-324])
@pytest.mark.parametrize("key", ["rnn_linear", "rnn_relu", "lstm", "gru_keep", "lstm_peephole"])
def test_inputs_of_every_size(key, x, dtype):
    if dtype == "float32" and abs(x) > 1e38:
        pytest.skip("no number of that format")
    run = simulate(Experiment.build(CELLS[key], 3, np.full((4, 2), x), seed=1, dtype=dtype, loss="every"))
    engine(run)
    everything(run, [1, 3])


def test_a_linear_network_that_explodes_is_read_at_every_step():
    """1,500 steps with gain 4: at steps 843 to 846 a sum of squares, then the values themselves leave float64."""
    rng = np.random.default_rng(0)
    exp = Experiment.build(CELLS["rnn_linear"], 16, rng.normal(size=(1500, 3)), seed=0)
    run = simulate(exp.with_params({"U": 4 * exp.params["U"]}))
    sizes = np.abs(run.value("h")).max(axis=1)
    end = int(np.argmax(~np.isfinite(sizes)))
    assert 100 < end < 1500 and run.value_states("h")[end] == "overflow"
    everything(run, [0, *range(end - 6, end + 3), 1499])


def test_a_mean_of_large_numbers_is_their_mean():
    assert mean(np.array([1.5e308, 1.5e308])) == mean_size(np.array([-1.5e308, 1.5e308])) == 1.5e308
    assert mean(np.array([1.5e308, -1.5e308])) == 0.0 and math.isnan(mean(np.array([1.0, math.nan])))


@settings(max_examples=150, deadline=None)
@given(st.lists(odd, min_size=1, max_size=6), st.integers(0, 3))
def test_figures_of_any_numbers(values, places):
    array = np.array(values)
    for value in values:
        texts = plain(value, places), power(value), size_text(value), times_text(value), percent_text(value)
        assert all(texts) and decade_text(value)
        assert nice(abs(value), 5) > 0 or not math.isfinite(value) or value == 0
    decades([v for v in values if not 1e4 < abs(v) < math.inf])  # of logarithms
    log_norm(array), mean(array), mean_size(array), level(array), bars(array)
    for shaded in (within_one(array), by_decades(array), strength(array, 0.0)):
        assert np.all((np.abs(shaded) <= 1) | ~np.isfinite(shaded))
    assert largest(array) >= 0 or math.isnan(largest(array))

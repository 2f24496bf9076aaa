"""The parts of a state's gradient: held against formulas of the specification, against a complex step through a cell
whose other ways are cut, and against their own sum."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from rnnviz.engine import CELLS, ExperimentError, Layer, Network, run_network, simulate
from rnnviz.engine.laboratory.carrying import carried
from rnnviz.engine.laboratory.selfway import self_way
from rnnviz.engine.passes.scaled import Scaled, no_exponent
from tests.engine.cases import cell, experiment, loss_grad
from tests.engine.random_cells import cells

STATES = [(key, state) for key, found in CELLS.items() for state in found.states]
OWN = {"lstm": {"c"}, "gru": {"h"}, "lstm_1997": {"c"}, "lem": {"m", "h"}, "slstm": {"m", "c", "n"}, "sru": {"c"},
       "indrnn": {"h"}, "rnn": set(), "jordan": set(), "lstm_projection": {"c"}, "rnn_linear": set()}  # fmt: skip


def gap(run, state) -> float:
    """How far the parts are from the whole, against the largest of them."""
    found, whole = run.paths(state), run.grad(state)
    largest = max(np.abs(part).max() for part in [*found.values(), whole])
    return float(np.abs(sum(found.values()) - whole).max() / largest) if largest else 0.0


@pytest.mark.parametrize("key", OWN)
def test_own_ways(key):
    assert {s for s in CELLS[key].states if self_way(CELLS[key], s)} == OWN[key]


@pytest.mark.parametrize("key", CELLS)
def test_parts_add_up(key):
    """Also of a batch, with gates and the last line held, in steps and throughout."""
    found = CELLS[key]
    for batch in (None, 3):
        exp = experiment(found, steps=9, batch=batch)
        lines = (*found.gates[:1], found.lines[-1].name)
        held = [exp.hold(line, 0.6, where) for line in lines for where in ([2, 5], None)]
        for e in (exp, *held):
            run = simulate(e, loss_grad(e))
            assert all(gap(run, state) < 1e-13 for state in found.states)


@settings(max_examples=40)
@given(cells())
def test_parts_of_any_cell_add_up(found):
    exp = experiment(found, hidden=3, steps=5)
    run = simulate(exp, loss_grad(exp))
    for state in found.states:
        parts = [run.grad(state), *run.paths(state).values()]
        if max(np.abs(part).max() for part in parts) < 1e100:
            assert gap(run, state) < 1e-11


@pytest.mark.parametrize(("key", "state"), [("lstm", "c"), ("gru", "h"), ("lstm_peephole", "c"), ("lem", "h")])
def test_own_part_by_complex_step(key, state):
    """With every other reading of the previous values replaced by numbers that do not move, only the own way is left:
    the gradient of that cell is the own part."""
    exp = experiment(CELLS[key], hidden=3, steps=6)
    run = simulate(exp)
    own = run.paths(state)[f"{state}_prev"]
    for k in range(exp.steps):
        for unit in range(3):
            assert _alone(exp, run, state, k, unit) == pytest.approx(own[k, unit], rel=1e-12, abs=1e-300)


def _alone(exp, run, state, k, unit) -> float:
    """dL/d(state at k) by a complex step, step by step, where the state alone moves and on its own way only."""
    way, moves = self_way(exp.cell, state), 0.0
    loss = np.zeros(exp.hidden, complex)
    for t in range(k, exp.steps):
        value = run.value(state)[t].astype(complex)
        if t == k:
            value[unit] += 1e-20j
        else:
            value = value + 1j * _carried(exp, run, state, way, t, moves)
        moves = value.imag
        loss += _said(exp, run, state, t, value) if t == exp.steps - 1 else 0
    return float(loss.sum().imag / np.sqrt(exp.hidden) / 1e-20)


def _carried(exp, run, state, way, t, moves):
    """One step of the own way, by the values of the run with one reading moved at a time."""
    values = {}
    for node in exp.cell.nodes:
        if node.id in way.leaves:
            values[node.id] = run.value(f"{state}_prev")[t] + 1j * moves
        elif node.id in way.nodes:
            values[node.id] = _again(exp.cell, node, values)
        elif node.op != "param" or exp.params[node.name].ndim == 1:
            values[node.id] = run.node_value(node.id)[t].astype(complex)
    return values[exp.cell.by_name[state].root].imag


def _again(found, node, values):
    if node.op == "line":
        return values[found.by_name[node.name].root]
    args = [values[a] for a in node.args]
    return args[0] * args[1] if node.op == "mul" else sum(s * a for s, a in zip(node.signs, args, strict=True))


def _said(exp, run, state, t, value):
    """The output at the last step with the state at another value."""
    found, values = exp.cell, {}
    if found.output == state:
        return value
    calls = {"tanh": np.tanh, "sigmoid": lambda a: 1 / (1 + np.exp(-a)), "mul": lambda a, b: a * b}
    for node in found.nodes:
        if node.op != "param" or exp.params[node.name].ndim == 1:
            values[node.id] = run.node_value(node.id)[t].astype(complex)
        if node.id == found.by_name[state].root:
            values[node.id] = value
        elif node.op == "line":
            values[node.id] = values[found.by_name[node.name].root]
        elif node.op == "sum":
            values[node.id] = sum(s * values[a] for s, a in zip(node.signs, node.args, strict=True))
        elif node.op in calls:
            values[node.id] = calls[node.op](*(values[a] for a in node.args))
    return values[found.by_name[found.output].root]


@pytest.mark.parametrize(("key", "state", "gate"), [("lstm", "c", "f"), ("gru", "h", "keep")])
def test_formulas_of_the_books(key, state, gate):
    """part_q = s_k dL/dh_k through q, first_q[k] = part_q[k] + a first_q[k+1], with s = o (1 - tanh(c)^2) or 1."""
    exp = experiment(CELLS[key], steps=8)
    run = simulate(exp, loss_grad(exp))
    s = run.value("o") * (1 - np.tanh(run.value("c")) ** 2) if key == "lstm" else 1.0
    names = [name for name in run.paths(state) if name != f"{state}_prev"]
    assert names == (["f", "i", "g", "o"] if key == "lstm" else ["r", "z", "past"])
    for name in names:
        part = s * run.grad("h", into=name)
        first = part.copy()
        for k in range(exp.steps - 2, -1, -1):
            first[k] += run.value(gate)[k + 1] * first[k + 1]
        np.testing.assert_allclose(run.paths(state).at_once(name), part, rtol=1e-12, atol=1e-18)
        np.testing.assert_allclose(run.paths(state)[name], first, rtol=1e-12, atol=1e-18)
    np.testing.assert_allclose(run.paths(state).factor, run.value(gate), rtol=1e-15)


@pytest.mark.parametrize(("key", "state"), [("lstm", "c"), ("gru", "h"), ("rnn", "h"), ("lem", "m")])
def test_shares_add_up(key, state):
    exp = experiment(CELLS[key], steps=12, batch=2)
    run = simulate(exp, loss_grad(exp))
    shares = run.paths(state).shares()
    np.testing.assert_allclose(sum(shares.values()), 1.0, rtol=0, atol=1e-13)
    g, p = run.grad(state), run.paths(state)[f"{state}_prev"]
    np.testing.assert_allclose(shares[f"{state}_prev"], (p * g).sum(-1) / (g * g).sum(-1), rtol=1e-12)


def test_nothing_to_share():
    """Behind a loss at the first step alone G is zero: shares are 0, and the run says why."""
    exp = experiment(CELLS["lstm"])
    grad = np.zeros((exp.steps, exp.hidden))
    grad[0] = 1.0
    run = simulate(exp, grad)
    assert run.paths("c").shares()["c_prev"].tolist() == [1.0] + [0.0] * (exp.steps - 1)
    assert set(run.norm_states("c")[1:]) == {"zero"}


@pytest.mark.parametrize(("forget", "write"), [(1e-2, 0.5), (1e2, 0.0)])
def test_far_outside_float64(forget, write):
    """Of gradients of 1e-400 and 1e+600 shares still add up, and the norm of what stays on the belt is exact."""
    exp = experiment(CELLS["lstm"], steps=300, hidden=4).hold("f", forget).hold("i", write)
    exp = replace(exp, start={"c": np.zeros((1, 4)), "h": np.zeros((1, 4))})
    exp = exp.with_params({"U_g": exp.params["U_g"] * 1e-2, "U_o": exp.params["U_o"] * 1e-2})
    run = simulate(exp)
    found = run.paths("c")
    assert abs(run.norms("c")[0]) > 310 and "nan" not in run.norm_states("c")
    np.testing.assert_allclose(sum(found.shares().values()), 1.0, atol=1e-12)
    last = run.norms("c")[-1]
    assert found.norms("c_prev")[0] == pytest.approx(np.log10(forget) * (exp.steps - 1) + last, abs=1e-8)


def test_carried_beyond_the_format():
    """The rescaled way gives the plain one's numbers where there are some, and its own where there are none."""
    rng = np.random.default_rng(3)
    source, factor = rng.normal(size=(40, 2, 3)), rng.uniform(1e-12, 1e-11, (40, 2, 3))
    source[:-1] = 0.0
    (found,) = carried([Scaled(source, no_exponent(40, 2))], factor)
    wanted = np.log10(np.abs(source[-1])) + np.log10(factor[1:]).sum(axis=0)
    assert wanted.max() < -400
    logs = np.log10(np.abs(found.numbers[0])) + found.exponent[0, :, None] * np.log10(2)
    np.testing.assert_allclose(logs, wanted, rtol=1e-12)


def test_readers_beside_the_own_way():
    """What stands on the way and is read beside it, too: its other readers are a part of their own."""
    found = cell("kept = 0.5 * c_prev\nc = kept + tanh(W @ x + U @ h_prev)\nh = tanh(c) + kept * kept", "output = 'h'")
    assert not self_way(found, "c").alone
    exp = experiment(found)
    run = simulate(exp, loss_grad(exp))
    assert gap(run, "c") < 1e-14 and list(run.paths("c")) == ["c_prev", "c", "kept"]
    beside = 2 * run.value("kept")[1:] * run.grad("h")[1:] * 0.5
    np.testing.assert_allclose(run.paths("c").at_once("kept")[:-1], beside, rtol=1e-12)


def test_layers_and_directions():
    layers = [Layer(CELLS["lstm"], 4, direction="both"), Layer(CELLS["gru"], 3)]
    net = Network.build(layers, np.random.default_rng(0).normal(size=(6, 2, 3)), loss="sum", at="every")
    for runs in run_network(net).layers:
        for run in runs:
            assert all(gap(run, state) < 1e-13 for state in run.cell.states)


def test_refusal():
    exp = experiment(CELLS["lstm"])
    with pytest.raises(ExperimentError, match="f is not a state of"):
        simulate(exp).paths("f")

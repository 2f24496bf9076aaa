"""What the compiler prints, and that its two ways of adding gradients agree."""

import re

import numpy as np
import pytest
from hypothesis import assume, given

from rnnviz.engine import CELLS, Cell, Experiment
from rnnviz.engine.compiler.graph import Graph, local_derivative
from rnnviz.engine.compiler.kernel import CACHED, STRETCH, Kernel, kernel_for
from rnnviz.engine.compiler.kernelgrad import parameter_gradients
from rnnviz.engine.compiler.layout import BufferLayout
from rnnviz.engine.compiler.program import make_program
from rnnviz.engine.experiments.experiment import Experiment as Frozen
from rnnviz.engine.passes.rescaled import run_backward
from tests.engine.cases import cell, experiment, full, loss_grad
from tests.engine.compiler.test_random_cells import CLOSE, PATIENT, calm, experiments
from tests.engine.oracle import Oracle, distance


@pytest.mark.parametrize(
    ("key", "forward", "backward"), [("rnn", 2, 2), ("lstm", 10, 8), ("gru", 11, 8), ("gru_reset_after", 11, 5)]
)
def test_calls_of_a_step(key, forward, backward):
    """The counts of a hand-fused engine plus at most two (one product a stage, one sigmoid and tanh for all gates)."""
    program = make_program(CELLS[key], frozenset(), True)
    assert (len(program.forward), len(program.backward)) == (forward, backward)
    assert program.calls == forward + backward


KNOWN = (
    r"add|subtract|multiply|negative|maximum|tanh|exp|reciprocal|sigmoid_slope|copyto|out|where|loss|(dot|back|mix|unmix)\d+"
    r"|(into|slope|partial)_[a-z]+(_[0-2])?|[acdejmpqrstuvwxyz]\d+(_\d+)?|b\d+_\d+|[bd]_all\d+|(held|mask|in|out|carry|loss)\d+"
)


@pytest.mark.parametrize("key", CELLS)
def test_a_statement_names_only_numbers_and_known_calls(key):
    program = make_program(CELLS[key], frozenset({CELLS[key].output}), False)
    text = "\n".join([*program.forward, *program.backward, *program.coefficients])
    words = set(re.findall(r"\w+", text))
    assert not words & set(CELLS[key].params)
    assert all(re.fullmatch(KNOWN, word) for word in words), words


def passes(exp: Frozen, kernel: Kernel, dh: np.ndarray) -> dict[str, np.ndarray]:
    kernel.forward(exp)
    kernel.backward(dh)
    return {name: np.array(kernel.total(name)) for name in kernel.program.low.owns}


@PATIENT
@given(experiments())
def test_gradients_folded_into_products_are_those_that_are_added(exp):
    dh = full(loss_grad(exp), exp)
    with np.errstate(all="ignore"):
        assume(calm(Oracle(exp, dh)))
    folded, added = (passes(exp, kernel_for(exp, folded=f), dh) for f in (True, False))
    ahead = Kernel(make_program(exp.cell, frozenset(exp.held), False, True), exp, exp.steps)
    hoisted = passes(exp, ahead, dh)
    usual = kernel_for(exp, folded=False)
    passes(exp, usual, dh)
    if usual.program.regular:
        pairs = parameter_gradients(usual, exp), parameter_gradients(ahead, exp)
        assert all(distance(pairs[1][n], pairs[0][n]) <= CLOSE for n in exp.params)
    again = passes(exp, kernel_for(exp, folded=True), dh)
    for name in folded:
        assert distance(folded[name], added[name]) <= CLOSE, name
        assert distance(hoisted[name], added[name]) <= CLOSE, name
        assert np.array_equal(folded[name], again[name]), "a second run on one kernel must not see the first"


def test_two_vectors_and_twice_the_same_matrix_in_one_sum():
    typed = cell("h = tanh(W @ x + U @ h_prev - U @ h_prev + U @ h_prev + b + d)")
    exp = experiment(typed, 4, 3, 6, None)
    exp = exp.with_params({"b": np.full(4, 0.3), "d": np.full(4, -0.1)})
    dh = loss_grad(exp)
    oracle = Oracle(exp, full(dh, exp))
    found = passes(exp, kernel_for(exp), full(dh, exp))
    assert distance(found["h"], oracle.grads["h"]) <= 1e-12


def test_buffers_are_shared_by_runs_of_one_shape_and_dropped_when_they_grow():
    exp = experiment(CELLS["lstm"], 8, 3, 20, None)
    assert kernel_for(exp) is kernel_for(exp.with_value("b_f", 2, 3.0))
    large = Experiment.build(CELLS["lstm"], hidden=64, inputs=np.zeros((20000, 1)))
    assert kernel_for(large).bytes < CACHED / 3
    assert kernel_for(large).steps == STRETCH
    wide = [Experiment.build(CELLS["lstm"], hidden=100 + k, inputs=np.zeros((STRETCH, 2, 1))) for k in range(3)]
    kernels = [kernel_for(one) for one in wide]
    assert sum(k.bytes for k in kernels) > CACHED > kernels[0].bytes
    assert kernel_for(wide[2]) is kernels[2]
    assert kernel_for(wide[0]) is not kernels[0]


def test_a_common_subexpression_is_one_node():
    graph = Graph()
    a, b = graph.const(2.0, "hidden"), graph.const(3.0, "hidden")
    assert graph.mul(a, b) == graph.const(6.0, "hidden")
    assert graph.sum([(1, a), (-1, b)], "hidden") == graph.const(-1.0, "hidden")


def test_a_local_derivative_of_a_product_is_the_other_factor():
    typed: Cell = cell("k = p * h_prev\nh = k + k * k")
    program = make_program(typed, frozenset(), False)
    low = program.low
    found = local_derivative(low.graph, low.owns["h"])
    kinds = {low.graph.ops[leaf].kind for leaf in found}
    assert kinds == {"prev", "param"}


@pytest.mark.parametrize("folded", [True, False])
@pytest.mark.parametrize("extra", ["+ p * p", "- p * d", "+ p * tanh(W @ x)", "- p * 0.5", "+ p * h_prev + d * d"])
def test_what_a_sigmoid_adds_may_be_known_before_the_loop(extra, folded):
    exp = experiment(cell(f"h = sigmoid(U @ h_prev {extra})"), 3, 2, 5, 2)
    dh = full(loss_grad(exp), exp)
    oracle, kernel = Oracle(exp, dh), kernel_for(exp, folded=folded)
    assert distance(passes(exp, kernel, dh)["h"], oracle.grads["h"]) < 1e-13
    found = parameter_gradients(kernel, exp)
    for name, expected in oracle.param_grads.items():
        assert distance(found[name], expected) < 1e-13, name


def test_a_segment_of_a_batch_stands_side_by_side():
    layout = BufferLayout({"R0": ((("a", "hidden"), ("b", "one")), 1)}, {"hidden": 2}, steps=3, batch=2)
    assert layout.shape["R0"] == (4, 6)
    block = np.arange(layout.numbers, dtype=float)
    rows = layout.array(block, "R0")[:, :4]
    assert layout.outward(rows).shape == (4, 2, 2)
    assert layout.outward(rows)[0].tolist() == [[0.0, 2.0], [1.0, 3.0]]


def test_a_scaled_pass_agrees_with_the_plain_one_where_both_can():
    exp = experiment(CELLS["lstm"], 5, 3, 40, 2)
    from rnnviz.engine.passes.forward import run_forward

    dh = loss_grad(exp)
    trace = run_forward(exp)
    plain = run_backward(exp, trace, dh)
    tiny = run_backward(exp, trace, dh * 1e-200)
    (plain,), (tiny,) = plain.parts, tiny.parts
    assert not plain.exponent.any() and tiny.exponent.any()
    for name, values in plain.states.items():
        back = np.ldexp(tiny.states[name], tiny.exponent[..., None].astype(np.int32)) * 1e200
        assert np.allclose(back, values, rtol=1e-12, atol=0)

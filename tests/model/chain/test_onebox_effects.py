"""Slope and memory's share against their formulas by hand and finite differences."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Cell, Experiment, Run, simulate
from rnnviz.model.chain.onebox_effects import effects, memory, slope

X = np.random.default_rng(1).normal(size=(7, 3))


def run_of(key: str) -> Run:
    cell = CELLS.get(key) or Cell.from_text(f"name = 'typed'\nequations = '''{key}'''")
    exp, rng = Experiment.build(cell, 5, X, seed=2), np.random.default_rng(3)
    biases = {name: rng.normal(size=5) for name in exp.params if name[0] in "bd"}  # else zero: nobody would miss them
    return simulate(exp.with_params(biases))


@pytest.mark.parametrize("key", sorted(CELLS))
def test_only_cells_of_one_box_have_effects(key: str) -> None:
    wanted = {
        "rnn": ["slope", "memory"], "rnn_relu": ["slope", "memory"], "indrnn": ["slope", "memory"],
        "rnn_linear": ["memory"], "feedforward": ["slope"],
    }  # fmt: skip
    run = run_of(key)
    found = effects(run)
    assert [e.kind for e in found] == wanted.get(key, [])
    assert all(e.values.shape == (7, 5) and e.line in run.cell.by_name for e in found)


SQUASH = {
    "rnn": np.tanh,
    "rnn_relu": lambda a: np.maximum(a, 0),
    "h = sigmoid(W @ x + U @ h_prev)": lambda a: 1 / (1 + np.exp(-a)),
    "h = softplus(W @ x + b)": lambda a: np.log1p(np.exp(a)),
}


@pytest.mark.parametrize("key", SQUASH)
def test_slope_is_the_change_of_the_output_with_the_sum(key: str) -> None:
    of = SQUASH[key]
    run = run_of(key)
    found = slope(run)
    inner = run.value("a") if "a" in run.cell.by_name else run.inner("h")
    assert found is not None and found.line == "h" and found.text
    np.testing.assert_allclose(found.values, (of(inner + 1e-6) - of(inner - 1e-6)) / 2e-6, atol=1e-8)


def test_memory_is_the_share_of_what_comes_from_the_step_before() -> None:
    run = run_of("rnn")
    p = run.experiment.params
    before = np.concatenate([np.zeros((1, 5)), run.value("h")[:-1]])
    new, old, bias = np.abs(X @ p["W"].T), np.abs(before @ p["U"].T), np.abs(p["b"])
    found = memory(run)
    assert found is not None and (found.line, found.text) == ("a", "U h")
    np.testing.assert_allclose(found.values, old / (new + old + bias), atol=1e-12)
    assert not found.values[0].any()


def test_memory_of_terms_in_a_sum_of_sums_and_without_anything_is_no_division_by_zero() -> None:
    found = memory(run_of("h = tanh((W @ x + u * h_prev) + (U @ h_prev + b))"))
    assert found is not None and found.text == "u h + U h" and found.values.max() <= 1
    still = memory(simulate(Experiment.build(CELLS["rnn"], 2, np.zeros((3, 1)), init="zeros")))
    assert still is not None and not still.values.any()


def test_what_is_held_passes_nothing_on() -> None:
    run = simulate(Experiment.build(CELLS["rnn"], 5, X, seed=2).hold("h", 0.5, slice(2, 4)))
    found, share = effects(run)
    assert not found.values[2:4].any() and found.values[4:].any() and share.values[2:4].any()

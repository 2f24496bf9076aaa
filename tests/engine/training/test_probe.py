"""The best unit and threshold, held against all there are: values that tie, facts that hold below, always or never."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine import CELLS, Layer
from rnnviz.engine.networks.network_run import run_network
from rnnviz.engine.training.probe import best_probe
from rnnviz.engine.training.tasks import build_task
from rnnviz.engine.training.train import network_for, on
from rnnviz.engine.training.watch import Watch


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.booleans()), min_size=1, max_size=9))
def test_no_threshold_tells_more(samples: list[tuple[int, int, bool]]) -> None:
    values = np.array([sample[:2] for sample in samples], float)
    holds = np.array([sample[2] for sample in samples])
    found = best_probe(values, holds)
    assert float((found.tells(values) == holds).mean()) == pytest.approx(found.share)
    cuts = np.arange(-2.5, 3.0, 0.5)
    tried = [
        float((((values[:, unit] > cut) == above) == holds).mean())
        for unit in range(2) for cut in cuts for above in (True, False)
    ]  # fmt: skip
    assert found.share == pytest.approx(max(tried))
    assert found.threshold not in values[:, found.unit], "between two values, or beyond the last"
    assert values[:, found.unit].min() - 1 <= found.threshold <= values[:, found.unit].max() + 1


@pytest.mark.parametrize("cells", [("lstm",), ("rnn", "gru"), ("sru",)])
def test_what_a_watch_sees_is_the_runs_own_gradient(cells: tuple[str, ...]) -> None:
    task = build_task("slot_filling")
    network = network_for(task, [Layer(CELLS[key], 3 + n) for n, key in enumerate(cells)], seed=2)
    reach = Watch(network, task.heldout, 1).look(network.params)
    run, top = run_network(on(network, task.heldout.alone(1))), len(cells) - 1
    cell = CELLS[cells[-1]]
    for line in {*cell.states, cell.output}:
        gradient = np.asarray(run.grad(top, line))
        wanted = np.linalg.norm(gradient.reshape(len(gradient), -1), axis=1)
        np.testing.assert_allclose(10 ** reach.norms[line], wanted, rtol=1e-9, atol=1e-300)
    np.testing.assert_allclose(10**reach.entering, np.linalg.norm(run.sent), rtol=1e-9)
    assert np.allclose(reach.per_loss(cell.output), reach.norms[cell.output] - reach.entering)

"""One pair of steps by itself is what the map of all pairs says, also far outside float64."""

import numpy as np
import pytest

from rnnviz.engine import CELLS, Experiment, ExperimentError, simulate
from rnnviz.engine.maps import spans
from tests.covering import covering
from tests.engine.cases import cell, experiment

APART = """
c = 0.01 * c_prev + W @ x
d = 3 * d_prev + W @ x
h = c + d
"""


@pytest.mark.parametrize(("key", "norm"), covering(CELLS, ["spectral", "frobenius"]))
def test_every_line_and_pair_of_a_short_run(key, norm):
    exp = experiment(CELLS[key], 3, 2, 6, 2)
    run = simulate(exp.hold(exp.cell.output, 0.3, slice(2, 3)))
    for name in exp.cell.by_name:
        whole = run.flow(name, norm=norm, sample=1)
        pairs = [[run.flow_pair(name, t, k, norm, 1) for k in range(6)] for t in range(6)]
        np.testing.assert_allclose(pairs, whole, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("key", "gain"), covering(CELLS, [0.3, 3.0]))
def test_pairs_far_apart(key, gain):
    exp = experiment(CELLS[key], 4, 2, 150)
    run = simulate(exp.with_params({m: gain * exp.params[m] for m in exp.cell.recurrent}))
    name, rng = exp.cell.output, np.random.default_rng(0)
    whole = run.flow(name, norm="spectral")
    for t, k in [(149, 0), (128, 7), (127, 63), (9, 8), *rng.integers(0, 150, (12, 2)).tolist()]:
        np.testing.assert_allclose(run.flow_pair(name, t, k), whole[t, k], rtol=0, atol=1e-12)


@pytest.mark.parametrize("scale", [0.01, 1.0, 50.0])
def test_an_orthogonal_matrix_far_outside_float64(scale):
    turn = scale * np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]
    run = simulate(Experiment.build(CELLS["rnn_linear"], 3, np.zeros((1200, 1))).with_params({"U": turn}))
    for t, k in ((1199, 0), (1100, 13), (600, 599)):
        assert abs(run.flow_pair("h", t, k) - (t - k) * np.log10(scale)) < 1e-9
        assert abs(run.flow_pair("h", t, k, "frobenius") - (t - k) * np.log10(scale) - np.log10(3) / 2) < 1e-9


def test_units_that_drift_apart_and_one_that_dies_later():
    """The larger one's way is cut at step 3: the smaller one remains, 1,000 orders below what was beside it."""
    exp = Experiment.build(CELLS["indrnn"], 2, np.ones((900, 1)), init="zeros")
    exp = exp.with_params({"u": [0.1, 1.0], "b": [1.0, 0.0], "W": [[0.0], [1e-3]]})
    x = np.ones((900, 1))
    x[3] = -1e6  # the second unit's ReLU is shut here
    shut = Experiment.build(exp.cell, 2, x).with_params({**exp.params, "u": [0.1, 10.0]})
    run = simulate(shut)
    assert abs(run.flow_pair("h", 300, 10) - 290) < 1e-9
    assert abs(run.flow_pair("h", 300, 2) + 298) < 1e-9


def test_states_that_never_meet_have_nothing_to_do_with_each_other():
    run = simulate(experiment(cell(APART), 2, 1, 700))
    for name, factor in (("c", 0.01), ("d", 3.0)):
        for norm, extra in (("spectral", 0.0), ("frobenius", np.log10(2) / 2)):
            expected = 699 * np.log10(factor) + extra
            assert abs(run.flow_pair(name, 699, 0, norm) - expected) < 1e-9
            assert abs(run.flow(name, norm, at=[0, 300, 699])[2, 0] - expected) < 1e-9
    fed = cell("c = 0.01 * c_prev + d_prev\nd = 3 * d_prev + W @ x\nh = c")
    run = simulate(experiment(fed, 2, 1, 700))
    assert abs(run.flow_pair("c", 699, 0) - 699 * np.log10(0.01)) < 1e-9
    assert np.isneginf(run.flow_pair("h", 699, 0))  # h is in no way read again


def test_kept_products_stay_within_their_memory(monkeypatch):
    monkeypatch.setattr(spans, "KEPT", 60_000)
    exp = experiment(CELLS["lstm"], 8, 2, 300)
    run, free = simulate(exp), simulate(exp)
    expected = run.flow("h", norm="spectral")
    for t, k in ((299, 0), (290, 77)):
        np.testing.assert_allclose(run.flow_pair("h", t, k), expected[t, k], rtol=0, atol=1e-12)
    kept = sum(m.nbytes for m, _ in run._kept["spans", "h", 0]._kept.values())
    monkeypatch.undo()
    free.flow_pair("h", 299, 0)
    assert kept <= 60_000 < sum(m.nbytes for m, _ in free._kept["spans", "h", 0]._kept.values())


def test_numbers_that_are_none():
    run = simulate(experiment(CELLS["lstm"], 3, 2, 6).with_value("b_g", 0, np.nan))
    assert np.isnan(run.flow_pair("h", 5, 1))
    shut = experiment(CELLS["lstm"], 3, 2, 6).hold("c", 0.1, slice(3, 4)).hold("h", 0.1, slice(3, 4))
    assert np.isneginf(simulate(shut).flow_pair("c", 5, 1))


def test_refusals():
    run = simulate(experiment(CELLS["rnn"], 3, 2, 6))
    for wrong in (("h", 6, 0), ("h", 0, -1), ("q", 1, 0), ("h", 1, 0, "max"), ("h", 1, 0, "spectral", 1)):
        with pytest.raises(ExperimentError):
            run.flow_pair(*wrong)

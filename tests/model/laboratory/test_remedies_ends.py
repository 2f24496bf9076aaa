"""Remedies at their edges: a bias that is 1 in some units only, weights that are none, a radius that is 1 already."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.experiments.matrices import spectral_radius
from rnnviz.model.laboratory.remedies import BIAS, remedies
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.keep_bias import InForce, bias_in_force, with_keep_bias
from rnnviz.model.setup.setup import Setup

LSTM = Setup.of("lstm", 2).with_weights(keep_bias=1.0)


def offered(setup: Setup) -> set[str]:
    return {remedy.key for remedy in remedies(setup)}


def test_the_bias_of_every_unit_and_layer_counts() -> None:
    assert BIAS == 1.0 and "keep_bias" not in offered(LSTM)
    assert "keep_bias" in offered(LSTM.with_weights(keep_bias=2.0))
    uneven = LSTM.with_array("0.b_f", [0.0, 2.0])
    assert bias_in_force(uneven, 0) == InForce(1.0, True, False) and "keep_bias" in offered(uneven)
    two = Setup((LayerChoice("rnn", hidden=2), LayerChoice("lstm", hidden=2))).with_weights(keep_bias=1.0)
    assert "keep_bias" not in offered(two) and "keep_bias" not in offered(Setup.of("rnn", 2))
    assert "keep_bias" in offered(two.with_array("1.b_f", [1.0, 0.5]))


def test_the_bias_in_force() -> None:
    assert bias_in_force(LSTM, 0) == InForce(1.0, False, True)
    assert bias_in_force(Setup.of("rnn", 2), 0) == InForce(0.0, False, True)
    assert bias_in_force(LSTM.with_array("0.b_f", [3.0, 3.0]), 0) == InForce(3.0, True, True)
    assert bias_in_force(LSTM.with_number("0.b_f", (1,), 3.0), 0) == InForce(2.0, True, False)
    gru = Setup.of("gru_keep", 2).with_weights(keep_bias=1.5)
    assert bias_in_force(gru, 0).value == 1.5 == bias_in_force(Setup.of("gru", 2).with_weights(keep_bias=1.5), 0).value
    both = Setup((LayerChoice("lstm", hidden=2, direction="both"),)).with_weights(keep_bias=1.0)
    assert bias_in_force(both.with_array("0.backward.b_f", [3.0, 3.0]), 0) == InForce(2.0, True, False)
    named = both.with_array("0.b_f", [0.0, 0.0]).with_array("0.b_i", [5.0, 5.0])
    back = with_keep_bias(named, 2.0)
    assert sorted(back.weights.given) == ["0.b_i"] and bias_in_force(back, 0) == InForce(2.0, False, True)


def test_weights_without_a_radius_are_not_scaled() -> None:
    assert "gain" not in offered(Setup.of("rnn", 2).with_array("0.U", [[0.0, 1.0], [0.0, 0.0]]))


def test_a_radius_of_1_stays() -> None:
    for radius, there in ((1.0, False), (1 + 5e-10, False), (1 + 2e-9, True), (1 - 2e-9, True), (0.5, True)):
        setup = Setup.of("rnn", 2).with_array("0.U", [[radius, 0.0], [0.0, 0.25]])
        assert ("gain" in offered(setup)) is there, radius


def test_all_are_scaled_alike_and_a_matrix_without_a_radius_stays() -> None:
    setup = Setup.of("gru", 2).with_array("0.U_z", [[4.0, 0.0], [0.0, 1.0]])
    setup = setup.with_array("0.U_r", [[2.0, 0.0], [0.0, 1.0]]).with_array("0.U_n", [[0.0, 1.0], [0.0, 0.0]])
    (found,) = (remedy.setup for remedy in remedies(setup) if remedy.key == "gain")
    params = found.network().params
    assert [spectral_radius(params[name]) for name in ("0.U_z", "0.U_r", "0.U_n")] == pytest.approx([1.0, 0.5, 0.0])
    np.testing.assert_array_equal(params["0.U_n"], [[0.0, 1.0], [0.0, 0.0]])


def test_matrices_are_filled_at_gain_1() -> None:
    loud = Setup.of("rnn", 3).with_weights(gain=2.0)
    for remedy in remedies(loud):
        if remedy.key in ("orthogonal", "identity"):
            assert remedy.setup.weights.gain == 1.0
            assert abs(np.linalg.det(remedy.setup.network().params["0.U"])) == pytest.approx(1.0)

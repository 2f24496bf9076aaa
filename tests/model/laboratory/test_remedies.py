"""Remedies do what their names say, and none is offered that changes nothing."""

import numpy as np
import pytest

from rnnviz.engine.experiments.matrices import spectral_radius
from rnnviz.model.laboratory.remedies import remedies
from rnnviz.model.setup.choices import LayerChoice
from rnnviz.model.setup.keep_bias import bias_in_force
from rnnviz.model.setup.setup import Setup


@pytest.mark.parametrize("setup", [Setup.of("rnn"), Setup.of("lstm").with_weights(gain=3.0), Setup.of("gru")])
def test_remedies(setup):
    found = {remedy.key: remedy.setup for remedy in remedies(setup)}
    names = setup.recurrent_params()
    for name in names:
        orthogonal, identity = (found[key].network().params[name] for key in ("orthogonal", "identity"))
        np.testing.assert_allclose(orthogonal @ orthogonal.T, np.eye(8), atol=1e-12)
        np.testing.assert_array_equal(identity, np.eye(8))
    radii = [spectral_radius(found["gain"].network().params[name]) for name in names]
    assert max(radii) == pytest.approx(1.0)
    assert ("keep_bias" in found) == (setup.cell.keep is not None and bias_in_force(setup, 0).value != 1.0)


def test_a_remedy_taken_is_offered_no_more():
    setup = Setup.of("gru")
    for key in ("keep_bias", "gain"):
        (taken,) = [remedy.setup for remedy in remedies(setup) if remedy.key == key]
        assert key not in {remedy.key for remedy in remedies(taken)}


def test_cells_without_anything_to_mend():
    assert remedies(Setup.of("feedforward")) == ()
    assert {remedy.key for remedy in remedies(Setup.of("mingru"))} <= {"keep_bias"}
    both = Setup((LayerChoice("lstm", hidden=3, direction="both"), LayerChoice("rnn", hidden=2)))
    assert {remedy.key for remedy in remedies(both)} >= {"orthogonal", "identity", "gain"}

"""What a held line keeps from what it was computed from, whatever its slope there."""

import numpy as np
import pytest

from rnnviz.engine import Experiment, simulate
from tests.engine.cases import cell


@pytest.mark.parametrize("value", [0.0, 0.7])
@pytest.mark.parametrize("line", ["s = sqrt(h_prev * h_prev)", "s = 1 / h_prev", "s = exp(1000 * tanh(h_prev) + 800)"])
def test_nothing_passes_a_held_line_where_its_slope_is_infinite(line, value):
    """At h = 0 a root and a quotient are infinitely steep; held, they pass no more than a number in their place."""
    exp = Experiment.build(cell(f"{line}\nh = W @ x + s * h_prev"), 2, np.zeros((3, 2)), loss="every")
    run = simulate(exp.hold("s", value))
    plain = Experiment.build(cell("h = W @ x + p * h_prev"), 2, np.zeros((3, 2)), loss="every")
    wanted = simulate(plain.with_params({"W": exp.params["W"], "p": [value, value]}))
    for name in ("h_prev", "h"):
        np.testing.assert_allclose(run.grad(name), wanted.grad(name), rtol=1e-12, err_msg=name)
    np.testing.assert_allclose(run.param_grads["W"], wanted.param_grads["W"], rtol=1e-12)

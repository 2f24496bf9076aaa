"""What the scenes claim is so: of the weights they open with, and of thirty others."""

import numpy as np
import pytest

from rnnviz.engine import Run
from rnnviz.model.setup.runs import runs_of
from rnnviz.model.setup.scenes import SCENES, Scene


def run_of(scene: Scene, **weights: object) -> Run:
    return runs_of(scene.setup.with_weights(**weights))[0][0]


def left(run: Run) -> float:
    """log10 of what of the gradient of all states together is left at the first step."""
    return float(run.norms()[0] - run.norms()[-1])


OF_THIRTY = {key: sorted(left(run_of(scene, seed=seed)) for seed in range(30)) for key, scene in SCENES.items()}


@pytest.mark.parametrize(
    ("key", "low", "middle", "high"),
    [("vanish", -13.0, -9.0, -2.5), ("explode", 2.8, 5.9, 12.6), ("survive", -1.1, -0.14, 0.81)],
)
def test_thirty_seeds(key: str, low: float, middle: float, high: float) -> None:
    logs = OF_THIRTY[key]
    assert low <= logs[0] and logs[-1] <= high
    assert np.median(logs) == pytest.approx(middle, abs=0.1)


def test_what_a_scene_opens_with_is_no_exception() -> None:
    for key, scene in SCENES.items():
        assert OF_THIRTY[key][2] <= left(run_of(scene)) <= OF_THIRTY[key][-3], key


def test_survive_keeps_most_and_each_step_passes_on_what_comes() -> None:
    run = run_of(SCENES["survive"])
    assert 0.65 < 10 ** left(run) < 0.8
    assert all(0.95 < np.abs(run.eigenvalues(t=t)).max() < 1.1 for t in range(run.steps))


def test_survive_at_a_default_bias_would_not() -> None:
    assert np.median([left(run_of(SCENES["survive"], seed=seed, keep_bias=1.0)) for seed in range(30)]) < -3


def test_nothing_saturates_where_it_explodes() -> None:
    """A linear cell has no slope below 1: every step is one and the same matrix, outside the circle."""
    scene = SCENES["explode"]
    run = run_of(scene)
    assert not any((slope < 1).any() for slope in run.slopes.values())
    assert np.allclose(run.jacobian(t=5), run.experiment.params["U"])
    assert np.abs(run.eigenvalues(t=5)).max() > 1.2
    assert np.abs(run_of(scene, gain=1.0).eigenvalues()).max() < 1


def test_vanish_loses_a_like_factor_at_every_silent_step() -> None:
    norms = run_of(SCENES["vanish"]).norms()
    factors = 10 ** np.diff(norms[10:-5])
    assert 1 / factors.max() > 0.4 and 1 / factors.min() < 0.9

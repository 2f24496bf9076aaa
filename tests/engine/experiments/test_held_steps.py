"""The ways to name the steps of a hold give the same holds, and a step that is not there is refused."""

from typing import Any

import numpy as np
import pytest

from rnnviz.engine import Experiment, ExperimentError

STEPS = 6
EXP = Experiment.build("lstm", 2, np.ones((STEPS, 1)))
NAMED: list[tuple[Any, list[int]]] = [
    (None, [0, 1, 2, 3, 4, 5]), (slice(2, 4), [2, 3]), (slice(None, None, 2), [0, 2, 4]), (slice(-2, None), [4, 5]),
    (0, [0]), (5, [5]), (np.int64(3), [3]), ([1, 4], [1, 4]), ((0, 5), [0, 5]), (range(1, 3), [1, 2]), ([], []),
    (np.array([5, 0]), [0, 5]), ([False, True, False, False, True, False], [1, 4]), (np.zeros(STEPS, bool), []),
    (np.ones(STEPS, bool), [0, 1, 2, 3, 4, 5]),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "wanted"), [(s, w) for s, w in NAMED if w])
def test_the_steps_that_are_held(steps: Any, wanted: list[int]) -> None:
    held = EXP.hold("f", 0.25, steps).held["f"]
    assert np.flatnonzero(held.mask).tolist() == wanted
    assert (held.values[wanted] == 0.25).all()


@pytest.mark.parametrize("steps", [6, -1, [0, 6], [-1, 2], 1.0, "1", [True, False], [[True] * 6] * 2, np.nan])
def test_other_steps_are_refused(steps: Any) -> None:
    with pytest.raises(ExperimentError) as caught:
        EXP.hold("f", 0.25, steps)
    assert str(caught.value).startswith("steps must be one from 0 to 5, several in a list, or slice(3, 6); not ")

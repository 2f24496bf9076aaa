"""Settings of optimisers, schedules and clipping: what stands on a limit is taken, what stands beyond is not."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rnnviz.engine.training.clipping import Clip
from rnnviz.engine.training.optimise import TrainingError, optimiser
from rnnviz.engine.training.schedules import schedule

NAN, INF = float("nan"), float("inf")
SHARES: tuple[list[Any], list[Any]] = [0.0, 0.5, 0.999999], [-1e-9, 1.0, 2.0, NAN]
ABOVE: tuple[list[Any], list[Any]] = [1e-300, 1.0, 1e300], [0.0, -1e-9, INF, NAN]
WHOLE: tuple[list[Any], list[Any]] = [1, np.int64(2)], [0, -1, True, 1.0, "1"]
ENDS: list[tuple[str, Callable[[Any], object], tuple[list[Any], list[Any]]]] = [
    ("rate", lambda v: optimiser("sgd", rate=v), ABOVE), ("rate of Adam", lambda v: optimiser("adam", rate=v), ABOVE),
    ("momentum", lambda v: optimiser("momentum", momentum=v), SHARES),
    ("beta1", lambda v: optimiser("adam", beta1=v), SHARES), ("beta2", lambda v: optimiser("adam", beta2=v), SHARES),
    ("floor", lambda v: schedule("cosine", floor=v), ([0.0, 0.5, 1.0], [-1e-9, 1.0 + 1e-9, NAN])),
    ("steps", lambda v: schedule("cosine", steps=v), WHOLE), ("every", lambda v: schedule("step", every=v), WHOLE),
    ("clip by norm", lambda v: Clip("norm", v), ABOVE), ("clip by value", lambda v: Clip("value", v), ABOVE),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "ends"), ENDS, ids=[name for name, *_ in ENDS])
def test_the_limit_is_taken_and_one_more_is_not(
    name: str, make: Callable[[Any], object], ends: tuple[list[Any], list[Any]]
) -> None:
    for taken in ends[0]:
        make(taken)
    for refused in ends[1]:
        with pytest.raises(TrainingError, match=f"not {refused}"):
            make(refused)

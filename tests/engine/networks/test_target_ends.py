"""What is asked of outputs, at its limits: which steps count, what is right, and what a wrong answer costs."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import ExperimentError
from rnnviz.engine.errors import EngineError
from rnnviz.engine.networks.target import Told, counted_slope, log_softmax, read_target, softmax, told


def refusal(act, *given, **named) -> tuple[str, dict[str, object]]:
    with pytest.raises(EngineError) as caught:
        act(*given, **named)
    return caught.value.why.key, dict(caught.value.why.values)


# targets ----------------------------------------------------------------------------------------------------------


def asked(
    loss="squared", at="last", targets=None, steps=3, batch=2, width=2, readout=None, lengths=(3, 2), batched=True
):
    return read_target(loss, at, targets, (steps, batch), batched, np.array(lengths), width, readout, "float64")


CLASSES = {"loss": "cross_entropy", "readout": "softmax"}


def test_targets_stand_at_the_steps_that_count() -> None:
    last = asked(targets=[[1.0, 2.0], [3.0, 4.0]])
    assert last.counted.tolist() == [[False, False], [False, True], [True, False]] and last.at == "last"
    assert last.values is not None and last.values[2, 0].tolist() == [1, 2] and last.values[1, 1].tolist() == [3, 4]
    assert not last.values[0].any() and not last.values.flags.writeable and not last.counted.flags.writeable
    every = asked("cross_entropy", "every", np.ones((3, 2), int), readout="softmax")
    assert every.counted.sum() == 5 and every.values is not None and every.values.dtype.kind == "i"
    some = asked("sum", [0, 2], None)
    assert (
        some.at is None
        and some.counted.tolist() == [[True, True], [False, False], [True, False]]
        and some.values is None
    )
    rows = asked("squared", [2, 0], np.arange(8.0).reshape(2, 2, 2))
    assert rows.values is not None and rows.values[2, 0].tolist() == [0, 1] and rows.values[0, 1].tolist() == [6, 7]
    mask = asked("sum", np.array([True, False, True]))
    assert mask.counted.tolist() == [[True, True], [False, False], [True, False]]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"loss": "cubed"}, "loss"), ({"loss": "cross_entropy"}, "softmax"), ({"at": "first"}, "at"),
        ({"at": [3]}, "steps"), ({"at": [-1]}, "steps"), ({"at": [1, 1]}, "steps"), ({"at": []}, "steps"),
        ({"at": [0.0]}, "steps"), ({"at": [[0]]}, "steps"), ({"at": [True, False]}, "mask"),
        ({"at": [False] * 3, "loss": "sum"}, "none"), ({"loss": "sum", "targets": [1.0]}, "sum"), ({}, "needed"),
        ({"targets": [["a"]]}, "numbers"), ({"targets": [[np.inf, 0], [0, 0]]}, "finite"),
        ({"targets": [[1.0, 2.0]]}, "shape"), ({**CLASSES, "targets": [0, 2]}, "classes"),
        ({**CLASSES, "targets": [0.0, 1.0]}, "classes"), ({**CLASSES, "targets": [-1, 1]}, "classes"),
    ],
)  # fmt: skip
def test_targets_that_do_not_fit(given: dict, key: str) -> None:
    assert refusal(asked, **given)[0] == f"target.{key}"
    assert asked("cross_entropy", targets=[0, 1], readout="softmax").values is not None
    assert issubclass(ExperimentError, EngineError)


def test_what_is_said_and_what_it_costs() -> None:
    logits = np.array([[2.0, 0.0, -1.0], [0.0, 800.0, 0.0]])
    np.testing.assert_allclose(softmax(logits)[0], np.exp(logits[0]) / np.exp(logits[0]).sum())
    assert log_softmax(logits)[1].tolist() == [-800.0, 0.0, -800.0]
    wanted = np.array([0, 0])
    found = told("cross_entropy", "softmax", logits, wanted)
    assert found.loss == pytest.approx(-log_softmax(logits)[[0, 1], wanted].sum())
    np.testing.assert_allclose(found.slope, counted_slope("cross_entropy", softmax(logits), wanted, "softmax"))
    np.testing.assert_allclose(found.said, softmax(logits))
    numbers = told("squared", None, logits, logits - 1.0)
    assert numbers.loss == pytest.approx(0.5 * logits.size) and numbers.slope.tolist() == np.ones((2, 3)).tolist()
    total = told("sum", None, logits, None)
    assert total.loss == pytest.approx(logits.sum() / np.sqrt(3)) and total.slope == pytest.approx(
        np.full((2, 3), 3**-0.5)
    )


def test_what_counts_as_right() -> None:
    said = Told(np.array([[0.2, 0.8], [0.6, 0.4], [0.5, 0.5]]), 0.0, np.zeros(0))
    assert said.right(np.array([1, 1, 0]), None) == 2 / 3
    close = Told(np.array([[1.0], [2.0]]), 0.0, np.zeros(0))
    assert close.right(np.array([[1.1], [2.25]]), 0.25) == 0.5 and close.right(np.array([[1.0], [2.0]]), 1e-9) == 1.0

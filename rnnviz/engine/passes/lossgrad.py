"""dL/d(output), with which every way back begins: the experiment's own, or one that is given."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.engine.compiler.layout import turned
from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.experiments.experiment import Experiment, numbers
from rnnviz.engine.language.ops import Array


def given_loss(exp: Experiment, shape: tuple[int, ...], loss_grad: ArrayLike) -> Array:
    """A given dL/d(output), checked, as (T, B, size)."""
    given = numbers(loss_grad, exp.dtype, ExperimentError("loss.numbers"), copy=False)
    wanted = shape if exp.batched else (shape[0], shape[2])
    if given.shape != wanted:
        raise ExperimentError("loss.shape", shape=given.shape, wanted=wanted)
    return turned(given.reshape(shape))


def own_loss(exp: Experiment, shape: tuple[int, ...]) -> Array:
    """dL/d(output) of the experiment's own loss, sum(output) / sqrt(size) at its last step or at every step."""
    grad = np.zeros(shape, exp.dtype)
    grad[slice(None) if exp.loss == "every" else slice(-1, None)] = 1.0 / np.sqrt(shape[-1])
    return grad

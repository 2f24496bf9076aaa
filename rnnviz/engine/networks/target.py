"""What is asked of a network's outputs: which steps count, the right answers, and the loss."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.engine.errors import ExperimentError
from rnnviz.engine.experiments.experiment import numbers
from rnnviz.engine.language.ops import Array

LOSSES = ("sum", "squared", "cross_entropy")


class LossTargets(NamedTuple):
    """loss: by name; at: "last", "every", or None where steps were chosen; counted: (T, B) bool;
    values: (T, B, output) numbers, (T, B) classes, or None for "sum"; only counted ones mean something."""

    loss: str
    at: str | None
    counted: Array
    values: Array | None


def read_target(
    loss: str, at: ArrayLike | str, targets: ArrayLike | None, shape: tuple[int, ...], batched: bool,
    lengths: Array, width: int, readout: str | None, dtype: str,
) -> LossTargets:  # fmt: skip
    """Targets laid out over all steps; ExperimentError with a sentence where they do not fit.

    shape: (T, B). lengths: (B,). width: numbers of one output.
    """
    if loss not in LOSSES:
        raise ExperimentError("target.loss", known=tuple(LOSSES), loss=loss)
    if loss == "cross_entropy" and readout != "softmax":
        raise ExperimentError("target.softmax")
    where = _where(at, shape)
    inside = np.arange(shape[0])[:, None] < lengths
    counted = np.logical_and(_mask(where, shape, lengths), inside)
    if not counted.any():
        raise ExperimentError("target.none")
    counted.setflags(write=False)
    name = where if isinstance(where, str) else None
    if loss == "sum":
        if targets is not None:
            raise ExperimentError("target.sum")
        return LossTargets(loss, name, counted, None)
    if targets is None:
        raise ExperimentError("target.needed", loss=loss)
    given = _numbers(loss, targets, dtype, width)
    spread = _spread(given, where, shape, batched, lengths, (width,) if loss == "squared" else ())
    spread.setflags(write=False)
    return LossTargets(loss, name, counted, spread)


def _where(at: ArrayLike | str, shape: tuple[int, ...]) -> str | Array:
    if isinstance(at, str):
        if at not in ("last", "every"):
            raise ExperimentError("target.at", at=at)
        return at
    chosen = np.asarray(at)
    if chosen.dtype.kind == "b":
        if chosen.shape not in (shape, shape[:1]):
            raise ExperimentError("target.mask", shape=shape, got=chosen.shape)
        return np.broadcast_to(chosen.reshape(shape[0], -1), shape)
    good = chosen.ndim == 1 and chosen.dtype.kind in "iu" and chosen.size > 0
    if not good or chosen.min() < 0 or chosen.max() >= shape[0] or len(np.unique(chosen)) != len(chosen):
        raise ExperimentError("target.steps", last=shape[0] - 1)
    return chosen


def _mask(where: str | Array, shape: tuple[int, ...], lengths: Array) -> Array:
    if isinstance(where, str):
        if where == "every":
            return np.ones(shape, bool)
        return np.asarray(np.arange(shape[0])[:, None] == lengths - 1)
    if where.dtype.kind == "b":
        return where
    mask = np.zeros(shape, bool)
    mask[where] = True
    return mask


def _numbers(loss: str, targets: ArrayLike, dtype: str, width: int) -> Array:
    if loss == "squared":
        given = numbers(targets, dtype, ExperimentError("target.numbers"))
        if not np.isfinite(given).all():
            raise ExperimentError("target.finite")
        return given
    classes = np.asarray(targets)
    if classes.dtype.kind not in "iu" or (classes.size and not 0 <= classes.min() <= classes.max() < width):
        raise ExperimentError("target.classes", last=width - 1)
    return classes


def _spread(
    given: Array, where: str | Array, shape: tuple[int, ...], batched: bool, lengths: Array, tail: tuple[int, ...]
) -> Array:
    """Targets as (T, B, ...): where nothing counts, zero."""
    last = isinstance(where, str) and where == "last"
    rows = len(where) if not isinstance(where, str) and where.dtype.kind != "b" else shape[0]
    wanted = (*(() if last else (rows,)), *((shape[1],) if batched else ()), *tail)
    if given.shape != wanted:
        raise ExperimentError("target.shape", wanted=wanted, got=given.shape)
    full = np.zeros((*shape, *tail), given.dtype)
    if last:
        full[lengths - 1, np.arange(shape[1])] = given.reshape(shape[1], *tail)
    else:
        full[np.arange(rows) if isinstance(where, str) or where.dtype.kind == "b" else where] = given.reshape(
            rows, shape[1], *tail
        )
    return full


def softmax(logits: Array) -> Array:
    """exp(a) / sum exp(a) along the last axis."""
    _, raised, total = _raised(logits)
    return np.asarray(raised / total)


def log_softmax(logits: Array) -> Array:
    """log softmax along the last axis; finite where the softmax itself is too small to be told from 0."""
    shifted, _, total = _raised(logits)
    return np.asarray(shifted - np.log(total))


def _raised(logits: Array) -> tuple[Array, Array, Array]:
    """a - max a, its exp, and the sum of those along the last axis (..., 1)."""
    shifted = logits - logits.real.max(axis=-1, keepdims=True)
    raised = np.exp(shifted)
    return shifted, raised, raised.sum(axis=-1, keepdims=True)


def loss_of(target: LossTargets, outputs: Array, logits: Array) -> float | complex:
    """The loss of outputs (T, B, width), summed over counted steps and samples. logits: before a softmax."""
    on = target.counted
    if target.values is None:
        return _scalar(outputs[on].sum() / np.sqrt(outputs.shape[-1]))
    wanted = target.values[on]
    if target.loss == "squared":
        return _scalar(0.5 * ((outputs[on] - wanted) ** 2).sum())
    return _scalar(-np.take_along_axis(log_softmax(logits[on]), wanted[:, None], axis=-1).sum())


def _scalar(value: np.generic) -> float | complex:
    found: float | complex = value.item()
    return found


def loss_slope(target: LossTargets, outputs: Array, readout: str | None) -> Array:
    """dL/d(what stands before the softmax), or dL/d(outputs) without one: (T, B, width); zero where nothing counts."""
    grad, on = np.zeros_like(outputs), target.counted
    wanted = None if target.values is None else target.values[on]
    grad[on] = counted_slope(target.loss, outputs[on], wanted, readout)
    return grad


def counted_slope(loss: str, said: Array, wanted: Array | None, readout: str | None) -> Array:
    """The same of answers that count: said (n, width), wanted (n,) classes or (n, width) numbers."""
    if loss == "cross_entropy" and wanted is not None:
        slope = said.copy()
        slope[np.arange(len(said)), wanted] -= 1.0
        return slope
    grad = np.full_like(said, 1.0 / np.sqrt(said.shape[-1])) if wanted is None else said - wanted
    return said * (grad - (grad * said).sum(axis=-1, keepdims=True)) if readout == "softmax" else grad


class Told(NamedTuple):
    """Answers that count: said (n, width), after a softmax; loss, summed; slope: dL/d(what stands before it)."""

    said: Array
    loss: float
    slope: Array

    def right(self, wanted: Array, tolerance: float | None) -> float:
        """Share of right answers: the likeliest class, or numbers missed by less than `tolerance`."""
        if tolerance is None:
            hit = self.said.argmax(axis=-1) == wanted
        else:
            hit = np.abs(self.said - wanted).max(axis=-1) < tolerance
        return int(np.count_nonzero(hit)) / len(self.said)


def told(loss: str, readout: str | None, logits: Array, wanted: Array | None) -> Told:
    """What logits (n, width) say and cost, and the slope of that, in one go. wanted: (n,) or (n, width)."""
    if loss != "cross_entropy" or wanted is None:
        said = softmax(logits) if readout == "softmax" else logits
        slope = counted_slope(loss, said, wanted, readout)
        cost = said.sum() / np.sqrt(said.shape[-1]) if wanted is None else 0.5 * np.vdot(said - wanted, said - wanted)
        return Told(said, float(cost), slope)
    across = np.array(logits.T, order="C")  # answers side by side: what is done along the classes is then fast
    across -= across.max(axis=0)
    hit = wanted, np.arange(len(logits))
    reached = float(across[hit].sum())
    said = np.exp(across)
    total = said.sum(axis=0)
    said /= total
    slope = said.copy()
    slope[hit] -= 1.0
    return Told(said.T, float(np.log(total).sum()) - reached, slope.T)

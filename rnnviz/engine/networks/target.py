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
    raised = np.exp(logits - logits.real.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def log_softmax(logits: Array) -> Array:
    """log softmax along the last axis; finite where the softmax itself is too small to be told from 0."""
    shifted = logits - logits.real.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def loss_of(target: LossTargets, outputs: Array, logits: Array) -> float | complex:
    """The loss of outputs (T, B, width), summed over counted steps and samples. logits: before a softmax."""
    shown = outputs[target.counted]
    if target.values is None:
        return _scalar(shown.sum() / np.sqrt(outputs.shape[-1]))
    wanted = target.values[target.counted]
    if target.loss == "squared":
        return _scalar(0.5 * ((shown - wanted) ** 2).sum())
    return _scalar(-np.take_along_axis(log_softmax(logits[target.counted]), wanted[:, None], axis=-1).sum())


def _scalar(value: np.generic) -> float | complex:
    found: float | complex = value.item()
    return found


def loss_slope(target: LossTargets, outputs: Array, readout: str | None) -> Array:
    """dL/d(what stands before the softmax), or dL/d(outputs) without one: (T, B, width); zero where nothing counts."""
    grad = np.zeros_like(outputs)
    on = target.counted
    if target.values is None:
        grad[on] = 1.0 / np.sqrt(outputs.shape[-1])
    elif target.loss == "squared":
        grad[on] = outputs[on] - target.values[on]
    else:
        grad[on] = outputs[on]
        hit = np.take_along_axis(grad, target.values[..., None], axis=-1) - on[..., None]
        np.put_along_axis(grad, target.values[..., None], hit, axis=-1)
        return grad
    if readout == "softmax":
        grad = outputs * (grad - (grad * outputs).sum(axis=-1, keepdims=True))
    return grad
